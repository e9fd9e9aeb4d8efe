"""Reads of activities that pages of several rooms need: for whom one acts, who was there last, timelines, heads."""

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from activities.models import Activity, IntakeRefusal, WhyRefused
from partnerships.models import Partnership, Seat, SeatRole, Standing
from partnerships.models.keys import keys_of
from stakeholders.access import Permission
from stakeholders.models import Organisation, Post


def acting_seat(user, partnership, permission=Permission.LOG_ACTIVITY):
    """The seat for which this person acts on the tie: a lead before a partner, never an observer; None without one."""
    keys = keys_of(user).with_permission(permission)
    seats = (
        Seat.objects.filter(keys.opens("organisation", "partnership"), partnership=partnership)
        .exclude(role=SeatRole.OBSERVER)
        .select_related("organisation", "side")
    )
    return min(seats, key=lambda seat: (seat.role != SeatRole.LEAD, seat.pk), default=None)


def ties_to_log_on(user):
    """Ties on which the person may log, without those that its own seat has ended."""
    keys = keys_of(user).with_permission(Permission.LOG_ACTIVITY)
    seats = Seat.objects.filter(keys.opens("organisation", "partnership"))
    seats = seats.exclude(role=SeatRole.OBSERVER).exclude(standing=Standing.ENDED)
    return Partnership.objects.filter(pk__in=seats.values("partnership")).order_by("name")


def organisations_for(user, partnership):
    """Organisations that this person may name on an activity of the tie: seated ones first, then those they know."""
    seats = Seat.objects.filter(partnership=partnership).exclude(role=SeatRole.OBSERVER)
    seated = list(
        Organisation.objects.filter(pk__in=seats.values("organisation"))
        .annotate(role=Subquery(seats.filter(organisation=OuterRef("pk")).values("role")[:1]))
        .order_by("role", "name")
    )
    known = Organisation.objects.for_user(user).filter(place__in=partnership.places.values("pk"))
    return seated + list(known.exclude(pk__in=[body.pk for body in seated]).order_by("name")[:100])


def posts_for(user, bodies):
    """Posts of these organisations (ids), as far as this person may open the organisation: a seat shows no posts."""
    return Post.objects.filter(organisation__in=Organisation.objects.for_user(user).filter(pk__in=bodies))


def last_participants(user, partnership):
    """Ids of the organisations of the last activity that this person recorded on the tie."""
    last = Activity.objects.for_user(user).filter(partnership=partnership, created_by=user).order_by("-pk").first()
    return set(last.participants.values_list("organisation", flat=True)) if last else set()


def last_partnership(user):
    """The id of the tie on which this person logged last, or None."""
    return Activity.objects.filter(created_by=user).order_by("-pk").values_list("partnership", flat=True).first()


def heads(activity):
    """Heads of an activity: the stated number, else those out and in; None when nothing is known."""
    if activity.people is not None:
        return activity.people
    known = [part for part in (activity.people_out, activity.people_in) if part is not None]
    return sum(known) if known else None


def listed(user):
    """Activities for the list: with their tie, organisations and heads."""
    return (
        Activity.objects.for_user(user)
        .select_related("partnership", "owner")
        .prefetch_related("participants__organisation")
        .annotate(heads=Coalesce("people", Coalesce("people_out", 0) + Coalesce("people_in", 0)))
        .annotate(counted=Q(people__isnull=False) | Q(people_out__isnull=False) | Q(people_in__isnull=False))
        .order_by(F("starts_first").desc(), "-pk")
    )


def side_of(organisation, partnership):
    """The place of the tie on whose side the organisation stands: its seat's, its own place, its country's; or None."""
    seat = Seat.objects.filter(partnership=partnership, organisation=organisation).first()
    if seat:
        return seat.side
    places = list(partnership.places.all())
    for place in places:
        if place.pk == organisation.place_id:
            return place
    same = [place for place in places if place.country_code and place.country_code == organisation.place.country_code]
    return same[0] if len(same) == 1 else None


def may_confirm(activity, user):
    """The lead seat through which this person may confirm the other side's activity; None where they may not."""
    keys = keys_of(user).with_permission(Permission.ASK)
    owner_seat = Seat.objects.filter(partnership=activity.partnership_id, organisation=activity.owner_id).first()
    leads = (
        Seat.objects.filter(keys.opens("organisation", "partnership"), partnership=activity.partnership_id)
        .filter(role=SeatRole.LEAD)
        .exclude(organisation=activity.owner_id)
        .select_related("organisation")
    )
    if owner_seat:
        leads = leads.exclude(side=owner_seat.side_id)
    return leads.first()


def refused_intake():
    """[{"why": words, "n": mails}] of the mails to the log that made no draft in the days that are kept."""
    rows = IntakeRefusal.objects.values("why").annotate(n=Count("pk")).order_by("-n", "why")
    return [{"why": WhyRefused(row["why"]).label, "n": row["n"]} for row in rows]
