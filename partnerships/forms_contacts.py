"""Whom an office turns to on a tie, as it is typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import ContactPurpose
from partnerships.services.contacts import people_to_turn_to, posts_to_turn_to
from stakeholders.forms import ServiceForm


class WithBody(forms.ModelChoiceField):
    def label_from_instance(self, found):
        return f"{found}, {found.organisation}"


class ContactForm(ServiceForm, forms.Form):
    purpose = forms.ChoiceField(label=_("For what?"), choices=ContactPurpose.choices)
    post = WithBody(
        label=_("Post"), queryset=None, required=False, empty_label=_("None"),
        help_text=_("The post stays when its holder changes."),
    )  # fmt: skip
    person = WithBody(
        label=_("Or a person"), queryset=None, required=False, empty_label=_("None"),
        help_text=_("Where there is no post: a professor, a volunteer."),
    )  # fmt: skip

    def __init__(self, *args, user, office, partnership, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = posts_to_turn_to(user, partnership)
        self.fields["person"].queryset = people_to_turn_to(user, office, partnership)
