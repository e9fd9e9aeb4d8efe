"""Price indices of a currency's economy by year (METHODS 5.5); only ratios to the base year matter. Kept by staff."""

from exchange.columns import NUMBER, Column
from exchange.currencies import check_currency
from exchange.rows import insert
from exchange.stage import quoted
from outcomes.models import PriceIndex
from outcomes.services import wake

NAME = "price_index"
TABLES = ("outcomes_priceindex", "outcomes_dirty_flow")
COLUMNS = (
    Column("currency", required=True, longest=3),
    Column("year", required=True, kind="whole", low=1900, high=2200),
    Column("value", required=True, kind="number", high=10**12),
)
NOT_ALLOWED = "Price indices count for everybody here, so platform staff keep them; ask them to import this."
VALUE = "round(stage.value::numeric, 6)"


def check(stage):
    if not stage.is_staff:
        stage.fault("currency", "not_allowed", NOT_ALLOWED, "true")
    stage.execute("UPDATE stage SET currency = upper(currency) WHERE currency <> upper(currency)")
    check_currency(stage)
    message = "An index is above 0, in the sixth decimal at least."
    stage.fault("value", "out_of_range", message, f"CASE WHEN value ~ {quoted(NUMBER)} THEN {VALUE} <= 0 END")
    stage.refuse_twice("currency", "year")
    stage.mark_bad()
    stage.execute(
        """
        UPDATE stage SET target = known.id FROM outcomes_priceindex known
        WHERE NOT bad AND known.currency = stage.currency AND known.year = stage.year::integer
        """
    )


def classify(stage):
    stage.classify_by("outcomes_priceindex", f"known.value <> {VALUE}")


def write(stage):
    stage.execute(
        f"""
        UPDATE outcomes_priceindex known SET value = {VALUE}, source = %(source)s
        FROM stage WHERE known.id = stage.target AND stage.change = 'changed' AND NOT stage.bad
        """
    )
    given = {"currency": "stage.currency", "year": "stage.year::integer", "value": VALUE, "source": "%(source)s"}
    insert(stage, PriceIndex, given, "stage WHERE change = 'created' AND NOT bad ORDER BY currency, year")
    wake()
