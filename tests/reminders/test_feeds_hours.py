"""Hours in a calendar feed: on the clocks of the place, each zone described, the day right for whoever reads it."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from reminders.feeds.contents import calendar_of
from reminders.models import Feed
from tests.factories import ActivityFactory
from tests.reminders.feed_scene import NOON, feed_for, make_scene, read


@pytest.fixture
def scene(db):
    return make_scene()


def visit(scene, day, hour, zone, ends=None, fold=0, **more):
    there = ZoneInfo(zone)
    starts = dt.datetime.combine(day, hour, there).replace(fold=fold)
    return ActivityFactory(
        partnership=scene.tie, owner=scene.office, title="Visit", status="planned", starts_first=day, starts_last=day,
        starts_at=starts, ends_at=ends and dt.datetime.combine(day, ends, there), time_zone=zone, **more,
    )  # fmt: skip


def text_of(feed):
    raw = calendar_of(Feed.objects.select_related("user").get(pk=feed.pk), NOON).decode()
    return raw.replace("\r\n ", "").split("\r\n")


def test_an_evening_in_osaka_is_written_on_the_clocks_of_osaka_and_is_the_same_day_in_chicago(scene):
    visit(scene, dt.date(2026, 11, 22), dt.time(23, 30), "Asia/Tokyo", ends=dt.time(23, 50))
    feed = feed_for(scene.anna, "partnership", scene.tie)

    lines = text_of(feed)
    [event] = read(feed).events

    assert "DTSTART;TZID=Asia/Tokyo:20261122T233000" in lines
    assert "DTEND;TZID=Asia/Tokyo:20261122T235000" in lines
    assert lines.count("BEGIN:VTIMEZONE") == 1
    assert "TZID:Asia/Tokyo" in lines
    assert {"TRANSP:OPAQUE", "X-WR-TIMEZONE:America/Chicago"} <= set(lines)
    assert event.start.astimezone(ZoneInfo("America/Chicago")).isoformat() == "2026-11-22T08:30:00-06:00"
    assert "23:30–23:50, Tokyo time" in str(event["description"])


def test_of_two_hours_of_one_name_each_is_written_so_that_no_program_takes_it_for_the_other(scene):
    day = dt.date(2026, 11, 1)
    visit(scene, day, dt.time(1, 30), "America/Chicago")
    visit(scene, day, dt.time(1, 30), "America/Chicago", fold=1)

    lines = text_of(feed_for(scene.anna, "partnership", scene.tie))

    assert "DTSTART;TZID=America/Chicago:20261101T013000" in lines
    assert "DTSTART:20261101T073000Z" in lines


def test_the_zone_is_described_with_its_turns_in_the_years_that_are_named(scene):
    visit(scene, dt.date(2026, 3, 2), dt.time(9), "Europe/Berlin")
    visit(scene, dt.date(2026, 7, 2), dt.time(9), "Europe/Berlin")

    starts = [event.start for event in read(feed_for(scene.anna, "partnership", scene.tie)).events]
    lines = text_of(feed_for(scene.anna, "partnership", scene.tie))

    assert [start.astimezone(dt.UTC).hour for start in starts] == [8, 7]
    assert {"TZOFFSETTO:+0200", "TZOFFSETTO:+0100"} <= set(lines)


def test_what_goes_on_for_days_without_a_last_hour_covers_its_days_and_says_when_it_starts(scene):
    visit(scene, dt.date(2026, 9, 2), dt.time(9), "Europe/Berlin", ends_on=dt.date(2026, 9, 4))

    [event] = read(feed_for(scene.anna, "partnership", scene.tie)).events

    assert (event.start, event["dtend"].dt) == (dt.date(2026, 9, 2), dt.date(2026, 9, 5))
    assert "09:00, Berlin time" in str(event["description"])
