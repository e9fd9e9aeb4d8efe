"""What people type to freeze a report, to hand it out, and to draw a sample for an audit."""

from django import forms
from django.utils.translation import gettext_lazy as _

from drawing.widgets import DayInput
from outcomes.models import Indicator, SampleMethod, SampleOf
from outcomes.services import report_refusals as refusals

LASTS = [(7, _("a week")), (30, _("30 days")), (90, _("90 days")), (365, _("a year"))]


class FreezeForm(forms.Form):
    """A name for the report, and whether confidential records go in."""

    title = forms.CharField(
        label=_("Name of the report"), max_length=200, error_messages={"required": refusals.NameOfReportMissing.message}
    )
    named = forms.BooleanField(
        label=_("With confidential records"),
        required=False,
        help_text=_("Then only those of your office who read confidential records may open it."),
    )

    def __init__(self, *args, has_named=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_named:
            del self.fields["named"]


class ShareForm(forms.Form):
    """For whom a link is, how long it lasts, and how much goes out."""

    name = forms.CharField(
        label=_("For whom is it?"), max_length=150, error_messages={"required": refusals.ForWhomMissing.message}
    )
    days = forms.TypedChoiceField(label=_("It ends after"), choices=LASTS, coerce=int, initial=30)
    with_records = forms.BooleanField(
        label=_("With the list of records"),
        required=False,
        help_text=_("A firm is named and its amount shown only where it agreed to that."),
    )


class SampleForm(forms.Form):
    """How many outcomes to draw, from which period, by which rule."""

    n = forms.IntegerField(label=_("How many records?"), initial=25, min_value=1, max_value=500)
    seed = forms.CharField(
        label=_("Seed"), max_length=40, help_text=_("The same seed draws the same records."),
        error_messages={"required": refusals.SeedMissing.message},
    )  # fmt: skip
    first = forms.DateField(label=_("From"), widget=DayInput)
    last = forms.DateField(label=_("To"), widget=DayInput)
    chosen_by = forms.ChoiceField(label=_("Which outcomes?"), choices=SampleOf, initial=SampleOf.HAPPENED)
    indicator = forms.ModelChoiceField(
        label=_("Only one indicator"), queryset=Indicator.objects.none(), required=False, empty_label=_("All of them")
    )
    method = forms.ChoiceField(
        label=_("How are they drawn?"),
        choices=SampleMethod,
        initial=SampleMethod.EQUAL,
        help_text=_("By value they are drawn within each indicator, for kinds are never added."),
    )
    stratified = forms.BooleanField(label=_("From each indicator in proportion"), required=False)

    def __init__(self, *args, indicators, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = indicators
