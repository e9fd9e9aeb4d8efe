"""Stages: gathered here, where all rooms that feed them are known, and stored by a service of partnerships."""

import datetime as dt
from contextlib import contextmanager
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from outcomes.queries.stage_facts import gather
from outcomes.services.session import set_locally
from partnerships.models import Seat, StageResult, Standing
from partnerships.rules import drop_of_one_raises, health_of, stage_of
from partnerships.services.stages import Staged, carry_forward, limits_on, store_stages
from stakeholders.models import Office

BATCH = 2000
AT_ONCE = ["work_mem = '128MB'", "enable_mergejoin = off", "enable_sort = off", "enable_nestloop = off"]
DRAIN = """
DELETE FROM outcomes_dirty_stage WHERE ctid = ANY (ARRAY(
  SELECT ctid FROM outcomes_dirty_stage LIMIT %s FOR UPDATE SKIP LOCKED))
RETURNING partnership_id
"""


def restage(office, as_of, partnerships=None, known_on=None, anew=False):
    """Compute and store the stage and health of an office's ties on a day, in five queries; the number of ties.

    office: stakeholders.Office. partnerships: ids to restrict to, None for all. known_on: leaves out what was learnt
    after this day (`gather` says what is taken back); the result is then stored beside the current one. The thresholds
    are those that hold on as_of. A tie whose facts are those of its current row keeps that row, with a new day; anew
    applies the rule to it all the same. The seats are locked before anything is read, so that two sweeps on one tie
    follow each other.
    """
    with transaction.atomic(savepoint=False):
        seats = Seat.objects.filter(organisation=office.organisation_id).order_by("pk")
        if partnerships is not None:
            seats = seats.filter(partnership__in=partnerships)
        list(seats.select_for_update(no_key=True).values_list("pk"))
        with planned_for(partnerships):
            found = gather(office, as_of, partnerships, limits_on(as_of), known_on)
            bases, kept = found.bases(), set()
            if known_on is None and not anew:
                kept = carry_forward(office.organisation_id, as_of, bases)
            fresh = judged(found.without(kept), bases)
            return len(kept) + store_stages(office.organisation_id, as_of, fresh, known_on)


def staged_on(office, as_of, partnerships=None, known_on=None):
    """The stage and health of an office's ties on a day, computed and not stored: a list of Staged."""
    with planned_for(partnerships):
        found = gather(office, as_of, partnerships, limits_on(as_of), known_on)
    return list(judged(found, found.bases()))


@contextmanager
def planned_for(partnerships):
    """All ties of an office are hashed and summed at once; single ones are looked up."""
    with connection.cursor() as cursor, set_locally(cursor, AT_ONCE if partnerships is None else []):
        yield


def judged(found, bases):
    """Staged, one after another."""
    limits = found.limits
    for tie, (of_stage, of_health, behind) in found.facts():
        result, health = stage_of(of_stage, limits), health_of(of_health, limits)
        yield Staged(tie, result, health, told(of_stage, of_health, behind, limits), bases[tie])


def told(of_stage, of_health, behind, limits):
    """The figures behind stage and health, for the page that explains them."""
    return {
        "activities": of_stage.activities,
        "recorded": behind.recorded,
        "documented": behind.documented,
        "confirmed": of_health.activities_confirmed,
        "exchanges": of_stage.exchanges,
        "exchanges_out": of_stage.exchanges_out,
        "exchanges_in": of_stage.exchanges_in,
        "layers": sorted(of_stage.layers),
        "by_layer": behind.by_layer,
        "layers_offered": behind.offered,
        "layers_agreed": of_health.layers_agreed,
        "last_contact": of_health.last_contact and of_health.last_contact.isoformat(),
        "promises_on_time": of_health.promises_on_time,
        "promises_due": of_health.promises_due,
        "work_plan": of_stage.work_plan,
        "both_fund": of_stage.both_fund,
        "both_reported": of_stage.both_reported,
        "verified_outcomes": len(of_stage.outcomes),
        "outcomes": [[one.year, one.kind, one.sector] for one in of_stage.outcomes],
        "in_force": of_stage.agreement_in_force,
        "ended": of_stage.agreement_ended,
        "on_paper": [of_stage.deliverable_accepted, of_stage.signed],
        "complete_from": of_stage.complete_from and of_stage.complete_from.isoformat(),
        "drop_raises": drop_of_one_raises(of_stage, limits),
    }


def restage_due(now):
    """Stage the ties that changed, and every office's ties once its day has turned; the number of ties staged."""
    staged = 0
    while taken := restage_dirty(now):
        staged += taken
    return staged + restage_turned(now)


def restage_dirty(now, limit=BATCH):
    """Stage one batch of changed ties for each office seated in them; the number of marks taken from the queue."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(DRAIN, [limit])
            marked = [tie for (tie,) in cursor.fetchall()]
        everything = None in marked
        offices = Office.objects.select_related("organisation").order_by("pk")
        if not everything:
            offices = offices.filter(organisation__seats__partnership__in=set(marked)).distinct()
        for office in offices if marked else []:
            restage(office, today_of(office, now), None if everything else set(marked))
    return len(marked)


def restage_turned(now):
    """Stage all ties of offices that have a tie without a stage of today; the number of ties."""
    staged = 0
    for zone in Office.objects.order_by().values_list("time_zone", flat=True).distinct():
        today = day_in(zone, now)
        fresh = StageResult.objects.filter(
            owner=OuterRef("organisation"), partnership=OuterRef("partnership"), current=True, as_of__gte=today
        )
        stale = (
            Seat.objects.filter(organisation=OuterRef("organisation"))
            .exclude(standing__in=[Standing.REQUESTED, Standing.ENDED])
            .filter(~Exists(fresh))
        )
        for office in Office.objects.filter(Exists(stale), time_zone=zone).select_related("organisation"):
            staged += restage(office, today)
    return staged


def today_of(office, now):
    """The day in the office's own zone."""
    return day_in(office.time_zone, now)


def day_in(zone, now):
    """The day in a zone; one that the machine does not know must not hold up the sweep, so it counts as UTC."""
    try:
        return now.astimezone(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError):
        return now.astimezone(dt.UTC).date()
