"""What people type about themselves: name, language, zone; codes and passkeys; the day of the second step."""

import datetime as dt
import zoneinfo

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from stakeholders.forms import ServiceForm
from stakeholders.models import User


class YouForm(ServiceForm, forms.ModelForm):
    language = forms.ChoiceField(label=_("Language"), help_text=_("Of your mails; pages follow the menu above."))
    time_zone = forms.ChoiceField(label=_("Time zone"), help_text=_("Hours and days are shown in it."))

    class Meta:
        model = User
        fields = ["name", "language", "time_zone"]
        labels = {"name": _("Name")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES
        held = {self.instance.time_zone} if self.instance.time_zone else set()
        zones = sorted(zoneinfo.available_timezones() | held)
        self.fields["time_zone"].choices = [(zone, zone) for zone in zones]
        self.fields["name"].widget.attrs["autocomplete"] = "name"


def _code(form):
    form.fields["code"].label = _("Code")
    form.fields["code"].widget.attrs.pop("placeholder", None)
    form.fields["code"].widget.attrs["class"] = "num"


class CodeForm(AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _code(self)


class CodeAgainForm(ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _code(self)


class FirstCodeForm(ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _code(self)


class PasskeyForm(AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Its name")
        self.fields["name"].max_length = 80
        self.fields["name"].help_text = _("So that you know it again, as “Laptop at work”.")
        self.fields["passwordless"].label = _("It lets me in by itself, without the password")
        self.fields["passwordless"].help_text = _("It then asks for your finger, face or PIN. Some old keys cannot.")
        self.fields["passwordless"].initial = True
        self.order_fields(["name", "passwordless", "credential"])


class PasskeyNameForm(EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Its name")
        self.fields["name"].max_length = 80


class SecondStepForm(ServiceForm, forms.Form):
    GRACE = [(0, _("At once")), (7, _("In a week")), (14, _("In two weeks")), (30, _("In a month"))]

    grace = forms.TypedChoiceField(
        label=_("From when"), choices=GRACE, coerce=int, initial=14,
        help_text=_("Until then members are reminded on each page of their account, and let in without it."),
    )  # fmt: skip

    def day(self, today):
        return today + dt.timedelta(days=self.cleaned_data["grace"])
