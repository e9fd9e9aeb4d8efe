"""What was spent: lines of cost by currency and kind, never added across currencies."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from activities.models import CostCategory, CostLine


@dataclass(frozen=True)
class Cost:
    """amount: None where only hours are known. hours: None where none are. lines: how many stand behind it."""

    currency: str
    category: CostCategory
    amount: Decimal | None
    hours: Decimal | None
    lines: int


def logged_cost(activity):
    """The line that the log form of this activity writes, or None."""
    return activity.cost_lines.filter(as_logged=True).first() if activity.pk else None


def lines_of(user, partnership, since=None, until=None):
    """Lines of a tie whose first day lies between two days, as this person reads them; of activities, those that
    happened. Each has `day`."""
    return CostLine.objects.for_user(user).spent(since, until).filter(partnership=partnership)


def costs_of(user, partnership, since=None, until=None):
    """[Cost] of a tie between two days, both included, in the order of currencies and kinds."""
    return costs(lines_of(user, partnership, since, until))


def costs(lines):
    """[Cost] of these lines, one for each currency and kind of cost."""
    found = lines.order_by().values("currency", "category").annotate(
        amount=Sum("amount"), hours=Sum("hours"), lines=Count("pk")
    )  # fmt: skip
    order = {kind: place for place, kind in enumerate(CostCategory)}
    rows = [Cost(**{**row, "category": CostCategory(row["category"])}) for row in found]
    return sorted(rows, key=lambda row: (row.currency == "", row.currency, order[row.category]))
