"""Filters of this room's lists."""

import django_filters
from django import forms
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from stakeholders.models import Level, Organisation, OrganisationKind, Place
from stakeholders.models.names import Normalise


def countries_of(request):
    """Countries in which this person's organisations are."""
    if request is None:
        return Place.objects.none()
    mine = Organisation.objects.for_user(request.user).values("place__country")
    return Place.objects.filter(level=Level.COUNTRY, pk__in=mine).order_by("name")


class OrganisationFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="by_name", label=_("Name"), widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
    )
    kind = django_filters.ChoiceFilter(choices=OrganisationKind.choices, label=_("Kind"), empty_label=_("Every kind"))
    country = django_filters.ModelChoiceFilter(
        queryset=countries_of, field_name="place__country", label=_("Country"), empty_label=_("Every country")
    )
    sort = django_filters.OrderingFilter(
        fields=[("normalised_name", "name"), ("kind", "kind"), ("place__name", "place"), ("contact_count", "contacts")],
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Organisation
        fields = []

    def by_name(self, queryset, name, value):
        return queryset.filter(normalised_name__contains=Normalise(Value(value)))
