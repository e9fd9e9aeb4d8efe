from django import forms
from django.utils.translation import gettext_lazy as _

from exchange.uploads import ACCEPT


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
