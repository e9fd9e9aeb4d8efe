"""What an office holds, how long it keeps what, and what it hands out with grounds."""

import datetime as dt
import io
import json
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from activities.models import ActivityFile, Delegation, IncomingDraft
from activities.services.delegation_people import purge_due
from activities.services.intake import purge_drafts
from desk.keeping import requests, retention
from desk.keeping.gathering import BLACK, sheets
from desk.models import RecordsRelease
from partnerships.models import Hold, RecordKind, RetentionAct, RetentionEnd, RetentionStart
from partnerships.services.holds import (
    HoldOfOneThing,
    OnHold,
    lift_hold,
    require_no_hold,
    set_hold,
)
from partnerships.services.refusals import NotYourOffice, ReasonMissing
from stakeholders.models import Person, User
from tests.access.world import build
from tests.factories import PersonFactory

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
TODAY = NOW.date()


@pytest.fixture
def world(db):
    return build()


@pytest.fixture
def coordinator(world):
    return User.objects.get(pk=world.people["coordinator"].pk)


@pytest.fixture
def office(world):
    return world.organisations["office"]


def held(office, by, **what):
    return set_hold(office, name="Case 7", reason="A court asked", since=TODAY, by=by, at=NOW, **what)


# --- Holds ------------------------------------------------------------------------------------------------------------


def test_a_hold_of_a_tie_binds_the_tie_and_no_other(world, office, coordinator):
    held(office, coordinator, partnership=world.tie)

    require_no_hold(office=office, partnership=world.other_tie, on=TODAY)
    with pytest.raises(OnHold) as refused:
        require_no_hold(office=office, partnership=world.tie, on=TODAY)

    assert "Case 7" in str(refused.value)


def test_a_hold_of_the_whole_office_binds_its_ties_contacts_and_register(world, office, coordinator):
    held(office, coordinator)

    for bound in (
        {"office": office},
        {"office": office, "partnership": world.other_tie},
        {"organisation": office},
        {"person": world.records["contact", None]},
    ):
        with pytest.raises(OnHold):
            require_no_hold(**bound, on=TODAY)


def test_a_hold_of_another_office_is_told_without_its_words(world, office, coordinator):
    held(office, coordinator, organisation=world.organisations["far port"])

    with pytest.raises(OnHold) as refused:
        require_no_hold(
            office=world.organisations["far office"], organisation=world.organisations["far port"], on=TODAY
        )

    assert "Case 7" not in str(refused.value)


def test_a_hold_ends_on_its_last_day_or_when_it_is_lifted(world, office, coordinator):
    first = held(office, coordinator, partnership=world.tie, until=TODAY)

    assert Hold.objects.standing(TODAY).get() == first
    assert not Hold.objects.standing(TODAY + dt.timedelta(days=1)).exists()
    lift_hold(first, why="Closed", by=coordinator, at=NOW)
    require_no_hold(office=office, partnership=world.tie, on=TODAY)


def test_a_hold_is_set_and_lifted_by_a_coordinator_with_a_reason(world, office, coordinator):
    with pytest.raises(NotYourOffice):
        held(office, world.people["colleague"])
    with pytest.raises(HoldOfOneThing):
        held(office, coordinator, partnership=world.tie, organisation=world.organisations["port"])
    hold = held(office, coordinator)
    with pytest.raises(ReasonMissing):
        lift_hold(hold, why=" ", by=coordinator, at=NOW)


def test_nightly_purges_leave_what_is_held(world, office, coordinator):
    visit = Delegation.objects.filter(owner=office).first()
    Delegation.objects.filter(pk=visit.pk).update(purge_on=TODAY - dt.timedelta(days=9), purged_at=None)
    IncomingDraft.objects.update(received_at=NOW - dt.timedelta(days=99))
    hold = held(office, coordinator)

    purge_due(NOW)
    purge_drafts(NOW)

    assert Delegation.objects.get(pk=visit.pk).purged_at is None
    assert IncomingDraft.objects.filter(user=coordinator).exists()
    lift_hold(hold, why="Closed", by=coordinator, at=NOW)
    purge_due(NOW)
    purge_drafts(NOW)
    assert Delegation.objects.get(pk=visit.pk).purged_at == NOW
    assert not IncomingDraft.objects.filter(user=coordinator).exists()


# --- Retention --------------------------------------------------------------------------------------------------------


@pytest.fixture
def old(world):
    """The office's activity, eleven years old, with a file."""
    activity = world.records["activity", "office"]
    day = dt.date(2015, 3, 1)
    type(activity).objects.filter(pk=activity.pk).update(starts_first=day, starts_last=day, ends_on=None)
    ActivityFile.objects.filter(activity=activity).delete()
    row = ActivityFile(activity=activity, name="photo.jpg", content_type="image/jpeg", size=3, sha256="0" * 64)
    row.file.save("photo.jpg", ContentFile(b"jpg"))
    return activity


def of_files(office, by, ends=RetentionEnd.FILES, kinds=(RecordKind.ACTIVITY,), starts=RetentionStart.DAY, years=7):
    return retention.set_class(
        office, name="Short", years=years, starts=starts, ends=ends, kinds=list(kinds), by=by, at=NOW
    )


def test_what_is_suggested_holds_until_the_office_writes_its_own_and_only_tells(old, office, coordinator):
    [row] = [row for row in retention.due(office, TODAY) if row.key == f"activity:{old.pk}"]

    assert (row.start, row.due_on, row.retention.pk) == (dt.date(2015, 3, 1), dt.date(2022, 3, 1), None)
    with pytest.raises(retention.OnlyTold):
        retention.purge(office, "activity", old.pk, by=coordinator, at=NOW)


def test_files_go_when_a_coordinator_presses_and_the_record_stays(old, office, coordinator):
    of_files(office, coordinator)

    act = retention.purge(office, "activity", old.pk, by=coordinator, at=NOW)

    old.refresh_from_db()
    assert act.counts == {"files": 1}
    assert not old.files.exists()
    assert f"activity:{old.pk}" not in {row.key for row in retention.due(office, TODAY)}


def test_nothing_is_pressed_that_is_held_or_not_due_or_by_somebody_else(world, old, office, coordinator):
    of_files(office, coordinator)
    young = world.records["activity", "shared"]
    with pytest.raises(retention.NotDue):
        retention.purge(office, "activity", young.pk, by=coordinator, at=NOW)
    with pytest.raises(NotYourOffice):
        retention.purge(office, "activity", old.pk, by=world.people["colleague"], at=NOW)
    held(office, coordinator, partnership=world.tie)

    [row] = [row for row in retention.due(office, TODAY) if row.key == f"activity:{old.pk}"]
    with pytest.raises(OnHold):
        retention.purge(office, "activity", old.pk, by=coordinator, at=NOW)

    assert row.hold.name == "Case 7"
    assert old.files.exists()


def test_what_is_kept_longer_comes_back_when_those_years_are_over(old, office, coordinator):
    retention.keep_longer(office, "activity", old.pk, years=2, reason="A jubilee", by=coordinator, at=NOW)

    keys = [{row.key for row in retention.due(office, day)} for day in (TODAY, TODAY.replace(year=2028))]

    assert [f"activity:{old.pk}" in found for found in keys] == [False, True]


def test_a_contact_whose_years_have_run_out_is_erased(office, coordinator):
    person = PersonFactory(owner=office, name="Old Hand", email="old@hand.example")
    of_files(office, coordinator, RetentionEnd.CONTACTS, [RecordKind.PERSON], RetentionStart.CHANGED, years=1)
    later = NOW.replace(year=2029)

    retention.purge(office, "person", person.pk, by=coordinator, at=later)

    assert Person.objects.get(pk=person.pk).email == ""
    assert RetentionAct.objects.get(kind="person").retention_name == "Short"


# --- Records requests -------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(world, office, coordinator):
    return requests.open_request(
        office, world.tie, reference="FOI 12/2026", asked_on=TODAY, first=dt.date(2000, 1, 1), last=dt.date(2030, 1, 1),
        by=coordinator, at=NOW,
    )  # fmt: skip


def test_a_request_gathers_what_the_office_owns_of_the_tie_and_nothing_of_others(world, asked, coordinator):
    found = sheets(asked, coordinator)

    kinds = {sheet.kind for sheet in found}
    owners = {getattr(sheet, "label", "") for sheet in found}
    assert {"Agreement", "Deliverable", "Activity", "Claim", "Gift", "Cost line"} <= kinds
    assert "stakeholders.person" not in owners
    assert len({sheet.key for sheet in found}) == len(found)


def test_what_is_blackened_goes_out_black_with_its_ground_and_in_no_file(old, asked, coordinator):
    ground = requests.grounds_of(asked.owner).get(code="secret")
    title = old.title
    file = old.files.get()
    marks = [("activities.activity", old.pk, "title"), ("activities.activity", old.pk, f"file-activityfile-{file.pk}")]

    requests.blacken(asked, marks, ground=ground, by=coordinator, at=NOW)
    release, data = requests.give_out(asked, given_to="Daily Post", by=coordinator, at=NOW)

    with zipfile.ZipFile(io.BytesIO(data)) as folder:
        names, page = folder.namelist(), folder.read("records.html").decode()
        told = json.loads(folder.read("records.json"))
    [record] = [one for one in told["records"] if (one["kind"], one["number"]) == ("Activity", old.pk)]
    assert record["title"] == BLACK
    assert {"name": "Title", "text": BLACK, "ground": "secret"} in record["fields"]
    assert title not in page
    assert not any(f"activities.activity-{old.pk}/" in name for name in names)
    assert release.manifest["blackened"][0]["ground"] == "secret"


def test_a_file_goes_along_and_what_was_given_out_is_written_down(old, asked, coordinator):
    _release, data = requests.give_out(asked, given_to="Daily Post", by=coordinator, at=NOW)

    with zipfile.ZipFile(io.BytesIO(data)) as folder:
        [name] = [name for name in folder.namelist() if name.startswith(f"files/activities.activity-{old.pk}/")]
        assert folder.read(name) == b"jpg"
    written = RecordsRelease.objects.get(request=asked)
    assert (written.given_to, written.given_by) == ("Daily Post", coordinator)
    assert name in {file["name"] for file in written.manifest["files"]}


def test_nothing_that_is_not_part_of_the_request_is_marked(world, asked, coordinator):
    ground = requests.grounds_of(asked.owner).first()

    with pytest.raises(requests.NotPartOfIt):
        requests.blacken(asked, [("stakeholders.person", 1, "name")], ground=ground, by=coordinator, at=NOW)


def test_a_coordinator_does_it_all_on_the_pages(world, old, asked, coordinator):
    client = Client()
    client.force_login(coordinator)
    page = reverse("desk:records-request", args=[asked.pk])
    ground = requests.grounds_of(asked.owner).get(code="secret")

    shown = client.get(page).content.decode()
    client.post(
        reverse("desk:blacken", args=[asked.pk]),
        {"mark": f"activities.activity:{old.pk}:", "ground": ground.pk, "do": "black"},
    )
    printed = client.get(reverse("desk:print-request", args=[asked.pk])).content.decode()
    answer = client.post(reverse("desk:give-out", args=[asked.pk]), {"given_to": "Daily Post"})

    assert old.title in shown
    assert f">Activity: {old.title}<" not in printed
    assert answer["Content-Type"] == "application/zip"
    assert "Daily Post" in client.get(page).content.decode()


def test_the_page_of_records_sets_a_hold_and_takes_the_suggested_classes(world, office, coordinator):
    client = Client()
    client.force_login(coordinator)
    client.post(
        reverse("desk:new-hold"), {"name": "Case 9", "reason": "Audit", "since": "2026-01-01", "partnership": ""}
    )
    client.post(reverse("desk:take-suggestions"))

    page = client.get(reverse("desk:records")).content.decode()

    assert "Case 9" in page
    assert "Make the suggested classes ours" not in page
    assert client.get(reverse("desk:change-class", args=[office.retention_classes.first().pk])).status_code == 200
