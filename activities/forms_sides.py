"""What the other side types of an activity, signed in or by a mailed link. Partners read these words, in theirs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.accounts import days_of
from activities.models import AccountAnswer, ActivityKind
from activities.services.accounts import Account
from drawing.widgets import DayInput

HEADS_AT_MOST = 10_000_000


class AccountForm(forms.Form):
    """The answer: which button was pressed says what it is. What is left as it was shown differs in nothing."""

    name = forms.CharField(
        label=_("Your name"), max_length=150, error_messages={"required": _("Write your name.")}
    )
    remark = forms.CharField(
        label=_("Anything to add"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    title = forms.CharField(label=_("What was it, in one line?"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=ActivityKind.choices, required=False)
    starts = forms.DateField(label=_("First day"), required=False, widget=DayInput())
    ends = forms.DateField(label=_("Last day"), required=False, widget=DayInput())
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    organisations = forms.CharField(
        label=_("Who took part"), help_text=_("One organisation a line."), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    people = forms.IntegerField(
        label=_("People, about"), min_value=0, max_value=HEADS_AT_MOST, required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args, ask_name=True, **kwargs):
        super().__init__(*args, **kwargs)
        if not ask_name:
            del self.fields["name"]

    def account(self, answer):
        """The Account for the service. answer: which button was pressed."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "name"}
        given["organisations"] = tuple(given["organisations"].splitlines())
        if answer != AccountAnswer.OWN:
            return Account(answer, remark=given["remark"])
        return Account(answer, **given)


def initial_of(fields, name=""):
    """What the form starts with: the facts as they were shown."""
    first, last, until = days_of(fields["date"])
    return {
        "name": name,
        "title": fields["title"],
        "kind": fields["kind"],
        "starts": first if first == last else None,
        "ends": until,
        "place": fields.get("place", ""),
        "organisations": "\n".join(fields.get("organisations", [])),
        "people": fields.get("people"),
    }


class PassAskForm(forms.Form):
    """To whom a link is passed on, and by whom."""

    name = forms.CharField(label=_("Name of your colleague"), max_length=150)
    email = forms.EmailField(label=_("Their e-mail address"))
    note = forms.CharField(
        label=_("A line from you"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    by_name = forms.CharField(label=_("Your name"), max_length=150, required=False)
