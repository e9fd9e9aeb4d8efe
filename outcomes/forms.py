"""What people type of a result, of an ask and of an answer."""

import django_filters
from babel.numbers import get_territory_currencies
from django import forms
from django.conf import settings
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from activities.forms import AmountField, ManyFilesField, PartialDateField
from activities.models import Activity
from agreements.models import Agreement
from drawing.widgets import DayInput
from outcomes import bands
from outcomes.catalogue import SECTORS
from outcomes.enums import Basis, Side
from outcomes.models import Claim, ConfirmationAsk, Indicator, Outcome, StepKind
from outcomes.part_fields import PartFields
from outcomes.queries.dimensions import results_of
from outcomes.rate_fields import RateField, rate_help
from outcomes.services.claims import Facts, claimable_seats, office_behind
from outcomes.services.confirmations import CHOOSABLE, Answer
from outcomes.words import SIDES, STATES, result_words
from partnerships.models import Audience, Partnership, Seat, SeatRole
from stakeholders.models import Organisation
from stakeholders.models.names import Normalise

PERCENT = 100


def usual_currency(place):
    """The currency of a place's country; the installation's where it is not known."""
    found = get_territory_currencies(place.country_code) if place and place.country_code else []
    return found[0] if found else settings.GEMEL_CURRENCY


class ResultField(forms.ModelChoiceField):
    """An indicator, chosen by what people call it. `of_office` adds those that an office measures itself."""

    def __init__(self, **kwargs):
        super().__init__(queryset=results_of(None), **kwargs)

    def of_office(self, office, keep=None):
        self.queryset = results_of(office, keep=keep)

    def label_from_instance(self, obj):
        return result_words(obj)


class ClaimForm(forms.Form):
    """A result and what is known of it. The flow key is not asked for: the service makes it."""

    indicator = ResultField(label=_("What came of it?"), empty_label=_("Choose a result"))
    title = forms.CharField(label=_("In one line"), max_length=200)
    amount = AmountField(
        label=_("Amount"), help_text=_("Money, or the number of what is counted.")
    )
    currency = forms.CharField(
        label=_("Currency"), max_length=3, required=False, help_text=_("Three letters, as EUR. Only for money.")
    )
    rate = RateField(label=_("Rate"), required=False)
    rate_source = forms.CharField(
        label=_("Where is it from?"), max_length=120, required=False,
        help_text=_("For instance the contract, or the bank that paid it out."),
    )  # fmt: skip
    rate_on = forms.DateField(
        label=_("Rate of the day"), required=False, widget=DayInput(), help_text=_("Empty: when it happened.")
    )
    occurred = PartialDateField(label=_("When did it happen?"))
    step = forms.ChoiceField(
        label=_("Which step is this?"), choices=[("", _("None in particular")), *StepKind.choices], required=False,
        help_text=_("A letter of intent, its contract and what comes of it are one outcome that moves."),
    )  # fmt: skip
    step_reached = PartialDateField(
        label=_("Step reached"), required=False, help_text=_("Empty: when it happened.")
    )
    organisation = forms.ModelChoiceField(label=_("Who reports it?"), queryset=Organisation.objects.none())
    side = forms.ChoiceField(
        label=_("Where does it stand?"), choices=[(s, SIDES[s]) for s in Side.values if s != Side.JOINT]
    )
    where = forms.CharField(label=_("Where?"), max_length=120, required=False)
    names = forms.CharField(
        label=_("Who was involved?"), max_length=200, required=False,
        help_text=_("With date, place and names it counts as E1; with a document as E2."),
    )  # fmt: skip
    firm_name = forms.CharField(
        label=_("Name of the firm"), max_length=200, required=False,
        help_text=_("Read by you and by those who may read confidential records, until the firm agrees."),
    )  # fmt: skip
    registration = forms.CharField(
        label=_("Its registration number"), max_length=120, required=False,
        help_text=_("In the register of companies. Read by those who read the name."),
    )  # fmt: skip
    files = ManyFilesField(label=_("Evidence"))
    activity = forms.ModelChoiceField(
        label=_("Came through this activity"), queryset=Activity.objects.none(), required=False,
        empty_label=_("None named"),
    )  # fmt: skip
    agreement = forms.ModelChoiceField(
        label=_("Came through this agreement"), queryset=Agreement.objects.none(), required=False,
        empty_label=_("None named"),
    )  # fmt: skip
    share = forms.DecimalField(
        label=_("Part that the partnership contributed"), max_digits=5, decimal_places=2, required=False,
        min_value=0, max_value=PERCENT, help_text=_("In percent. Leave it empty if nobody has said."),
    )  # fmt: skip
    share_reason = forms.CharField(label=_("Why this part"), max_length=300, required=False)
    basis = forms.ChoiceField(
        label=_("How are the goods valued?"),
        choices=[
            (Basis.NONE, _("Not goods, or not known")),
            (Basis.FOB, _("FOB, without freight and insurance")),
            (Basis.CIF, _("CIF, with freight and insurance")),
        ],
        initial=Basis.NONE,
    )
    audience = forms.ChoiceField(
        label=_("Who reads it?"),
        choices=[
            (Audience.PARTIES, _("Your office and the organisation that reports it")),
            (Audience.OFFICE, _("Your office alone")),
            (Audience.NAMED, _("You, and those who may read confidential records")),
        ],
        widget=forms.RadioSelect,
        initial=Audience.PARTIES,
    )
    note = forms.CharField(label=_("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    sector = forms.ChoiceField(
        label=_("Sector of the firm"), required=False,
        choices=[("", _("Not stated")), *((code, f"{code} {name}") for code, name in SECTORS.items())],
    )  # fmt: skip

    def __init__(self, *args, user, partnership, claim=None, **kwargs):
        super().__init__(*args, **kwargs)
        seats = claimable_seats(user, partnership)
        office = claim.owner if claim else office_behind(seats)
        self.fields["indicator"].of_office(office, keep=claim.outcome.indicator if claim else None)
        self.fields["rate"].help_text = rate_help(self["currency"].value())
        self.parts = PartFields(self, office, claim)
        ids = [claim.organisation_id] if claim else seats.values("organisation")
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=ids)
        self.fields["activity"].queryset = Activity.objects.for_user(user).filter(partnership=partnership)
        self.fields["agreement"].queryset = Agreement.objects.for_user(user).filter(partnership=partnership)
        if claim:
            for name in ("firm_name", "registration", "activity", "agreement", "share", "share_reason", "audience"):
                del self.fields[name]
            self.fields["reason"] = forms.CharField(label=_("What was wrong?"), max_length=300)

    def clean_currency(self):
        return self.cleaned_data["currency"].upper()

    def rate_is_open(self):
        """Whether something stands in the fields of the rate, or is wrong with one."""
        names = ("rate", "rate_source", "rate_on")
        return any(self[name].value() not in (None, "") or name in self.errors for name in names)

    def facts(self):
        given = self.cleaned_data
        names = set(Facts.__dataclass_fields__) & set(given)
        found = {name: given[name] for name in names}
        found["parts"] = self.parts.typed()
        if given.get("share") is not None:
            found["share"] = given["share"] / PERCENT
        return Facts(**found)


class AskForm(forms.Form):
    """Whom to ask, and which fields go out."""

    asked = forms.ChoiceField(label=_("Who knows?"), choices=ConfirmationAsk.Asked.choices, widget=forms.RadioSelect)
    organisation = forms.ModelChoiceField(
        label=_("Organisation of the other side"), queryset=Organisation.objects.none(), required=False,
        empty_label=_("Not one of them: the firm itself"),
    )  # fmt: skip
    email = forms.EmailField(label=_("E-mail address"))
    name = forms.CharField(label=_("Name of the person"), max_length=150, required=False)
    chosen = forms.MultipleChoiceField(
        label=_("What goes out, beside the title and who reports it"),
        choices=[
            ("amount", _("The amount")), ("date", _("The date")), ("indicator", _("What kind of result it is")),
            ("partnership", _("The partnership")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        initial=CHOOSABLE,
    )  # fmt: skip
    message = forms.CharField(
        label=_("A line of your own"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, claim, **kwargs):
        super().__init__(*args, **kwargs)
        seats = Seat.objects.filter(partnership=claim.partnership_id)
        ours = seats.filter(organisation__in=[claim.organisation_id, claim.owner_id]).values("side")
        theirs = seats.exclude(side__in=ours).exclude(role=SeatRole.OBSERVER)
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=theirs.values("organisation"))


class AnswerForm(forms.Form):
    """The one page of the person who knows. No account, one button."""

    is_right = forms.ChoiceField(
        label=_("Is it right?"),
        choices=[("yes", _("Yes, as stated")), ("no", _("No, it is different"))],
        widget=forms.RadioSelect,
    )
    amount = AmountField(
        label=_("Your own figure"), required=False,
        help_text=_("Only if it differs from what is stated."),
    )  # fmt: skip
    currency = forms.CharField(
        label=_("Currency"), max_length=3, required=False, help_text=_("Three letters, as EUR.")
    )
    band = forms.ChoiceField(
        label=_("Or a band"), required=False,
        help_text=_("If you would rather not say the amount. It is kept and shown as a band."),
    )  # fmt: skip
    tie_did = forms.ChoiceField(
        label=_("What did the partnership of the cities do for it?"),
        choices=[
            ("introduction", _("An introduction")), ("visit", _("A visit")), ("problem solved", _("A problem solved")),
            ("nothing", _("Nothing")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )  # fmt: skip
    may_name = forms.BooleanField(label=_("You may name our firm"), required=False)
    may_share_amount = forms.BooleanField(label=_("You may show the amount to the other city"), required=False)
    how_known = forms.CharField(
        label=_("How does your organisation know?"), max_length=300, required=False,
        help_text=_("For instance: our member told us; we saw the contract."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Anything else"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    name = forms.CharField(label=_("Your name"), max_length=150)

    def __init__(self, *args, ask, **kwargs):
        super().__init__(*args, **kwargs)
        money = ask.claim.outcome.indicator.is_money
        currency, unit = ask.fields.get("currency", ""), ask.fields.get("unit", "")
        self.fields["band"].choices = [("", _("No band")), *bands.choices(money, currency, unit)]
        if not money or currency:
            del self.fields["currency"]
        if "amount" not in ask.fields:
            self.fields["amount"].label = _("The amount")
            self.fields["amount"].help_text = currency or unit
        if ask.asked == ConfirmationAsk.Asked.CITY_OFFICE:
            del self.fields["band"]
        if ask.asked != ConfirmationAsk.Asked.FIRM:
            del self.fields["may_name"], self.fields["may_share_amount"]
        if ask.asked == ConfirmationAsk.Asked.OTHER_SIDE:
            self.fields["how_known"].required = True
        else:
            del self.fields["how_known"]

    def clean_currency(self):
        return self.cleaned_data["currency"].upper()

    def clean(self):
        given = super().clean()
        if given.get("amount") is not None and given.get("band"):
            self.add_error("band", _("Give the amount or a band, not both."))
        return given

    def answer(self):
        given = dict(self.cleaned_data)
        given["is_right"] = given["is_right"] == "yes"
        return Answer(**given)


def ties_of(request):
    """Ties on which this person reads an outcome."""
    if request is None:
        return Partnership.objects.none()
    return Partnership.objects.filter(pk__in=Claim.objects.for_user(request.user).order_by().values("partnership"))


class OutcomeFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="by_title", label=_("Title"), widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
    )
    state = django_filters.ChoiceFilter(
        method="by_state",
        choices=[*STATES.items(), ("withdrawn", _("withdrawn"))],
        label=_("State"),
        empty_label=_("Every state"),
    )
    indicator = django_filters.ModelChoiceFilter(
        queryset=lambda request: Indicator.objects.filter(office=None, outcomes__isnull=False).distinct(),
        to_field_name="code",
        label=_("Kind"),
        empty_label=_("Every kind"),
    )
    partnership = django_filters.ModelChoiceFilter(
        queryset=ties_of, method="by_tie", to_field_name="slug", label=_("Partnership"),
        empty_label=_("Every partnership"),
    )  # fmt: skip
    since = django_filters.DateFilter(field_name="occurred_last", lookup_expr="gte", label=_("From"), widget=DayInput())
    until = django_filters.DateFilter(
        field_name="occurred_first", lookup_expr="lte", label=_("Until"), widget=DayInput()
    )
    sort = django_filters.OrderingFilter(
        fields=[("occurred_first", "date"), ("title", "title"), ("tie", "partnership"), ("nominal", "counted")],
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Outcome
        fields = []

    def by_title(self, queryset, name, value):
        text = value.replace("\x00", "")
        return queryset.alias(normal_title=Normalise(F("title"))).filter(normal_title__contains=Normalise(Value(text)))

    def by_state(self, queryset, name, value):
        if value == "withdrawn":
            return queryset.filter(withdrawn_at__isnull=False)
        return queryset.filter(Q(state=value), withdrawn_at=None)

    def by_tie(self, queryset, name, value):
        return queryset.filter(tie_slug=value.slug)
