"""The breakdown of a reported amount by named dimensions, checked against the total (METHODS 8)."""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from outcomes.models import ClaimPart
from stakeholders.verbs import Refusal


class PartsExceedTotal(Refusal):
    code = "parts_exceed_total"
    message = _("The parts are more than the total. Correct one of them, or the total.")


class PartsWithoutTotal(Refusal):
    code = "parts_without_total"
    message = _("Give the total first: parts are checked against it.")


class PartBelowNought(Refusal):
    code = "part_below_nought"
    message = _("A part cannot be below nought.")


def check_parts(parts, amount):
    """parts: {Category: amount}. Those of one dimension are at most the total; what is left reads "not stated"."""
    if not parts:
        return
    if amount is None:
        raise PartsWithoutTotal(field="amount")
    sums = defaultdict(int)
    for category, part in parts.items():
        if part < 0:
            raise PartBelowNought(category, field=field_of(category))
        sums[category.dimension_id] += part
        if sums[category.dimension_id] > amount:
            raise PartsExceedTotal(category, field=field_of(category))


def field_of(category):
    """The name of the category's field on a form."""
    return f"part_{category.pk}"


def keep_parts(claim, parts):
    """Write the parts of a claim that has none yet."""
    ClaimPart.objects.bulk_create([ClaimPart(claim=claim, category=c, amount=part) for c, part in parts.items()])


def copy_parts(former, fresh):
    """A row that stands in the place of another keeps its breakdown while the amount is the same."""
    if former.amount == fresh.amount:
        rows = ClaimPart.objects.filter(claim=former).select_related("category")
        keep_parts(fresh, {row.category: row.amount for row in rows})
