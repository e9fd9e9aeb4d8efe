"""What people type about a tie: its name and form, and how it stands with their office."""

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import Form, Standing
from partnerships.services.seats import moves_from
from stakeholders.dates import NotADate, PartialDate
from stakeholders.fields import PlaceField
from stakeholders.forms import ServiceForm

STEPS = {
    Standing.EXPLORING: _("Explore it first"),
    Standing.KEPT: _("Keep it (again)"),
    Standing.PAUSED: _("Pause it"),
    Standing.ENDED: _("End it"),
}


class SinceField(forms.CharField):
    """A day, a month or a year; cleans to a PartialDate or None."""

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 10, "required": False, **kwargs})

    def clean(self, value):
        text = super().clean(value).strip()
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except NotADate as error:
            raise forms.ValidationError(_("Write a year, as 1995, or a day as 1995-06-30.")) from error


class TieForm(ServiceForm, forms.Form):
    """A new tie of the office's home with another city."""

    other = PlaceField(label=_("The other city"))
    form = forms.ChoiceField(label=_("Form"), choices=Form.choices, initial=Form.PARTNERSHIP)
    since = SinceField(label=_("Since"), help_text=_("A year is enough: 1995, or 1995-06-30."))


class ChangeForm(ServiceForm, forms.Form):
    name = forms.CharField(label=_("Name"), max_length=300)
    form = forms.ChoiceField(label=_("Form"), choices=Form.choices)


class StandingForm(ServiceForm, forms.Form):
    """The next step from where the tie stands."""

    standing = forms.ChoiceField(label=_("What your office does"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed to pause or end it."),
    )
    authority = forms.CharField(
        label=_("On whose authority"), max_length=200, required=False, help_text=_("As “Council decision of 12 May”.")
    )
    conditions = forms.CharField(
        label=_("Conditions"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What must happen before it is taken up again."),
    )
    statement = forms.CharField(
        label=_("Public statement"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What your office says of it in public. Nobody else reads it before you publish it."),
    )
    publish = forms.BooleanField(label=_("Publish the statement now"), required=False)
    on = SinceField(label=_("From"), help_text=_("Today, if you leave it empty."))

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["standing"].choices = [(to.value, STEPS[to]) for to in moves_from(seat.standing)]

    def clean(self):
        given = super().clean()
        if given.get("standing") in (Standing.PAUSED, Standing.ENDED) and not given.get("authority", "").strip():
            self.add_error("authority", _("Say on whose authority: a council decision, the mayor’s letter."))
        return given
