"""Filters of the list of activities."""

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef, Value
from django.utils.translation import gettext_lazy as _

from activities.models import Activity, ActivityKind, ActivityStatus, Direction, NextStep
from agreements.sectors import SECTORS
from drawing.widgets import DayInput
from partnerships.models import Partnership
from stakeholders.models.names import Normalise


def ties_of(request):
    """Ties of which this person reads an activity."""
    if request is None:
        return Partnership.objects.none()
    return Partnership.objects.filter(pk__in=Activity.objects.for_user(request.user).order_by().values("partnership"))


class ActivityFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="by_title", label=_("Title"), widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
    )
    partnership = django_filters.ModelChoiceFilter(
        queryset=ties_of, to_field_name="slug", label=_("Partnership"), empty_label=_("Every partnership")
    )
    kind = django_filters.ChoiceFilter(choices=ActivityKind.choices, label=_("Kind"), empty_label=_("Every kind"))
    status = django_filters.ChoiceFilter(choices=ActivityStatus.choices, label=_("State"), empty_label=_("Every state"))
    direction = django_filters.ChoiceFilter(
        choices=Direction.choices, label=_("Who travelled"), empty_label=_("Everybody")
    )
    sector = django_filters.ChoiceFilter(
        choices=SECTORS, method="by_sector", label=_("Sector"), empty_label=_("Every sector")
    )
    since = django_filters.DateFilter(field_name="starts_last", lookup_expr="gte", label=_("From"), widget=DayInput())
    until = django_filters.DateFilter(field_name="starts_first", lookup_expr="lte", label=_("Until"), widget=DayInput())
    open_steps = django_filters.BooleanFilter(
        method="with_open_steps", label=_("Next steps open"), widget=forms.CheckboxInput
    )
    sort = django_filters.OrderingFilter(
        fields=[
            ("starts_first", "date"), ("title", "title"), ("kind", "kind"), ("partnership__name", "partnership"),
            ("heads", "people"),
        ],
        widget=forms.HiddenInput,
    )  # fmt: skip

    class Meta:
        model = Activity
        fields = []

    def by_sector(self, queryset, name, value):
        """Sectors stay inside the office that recorded them, so others are not found by them."""
        return queryset.filter(queryset.owner_admits(self.request.user), sectors__contains=[value])

    def with_open_steps(self, queryset, name, value):
        steps = NextStep.objects.for_user(self.request.user).open().filter(activity=OuterRef("pk"))
        return queryset.filter(Exists(steps)) if value else queryset

    def by_title(self, queryset, name, value):
        text = value.replace("\x00", "")
        return queryset.alias(normal_title=Normalise(F("title"))).filter(normal_title__contains=Normalise(Value(text)))


def filters_in_use(request, found):
    """[{text, url}]: each filter in use, with the address that drops it."""
    used = []
    for name, field in found.form.fields.items():
        value = found.form.cleaned_data.get(name) if found.form.is_valid() else None
        if name == "sort" or not value:
            continue
        rest = request.GET.copy()
        rest.pop(name)
        rest.pop("page", None)
        choices = dict(field.choices) if type(field) is not forms.ModelChoiceField and hasattr(field, "choices") else {}
        text = field.label if value is True else f"{field.label}: {choices.get(value, value)}"
        used.append({"text": text, "url": f"?{rest.urlencode()}"})
    return used
