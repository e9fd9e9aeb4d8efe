"""What people type of costs, budgets, funds and gifts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.forms import AmountField, PartialDateField
from activities.models import Activity, CostCategory, Fund, GiftFate
from activities.queries import organisations_for
from drawing.widgets import DayInput
from partnerships.models import Partnership
from stakeholders.dates import PartialDate
from stakeholders.models import Organisation


def day(label, **more):
    return forms.DateField(label=label, required=False, widget=DayInput(), **more)


def words(label, length, **more):
    return forms.CharField(label=label, max_length=length, required=False, **more)


class Currency(forms.CharField):
    """Three letters, written in capitals."""

    def __init__(self, **kwargs):
        super().__init__(**{"label": _("Currency"), "max_length": 3, "required": False, **kwargs})

    def clean(self, value):
        return super().clean(value).upper()


def activities_of(user, office, partnership):
    found = Activity.objects.for_user(user).filter(partnership=partnership, owner=office.organisation)
    return found.order_by("-starts_first", "-pk")


class RowsForm(forms.Form):
    """A form whose `rows` say which fields stand side by side."""

    rows = ()

    @property
    def grouped(self):
        return [[self[name] for name in row if name in self.fields] for row in self.rows]


class LineForm(RowsForm):
    rows = (("what", "category"), ("amount", "currency"), ("hours", "rate"), ("activity", "on"), ("borne_by", "fund"))
    category = forms.ChoiceField(label=_("Kind of cost"), choices=CostCategory.choices)
    what = words(_("What for"), 200)
    amount = AmountField(label=_("Amount"), max_digits=16, required=False)
    currency = Currency()
    hours = AmountField(label=_("Hours given"), max_digits=9, required=False)
    rate = AmountField(
        label=_("Worth of an hour"), max_digits=12, required=False,
        help_text=_("Without an amount, hours times their worth is the amount."),
    )  # fmt: skip
    activity = forms.ModelChoiceField(
        label=_("Activity"), queryset=Activity.objects.none(), required=False, empty_label=_("None")
    )
    on = PartialDateField(
        label=_("When"), required=False,
        help_text=_("As 2026-11-22, 2026-11 or 2026. Left empty, the day of the activity holds."),
    )  # fmt: skip
    borne_by = words(_("Who bears it"), 120, help_text=_("Us, them, both, or an organisation of the partnership."))
    fund = forms.ModelChoiceField(
        label=_("Drawn on"), queryset=Fund.objects.none(), required=False, empty_label=_("No fund")
    )

    def __init__(self, *args, user, office, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = activities_of(user, office, partnership)
        funds = Fund.objects.for_user(user).filter(owner=office.organisation)
        self.fields["fund"].queryset = funds.filter(partnership=None) | funds.filter(partnership=partnership)
        drawn_on = self.initial.get("fund")
        if drawn_on and not self.fields["fund"].queryset.filter(pk=drawn_on.pk).exists():
            # Who does not read the fund leaves the line drawn on it.
            del self.fields["fund"]


def line_initial(line):
    fields = ("category", "what", "amount", "currency", "hours", "rate", "borne_by", "activity", "fund")
    on = PartialDate(line.on_first, line.on_last) if line.on_first else None
    return {name: getattr(line, name) for name in fields} | {"on": on}


class TieForm(RowsForm):
    """With a choice of the office's ties."""

    partnership = forms.ModelChoiceField(
        label=_("Partnership"), queryset=Partnership.objects.none(), required=False,
        empty_label=_("The office as a whole"),
    )  # fmt: skip

    def __init__(self, *args, user, office, **kwargs):
        super().__init__(*args, **kwargs)
        ties = Partnership.objects.for_user(user).filter(seats__organisation=office.organisation)
        self.fields["partnership"].queryset = ties.order_by("name").distinct()


class BudgetForm(TieForm):
    rows = (("year", "partnership"), ("category", "note"), ("amount", "currency"))
    year = forms.IntegerField(label=_("Year"), help_text=_("The calendar year in which your year begins."))
    category = forms.ChoiceField(
        label=_("Kind of cost"), choices=[("", _("All kinds")), *CostCategory.choices], required=False
    )
    amount = AmountField(label=_("Amount"), max_digits=16)
    currency = Currency()
    note = words(_("Note"), 200)


class FundForm(TieForm):
    rows = (
        ("name", "source"), ("amount", "currency"), ("eligible_first", "eligible_last"), ("own_share", "partnership"),
        ("conditions",),
    )  # fmt: skip
    name = forms.CharField(label=_("Name"), max_length=200)
    source = forms.CharField(label=_("Who gives it"), max_length=200)
    amount = AmountField(label=_("Amount"), max_digits=16, required=False)
    currency = Currency()
    eligible_first = day(_("Costs count from"))
    eligible_last = day(_("Costs count until"))
    own_share = AmountField(label=_("Own share asked, percent"), max_digits=5, required=False)
    conditions = forms.CharField(
        label=_("Conditions"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReportForm(forms.Form):
    title = forms.CharField(label=_("Report"), max_length=200)
    due_on = forms.DateField(label=_("Due on"), widget=DayInput())


class SentForm(forms.Form):
    sent_on = forms.DateField(label=_("Sent on"), widget=DayInput())
    reference = words(_("Reference"), 200)


class GiftForm(RowsForm):
    rows = (
        ("what", "given"), ("on", "activity"), ("giver", "giver_organisation"), ("receiver", "receiver_organisation"),
        ("estimate", "currency"), ("estimated_by", "estimated_how"), ("became", "became_note"),
        ("approved_by", "approved_on"),
    )  # fmt: skip
    what = forms.CharField(label=_("What was given"), max_length=200)
    given = forms.TypedChoiceField(
        label=_("Given or received"), choices=[("no", _("Received by us")), ("yes", _("Given by us"))],
        coerce=lambda word: word == "yes",
    )  # fmt: skip
    on = PartialDateField(label=_("When"))
    activity = forms.ModelChoiceField(
        label=_("Activity"), queryset=Activity.objects.none(), required=False, empty_label=_("None")
    )
    giver = words(_("Giver, by role"), 150, help_text=_("As Mayor. People are not named here."))
    giver_organisation = forms.ModelChoiceField(
        label=_("Giver’s organisation"), queryset=Organisation.objects.none(), required=False, empty_label=_("None")
    )
    receiver = words(_("Receiver, by role"), 150)
    receiver_organisation = forms.ModelChoiceField(
        label=_("Receiver’s organisation"), queryset=Organisation.objects.none(), required=False,
        empty_label=_("None"),
    )  # fmt: skip
    estimate = AmountField(label=_("Estimated worth"), max_digits=12, required=False)
    currency = Currency()
    estimated_by = words(_("Who made the estimate"), 150)
    estimated_how = words(_("How it was made"), 200)
    became = forms.ChoiceField(
        label=_("What became of it"), choices=[("", _("Not said")), *GiftFate.choices], required=False
    )
    became_note = words(_("Where it is, or who has it"), 200)
    approved_by = words(_("Approved by, by role"), 150)
    approved_on = day(_("Approved on"))

    def __init__(self, *args, user, office, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = activities_of(user, office, partnership)
        bodies = Organisation.objects.filter(pk__in=[body.pk for body in organisations_for(user, partnership)])
        for name in ("giver_organisation", "receiver_organisation"):
            # A body that has left the tie since stays the giver of what it gave.
            named = getattr(self.initial.get(name), "pk", None)
            self.fields[name].queryset = (bodies | Organisation.objects.filter(pk=named)).order_by("name")


def gift_initial(gift):
    names = [name for name in GiftForm.base_fields if name not in ("given", "on")]
    on = PartialDate(gift.on_first, gift.on_last)
    return {name: getattr(gift, name) for name in names} | {"given": "yes" if gift.given else "no", "on": on}


class LimitForm(RowsForm):
    rows = (
        ("name", "given"), ("limit", "currency"), ("by_year", "days"), ("filed_with",), ("law", "law_url"),
        ("since", "until"),
    )  # fmt: skip
    name = forms.CharField(label=_("Name of the rule"), max_length=200)
    given = forms.TypedChoiceField(
        label=_("For gifts"), choices=[("no", _("received by us")), ("yes", _("given by us"))],
        coerce=lambda word: word == "yes",
    )  # fmt: skip
    limit = AmountField(label=_("Disclosed above"), max_digits=12)
    currency = Currency()
    by_year = forms.TypedChoiceField(
        label=_("Counted"), choices=[("yes", _("all gifts of one giver in a year")), ("no", _("each gift"))],
        coerce=lambda word: word == "yes",
    )  # fmt: skip
    days = forms.IntegerField(label=_("Days to file"), min_value=0, max_value=3660)
    filed_with = forms.CharField(label=_("Filed with"), max_length=200)
    law = forms.CharField(label=_("Law or rule, with its section"), max_length=300)
    law_url = forms.URLField(label=_("Where it can be read"), max_length=300, required=False, assume_scheme="https")
    since = day(_("For gifts from"))
    until = day(_("For gifts until"))


def limit_initial(limit):
    given = {name: getattr(limit, name) for name in LimitForm.base_fields}
    return given | {name: "yes" if given[name] else "no" for name in ("given", "by_year")}


class FilingForm(forms.Form):
    filed_on = forms.DateField(label=_("Filed on"), widget=DayInput())
    reference = words(_("Number in the register"), 200)
