"""How people get in: accounts are made by invitation, never by signing up; account mail goes through the queue."""

import uuid

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

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
