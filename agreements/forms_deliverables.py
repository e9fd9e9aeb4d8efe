"""What people type to change deliverables: one, many at once, and the answer to a wish for more time."""

from django import forms
from django.utils.translation import gettext_lazy as _

from drawing.widgets import DayInput

AMOUNT = {"required": False, "min_value": 0, "decimal_places": 2}
ACTIONS = [
    ("accept", _("Accept")),
    ("move", _("Move to the new date")),
    ("ask", _("Ask for an update")),
    ("cancel", _("Cancel them")),
]
GRANT = "grant"


class EditForm(forms.Form):
    title = forms.CharField(label=_("What is owed?"), max_length=200)
    description = forms.CharField(
        label=_("What was agreed?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    quantity_goal = forms.DecimalField(label=_("Quantity, if it has one"), max_digits=14, **AMOUNT)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    weight = forms.DecimalField(
        label=_("Weight"), max_digits=6, min_value=0, decimal_places=2,
        help_text=_("How much it counts beside the others of its agreement; usually 1."),
    )  # fmt: skip


class BulkForm(forms.Form):
    """Which rows, and what with them."""

    items = forms.TypedMultipleChoiceField(coerce=int, required=False)
    action = forms.ChoiceField(choices=ACTIONS)
    due_on = forms.DateField(required=False)

    def __init__(self, data):
        super().__init__(data)
        self.fields["items"].choices = [(one, one) for one in data.getlist("items") if one.isdigit() and len(one) < 19]

    def clean(self):
        found = super().clean()
        if found.get("action") == "move" and not found.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Choose the new date."))
        return found


class TimeForm(forms.Form):
    """Grant more time until a day, or refuse it and say why."""

    until = forms.DateField(label=_("Until"), required=False, widget=DayInput())
    outside_term = forms.BooleanField(label=_("It is meant to be due outside the agreement’s term"), required=False)
    reason = forms.CharField(
        label=_("Why not?"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
