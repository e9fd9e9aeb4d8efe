"""What the stage rule asks of each tie of an office (METHODS 3), gathered for all its ties by one statement.

The view is the office's own: records that it owns, and those that others share with it or that name it.
"""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.db import connection

from outcomes.catalogue import ECONOMIC_CODES
from outcomes.enums import COUNTING_STATES, EvidenceGroup
from outcomes.models import Counted
from outcomes.queries.ledger import counted_as_of
from outcomes.queries.stage_sql import LAYERS, statement
from partnerships.rules import (
    THRESHOLDS,
    HealthFacts,
    OutcomeFact,
    TieFacts,
    contact_points,
    months_before,
    windows,
)

LAST_CONTACT = 10  # its place in a row of the statement


@dataclass(frozen=True)
class Behind:
    """Figures that no rule asks for and the page tells. recorded: activities that happened in the window, at any
    evidence; documented: those at E2; by_layer: {layer: activities at E1 or more}; offered: layers of the bodies that
    are seated, named in an agreement in force or active."""

    recorded: int
    documented: int
    by_layer: dict
    offered: int


@dataclass(frozen=True)
class Gathered:
    """What one statement found: `rows` as it selects them, of an office on a day, by these thresholds."""

    office: object
    as_of: dt.date
    limits: object
    rows: list

    def facts(self):
        """(partnership id, (TieFacts, HealthFacts, Behind)) one after another: ten thousands at once are a load."""
        for row in self.rows:
            yield row[0], facts_of(row, self.as_of, self.office.records_complete_from)

    def bases(self):
        """{partnership id: text}: equal where stage and health come out equal, and all that is told of them.

        Both follow from the row, the numbers of the rule, how far the records span its windows and the points that the
        days since the last contact leave; any of them that differs makes another text.
        """
        as_of, limits, declared = self.as_of, self.limits, self.office.records_complete_from
        spans = [declared is not None and declared <= months_before(as_of, months) for months in windows(limits)]
        same = f"{limits} {declared} {spans}".encode()
        return {row[0]: basis_of(row, contact_points(row[LAST_CONTACT], as_of, limits), same) for row in self.rows}

    def without(self, ties):
        return replace(self, rows=[row for row in self.rows if row[0] not in ties])


def basis_of(row, points, same):
    return blake2b(f"{row[1:]} {points}".encode() + same, digest_size=12).hexdigest()


def gather_stage_facts(office, as_of, partnerships=None, limits=THRESHOLDS, known_on=None):
    """{partnership id: (TieFacts, HealthFacts)} of an office's ties on a day; see `gather`."""
    found = gather(office, as_of, partnerships, limits, known_on).facts()
    return {tie: facts[:2] for tie, facts in found}


def gather(office, as_of, partnerships=None, limits=THRESHOLDS, known_on=None):
    """What is recorded of an office's ties on a day, as Gathered: one query.

    office: stakeholders.Office. partnerships: ids to restrict to; None for all in which the office is seated.
    known_on: leaves out what was recorded, changed or confirmed after this day (by the office's clock), as the history
    of the records has it; None takes all that is recorded. Not taken back are the places of a tie, where a body lies
    and of what kind it is, files that were deleted since, and from when the office says its records are complete.
    """
    given = {
        "owner": office.organisation_id,
        "as_of": as_of,
        "since": months_before(as_of, limits.window_months),
        "outcome_since": months_before(as_of, limits.outcome_months),
        "report_since": months_before(as_of, limits.report_months),
        "zones": zones(),
        **which_outcomes(),
    }
    if partnerships is not None:
        given["ties"] = list(partnerships)
    if known_on is not None:
        given |= {"known": end_of(known_on, office.time_zone), **outcomes_then(office, given, known_on)}
    with connection.cursor() as cursor:
        cursor.execute(statement(known_on is not None, partnerships is not None), given)
        return Gathered(office, as_of, limits, cursor.fetchall())


@cache
def zones():
    return sorted(available_timezones())


@cache
def which_outcomes():
    fields = Counted._meta
    return {
        "verified": fields.get_field("group").number_of(EvidenceGroup.VERIFIED.value),
        "states": sorted(fields.get_field("state").number_of(state.value) for state in COUNTING_STATES),
        "codes": sorted(ECONOMIC_CODES),
    }


def end_of(day, zone):
    """The moment at which a day ends where the office keeps its clock; UTC for a zone that nobody knows."""
    try:
        clock = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        clock = dt.UTC
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), clock)


def outcomes_then(office, given, known_on):
    """Verified economic outcomes as they were known on a day, as arrays."""
    kept = {"outcomes": [], "outcome_ties": [], "outcome_days": [], "outcome_codes": []}
    states = {state.value for state in COUNTING_STATES}
    for row in counted_as_of(office.organisation, given["as_of"], known_on):
        economic = row.indicator.office_id is None and row.indicator.code in ECONOMIC_CODES
        verified = row.group == EvidenceGroup.VERIFIED and row.state in states
        if economic and verified and given["outcome_since"] <= row.occurred_last <= given["as_of"]:
            for name, value in zip(
                kept, (row.outcome_id, row.partnership_id, row.occurred_last, row.indicator.code), strict=True
            ):
                kept[name].append(value)
    return kept


def facts_of(row, as_of, complete_from):
    (
        _tie, in_force, ended, recorded, activities, documented, confirmed, exchanges, sent_out, sent_in, last_contact,
        counts, plan, both_fund, both_reported, accepted, signed, kept, due, agreed, seated, outcomes,
    ) = row  # fmt: skip
    by_layer = {layer.value: count for layer, count in zip(LAYERS, counts, strict=True) if count}
    active = layers_of(tuple(count > 0 for count in counts))
    of_stage = TieFacts(
        as_of=as_of,
        agreement_in_force=in_force,
        agreement_ended=ended,
        complete_from=complete_from,
        activities=activities,
        exchanges=exchanges,
        exchanges_out=sent_out,
        exchanges_in=sent_in,
        layers=active,
        work_plan=plan,
        both_fund=both_fund,
        outcomes=tuple(OutcomeFact(int(year), code, sector) for year, code, sector in outcomes or ()),
        both_reported=both_reported,
        deliverable_accepted=accepted,
        signed=signed,
    )
    of_health = HealthFacts(
        as_of=as_of,
        last_contact=last_contact,
        promises_on_time=kept,
        promises_due=due,
        layers_active=len(active),
        layers_agreed=agreed.bit_count(),
        exchanges_out=sent_out,
        exchanges_in=sent_in,
        activities_confirmed=confirmed,
        activities=activities,
    )
    offered = agreed | seated | sum(LAYERS[layer] for layer in LAYERS if layer.value in by_layer)
    return of_stage, of_health, Behind(recorded, documented, by_layer, offered.bit_count())


@cache
def layers_of(active):
    return frozenset(layer.value for layer, is_active in zip(LAYERS, active, strict=True) if is_active)
