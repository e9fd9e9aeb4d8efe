"""What people type about posts, their holders' days, and what is to be minded when meeting them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stakeholders.forms import ServiceForm


class DayField(forms.DateField):
    """A whole day, in the browser's own picker."""

    def __init__(self, **kwargs):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"widget": widget, **kwargs})
        self.error_messages["invalid"] = _("Write the date as 2026-11-30.")


class PostForm(ServiceForm, forms.Form):
    title = forms.CharField(label=_("Post"), max_length=120, help_text=_("The office, not the person: “Mayor”."))
    email = forms.EmailField(
        label=_("Address of the post (e-mail)"), required=False, max_length=254,
        help_text=_("One that stays when the holder changes."),
    )  # fmt: skip


class PostChangeForm(PostForm):
    never_mail = forms.BooleanField(label=_("Never mail this post or its holders"), required=False)


class ProtocolForm(ServiceForm, forms.Form):
    address = forms.CharField(
        label=_("Form of address"), max_length=200, required=False, help_text=_("As “Your Excellency, Madam Mayor”.")
    )
    avoid = forms.CharField(
        label=_("Points to avoid"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    notes = forms.CharField(
        label=_("Other notes of protocol"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only your office reads this. Write nothing about health, faith or politics of a person."),
    )  # fmt: skip


class HoldingForm(ServiceForm, forms.Form):
    since = DayField(label=_("First day"), required=False, help_text=_("Leave it empty where it is not known."))
    until = DayField(label=_("Last day"), required=False, help_text=_("Leave it empty while they hold the post."))
