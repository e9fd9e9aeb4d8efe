"""How and when somebody wants to be told."""

import datetime as dt

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from drawing import formats
from reminders.models import Mode
from stakeholders.forms import ServiceForm

_hour = lazy(lambda hour: formats.clock_time(dt.datetime(2000, 1, 1, hour)), str)


class WishesForm(ServiceForm, forms.Form):
    mode = forms.ChoiceField(label=_("How often"), choices=Mode.choices, widget=forms.RadioSelect)
    hour = forms.TypedChoiceField(
        label=_("At what hour"), coerce=int, choices=[(hour, _hour(hour)) for hour in range(24)],
        help_text=_("Where you are, on working days there."),
    )  # fmt: skip
    weekday = forms.TypedChoiceField(
        label=_("On which day"), coerce=int, choices=list(WEEKDAYS.items()), help_text=_("For one mail a week.")
    )


def form_of(recipient, data=None):
    """The form as this recipient has it now, or with what was sent."""
    known = {"mode": recipient.mode, "hour": recipient.hour, "weekday": recipient.weekday}
    return WishesForm(data, initial=known)
