"""Filters of the list of ties. Later rooms add theirs with `offer`, for this room does not know them."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from drawing.words import STAGES, TESTS
from partnerships.models import Form, Partnership, PartnershipPlace, Seat, Standing
from partnerships.queries import current_results, filter_stage, my_organisations
from stakeholders.models import Level, Place
from stakeholders.models.names import Normalise

STAGE_CHOICES = [(str(stage), STAGES[stage]) for stage in (1, 2, 3, 4, 5, 0, 6)] + [("none", STAGES[None])]
OFFERED = {}


def offer(name, label, choose):
    """A tick box of a later room. choose(user) gives a queryset of ids of partnerships."""
    OFFERED[name] = (label, choose)


def countries(request):
    """Countries in which the ties' other places lie."""
    if request is None:
        return Place.objects.none()
    seats = Seat.objects.filter(organisation__in=my_organisations(request.user, request.office or None))
    places = PartnershipPlace.objects.filter(partnership__in=seats.values("partnership"))
    if request.office:
        places = places.exclude(place=request.office.home_id)
    return Place.objects.filter(level=Level.COUNTRY, pk__in=places.values("place__country")).order_by("name")


class PartnershipFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="by_name", label=_("Name"), widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
    )
    standing = django_filters.ChoiceFilter(
        field_name="own_standing", choices=Standing.choices, label=_("Standing"), widget=forms.HiddenInput
    )
    stage = django_filters.ChoiceFilter(
        choices=STAGE_CHOICES, method="by_stage", label=_("Stage"), empty_label=_("Every stage")
    )
    passes = django_filters.ChoiceFilter(
        choices=[(str(test), STAGES[test]) for test in TESTS], method="by_passed_test",
        label=_("Passes the test of"), widget=forms.HiddenInput,
    )
    country = django_filters.ModelChoiceFilter(
        queryset=countries, method="by_country", label=_("Country"), empty_label=_("Every country")
    )
    form = django_filters.ChoiceFilter(choices=Form.choices, label=_("Form"), empty_label=_("Every form"))
    has = django_filters.ChoiceFilter(
        choices=lambda: [(name, label) for name, (label, _choose) in OFFERED.items()],
        method="by_offer", label=_("With"), empty_label=_("All of them"),
    )
    sort = django_filters.OrderingFilter(
        fields=[
            ("partner_name", "name"), ("stage_now", "stage"), ("since_first", "since"), ("own_standing", "standing"),
        ],
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Partnership
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.request.office:
            del self.filters["stage"], self.filters["passes"]
        if not OFFERED:
            del self.filters["has"]

    def by_name(self, queryset, name, value):
        named = PartnershipPlace.objects.filter(
            partnership=OuterRef("pk"), place__normalised_name__contains=Normalise(Value(value))
        )
        return queryset.filter(Q(Exists(named)) | Q(name__icontains=value))

    def by_stage(self, queryset, name, value):
        return filter_stage(self.staged(queryset), self.request.user, self.request.office, value)

    def by_passed_test(self, queryset, name, value):
        results = current_results(self.request.user, self.request.office).filter(**{f"tests__S{value}": True})
        return self.staged(queryset).filter(Exists(results))

    def staged(self, queryset):
        """Stages are counted over ties kept or paused, so a count opens to exactly these."""
        return queryset.filter(own_standing__in=[Standing.KEPT, Standing.PAUSED])

    def by_country(self, queryset, name, country):
        inside = PartnershipPlace.objects.filter(partnership=OuterRef("pk"), place__country=country)
        if self.request.office:
            inside = inside.exclude(place=self.request.office.home_id)
        return queryset.filter(Exists(inside))

    def by_offer(self, queryset, name, value):
        _label, choose = OFFERED[value]
        return queryset.filter(pk__in=choose(self.request.user))


def with_columns(queryset, user, office=None):
    """The ties with `own_standing` and, for an office, `stage_id` and `stage_now` of its view."""
    seats = Seat.objects.filter(partnership=OuterRef("pk"), organisation__in=my_organisations(user, office))
    queryset = queryset.annotate(own_standing=Subquery(seats.order_by("pk").values("standing")[:1]))
    others = PartnershipPlace.objects.filter(partnership=OuterRef("pk"))
    if office:
        others = others.exclude(place=office.home_id)
    first = others.order_by("position", "pk").values("place__normalised_name")[:1]
    queryset = queryset.annotate(partner_name=Subquery(first)).order_by("partner_name", "pk")
    if not office:
        return queryset.annotate(stage_now=Value(0))
    results = current_results(user, office)
    return queryset.annotate(
        stage_id=Subquery(results.values("pk")[:1]), stage_now=Coalesce(Subquery(results.values("stage")[:1]), -1)
    )
