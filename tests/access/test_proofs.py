"""Who reads frozen reports, the links to them and audit samples: the office whose they are, and confidants alone where
confidential records went in."""

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.models import Audience
from stakeholders.access import Permission
from tests.access.test_matrix import OFFICE

KINDS = ("report", "report link", "audit sample")


def readers(world, record, permission=Permission.VIEW):
    queryset = type(record).objects
    return {
        name for name, person in world.people.items()
        if queryset.for_user(person, permission).filter(pk=record.pk).exists()
    }  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_the_office_reads_and_its_coordinator_hands_out(world, kind):
    record = world.measures[kind]

    assert readers(world, record) == OFFICE
    assert readers(world, record, Permission.SHARE) == {"coordinator"}
    assert not type(record).objects.for_user(AnonymousUser()).exists()


def test_what_holds_confidential_records_is_read_by_confidants_alone(world):
    report, link, sample = (world.measures[kind] for kind in KINDS)
    report.pk, report.audience = None, Audience.NAMED
    report.save(force_insert=True)
    link.pk, link.token_hash, link.snapshot = None, "another", report
    link.save(force_insert=True)
    sample.audience = Audience.NAMED
    sample.save()

    assert [readers(world, record) for record in (report, link, sample)] == [{"coordinator"}] * 3
