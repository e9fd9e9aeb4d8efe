import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from activities.models import Activity, ActivityFile, ActivityStatus, OfficeNote
from activities.services import refusals
from activities.services.activities import (
    cancel_activity,
    edit_activity,
    log_activity,
    mark_happened,
    undo_activity,
)
from activities.services.offering import confirm_activity, offer_activity
from partnerships.models import Audience
from partnerships.uploads import ForbiddenType
from stakeholders.dates import PartialDate
from tests.activities.scene import NOW, PNG, TODAY, facts
from tests.factories import ActivityFactory, PartnershipFactory

DAY = dt.timedelta(days=1)


def log(scene, by=None, **more):
    return log_activity(scene.tie, facts(**more), by=by or scene.ana, at=NOW)


def test_a_logged_activity_stays_in_the_office_of_whoever_logged_it(scene):
    activity = log(scene, organisations=[scene.office, scene.far], notes="inside", cost=Decimal(5), currency="USD")

    assert (activity.owner, activity.audience) == (scene.office, Audience.OFFICE)
    assert {part.side for part in activity.participants.all()} == {scene.here, scene.there}
    assert OfficeNote.objects.for_user(scene.ana).get().notes == "inside"
    assert not Activity.objects.for_user(scene.hanna).exists()
    assert not Activity.objects.for_user(scene.carl).exists()


def test_sending_the_form_twice_makes_one_activity(scene):
    first = log_activity(scene.tie, facts(), by=scene.ana, at=NOW, idempotency_key="k")
    again = log_activity(scene.tie, facts(), by=scene.ana, at=NOW, idempotency_key="k")
    other = log_activity(scene.tie, facts(), by=scene.ben, at=NOW, idempotency_key="k")

    assert first == again != other
    assert Activity.objects.count() == 2


def test_two_long_keys_that_begin_alike_make_two_activities(scene):
    keys = ["k" * 80 + "1", "k" * 80 + "2", "k" * 80 + "1"]

    made = [log_activity(scene.tie, facts(), by=scene.ana, at=NOW, idempotency_key=key) for key in keys]

    assert made[0] == made[2] != made[1]
    assert Activity.objects.count() == 2


def test_files_are_kept_under_their_own_type(scene):
    photo = SimpleUploadedFile("photo.png", PNG, content_type="text/html")

    log_activity(scene.tie, facts(), by=scene.ana, at=NOW, files=[photo])

    kept = ActivityFile.objects.get()
    assert (kept.name, kept.content_type, kept.file.read()) == ("photo.png", "image/png", PNG)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"title": "  "}, refusals.TitleMissing),
        ({"starts": PartialDate.day(TODAY + DAY)}, refusals.NotYet),
        ({"ends_on": TODAY - DAY}, refusals.EndsBeforeItStarts),
        ({"cost": Decimal(1)}, refusals.CostWithoutCurrency),
        ({"cost": Decimal(1), "currency": "XXQ"}, refusals.UnknownCurrency),
        ({"cost": Decimal(-1), "currency": "USD"}, refusals.NegativeCost),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(scene, more, refusal):
    with pytest.raises(refusal):
        log(scene, **more)

    assert not Activity.objects.exists()


def test_an_organisation_that_the_office_does_not_know_is_refused(scene):
    assert log(scene, organisations=[scene.known]).participants.get().side == scene.here
    with pytest.raises(refusals.UnknownOrganisation):
        log(scene, organisations=[scene.stranger])


def test_what_it_grew_from_is_of_the_same_tie(scene):
    with pytest.raises(refusals.FromAnotherTie):
        log(scene, grew_from=ActivityFactory(partnership=PartnershipFactory()))


@pytest.mark.parametrize("person", ["eve", "nobody"])
def test_nobody_logs_without_a_seat_and_the_right(scene, person):
    with pytest.raises(refusals.NoSeat):
        log(scene, by=getattr(scene, person))


def test_a_forbidden_file_stops_the_whole_log(scene):
    with pytest.raises(ForbiddenType):
        log_activity(scene.tie, facts(), by=scene.ana, at=NOW, files=[SimpleUploadedFile("x.exe", b"MZ")])

    assert not Activity.objects.exists()


def test_what_was_planned_happens_once_its_day_has_come(scene):
    activity = log(scene, status=ActivityStatus.PLANNED, starts=PartialDate.day(TODAY + DAY))

    with pytest.raises(refusals.NotYet):
        mark_happened(activity, by=scene.ana, at=NOW)
    mark_happened(activity, by=scene.ana, at=NOW + 2 * DAY, people=4)
    again = mark_happened(activity, by=scene.ana, at=NOW + 3 * DAY)

    assert (again.status, again.people) == (ActivityStatus.HAPPENED, 4)


def test_a_cancelled_activity_neither_happens_nor_is_offered(scene):
    activity = cancel_activity(log(scene), by=scene.ana, at=NOW)

    assert cancel_activity(activity, by=scene.ana, at=NOW).status == ActivityStatus.CANCELLED
    with pytest.raises(refusals.WasCancelled):
        mark_happened(activity, by=scene.ana, at=NOW)
    with pytest.raises(refusals.WasCancelled):
        offer_activity(activity, by=scene.ana, at=NOW)


def test_the_other_side_reads_what_was_offered_and_confirms_it_once(scene):
    activity = offer_activity(log(scene, notes="inside"), by=scene.ana, at=NOW)

    assert offer_activity(activity, by=scene.ana, at=NOW + DAY).offered_at == NOW
    assert Activity.objects.for_user(scene.hanna).get() == activity
    assert not OfficeNote.objects.for_user(scene.hanna).exists()
    confirm_activity(activity, by=scene.hanna, at=NOW)
    again = confirm_activity(activity, by=scene.hanna, at=NOW + DAY)
    assert (again.confirmed_at, again.confirmed_by) == (NOW, scene.far)
    with pytest.raises(refusals.AlreadyHappened):
        cancel_activity(activity, by=scene.ana, at=NOW)


def test_a_confirmation_needs_the_offer_the_other_side_and_that_it_happened(scene):
    activity = log(scene)
    with pytest.raises(refusals.NotOffered):
        confirm_activity(activity, by=scene.hanna, at=NOW)

    planned = log(scene, status=ActivityStatus.PLANNED)
    for one in (activity, planned):
        offer_activity(one, by=scene.ana, at=NOW)
    with pytest.raises(refusals.NotTheOtherSide):
        confirm_activity(activity, by=scene.ana, at=NOW)
    with pytest.raises(refusals.NotHappened):
        confirm_activity(planned, by=scene.hanna, at=NOW)


def test_a_change_of_a_shared_fact_has_to_be_confirmed_again(scene):
    activity = offer_activity(log(scene), by=scene.ana, at=NOW)
    confirm_activity(activity, by=scene.hanna, at=NOW)

    kept = edit_activity(activity, facts(notes="only inside"), by=scene.ana, at=NOW)
    changed = edit_activity(activity, facts(title="Something else"), by=scene.ana, at=NOW)

    assert kept.confirmed_at == NOW
    assert changed.confirmed_at is None
    assert activity.office_note.notes == ""


def test_an_edit_writes_who_took_part_anew_and_keeps_whom_others_named(scene):
    activity = log(scene, organisations=[scene.office])
    activity.participants.create(organisation=scene.stranger)

    edit_activity(activity, facts(organisations=[scene.far, scene.stranger]), by=scene.ana, at=NOW)

    assert {part.organisation for part in activity.participants.all()} == {scene.far, scene.stranger}


def test_an_activity_is_undone_for_ten_minutes_by_whoever_logged_it(scene):
    activity = log(scene)
    soon = activity.created_at + dt.timedelta(minutes=9)

    with pytest.raises(refusals.NotYours):
        undo_activity(activity, by=scene.ben, at=soon)
    with pytest.raises(refusals.TooLateToUndo):
        undo_activity(activity, by=scene.ana, at=soon + dt.timedelta(minutes=2))
    undo_activity(activity, by=scene.ana, at=soon)
    assert not Activity.objects.exists()

    offered = offer_activity(log(scene), by=scene.ana, at=NOW)
    with pytest.raises(refusals.SeenByOthers):
        undo_activity(offered, by=scene.ana, at=soon)
