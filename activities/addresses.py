"""Addresses to which mails for the log are sent: log+<secret><number>.<tag>@example.org.

The secret is worked out from the installation's key, the row's number and its edition, and stands nowhere; a new
edition ends the address before it. The tag is the slug of a partnership, or the beginning of one.
"""

import base64
import hmac
import re

from django.conf import settings
from django.utils.crypto import salted_hmac

from activities.models import IntakeAddress

SALT = "activities.intake"
SECRET_CHARS = 16  # of base32: 80 bits, in letters that no mail server changes
OURS = re.compile(rf"([a-z2-7]{{{SECRET_CHARS}}})([1-9][0-9]{{0,11}})(?:\.([a-z0-9_-]{{1,200}}))?")


def address_of(row, tag=""):
    """The address of an IntakeAddress. Ask only where GEMEL_INTAKE_ADDRESS is set."""
    local, _at, domain = settings.GEMEL_INTAKE_ADDRESS.partition("@")
    return f"{local}+{_secret_of(row)}{row.pk}{'.' if tag else ''}{tag}@{domain}"


def rows_of(addresses):
    """[(IntakeAddress, tag)] of those addresses that are ours and of the present edition, each row once."""
    asked = {}
    for address in addresses:
        if found := _parts_of(address):
            secret, number, tag = found
            asked.setdefault((int(number), secret), tag or "")
    rows = IntakeAddress.objects.select_related("user", "office").in_bulk({number for number, _secret in asked})
    return [
        (rows[number], tag) for (number, secret), tag in asked.items()
        if number in rows and hmac.compare_digest(secret, _secret_of(rows[number]))
    ]


def _parts_of(address):
    wanted_local, _at, wanted_domain = settings.GEMEL_INTAKE_ADDRESS.lower().partition("@")
    local, _at, domain = address.lower().rpartition("@")
    name, _plus, rest = local.partition("+")
    found = OURS.fullmatch(rest) if (name, domain) == (wanted_local, wanted_domain) else None
    return found.groups() if found else None


def _secret_of(row):
    digest = salted_hmac(SALT, f"{row.pk}:{row.edition}", algorithm="sha256").digest()
    return base64.b32encode(digest).decode().lower()[:SECRET_CHARS]
