"""Targets of a year, for one tie or for all of an office. A row is known by office, tie, indicator and year."""

from exchange.columns import NUMBER, Column
from exchange.datasets.organisations import coordinated
from exchange.parties import resolve_indicators, resolve_organisations, resolve_partnerships
from exchange.rows import insert
from exchange.stage import quoted
from outcomes.models import Target
from stakeholders.models import Office

NAME = "targets"
TABLES = ("outcomes_target",)
MOST = 10**15
COLUMNS = (
    Column("partnership"),
    Column("indicator", required=True, longest=20),
    Column("year", required=True, kind="whole", low=1900, high=2200),
    Column("baseline", kind="number", low=-MOST, high=MOST),
    Column("target", required=True, kind="number", low=0, high=MOST),
    Column("office"),
)
NAME_IT = "Name the office with a column office, or --set office=…"


def check(stage):
    for column in ("baseline", "target"):
        precise = f"CASE WHEN {column} ~ {quoted(NUMBER)} THEN scale(trim_scale({column}::numeric)) > 2 END"
        stage.fault(column, "too_precise", f"{column} has more than two decimals.", precise)
    stage.mark_bad()
    stage.add("partnership_id bigint", "owner_id bigint", "indicator_id bigint", "tie_key bigint", "target_id bigint")
    stage.add("is_money boolean")
    offices = own_offices(stage)
    resolve_partnerships(stage)
    resolve_organisations(stage, "office", "owner_id", also=offices)
    stage.mark_bad()
    find_offices(stage, offices)
    stage.mark_bad()
    resolve_indicators(stage, "own.office_id = stage.owner_id", claimed=False, known="NULL")
    stage.mark_bad()
    stage.execute("UPDATE stage SET tie_key = coalesce(partnership_id, 0) WHERE NOT bad")
    stage.refuse_twice("indicator_id", "owner_id", "tie_key", "year", field="indicator")
    stage.mark_bad()
    stage.execute(
        """
        UPDATE stage SET target_id = known.id FROM outcomes_target known
        WHERE NOT bad AND known.owner_id = stage.owner_id AND known.indicator_id = stage.indicator_id
          AND known.year = stage.year::integer AND known.partnership_id IS NOT DISTINCT FROM stage.partnership_id
        """
    )


def own_offices(stage):
    """The offices in whose name the person sets targets; all of them for staff, those of the sample last of all."""
    known = Office.objects.all()
    if stage.is_staff:
        real = known.filter(sample=False)
        known = real if real.exists() else known
    else:
        known = known.filter(organisation__in=coordinated(stage.by))
    return list(known.values_list("organisation_id", flat=True))


def find_offices(stage, offices):
    """The office that is named; else the only one there is, or the only one that sits on the tie."""
    known = "EXISTS (SELECT FROM stakeholders_office known WHERE known.organisation_id = stage.owner_id)"
    message = "This organisation runs no office here."
    stage.fault("office", "unknown_organisation", message, f"owner_id IS NOT NULL AND NOT {known}")
    stage.execute(
        """
        UPDATE stage SET owner_id = (
            SELECT min(seat.organisation_id) FROM partnerships_seat seat
            WHERE seat.partnership_id = stage.partnership_id AND seat.role <> 'observer'
              AND seat.organisation_id = ANY (%(offices)s) HAVING count(*) = 1)
        WHERE NOT bad AND owner_id IS NULL AND partnership_id IS NOT NULL
        """,
        offices=offices,
    )
    if len(offices) == 1:
        stage.execute("UPDATE stage SET owner_id = %(office)s WHERE NOT bad AND owner_id IS NULL", office=offices[0])
    stage.fault("office", "required", f"Whose target is it? {NAME_IT}", "NOT bad AND owner_id IS NULL")
    if not stage.is_staff:
        stage.fault(
            "office",
            "not_allowed",
            "You set the targets of the offices that you coordinate.",
            "NOT bad AND NOT owner_id = ANY (%(offices)s)",
            offices=offices,
        )
    stage.fault(
        "partnership",
        "not_allowed",
        "The office has no seat in this partnership.",
        """NOT bad AND partnership_id IS NOT NULL AND owner_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM partnerships_seat seat WHERE seat.partnership_id = stage.partnership_id
              AND seat.organisation_id = stage.owner_id)""",
    )


BASELINE = "coalesce(stage.baseline::numeric, known.baseline)"


def classify(stage):
    stage.execute(
        f"""
        UPDATE stage SET change = CASE WHEN target_id IS NULL THEN 'created' WHEN EXISTS (
            SELECT FROM outcomes_target known WHERE known.id = stage.target_id
              AND (known.target, known.baseline) IS DISTINCT FROM (stage.target::numeric, {BASELINE})
        ) THEN 'changed' ELSE 'unchanged' END
        WHERE NOT bad AND repeats IS NULL
        """
    )


def write(stage):
    stage.execute(
        f"""
        UPDATE outcomes_target known SET target = stage.target::numeric, baseline = {BASELINE}
        FROM stage WHERE known.id = stage.target_id AND stage.change = 'changed' AND NOT stage.bad
        """
    )
    given = {
        "owner_id": "stage.owner_id",
        "partnership_id": "stage.partnership_id",
        "indicator_id": "stage.indicator_id",
        "year": "stage.year::integer",
        "baseline": "stage.baseline::numeric",
        "target": "stage.target::numeric",
        "sample": "office.sample",
    }
    rows = """stage JOIN stakeholders_office office ON office.organisation_id = stage.owner_id
        WHERE change = 'created' AND NOT bad ORDER BY stage.owner_id, indicator_id, stage.year, partnership_id"""
    insert(stage, Target, given, rows)
