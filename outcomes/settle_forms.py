"""What people type of a step, of a third party's paper and of two figures that differ."""

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.forms import PartialDateField
from outcomes.models import GapCause, SettledHow, StepKind
from partnerships.uploads import ACCEPT


class StepForm(forms.Form):
    step = forms.ChoiceField(label=_("Step"), choices=StepKind.choices)
    reached = PartialDateField(label=_("Reached"))


class RecordForm(forms.Form):
    """A paper of somebody who is neither side."""

    issuer = forms.CharField(
        label=_("Who issued it?"), max_length=200,
        help_text=_("Customs, a company register, an auditor, a statistics office."),
    )  # fmt: skip
    number = forms.CharField(label=_("Its number"), max_length=120)
    file = forms.FileField(label=_("The document"), widget=forms.FileInput(attrs={"accept": ACCEPT, "class": "in"}))


class SettleForm(forms.Form):
    """Why two figures differ, and what the office makes of it."""

    cause = forms.ChoiceField(label=_("Why do they differ?"), choices=GapCause.choices, widget=forms.RadioSelect)
    how = forms.ChoiceField(
        label=_("What do you do about it?"),
        choices=[
            (SettledHow.THEIRS, _("Take over the other side's figure")),
            (SettledHow.ASKED, _("Ask the other side to confirm ours")),
            (SettledHow.BOTH_RIGHT, _("Leave both: two figures, both right")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("In your words"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Your office reads it, and whoever looks after this later."),
    )  # fmt: skip
