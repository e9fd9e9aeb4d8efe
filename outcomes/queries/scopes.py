"""What a dashboard is about: the programme, one tie, a place, a layer or an organisation, in one office's view.

A scope never widens what its reader may see: it only says which of the office's own counted rows and ties are meant.
"""

from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from outcomes.models import RollUpLevel
from outcomes.models.reach import member_number
from partnerships.models import Partnership, PartnershipPlace, Seat
from stakeholders.access import get_allowed
from stakeholders.models import Organisation, Place
from stakeholders.models.organisations import LAYER_OF, Layer

PROGRAMME, TIE, PLACE, LAYER, ORGANISATION = "programme", "tie", "place", "layer", "organisation"


@dataclass(frozen=True)
class Scope:
    """kind: which sort of dashboard. member: the pk, or the word of a layer; key: how an address names it, "place:12".

    level, number: where its sums stand among the roll-ups. only: a queryset of partnerships that a filter leaves;
    filter: that filter as it stands in the address.
    """

    kind: str
    level: str
    member: object
    name: str
    slug: str = ""
    only: object = None
    filter: str = ""

    @property
    def key(self):
        return self.kind if self.kind == PROGRAMME else f"{self.kind}:{self.slug or self.member}"

    @property
    def number(self):
        return member_number(self.level, self.member)

    @property
    def is_programme(self):
        return self.kind == PROGRAMME

    @property
    def url(self):
        if self.kind == TIE:
            return reverse("outcomes:tie-money", args=[self.slug])
        names = {PLACE: "outcomes:place", LAYER: "outcomes:layer", ORGANISATION: "outcomes:of-organisation"}
        if self.kind in names:
            return reverse(names[self.kind], args=[self.slug or self.member])
        return reverse("desk:home")

    def narrowed(self, only, words):
        """The same, of these partnerships only."""
        return replace(self, only=only, filter=words)

    def counted(self, rows):
        """Of counted rows of one office: those that count here, each outcome once."""
        if self.only is not None:
            rows = self.all_of(rows).filter(partnership__in=self.only)
            firsts = rows.order_by("outcome", "partnership").distinct("outcome")
            return rows.model.objects.filter(pk__in=firsts.values("pk"))
        if self.kind == PROGRAMME:
            return rows.filter(in_portfolio=True)
        if self.kind == TIE:
            return rows.filter(partnership=self.member)
        return rows.filter(
            reach__members__level=self.level, reach__members__member=self.number, reach__members__counts=True
        )

    def all_of(self, rows):
        """Of counted rows of one office: those of the scope, an outcome as often as it has ties there."""
        if self.kind == PROGRAMME:
            return rows
        if self.kind == TIE:
            return rows.filter(partnership=self.member)
        return rows.filter(reach__members__level=self.level, reach__members__member=self.number)

    def ties(self, partnership):
        """Q: the tie at this path belongs to the scope, and to what a filter leaves of it."""
        left = Q(**{f"{partnership}__in": self.only}) if self.only is not None else Q()
        return left & self._within(partnership)

    def _within(self, partnership):
        if self.kind == PROGRAMME:
            return Q()
        if self.kind == TIE:
            return Q(**{partnership: self.member})
        here = OuterRef(partnership)
        if self.kind == PLACE:
            above = ("place", "place__parent", "place__parent__parent", "place__country")
            within = Q()
            for path in above:
                within |= Q(**{path: self.member})
            return Q(Exists(PartnershipPlace.objects.filter(within, partnership=here)))
        seats = Seat.objects.filter(partnership=here)
        if self.kind == LAYER:
            return Q(Exists(seats.filter(organisation__kind__in=kinds_of(self.member))))
        return Q(Exists(seats.filter(organisation=self.member)))


def kinds_of(layer):
    """The kinds of organisation that make up a layer."""
    kinds = Organisation._meta.get_field("kind").choices
    return [kind for kind, _label in kinds if LAYER_OF.get(kind, Layer.OTHER) == layer]


def programme_scope():
    return Scope(PROGRAMME, RollUpLevel.PORTFOLIO, 0, _("Programme overview"))


def tie_scope(user, slug):
    """A tie that the person may open; 404 for any other."""
    return scope_of_tie(get_allowed(Partnership.objects.all(), user, slug=slug))


def scope_of_tie(tie):
    return Scope(TIE, RollUpLevel.PARTNERSHIP, tie.pk, tie.name, tie.slug)


def place_scope(pk):
    """A city, region or country; reference data that everybody reads."""
    return scope_of_place(get_object_or_404(Place, pk=pk))


def scope_of_place(place):
    return Scope(PLACE, RollUpLevel.PLACE, place.pk, place.name)


def layer_scope(word):
    if word not in {value.replace(" ", "-") for value in Layer.values}:
        raise Http404("No such layer.")
    layer = Layer(word.replace("-", " "))
    return Scope(LAYER, RollUpLevel.LAYER, layer.value, layer.label, word)


def organisation_scope(user, slug):
    """An organisation that the person may open; 404 for any other."""
    found = get_allowed(Organisation.objects.all(), user, slug=slug)
    return Scope(ORGANISATION, RollUpLevel.ORGANISATION, found.pk, found.name, found.slug)


def scope_of_key(user, key):
    """The scope that an address names, as `?scope=place:12`; nothing names the programme. 404 where there is none."""
    kind, _colon, member = (key or PROGRAMME).partition(":")
    if kind == PROGRAMME:
        return programme_scope()
    if kind == TIE:
        return tie_scope(user, member)
    if kind == PLACE and member.isdigit() and len(member) < 19:
        return place_scope(int(member))
    if kind == LAYER:
        return layer_scope(member)
    if kind == ORGANISATION:
        return organisation_scope(user, member)
    raise Http404("No such dashboard.")
