"""Reads of visits: the list, one page, the programme by day, and the brief from the record."""

from itertools import groupby

from django.db.models import F, Q

from activities.models import Activity, Delegation, Gift, PointKind
from activities.queries import side_of
from agreements.models import Deliverable
from drawing import formats
from partnerships.models import Seat, SeatRole
from partnerships.models.keys import keys_of
from stakeholders.access import Permission
from stakeholders.models import Person, PostHolding

LAST_MEETINGS = 3
MOST = 50


def listed(user):
    """Visits that the person reads: those with days to come first, then those without days, then the past."""
    found = Delegation.objects.for_user(user).select_related("partnership", "owner", "lead")
    return found.order_by(F("starts_first").desc(nulls_first=True), "-pk")


def may_change(user, delegation):
    """Contributors and coordinators of the owning office."""
    return Delegation.objects.filter(pk=delegation.pk).for_user(user, Permission.LOG_ACTIVITY).exists()


def programme_of(delegation):
    """The points with their place, host and people, in order of time."""
    items = delegation.programme.select_related("place", "host").prefetch_related("people")
    return list(items.order_by("day", F("starts").asc(nulls_first=True), "pk"))


def by_day_and_place(items):
    """[(day, [(place name or "", [items])])]."""

    def name(item):
        return item.place.name if item.place_id else ""

    return [
        (day, [(place, list(those)) for place, those in groupby(of_day, key=name)])
        for day, of_day in groupby(items, key=lambda item: item.day)
    ]


def other_places(delegation):
    """The places of the tie that are not on the owner's own side."""
    own = side_of(delegation.owner, delegation.partnership)
    return [place for place in delegation.partnership.places.select_related("country") if place != own]


def brief_of(user, delegation):
    """The brief from the record, as this person reads it; never anything about stages or health. Some fifteen queries.

    {places, bodies, meetings, given, received, ours, theirs, elsewhere, raise, avoid}. bodies: [(organisation,
    [(post title, name or "")])] of the other side and of the hosts. ours, theirs: open promises by the side that owes.
    """
    tie = delegation.partnership
    places = other_places(delegation)
    gifts = list(Gift.objects.for_user(user).filter(partnership=tie).order_by("-on_first", "-pk")[:MOST])
    points = list(delegation.points.all())
    return {
        "places": places,
        "bodies": bodies_of(user, delegation, places),
        "meetings": meetings_of(user, delegation),
        "given": [gift for gift in gifts if gift.given],
        "received": [gift for gift in gifts if not gift.given],
        **promises_of(user, delegation, places),
        "raise": [point for point in points if point.kind == PointKind.RAISE],
        "avoid": [point for point in points if point.kind == PointKind.AVOID],
    }


def bodies_of(user, delegation, places):
    seats = Seat.objects.filter(partnership=delegation.partnership, side__in=places).exclude(role=SeatRole.OBSERVER)
    bodies = {seat.organisation_id: seat.organisation for seat in seats.select_related("organisation").order_by("pk")}
    bodies |= {body.pk: body for body in delegation.hosts.all() if body.pk != delegation.owner_id}
    known = Person.objects.for_user(user).filter(owner=delegation.owner_id)
    held = PostHolding.objects.filter(post__organisation__in=bodies, until=None, person__in=known)
    held = held.select_related("post", "person").order_by("post__title", "pk")
    posts = {}
    for one in held:
        posts.setdefault(one.post.organisation_id, []).append((one.post.title, one.person.name))
    return [(body, posts.get(pk, [])) for pk, body in bodies.items()]


def meetings_of(user, delegation):
    """The last three activities that took place, this visit's own left out."""
    met = Activity.objects.for_user(user).happened().filter(partnership=delegation.partnership)
    if delegation.activity_id:
        met = met.exclude(pk=delegation.activity_id)
    return list(met.select_related("place").order_by("-starts_last", "-pk")[:LAST_MEETINGS])


def promises_of(user, delegation, places):
    """Open promises by side. A body whose side is not known stands in `elsewhere`, for nobody is to be blamed."""
    rows = Deliverable.objects.for_user(user).open().filter(agreement__partnership=delegation.partnership)
    found = {"ours": [], "theirs": [], "elsewhere": []}
    sides = {}
    for row in rows.select_related("owed_by__place").order_by("due_on", "pk")[:MOST]:
        if row.owed_by_id not in sides:
            sides[row.owed_by_id] = side_of(row.owed_by, delegation.partnership)
        side = sides[row.owed_by_id]
        found["elsewhere" if side is None else "theirs" if side in places else "ours"].append(row)
    return found


def days_words(delegation):
    """Its days as a sentence's part, or "" while none is known."""
    if delegation.starts_first is None:
        return ""
    return formats.partial_date(delegation.starts_first, delegation.ends_on or delegation.starts_last)


def due_moves(user, organisations):
    """Open visits of these organisations with a day for the next move; and held ones, to thank for."""
    mine = Delegation.objects.for_user(user, Permission.LOG_ACTIVITY).filter(owner__in=organisations).open()
    return mine.filter(Q(next_by__isnull=False) | Q(status="held") | Q(status="dates fixed")).select_related(
        "partnership", "lead"
    )


def writes_for(user):
    """Ids of the organisations whose letters the person may write: where they may edit, on every tie."""
    return [key.organisation for key in keys_of(user).with_permission(Permission.EDIT).held if key.ties is None]
