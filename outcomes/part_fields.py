"""Fields of a form for the parts of an amount: one for each category of the dimensions that an office uses."""

from dataclasses import dataclass

from activities.forms import AmountField
from outcomes.queries.dimensions import dimensions_of
from outcomes.services.parts import field_of


@dataclass(frozen=True)
class Group:
    """A dimension with its bound fields."""

    name: str
    fields: list


class PartFields:
    """Adds the fields to a form and reads what was typed. The sector has a field of its own on the form.

    claim: the report that is corrected, whose parts stand in the fields.
    """

    def __init__(self, form, office, claim=None):
        self.form = form
        standing = {part.category: part.amount for part in claim.parts.select_related("category")} if claim else {}
        self.dimensions = [row for row in dimensions_of(office, keep=standing) if row.code != "sector"]
        self.categories = [category for row in self.dimensions for category in row.categories.all()]
        known = {category.pk: amount for category, amount in standing.items()}
        for category in self.categories:
            name = field_of(category)
            form.fields[name] = AmountField(label=category.name, required=False, initial=known.get(category.pk))

    def groups(self):
        return [
            Group(str(row), [self.form[field_of(category)] for category in row.categories.all()])
            for row in self.dimensions
        ]

    def is_open(self):
        """Whether something stands in these fields, or is wrong with one."""
        names = [field_of(category) for category in self.categories]
        filled = any(self.form[name].value() not in (None, "") for name in [*names, "sector"])
        return filled or any(name in self.form.errors for name in names)

    def typed(self):
        """{Category: amount} of the fields that were filled."""
        given = self.form.cleaned_data
        amounts = {category: given.get(field_of(category)) for category in self.categories}
        return {category: amount for category, amount in amounts.items() if amount is not None}
