"""Claims: what organisations report of outcomes. A row that changes supersedes the standing claim, which stays."""

from exchange import claim_rows
from exchange.columns import NUMBER, Column
from exchange.currencies import check_currency
from exchange.parties import own_indicators, resolve_indicators, resolve_organisations, resolve_partnerships
from exchange.seating import find_claimable, find_sides, give_seats
from exchange.shares import check_shares, drop_left_shares, write_shares
from exchange.source_rows import find_same, remember
from exchange.stage import quoted
from outcomes.enums import Side
from outcomes.models import Claim
from outcomes.services import wake
from stakeholders.access import Permission

NAME = "claims"
TABLES = (
    "outcomes_outcome", "outcomes_share", "outcomes_claim", "outcomes_dirty_flow", "outcomes_dirty_stage",
    "partnerships_seat", "exchange_sourcerow",
)  # fmt: skip
MOST = 10**15
COLUMNS = (
    Column("external_id", required=True, longest=120),
    Column("flow_key", required=True, longest=120),
    Column("partnership", required=True),
    Column("indicator", required=True, longest=20),
    Column("organisation", required=True),
    Column("side", required=True, kind="word", choices=tuple(Side.values)),
    Column("amount", required=True, kind="number", low=0, high=MOST),
    Column("currency", longest=3),
    Column("occurred_on", required=True, kind="date", longest=10),
    Column("reported_on", kind="date", longest=10),
    Column("rate", kind="number", high=10**9),
    Column("basis", kind="word", choices=("FOB", "CIF", "none")),
    Column("evidence", required=True, kind="word", choices=("E0", "E1", "E2", "E3", "E4")),
    Column("share", kind="number", low=0, high=1),
    Column("title"),
    Column("note", longest=4000),
)


def check(stage):
    check_cells(stage)
    stage.refuse_twice("external_id")
    stage.mark_bad()
    stage.add("partnership_id bigint", "organisation_id bigint", "indicator_id bigint", "is_money boolean")
    resolve_partnerships(stage)
    reportable = () if stage.is_staff else find_claimable(stage)
    resolve_organisations(stage, "organisation", "organisation_id", also=reportable)
    stage.mark_bad()
    stage.analyze()
    find_standing(stage)
    resolve_indicators(stage, own_indicators(stage), claimed=True)
    check_money(stage)
    find_sides(stage, "organisation")
    stage.mark_bad()
    check_rights(stage)
    stage.mark_bad()
    stage.add("outcome_id bigint")
    find_same(stage, NAME, claim_rows.TOLD)
    claim_rows.find_outcomes(stage)
    stage.analyze()
    stage.fault(
        "external_id",
        "withdrawn",
        "This report was withdrawn; a corrected one needs an id of its own.",
        """NOT bad AND NOT same AND EXISTS (SELECT FROM outcomes_claim known
            WHERE known.id = stage.target AND known.withdrawn_at IS NOT NULL)""",
    )
    stage.mark_bad()
    check_shares(stage)


def check_cells(stage):
    number = quoted(NUMBER)
    stage.execute("UPDATE stage SET currency = upper(currency) WHERE currency <> upper(currency)")
    check_currency(stage)
    stage.fault(
        "amount",
        "too_precise",
        "amount has more than two decimals.",
        f"CASE WHEN amount ~ {number} THEN scale(trim_scale(amount::numeric)) > 2 END",
    )
    message = "rate must be above 0: units of the reporting currency for one unit."
    stage.fault("rate", "out_of_range", message, f"CASE WHEN rate ~ {number} THEN round(rate::numeric, 10) <= 0 END")
    for column in ("occurred_on", "reported_on"):
        message = f"{column} lies ahead; what has not happened yet is no outcome."
        stage.fault(column, "not_yet", message, f"{column}_first > %(today)s")
    if not stage.is_staff:
        message = "E3 and E4 are earned here by confirmation; an import brings E0 to E2."
        stage.fault("evidence", "not_allowed", message, "evidence IN ('e3', 'e4')")


def find_standing(stage):
    """`target`: the claim that stands under this id of the source. A fact keeps the version of the indicator under
    which it was told."""
    if stage.commits:
        stage.execute(
            """
            SELECT FROM outcomes_claim known WHERE known.source = %(source)s AND known.superseded_by_id IS NULL
                AND known.external_id IN (SELECT external_id FROM stage WHERE NOT bad)
            ORDER BY known.id FOR NO KEY UPDATE
            """
        )
    stage.execute(
        """
        UPDATE stage SET target = known.id,
            indicator_id = CASE WHEN upper(told.code) = upper(stage.indicator) THEN told.id END,
            is_money = told.is_money
        FROM outcomes_claim known
        JOIN outcomes_outcome flow ON flow.id = known.outcome_id
        JOIN outcomes_indicator told ON told.id = flow.indicator_id
        WHERE NOT bad AND known.source = %(source)s AND known.external_id = stage.external_id
          AND known.superseded_by_id IS NULL
        """
    )


def check_money(stage):
    """Money needs its currency; what is no money takes none, nor a rate or a basis (claim_rows leaves them out)."""
    stage.fault("currency", "required", "currency is missing.", "NOT bad AND is_money AND currency IS NULL")


def check_rights(stage):
    if stage.is_staff:
        return
    targets = [pk for (pk,) in stage.fetch("SELECT target FROM stage WHERE NOT bad AND target IS NOT NULL")]
    known = Claim.objects.filter(pk__in=targets)
    mine = known.for_user(stage.by, Permission.EDIT).values_list("pk", flat=True)
    told = known.for_user(stage.by, Permission.REPORT_OUTCOME).filter(created_by=stage.by).values_list("pk", flat=True)
    stage.fault(
        "external_id",
        "not_allowed",
        "This id belongs to a report that you may not change; name your own --source.",
        "NOT bad AND target IS NOT NULL AND NOT target = ANY (%(editable)s)",
        editable=[*mine, *told],
    )
    stage.fault(
        "flow_key",
        "not_allowed",
        "This flow key stands for an outcome of other partnerships.",
        """NOT bad AND EXISTS (SELECT FROM outcomes_outcome flow WHERE flow.flow_key = stage.flow_key
            AND EXISTS (SELECT FROM outcomes_claim said WHERE said.outcome_id = flow.id)
            AND NOT EXISTS (SELECT FROM outcomes_claim said JOIN claimable USING (partnership_id)
                WHERE said.outcome_id = flow.id))""",
    )


def classify(stage):
    claim_rows.classify(stage)
    stage.analyze()


def write(stage):
    give_seats(stage)
    claim_rows.add_outcomes(stage)
    claim_rows.add_claims(stage)
    claim_rows.supersede(stage)
    write_shares(stage)
    drop_left_shares(stage)
    remember(stage, NAME)
    wake()
