"""Who may move agreements and standing: an office acts for a place under a designation that holds on the day."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.models import Seat
from stakeholders.models import Designation, Office, OrganisationKind, Place
from stakeholders.verbs import Refusal


class NoMandate(Refusal):
    code = "no_mandate"
    message = gettext_lazy(
        "Your organisation is not designated to act for this place. It logs activities; the designated office moves "
        "agreements and the standing of the partnership."
    )


def place_without_mandate(partnership, organisation, on):
    """The place for which the organisation would need a designation on the day and has none; None where it may act.

    The place is the side of its seat. A port or a university that runs no office acts for itself and needs none; an
    association speaks for a city only where it is designated.
    """
    seat = Seat.objects.filter(partnership=partnership, organisation=organisation).select_related("side").first()
    places = [seat.side] if seat else list(Place.objects.filter(partnership_places__partnership=partnership))
    office = Office.objects.filter(organisation=organisation).first()
    if office is None:
        return places[0] if organisation.kind == OrganisationKind.ASSOCIATION_OF_SISTER_CITIES and places else None
    if Designation.objects.current(on).filter(office=office, place__in=places).exists():
        return None
    return next((place for place in places if place.pk == office.home_id), places[0] if places else office.home)


def why_not(partnership, organisation, on):
    """The sentence for the page where the organisation has no mandate on the day, else ""."""
    place = place_without_mandate(partnership, organisation, on)
    if place is None:
        return ""
    return _(
        "%(office)s is not designated to act for %(place)s today. It logs activities and keeps its records; moving "
        "agreements and the standing of the partnership is for a designated office. Staff enter designations."
    ) % {"office": organisation.name, "place": place.name}


def require_mandate(partnership, organisation, *, by, at):
    """Raise NoMandate where the organisation may not act for its side on the day of `at`. A command (no `by`) may."""
    if by is None:
        return
    said = why_not(partnership, organisation, timezone.localdate(at))
    if said:
        raise NoMandate(partnership, message=said)
