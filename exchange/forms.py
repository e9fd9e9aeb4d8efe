from django import forms
from django.utils.translation import gettext_lazy as _

from activities.forms import AmountField
from drawing.widgets import DayInput
from exchange.uploads import ACCEPT
from stakeholders.models import Level, Place


class RatesForm(forms.Form):
    """A file of exchange rates; after the look its text comes along in `text`, so that it need not be chosen again."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"class": "in", "accept": ACCEPT}),
        help_text=_("CSV or XLSX with the columns currency, on (2024-05-31, 2024-05 or 2024), rate, and, if you like, "
                    "kind and source."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Where are they from?"),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "in"}),
        help_text=_("Stands beside every figure that these rates convert, where a row names no source of its own."),
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("text")


class CorridorForm(forms.Form):
    """The factor of a pair of countries, with its source."""

    country_a = forms.ModelChoiceField(label=_("Between"), queryset=Place.objects.none(), empty_label=_("A country"))
    country_b = forms.ModelChoiceField(label=_("and"), queryset=Place.objects.none(), empty_label=_("A country"))
    factor = AmountField(
        label=_("Factor"), decimal_places=4,
        help_text=_("What a value with freight and insurance is divided by: 1.06 takes off about 6 %."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Where is it from?"), max_length=200, help_text=_("For instance a study of the customs office."),
    )  # fmt: skip
    stated_on = forms.DateField(label=_("Day of the source"), required=False, widget=DayInput())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        countries = Place.objects.filter(level=Level.COUNTRY).order_by("name")
        self.fields["country_a"].queryset = self.fields["country_b"].queryset = countries
