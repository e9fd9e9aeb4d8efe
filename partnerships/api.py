"""Partnerships as JSON, read only; the rules of reading are `for_user`'s. The inbox of requests: api_requests.py."""

import django_filters
from rest_framework import serializers, viewsets

from partnerships.api_requests import TieRequestViewSet
from partnerships.models import Form, Partnership, Seat, Standing
from stakeholders.fields_api import PartialDateField


class PartnershipSerializer(serializers.ModelSerializer):
    """The cover of a tie: places, form, since and until."""

    places = serializers.SerializerMethodField()
    since = PartialDateField("since")
    until = PartialDateField("until")

    class Meta:
        model = Partnership
        fields = ["id", "slug", "name", "form", "since", "until", "places"]

    def get_places(self, partnership) -> list[str]:
        return [row.place.name for row in partnership.partnership_places.all()]


class PartnershipFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(lookup_expr="icontains")
    form = django_filters.ChoiceFilter(choices=Form)
    kept = django_filters.BooleanFilter(method="only_kept", label="in which your organisation holds a seat")
    standing = django_filters.ChoiceFilter(choices=Standing, method="with_standing", label="your own seat's standing")

    class Meta:
        model = Partnership
        fields = ["name", "form"]

    def mine(self):
        return Seat.objects.filter(organisation__memberships__in=self.request.user.memberships.current())

    def only_kept(self, queryset, name, value):
        mine = queryset.filter(seats__in=self.mine()).distinct()
        return mine if value else queryset.exclude(pk__in=mine.values("pk"))

    def with_standing(self, queryset, name, value: str):
        return queryset.filter(seats__in=self.mine().filter(standing=value)).distinct()


class PartnershipViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Partnership.objects.none()
    serializer_class = PartnershipSerializer
    filterset_class = PartnershipFilter
    lookup_field = "slug"

    def get_queryset(self):
        found = Partnership.objects.for_user(self.request.user)
        return found.prefetch_related("partnership_places__place").order_by("name", "pk")


routes = [("partnerships", PartnershipViewSet), ("requests", TieRequestViewSet)]
