"""Filters of the list of deliverables."""

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.models import Deliverable, DeliverableStatus, DeliverableUpdate, Outlook
from agreements.queries import ASKS_FOR_TIME
from drawing.widgets import DayInput
from partnerships.models import Partnership
from stakeholders.models import Organisation


def ties_of(user):
    """[(slug, name)] of the ties of which this person reads a deliverable."""
    mine = Deliverable.objects.for_user(user).order_by().values("agreement__partnership")
    return list(Partnership.objects.filter(pk__in=mine).order_by("name").values_list("slug", "name"))


def owing(user):
    """[(slug, name)] of the organisations that owe one of those."""
    mine = Deliverable.objects.for_user(user).order_by().values("owed_by")
    return list(Organisation.objects.filter(pk__in=mine).order_by("name").values_list("slug", "name"))


class DeliverableFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        field_name="title", lookup_expr="icontains", label=_("Title"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    partnership = django_filters.ChoiceFilter(
        field_name="agreement__partnership__slug", choices=(), label=_("Partnership"),
        empty_label=_("Every partnership"),
    )  # fmt: skip
    owed_by = django_filters.ChoiceFilter(
        field_name="owed_by__slug", choices=(), label=_("Owed by"), empty_label=_("Everybody")
    )
    status = django_filters.ChoiceFilter(
        choices=DeliverableStatus.choices, label=_("State"), empty_label=_("Every state")
    )
    outlook = django_filters.ChoiceFilter(choices=Outlook.choices, label=_("Outlook"), empty_label=_("Every outlook"))
    due_from = django_filters.DateFilter(field_name="due_on", lookup_expr="gte", label=_("Due from"), widget=DayInput())
    due_to = django_filters.DateFilter(field_name="due_on", lookup_expr="lte", label=_("Due until"), widget=DayInput())
    late = django_filters.BooleanFilter(method="only_late", label=_("Late"), widget=forms.CheckboxInput)
    more_time = django_filters.BooleanFilter(
        method="only_asking", label=_("Asks for more time"), widget=forms.CheckboxInput
    )
    sort = django_filters.OrderingFilter(
        fields=[
            ("due_on", "due"), ("title", "title"), ("owed_by__name", "owed_by"), ("status", "status"),
            ("agreement__partnership__name", "partnership"),
        ],
        widget=forms.HiddenInput,
    )  # fmt: skip

    class Meta:
        model = Deliverable
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.request is not None:  # looked up once, for checking what was asked and for the menu
            self.filters["partnership"].extra["choices"] = ties_of(self.request.user)
            self.filters["owed_by"].extra["choices"] = owing(self.request.user)

    def only_late(self, queryset, name, value):
        return queryset.overdue_at(timezone.now()) if value else queryset

    def only_asking(self, queryset, name, value):
        """Open items whose latest wish for more time waits for an answer."""
        if not value:
            return queryset
        wishes = DeliverableUpdate.objects.filter(ASKS_FOR_TIME, deliverable=OuterRef("pk")).order_by("-at", "-pk")
        last = wishes.filter(extension__isnull=True).values("pk")[:1]
        return queryset.open().filter(Exists(wishes.filter(extension__isnull=True))).annotate(
            last_wish=Subquery(wishes.values("pk")[:1]), last_waiting=Subquery(last)
        ).filter(last_wish=F("last_waiting"))  # fmt: skip
