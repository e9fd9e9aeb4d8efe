"""Budgets against what was spent, funds against what was drawn, cost per tie and per verified outcome (METHODS 8, PR6).

Currencies stand side by side and are never added.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from activities.models import BudgetLine, CostLine, Fund
from activities.queries_money import costs
from outcomes.periods import Span, year_of, year_start
from outcomes.queries.figures import in_span, verified_ties
from partnerships.models import Partnership

YEARS_SHOWN = 6


@dataclass(frozen=True)
class BudgetRow:
    """spent: in the currency of the line; None where no cost is recorded in it. others: {currency: amount} spent on the
    same in other currencies, which is held against no line of this one."""

    line: BudgetLine
    spent: Decimal | None
    others: dict

    @property
    def rest(self):
        return self.line.amount - (self.spent or 0)

    @property
    def over(self):
        return max(-self.rest, Decimal(0))

    @property
    def percent(self):
        """Of the budget that is spent, at most 100; None without a budget."""
        return min(Decimal(100), (self.spent or 0) * 100 / self.line.amount) if self.line.amount else None


@dataclass(frozen=True)
class FundFacts:
    """spent: in the fund's currency; None where nothing was drawn in it. others: {currency: amount}. outside: lines
    whose days are not all eligible."""

    fund: Fund
    spent: Decimal | None
    others: dict
    lines: list
    outside: list

    @property
    def rest(self):
        return None if self.fund.amount is None else self.fund.amount - (self.spent or 0)

    @property
    def over(self):
        return max(-self.rest, Decimal(0)) if self.rest is not None else Decimal(0)

    @property
    def percent(self):
        return min(Decimal(100), (self.spent or 0) * 100 / self.fund.amount) if self.fund.amount else None


@dataclass(frozen=True)
class PerOutcome:
    """Cost of a year for each verified outcome of that year; `each` is None where none is verified."""

    currency: str
    amount: Decimal
    n: int

    @property
    def each(self):
        return (self.amount / self.n).quantize(Decimal("0.01")) if self.n else None


def years_of(office, today, chosen):
    """(the Span chosen, [Span] to choose from, newest first, one year ahead for budgets included)."""
    this = year_start(today, office.year_starts_in).year
    years = list(range(this + 1, this - YEARS_SHOWN, -1))
    year = chosen if chosen is not None else this
    return year_of(year, office.year_starts_in), [(one, year_of(one, office.year_starts_in)) for one in years]


def spent_of(user, office, span, partnership=None):
    """Lines of an office in a span, of one tie or of all, as this person reads them."""
    lines = CostLine.objects.for_user(user).spent(span.first, span.last).filter(owner=office.organisation)
    return lines.filter(partnership=partnership) if partnership else lines


def sums(rows):
    """{currency: amount} of [Cost] rows; hours alone are no money."""
    found = defaultdict(Decimal)
    for row in rows:
        if row.amount is not None:
            found[row.currency] += row.amount
    return dict(sorted(found.items()))


def budget_rows(user, office, span, partnership=None):
    """[BudgetRow] of a year: of the tie, or those of the office as a whole."""
    lines = BudgetLine.objects.for_user(user).filter(
        owner=office.organisation, year=span.first.year, partnership=partnership
    )
    spent = costs(spent_of(user, office, span, partnership))
    return [budget_row(line, spent) for line in lines]


def budget_row(line, spent):
    found = sums(row for row in spent if line.category in ("", row.category))
    own = found.pop(line.currency, None)
    return BudgetRow(line, own, found)


def ties_with_money(user, office, span):
    """[(Partnership, {currency: amount}, [BudgetRow])] of the ties that cost something or have a budget in the year."""
    by_tie = defaultdict(list)
    for line in BudgetLine.objects.for_user(user).filter(
        owner=office.organisation, year=span.first.year, partnership__isnull=False
    ):
        by_tie[line.partnership_id].append(line)
    spent = defaultdict(dict)
    lines = spent_of(user, office, span).order_by().values_list("partnership", "currency", "category", "amount")
    for tie, currency, category, amount in lines:
        if amount is not None:
            spent[tie][currency, category] = spent[tie].get((currency, category), 0) + amount
    rows = []
    for tie in Partnership.objects.filter(pk__in=[*by_tie, *spent]).order_by("name"):
        costed = [Kept(currency, category, amount) for (currency, category), amount in spent[tie.pk].items()]
        rows.append((tie, sums(costed), [budget_row(line, costed) for line in by_tie[tie.pk]]))
    return rows


@dataclass(frozen=True)
class Kept:
    currency: str
    category: str
    amount: Decimal


def per_outcome(user, office, span, today, partnership=None):
    """[PerOutcome] by currency: cost of the year through its verified outcomes, an outcome of several ties once."""
    rows = verified_ties(user, office.organisation, min(span.last, today)).filter(in_span(span))
    if partnership:
        rows = rows.filter(partnership=partnership)
    n = rows.order_by().values("outcome").distinct().count()
    spent = sums(costs(spent_of(user, office, Span(span.first, span.last), partnership)))
    return [PerOutcome(currency, amount, n) for currency, amount in spent.items()]


def fund_facts(user, fund):
    """FundFacts, from the lines that this person reads."""
    lines = list(
        CostLine.objects.for_user(user).spent().filter(fund=fund).select_related("partnership", "activity")
        .order_by("day", "pk")
    )  # fmt: skip
    found = sums(lines)
    own = found.pop(fund.currency, None)
    return FundFacts(fund, own, found, lines, [line for line in lines if not is_eligible(fund, line)])


def is_eligible(fund, line):
    """Every day on which the cost may have fallen lies inside; a fund without days takes any."""
    return (fund.eligible_first or dt.date.min) <= line.day and line.day_last <= (fund.eligible_last or dt.date.max)
