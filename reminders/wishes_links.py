"""The signed address under which somebody without signing in changes how they are told, or ends it with one click.

Signed and not stored: it opens the wishes of one recipient and nothing else, and it works as long as they exist.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from reminders.models import Recipient

SALT = "reminders.wishes"


def token_of(recipient, rule="", kind="", pk=None):
    """A token for a recipient; with a rule or a record, one click ends these alone."""
    return signing.dumps([recipient.pk, rule, kind, pk], salt=SALT, compress=True)


def read_token(token):
    """(Recipient, rule, kind, pk), or None for a token that is not ours or whose recipient is gone."""
    try:
        recipient, rule, kind, pk = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Recipient.objects.select_related("user", "person").filter(pk=recipient).first()
    return found and (found, rule, kind, pk)


def wishes_url(recipient, rule="", kind="", pk=None):
    path = reverse("reminders:wishes", args=[token_of(recipient, rule, kind, pk)])
    return settings.GEMEL_URL + path
