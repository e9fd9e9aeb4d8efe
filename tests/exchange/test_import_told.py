"""Whoever imported is told, once, what came of it."""

import pytest
from django.utils.translation import get_language

from exchange import engine
from exchange.engine import what_came_of_it
from reminders.models import Notice
from stakeholders.models import User
from tests.exchange.test_import_agreements import HEADER, PACT, person, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ties")]


def test_who_imports_is_told_what_came_of_it_and_a_preview_tells_nobody(load):
    office = seat("exporters", "t1", "lead", office=True)
    ana = person(office, "coordinator")

    load("agreements", HEADER + PACT, "--as", ana.email)
    before = Notice.objects.count()
    load("agreements", HEADER + PACT, "--commit", "--as", ana.email)

    told = Notice.objects.get()
    assert before == 0
    assert (told.rule, told.recipient.user, told.note) == ("import-finished", ana, "agreements: 1 created")


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"created": 12, "changed": 3, "unchanged": 5, "rejected": 1}, "12 created, 3 changed, 1 rejected"),
        ({"created": 0, "changed": 0, "unchanged": 5, "rejected": 0}, "no change"),
    ],
)
def test_what_came_of_it_is_said_in_words(counts, said):
    assert what_came_of_it(counts) == said


def test_it_is_said_in_the_language_of_who_imports(load, monkeypatch):
    office = seat("exporters", "t1", "lead", office=True)
    ana = person(office, "coordinator")
    User.objects.filter(pk=ana.pk).update(language="fr")
    spoken = []
    monkeypatch.setattr(engine, "what_came_of_it", lambda counts: spoken.append(get_language()) or "")

    load("agreements", HEADER + PACT, "--commit", "--as", ana.email)

    assert spoken == ["fr"]


def test_an_import_by_the_server_tells_nobody(load):
    seat("exporters", "t1", "lead", office=True)

    load("agreements", HEADER + PACT, "--commit")

    assert not Notice.objects.exists()
