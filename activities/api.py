"""Activities as JSON: what stands on the activity itself. The office's notes, cost and next steps are not here."""

import django_filters
from rest_framework import serializers, viewsets

from activities.models import Activity, ActivityKind, ActivityStatus
from stakeholders.fields_api import PartialDateField


class ActivitySerializer(serializers.ModelSerializer):
    partnership = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    owner = serializers.CharField(source="owner.name")
    place = serializers.CharField(source="place.name", allow_null=True, default=None)
    starts = PartialDateField("starts")
    organisations = serializers.SerializerMethodField()

    class Meta:
        model = Activity
        fields = [
            "id", "partnership", "kind", "status", "title", "starts", "ends_on", "place", "place_text", "direction",
            "people_out", "people_in", "people", "organisations", "confirmed_at", "owner", "audience",
        ]  # fmt: skip

    def get_organisations(self, activity) -> list[str]:
        return [row.organisation.name for row in activity.participants.all()]


class ActivityFilter(django_filters.FilterSet):
    partnership = django_filters.CharFilter(field_name="partnership__slug")
    kind = django_filters.ChoiceFilter(choices=ActivityKind)
    status = django_filters.ChoiceFilter(choices=ActivityStatus)
    since = django_filters.DateFilter(field_name="starts_last", lookup_expr="gte")
    until = django_filters.DateFilter(field_name="starts_first", lookup_expr="lte")

    class Meta:
        model = Activity
        fields = ["partnership", "kind", "status"]


class ActivityViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Activity.objects.none()
    serializer_class = ActivitySerializer
    filterset_class = ActivityFilter

    def get_queryset(self):
        found = Activity.objects.for_user(self.request.user).select_related("partnership", "owner", "place")
        return found.prefetch_related("participants__organisation").order_by("-starts_first", "-pk")


routes = [("activities", ActivityViewSet)]
