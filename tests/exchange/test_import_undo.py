"""Taking an import back within 24 hours: what it made goes, what it changed is as before, the rest is told."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from activities.models import Activity, CostLine, NextStep, OfficeNote, Participant
from agreements.models import Agreement
from exchange import undo
from exchange.models import ImportRun
from partnerships.models import Partnership, Seat
from stakeholders.models import Organisation, User
from stakeholders.verbs import verb
from tests.exchange.conftest import counts_of
from tests.exchange.test_import_activities import bodies, cost_of, table
from tests.exchange.test_import_agreements import HEADER, PACT, TRADE, person, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ties")]
WHOLE = {"organisations": "exporters;importers", "cost": "5", "currency": "EUR", "summary": "Old", "people_out": "3"}


@pytest.fixture(autouse=True)
def office(ties):
    """Exporters lead Hamburg's side of t1 and run their programme here."""
    return seat("exporters", "t1", "lead", office=True)


@pytest.fixture
def user(office):
    return person(office)


@pytest.fixture
def staff(ties):
    return User.objects.create_user("staff@example.org", is_staff=True)


def last_run():
    return ImportRun.objects.latest("pk")


def take_back(by, run=None):
    return undo.undo(run or last_run(), by=by, at=timezone.now()).undone


@verb("activity.renamed")
def rename(activity, title, *, by, at):
    Activity.objects.filter(pk=activity.pk).update(title=title)


def test_what_an_import_made_is_gone_with_its_parts_and_seats_and_comes_in_again(load, staff):
    load("activities", table(WHOLE, {"external_id": "v2"}), "--commit")

    told = take_back(staff)
    left = [model.objects.count() for model in (Activity, Participant, OfficeNote, CostLine)]
    seats = [one.organisation.name for one in Seat.objects.select_related("organisation")]
    _, again = load("activities", table(WHOLE, {"external_id": "v2"}), "--commit")

    assert told == {"taken_back": 2, "set_back": 0, "kept": [], "kept_in_all": 0}
    assert (left, seats) == ([0, 0, 0, 0], ["Exporters"])
    assert counts_of(again) == (2, 0, 0, 0)


def test_what_an_import_changed_is_as_it_was_before(load, staff):
    load("activities", table(WHOLE), "--commit")
    later = {"title": "New", "organisations": "importers", "cost": "7", "currency": "USD", "summary": "New"}
    load("activities", table(later), "--commit")

    told = take_back(staff)
    visit = Activity.objects.select_related("office_note").get()
    there, cost = [name for name, _side in bodies(visit)], cost_of(visit)[:2]
    _, again = load("activities", table(later), "--commit")

    assert (told["taken_back"], told["set_back"], told["kept_in_all"]) == (0, 1, 0)
    assert (visit.title, visit.office_note.notes) == ("Mayor's visit", "Old")
    assert cost == (Decimal("5.00"), "EUR")
    assert there == ["Exporters", "Importers"]
    assert counts_of(again) == (0, 1, 0, 0)


def test_what_somebody_changed_since_or_what_hangs_on_stays_and_is_named(load, staff, user):
    load("activities", table({"title": "A"}, {"external_id": "v2", "title": "B"}, {"external_id": "v3"}), "--commit")
    renamed, followed, _gone = Activity.objects.order_by("external_id")
    rename(renamed, "By hand", by=user, at=timezone.now())
    NextStep.objects.create(activity=followed, text="Write")

    told = take_back(staff)

    assert (told["taken_back"], told["kept_in_all"]) == (1, 2)
    assert [(one["record"], one["why"]) for one in told["kept"]] == [
        ("By hand", "Somebody changed it since."), ("B", "Something else hangs on it."),
    ]  # fmt: skip
    assert Activity.objects.count() == 2


def test_a_changed_record_that_somebody_wrote_to_since_is_left_with_its_note(load, staff, user):
    load("activities", table(WHOLE), "--commit")
    load("activities", table({"title": "New", "summary": "New"}), "--commit")
    rename(Activity.objects.get(), "By hand", by=user, at=timezone.now())

    told = take_back(staff)

    visit = Activity.objects.get()
    assert (told["set_back"], told["kept_in_all"]) == (0, 1)
    assert (visit.title, visit.office_note.notes) == ("By hand", "New")


def test_agreements_ties_and_organisations_are_taken_back_unless_in_use(load, staff):
    load("agreements", HEADER + PACT + TRADE, "--commit")
    pacts = take_back(staff)
    load("organisations", "external_id,name,kind,place\nx,Free,other,DE\ny,Used,other,DE\n", "--commit")
    bodies_run = last_run()
    load("ties", "place_a,place_b,external_id\nSE,DE,n1\n", "--commit")
    tie_run = last_run()
    load("activities", table({"organisations": "y", "partnership": "n1"}), "--commit")

    bodies_back, tie_back = take_back(staff, bodies_run), take_back(staff, tie_run)

    assert (pacts["taken_back"], Agreement.objects.count()) == (2, 0)
    assert (bodies_back["taken_back"], bodies_back["kept_in_all"]) == (1, 1)
    assert set(Organisation.objects.filter(external_id__in="xy").values_list("name", flat=True)) == {"Used"}
    assert (tie_back["taken_back"], Partnership.objects.filter(tie_records__external_id="n1").count()) == (0, 1)


def test_only_who_imported_takes_back_once_and_for_a_day(load, staff, user, office):
    load("activities", table(WHOLE | {"organisations": "exporters"}), "--commit", "--as", user.email)
    run, now = last_run(), timezone.now()

    assert undo.refusal(run, by=staff, at=now).code == "not_yours"
    assert undo.refusal(run, by=user, at=now + dt.timedelta(hours=25)).code == "too_late"
    take_back(user)
    with pytest.raises(undo.UndoneAlready):
        take_back(user)


def test_rates_are_not_taken_back(load, staff):
    load("exchange_rates", "currency,on,rate\nSEK,2022-05,0.1\n", "--commit")

    with pytest.raises(undo.CannotBeUndone):
        take_back(staff)


def test_undo_by_the_page(load, client, user):
    load("activities", table(WHOLE | {"organisations": "exporters"}), "--commit", "--as", user.email)
    client.force_login(user)

    listed = client.get("/import/")
    response = client.post(f"/import/runs/{last_run().pk}/undo/", follow=True)

    assert [run.may_undo for run in listed.context["runs"]] == [True]
    assert [str(one) for one in response.context["messages"]] == [
        "Taken back: 1 records removed, 0 set back, 0 left as they are."
    ]
