"""What people type of holds, classes and records requests."""

from django import forms
from django.utils.translation import gettext_lazy as _

from drawing.widgets import DayInput
from partnerships.models import Partnership, RecordKind, RetentionEnd, RetentionStart
from stakeholders.access import Permission
from stakeholders.models import Organisation


def ties_of(user, owner):
    kept = Partnership.objects.for_user(user, Permission.MANAGE_TIE).filter(seats__organisation=owner)
    return kept.distinct().order_by("name")


class HoldForm(forms.Form):
    name = forms.CharField(label=_("Name of the hold"), max_length=120, help_text=_("As a file number says it."))
    partnership = forms.ModelChoiceField(
        label=_("Partnership"), queryset=Partnership.objects.none(), required=False, empty_label=_("None")
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), required=False, empty_label=_("None"),
        help_text=_("With neither a partnership nor an organisation, the whole office is held."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))
    since = forms.DateField(label=_("Since"), widget=DayInput())
    until = forms.DateField(
        label=_("Until"), required=False, widget=DayInput(), help_text=_("Left empty, until somebody lifts it.")
    )

    def __init__(self, *args, user, owner, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partnership"].queryset = ties_of(user, owner)
        self.fields["organisation"].queryset = Organisation.objects.for_user(user).order_by("name")


class ClassForm(forms.Form):
    name = forms.CharField(label=_("Name of the class"), max_length=120)
    years = forms.IntegerField(label=_("Years"), min_value=1, max_value=100)
    starts = forms.ChoiceField(label=_("Counted from"), choices=RetentionStart.choices)
    ends = forms.ChoiceField(label=_("What may then be pressed"), choices=RetentionEnd.choices)
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of records"), choices=RecordKind.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    basis = forms.CharField(label=_("Law or rule"), max_length=300, required=False)


class RequestForm(forms.Form):
    reference = forms.CharField(label=_("Reference"), max_length=60)
    partnership = forms.ModelChoiceField(label=_("Partnership"), queryset=Partnership.objects.none())
    asked_by = forms.CharField(
        label=_("Who asked"), max_length=200, required=False, help_text=_("A body or a role; no private address.")
    )
    asked_on = forms.DateField(label=_("Asked on"), widget=DayInput())
    first = forms.DateField(label=_("From"), widget=DayInput())
    last = forms.DateField(label=_("To"), widget=DayInput())

    def __init__(self, *args, user, owner, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partnership"].queryset = ties_of(user, owner)


class GroundForm(forms.Form):
    code = forms.CharField(label=_("Short name"), max_length=20)
    words = forms.CharField(label=_("What the law says"), max_length=300)
