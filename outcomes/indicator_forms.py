"""What people type of an indicator or a dimension of their own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from outcomes.indicator_words import FREQUENCIES
from outcomes.models import Better, Indicator, OverPlaces, OverTime, RatioPart
from outcomes.services.indicators import MONEY, Definition

NUMBER, RATIO = "number", "ratio"
TIME = [OverTime.SUM, OverTime.LAST, OverTime.MEAN, OverTime.MAX, OverTime.DISTINCT, OverTime.MEDIAN, OverTime.NONE]
PLACES = [OverPlaces.SUM, OverPlaces.DISTINCT, OverPlaces.NONE]


class PartOfRatio(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return f"{obj.code} {obj.name}"


class IndicatorForm(forms.Form):
    """office: Organisation whose own it is, or None for what is shipped. indicator: the one that is changed."""

    code = forms.CharField(
        label=_("Code"), max_length=20, help_text=_("Capital letters and digits, as GRANT1. Imports use it.")
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    definition = forms.CharField(
        label=_("What counts, and what does not"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=[(NUMBER, _("A number of something")), (MONEY, _("Money")), (RATIO, _("A ratio of two others"))],
        widget=forms.RadioSelect,
        initial=NUMBER,
    )
    unit = forms.CharField(
        label=_("What is counted?"), max_length=20, required=False,
        help_text=_("As persons, nights, projects. Not needed for money."),
    )  # fmt: skip
    numerator = PartOfRatio(
        label=_("Above the line"), queryset=Indicator.objects.none(), required=False, empty_label=_("None")
    )
    numerator_as = forms.ChoiceField(label=_("Taken as"), choices=RatioPart.choices, initial=RatioPart.VALUE)
    denominator = PartOfRatio(
        label=_("Below the line"), queryset=Indicator.objects.none(), required=False, empty_label=_("None")
    )
    denominator_as = forms.ChoiceField(label=_("Taken as"), choices=RatioPart.choices, initial=RatioPart.VALUE)
    better = forms.ChoiceField(label=_("Which way is good?"), choices=Better.choices, initial=Better.UP)
    over_time = forms.ChoiceField(
        label=_("How does it add over time?"), choices=[(row.value, row.label) for row in TIME], initial=OverTime.SUM
    )
    over_places = forms.ChoiceField(
        label=_("How does it add over partnerships?"), choices=[(row.value, row.label) for row in PLACES],
        initial=OverPlaces.SUM,
    )  # fmt: skip
    frequency = forms.ChoiceField(
        label=_("How often is it reported?"), required=False, choices=[("", _("Not said")), *FREQUENCIES.items()]
    )
    who = forms.CharField(label=_("Who reports it?"), max_length=40, required=False)
    evidence = forms.CharField(label=_("Which evidence is needed?"), max_length=60, required=False)
    result_type = forms.TypedChoiceField(
        label=_("Result type of IATI"), required=False, coerce=int, empty_value=None,
        choices=[("", _("None")), (1, _("1 output")), (2, _("2 outcome")), (3, _("3 impact"))],
    )  # fmt: skip
    sdg = forms.CharField(label=_("SDG theme"), max_length=40, required=False, help_text=_("As 8.9 or 11; 13."))
    classification = forms.CharField(
        label=_("Classification"), max_length=40, required=False, help_text=_("HS, EBOPS or ISIC.")
    )

    def __init__(self, *args, office, indicator=None, **kwargs):
        if indicator is not None:
            kwargs["initial"] = self.said_of(indicator)
        super().__init__(*args, **kwargs)
        reported = Indicator.objects.of_office(office).filter(computed=False, retired_on=None)
        self.fields["numerator"].queryset = self.fields["denominator"].queryset = reported
        if indicator is not None:
            del self.fields["code"]

    @staticmethod
    def said_of(indicator):
        names = [field for field in IndicatorForm.base_fields if field not in ("code", "kind")]
        said = {name: getattr(indicator, name) for name in names}
        kind = MONEY if indicator.is_money else RATIO if indicator.numerator_id else NUMBER
        return {**said, "kind": kind, "unit": "" if indicator.is_money else indicator.unit}

    def given(self):
        """The Definition that was typed."""
        typed = {name: self.cleaned_data[name] for name in Definition.__dataclass_fields__}
        kind = self.cleaned_data["kind"]
        if kind == MONEY:
            typed["unit"] = MONEY
        if kind == RATIO:
            typed["unit"] = typed["unit"] or "percent"
        else:
            typed["numerator"] = typed["denominator"] = None
        return Definition(**typed)

    def clean(self):
        given = super().clean()
        if given.get("kind") == RATIO:
            for name in ("numerator", "denominator"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Choose an indicator."))
        return given


class DimensionForm(forms.Form):
    name = forms.CharField(label=_("Name of the breakdown"), max_length=80)
    categories = forms.CharField(
        label=_("Its categories, one on each line"), widget=forms.Textarea(attrs={"rows": 4})
    )

    def lines(self):
        return self.cleaned_data["categories"].splitlines()
