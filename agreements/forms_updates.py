"""What people type about what they owe: an update, by whoever signs in or by a mailed link, and passing a link on.

Partners read these words, in their own language.
"""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from agreements.models import Deliverable, UpdateAnswer
from drawing.widgets import DayInput

STATES = [
    (UpdateAnswer.DONE, _("Done")),
    (UpdateAnswer.ON_TRACK, _("On track")),
    (UpdateAnswer.AT_RISK, _("At risk")),
    (UpdateAnswer.STUCK, _("Stuck")),
]


class UpdateForm(forms.Form):
    """One item's update; the same form on the mailed page and for people who sign in."""

    state = forms.ChoiceField(label=_("State"), choices=STATES, widget=forms.RadioSelect, required=False)
    quantity = forms.DecimalField(required=False, min_value=0, max_digits=14, decimal_places=2)
    note = forms.CharField(
        label=_("What changed?"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    until = forms.DateField(label=_("New date, if you need more time"), required=False, widget=DayInput())
    file = forms.FileField(label=_("Report or proof"), required=False)
    name = forms.CharField(label=_("Your name"), max_length=150, required=False)
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, deliverable, answer="", ask_name=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.answer = answer
        if deliverable.quantity_goal is None:
            del self.fields["quantity"]
        else:
            self.fields["quantity"].label = capfirst(deliverable.unit) or _("Quantity so far")
        if not ask_name:
            del self.fields["name"]

    def clean(self):
        found = super().clean()
        if self.answer and self.answer not in UpdateAnswer.values:
            raise forms.ValidationError(_("Choose one of the answers on the page."))
        if not self.answer and not found.get("state"):
            self.add_error("state", _("Choose how it is going."))
        return found

    @property
    def chosen(self):
        return self.answer or self.cleaned_data["state"]


STATE_ICONS = ("circle-check", "trending-up", "circle-alert", "circle-x")


def states_of(form):
    """The four big buttons: value, label, icon, and which one is pressed."""
    if "state" not in form.fields:
        return []
    chosen = form["state"].value()
    return [
        {"value": value, "label": label, "icon": icon, "on": chosen == value}
        for (value, label), icon in zip(STATES, STATE_ICONS, strict=True)
    ]


class PassForm(forms.Form):
    """To whom a link is passed on, by whom, and for which of its items."""

    name = forms.CharField(label=_("Name of your colleague"), max_length=150)
    email = forms.EmailField(label=_("Their e-mail address"))
    items = forms.ModelMultipleChoiceField(
        label=_("What they are to answer"), queryset=Deliverable.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Tick none for all."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("A line from you"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    by_name = forms.CharField(label=_("Your name"), max_length=150, required=False)

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["items"].queryset = Deliverable.objects.filter(pk__in=[item.pk for item in items])

    def clean_items(self):
        return list(self.cleaned_data["items"])
