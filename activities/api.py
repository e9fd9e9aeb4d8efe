"""Activities as JSON: what stands on the activity itself. The office's notes, cost and next steps are not here.

activities/api_writing.py holds what is sent.
"""

import django_filters
from django.db.models import Prefetch, Q
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers, viewsets

from activities.api_writing import WritesActivities
from activities.models import Activity, ActivityKind, ActivityStatus, AgreementLink, DeliverableLink, LinkRelation
from activities.queries_around import with_inside
from agreements.models import Agreement, Deliverable
from stakeholders.fields_api import PartialDateField


class LinkSerializer(serializers.Serializer):
    """A paper or promise that this person reads, and how the activity stands to it."""

    relation = serializers.ChoiceField(LinkRelation.choices)
    agreement = serializers.IntegerField(required=False)
    deliverable = serializers.IntegerField(required=False)


class ActivitySerializer(serializers.ModelSerializer):
    """languages and sectors: empty where another organisation recorded it. grew_from: null where it is not read."""

    partnership = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    owner = serializers.CharField(source="owner.name")
    place = serializers.CharField(source="place.name", allow_null=True, default=None)
    starts = PartialDateField("starts")
    starts_at = serializers.DateTimeField(allow_null=True, help_text="the moment, where the hour is known")
    ends_at = serializers.DateTimeField(allow_null=True)
    time_zone = serializers.CharField(help_text="of the place; days are its days")
    organisations = serializers.SerializerMethodField()
    languages = serializers.SerializerMethodField()
    sectors = serializers.SerializerMethodField()
    grew_from = serializers.SerializerMethodField()
    links = serializers.SerializerMethodField()

    class Meta:
        model = Activity
        fields = [
            "id", "partnership", "kind", "status", "title", "starts", "ends_on", "starts_at", "ends_at", "time_zone",
            "place", "place_text", "direction", "people_out", "people_in", "people", "organisations", "languages",
            "sectors", "grew_from", "links", "offered_at", "confirmed_at", "owner", "audience",
        ]  # fmt: skip

    def get_organisations(self, activity) -> list[str]:
        return [row.organisation.name for row in activity.participants.all()]

    def get_languages(self, activity) -> list[str]:
        return activity.languages if activity.inside else []

    def get_sectors(self, activity) -> list[str]:
        return activity.sectors if activity.inside else []

    def get_grew_from(self, activity) -> int | None:
        return activity.grew_from_id if activity.reads_source else None

    @extend_schema_field(LinkSerializer(many=True))
    def get_links(self, activity):
        papers = [{"relation": one.relation, "agreement": one.agreement_id} for one in activity.agreement_links.all()]
        owed = activity.deliverable_links.all()
        return papers + [{"relation": one.relation, "deliverable": one.deliverable_id} for one in owed]


class ActivityFilter(django_filters.FilterSet):
    partnership = django_filters.CharFilter(field_name="partnership__slug")
    kind = django_filters.ChoiceFilter(choices=ActivityKind)
    status = django_filters.ChoiceFilter(choices=ActivityStatus)
    since = django_filters.DateFilter(field_name="starts_last", lookup_expr="gte")
    until = django_filters.DateFilter(field_name="starts_first", lookup_expr="lte")

    class Meta:
        model = Activity
        fields = ["partnership", "kind", "status"]


class ActivityViewSet(WritesActivities, viewsets.ReadOnlyModelViewSet):
    queryset = Activity.objects.none()
    serializer_class = ActivitySerializer
    filterset_class = ActivityFilter

    def get_queryset(self):
        user = self.request.user
        sources = Activity.objects.for_user(user).order_by().values("pk")
        papers = AgreementLink.objects.filter(agreement__in=Agreement.objects.for_user(user)).order_by("pk")
        owed = DeliverableLink.objects.filter(deliverable__in=Deliverable.objects.for_user(user)).order_by("pk")
        found = with_inside(Activity.objects.for_user(user), user).annotate(reads_source=Q(grew_from__in=sources))
        found = found.select_related("partnership", "owner", "place")
        whole = found.prefetch_related(
            "participants__organisation", Prefetch("agreement_links", papers), Prefetch("deliverable_links", owed)
        )
        return whole.order_by("-starts_first", "-pk")


routes = [("activities", ActivityViewSet)]
