"""The office and the clock of whoever asks, on each request."""

import zoneinfo

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

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


def zone_of(user):
    """The zone of a person; None (the installation's own) for nobody and for a zone that this machine does not know."""
    try:
        return zoneinfo.ZoneInfo(user.time_zone) if user.is_authenticated else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return None
