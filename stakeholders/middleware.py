"""The office and the clock of whoever asks, on each request."""

import zoneinfo
from contextlib import nullcontext

import pghistory
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from stakeholders import doors
from stakeholders.queries import office_of


class OfficeMiddleware:
    """`request.office`: the person's office, looked up when first asked for (one query), never again.

    It is lazy, so ask `if request.office`, not `is None`: nobody's office is false. Times are shown in the person's
    own zone.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.office = SimpleLazyObject(lambda: office_of(request.user))
        with timezone.override(zone_of(request.user)):
            return self.get_response(request)


class DoorMiddleware:
    """What this request changes came through a page or through the API, and the history says which.

    The administration and the account pages are not ours and call no verbs: their writes are named here.
    """

    FOREIGN = {"admin": "admin.changed", "accounts": "account.changed"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        first, _, rest = request.path_info.lstrip("/").partition("/")
        via = doors.API if first == "api" else doors.ADMIN if first == "admin" else doors.PAGE
        verb = self.FOREIGN.get(first) if request.method == "POST" else None
        foreign = nullcontext()
        if verb:
            by = request.user.pk if request.user.is_authenticated else None
            foreign = pghistory.context(verb=verb, by=by, via=via)
        with doors.through(via), foreign:
            return self.get_response(request)


def zone_of(user):
    """The zone of a person; None (the installation's own) for nobody and for a zone that this machine does not know."""
    try:
        return zoneinfo.ZoneInfo(user.time_zone) if user.is_authenticated else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return None
