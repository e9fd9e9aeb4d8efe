"""Hours on the clocks of a place: what exists, what is skipped, what comes twice, and on which day it is for whom."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from activities import times, when
from activities.models import Activity, ActivityStatus
from activities.services import refusals
from activities.services import refusals_around as around
from activities.services.activities import edit_activity, log_activity, mark_happened
from activities.services.moving import move_activity
from stakeholders.dates import PartialDate
from stakeholders.models import Place
from tests.activities.scene import NOW, build, facts

OSAKA_EVENING = dt.datetime(2026, 11, 22, 14, 30, tzinfo=dt.UTC)
MARCH, NOVEMBER = dt.date(2027, 3, 14), dt.date(2027, 11, 7)  # Chicago's clocks go forward at 2:00, back at 2:00
ZONES = [
    "Asia/Tokyo", "America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Casablanca",
]  # fmt: skip


@pytest.fixture
def scene(db):
    found = build()
    Place.objects.filter(pk=found.there.pk).update(name="Osaka", time_zone="Asia/Tokyo")
    Place.objects.filter(pk=found.here.pk).update(time_zone="America/Chicago")
    found.there.refresh_from_db()
    found.here.refresh_from_db()
    return found


def planned(scene, day=dt.date(2026, 11, 22), by=None, **more):
    given = {"status": ActivityStatus.PLANNED, "starts": PartialDate.day(day), "place": scene.there, **more}
    return log_activity(scene.tie, facts(**given), by=by or scene.ana, at=NOW)


def in_zone(zone):
    return timezone.override(ZoneInfo(zone))


@settings(max_examples=200, deadline=None)
@given(st.dates(dt.date(1990, 1, 1), dt.date(2035, 12, 31)), st.times(), st.sampled_from(ZONES), st.booleans())
def test_an_hour_that_exists_comes_back_as_it_was_typed(day, hour, zone, second):
    try:
        found = times.moment(day, hour, zone, second=second)
    except times.NoSuchHour:
        before, after = times.skipped(day, hour, zone)
        assert before <= hour < after or after == dt.time(0)
        return

    there = times.there(found, zone)

    assert (there.date(), there.time().replace(fold=0)) == (day, hour)
    assert there.fold == (second and times.comes_twice(day, hour, zone))


def test_an_evening_in_osaka_stands_on_its_day_there_for_a_reader_in_chicago(scene):
    made = planned(scene, starts_time=dt.time(23, 30), ends_time=dt.time(23, 50))

    with in_zone("America/Chicago"):
        told = when.days_of(made), when.hours_there(made), when.hours_here(made)

    assert (made.starts_first, made.starts_at, made.time_zone) == (dt.date(2026, 11, 22), OSAKA_EVENING, "Asia/Tokyo")
    assert told == ("22 November 2026", "23:30–23:50, Tokyo time", "08:30–08:50 for you")


def test_a_reader_for_whom_it_is_another_day_is_told_which(scene):
    made = planned(scene, starts_time=dt.time(8), ends_time=dt.time(9, 30))

    with in_zone("America/Chicago"):
        assert when.hours_here(made) == "21 Nov, 17:00–18:30 for you"
    with in_zone("Asia/Tokyo"):
        assert when.hours_here(made) == ""


def test_what_goes_past_midnight_ends_on_its_last_day_there(scene):
    made = planned(scene, starts_time=dt.time(23, 30), ends_time=dt.time(1), ends_on=dt.date(2026, 11, 23))

    assert made.ends_at - made.starts_at == dt.timedelta(minutes=90)
    assert when.hours_there(made) == "23:30–23 Nov, 01:00, Tokyo time"


def test_an_hour_over_which_the_clocks_go_forward_is_refused_with_the_hours_around_it(scene):
    with pytest.raises(around.HourDoesNotExist) as refused:
        planned(scene, day=MARCH, place=scene.here, starts_time=dt.time(2, 30))

    assert refused.value.field == "starts_time"
    assert refused.value.message == (
        "02:30 does not exist in Chicago on 14 March 2027: the clocks go from 02:00 to 03:00."
    )
    assert not Activity.objects.exists()


def test_of_an_hour_that_comes_twice_the_first_is_meant_unless_the_second_is_said(scene):
    first = planned(scene, day=NOVEMBER, place=scene.here, starts_time=dt.time(1, 30))
    second = planned(scene, day=NOVEMBER, place=scene.here, starts_time=dt.time(1, 30), second_hour=True)

    assert second.starts_at - first.starts_at == dt.timedelta(hours=1)
    assert when.which_of_two(first).endswith("the first is meant.")
    assert when.which_of_two(second).endswith("the second is meant.")
    assert when.which_of_two(planned(scene, day=NOVEMBER, place=scene.here, starts_time=dt.time(9))) == ""


def test_an_end_that_comes_twice_is_the_one_after_the_start(scene):
    made = planned(
        scene, day=NOVEMBER, place=scene.here, starts_time=dt.time(1, 45), second_hour=True, ends_time=dt.time(1, 50)
    )

    assert made.ends_at - made.starts_at == dt.timedelta(minutes=5)


@pytest.mark.parametrize(
    ("more", "refusal", "field"),
    [
        ({"starts": PartialDate.parse("2026-12"), "starts_time": dt.time(9)}, around.TimeNeedsDay, "starts_time"),
        ({"ends_time": dt.time(9)}, around.EndNeedsStart, "starts_time"),
        ({"place": None, "starts_time": dt.time(9)}, around.TimeNeedsZone, "time_zone"),
        ({"time_zone": "Moon/Crater"}, around.UnknownZone, "time_zone"),
        ({"starts_time": dt.time(9), "ends_time": dt.time(8)}, around.EndNeedsLastDay, "ends_time"),
    ],
)
def test_hours_that_cannot_be_are_refused_beside_their_field(scene, more, refusal, field):
    with pytest.raises(refusal) as refused:
        planned(scene, **more)

    assert refused.value.field == field


def test_a_meeting_online_is_in_the_zone_that_was_chosen(scene):
    made = planned(scene, place=None, time_zone="Europe/Berlin", starts_time=dt.time(15))

    assert (made.starts_at.hour, when.hours_there(made)) == (14, "15:00, Berlin time")


def test_what_is_today_in_osaka_may_be_logged_from_chicago_where_it_is_yesterday(scene):
    late = dt.datetime(2026, 11, 21, 20, tzinfo=dt.UTC)  # 5:00 of the 22nd in Osaka
    given = facts(starts=PartialDate.day(dt.date(2026, 11, 22)), place=scene.there)

    with in_zone("America/Chicago"):
        made = log_activity(scene.tie, given, by=scene.ana, at=late)
        ahead = planned(scene, day=dt.date(2026, 11, 22), place=scene.here)
        with pytest.raises(refusals.NotYet):
            mark_happened(ahead, by=scene.ana, at=late)

    assert made.starts_first == dt.date(2026, 11, 22)


def test_the_database_keeps_day_and_hour_together(scene):
    made = planned(scene, starts_time=dt.time(23, 30))
    own = Activity.objects.filter(pk=made.pk)

    for change in (
        {"starts_first": dt.date(2026, 11, 21)},
        {"time_zone": "America/Chicago", "starts_at": OSAKA_EVENING + dt.timedelta(hours=20)},
        {"ends_at": OSAKA_EVENING + dt.timedelta(days=2)},
        {"starts_at": None, "ends_at": OSAKA_EVENING},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            own.update(**change)


def test_moved_to_another_day_it_keeps_its_hours_on_the_clocks_there(scene):
    made = planned(
        scene, day=dt.date(2027, 3, 10), place=scene.here, starts_time=dt.time(9), ends_time=dt.time(10),
        ends_on=dt.date(2027, 3, 11),
    )  # fmt: skip

    moved = move_activity(made, starts=PartialDate.parse("2027-03-20"), by=scene.ana, at=NOW)

    assert (moved.starts_first, moved.ends_on) == (dt.date(2027, 3, 20), dt.date(2027, 3, 21))
    assert (made.starts_at.hour, moved.starts_at.hour) == (15, 14)  # the clocks went forward in between
    assert times.there(moved.ends_at, moved.time_zone).time() == dt.time(10)


def test_moved_to_a_month_it_has_no_hour(scene):
    made = planned(scene, starts_time=dt.time(9))

    moved = move_activity(made, starts=PartialDate.parse("2027-03"), by=scene.ana, at=NOW)

    assert (moved.starts_at, str(PartialDate(moved.starts_first, moved.starts_last))) == (None, "2027-03")


def test_only_what_is_planned_is_moved_and_only_ahead(scene):
    happened = log_activity(scene.tie, facts(), by=scene.ana, at=NOW)
    ahead = planned(scene)

    with pytest.raises(around.NotPlanned):
        move_activity(happened, starts=PartialDate.parse("2027"), by=scene.ana, at=NOW)
    with pytest.raises(around.LiesBehind):
        move_activity(ahead, starts=PartialDate.parse("2025"), by=scene.ana, at=NOW)
    with pytest.raises(around.HourDoesNotExist):
        move_activity(
            planned(scene, place=scene.here, starts_time=dt.time(2, 30)), starts=PartialDate.day(MARCH), by=scene.ana,
            at=NOW,
        )  # fmt: skip


def test_another_hour_is_confirmed_anew(scene):
    made = log_activity(scene.tie, facts(place=scene.there), by=scene.ana, at=NOW)
    Activity.objects.filter(pk=made.pk).update(confirmed_at=NOW, confirmed_by=scene.far)

    same = edit_activity(made, facts(place=scene.there), by=scene.ana, at=NOW)
    changed = edit_activity(made, facts(place=scene.there, starts_time=dt.time(9)), by=scene.ana, at=NOW)

    assert (same.confirmed_at, changed.confirmed_at) == (NOW, None)
