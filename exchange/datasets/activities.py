"""What happened: visits, missions, exchanges and meetings of years past, with who took part and what it cost."""

from activities.models import Activity, ActivityKind, ActivityStatus, Direction
from exchange import office_side, participants
from exchange.columns import NUMBER, Column
from exchange.currencies import check_currency
from exchange.parties import resolve_organisations, resolve_partnerships
from exchange.promises import check_rights, find_keepers
from exchange.references import resolve_places
from exchange.seating import find_seats, give_seats
from exchange.source_rows import add_new, change_known, compare, find_known, find_made, find_same, remember
from exchange.stage import quoted
from partnerships.models import Partnership

NAME = "activities"
TABLES = (
    "activities_activity", "activities_participant", "activities_officenote", "activities_costline",
    "partnerships_seat", "exchange_sourcerow",
)  # fmt: skip
MOST = 10**14  # of an amount: what the column holds before the point
HEADS = 2_147_483_647
COLUMNS = (
    Column("external_id", required=True, longest=120),
    Column("partnership", required=True),
    Column("kind", required=True, kind="word", choices=tuple(ActivityKind.values)),
    Column("title", required=True),
    Column("starts_on", required=True, kind="date", longest=10),
    Column("ends_on", kind="date", longest=10),
    Column("place"),
    Column("organisations", longest=2000),
    Column("people_out", kind="whole", low=0, high=HEADS),
    Column("people_in", kind="whole", low=0, high=HEADS),
    Column("direction", kind="word", choices=tuple(Direction.values)),
    Column("status", kind="word", choices=tuple(ActivityStatus.values)),
    Column("cost", kind="number", low=0, high=MOST - 1),
    Column("currency", longest=3),
    Column("cost_borne_by", longest=120),
    Column("summary", longest=10_000),
    Column("owner"),
)
STATUS = f"coalesce(stage.status, '{ActivityStatus.HAPPENED}')"


def check(stage):
    check_days(stage)
    check_cost(stage)
    stage.refuse_twice("external_id")
    stage.mark_bad()
    stage.add("partnership_id bigint", "organisation_id bigint", "place_id bigint")
    resolve_partnerships(stage)
    resolve_places(stage, "place", "place_id")
    resolve_organisations(stage, "owner", "organisation_id")
    stage.mark_bad()
    stage.analyze()
    find_known(stage, Activity)
    check_status(stage)
    check_rights(stage, Activity)
    find_owners(stage)
    stage.mark_bad()
    find_same(stage, NAME, SAID)


def check_days(stage):
    message = "The activity ends before it begins."
    stage.fault("ends_on", "out_of_order", message, "ends_on_last < starts_on_first")


def check_status(stage):
    """What has happened does not lie ahead, whatever the zone; a status left out is "happened", or what it was."""
    message = "This day lies ahead: what is still to come has the status planned."
    status = f"coalesce(stage.status, known.status, '{ActivityStatus.HAPPENED}')"
    stage.fault(
        "starts_on",
        "not_yet",
        message,
        f"""NOT bad AND starts_on_first > (now() AT TIME ZONE 'Pacific/Kiritimati')::date AND 'happened' = (
            SELECT {status} FROM (SELECT) one LEFT JOIN activities_activity known ON known.id = stage.target)""",
    )


def check_cost(stage):
    is_number = f"stage.cost ~ {quoted(NUMBER)}"
    stage.execute("UPDATE stage SET currency = upper(currency) WHERE currency <> upper(currency)")
    check_currency(stage)
    stage.fault("currency", "required", "A cost needs its currency.", "cost IS NOT NULL AND currency IS NULL")
    more = f"CASE WHEN {is_number} THEN stage.cost::numeric <> round(stage.cost::numeric, 2) END"
    stage.fault("cost", "too_precise", "cost has more than two decimals.", more)


def find_owners(stage):
    """`owner_id`: the owner named, the office that leads a side of who took part, or one that leads a side of the tie.
    Somebody who is no staff records for their own seat."""
    find_seats(stage, "owner")
    stage.execute("UPDATE stage SET owner_id = organisation_id WHERE NOT bad")
    stage.mark_bad()
    participants.find_participants(stage)
    if stage.is_staff:
        participants.owners_of_participants(stage)
    find_keepers(stage, Activity)
    if not stage.is_staff:
        message = "You record activities of your own seat alone."
        other = "organisation_id <> (SELECT own.organisation_id FROM acting own WHERE own.partnership_id"
        stage.fault("owner", "not_allowed", message, f"NOT bad AND {other} = stage.partnership_id)")


SAID = """partnership_id, kind, title, starts_on_first, starts_on_last, ends_on_last, place_id, bodies, people_out,
    people_in, direction, stage.status, cost, currency, cost_borne_by, summary, organisation_id"""
FACTS = {
    "partnership_id": "stage.partnership_id",
    "kind": "stage.kind",
    "title": "stage.title",
    "status": "coalesce(stage.status, known.status)",
    "starts_first": "starts_on_first",
    "starts_last": "starts_on_last",
    "ends_on": "coalesce(ends_on_last, CASE WHEN known.ends_on >= starts_on_first THEN known.ends_on END)",
    "place_id": "coalesce(stage.place_id, known.place_id)",
    "direction": "coalesce(stage.direction, known.direction)",
    "people_out": "coalesce(stage.people_out::integer, known.people_out)",
    "people_in": "coalesce(stage.people_in::integer, known.people_in)",
}
SHARED = ("kind", "title", "starts_first", "starts_last", "ends_on", "place_id")
AS_SHARED = f"""(({", ".join(f"known.{name}" for name in SHARED)}) IS NOT DISTINCT FROM
    ({", ".join(FACTS[name] for name in SHARED)}) AND NOT {participants.DIFFER})"""
DAYS = ("starts_first", "starts_last", "ends_on", "place_id")
SAME_DAYS = f"""(({", ".join(f"known.{name}" for name in DAYS)}) IS NOT DISTINCT FROM
    ({", ".join(FACTS[name] for name in DAYS)}))"""
# What a row gives, by column of the table; a blank cell erases nothing. An hour known here stands while its day and
# place do; what the other side confirmed is confirmed no longer when a shared fact changes.
FRESH = FACTS | {
    "starts_at": f"CASE WHEN {SAME_DAYS} THEN known.starts_at END",
    "ends_at": f"CASE WHEN {SAME_DAYS} THEN known.ends_at END",
    "time_zone": f"CASE WHEN {SAME_DAYS} THEN known.time_zone ELSE {{zone}} END",
    "confirmed_at": f"CASE WHEN {AS_SHARED} THEN known.confirmed_at END",
    "confirmed_by_id": f"CASE WHEN {AS_SHARED} THEN known.confirmed_by_id END",
}
ZONE = "coalesce((SELECT place.time_zone FROM stakeholders_place place WHERE place.id = {place}), '')"
FRESH["time_zone"] = FRESH["time_zone"].format(zone=ZONE.format(place=FACTS["place_id"]))


def classify(stage):
    compare(stage, Activity, FRESH, f"{participants.DIFFER} OR {office_side.DIFFER}")


def write(stage):
    give_seats(stage)
    participants.give_seats_to_participants(stage)
    change_known(stage, Activity, FRESH)
    given = {
        "kind": "stage.kind",
        "status": STATUS,
        "title": "stage.title",
        "starts_first": "starts_on_first",
        "starts_last": "starts_on_last",
        "ends_on": "ends_on_last",
        "place_id": "stage.place_id",
        "time_zone": ZONE.format(place="stage.place_id"),
        "direction": "coalesce(stage.direction, '')",
        "people_out": "stage.people_out::integer",
        "people_in": "stage.people_in::integer",
    }
    add_new(stage, Activity, given, Partnership, "partnership_id")
    find_made(stage, Activity)
    participants.write_participants(stage)
    office_side.write_office_side(stage)
    remember(stage, NAME)
