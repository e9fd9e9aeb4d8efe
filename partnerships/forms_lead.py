"""What is typed when the lead of a tie is handed to another office."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stakeholders.forms import ServiceForm
from stakeholders.models import Office


class LeadForm(ServiceForm, forms.Form):
    """offices: those that may take it. `taker` cleans to their organisation."""

    taker = forms.ModelChoiceField(
        label=_("To which office"), queryset=Office.objects.none(), empty_label=_("Choose an office")
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Both offices read it, and it stays in the history."),
    )

    def __init__(self, *args, offices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["taker"].queryset = offices

    def clean_taker(self):
        return self.cleaned_data["taker"].organisation
