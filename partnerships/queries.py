"""Reads of ties that span models of this room."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from partnerships.models import Partnership, PartnershipPlace, Seat, SeatRole, StageResult, TieRecord
from partnerships.models.keys import keys_of
from partnerships.rules import NoStage

NOT_ENOUGH = 6  # as drawing.words counts it: not enough records


def recorded_ties(place, organisation=None):
    """Ties of this place of which a public source speaks and which nobody keeps on its side, by name.

    organisation: leave out what it keeps already. Each comes with `partners` (its other places) and `records`.
    """
    side_taken = Seat.objects.filter(partnership=OuterRef("pk"), side=place)
    found = (
        Partnership.objects.filter(Exists(TieRecord.objects.filter(partnership=OuterRef("pk"))))
        .filter(Exists(PartnershipPlace.objects.filter(partnership=OuterRef("pk"), place=place)))
        .exclude(Exists(side_taken))
    )
    if organisation is not None:
        found = found.exclude(Exists(Seat.objects.filter(partnership=OuterRef("pk"), organisation=organisation)))
    others = PartnershipPlace.objects.exclude(place=place).select_related("place__country")
    return found.order_by("name", "pk").prefetch_related(
        Prefetch("partnership_places", queryset=others, to_attr="partners"),
        Prefetch("tie_records", queryset=TieRecord.objects.order_by("pk"), to_attr="records"),
    )


def count_recorded(places):
    """{place id: ties on public record that name it}, for a list of places."""
    rows = (
        PartnershipPlace.objects.filter(place__in=places)
        .filter(Exists(TieRecord.objects.filter(partnership=OuterRef("partnership"))))
        .values("place")
        .annotate(n=Count("partnership", distinct=True))
    )
    return {row["place"]: row["n"] for row in rows}


def my_organisations(user, office=None):
    """Ids of the organisations in whose name this person looks at ties; the office alone, where there is one."""
    if office:
        return [office.organisation_id]
    return sorted({key.organisation for key in keys_of(user).held})


def own_seat_of(partnership, organisations):
    """The seat through which these organisations see the tie: a lead first; None without one."""
    seats = partnership.seats.filter(organisation__in=organisations).select_related("organisation", "side")
    order = {SeatRole.LEAD: 0, SeatRole.PARTNER: 1, SeatRole.OBSERVER: 2}
    return min(seats, key=lambda seat: (order[seat.role], seat.pk), default=None)


def stage_now(user, partnership, office):
    """The stage result of the tie in the office's view, or None; grading never crosses the line."""
    if not office:
        return None
    found = StageResult.objects.for_user(user).latest()
    return found.filter(partnership=partnership, owner=office.organisation_id).first()


def stage_shown(result):
    """The number that drawing.words knows: 0–5, 6 for not enough records (also before the first result), or None."""
    if result is None or result.reason == NoStage.NOT_ENOUGH_RECORDS:
        return NOT_ENOUGH
    return result.stage


def mine(user, office=None):
    """Ties in which this person's organisations hold a seat."""
    seats = Seat.objects.filter(partnership=OuterRef("pk"), organisation__in=my_organisations(user, office))
    return Partnership.objects.for_user(user).filter(Exists(seats))


def current_results(user, office):
    """The newest result of the outer tie in the office's view, for Exists and Subquery."""
    found = StageResult.objects.for_user(user).latest()
    return found.filter(partnership=OuterRef("pk"), owner=office.organisation_id)


def filter_stage(queryset, user, office, word):
    """Those at a stage in the office's view. word: "0" to "5", "6" for not enough records, "none"."""
    results = current_results(user, office)
    if word == "6":
        return queryset.filter(Q(Exists(results.filter(reason=NoStage.NOT_ENOUGH_RECORDS))) | ~Q(Exists(results)))
    if word == "none":
        return queryset.filter(Exists(results.filter(stage=None).exclude(reason=NoStage.NOT_ENOUGH_RECORDS)))
    return queryset.filter(Exists(results.filter(stage=int(word))))
