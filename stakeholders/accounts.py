"""How people get in: accounts are made by invitation, never by signing up; account mail goes through the queue."""

import uuid

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stakeholders.mail import queue_mail


class AccountAdapter(DefaultAccountAdapter):
    """allauth's questions, answered for this house."""

    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        """Only pages of this installation: never another host, never another scheme."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def send_mail(self, template_prefix, email, context):
        """Write the mail down; whether the address is known cannot be told from how long the answer takes."""
        given = {"request": self.request, "email": email, "gemel_name": settings.GEMEL_NAME, **context}
        message = self.render_mail(template_prefix, email, given)
        key = f"account:{uuid.uuid4()}"
        queue_mail(key=key, to=email, subject=message.subject, text=message.body, at=timezone.now())

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Somebody's account was changed: they are told at the address with which they sign in."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def get_reauthentication_methods(self, user):
        """The ways to say that it is oneself, in our words."""
        words = {
            "reauthenticate": _("Use the password"),
            "mfa_reauthenticate": _("Use a code of the app"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": words.get(method["id"], method["description"])} for method in methods]


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("That did not fit. Try again, or take another way."),
    }

    def _get_site_name(self):
        return settings.GEMEL_NAME

    def generate_authenticator_name(self, user, type):
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)s") % {"number": count + 1}


def hold_address(user):
    """Write down that the address with which this person signs in is theirs.

    It was given by an invitation read in that mailbox, or confirmed from there: without this row allauth would let an
    unconfirmed address take its place.
    """
    held = EmailAddress.objects.filter(user=user)
    if held.filter(email__iexact=user.email, verified=True, primary=True).exists():
        return
    held.filter(primary=True).update(primary=False)
    if not held.filter(email__iexact=user.email).update(verified=True, primary=True):
        EmailAddress.objects.create(user=user, email=user.email.lower(), verified=True, primary=True)
