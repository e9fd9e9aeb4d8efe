"""Whose books a request opens, and what its person may write in them."""

from django.core.exceptions import PermissionDenied

from outcomes.views.asked import office_or_refuse
from partnerships.models import Partnership, Seat, SeatRole
from partnerships.models.keys import keys_of
from stakeholders.access import Permission, get_allowed


def may_write(user, office, permission, partnership=None):
    """Whether a membership of the office grants it: for a tie, or, without one, for the office as a whole."""
    return any(
        key.organisation == office.organisation_id
        and (key.ties is None or (partnership is not None and partnership.pk in key.ties))
        for key in keys_of(user).with_permission(permission).held
    )


def tie_of(request, slug, permission=Permission.VIEW):
    """(office, tie) of which the person's office keeps books; 403 where it has no seat, or the person may not write."""
    tie = get_allowed(Partnership.objects, request.user, slug=slug)
    office = office_or_refuse(request)
    seats = Seat.objects.filter(partnership=tie, organisation=office.organisation).exclude(role=SeatRole.OBSERVER)
    looking = permission == Permission.VIEW
    if not seats.exists() or not (looking or may_write(request.user, office, permission, tie)):
        raise PermissionDenied
    return office, tie


def office_of(request, permission=Permission.VIEW):
    """The office whose books as a whole the person reads or writes; 403 for others."""
    office = office_or_refuse(request)
    if permission != Permission.VIEW and not may_write(request.user, office, permission):
        raise PermissionDenied
    return office
