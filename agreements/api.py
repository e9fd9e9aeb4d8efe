"""Agreements and deliverables as JSON: reading; agreements/api_writing.py holds what is sent."""

import django_filters
from django.utils import timezone
from rest_framework import serializers, viewsets

from agreements.api_writing import WritesAgreements, WritesDeliverables
from agreements.models import Agreement, AgreementKind, AgreementStatus, Deliverable, DeliverableStatus
from stakeholders.fields_api import PartialDateField


class AgreementSerializer(serializers.ModelSerializer):
    partnership = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    owner = serializers.CharField(source="owner.name")
    signed = PartialDateField("signed")
    in_force = PartialDateField("in_force")

    class Meta:
        model = Agreement
        fields = [
            "id", "partnership", "kind", "title", "status", "signed", "in_force", "expires_on", "ended_on", "renewal",
            "notice_days", "parent", "parent_relation", "fields", "owner", "audience",
        ]  # fmt: skip


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
        return found.select_related("partnership", "owner").order_by("pk")


class DeliverableSerializer(serializers.ModelSerializer):
    partnership = serializers.CharField(source="agreement.partnership.slug")
    owed_by = serializers.CharField(source="owed_by.name")
    owner = serializers.CharField(source="owner.name")
    overdue = serializers.SerializerMethodField()

    class Meta:
        model = Deliverable
        fields = [
            "id", "agreement", "partnership", "title", "description", "owed_by", "due_on", "status", "outlook",
            "progress", "quantity", "quantity_goal", "unit", "weight", "overdue", "submitted_at", "accepted_at",
            "owner", "audience",
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
        return found.select_related("agreement__partnership", "owed_by", "owner__office").order_by("due_on", "pk")


routes = [("agreements", AgreementViewSet), ("deliverables", DeliverableViewSet)]
