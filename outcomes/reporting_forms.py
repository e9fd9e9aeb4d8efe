"""What people type of periodic figures: the plan, a whole series at once, one period with its evidence."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from activities.forms import AmountField, ManyFilesField, PartialDateField
from outcomes.forms import ResultField
from outcomes.models import Frequency
from outcomes.services.claims import claimable_seats, is_currency, office_behind
from stakeholders.models import Organisation


class CurrencyField(forms.CharField):
    """Three letters of a currency."""

    def __init__(self, **kwargs):
        super().__init__(**{"label": _("Currency"), "max_length": 3, **kwargs})

    def clean(self, value):
        code = super().clean(value).upper()
        if code and not is_currency(code):
            raise forms.ValidationError(_("This currency is not known. Write its three letters, as EUR."))
        return code


class PlanForm(forms.Form):
    indicator = ResultField(label=_("What is reported?"), empty_label=_("Choose a figure"))
    organisation = forms.ModelChoiceField(label=_("By whom?"), queryset=Organisation.objects.none())
    frequency = forms.ChoiceField(label=_("How often?"), choices=Frequency.choices, initial=Frequency.YEAR)
    first = PartialDateField(label=_("First period"), help_text=_("A day, month or year in it: 2022 or 2022-01."))
    last = PartialDateField(
        label=_("Last period"), required=False, help_text=_("Leave it empty if it goes on.")
    )

    def __init__(self, *args, user, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        seats = claimable_seats(user, partnership)
        self.fields["indicator"].of_office(office_behind(seats))
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=seats.values("organisation"))


class SeriesForm(forms.Form):
    """One number, or "not known", for each period that is missing. Cleans to `figures`: [(Cell, amount or None)]."""

    def __init__(self, *args, plan, cells, **kwargs):
        super().__init__(*args, **kwargs)
        self.cells = cells
        if plan.indicator.is_money:
            self.fields["currency"] = CurrencyField(initial=settings.GEMEL_CURRENCY)
        for cell in cells:
            typed = forms.TextInput(attrs={"class": "in num", "inputmode": "decimal", "autocomplete": "off"})
            self.fields[self.amount_of(cell)] = AmountField(label=cell.spell.label, required=False, widget=typed)
            self.fields[self.unknown_of(cell)] = forms.BooleanField(label=_("Not known"), required=False)

    @staticmethod
    def amount_of(cell):
        return f"figure_{cell.spell.name}"

    @staticmethod
    def unknown_of(cell):
        return f"unknown_{cell.spell.name}"

    def rows(self):
        """[(Cell, bound amount, bound "not known")]."""
        return [(cell, self[self.amount_of(cell)], self[self.unknown_of(cell)]) for cell in self.cells]

    def clean(self):
        given = super().clean()
        for cell in self.cells:
            if given.get(self.amount_of(cell)) is not None and given.get(self.unknown_of(cell)):
                self.add_error(self.amount_of(cell), _("Write the number, or say that it is not known: not both."))
        return given

    @property
    def figures(self):
        found = []
        for cell in self.cells:
            amount = self.cleaned_data.get(self.amount_of(cell))
            if amount is not None or self.cleaned_data.get(self.unknown_of(cell)):
                found.append((cell, amount))
        return found


class FigureForm(forms.Form):
    """One period: its number or "not known", with note and evidence; a reason where a figure stands already."""

    amount = AmountField(label=_("Figure"), required=False)
    currency = CurrencyField(required=False)
    unknown = forms.BooleanField(label=_("Nobody knows it"), required=False)
    reason = forms.CharField(label=_("What was wrong?"), max_length=300)
    note = forms.CharField(label=_("Source"), max_length=300, required=False, help_text=_("Where the number is from."))
    files = ManyFilesField(label=_("Evidence"))

    def __init__(self, *args, plan, claim=None, **kwargs):
        initial = {"amount": claim.amount, "currency": claim.currency} if claim else {}
        initial.setdefault("currency", settings.GEMEL_CURRENCY)
        super().__init__(*args, initial=initial, **kwargs)
        if not plan.indicator.is_money:
            del self.fields["currency"]
        if claim is None:
            del self.fields["reason"]

    def clean(self):
        given = super().clean()
        known = given.get("amount") is not None
        if known and given.get("unknown"):
            self.add_error("amount", _("Write the number, or say that it is not known: not both."))
        if not known and not given.get("unknown") and "amount" not in self.errors:
            self.add_error("amount", _("Write the number, or say that nobody knows it."))
        return given


class EndForm(forms.Form):
    last = PartialDateField(label=_("Last period"), help_text=_("A day, month or year in it: 2026 or 2026-03."))
