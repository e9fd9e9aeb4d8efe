"""A change is a verb: one function, one transaction, one name in the history (STYLE 3)."""

import functools
import hashlib

import pghistory
from django.db import transaction

from stakeholders import doors

WHY = ("why", "reason", "note")
LONGEST_WHY = 300


class Refusal(Exception):
    """A service declines to do what was asked. Each refusal has a class of its own and a plain sentence."""

    code = "refused"
    message = "This cannot be done."

    def __init__(self, subject=None, message=None, field=None):
        self.subject = subject
        self.field = field
        self.message = message or self.message
        super().__init__(self.message)


def once(sender, key):
    """The key of a form or a call as it is kept (at most 64 characters), apart for each sender; None without one.

    Cut short, two long keys would be one and the second record lost; a NUL no text of the database holds.
    """
    if not key:
        return None
    whole = f"{sender}:{key}"
    if len(whole) <= 64 and "\0" not in whole:
        return whole
    return f"{sender}:{hashlib.sha256(key.encode()).hexdigest()[:40]}"


def verb(name):
    """Run the service in one transaction and name it and its author to the history triggers.

    name: noun and past participle, as "deliverable.accepted". The service takes `by` (a user, or None where a
    mailed link acts). The door it came through (stakeholders.doors) goes into the history by itself, and so does the
    reason, where the service takes one as `why`, `reason` or `note`; a `via` that is passed says it better.
    """

    def decorate(service):
        @functools.wraps(service)
        def run(*args, **kwargs):
            by = kwargs.get("by")
            told = doors.told() | _said(kwargs)
            with transaction.atomic(), pghistory.context(verb=name, by=getattr(by, "pk", None), **told):
                return service(*args, **kwargs)

        run.verb = name
        return run

    return decorate


def _said(given):
    """What the arguments of a service themselves say of the door and the reason."""
    why = next((given[name] for name in WHY if isinstance(given.get(name), str) and given[name].strip()), "")
    said = {"via": given["via"]} if given.get("via") else {}
    return said | ({"why": " ".join(why.split())[:LONGEST_WHY]} if why else {})
