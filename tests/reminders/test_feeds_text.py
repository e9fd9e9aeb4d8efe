"""The file itself: what RFC 5545 asks of lines, breaks, escapes and values, whatever people type."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar.prop import vText

from reminders.feeds.entries import Changes, Entry
from reminders.feeds.ical import plain, write_calendar

MADE = dt.datetime(2026, 6, 15, 12, tzinfo=dt.UTC)
TYPED = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300)


def entry(title, **more):
    day = dt.date(2026, 6, 30)
    return Entry(**{
        "key": "deliverable-1", "title": title, "tie": "Tie", "kind": "Deliverable", "first": day, "last": day,
        "lines": (), "url": "https://gemel.example/deliverables/1/", "changes": Changes(), **more,
    })  # fmt: skip


def write(*entries, name="Gemel"):
    return write_calendar(entries, name=name, zone="Europe/Berlin", host="gemel.example", made_at=MADE)


def test_a_title_in_chinese_with_marks_that_mean_something_to_a_calendar():
    title = "港口合作报告, 第一版; 附件\n天津 \\ 汉堡: \"草案\""

    raw = write(entry(title * 4, lines=("一, 二; 三",), place="天津, 滨海; 1号"), name="天津, 汉堡; 港口")
    [event] = Calendar.from_ical(raw).events

    assert str(event["summary"]) == title * 4
    assert str(event["description"]) == "一, 二; 三\nPartnership: Tie\nhttps://gemel.example/deliverables/1/"
    assert str(event["location"]) == "天津, 滨海; 1号"
    assert "X-WR-CALNAME:天津\\, 汉堡\\; 港口\r\n".encode() in raw
    assert "NAME:天津\\, 汉堡\\; 港口\r\n".encode() in raw


def test_the_bytes_of_an_entry():
    one = entry(
        "Survey, part 1", last=dt.date(2026, 7, 1), lines=("The chamber; owes it.", ""), place="Hall 3",
        changes=Changes(3, dt.datetime(2026, 5, 1, 8, 30, 15, 999, tzinfo=dt.UTC)),
    )  # fmt: skip

    raw = write(one)

    assert raw[raw.index(b"BEGIN:VEVENT"):].decode().split("\r\n") == [
        "BEGIN:VEVENT",
        "SUMMARY:Survey\\, part 1",
        "DTSTART;VALUE=DATE:20260630",
        "DTEND;VALUE=DATE:20260702",
        "DTSTAMP:20260501T083015Z",
        "UID:deliverable-1@gemel.example",
        "SEQUENCE:4",
        "CATEGORIES:Deliverable",
        "DESCRIPTION:The chamber\\; owes it.\\nPartnership: Tie\\nhttps://gemel.exampl",
        " e/deliverables/1/",
        "LAST-MODIFIED:20260501T083015Z",
        "LOCATION:Hall 3",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "URL:https://gemel.example/deliverables/1/",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@given(titles=st.lists(TYPED, max_size=4), name=TYPED)
@example(titles=["a\r\nb\rc\x0bd\x85e\u2028f"], name="BEGIN:VEVENT\nX:1")
@example(titles=["END:VEVENT\r\nEND:VCALENDAR", "\x01\x1b[31m"], name=";,\\n")
@example(titles=["港" * 200], name="\\")
def test_whatever_is_typed_comes_back_and_every_line_is_as_it_has_to_be(titles, name):
    entries = [entry(title, key=f"deliverable-{n}", lines=(title,)) for n, title in enumerate(titles)]

    raw = write(*entries, name=name)
    found = Calendar.from_ical(raw)

    assert [(str(event["uid"]), str(event["summary"])) for event in found.events] == [
        (f"deliverable-{n}@gemel.example", plain(title)) for n, title in enumerate(titles)
    ]
    escaped = vText(plain(name)).to_ical().decode()  # the library reads these two as they stand
    assert [str(found[key]) for key in ("name", "x-wr-calname")] == [escaped, escaped]
    lines = raw.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    for line in lines:
        line.decode()  # no letter is cut in two


def test_words_are_kept_and_signs_that_steer_machines_are_not():
    assert plain("Café 港\t1\r\n2\x00\x07") == "Café 港\t1\n2"


@pytest.mark.parametrize(
    ("count", "turned", "number"), [(0, None, 0), (1, None, 0), (1, MADE, 1), (2, None, 2), (2, MADE, 3), (3, None, 4)]
)
def test_a_change_counts_for_more_than_a_day_that_passed(count, turned, number):
    assert entry("x", changes=Changes(count), turned_at=turned).sequence == number


def test_what_ends_on_the_last_day_that_there_is_does_not_keep_the_rest_from_being_read():
    [event, _other] = Calendar.from_ical(write(entry("x", last=dt.date.max), entry("y", key="deliverable-2"))).events

    assert event["dtend"].dt == dt.date.max


def test_an_entry_without_a_history_changed_when_the_feed_was_made():
    [event] = Calendar.from_ical(write(entry("x"))).events

    assert event["last-modified"].dt == event["dtstamp"].dt == MADE
