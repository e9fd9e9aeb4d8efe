"""Reads that span the models of this room: whose desk is this, which places match what was typed."""

from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Concat
from django.db.models.lookups import Contains

from stakeholders.access import Permission, roles_granting
from stakeholders.models import Level, Membership, Place
from stakeholders.models.names import Normalise


def office_of(user):
    """The office in which this person works: of their first full membership in one, else of a limited one; or None.

    The office carries `organisation` and `home`, and in `role` and `limited` the words of that membership. One query.
    """
    if not user.is_authenticated:
        return None
    held = Membership.objects.current().filter(user=user, organisation__office__isnull=False)
    held = held.select_related("organisation__office__home").order_by("limited", "pk").first()
    if held is None:
        return None
    office = held.organisation.office
    office.role, office.limited = held.role, held.limited
    return office


def may_keep_figures_of(user, place):
    """Platform staff, and coordinators of an office whose home this place is."""
    if not user.is_authenticated:
        return False
    held = Membership.objects.held_by(user, roles_granting(Permission.EDIT)).filter(limited=False)
    return user.is_staff or held.filter(organisation__office__home=place).exists()


PLACES_SHOWN = 10


def find_places(text, *, level=Level.CITY, limit=PLACES_SHOWN):
    """Places one of whose names starts with the text (accents and case aside), the most populous first; [] for none.
    level: None for every level.

    "Springfield, Ill" looks for Springfield and keeps those whose label goes on like that.
    """
    name, *rest = (part.strip() for part in text.split(","))
    if not name:
        return []
    found = Place.objects.filter(level=level) if level else Place.objects.all()
    found = found.filter(_called(name)) if rest else found.filter(_called_from(name))
    found = found.select_related("country", "parent").order_by(F("population").desc(nulls_last=True), "pk")
    if not rest:
        return list(found[:limit])
    wanted = ", ".join([name, *rest]).casefold()
    return [place for place in found[:200] if label_of(place).casefold().startswith(wanted)][:limit]


OTHER_NAMES = Normalise(
    Concat(
        Value("|"),
        Func(F("aliases"), Value("|"), function="array_to_string", output_field=TextField()),
        Value("|"),
        output_field=TextField(),
    )
)


def _called(name):
    """Q: this is the name of the place, or another name of it."""
    other = Contains(OTHER_NAMES, Concat(Value("|"), Normalise(Value(name)), Value("|"), output_field=TextField()))
    return Q(normalised_name=Normalise(Value(name))) | (~Q(aliases=[]) & Q(other))


def _called_from(start):
    """Q: the name of the place starts like this, or another name of it does."""
    other = Contains(OTHER_NAMES, Concat(Value("|"), Normalise(Value(start)), output_field=TextField()))
    return Q(normalised_name__startswith=Normalise(Value(start))) | (~Q(aliases=[]) & Q(other))


def label_of(place):
    """The name, its region where known, its country, as "Springfield, Illinois, United States"."""
    parts = [place.name]
    if place.parent and place.parent.level == Level.REGION:
        parts.append(place.parent.name)
    if place.country and place.country_id != place.pk:
        parts.append(place.country.name)
    return ", ".join(parts)


def places_meant(text, *, level=Level.CITY):
    """Which places a whole text may mean: those of exactly this label, else those of exactly this name."""
    name, *rest = (part.strip() for part in text.split(","))
    if not name:
        return []
    same = Place.objects.filter(level=level) if level else Place.objects.all()
    same = same.filter(_called(name) | _called(text.strip()))
    same = same.select_related("country", "parent").order_by(F("population").desc(nulls_last=True), "pk")
    found = list(same[:200])
    exact = [place for place in found if label_of(place).casefold() == ", ".join([name, *rest]).casefold()]
    return exact[:1] or [place for place in found if not rest or _goes_on(place, rest)]


def _goes_on(place, rest):
    """Whether each further part of a typed label is the region or the country of the place."""
    known = {part.strip().casefold() for part in label_of(place).split(",")[1:]} | {place.country_code.casefold()}
    return all(part.casefold() in known for part in rest)
