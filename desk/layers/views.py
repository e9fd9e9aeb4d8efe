"""Pages of who works with whom: of a tie, of one layer or pair of layers on it, and of a city's ties."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from activities.models import Activity
from agreements.models import Agreement
from desk.layers import matrix
from desk.layers.meetings import BY_SLUG, LAYERS, OURS, THEIRS, Meetings, meetings_of, slug_of
from outcomes.services.staging import today_of
from partnerships.models import Partnership, PartnershipPlace, Seat, SeatRole, Standing
from partnerships.views.page import describe, partnership_or_signpost
from stakeholders.models import Place
from stakeholders.models.organisations import Layer

ROWS = 30


def read(request, slug):
    """(context of the tie's page, its Meetings, whether of all time), or (redirect, None, None)."""
    found, signpost = partnership_or_signpost(request, slug)
    if signpost:
        return signpost, None, None
    context = describe(request, found)
    seat = context["seat"]
    if seat is None or seat.role == SeatRole.OBSERVER:
        raise Http404(_("No such page."))
    whole = request.GET.get("all") == "1"
    meetings = meetings_of(request.user, {found.pk: seat.side_id}, today(request), whole)[found.pk]
    return context | {"tab": "layers", "here": seat.side, "whole": whole}, meetings, whole


def today(request):
    return today_of(request.office, timezone.now()) if request.office else timezone.localdate()


@require_safe
@login_required
def tie(request, slug):
    context, meetings, whole = read(request, slug)
    if meetings is None:
        return context
    here, others = context["here"], context["others"]
    there = others[0] if len(others) == 1 else None
    theirs, rows = matrix.matrix_of(context["partnership"], meetings, whole)
    drawn = matrix.picture_of(meetings, here.name, ", ".join(place.name for place in others))
    sides = [
        (place, [(layer, sorted_bodies(meetings, side, layer)) for layer in LAYERS if (side, layer) in meetings.seated])
        for place, side in ((here.name, OURS), (", ".join(place.name for place in others), THEIRS))
    ]
    context |= {
        "theirs": theirs, "rows": rows, "drawn": drawn, "sides": sides,
        "missing": matrix.missing_of(request.user, meetings, here, there),
    }  # fmt: skip
    return render(request, "desk/layers/tie.html", context)


def sorted_bodies(meetings, side, layer):
    """[(Body, whether it took part in something)] of one side and layer, by name."""
    met = {pk for pair, n in meetings.pairs.items() if n for pk in pair}
    bodies = [body for body in meetings.bodies.values() if (body.side, body.layer) == (side, layer.value)]
    return [(body, body.pk in met) for body in sorted(bodies, key=lambda body: body.name)]


def layer_or_404(slug):
    if slug not in BY_SLUG:
        raise Http404(_("No such page."))
    return BY_SLUG[slug]


@require_safe
@login_required
def pair(request, slug, ours, theirs):
    """What bodies of two layers did and signed together; as many as the cell of the matrix says."""
    one, other = layer_or_404(ours), layer_or_404(theirs)
    context, meetings, _whole = read(request, slug)
    if meetings is None:
        return context
    title = _("%(one)s and %(other)s") % {"one": one.label, "other": other.label.lower()}
    return listed(request, context, meetings.cells.get((one.value, other.value)), title)


@require_safe
@login_required
def one_layer(request, slug, layer):
    """What bodies of a layer, of either side, did and signed on the tie."""
    found = layer_or_404(layer)
    context, meetings, _whole = read(request, slug)
    if meetings is None:
        return context
    both = Meetings().took_part["", ""]
    for side in (OURS, THEIRS):
        here = meetings.took_part.get((side, found.value))
        if here:
            both.activities |= here.activities
            both.agreements |= here.agreements
    return listed(request, context, both, found.label)


def listed(request, context, together, title):
    activities = Activity.objects.for_user(request.user).filter(pk__in=together.activities if together else [])
    agreements = Agreement.objects.for_user(request.user).filter(pk__in=together.agreements if together else [])
    context |= {
        "title": title,
        "page": Paginator(activities.order_by("-starts_first", "-pk"), ROWS).get_page(request.GET.get("page")),
        "agreements": agreements.order_by("title", "pk"),
    }
    return render(request, "desk/layers/listed.html", context)


@require_safe
@login_required
def city(request):
    """The ties of the office by layer, of all cities or of one (`?place=`)."""
    office = request.office
    if not office:
        raise PermissionDenied
    seats = Seat.objects.filter(organisation=office.organisation_id).exclude(
        standing__in=[Standing.REQUESTED, Standing.ENDED]
    )
    visible = Partnership.objects.for_user(request.user)
    seats = seats.filter(partnership__in=visible.values("pk")).order_by("partnership__name", "pk")
    cities = Place.objects.filter(partnerships__in=seats.values("partnership")).exclude(pk=office.home_id)
    chosen = chosen_of(request, cities)
    if chosen:
        seats = seats.filter(partnership__partnership_places__place=chosen)
    page = Paginator(seats.select_related("partnership", "side"), ROWS).get_page(request.GET.get("page"))
    homes = {seat.partnership_id: seat.side_id for seat in page}
    whole = request.GET.get("all") == "1"
    found = meetings_of(request.user, homes, today(request), whole)
    context = {
        "office": office, "page": page, "chosen": chosen, "whole": whole, "layers": LAYERS,
        "cities": cities.distinct().order_by("name", "pk")[:200] if page.paginator.num_pages > 1 or chosen else [],
        "rows": [row_of(seat, found[seat.partnership_id], whole) for seat in page],
        "missing": missing_in(request.user, page, found),
    }  # fmt: skip
    return render(request, "desk/layers/city.html", context)


def chosen_of(request, cities):
    asked = request.GET.get("place", "")
    if not asked:
        return None
    found = cities.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 19 else None
    if found is None:
        raise Http404(_("No such page."))
    return found


def row_of(seat, meetings, whole):
    """(tie, [(state, its words, number of activities, address)]) by layer."""
    cells = []
    for layer in LAYERS:
        state = matrix.state_of(meetings, layer)
        sides = [meetings.took_part.get((side, layer.value)) for side in (OURS, THEIRS)]
        n = len(set().union(*(side.activities for side in sides if side)))
        cells.append((layer, state, matrix.words_of(state), n, slug_of(layer) if state != matrix.NOBODY else ""))
    return seat.partnership, cells


def missing_in(user, seats, found):
    """[(layer, our bodies of it, [(tie, other places)])]: ties on which nobody there is of a kind that we have."""
    others = {}
    places = PartnershipPlace.objects.filter(partnership__in=found).select_related("place")
    for row in places.order_by("position"):
        others.setdefault(row.partnership_id, []).append(row.place)
    gaps = []
    for layer in LAYERS:
        if layer == Layer.OTHER:
            continue
        names = sorted({name for one in found.values() for name in one.names(OURS, layer.value)})
        without = [
            (seat.partnership, ", ".join(
                place.name for place in others.get(seat.partnership_id, []) if place.pk != seat.side_id
            ))
            for seat in seats if (THEIRS, layer.value) not in found[seat.partnership_id].seated
        ]  # fmt: skip
        if names and without:
            gaps.append((layer, names, without))
    return gaps
