"""What people type about the quotas of a university agreement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements import isced
from agreements.models import QuotaDirection, QuotaLevel
from stakeholders.forms import ServiceForm

YEAR = {"min_value": 1900, "max_value": 2200}


class QuotaForm(ServiceForm, forms.Form):
    direction = forms.ChoiceField(label=_("Direction"), choices=QuotaDirection)
    level = forms.ChoiceField(label=_("Level"), choices=QuotaLevel)
    places = forms.IntegerField(label=_("Places a year"), min_value=0, max_value=100_000)
    months = forms.DecimalField(
        label=_("Months of one place"), required=False, min_value=0.5, max_value=60, max_digits=4, decimal_places=1
    )
    subject_code = forms.ChoiceField(label=_("Subject (ISCED-F 2013)"), choices=isced.choices, required=False)
    subject = forms.CharField(label=_("Subject in the agreement’s words"), max_length=120, required=False)
    from_year = forms.IntegerField(
        label=_("From the academic year that begins in"), help_text=_("As 2026 for 2026/27."), **YEAR
    )
    until_year = forms.IntegerField(
        label=_("To the one that begins in"), required=False, help_text=_("Empty: no end."), **YEAR
    )


class QuotaUseForm(ServiceForm, forms.Form):
    year = forms.IntegerField(
        label=_("Academic year that begins in"),
        help_text=_("As 2026 for 2026/27. A later figure replaces the one before."), **YEAR,
    )  # fmt: skip
    used = forms.IntegerField(label=_("Places used"), min_value=0, max_value=100_000)
    months = forms.DecimalField(
        label=_("Months in all"), required=False, min_value=0, max_digits=7, decimal_places=1
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
