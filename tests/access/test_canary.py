"""One odd word stands in every text of an office's records; whoever may not read them never meets it (STYLE 6)."""

import pytest
from django.db.models import Q
from django.urls import reverse

from partnerships.models import Audience, RecordQuerySet
from tests.access.routes import arguments, walk
from tests.access.test_routes import body_of, clients_of, furnished

WITH_AUDIENCE = ("agreement", "amending", "deliverable", "activity", "claim", "lead", "firm", "plan")
NARROWED = {"audience": Audience.OFFICE, "published_at": None, "published_by": None}
LOOKED_FOR = "quokkaberg"  # a page may repeat what was asked, so it is asked in another case
LISTS = (
    "agreements:deliverables", "activities:list", "outcomes:list", "api-agreements-list", "api-deliverables-list",
    "api-activities-list",
)  # fmt: skip


def narrow(world, *audiences):
    """Take back what was opened: from now on these records are read by their office alone."""
    for kind in WITH_AUDIENCE:
        for audience in audiences:
            model = type(world.records[kind, audience])
            has = {field.name for field in model._meta.get_fields()}
            changes = {name: value for name, value in NARROWED.items() if name in has}
            model.objects.filter(pk=world.records[kind, audience].pk).update(**changes)


def every_address(world):
    """Each route with each record, and the ways of asking lists, forms and the search."""
    found = set()
    for route, name in walk():
        if name == "readyz":  # asks the broker, which is not there
            continue
        for audience in Audience:
            found.add(reverse(name, kwargs=arguments(world, route, name, audience)))
        if not arguments(world, route, name, None):
            here = reverse(name)
            found |= {f"{here}?q={LOOKED_FOR}", f"{here}?p={world.tie.slug}", f"{here}?partnership={world.tie.slug}"}
    for tab in ("activities", "deliverables", "outcomes", "agreements", "people"):
        found.add(reverse("partnerships:tab", args=[world.tie.slug, tab]))
    for key in ("promises", "people", world.records["outcome", Audience.OFFICE].indicator.code):
        found.add(reverse("outcomes:explain", args=[key]))
    found.add(f"{reverse('desk:home')}?q={LOOKED_FOR}")
    return sorted(found)


def met_by(world, name, addresses=None):
    """Addresses (default: every one) at which this person meets the word."""
    client, addresses = clients_of(world, [name])[name], addresses or every_address(world)
    return [url for url in addresses if world.word.encode() in body_of(client.get(url))]


@pytest.fixture
def world(db):
    return furnished()


@pytest.mark.parametrize("name", ["third coordinator", "nobody", "staff"])
def test_who_stands_outside_the_tie_never_meets_the_word(world, name, record_property):
    narrow(world, Audience.PUBLIC)

    leaks = met_by(world, name)

    record_property("figures", f"{name}: {len(every_address(world)):,} attempts, {len(leaks)} leaks.")
    assert leaks == []


@pytest.mark.parametrize("name", ["far coordinator", "far chamber"])
def test_the_other_side_never_meets_the_word_of_what_was_not_shared(world, name, record_property):
    narrow(world, Audience.PUBLIC, Audience.SHARED)

    leaks = met_by(world, name)

    record_property("figures", f"{name}: {len(every_address(world)):,} attempts, {len(leaks)} leaks.")
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
