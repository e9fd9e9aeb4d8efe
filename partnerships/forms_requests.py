"""What people type about a letter that asks for a tie, about the criteria, and when they decide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import Fit, Form, RequestChannel, RequestKind
from partnerships.uploads import ACCEPT
from stakeholders.fields import PlaceField
from stakeholders.forms import ServiceForm


def day(**given):
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **given)


class RequestForm(ServiceForm, forms.Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=RequestKind.choices, widget=forms.RadioSelect)
    place = PlaceField(label=_("City or region"), level=None)
    sender = forms.CharField(label=_("Who wrote"), max_length=200, required=False)
    sender_post = forms.CharField(label=_("Post and organisation"), max_length=200, required=False)
    channel = forms.ChoiceField(
        label=_("How it came"), choices=[("", "—"), *RequestChannel.choices], required=False
    )
    received_on = day(label=_("Received on"))
    asked_form = forms.ChoiceField(label=_("What is asked for"), choices=Form.choices)
    text = forms.CharField(
        label=_("What it says"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    file = forms.FileField(
        label=_("The letter"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPT})
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)


class CriteriaForm(ServiceForm, forms.Form):
    texts = forms.CharField(
        label=_("Criteria, one on each line"), widget=forms.Textarea(attrs={"rows": 8}), max_length=10_000,
        help_text=_("As questions that yes, partly or no answers. They carry no weight and make no sum."),
    )
    authority = forms.CharField(
        label=_("On whose authority"), max_length=200, required=False, help_text=_("As “Council decision of 12 May”.")
    )


class AnswersForm(ServiceForm, forms.Form):
    """One row of fields for each criterion of a version."""

    def __init__(self, *args, questions, answers, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for one in self.questions:
            said = answers.get(one.pk)
            self.fields[f"fit_{one.pk}"] = forms.ChoiceField(
                label=one.text, choices=[("", _("Not answered")), *Fit.choices], required=False,
                initial=said.fit if said else "",
            )
            self.fields[f"note_{one.pk}"] = forms.CharField(
                label=_("Note"), max_length=500, required=False, initial=said.note if said else ""
            )

    def answers(self):
        given = self.cleaned_data
        return {one.pk: (given[f"fit_{one.pk}"], given[f"note_{one.pk}"]) for one in self.questions}


class DecisionForm(ServiceForm, forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect,
        choices=[
            ("exploring", _("Explore it: the tie is made, with the standing “exploring”")),
            ("declined", _("Decline it")),
            ("later", _("Keep it for later")),
        ],
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed to decline. It stays in your office."),
    )
    authority = forms.CharField(label=_("On whose authority"), max_length=200, required=False)
    again_on = day(label=_("Look at it again on"), required=False, help_text=_("Only where it is kept for later."))


class AnswerForm(ServiceForm, forms.Form):
    answer = forms.CharField(
        label=_("Answer to the sender"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Nothing is sent from here: save it, take it as a text file, and send it yourself."),
    )
