"""The grid of targets: baseline and target of each indicator of a year, and one line to add another."""

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.forms import AmountField
from outcomes.models import Indicator
from outcomes.services.targets import field_of


class IndicatorField(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return f"{obj.code} {obj.name}"


class TargetsForm(forms.Form):
    """rows: those of outcomes.queries.targets. Cleans to `wanted`: [(Indicator, baseline, target)], empty as None."""

    new_indicator = IndicatorField(
        label=_("Another indicator"), queryset=Indicator.objects.none(), required=False, empty_label=_("Choose one")
    )
    new_baseline = AmountField(label=_("Baseline"), required=False, min_value=0)
    new_target = AmountField(label=_("Target"), required=False, min_value=0)

    def __init__(self, *args, office, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        taken = [row.indicator.pk for row in rows]
        unused = Indicator.objects.of_office(office).filter(retired_on=None).exclude(pk__in=taken)
        self.fields["new_indicator"].queryset = unused
        for row in rows:
            for what in ("baseline", "target"):
                self.fields[field_of(what, row.indicator)] = AmountField(
                    label=f"{row.indicator.name}: {_('Baseline') if what == 'baseline' else _('Target')}",
                    required=False, min_value=0, initial=getattr(row.target, what),
                )  # fmt: skip

    def lines(self):
        """[(Row, bound baseline, bound target)]."""
        return [
            (row, self[field_of("baseline", row.indicator)], self[field_of("target", row.indicator)])
            for row in self.rows
        ]

    def clean(self):
        given = super().clean()
        if given.get("new_indicator") and given.get("new_target") is None and "new_target" not in self.errors:
            self.add_error("new_target", _("Write the target."))
        if given.get("new_target") is not None and not given.get("new_indicator"):
            self.add_error("new_indicator", _("Choose the indicator that it is for."))
        return given

    @property
    def wanted(self):
        given = self.cleaned_data
        found = [
            (row.indicator, given[field_of("baseline", row.indicator)], given[field_of("target", row.indicator)])
            for row in self.rows
        ]
        if given.get("new_indicator"):
            found.append((given["new_indicator"], given.get("new_baseline"), given["new_target"]))
        return found
