"""Exchange rates: reporting currency per unit, of a day or as the average of a span. Kept by platform staff."""

from django.conf import settings

from exchange.columns import NUMBER, Column
from exchange.currencies import check_currency
from exchange.rows import insert
from exchange.stage import quoted
from outcomes.models import ExchangeRate
from outcomes.services import wake

NAME = "exchange_rates"
TABLES = ("outcomes_exchangerate", "outcomes_dirty_flow")
COLUMNS = (
    Column("currency", required=True, longest=3),
    Column("on", required=True, kind="date", longest=10),
    Column("rate", required=True, kind="number", high=10**9),
    Column("kind", kind="word", choices=tuple(ExchangeRate.Kind.values)),
    Column("source", longest=120),
)
NOT_ALLOWED = "Rates count for everybody here, so platform staff keep them; ask them to import this."
RATE = "round(stage.rate::numeric, 10)"


def check(stage):
    if not stage.is_staff:
        stage.fault("currency", "not_allowed", NOT_ALLOWED, "true")
    stage.execute("UPDATE stage SET currency = upper(currency) WHERE currency <> upper(currency)")
    check_currency(stage)
    above = f"CASE WHEN rate ~ {quoted(NUMBER)} THEN {RATE} <= 0 END"
    stage.fault("rate", "out_of_range", "rate must be above 0, in the tenth decimal at least.", above)
    is_day = """"on" LIKE '%%-%%-%%'"""
    stage.execute(f"UPDATE stage SET kind = CASE WHEN {is_day} THEN 'day' ELSE 'average' END WHERE kind IS NULL")
    message = "The rate of a day needs its day; an average belongs to a month or year."
    stage.fault("kind", "conflict", message, f"(kind = 'day' AND NOT {is_day}) OR (kind = 'average' AND {is_day})")
    stage.fault(
        "rate",
        "conflict",
        "Rates are in this currency itself, so its own is 1.",
        f"currency = %(reporting)s AND CASE WHEN rate ~ {quoted(NUMBER)} THEN {RATE} <> 1 END",
        reporting=settings.GEMEL_CURRENCY,
    )
    stage.refuse_twice("currency", "on_first", "on_last", "kind")
    stage.mark_bad()
    stage.execute(
        """
        UPDATE stage SET target = known.id FROM outcomes_exchangerate known
        WHERE NOT bad AND (known.currency, known.first, known.last, known.kind)
            = (stage.currency, stage.on_first, stage.on_last, stage.kind)
        """
    )


DIFFERS = f"(known.rate <> {RATE} OR known.source <> stage.source)"


def classify(stage):
    stage.classify_by("outcomes_exchangerate", DIFFERS)


def write(stage):
    stage.execute(
        f"""
        UPDATE outcomes_exchangerate known SET rate = {RATE}, source = coalesce(stage.source, known.source)
        FROM stage WHERE known.id = stage.target AND stage.change = 'changed' AND NOT stage.bad
        """
    )
    given = {
        "currency": "stage.currency",
        "first": "stage.on_first",
        "last": "stage.on_last",
        "kind": "stage.kind",
        "rate": RATE,
        "source": "coalesce(stage.source, %(source)s)",
    }
    new = "stage WHERE change = 'created' AND NOT bad ORDER BY currency, on_first, on_last"
    insert(stage, ExchangeRate, given, new)
    wake()
