"""What staff type when an office is designated for a place."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stakeholders.fields import PlaceField
from stakeholders.forms import ServiceForm
from stakeholders.models import Office


class DesignationForm(ServiceForm, forms.Form):
    office = forms.ModelChoiceField(label=_("Office"), queryset=Office.objects.select_related("organisation"))
    place = PlaceField(label=_("Acts for"), level=None)
    authority = forms.CharField(
        label=_("On whose authority"), max_length=200, required=False, help_text=_("As “Council decision of 12 May”.")
    )
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Today, if you leave it empty."),
    )
