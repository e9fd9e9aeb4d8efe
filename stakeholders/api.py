"""Organisations, contacts and figures of places as JSON. Writing: api_writing.py."""

import django_filters
from rest_framework import serializers, viewsets

from stakeholders.api_moved import FollowsSignposts
from stakeholders.api_writing import WritesContacts, WritesOrganisations, WritesPlaceFigures
from stakeholders.finding import in_order, organisations_called, people_called
from stakeholders.models import (
    Organisation,
    OrganisationFigure,
    OrganisationIdentifier,
    OrganisationKind,
    OrganisationSector,
    Person,
    PlaceFigure,
)


class IdentifierSerializer(serializers.ModelSerializer):
    class Meta:
        model = OrganisationIdentifier
        fields = ["scheme", "value"]


class SectorSerializer(serializers.ModelSerializer):
    class Meta:
        model = OrganisationSector
        fields = ["section", "strength"]


class FigureSerializer(serializers.ModelSerializer):
    class Meta:
        model = OrganisationFigure
        fields = ["metric", "year", "value", "unit", "source"]


class OrganisationSerializer(serializers.ModelSerializer):
    place = serializers.CharField(source="place.name")
    place_id = serializers.IntegerField()
    country = serializers.CharField(source="place.country_code")
    identifiers = IdentifierSerializer(many=True)
    sectors = SectorSerializer(many=True)
    figures = FigureSerializer(many=True)

    class Meta:
        model = Organisation
        fields = [
            "id", "slug", "name", "kind", "layer", "place", "place_id", "country", "acts_for_id", "aliases", "website",
            "email", "language", "languages", "time_zone", "identifiers", "sectors", "figures",
        ]  # fmt: skip


class OrganisationFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(method="by_name")
    kind = django_filters.ChoiceFilter(choices=OrganisationKind)
    country = django_filters.CharFilter(field_name="place__country_code")

    class Meta:
        model = Organisation
        fields = ["name", "kind", "country"]

    def by_name(self, queryset, name, value):
        return organisations_called(queryset, value)


class OrganisationViewSet(FollowsSignposts, WritesOrganisations, viewsets.ReadOnlyModelViewSet):
    queryset = Organisation.objects.none()
    serializer_class = OrganisationSerializer
    filterset_class = OrganisationFilter
    lookup_field = "slug"

    def get_queryset(self):
        found = Organisation.objects.for_user(self.request.user).select_related("place")
        return found.prefetch_related("identifiers", "sectors", "figures").order_by(*in_order())


class ContactSerializer(serializers.ModelSerializer):
    organisation = serializers.SlugRelatedField("slug", read_only=True)

    class Meta:
        model = Person
        fields = ["id", "organisation", "name", "email", "phone", "language", "never_mail"]


class ContactFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(method="by_name")
    organisation = django_filters.CharFilter(field_name="organisation__slug")

    class Meta:
        model = Person
        fields = ["name", "organisation"]

    def by_name(self, queryset, name, value):
        return people_called(queryset, value)


class ContactViewSet(FollowsSignposts, WritesContacts, viewsets.ReadOnlyModelViewSet):
    """Contacts of one's own office; nobody reads another's."""

    queryset = Person.objects.none()
    serializer_class = ContactSerializer
    filterset_class = ContactFilter

    def get_queryset(self):
        return Person.objects.for_user(self.request.user).select_related("organisation").order_by("name", "pk")


class PlaceFigureSerializer(serializers.ModelSerializer):
    place_id = serializers.IntegerField()

    class Meta:
        model = PlaceFigure
        fields = ["id", "place_id", "metric", "year", "value", "unit", "source"]


class PlaceFigureFilter(django_filters.FilterSet):
    place = django_filters.NumberFilter(field_name="place_id")

    class Meta:
        model = PlaceFigure
        fields = ["place", "metric", "year"]


class PlaceFigureViewSet(WritesPlaceFigures, viewsets.ReadOnlyModelViewSet):
    """Dated figures of places: read by everybody who signs in."""

    queryset = PlaceFigure.objects.order_by("metric", "year", "place_id")
    serializer_class = PlaceFigureSerializer
    filterset_class = PlaceFigureFilter


routes = [
    ("organisations", OrganisationViewSet),
    ("contacts", ContactViewSet),
    ("place-figures", PlaceFigureViewSet),
]
