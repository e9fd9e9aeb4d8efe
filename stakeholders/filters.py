"""Filters of this room's lists."""

import django_filters
from django import forms
from django.db.models import F
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext_lazy as _

from stakeholders.finding import in_order, organisations_called
from stakeholders.models import Level, Organisation, OrganisationKind, Place


def countries_of(request):
    """Countries in which this person's organisations are."""
    if request is None:
        return Place.objects.none()
    mine = Organisation.objects.for_user(request.user).values("place__country")
    return Place.objects.filter(level=Level.COUNTRY, pk__in=mine).order_by("name")


class ReadersOrdering(django_filters.OrderingFilter):
    """By name as the reader's language sorts; what else is sorted by goes on by name."""

    def filter(self, qs, value):
        chosen = [one for one in value or [] if one]
        if not chosen:
            return qs
        if chosen[0].lstrip("-") == "name":
            back = chosen[0].startswith("-")
            keys = (key if hasattr(key, "resolve_expression") else F(key) for key in in_order())
            return qs.order_by(*(OrderBy(key, descending=back) for key in keys))
        return qs.order_by(self.get_ordering_value(chosen[0]), *in_order())


class OrganisationFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="by_name", label=_("Name"), widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
    )
    kind = django_filters.ChoiceFilter(choices=OrganisationKind.choices, label=_("Kind"), empty_label=_("Every kind"))
    country = django_filters.ModelChoiceFilter(
        queryset=countries_of, field_name="place__country", label=_("Country"), empty_label=_("Every country")
    )
    sort = ReadersOrdering(
        fields=[("folded_names", "name"), ("kind", "kind"), ("place__name", "place"), ("contact_count", "contacts")],
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Organisation
        fields = []

    def by_name(self, queryset, name, value):
        return organisations_called(queryset, value)
