"""What people type about agreements and deliverables."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, AgreementKind, AgreementStatus, Clause, Renewal
from drawing.widgets import DayInput
from stakeholders.dates import NotADate, PartialDate
from stakeholders.models import Organisation, Person

OUTSIDE = _("It is meant to be due outside the term of the agreement")

EVERY = [
    ("", _("Once only")),
    ("month", _("Every month")),
    ("quarter", _("Every quarter")),
    ("half-year", _("Every half-year")),
    ("year", _("Every year")),
]


class PartialDateField(forms.CharField):
    """A day, a month or a year; cleaned to a PartialDate or None."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return PartialDate.parse(text)
        except NotADate as fault:
            raise forms.ValidationError(_("Write a year, a month or a day, as 2013, 2013-04 or 2013-04-19.")) from fault


def seated(partnership, user):
    """Organisations of the tie that this person may know of."""
    return Organisation.objects.for_user(user).filter(seats__partnership=partnership).order_by("name")


RELATIONS = [
    ("", _("On its own")),
    *((relation.value, relation.label) for relation in Agreement.Relation if relation != Agreement.Relation.AMENDS),
]


def parents_in(partnership, user):
    """Agreements of the tie that this person reads and on which another may hang."""
    found = Agreement.objects.for_user(user).filter(partnership=partnership, amendment=None)
    return found.order_by("-signed_first", "title")


def parent_fields():
    """Two fields: on which agreement another hangs, and how."""
    return {
        "parent_relation": forms.ChoiceField(
            label=_("How does it hang on another one?"), choices=RELATIONS, required=False
        ),
        "parent": forms.ModelChoiceField(
            label=_("On which agreement?"), queryset=Agreement.objects.none(), required=False, empty_label=_("None")
        ),
    }


class AgreementForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=AgreementKind)
    status = forms.ChoiceField(
        label=_("Where does it stand?"), choices=AgreementStatus, initial=AgreementStatus.IN_FORCE
    )
    signed = PartialDateField(
        label=_("Signed"), required=False, help_text=_("As precisely as it is known: 2013, 2013-04 or 2013-04-19.")
    )
    expires_on = forms.DateField(label=_("Ends on"), required=False, widget=DayInput())
    renewal = forms.ChoiceField(label=_("Renewal"), choices=Renewal, initial=Renewal.NONE)
    notice_days = forms.IntegerField(label=_("Notice, days"), required=False, min_value=0, max_value=3650)
    fields = forms.CharField(label=_("Fields of cooperation"), max_length=300, required=False)
    parties = forms.ModelMultipleChoiceField(
        label=_("Parties"), queryset=Organisation.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    source_note = forms.CharField(label=_("Where is this known from?"), max_length=300, required=False)
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, partnership, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parties"].queryset = seated(partnership, user)
        self.fields |= parent_fields()
        self.fields["parent"].queryset = parents_in(partnership, user)
        self.order_fields(["title", "kind", "parent_relation", "parent"])


class DeliverableForm(forms.Form):
    title = forms.CharField(label=_("What is owed?"), max_length=200)
    owed_by = forms.ModelChoiceField(
        label=_("Who owes it?"), queryset=Organisation.objects.none(), empty_label=_("Choose one")
    )
    clause = forms.ModelChoiceField(
        label=_("Under which clause?"), queryset=Clause.objects.none(), required=False, empty_label=_("Under no clause")
    )
    due_on = forms.DateField(label=_("Due on"), widget=DayInput())
    outside_term = forms.BooleanField(label=OUTSIDE, required=False)
    description = forms.CharField(
        label=_("What was agreed?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    quantity_goal = forms.DecimalField(label=_("Quantity, if it has one"), required=False, min_value=0, max_digits=14)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    weight = forms.DecimalField(
        label=_("Weight"), max_digits=6, min_value=0, decimal_places=2, required=False,
        help_text=_("How much it counts beside the others of its agreement; usually 1."),
    )  # fmt: skip
    every = forms.ChoiceField(label=_("Owed again"), choices=EVERY, required=False)
    until = forms.DateField(
        label=_("Until"), required=False, widget=DayInput(),
        help_text=_("The last day on which it is owed again; without one it ends with the agreement."),
    )  # fmt: skip
    contact = forms.ModelChoiceField(
        label=_("Contact"), queryset=Person.objects.none(), required=False, empty_label=_("Nobody named")
    )
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, partnership, user, agreement=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owed_by"].queryset = seated(partnership, user)
        self.fields["clause"].queryset = Clause.objects.for_user(user).filter(agreement=agreement)
        if not self.fields["clause"].queryset:
            del self.fields["clause"]
        self.fields["contact"].queryset = Person.objects.for_user(user).filter(
            organisation__seats__partnership=partnership
        )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class MoveForm(forms.Form):
    due_on = forms.DateField(label=_("New date"), widget=DayInput())
    outside_term = forms.BooleanField(label=OUTSIDE, required=False)


class AskForm(forms.Form):
    """Whom to ask, with what words, about which items."""

    person = forms.ModelChoiceField(
        label=_("Whom do you ask?"), queryset=Person.objects.none(), empty_label=_("Choose one")
    )
    message = forms.CharField(
        label=_("A line from you"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands above the items. People answer people."),
    )  # fmt: skip

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
