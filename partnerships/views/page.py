"""What did this pair of cities achieve, by which chain, with what proof, and what is next?"""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnerships.models import Partnership, SeatRole
from partnerships.queries import my_organisations, own_seat_of, stage_now, stage_shown
from partnerships.services.ties import KIND
from partnerships.views.listing import is_coordinator
from stakeholders.access import Permission, get_allowed
from stakeholders.models import OldSlug, Organisation

TABS = ("timeline", "activities", "deliverables", "outcomes", "agreements", "people")


def partnership_or_signpost(request, slug, permission=Permission.VIEW):
    """(partnership, None), or (None, redirect) where the slug is an old one; 404 for what the person may not see."""
    try:
        return get_allowed(Partnership.objects.all(), request.user, permission, slug=slug), None
    except Http404:
        old = get_object_or_404(OldSlug, kind=KIND, slug=slug)
        moved = get_allowed(Partnership.objects.all(), request.user, permission, pk=old.object_id)
        given = {**request.resolver_match.kwargs, "slug": moved.slug}
        return None, redirect(request.resolver_match.view_name, permanent=True, **given)


@require_safe
@login_required
def partnership(request, slug):
    found, signpost = partnership_or_signpost(request, slug)
    return signpost or render(request, "partnerships/detail.html", describe(request, found))


@require_safe
@login_required
def tab(request, slug, tab):
    if tab not in TABS:
        raise Http404(_("No such page."))
    found, signpost = partnership_or_signpost(request, slug)
    if signpost:
        return signpost
    context = describe(request, found)
    if context["seat"] is None or context["seat"].role == SeatRole.OBSERVER:
        raise Http404(_("No such page."))
    return render(request, "partnerships/tab.html", {**context, "tab": tab})


def describe(request, found):
    """What every page of a tie needs: its places, seats, the person's own seat, the stage in their office's view."""
    office = request.office or None
    seat = own_seat_of(found, my_organisations(request.user, office))
    places = [row.place for row in found.partnership_places.select_related("place__country")]
    own = seat.side_id if seat else office.home_id if office else None
    places.sort(key=lambda place: place.pk != own)
    visible = Organisation.objects.for_user(request.user)
    seats = list(
        found.seats.filter(organisation__in=visible.values("pk")).select_related("organisation", "side")
    )
    order = {SeatRole.LEAD: 0, SeatRole.PARTNER: 1, SeatRole.OBSERVER: 2}
    seats.sort(key=lambda one: (one.side_id != own, order[one.role], one.organisation.name))
    stage = stage_now(request.user, found, office) if seat else None
    at_home = office and any(place.pk == office.home_id for place in places)
    return {
        "partnership": found,
        "places": places,
        "others": [place for place in places if place.pk != own] or places,
        "seat": seat,
        "sides": group_by_side(seats),
        "leads": [one for one in seats if one.role == SeatRole.LEAD],
        "is_office": bool(office and seat and seat.organisation_id == office.organisation_id),
        "reads_records": bool(seat and seat.role != SeatRole.OBSERVER),
        "stage": stage,
        "stage_shown": stage_shown(stage),
        "tie_records": found.tie_records.order_by("source", "pk"),
        "tab": "",
        "may_log": bool(seat) and may_log(request.user, found),
        "may_manage": bool(seat and is_coordinator(request)),
        "may_keep": bool(not seat and at_home and is_coordinator(request)),
    }


def may_log(user, tie):
    return Partnership.objects.for_user(user, Permission.LOG_ACTIVITY).filter(pk=tie.pk).exists()


def group_by_side(seats):
    """[(place, seats)] in the order of the seats."""
    sides = {}
    for seat in seats:
        sides.setdefault(seat.side, []).append(seat)
    return list(sides.items())
