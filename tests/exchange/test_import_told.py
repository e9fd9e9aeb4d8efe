"""Whoever imported is told, once, what came of it."""

import pytest

from reminders.models import Notice
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


def test_an_import_by_the_server_tells_nobody(load):
    seat("exporters", "t1", "lead", office=True)

    load("agreements", HEADER + PACT, "--commit")

    assert not Notice.objects.exists()
