"""A person is handed what is held of them, or erased: no total changes, and the name is nowhere."""

import datetime as dt
import io
import json
import zipfile

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities.models import CostLine, Gift, NextStep
from agreements.models import Signature, UpdateLink
from desk.doubles.merging import merge_people
from desk.models import Erasure
from desk.persons.erasing import LastCoordinatorStays, NotThemselves, erase_person
from desk.persons.subject import ERASED, of_person, of_user
from partnerships.services.holds import OnHold, lift_hold, set_hold
from partnerships.services.refusals import NotYourOffice
from stakeholders.models import Merge, OutgoingMail, Person, User
from stakeholders.services import change_person
from tests.access.world import build
from tests.factories import MembershipFactory, PersonFactory, UserFactory

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
NAME, MAIL, PHONE = "Zelda Xylander", "zelda@xylander.example", "+49 40 555 0199"


@pytest.fixture
def world(db):
    return build()


@pytest.fixture
def coordinator(world):
    return User.objects.get(pk=world.people["coordinator"].pk)


@pytest.fixture
def zelda(world, coordinator):
    """A contact that stands in a next step, on a signature, in a note, a cost, a gift, a mail and a mailed link."""
    office = world.organisations["office"]
    person = PersonFactory(owner=office, organisation=world.organisations["far port"], name="Zelda X", email="")
    change_person(person, by=coordinator, at=NOW, name=NAME, email=MAIL, phone=PHONE)
    activity = world.records["activity", "office"]
    NextStep.objects.create(activity=activity, text=f"Call {NAME} ({PHONE})", person=person, due_on=NOW.date())
    Signature.objects.create(party=world.records["agreement", "office"].parties.first(), person_name=NAME)
    CostLine.objects.create(
        owner=office, partnership=world.tie, activity=activity, what=f"Dinner with xylander, Zelda and {NAME.upper()}",
        amount=90, currency="USD", category="other", hours=3, on_first=NOW.date(), on_last=NOW.date(),
    )  # fmt: skip
    Gift.objects.create(
        owner=office, partnership=world.tie, what="A vase", on_first=NOW.date(), on_last=NOW.date(), estimate=20,
        currency="USD", estimated_by=NAME, receiver="Mayor", giver="Port",
    )  # fmt: skip
    OutgoingMail.objects.create(key="z1", to=MAIL, subject=f"Dear {NAME}", text="secret", ready_at=NOW)
    OutgoingMail.objects.create(key="z2", to=MAIL.upper(), subject="Hello", ready_at=NOW, sent_at=NOW)
    UpdateLink.objects.create(
        token_hash="z", email=MAIL, name=NAME, office=office, person=person, ends_at=timezone.now() + dt.timedelta(9)
    )
    return Person.objects.get(pk=person.pk)


def columns():
    """Every column of words of every table: texts, JSON, arrays."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT table_name, column_name FROM information_schema.columns c JOIN information_schema.tables t
               USING (table_schema, table_name) WHERE table_schema = 'public' AND t.table_type = 'BASE TABLE'
               AND (data_type IN ('text', 'character varying', 'ARRAY') OR data_type LIKE 'json%%')"""
        )
        return cursor.fetchall()


def where_it_stands(*needles):
    """{(table, column)} that hold one of the words."""
    found = set()
    with connection.cursor() as cursor:
        for table, column in columns():
            for needle in needles:
                cursor.execute(
                    f'SELECT EXISTS (SELECT 1 FROM "{table}" WHERE "{column}"::text ILIKE %s)', [f"%{needle}%"]
                )
                if cursor.fetchone()[0]:
                    found.add((table, column))
    return found


def figures():
    """Every number in every table that is no key and no day: sums and counts of rows."""
    # Marks say only that a page is to be drawn anew; dropped mails and the erasure itself are what was asked for.
    skipped = {
        "stakeholders.person", "stakeholders.user", "stakeholders.outgoingmail", "desk.erasure", "outcomes.pagemark",
    }  # fmt: skip
    told = {}
    for model in apps.get_models():
        label = model._meta.label_lower
        events = getattr(model, "pgh_tracked_model", None) is not None
        if events or not model._meta.managed or label in skipped or label.startswith("pghistory"):
            continue
        with connection.cursor() as cursor:
            numbers = [
                field.column for field in model._meta.concrete_fields
                if field.get_internal_type() in ("DecimalField", "PositiveSmallIntegerField", "PositiveIntegerField")
            ]  # fmt: skip
            sums = "".join(f', sum("{column}")' for column in numbers)
            cursor.execute(f'SELECT count(*){sums} FROM "{model._meta.db_table}"')
            told[label] = cursor.fetchone()
    return told


def test_erasing_leaves_every_total_unchanged_and_the_name_nowhere(world, zelda, coordinator):
    before = figures()
    assert len(where_it_stands("xylander")) > 8

    done = erase_person(of_person(zelda), reason=f"{NAME} asked", by=coordinator, at=NOW)

    assert where_it_stands("xylander", PHONE, "Zelda") == set()
    assert figures() == before
    assert NextStep.objects.get(person=zelda).text == f"Call {ERASED} ({ERASED})"
    assert done.reason == f"{ERASED} asked"


def test_no_undo_of_a_merge_brings_an_erased_name_back(world, zelda, coordinator):
    office = world.organisations["office"]
    double = PersonFactory(owner=office, organisation=zelda.organisation, name=NAME, email="")
    merge_people(zelda, double, by=coordinator, at=NOW, office=office)

    erase_person(of_person(zelda), reason="asked", by=coordinator, at=NOW)

    merge = Merge.objects.get(kept_id=zelda.pk, gone_id=double.pk)
    assert (merge.before, merge.after, merge.steps, merge.purged_at) == ({}, {}, [], NOW)
    assert not Person._base_manager.filter(pk=double.pk).exists()
    assert where_it_stands("xylander", "Zelda") == set()


def test_mails_that_wait_are_dropped_and_mailed_links_end(zelda, coordinator):
    erase_person(of_person(zelda), reason="asked", by=coordinator, at=NOW)

    assert [mail.key for mail in OutgoingMail.objects.filter(key__in=["z1", "z2"])] == ["z2"]
    assert not UpdateLink.objects.get(token_hash="z").is_open(timezone.now())


def test_what_another_office_wrote_of_the_same_name_stays_its_own(world, zelda, coordinator):
    theirs = PersonFactory(owner=world.organisations["far office"], name=NAME, email=MAIL)
    step = NextStep.objects.create(
        activity=world.records["activity", "office"].__class__.objects.exclude(owner=world.organisations["office"])
        .first() or world.records["activity", "office"], text="Nothing", due_on=NOW.date(),
    )  # fmt: skip

    erase_person(of_person(zelda), reason="asked", by=coordinator, at=NOW)

    theirs.refresh_from_db()
    step.refresh_from_db()
    assert (theirs.name, theirs.email, step.text) == (NAME, MAIL, "Nothing")


def test_a_record_in_which_the_name_is_somebody_elses_is_left(world, zelda, coordinator):
    gift = Gift.objects.get(what="A vase")

    erase_person(of_person(zelda), reason="asked", by=coordinator, at=NOW, keep={f"activities.gift:{gift.pk}"})

    gift.refresh_from_db()
    assert gift.estimated_by == NAME


def test_a_hold_forbids_erasing_and_names_itself(world, zelda, coordinator):
    hold = set_hold(
        world.organisations["office"], name="Case 7", reason="Court", since=NOW.date(), by=coordinator, at=NOW
    )

    with pytest.raises(OnHold) as refused:
        erase_person(of_person(zelda), reason="asked", by=coordinator, at=NOW)

    assert "Case 7" in str(refused.value)
    lift_hold(hold, why="Closed", by=coordinator, at=NOW)
    erase_person(of_person(zelda), reason="asked", by=coordinator, at=NOW)


def test_a_person_who_is_named_in_a_tie_under_hold_stays(world, zelda, coordinator):
    set_hold(
        world.organisations["office"], name="Case 8", reason="Court", since=NOW.date(), by=coordinator, at=NOW,
        partnership=world.tie,
    )  # fmt: skip

    with pytest.raises(OnHold) as refused:
        erase_person(of_person(zelda), reason="asked", by=coordinator, at=NOW)

    assert "Case 8" in str(refused.value)
    zelda.refresh_from_db()
    assert zelda.name == NAME


def test_a_contributor_and_another_office_erase_nobody(world, zelda):
    for name in ("colleague", "far coordinator", "staff"):
        with pytest.raises(NotYourOffice):
            erase_person(of_person(zelda), reason="asked", by=world.people[name], at=NOW)


def test_an_account_is_closed_its_sessions_end_and_what_it_wrote_stays(world):
    user = UserFactory(name="Yorick Qvist", email="yorick@qvist.example")
    MembershipFactory(user=user, organisation=world.organisations["office"], role="contributor")
    person = PersonFactory(owner=world.organisations["office"], name="Yorick Qvist", user=user)
    client = Client()
    client.force_login(user)
    change_person(person, by=user, at=NOW, phone="1")

    erase_person(of_user(user), reason="asked", by=world.people["staff"], at=timezone.now())

    user.refresh_from_db()
    assert (user.name, user.is_active, user.has_usable_password()) == (ERASED, False, False)
    assert client.get(reverse("desk:my-data")).status_code == 302
    assert {table for table, _column in where_it_stands("qvist")} <= {
        "stakeholders_person", "stakeholders_personevent"  # the office's own contact of that name
    }  # fmt: skip


def test_nobody_closes_their_own_account_or_that_of_the_last_coordinator(world):
    with pytest.raises(NotThemselves):
        erase_person(of_user(world.people["staff"]), reason="asked", by=world.people["staff"], at=NOW)
    with pytest.raises(LastCoordinatorStays):
        erase_person(
            of_user(world.people["coordinator"]), reason="asked", by=world.people["staff"], at=timezone.now()
        )


def test_the_zip_holds_everything_that_names_them_and_of_closed_records_only_the_kind(world, zelda, coordinator):
    client = Client()
    client.force_login(coordinator)

    answer = client.get(reverse("desk:contact-zip", args=[zelda.pk]))

    with zipfile.ZipFile(io.BytesIO(answer.content)) as folder:
        data = json.loads(folder.read("person.json"))
        page = folder.read("person.html").decode()
    kinds = {one["kind"] for one in data["named_in"]}
    assert {"Next step", "Signature", "Cost line", "Gift", "Update link"} <= kinds
    assert data["person"][0]["fields"]["email"] == MAIL
    assert NAME in page


def test_the_page_shows_what_goes_first_and_erases_when_pressed(zelda, coordinator):
    client = Client()
    client.force_login(coordinator)
    url = reverse("desk:contact-data", args=[zelda.pk])

    shown = client.get(url).content.decode()
    without_reason = client.post(url, {"sure": "on"})
    done = client.post(url, {"sure": "on", "reason": "asked by the person"})

    assert "Call Zelda Xylander" in shown
    assert (without_reason.status_code, done.status_code) == (422, 302)
    assert Erasure.objects.latest("pk").reason == "asked by the person"


def test_my_data_is_mine(world):
    client = Client()
    client.force_login(world.people["chamber"])

    assert "chamber@example.org" in client.get(reverse("desk:my-data")).content.decode()
    assert client.get(f"{reverse('desk:my-data')}?zip").headers["Content-Type"] == "application/zip"
