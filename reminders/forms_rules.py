"""What coordinators choose about one rule of reminders."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from reminders.models import Channel
from reminders.rules import RULES, Others, Unit
from reminders.services.office_rules import sides
from stakeholders.forms import ServiceForm

NUMBERS = re.compile(r"\d{1,4}")
CHANNELS = [
    (Channel.MAIL, _("Mail and My work")),
    (Channel.INBOX, _("My work only")),
    (Channel.WEBHOOK, _("My work, and the webhooks of your office")),
]
OTHERS = [(Others.COORDINATORS.value, _("The coordinators")), (Others.EXECUTIVES.value, _("The executives"))]


class StepsField(forms.CharField):
    """Numbers with commas between them; a list of them, [] for none."""

    default_error_messages = {"invalid": _("Write numbers with commas between them, as 14, 3, 0.")}

    def clean(self, value):
        text = super().clean(value)
        parts = [part for part in re.split(r"[\s,;、،]+", text) if part]
        if not all(part.isascii() and NUMBERS.fullmatch(part) for part in parts):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return [int(part) for part in parts]


class RuleForm(ServiceForm, forms.Form):
    """rule: the Rule as the office has it now; its fields of moments are there only where the rule has such."""

    is_on = forms.BooleanField(label=_("In use"), required=False)
    before = StepsField(required=False, max_length=80)
    after = StepsField(required=False, max_length=80)
    others = forms.MultipleChoiceField(
        label=_("Told besides"), required=False, choices=OTHERS, widget=forms.CheckboxSelectMultiple
    )
    channel = forms.ChoiceField(label=_("How"), choices=CHANNELS)

    def __init__(self, *args, rule, **kwargs):
        known = {
            "is_on": rule.is_on, "before": commas(lead for lead in rule.leads if lead >= 0),
            "after": commas(-lead for lead in rule.leads if lead < 0), "others": list(rule.others),
            "channel": rule.channel,
        }  # fmt: skip
        super().__init__(*args, initial=known, **kwargs)
        months = rule.unit == Unit.MONTHS
        before, after = sides(RULES[rule.code])  # as shipped: an office may have emptied one of them
        self.fields["before"].label = _("Months before") if months else _("Days before")
        self.fields["after"].label = _("Months after") if months else _("Days after")
        self.fields["before"].help_text = _("Numbers with commas between them; 0 is the day itself.")
        self.fields["after"].help_text = _("Numbers with commas between them.")
        if not before:
            del self.fields["before"]
        if not after:
            del self.fields["after"]

    def wish(self):
        """What set_rule takes."""
        found = dict(self.cleaned_data)
        before, after = found.pop("before", []), found.pop("after", [])
        return {**found, "leads": before + [-number for number in after]}


def commas(numbers):
    return ", ".join(str(number) for number in numbers)
