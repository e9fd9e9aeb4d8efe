"""Organisations as JSON. Read only."""

import django_filters
from rest_framework import serializers, viewsets

from stakeholders.models import Organisation, OrganisationKind


class OrganisationSerializer(serializers.ModelSerializer):
    place = serializers.CharField(source="place.name")
    country = serializers.CharField(source="place.country_code")

    class Meta:
        model = Organisation
        fields = ["id", "slug", "name", "kind", "layer", "place", "country", "website", "language", "time_zone"]


class OrganisationFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(lookup_expr="icontains")
    kind = django_filters.ChoiceFilter(choices=OrganisationKind)
    country = django_filters.CharFilter(field_name="place__country_code")

    class Meta:
        model = Organisation
        fields = ["name", "kind", "country"]


class OrganisationViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Organisation.objects.none()
    serializer_class = OrganisationSerializer
    filterset_class = OrganisationFilter
    lookup_field = "slug"

    def get_queryset(self):
        return Organisation.objects.for_user(self.request.user).select_related("place").order_by("name", "pk")


routes = [("organisations", OrganisationViewSet)]
