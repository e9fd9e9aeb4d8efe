"""A new version of the numbers that stages go by."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.rules import NUMBERS, THRESHOLDS


class StageRuleForm(forms.Form):
    """Starts from the newest version. latest: models.StageRule or None."""

    LABELS = {
        "window_months": _("Months that activities count"),
        "outcome_months": _("Months that outcomes count"),
        "report_months": _("Months in which both sides report"),
        "exchanges": _("Exchange: at least so many exchanges"),
        "reciprocity": _("Reciprocal: reciprocity of at least"),
        "layers": _("Reciprocal: kinds of organisation"),
        "strategic_layers": _("Strategic: kinds of organisation"),
        "strategic_outcomes": _("Strategic: verified outcomes"),
        "strategic_years": _("Strategic: calendar years"),
        "strategic_kinds": _("Strategic: kinds or sectors"),
        "contact_full_days": _("Contact: 100 up to so many days"),
        "contact_none_days": _("Contact: 0 from so many days"),
    }

    version = forms.CharField(label=_("Name of the version"), max_length=20)
    valid_from = forms.DateField(label=_("Holds from"), widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(label=_("Why"), max_length=300, required=False)

    def __init__(self, *args, latest=None, **kwargs):
        super().__init__(*args, **kwargs)
        before = latest.limits if latest else THRESHOLDS
        for name in NUMBERS:
            number = {"label": self.LABELS[name], "initial": getattr(before, name)}
            if name == "reciprocity":
                self.fields[name] = forms.DecimalField(
                    min_value=Decimal(0), max_value=Decimal(1), max_digits=4, decimal_places=3, **number
                )
            else:
                self.fields[name] = forms.IntegerField(min_value=1, max_value=9999, **number)

    def clean(self):
        given = super().clean()
        full, none = given.get("contact_full_days"), given.get("contact_none_days")
        if full is not None and none is not None and none <= full:
            self.add_error("contact_none_days", _("More days than those up to which contact is 100."))
        return given

    def given(self):
        """What make_stage_rule takes."""
        cleaned = self.cleaned_data
        numbers = {name: cleaned[name] for name in NUMBERS}
        return {**{name: cleaned[name] for name in ("version", "valid_from", "note")}, "numbers": numbers}
