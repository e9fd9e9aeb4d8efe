"""One odd word stands in every text of an office's records; whoever may not read them never meets it (STYLE 6)."""

import pytest
from django.db.models import Q
from django.urls import reverse

from partnerships.models import Audience, RecordQuerySet
from tests.access.routes import NO_METHOD, ROUTES, arguments, walk
from tests.access.visits import addresses as table
from tests.access.visits import body_of, clients_of, must_not_meet, narrow, tell

LOOKED_FOR = "quokkaberg"  # a page may repeat what was asked, so it is asked in another case
LISTS = (
    "agreements:deliverables", "activities:list", "outcomes:list", "api-agreements-list", "api-deliverables-list",
    "api-activities-list",
)  # fmt: skip


def every_address(world):
    """Each route with each record, and the ways of asking lists, forms and the search.

    Left out is what the table answers with 405 for everybody: no record is looked up for it.
    """
    found = set()
    looked_at = {name for name, cases in ROUTES.items() if any(get != NO_METHOD for get, _post in cases.values())}
    for route, name in walk():
        if name not in looked_at or name == "readyz":  # asks the broker, which is not there
            continue
        for audience in Audience:
            found.add(reverse(name, kwargs=arguments(world, route, name, audience)))
        if not arguments(world, route, name, None):
            here = reverse(name)
            found |= {f"{here}?q={LOOKED_FOR}", f"{here}?p={world.tie.slug}&partnership={world.tie.slug}"}
    for tab in ("activities", "deliverables", "outcomes", "agreements", "people"):
        found.add(reverse("partnerships:tab", args=[world.tie.slug, tab]))
    for key in ("promises", "people", world.records["outcome", Audience.OFFICE].indicator.code):
        found.add(reverse("outcomes:explain", args=[key]))
    found.add(f"{reverse('desk:home')}?q={LOOKED_FOR}")
    return found


def met_by(world, name, addresses):
    """Those of the addresses at which this person meets the word."""
    client = clients_of(world, [name])[name]
    return [url for url in addresses if world.word.encode() in body_of(client.get(url))]


def not_in_the_table(world, role):
    """Every address whose answer the walk over the table of routes does not hold against the word for this role."""
    held = {url for _name, _case, url, get, _post in table(world) if must_not_meet(role, get[role])}
    return sorted(set(every_address(world)) - held)


@pytest.mark.parametrize("name", ["third coordinator", "nobody", "staff"])
def test_who_stands_outside_the_tie_never_meets_the_word(world, hurried, name, record_property):
    narrow(world, Audience.PUBLIC)
    addresses = not_in_the_table(world, name)

    leaks = met_by(world, name, addresses)

    tell(record_property, name, len(addresses), leaks)
    assert leaks == []


@pytest.mark.parametrize("name", ["far coordinator", "far chamber"])
def test_the_other_side_never_meets_the_word_of_what_was_not_shared(world, hurried, name, record_property):
    narrow(world, Audience.PUBLIC, Audience.SHARED)
    addresses = not_in_the_table(world, name)

    leaks = met_by(world, name, addresses)

    tell(record_property, name, len(addresses), leaks)
    assert leaks == []


def test_the_office_itself_meets_the_word_on_its_pages(world):
    shown = [*map(reverse, LISTS), f"{reverse('desk:search')}?q={LOOKED_FOR}"]

    assert set(shown) <= set(every_address(world))
    assert met_by(world, "coordinator", shown) == shown


@pytest.mark.parametrize(
    ("opened", "name"),
    [(["audience_admits"], "far coordinator"), (["audience_admits", "seat_admits"], "nobody")],
)
def test_a_filter_taken_out_is_heard(world, monkeypatch, opened, name):
    narrow(world, Audience.PUBLIC, Audience.SHARED)
    for method in opened:
        monkeypatch.setattr(RecordQuerySet, method, lambda self, user: Q(pk__isnull=False))
    client = clients_of(world, [name])[name]

    heard = {listed for listed in LISTS if world.word.encode() in body_of(client.get(reverse(listed)))}

    assert heard == set(LISTS)
