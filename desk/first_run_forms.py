"""What a first visit types: a city, a name for the office, ties that no record holds."""

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import Form
from stakeholders.dates import NotADate, PartialDate
from stakeholders.fields import PlaceField, PlaceInput
from stakeholders.forms import ServiceForm


class CityForm(forms.Form):
    """Sent by GET: finds cities."""

    q = forms.CharField(
        label=_("Your city"),
        max_length=300,
        required=False,
        widget=PlaceInput(attrs={"autofocus": True, "spellcheck": "false"}),
        help_text=_("Type its first letters. Any spelling of accents will do."),
    )


class OfficeForm(ServiceForm, forms.Form):
    name = forms.CharField(
        label=_("Name of the office"),
        max_length=200,
        help_text=_("As it stands on your letters: “City of Chicago”, “Hamburg Senate Chancellery”."),
    )


class OtherTieForm(ServiceForm, forms.Form):
    other = PlaceField(label=_("The other city"))
    form = forms.ChoiceField(label=_("Form"), choices=Form.choices, initial=Form.PARTNERSHIP)
    since = forms.CharField(
        label=_("Since"), max_length=10, required=False, help_text=_("A year is enough: 1995, or 1995-06-30.")
    )

    def clean_since(self):
        text = self.cleaned_data["since"].strip()
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except NotADate as error:
            raise forms.ValidationError(_("Write a year, as 1995, or a day as 1995-06-30.")) from error
