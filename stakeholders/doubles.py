"""Likely doubles among what a person may see: organisations, and contacts of their office. Reads only."""

from collections import defaultdict

from django.db.models import Q
from django.utils.translation import gettext as _

from stakeholders.likeness import (
    LIKELY,
    LIKELY_PERSON,
    PersonTraits,
    Traits,
    alike,
    domain_of,
    folded,
    keys_of,
    pairs,
    people_alike,
    person_keys,
)
from stakeholders.models import DoubleKind, NotADouble, Organisation, OrganisationIdentifier, Person

SHOWN = 3  # how many a form names that what is typed looks like
BEHIND = chr(1)  # stands between the names in Organisation.folded_names


def traits_of(organisations):
    """[Traits] of a queryset of organisations, two queries."""
    rows = organisations.order_by("pk").values_list(
        "pk", "folded_names", "kind", "place_id", "place__country_code", "website", "email"
    )
    rows = list(rows)
    codes = defaultdict(lambda: defaultdict(set))
    known = OrganisationIdentifier.objects.filter(organisation__in=[row[0] for row in rows])
    for owner, scheme, value in known.values_list("organisation", "scheme", "value"):
        codes[owner][scheme].add(value.lower())
    return [_traits(*row, codes=codes.get(row[0], {})) for row in rows]


def _traits(pk, names, kind, place, country, website, email, *, codes):
    domains = {domain_of(website), domain_of(email), *codes.get("domain", ())} - {""}
    names = tuple(name for name in names.split(BEHIND) if name)
    return Traits(pk, names, kind, place, country, frozenset(domains), email.lower(), dict(codes))


def likely_organisations(user, office, *, limit=200):
    """[(organisation, organisation, Likeness)] the likeliest first: pairs of which this person may open both.

    office: the organisation of whose pairs "not a double" is remembered.
    """
    seen = Organisation.objects.for_user(user)
    found = pairs(traits_of(seen), keys=keys_of, compare=alike, at_least=LIKELY)
    return _with_rows(found, DoubleKind.ORGANISATION, office, seen.select_related("place__country"), limit)


def likely_people(user, office, *, limit=200):
    """As `likely_organisations`, for contacts that one office keeps."""
    seen = Person.objects.for_user(user).filter(owner=office)
    rows = seen.order_by("pk").values_list("pk", "name", "organisation", "email", "phone")
    traits = [
        PersonTraits(pk, folded(name), organisation, email.lower(), "".join(filter(str.isdigit, phone)))
        for pk, name, organisation, email, phone in rows
    ]
    found = pairs(traits, keys=person_keys, compare=people_alike, at_least=LIKELY_PERSON)
    return _with_rows(found, DoubleKind.PERSON, office, seen.select_related("organisation"), limit)


def _with_rows(found, kind, office, rows, limit):
    said = set(NotADouble.objects.filter(owner=office, kind=kind).values_list("one", "other"))
    found = [pair for pair in found if (pair[0].pk, pair[1].pk) not in said][:limit]
    known = rows.in_bulk({row.pk for pair in found for row in pair[:2]})
    return [(known[one.pk], known[other.pk], likeness) for one, other, likeness in found]


def looks_like(user, *, name, kind, place, website="", email="", limit=SHOWN):
    """[(organisation, Likeness)]: those that this person may open and that what is typed looks like.

    One of the very same name in the same place is left out: adding takes that one as it stands.
    """
    near = Q(place__country_code=place.country_code)
    if domain := domain_of(website):
        near |= Q(website__icontains=domain)
    typed = _traits(0, folded(name), kind, place.pk, place.country_code, website, email, codes={})
    keys = keys_of(typed)
    seen = Organisation.objects.for_user(user).filter(near)
    rows = [row for row in traits_of(seen) if (row.place, row.names[:1]) != (typed.place, typed.names)]
    found = [(row, alike(typed, row)) for row in rows if keys & keys_of(row)]
    found = sorted((pair for pair in found if pair[1].score >= LIKELY), key=lambda pair: -pair[1].score)[:limit]
    rows = Organisation.objects.select_related("place__country").in_bulk([row.pk for row, _likeness in found])
    return [(rows[row.pk], likeness) for row, likeness in found]


def reasons_of(likeness):
    """Why two look like one, in words: ["same web domain (hk24.example)", "name 0.9"…]."""
    words = {
        "domain": _("same web domain (%s)"),
        "email": _("same e-mail address (%s)"),
        "phone": _("same telephone number"),
        "name": _("name %s"),
        "place": _("same place"),
        "organisation": _("same organisation"),
        "codes": _("but different identifiers"),
    }
    return [words[word] % said if "%s" in words[word] else words[word] for word, said in likeness.reasons]
