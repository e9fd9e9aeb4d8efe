"""The form of the quick log: what it asks, which answers it offers, and what they mean."""

import datetime as dt

from django import forms
from django.conf import settings
from django.db.models import Q, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.forms import AmountField, ManyFilesField
from activities.models import ActivityKind, Direction
from activities.queries import acting_seat, organisations_for
from drawing.widgets import DayInput
from outcomes.forms import ResultField
from outcomes.services.claims import claimable_seats, is_currency, office_behind
from partnerships.models import Partnership, Seat
from stakeholders.models import Organisation
from stakeholders.models.names import Normalise

NOTHING, LEAD, CONTRACT, RESULT = "no", "lead", "deal", "other"
CONTRACT_INDICATOR = "OC1"
KINDS = [
    (ActivityKind.BUSINESS_MEETING, gettext_lazy("Meeting"), "users"),
    (ActivityKind.OFFICIAL_VISIT, gettext_lazy("Visit"), "plane"),
    (ActivityKind.CULTURAL_EVENT, gettext_lazy("Event"), "music"),
    (ActivityKind.TRADE_MISSION, gettext_lazy("Trade"), "banknote"),
    (ActivityKind.STUDENT_EXCHANGE, gettext_lazy("Study"), "graduation-cap"),
    (ActivityKind.OTHER, gettext_lazy("Other"), "ellipsis"),
]
MORE_KINDS = [choice for choice in ActivityKind.choices if choice[0] not in {row[0] for row in KINDS}]
DAYS = [
    ("today", gettext_lazy("Today"), ""),
    ("yesterday", gettext_lazy("Yesterday"), ""),
    ("other", gettext_lazy("Other day"), "calendar"),
]
ONLINE, ELSEWHERE = "online", "elsewhere"
LED = [
    (NOTHING, gettext_lazy("Not yet"), ""),
    (LEAD, gettext_lazy("A lead"), "target"),
    (CONTRACT, gettext_lazy("A contract"), "file-signature"),
    (RESULT, gettext_lazy("Other result"), "circle-check"),
]


class QuickLogForm(forms.Form):
    """partnership, kind, title and when are needed; everything else may follow."""

    partnership = forms.ModelChoiceField(
        label=gettext_lazy("Partnership"), queryset=Partnership.objects.none(), to_field_name="slug", empty_label=None
    )
    kind = forms.ChoiceField(label=gettext_lazy("What was it?"), choices=[row[:2] for row in KINDS])
    other_kind = forms.ChoiceField(
        label=gettext_lazy("Which kind?"), required=False,
        choices=[("", gettext_lazy("None of these")), *MORE_KINDS],
    )  # fmt: skip
    title = forms.CharField(
        label=gettext_lazy("In one line, what happened?"), max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "next"}),
    )  # fmt: skip
    when = forms.ChoiceField(label=gettext_lazy("When?"), choices=[row[:2] for row in DAYS])
    day = forms.DateField(label=gettext_lazy("Which day?"), required=False, widget=DayInput())
    where = forms.ChoiceField(label=gettext_lazy("Where?"), required=False)
    place_text = forms.CharField(
        label=gettext_lazy("Where was it?"), max_length=120, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    organisations = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who took part?"), queryset=Organisation.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    another = forms.CharField(
        label=gettext_lazy("Another organisation"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"list": "known-organisations", "autocomplete": "off"}),
    )  # fmt: skip
    people = forms.IntegerField(
        label=gettext_lazy("People, about"), min_value=0, max_value=10_000_000, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    led = forms.ChoiceField(
        label=gettext_lazy("Did it lead to something?"), choices=[row[:2] for row in LED], required=False
    )
    result = ResultField(
        label=gettext_lazy("Which result?"), required=False, empty_label=gettext_lazy("Choose a result")
    )
    value = AmountField(
        label=gettext_lazy("Value, if known"), min_value=0, required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "1,200,000"}),
    )  # fmt: skip
    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3, required=False)
    photo = ManyFilesField(label=gettext_lazy("Photo"))
    paper = ManyFilesField(label=gettext_lazy("File"))
    note = forms.CharField(
        label=gettext_lazy("Notes"), required=False,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": gettext_lazy("Names, numbers, what comes next")}),
    )  # fmt: skip

    def __init__(self, *args, user, ties, tie, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["partnership"].queryset = ties
        # With script another tie brings its organisations at once; the address is the page's own.
        self.fields["partnership"].widget.attrs |= {
            "hx-get": reverse("desk:log"), "hx-target": "#of-tie", "hx-select": "#of-tie", "hx-swap": "outerHTML",
            "hx-trigger": "change",
        }  # fmt: skip
        offered = organisations_for(user, tie) if tie else []
        self.fields["organisations"].queryset = Organisation.objects.filter(pk__in=[body.pk for body in offered])
        self.offered = offered
        self.places = places_of(acting_seat(user, tie), tie) if tie else {}
        self.wheres = wheres(self.places)
        self.fields["where"].choices = [("", ""), *(row[:2] for row in self.wheres)]
        self.fields["result"].of_office(office_behind(claimable_seats(user, tie)) if tie else None)

    def clean_currency(self):
        code = self.cleaned_data["currency"].strip().upper() or settings.GEMEL_CURRENCY
        if not is_currency(code):
            raise forms.ValidationError(_("This currency is not known. Write its three letters, as EUR."))
        return code

    def clean_another(self):
        """An organisation by its name; "" for none."""
        name = self.cleaned_data["another"].strip()
        if not name:
            return None
        named = Q(normalised_name=Normalise(Value(name)))
        seated = Seat.objects.filter(partnership__in=self.fields["partnership"].queryset).values("organisation")
        known = Organisation.objects.for_user(self.user) | Organisation.objects.filter(pk__in=seated)
        found = known.filter(named).first()
        if found is None:
            raise forms.ValidationError(
                _("No organisation of this name is on your file. Add it under Organisations, or write it in the notes.")
            )
        return found

    def clean(self):
        given = super().clean()
        if given.get("when") == "other" and not given.get("day") and "day" not in self.errors:
            self.add_error("day", _("Choose the day on which it happened."))
        if given.get("led") == RESULT and not given.get("result") and "result" not in self.errors:
            self.add_error("result", _("Say which result it was."))
        return given

    def on(self, today):
        """The day on which it happened."""
        days = {"today": today, "yesterday": today - dt.timedelta(days=1)}
        return days.get(self.cleaned_data["when"], self.cleaned_data["day"])

    def meant(self):
        """What it was; a meeting online is an online meeting."""
        kind, online = self.cleaned_data["kind"], self.cleaned_data["where"] == ONLINE
        if kind == ActivityKind.OTHER:
            return self.cleaned_data["other_kind"] or kind
        return ActivityKind.ONLINE_MEETING if online and kind == ActivityKind.BUSINESS_MEETING else kind

    def whereabouts(self):
        """{place, place_text, direction} as the answer to "Where?" says; nothing where it was left open."""
        where = self.cleaned_data["where"]
        if where == ONLINE:
            return {"place_text": _("Online")}
        if where == ELSEWHERE:
            return {"place_text": self.cleaned_data["place_text"].strip()}
        found = {str(place.pk): (place, direction) for place, direction in self.places.items()}
        place, direction = found.get(where, (None, ""))
        return {"place": place, "direction": direction}

    def evidence(self):
        return [*self.cleaned_data["photo"], *self.cleaned_data["paper"]]


def places_of(seat, tie):
    """{place: direction} of a tie, one's own first: who came to it and who travelled there, seen from this seat."""
    others = sorted((place for place in tie.places.all() if place.pk != seat.side_id), key=lambda place: place.name)
    return {seat.side: Direction.IN, **{place: Direction.OUT for place in others}}


def wheres(places):
    """(value, label, icon) of the places of a tie: one tap says where it was and who travelled."""
    went = {Direction.IN: _("They came to %(place)s"), Direction.OUT: _("We went to %(place)s")}
    rows = [(str(place.pk), went[to] % {"place": place.name}, "map-pin") for place, to in places.items()]
    return [*rows, (ONLINE, _("Online"), "monitor"), (ELSEWHERE, _("Elsewhere"), "globe")]
