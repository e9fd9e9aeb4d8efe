import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.moments import Clock, is_working_day, moment_after, moment_for, next_from, zone_of

CHICAGO = Clock("America/Chicago", "US")


def local(clock, moment):
    return moment.astimezone(ZoneInfo(clock.zone)).strftime("%a %Y-%m-%d %H:%M")


def test_a_step_is_told_at_their_hour_where_they_are():
    tokyo = Clock("Asia/Tokyo", "JP", hour=9)

    assert local(tokyo, moment_for(tokyo, dt.date(2026, 3, 4), before=True)) == "Wed 2026-03-04 09:00"


def test_what_is_still_to_come_is_told_on_the_working_day_before_a_weekend():
    assert local(CHICAGO, moment_for(CHICAGO, dt.date(2026, 3, 7), before=True)) == "Fri 2026-03-06 08:00"


def test_what_is_over_is_told_on_the_working_day_after():
    assert local(CHICAGO, moment_for(CHICAGO, dt.date(2026, 3, 7), before=False)) == "Mon 2026-03-09 08:00"


def test_nobody_is_told_on_a_public_holiday_of_their_country():
    thanksgiving = dt.date(2026, 11, 26)

    assert local(CHICAGO, moment_for(CHICAGO, thanksgiving, before=True)) == "Wed 2026-11-25 08:00"
    assert local(CHICAGO, moment_for(CHICAGO, thanksgiving, before=False)) == "Fri 2026-11-27 08:00"


def test_a_weekend_is_that_of_the_country():
    riyadh = Clock("Asia/Riyadh", "SA")
    friday, sunday = dt.date(2026, 3, 6), dt.date(2026, 3, 8)

    assert local(riyadh, moment_for(riyadh, friday, before=False)) == "Sun 2026-03-08 08:00"
    assert (is_working_day(sunday, "SA"), is_working_day(sunday, "US")) == (True, False)


def test_the_week_of_a_golden_holiday_is_told_before_it():
    shanghai = Clock("Asia/Shanghai", "CN")

    assert local(shanghai, moment_for(shanghai, dt.date(2026, 10, 5), before=True)) == "Wed 2026-09-30 08:00"


def test_a_weekly_mail_comes_on_its_day_or_the_next_working_one():
    weekly = Clock("America/Chicago", "US", "weekly", 8, 0)

    assert local(weekly, moment_for(weekly, dt.date(2026, 3, 5), before=True)) == "Mon 2026-03-02 08:00"
    assert local(weekly, moment_for(weekly, dt.date(2026, 3, 5), before=False)) == "Mon 2026-03-09 08:00"
    labor_day = dt.date(2026, 9, 7)
    assert local(weekly, moment_for(weekly, labor_day, before=False)) == "Tue 2026-09-08 08:00"


def test_at_once_is_at_once_within_their_hours_and_else_the_next_morning():
    at_once = Clock("America/Chicago", "US", "immediate")
    noon = dt.datetime(2026, 3, 4, 18, 7, tzinfo=dt.UTC)
    at_three = dt.datetime(2026, 3, 4, 9, 0, tzinfo=dt.UTC)
    friday_night = dt.datetime(2026, 3, 7, 5, 0, tzinfo=dt.UTC)

    assert moment_after(at_once, noon) == noon
    assert local(at_once, moment_after(at_once, at_three)) == "Wed 2026-03-04 08:00"
    assert local(at_once, moment_after(at_once, friday_night)) == "Mon 2026-03-09 08:00"


@pytest.mark.parametrize(("zone", "day"), [("America/Chicago", "2026-03-08"), ("Europe/Berlin", "2026-03-29")])
def test_an_hour_that_the_clocks_skip_is_the_one_after_it(zone, day):
    night = Clock(zone, "", hour=2)
    monday = dt.date.fromisoformat(day) + dt.timedelta(days=1)

    told = moment_for(night, monday, before=True)

    assert told.astimezone(ZoneInfo(zone)).date() == monday


def test_in_the_week_of_a_change_of_clocks_it_stays_eight_in_the_morning():
    before, after = (moment_for(CHICAGO, dt.date(2026, 3, day), before=True) for day in (6, 9))

    assert (before.hour, after.hour) == (14, 13)


def test_what_is_to_come_is_not_moved_and_what_is_over_comes_at_the_next_hour():
    now = dt.datetime(2026, 3, 4, 15, tzinfo=dt.UTC)
    later, earlier = now + dt.timedelta(days=2), now - dt.timedelta(days=2)

    assert next_from(CHICAGO, later, now) == later
    assert local(CHICAGO, next_from(CHICAGO, earlier, now)) == "Thu 2026-03-05 08:00"


def test_a_zone_or_a_country_that_nobody_knows_holds_nothing_up():
    nowhere = Clock("Mars/Olympus", "XX")

    assert zone_of("Mars/Olympus").key == "UTC"
    assert moment_for(nowhere, dt.date(2026, 3, 4), before=True) == dt.datetime(2026, 3, 4, 8, tzinfo=dt.UTC)


clocks = st.builds(
    Clock,
    zone=st.sampled_from(["UTC", "America/Chicago", "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Pago_Pago",
                          "Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca"]),
    country=st.sampled_from(["", "US", "NP", "CN", "SA", "DE", "JP", "MA"]),
    mode=st.sampled_from(["immediate", "daily", "weekly"]),
    hour=st.integers(0, 23),
    weekday=st.integers(0, 6),
)  # fmt: skip


@given(clocks, st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31)), st.booleans())
def test_whatever_they_wish_it_is_a_working_day_of_theirs_and_their_hour(clock, day, before):
    there = moment_for(clock, day, before).astimezone(ZoneInfo(clock.zone))

    assert is_working_day(there.date(), clock.country)
    assert there.hour in (clock.hour, clock.hour + 1)  # the second where the clocks skip the first
    assert abs((there.date() - day).days) <= 21


@given(clocks, st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2030, 12, 31), timezones=st.just(dt.UTC)))
def test_the_next_moment_is_never_before_and_asking_again_there_gives_it_again(clock, moment):
    found = moment_after(clock, moment)

    assert found >= moment
    assert moment_after(clock, found) == found
