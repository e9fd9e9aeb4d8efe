"""What a person says of a token for the API."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from stakeholders.forms import ServiceForm
from stakeholders.models import Scope
from stakeholders.tokens import USUAL, nouns_of_the_api

ENDS = [(30, _("In 30 days")), (90, _("In 90 days")), (USUAL, _("In a year")), (2 * USUAL, _("In two years"))]


def choices_of_nouns():
    return [(noun, noun) for noun in nouns_of_the_api()]


class TokenForm(ServiceForm, forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("What uses it, as “Monthly export to the budget office”.")
    )
    scope = forms.ChoiceField(label=_("May"), choices=Scope.choices, initial=Scope.READ)
    ends = forms.TypedChoiceField(label=_("Ends"), choices=ENDS, coerce=int, initial=USUAL)
    nouns = forms.MultipleChoiceField(
        label=_("Only these lists"), required=False, choices=choices_of_nouns, widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all that you may call yourself."),
    )  # fmt: skip

    def made_of(self, today):
        """What `make_token` takes."""
        given = self.cleaned_data
        ends_on = today + dt.timedelta(days=given["ends"])
        return {"name": given["name"], "scope": given["scope"], "nouns": given["nouns"], "ends_on": ends_on}
