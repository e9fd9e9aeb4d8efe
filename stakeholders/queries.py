"""Reads that span the models of this room: whose desk is this, which places match what was typed."""

from django.db.models import F, OuterRef, Q, Subquery, Value

from stakeholders.models import Level, Membership, Office, Place
from stakeholders.models.names import Normalise


def office_of(user):
    """The office in which this person works: of their first full membership in one, else of a limited one; or None.

    The office carries `organisation` and `home`, and in `role` the word of that membership. One query.
    """
    if not user.is_authenticated:
        return None
    held = (
        Membership.objects.current()
        .filter(user=user, organisation=OuterRef("organisation"))
        .order_by("limited", "pk")
        .values("pk", "role", "limited")
    )
    return (
        Office.objects.select_related("organisation", "home")
        .annotate(
            membership_id=Subquery(held.values("pk")[:1]),
            role=Subquery(held.values("role")[:1]),
            limited=Subquery(held.values("limited")[:1]),
        )
        .filter(membership_id__isnull=False)
        .order_by("limited", F("membership_id"))
        .first()
    )


PLACES_SHOWN = 10


def find_places(text, *, level=Level.CITY, limit=PLACES_SHOWN):
    """Places whose name starts with the text (accents and case aside), the most populous first; [] for no text.

    "Springfield, Ill" looks for Springfield and keeps those whose label goes on like that.
    """
    name, *rest = (part.strip() for part in text.split(","))
    if not name:
        return []
    found = Place.objects.filter(level=level)
    if not rest:
        found = found.filter(normalised_name__startswith=Normalise(Value(name)))
    else:
        found = found.filter(normalised_name=Normalise(Value(name)))
    found = found.select_related("country", "parent").order_by(F("population").desc(nulls_last=True), "pk")
    if not rest:
        return list(found[:limit])
    wanted = ", ".join([name, *rest]).casefold()
    return [place for place in found[:200] if label_of(place).casefold().startswith(wanted)][:limit]


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
    same = Place.objects.filter(level=level).filter(
        Q(normalised_name=Normalise(Value(name))) | Q(normalised_name=Normalise(Value(text.strip())))
    )
    same = same.select_related("country", "parent").order_by(F("population").desc(nulls_last=True), "pk")
    found = list(same[:200])
    exact = [place for place in found if label_of(place).casefold() == ", ".join([name, *rest]).casefold()]
    return exact[:1] or [place for place in found if not rest or _goes_on(place, rest)]


def _goes_on(place, rest):
    """Whether each further part of a typed label is the region or the country of the place."""
    known = {part.strip().casefold() for part in label_of(place).split(",")[1:]} | {place.country_code.casefold()}
    return all(part.casefold() in known for part in rest)
