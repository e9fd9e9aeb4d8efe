"""Who can read a record: told by the same rule as reading itself, opened, closed again, and what was open when."""

import pytest
from django.test import Client

from agreements.models import Agreement
from partnerships.models import Audience
from partnerships.services.audience import (
    NotThatNarrow,
    ReasonMissing,
    close_record,
    members_reading,
    named_reading,
    share_record,
    staff_reading,
)
from stakeholders.models import User
from tests.access.world import build
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
KINDS = ("agreement", "deliverable", "activity", "claim")


@pytest.fixture
def world():
    return build()


def readers(record):
    """Everybody whom the page would tell, by key."""
    told = {member.user_id for member in members_reading(record, record.audience)}
    told |= {user.pk for user in named_reading(record, record.audience)}
    return told | {grant.user_id for grant in staff_reading(record, record.audience)}


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_is_told_reads_it_and_whoever_reads_it_is_told(world, kind):
    people, compared = list(User.objects.all()), 0
    for (of, audience), record in world.records.items():
        if of != kind or audience in (None, Audience.PUBLIC):
            continue
        model = type(record)
        read = {user.pk for user in people if model.objects.for_user(user).filter(pk=record.pk).exists()}

        assert readers(model.objects.get(pk=record.pk)) == read, (kind, audience)
        compared += len(people)
    assert compared >= 4 * len(world.people)


def client_of(world, name):
    client = Client()
    client.force_login(world.people[name])
    return client


def address(record):
    return f"/readers/{record._meta.label_lower}/{record.pk}/"


def test_the_office_is_told_everybody_and_the_other_side_its_own_people(world):
    agreement = world.records["agreement", Audience.SHARED]
    mine = client_of(world, "coordinator").get(address(agreement)).content.decode()
    theirs = client_of(world, "far coordinator").get(address(agreement)).content.decode()

    assert str(world.people["colleague"]) in mine
    assert str(world.organisations["far office"]) in mine
    assert str(world.people["far coordinator"]) not in mine  # of others how many, and not who
    assert str(world.people["far coordinator"]) in theirs
    assert str(world.people["colleague"]) not in theirs
    assert "What was open when" not in theirs


def test_it_is_opened_closed_again_and_the_page_says_what_was_open_when(world):
    agreement = world.records["agreement", Audience.SHARED]
    page, other = client_of(world, "coordinator"), client_of(world, "far coordinator")
    Agreement.objects.filter(pk=agreement.pk).update(status="draft", audience=Audience.OFFICE)
    assert other.get(address(agreement)).status_code == 404

    page.post(address(agreement), {"audience": "parties"})
    without = page.post(address(agreement), {"audience": "office", "reason": " "})
    closed = page.post(address(agreement), {"audience": "office", "reason": "Sent by mistake"})
    told = page.get(address(agreement)).context["opened"]

    assert (without.status_code, closed.status_code) == (409, 302)
    assert [(row.was, row.audience) for row in told][:2] == [("parties", "office"), ("office", "parties")]
    assert (told[0].why, told[0].who) == ("Sent by mistake", str(world.people["coordinator"]))


def test_what_everybody_read_is_no_longer_public_once_it_is_closed(world):
    agreement = world.records["agreement", Audience.PUBLIC]

    closed = close_record(agreement, audience=Audience.PARTIES, reason="Wrong text", by=UserFactory(), at=None)

    assert (closed.audience, closed.published_at) == (Audience.PARTIES, None)
    assert not Agreement.objects.published().filter(pk=agreement.pk).exists()


def test_whoever_carries_it_is_not_shut_out(world):
    deliverable = world.records["deliverable", Audience.SHARED]
    assert deliverable.owed_by_id != deliverable.owner_id

    with pytest.raises(NotThatNarrow):
        close_record(deliverable, audience=Audience.OFFICE, reason="Ours", by=UserFactory(), at=None)


def test_closing_asks_for_a_reason(world):
    with pytest.raises(ReasonMissing):
        close_record(
            world.records["activity", Audience.SHARED], audience="office", reason="", by=UserFactory(), at=None
        )


def test_a_colleague_who_may_not_share_changes_nothing(world):
    agreement = world.records["agreement", Audience.SHARED]

    answer = client_of(world, "executive").post(address(agreement), {"audience": "office", "reason": "no"})

    assert answer.status_code == 403
    assert Agreement.objects.get(pk=agreement.pk).audience == Audience.SHARED


def test_a_record_that_has_no_audience_of_its_own_has_no_such_page(world):
    assert client_of(world, "coordinator").get(f"/readers/partnerships.partnership/{world.tie.pk}/").status_code == 404


def test_sharing_stays_within_what_its_kind_allows(world):
    activity = share_record(
        world.records["activity", Audience.OFFICE], audience=Audience.SHARED, by=UserFactory(), at=None
    )

    assert activity.audience == Audience.SHARED
