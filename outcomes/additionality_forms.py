"""The form of assumptions: shares in percent, as people speak of them."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.forms import AmountField
from outcomes.models import Indicator
from outcomes.prices import Assumptions
from outcomes.services.additionality import SHARES
from outcomes.target_forms import IndicatorField
from partnerships.models import Partnership

HELP = {
    "deadweight": _("%, would have happened anyway"),
    "leakage": _("%, went to others than those it was meant for"),
    "displacement": _("%, taken from elsewhere in your area"),
    "substitution": _("%, done instead of something of one's own"),
}
NAMES = {
    "deadweight": _("Deadweight"),
    "leakage": _("Leakage"),
    "displacement": _("Displacement"),
    "substitution": _("Substitution"),
}


class AssumptionsForm(forms.Form):
    """Cleans to `assumptions`, a prices.Assumptions; an empty share is nought."""

    partnership = forms.ModelChoiceField(
        label=_("Partnership"), queryset=Partnership.objects.none(), required=False, empty_label=_("All of them")
    )
    indicator = IndicatorField(
        label=_("Indicator"), queryset=Indicator.objects.none(), required=False, empty_label=_("All money")
    )

    def __init__(self, *args, office, ties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partnership"].queryset = ties
        money = Indicator.objects.of_office(office).filter(retired_on=None, is_money=True)
        self.fields["indicator"].queryset = money
        for name in SHARES:
            self.fields[name] = AmountField(
                label=NAMES[name], help_text=HELP[name], required=False, min_value=0, max_value=100
            )
        self.fields["multiplier"] = AmountField(
            label=_("Multiplier"), help_text=_("1 where nothing follows on"), required=False, min_value=0, max_value=10
        )
        self.fields["source"] = forms.CharField(
            label=_("Source"), help_text=_("Where these come from: a study, a survey, a guide"), max_length=300
        )

    @property
    def assumptions(self):
        given = self.cleaned_data
        shares = {name: (given[name] or Decimal(0)) / 100 for name in SHARES}
        multiplier = given["multiplier"]
        return Assumptions(**shares, multiplier=Decimal(1) if multiplier is None else multiplier)
