"""What coordinators type about a webhook of their office."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reminders.models import WebhookFormat
from reminders.words import NAMES
from stakeholders.forms import ServiceForm


class WebhookForm(ServiceForm, forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("As “Port team on Slack”."))
    format = forms.ChoiceField(label=_("For"), choices=WebhookFormat.choices)
    url = forms.URLField(
        label=_("Address"), max_length=500, assume_scheme="https",
        help_text=_("As Slack, Teams or your own program gives it. It is a secret: nobody is shown it again."),
    )  # fmt: skip
    rules = forms.MultipleChoiceField(
        label=_("Told of"), required=False, choices=NAMES.items, widget=forms.CheckboxSelectMultiple(),
        help_text=_("None ticked: what your office’s rules of reminders send to webhooks."),
    )  # fmt: skip


class WebhookChangeForm(WebhookForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["url"].required = False
        self.fields["url"].label = _("New address")
        self.fields["url"].help_text = _("Empty: posts go where they went.")
