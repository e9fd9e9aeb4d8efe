"""What pages show of meetings: the matrix of a tie, the rows of a city's ties, missing counterparts, the picture."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from desk.layers.meetings import LAYERS, OURS, THEIRS, slug_of
from drawing.two_sides import Node, TwoSides
from stakeholders.models import Organisation
from stakeholders.models.organisations import LAYER_OF, Layer

MOST = 9  # names in a column of the picture
BOTH, ONE_OF_US, ONE_OF_THEM, NAMED, NOBODY = "both", "ours", "theirs", "named", "nobody"


@dataclass(frozen=True)
class Cell:
    """With the layer of the other side. url: the list of what stands in it, "" where there is nothing."""

    other: Layer
    words: str
    url: str = ""


def cell_of(other, together, url):
    if not together:
        return Cell(other, _("nothing together"))
    n, papers = len(together.activities), len(together.agreements)
    said = []
    if n:
        said.append(ngettext("%(n)d activity", "%(n)d activities", n) % {"n": n})
    if papers:
        said.append(ngettext("%(n)d agreement", "%(n)d agreements", papers) % {"n": papers})
    return Cell(other, ", ".join(said), url)


def matrix_of(partnership, meetings, whole):
    """(their layers, [(our layer, [Cell])]): the layers that stand on either side, own side down, the other across."""
    ours = [layer for layer in LAYERS if (OURS, layer.value) in meetings.seated]
    theirs = [layer for layer in LAYERS if (THEIRS, layer.value) in meetings.seated]
    tail = "?all=1" if whole else ""

    def url(one, other):
        return reverse("desk:layer-pair", args=[partnership.slug, slug_of(one), slug_of(other)]) + tail

    rows = [
        (one, [cell_of(other, meetings.cells.get((one.value, other.value)), url(one, other)) for other in theirs])
        for one in ours
    ]
    return theirs, rows


def state_of(meetings, layer):
    """How a layer stands on a tie: active on both sides, on one alone, only named (seat or paper), not at all."""
    here, there = (meetings.is_active(side, layer.value) for side in (OURS, THEIRS))
    if here and there:
        return BOTH
    if here or there:
        return ONE_OF_US if here else ONE_OF_THEM
    return NAMED if {(OURS, layer.value), (THEIRS, layer.value)} & meetings.seated else NOBODY


def words_of(state):
    return {
        BOTH: pgettext("layer", "both sides"), ONE_OF_US: pgettext("layer", "our side alone"),
        ONE_OF_THEM: pgettext("layer", "their side alone"), NAMED: pgettext("layer", "named, nothing done"),
        NOBODY: pgettext("layer", "nobody"),
    }[state]  # fmt: skip


@dataclass(frozen=True)
class Missing:
    """A layer that only one side has. text: the sentence; known: bodies on file that could be asked."""

    layer: Layer
    text: str
    known: tuple = ()


def missing_of(user, meetings, here, there):
    """Where a counterpart is missing, in words; here, there: names of the sides. known: of the office's file."""
    wanted = {}
    for layer in LAYERS:
        if layer == Layer.OTHER:
            continue  # anything may stand under it, so nothing is missing
        ours, theirs = ((side, layer.value) in meetings.seated for side in (OURS, THEIRS))
        if ours != theirs:
            wanted[layer] = THEIRS if ours else OURS
    if not wanted:
        return []
    on_file = _on_file(user, wanted, [there.pk], here.pk) if there else {}
    return [
        Missing(layer, _sentence(layer, side, meetings, here, there), tuple(on_file.get((side, layer), ())))
        for layer, side in wanted.items()
    ]


def _sentence(layer, lacking, meetings, here, there):
    names = {"layer": layer.label.lower(), "there": there.name if there else _("the other side"), "here": here.name}
    if lacking == THEIRS:
        names["who"] = ", ".join(meetings.names(OURS, layer.value)[:2])
        return _("%(layer)s: %(who)s works with nobody of its kind in %(there)s.") % names
    names["who"] = ", ".join(meetings.names(THEIRS, layer.value)[:2])
    return _("%(layer)s: %(who)s of %(there)s works with nobody of its kind in %(here)s.") % names


def _on_file(user, wanted, there, here):
    """{(side, layer): [Organisation]} that the office has on file in these places."""
    kinds = {layer: kind.value for kind, layer in LAYER_OF.items()}
    ask = Q(pk__in=[])
    for layer, side in wanted.items():
        ask |= Q(kind=kinds[layer], place__in=there if side == THEIRS else [here])
    found = {}
    for body in Organisation.objects.for_user(user).filter(ask).order_by("normalised_name")[:40]:
        side = OURS if body.place_id == here else THEIRS
        found.setdefault((side, Layer(body.layer)), []).append(body)
    return found


def picture_of(meetings, here, there):
    """The bodies of both sides with a line for each pair that met, the busiest first; TwoSides, or None for nothing."""
    left, right = _column(meetings, OURS, 0), _column(meetings, THEIRS, 1)
    if not left or not right:
        return None
    places = {pk: number for column in (left, right) for number, pk in enumerate(column)}
    links = tuple(
        (places[one], places[other], n)
        for (one, other), n in sorted(meetings.pairs.items())
        if n and one in left and other in right
    )
    lined = {place for one, other, _n in links for place in ((OURS, one), (THEIRS, other))}
    pairs = len(links)
    title = ngettext(
        "%(n)d pair of organisations worked together: %(here)s and %(there)s",
        "%(n)d pairs of organisations worked together: %(here)s and %(there)s", pairs,
    ) % {"n": pairs, "here": here, "there": there}  # fmt: skip

    def nodes(column, side):
        return tuple(Node(meetings.bodies[pk].name, (side, number) in lined) for number, pk in enumerate(column))

    return TwoSides((here, nodes(left, OURS)), (there, nodes(right, THEIRS)), links, title)


def _column(meetings, side, end):
    met = {}
    for pair, n in meetings.pairs.items():
        met[pair[end]] = met.get(pair[end], 0) + n
    bodies = [body for body in meetings.bodies.values() if body.side == side]
    bodies.sort(key=lambda body: (-met.get(body.pk, 0), body.name))
    return [body.pk for body in bodies[:MOST]]
