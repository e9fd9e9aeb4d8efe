"""The shipped monthly averages of the European Central Bank become rates of the reporting currency."""

import calendar
from decimal import ROUND_HALF_UP, Decimal

from exchange import staging
from outcomes.rates import SHIPPED_SOURCE as SOURCE

EURO = "EUR"
PLACES = Decimal("0.0000000001")
COLUMNS = ["currency", "first date", "last date", "rate numeric(20,10)"]

# A rate of a month that somebody imported is never touched: theirs names another source.
WRITE = """
WITH written AS (
  INSERT INTO outcomes_exchangerate AS kept (currency, first, last, kind, rate, source)
  SELECT currency, first, last, 'average', rate, %(source)s FROM reference_rate ORDER BY currency, first
  ON CONFLICT (currency, first, last, kind) DO UPDATE SET rate = excluded.rate
    WHERE kept.source = %(source)s AND kept.rate <> excluded.rate
  RETURNING xmax = 0 AS created)
SELECT count(*) FILTER (WHERE created), count(*) FILTER (WHERE NOT created) FROM written
"""
# Those of another reporting currency, or of a month that the bank took back.
REMOVE = """
DELETE FROM outcomes_exchangerate kept WHERE source = %(source)s AND NOT EXISTS (
  SELECT FROM reference_rate fresh
  WHERE (fresh.currency, fresh.first, fresh.last) = (kept.currency, kept.first, kept.last))
"""
COUNT = "SELECT count(*) FROM outcomes_exchangerate WHERE source = %(source)s"


def load_rates(cursor, rows, reporting):
    """Write the averages of each month as reporting currency per unit; the report's part about rates.

    rows: currency, month, per_eur_avg as text. reporting: code of the reporting currency; where the bank does not quote
    it, there are no rates to load, and those by import stand alone.
    """
    staging.create(cursor, "reference_rate", COLUMNS)
    staging.copy(cursor, "reference_rate", [column.split()[0] for column in COLUMNS], crossed(rows, reporting))
    staging.analyze(cursor, "reference_rate")
    cursor.execute(REMOVE, {"source": SOURCE})
    removed = cursor.rowcount
    cursor.execute(WRITE, {"source": SOURCE})
    created, changed = cursor.fetchone()
    cursor.execute(COUNT, {"source": SOURCE})
    return {
        "exchange_rates": cursor.fetchone()[0],
        "exchange_rates_created": created,
        "exchange_rates_changed": changed + removed,
    }


def crossed(rows, reporting):
    """[currency, first day, last day, rate] of every month in which both currencies are quoted.

    One euro buys p of a currency and r of the reporting one, so one unit of it is worth r / p.
    """
    per_euro = {(row["currency"], row["month"]): Decimal(row["per_eur_avg"]) for row in rows}
    months = {month for _, month in per_euro}
    per_euro |= {(EURO, month): Decimal(1) for month in months}
    for (currency, month), here in sorted(per_euro.items()):
        there = per_euro.get((reporting, month))
        if currency != reporting and there is not None:
            year, number = map(int, month.split("-"))
            last = calendar.monthrange(year, number)[1]
            yield [
                currency, f"{month}-01", f"{month}-{last:02}", (there / here).quantize(PLACES, ROUND_HALF_UP),
            ]  # fmt: skip
