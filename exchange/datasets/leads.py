"""Leads from an agency's register: possible deals under a code name, refreshed month by month, read by named people."""

from exchange.columns import Column
from exchange.parties import (
    own_indicators,
    resolve_activities,
    resolve_indicators,
    resolve_organisations,
    resolve_partnerships,
)
from exchange.rows import insert
from exchange.seating import find_claimable, find_sides, give_seats
from exchange.source_rows import (
    add_new,
    change_known,
    compare,
    find_known,
    find_made,
    find_same,
    refuse_others,
    remember,
    targets,
)
from outcomes.models import Lead, LeadMove, LeadStage
from partnerships.models import Audience, Partnership
from stakeholders.access import Permission

NAME = "leads"
TABLES = ("outcomes_lead", "outcomes_leadmove", "partnerships_seat", "exchange_sourcerow")
COLUMNS = (
    Column("external_id", required=True, longest=120),
    Column("code_name", required=True, longest=120),
    Column("partnership", required=True),
    Column("indicator", longest=20),
    Column("stage", required=True, kind="word", choices=tuple(LeadStage.values)),
    Column("opened_on", required=True, kind="day", longest=10),
    Column("closed_on", kind="day", longest=10),
    Column("sector", longest=80),
    Column("size_band", longest=40),
    Column("source_activity"),
    Column("owner"),
    Column("confidential_until", kind="day", longest=10),
)
CLOSED = "('decided here', 'decided elsewhere', 'dropped')"


def check(stage):
    check_days(stage)
    stage.refuse_twice("external_id")
    stage.mark_bad()
    stage.add("partnership_id bigint", "organisation_id bigint", "indicator_id bigint", "is_money boolean")
    stage.add("activity_id bigint")
    resolve_partnerships(stage)
    reportable = () if stage.is_staff else find_claimable(stage)
    resolve_organisations(stage, "owner", "organisation_id", also=reportable)
    stage.mark_bad()
    stage.analyze()
    find_known(stage, Lead)
    keep_indicators(stage)
    resolve_indicators(stage, own_indicators(stage), claimed=True)
    resolve_activities(stage, "source_activity", "activity_id")
    find_sides(stage, "owner")
    find_keepers(stage)
    stage.mark_bad()
    check_rights(stage)
    stage.mark_bad()
    find_same(stage, NAME, SAID)
    stage.fault(
        "stage",
        "conflict",
        "This lead was decided here and has become an outcome.",
        """NOT bad AND NOT same AND stage.stage <> 'decided here' AND EXISTS (SELECT FROM outcomes_lead known
            WHERE known.id = stage.target AND known.outcome_id IS NOT NULL)""",
    )


def check_days(stage):
    for column in ("opened_on", "closed_on"):
        stage.fault(column, "not_yet", f"{column} lies ahead.", f"{column}_first > %(today)s")
    message = "The lead is closed before it is opened."
    stage.fault("closed_on", "out_of_order", message, "closed_on_first < opened_on_first")
    stage.fault(
        "closed_on",
        "conflict",
        "A lead with a day of closing was decided here, decided elsewhere or dropped.",
        f"closed_on IS NOT NULL AND stage.stage NOT IN {CLOSED}",
    )


def keep_indicators(stage):
    """A lead stays with the version of an indicator under which it was told."""
    stage.execute(
        """
        UPDATE stage SET indicator_id = told.id
        FROM outcomes_lead known JOIN outcomes_indicator told ON told.id = known.indicator_id
        WHERE NOT bad AND known.id = stage.target AND upper(told.code) = upper(stage.indicator)
        """
    )


def find_keepers(stage):
    """Without an owner: the record of the person's own seat; for staff that of the tie's only leading office."""
    if stage.is_staff:
        keeper = """(SELECT min(seat.organisation_id) FROM partnerships_seat seat
            WHERE seat.partnership_id = stage.partnership_id AND seat.role = 'lead' HAVING count(*) = 1)"""
    else:
        keeper = "(SELECT organisation_id FROM acting WHERE acting.partnership_id = stage.partnership_id)"
    stage.execute(
        f"""
        UPDATE stage SET owner_id = coalesce(
            (SELECT known.owner_id FROM outcomes_lead known WHERE known.id = stage.target), {keeper})
        WHERE NOT bad AND owner IS NULL
        """
    )
    nobody = "NOT bad AND owner_id IS NULL"
    if stage.is_staff:
        stage.fault("owner", "required", "Who carries the lead? Name the organisation.", nobody)
    else:
        stage.fault("owner", "not_allowed", "You have no seat in this partnership.", nobody)


def check_rights(stage):
    if stage.is_staff:
        return
    known = targets(stage, Lead)
    mine = known.for_user(stage.by, Permission.EDIT).values_list("pk", flat=True)
    told = known.for_user(stage.by, Permission.REPORT_OUTCOME).filter(created_by=stage.by).values_list("pk", flat=True)
    refuse_others(stage, "lead", [*mine, *told])


SAID = """code_name, partnership_id, indicator_id, stage.stage, opened_on_first, closed_on_first, sector, size_band,
    activity_id, organisation_id, confidential_until_first"""
# What a row gives, by column of the table; a blank cell erases nothing.
FRESH = {
    "code_name": "stage.code_name",
    "partnership_id": "stage.partnership_id",
    "stage": "stage.stage",
    "opened_on": "stage.opened_on_first",
    "indicator_id": "coalesce(stage.indicator_id, known.indicator_id)",
    "closed_on": f"CASE WHEN stage.stage IN {CLOSED} THEN coalesce(stage.closed_on_first, known.closed_on) END",
    "sector": "coalesce(stage.sector, known.sector)",
    "size_band": "coalesce(stage.size_band, known.size_band)",
    "source_activity_id": "coalesce(stage.activity_id, known.source_activity_id)",
    "organisation_id": "coalesce(stage.organisation_id, known.organisation_id)",
    "confidential_until": "coalesce(stage.confidential_until_first, known.confidential_until)",
}


def classify(stage):
    compare(stage, Lead, FRESH)


def write(stage):
    give_seats(stage)
    # The former stage, for the move; the update overwrites it.
    stage.add("former text")
    stage.execute("UPDATE stage SET former = known.stage FROM outcomes_lead known WHERE known.id = stage.target")
    change_known(stage, Lead, FRESH)
    add_leads(stage)
    moves = {
        "lead_id": "stage.target",
        "stage": "stage.stage",
        "on": "CASE WHEN former IS NULL THEN opened_on_first ELSE coalesce(closed_on_first, %(today)s) END",
        "by_id": "%(by)s::bigint",
        "at": "now()",
    }
    rows = """stage WHERE change IN ('created', 'changed') AND NOT bad AND former IS DISTINCT FROM stage.stage
        ORDER BY stage.external_id"""
    insert(stage, LeadMove, moves, rows)
    remember(stage, NAME)


def add_leads(stage):
    given = {
        "organisation_id": "stage.organisation_id",
        "code_name": "stage.code_name",
        "indicator_id": "stage.indicator_id",
        "stage": "stage.stage",
        "opened_on": "opened_on_first",
        "closed_on": "closed_on_first",
        "sector": "coalesce(stage.sector, '')",
        "size_band": "coalesce(stage.size_band, '')",
        "source_activity_id": "activity_id",
        "confidential_until": "confidential_until_first",
        "audience": f"'{Audience.NAMED}'",
    }
    add_new(stage, Lead, given, Partnership, "partnership_id")
    find_made(stage, Lead)
    if stage.by:
        stage.execute(
            """
            INSERT INTO outcomes_lead_named (lead_id, user_id) SELECT target, %(by)s FROM stage
            WHERE NOT bad AND change = 'created'
            """
        )
