"""Who changed what, why and through which door; who may read it; and a wrong edit put back."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities.services.activities import edit_activity
from activities.services.facts_of import facts_of
from agreements.models import InternalNote
from agreements.services.terms import change_agreement
from desk.history.kinds import events_of
from desk.history.putting_back import ChangedSince, NotYoursToPutBack, put_back
from desk.history.reading import history_of
from partnerships.models import Seat
from stakeholders import doors
from stakeholders.models import Person, User
from stakeholders.services import add_person, change_person
from tests.access.world import build

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def world(db):
    return build()


@pytest.fixture
def coordinator(world):
    return User.objects.get(pk=world.people["coordinator"].pk)


@pytest.fixture
def pact(world):
    return world.records["agreement", "office"]


def entries(record, user):
    return history_of(type(record), record.pk, User.objects.get(pk=user.pk), record)


def page(user, record, label=None):
    client = Client()
    client.force_login(user)
    return client.get(reverse("desk:history", args=[label or record._meta.label_lower, record.pk]))


def last_update(record):
    return events_of(type(record)).objects.filter(pgh_obj_id=record.pk, pgh_label__startswith="update").last()


def test_a_change_tells_who_when_what_from_what_to_and_through_which_door(pact, coordinator):
    with doors.through(doors.PAGE):
        change_agreement(pact, by=coordinator, at=NOW, title="A better title")

    entry = entries(pact, coordinator)[0]
    assert (entry.verb, entry.who, entry.door) == ("agreement.changed", "coordinator", "through a form")
    [step] = entry.steps
    assert [(change.label, change.before, change.after) for change in step.changes] == [
        ("Title", pact.title, "A better title")
    ]


def test_a_form_and_a_program_leave_different_doors(world, coordinator):
    person = world.records["contact", None]
    client = Client()
    client.force_login(coordinator)
    client.post(reverse("stakeholders:person", args=[person.pk]), {"name": "Ines Roth", "email": "", "phone": "1"})
    by_form = entries(Person.objects.get(pk=person.pk), coordinator)[0]

    with doors.through(doors.API, token="Weekly export"):
        change_person(person, by=coordinator, at=NOW, phone="2")
    by_program = entries(person, coordinator)[0]

    assert (by_form.door, by_form.token) == ("through a form", "")
    assert (by_program.door, by_program.token) == ("through the API", "Weekly export")


def test_the_reason_that_a_verb_takes_is_the_why_of_the_history(world, coordinator):
    from partnerships.services.holds import set_hold

    hold = set_hold(
        world.organisations["office"], name="Case 7", reason="A court asked", since=NOW.date(), by=coordinator, at=NOW
    )

    assert entries(hold, coordinator)[0].why == "A court asked"


def test_what_hangs_on_a_record_is_told_with_it_even_when_it_is_gone(pact, coordinator):
    party = pact.parties.first()
    name = str(party.organisation)
    party.signatures.all().delete()
    party.delete()

    steps = [step for entry in entries(pact, coordinator) for step in entry.steps if step.kind == "Party"]

    assert [(step.made, step.changes[0].label) for step in steps][0] == ("delete", "Organisation")
    assert name in {change.before for step in steps for change in step.changes}


def test_the_other_side_reads_a_shared_record_but_not_how_it_came_about(world):
    shared = world.records["agreement", "shared"]

    assert page(world.people["far coordinator"], shared).status_code == 404
    assert page(world.people["coordinator"], shared).status_code == 200


def test_the_reason_of_one_side_for_its_standing_is_not_in_the_history_that_the_other_reads(world):
    seat = Seat.objects.get(partnership=world.tie, organisation=world.organisations["office"])
    Seat.objects.filter(pk=seat.pk).update(standing="paused", standing_reason="Quokkaberg money")

    there = page(world.people["far coordinator"], world.tie).content.decode()
    here = page(world.people["coordinator"], world.tie).content.decode()

    assert "Quokkaberg money" in here
    assert "Quokkaberg money" not in there


def test_a_narrower_record_below_stays_hidden_with_its_name(world, pact, coordinator):
    mine = InternalNote.objects.filter(agreement=pact).count()

    told = [step for entry in entries(pact, coordinator) for step in entry.steps if step.kind == "Internal note"]

    assert len(told) == mine


def test_a_linked_record_that_one_may_not_open_has_no_name(world):
    contact = world.records["contact", None]
    executive = User.objects.get(pk=world.people["third coordinator"].pk)
    from desk.history.words import Names

    assert Names(executive, set()).of(Person, contact.pk) == "a record you may not open"


def test_a_deleted_record_is_read_on_by_those_who_could_read_it_and_by_nobody_else(world, coordinator):
    person = add_person(
        office=world.offices["here"], organisation=world.organisations["port"], name="Old Contact", by=coordinator,
        at=NOW,
    )  # fmt: skip
    pk = person.pk
    person.delete()
    person.pk = pk

    assert page(world.people["coordinator"], person).status_code == 200
    assert page(world.people["far coordinator"], person).status_code == 404
    client = Client()
    client.force_login(coordinator)
    assert "Old Contact" in client.get(reverse("desk:deleted")).content.decode()


def test_a_wrong_edit_is_put_back_and_the_history_says_so(pact, coordinator):
    was = pact.title
    change_agreement(pact, by=coordinator, at=NOW, title="Wrong", summary="Kept")

    event = last_update(pact)
    put_back(type(pact), pact, event, by=coordinator, at=NOW)

    pact.refresh_from_db()
    assert pact.title == was
    assert entries(pact, coordinator)[0].put_back


def test_what_was_changed_again_since_is_not_put_back(pact, coordinator):
    change_agreement(pact, by=coordinator, at=NOW, title="Wrong")
    event = last_update(pact)
    change_agreement(pact, by=coordinator, at=NOW, title="Right")

    with pytest.raises(ChangedSince) as refused:
        put_back(type(pact), pact, event, by=coordinator, at=NOW)

    pact.refresh_from_db()
    assert pact.title == "Right"
    assert "Title" in str(refused.value)


def test_a_day_and_a_place_of_an_activity_go_back_together(world, coordinator):
    from dataclasses import replace

    from stakeholders.dates import PartialDate

    activity = world.records["activity", "office"]
    was = activity.starts_first, activity.place_text
    facts = facts_of(activity)
    day = dt.date(2026, 1, 9)
    edit_activity(
        activity, replace(facts, starts=PartialDate(day, day), place_text="Elsewhere"), by=coordinator,
        at=timezone.now(),
    )

    put_back(type(activity), activity, last_update(activity), by=coordinator, at=timezone.now())

    activity.refresh_from_db()
    assert (activity.starts_first, activity.place_text) == was


def test_a_contributor_puts_nothing_back(world, pact, coordinator):
    change_agreement(pact, by=coordinator, at=NOW, title="Wrong")

    with pytest.raises(NotYoursToPutBack):
        put_back(type(pact), pact, last_update(pact), by=world.people["colleague"], at=NOW)


def test_the_page_shows_first_what_will_be_written(pact, coordinator):
    was = pact.title
    change_agreement(pact, by=coordinator, at=NOW, title="Wrong")
    client = Client()
    client.force_login(coordinator)
    url = reverse("desk:put-back", args=["agreements.agreement", pact.pk, last_update(pact).pgh_id])

    shown = client.get(url).content.decode()
    sent = client.post(url)

    assert "Wrong" in shown
    assert was in shown
    assert sent.status_code == 302
    pact.refresh_from_db()
    assert pact.title == was
