"""What people type about organisations, contacts, their office and its members."""

import zoneinfo

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from django import forms
from django.conf import settings
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from stakeholders.access import Role
from stakeholders.models import Office, Person


class ServiceForm:
    """A form whose service may refuse: the refusal's words go to the field it names, or above the form."""

    def refuse(self, refusal):
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, str(refusal.message))


class SignInForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs["autofocus"] = True
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)
        if "remember" in self.fields:
            self.fields["remember"].label = _("Keep me signed in on this device")


class PasswordLinkForm(ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].widget.attrs.pop("placeholder", None)


class PasswordAgainForm(ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)


class AddressForm(AddEmailForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].widget.attrs.pop("placeholder", None)


def _name_passwords(fields):
    words = {
        "oldpassword": _("Current password"),
        "password1": _("New password"),
        "password2": _("The new password again"),
    }
    for name, label in words.items():
        if name in fields:
            fields[name].label = label
            fields[name].widget.attrs.pop("placeholder", None)


class NewPasswordForm(ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _name_passwords(self.fields)


class OtherPasswordForm(ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _name_passwords(self.fields)


class PersonForm(ServiceForm, forms.ModelForm):
    post = forms.CharField(
        label=_("Post"), max_length=120, required=False, help_text=_("What they are there, as “Liaison officer”.")
    )

    class Meta:
        model = Person
        fields = ["name", "email", "phone", "language"]
        labels = {"name": _("Name"), "email": _("E-mail address"), "phone": _("Telephone"), "language": _("Language")}

    field_order = ["name", "post", "email", "phone", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        languages = [("", _("As the office writes")), *settings.EVERY_LANGUAGE.items()]
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), choices=languages, required=False, help_text=_("Mails to them are written in it.")
        )
        self.order_fields(self.field_order)


class PersonChangeForm(PersonForm):
    post = None

    class Meta(PersonForm.Meta):
        fields = ["name", "email", "phone", "language", "never_mail"]
        labels = {**PersonForm.Meta.labels, "never_mail": _("Never mail this person")}

    field_order = ["name", "email", "phone", "language", "never_mail"]


class OfficeForm(ServiceForm, forms.ModelForm):
    aims = forms.MultipleChoiceField(
        label=_("Aims"),
        choices=Office.Aim.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They choose which five figures stand on the overview."),
    )
    year_starts_in = forms.TypedChoiceField(
        label=_("First month of the year"),
        coerce=int,
        choices=list(MONTHS.items()),
        help_text=_("Every figure, target, quarter and report uses it."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"))
    language = forms.ChoiceField(label=_("Language"))

    class Meta:
        model = Office
        fields = [
            "language", "time_zone", "year_starts_in", "aims", "records_complete_from", "word_for_tie", "mail_address",
        ]  # fmt: skip
        labels = {
            "records_complete_from": _("Records are complete from"),
            "word_for_tie": _("Own word for a partnership"),
            "mail_address": _("Address for answers"),
        }
        help_texts = {
            "records_complete_from": _("Until you declare it, stages read “not enough records”."),
            "word_for_tie": _("As Paris says “partner city”."),
            "mail_address": _("Answers to mails from here go there."),
        }
        widgets = {"records_complete_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES
        self.fields["time_zone"].choices = [(zone, zone) for zone in sorted(zoneinfo.available_timezones())]
        self.fields["records_complete_from"].error_messages["invalid"] = _("Write the date as 2026-11-30.")


class InvitationForm(ServiceForm, forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(
        label=_("What they may do"),
        choices=Role.choices,
        initial=Role.CONTRIBUTOR,
        help_text=_(
            "A viewer reads. A contributor also logs activities, reports outcomes and updates deliverables. "
            "A coordinator does everything."
        ),
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices)
