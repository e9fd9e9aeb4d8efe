"""Monthly averages of the European Central Bank's euro reference rates: whole months only."""

import calendar
from collections import defaultdict
from datetime import date

RATE = ["currency", "month", "per_eur_avg", "n_days"]
# At most so many weekdays of a month are closing days of the euro's payment system (Easter moves between two months).
CLOSED = {1: 1, 3: 2, 4: 2, 5: 1, 12: 3}


def build_rates(sources):
    """Rows by currency and month, units of the currency per 1 EUR, without the months that are not whole.

    A month of a currency is not whole where it has fewer days than the month's other currencies: quoted from then on,
    or no longer. The last month of all is not whole while weekdays of it are still to come.
    """
    days = defaultdict(int)
    for row in sources:
        days[row["month"]] = max(days[row["month"]], int(row["n_days"]))
    last = max(days, default=None)
    return [
        row
        for row in sorted(sources, key=lambda row: (row["currency"], row["month"]))
        if int(row["n_days"]) == days[row["month"]] and (row["month"] != last or is_over(last, days[last]))
    ]


def is_over(month, days):
    year, number = map(int, month.split("-"))
    length = calendar.monthrange(year, number)[1]
    weekdays = sum(date(year, number, day).weekday() < 5 for day in range(1, length + 1))
    return days >= weekdays - CLOSED.get(number, 0)
