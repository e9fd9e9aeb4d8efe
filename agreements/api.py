"""Agreements and deliverables as JSON: reading; agreements/api_writing.py holds what is sent.

Filings and quotas stand in agreements/api_clocks.py.
"""

import django_filters
from django.db.models import Prefetch
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers, viewsets

from agreements import api_clocks
from agreements.api_writing import WritesAgreements, WritesDeliverables
from agreements.life_queries import next_date_of
from agreements.models import (
    Agreement,
    AgreementKind,
    AgreementStatus,
    Clause,
    Deliverable,
    DeliverableSeries,
    DeliverableStatus,
    Party,
)
from agreements.rules import Next
from stakeholders.fields_api import PartialDateField


class NextDateSerializer(serializers.Serializer):
    """The next date that matters: notice is the last day for it; "term over" waits for what became of it."""

    day = serializers.DateField()
    kind = serializers.ChoiceField([kind.value for kind in Next])


class PartySerializer(serializers.ModelSerializer):
    organisation = serializers.CharField(source="organisation.name")
    side = serializers.CharField(source="side.name", help_text="the place on whose side it stands")
    signed = serializers.SerializerMethodField()

    class Meta:
        model = Party
        fields = ["organisation", "side", "signed"]

    def get_signed(self, party) -> bool:
        return bool(party.signatures.all())


class AgreementSerializer(serializers.ModelSerializer):
    partnership = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    owner = serializers.CharField(source="owner.name")
    signed = PartialDateField("signed")
    in_force = PartialDateField("in_force")
    languages = serializers.ListField(child=serializers.CharField(), help_text="codes, as es or zh-hans")
    sectors = serializers.ListField(child=serializers.CharField(), help_text="sections of ISIC Rev. 4, as H")
    next_date = serializers.SerializerMethodField()
    parties = PartySerializer(many=True)

    class Meta:
        model = Agreement
        fields = [
            "id", "partnership", "kind", "title", "status", "signed", "in_force", "expires_on", "ended_on", "renewal",
            "renewal_months", "notice_days", "next_date", "parent", "parent_relation", "fields", "languages", "sectors",
            "binding", "summary", "source_note", "parties", "owner", "audience",
        ]  # fmt: skip

    @extend_schema_field(NextDateSerializer(allow_null=True))
    def get_next_date(self, agreement):
        found = next_date_of(agreement, timezone.localdate())
        return found and {"day": found.day.isoformat(), "kind": found.kind.value}


class AgreementFilter(django_filters.FilterSet):
    partnership = django_filters.CharFilter(field_name="partnership__slug")
    kind = django_filters.ChoiceFilter(choices=AgreementKind)
    status = django_filters.ChoiceFilter(choices=AgreementStatus)

    class Meta:
        model = Agreement
        fields = ["partnership", "kind", "status"]


class AgreementViewSet(WritesAgreements, viewsets.ReadOnlyModelViewSet):
    queryset = Agreement.objects.none()
    serializer_class = AgreementSerializer
    filterset_class = AgreementFilter

    def get_queryset(self):
        found = Agreement.objects.for_user(self.request.user)
        parties = Party.objects.select_related("organisation", "side").order_by("pk")
        whole = found.select_related("partnership", "owner").prefetch_related(Prefetch("parties", parties))
        return whole.prefetch_related("parties__signatures").order_by("pk")


class NumberedClauseSerializer(serializers.ModelSerializer):
    class Meta:
        model = Clause
        fields = ["id", "number"]


class DeliverableSerializer(serializers.ModelSerializer):
    """clause and series: null also where this person does not read them."""

    partnership = serializers.CharField(source="agreement.partnership.slug")
    owed_by = serializers.CharField(source="owed_by.name")
    owner = serializers.CharField(source="owner.name")
    overdue = serializers.SerializerMethodField()
    clause = NumberedClauseSerializer(allow_null=True)
    series = serializers.IntegerField(source="series.pk", allow_null=True, default=None)

    class Meta:
        model = Deliverable
        fields = [
            "id", "agreement", "partnership", "clause", "series", "title", "description", "owed_by", "due_on",
            "outside_term", "status", "outlook", "progress", "quantity", "quantity_goal", "unit", "weight", "overdue",
            "submitted_at", "accepted_at", "owner", "audience",
        ]  # fmt: skip

    def get_overdue(self, deliverable) -> bool:
        return deliverable.is_overdue(deliverable.day_at_owner(timezone.now()))


class DeliverableFilter(django_filters.FilterSet):
    partnership = django_filters.CharFilter(field_name="agreement__partnership__slug")
    status = django_filters.ChoiceFilter(choices=DeliverableStatus)
    due_from = django_filters.DateFilter(field_name="due_on", lookup_expr="gte")
    due_to = django_filters.DateFilter(field_name="due_on", lookup_expr="lte")
    overdue = django_filters.BooleanFilter(method="only_overdue", label="open and past its day")

    class Meta:
        model = Deliverable
        fields = ["agreement", "partnership", "status"]

    def only_overdue(self, queryset, name, value):
        late = queryset.overdue_at(timezone.now())
        return late if value else queryset.exclude(pk__in=late.values("pk"))


class DeliverableViewSet(WritesDeliverables, viewsets.ReadOnlyModelViewSet):
    queryset = Deliverable.objects.none()
    serializer_class = DeliverableSerializer
    filterset_class = DeliverableFilter

    def get_queryset(self):
        found = Deliverable.objects.for_user(self.request.user)
        whole = found.select_related("agreement__partnership", "owed_by", "owner__office")
        only_theirs = [
            Prefetch("clause", Clause.objects.for_user(self.request.user)),
            Prefetch("series", DeliverableSeries.objects.for_user(self.request.user)),
        ]
        return whole.prefetch_related(*only_theirs).order_by("due_on", "pk")


routes = [("agreements", AgreementViewSet), ("deliverables", DeliverableViewSet), *api_clocks.routes]
