"""Outcomes as JSON: the claims that the person may read, and what the ledger makes of them in their office's view."""

import django_filters
from django.db.models import Prefetch
from rest_framework import serializers, viewsets

from outcomes import claims_api
from outcomes.enums import State
from outcomes.models import Claim, Counted, Outcome
from stakeholders.fields_api import PartialDateField


class ClaimOfOutcomeSerializer(serializers.ModelSerializer):
    organisation = serializers.CharField(source="organisation.name")
    partnership = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    occurred = PartialDateField("occurred")

    class Meta:
        model = Claim
        fields = [
            "id", "partnership", "organisation", "side", "title", "amount", "currency", "basis", "occurred",
            "learnt_on", "evidence", "withdrawn_at", "audience",
        ]  # fmt: skip


class CountedSerializer(serializers.ModelSerializer):
    partnership = serializers.SlugRelatedField(slug_field="slug", read_only=True)

    class Meta:
        model = Counted
        fields = [
            "partnership", "state", "reason", "gap", "nominal", "share", "share_stated", "contributed", "rule_version",
        ]  # fmt: skip


class OutcomeSerializer(serializers.ModelSerializer):
    indicator = serializers.CharField(source="indicator.code")
    claims = ClaimOfOutcomeSerializer(many=True, read_only=True)
    counted = CountedSerializer(many=True, read_only=True)

    class Meta:
        model = Outcome
        fields = ["id", "indicator", "claims", "counted"]


class OutcomeFilter(django_filters.FilterSet):
    indicator = django_filters.CharFilter(field_name="indicator__code")
    partnership = django_filters.CharFilter(method="of_partnership", label="slug of a partnership")
    state = django_filters.ChoiceFilter(choices=State.choices, method="in_state", label="state in the ledger")

    class Meta:
        model = Outcome
        fields = ["indicator"]

    def of_partnership(self, queryset, name, value):
        claims = Claim.objects.for_user(self.request.user).filter(partnership__slug=value)
        return queryset.filter(pk__in=claims.values("outcome"))

    def in_state(self, queryset, name, value):
        counted = Counted.objects.for_user(self.request.user).filter(state=value)
        return queryset.filter(pk__in=counted.values("outcome"))


class OutcomeViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Outcome.objects.none()
    serializer_class = OutcomeSerializer
    filterset_class = OutcomeFilter

    def get_queryset(self):
        user = self.request.user
        claims = Claim.objects.for_user(user).select_related("organisation", "partnership")
        counted = Counted.objects.for_user(user).select_related("partnership")
        return (
            Outcome.objects.for_user(user)
            .select_related("indicator")
            .prefetch_related(Prefetch("claims", claims), Prefetch("counted", counted))
            .order_by("-pk")
        )


routes = [("outcomes", OutcomeViewSet), *claims_api.routes]
