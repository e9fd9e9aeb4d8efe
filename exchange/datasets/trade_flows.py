"""What one place sells to another, by product and year. Staff keep all, an office what leaves or reaches its home."""

from exchange.columns import Column
from exchange.currencies import check_currency
from exchange.homes import homes_of
from exchange.references import resolve_places
from exchange.rows import insert
from insights.models import TradeFlow
from insights.models.trade_flows import LONGEST_PRODUCT
from stakeholders.models.facts import LAST_YEAR, OLDEST_YEAR

NAME = "trade_flows"
TABLES = ("insights_tradeflow",)
COLUMNS = (
    Column("origin", required=True),
    Column("destination", required=True),
    Column("product", longest=LONGEST_PRODUCT),
    Column("year", required=True, kind="whole", low=OLDEST_YEAR, high=LAST_YEAR),
    Column("value", required=True, kind="number", low=0, high=10**17),
    Column("currency", longest=3),
    Column("source", longest=200),
)
NOT_ALLOWED = "Trade is kept by platform staff and by coordinators of an office whose home is one of the two places."
VALUE = "round(stage.value::numeric, 6)"
# What the row says; a cell left blank leaves what stands.
CURRENCY, SOURCE = "coalesce(stage.currency, known.currency)", "coalesce(stage.source, known.source)"


def check(stage):
    stage.execute("UPDATE stage SET currency = upper(currency) WHERE currency <> upper(currency)")
    check_currency(stage)
    stage.add("origin_id bigint", "destination_id bigint", "code text", "flow_year integer")
    for side in ("origin", "destination"):
        resolve_places(stage, side, f"{side}_id")
    stage.fault(
        "destination", "same_place", "Trade lies between two different places.", "origin_id = destination_id"
    )
    if not stage.is_staff:
        stage.fault(
            "origin", "not_allowed", NOT_ALLOWED,
            "origin_id IS NOT NULL AND destination_id IS NOT NULL"
            " AND NOT ARRAY[origin_id, destination_id] && %(homes)s::bigint[]",
            homes=homes_of(stage.by),
        )  # fmt: skip
    stage.execute(
        """
        UPDATE stage SET code = coalesce(product, ''),
            flow_year = CASE WHEN pg_input_is_valid(year, 'integer') THEN year::integer END
        """
    )
    stage.mark_bad()
    stage.analyze()
    stage.refuse_twice("origin_id", "destination_id", "code", "flow_year", field="origin", what="flow")
    stage.mark_bad()
    stage.execute(
        """
        UPDATE stage SET target = known.id FROM insights_tradeflow known
        WHERE NOT bad AND (known.origin_id, known.destination_id, known.product, known.year)
            = (stage.origin_id, stage.destination_id, stage.code, stage.flow_year)
        """
    )


def classify(stage):
    differs = f"(known.value, known.currency, known.source) IS DISTINCT FROM ({VALUE}, {CURRENCY}, {SOURCE})"
    stage.classify_by("insights_tradeflow", differs)


def write(stage):
    stage.execute(
        f"""
        UPDATE insights_tradeflow known SET value = {VALUE}, currency = {CURRENCY}, source = {SOURCE}
        FROM stage WHERE known.id = stage.target AND stage.change = 'changed' AND NOT stage.bad
        """
    )
    given = {
        "origin_id": "stage.origin_id",
        "destination_id": "stage.destination_id",
        "product": "stage.code",
        "year": "stage.flow_year",
        "value": VALUE,
        "currency": "coalesce(stage.currency, '')",
        "source": "coalesce(stage.source, nullif(%(source)s, 'manual'), '')",
    }
    new = "stage WHERE change = 'created' AND NOT bad ORDER BY origin_id, destination_id, code, flow_year"
    insert(stage, TradeFlow, given, new)
