"""What stands in a calendar feed, and how it says that something changed."""

import datetime as dt

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.models import DeliverableLink
from agreements.models import ClockTask, Deliverable
from agreements.services.deliverables import (
    accept_deliverable,
    cancel_deliverable,
    move_deliverable,
    update_deliverable,
)
from outcomes.models import ReportingPlan
from reminders.feeds.contents import calendar_of
from stakeholders.models import Office, User
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    DeliverableFactory,
    IndicatorFactory,
    ParticipantFactory,
)
from tests.reminders.feed_scene import BASE, DAY, NOON, events, feed_for, make_scene, read, titles


@pytest.fixture
def scene(db):
    return make_scene()


def survey(scene, due_on=dt.date(2026, 6, 30), **more):
    more = {"title": "Survey of the port", "audience": "shared", "owed_by": scene.chamber, **more}
    return DeliverableFactory(agreement=scene.pact, due_on=due_on, **more)


def feed_of_tie(scene):
    return feed_for(scene.anna, "partnership", scene.tie)


def plain(event):
    """An event as plain values, without the moments of its last change."""
    kept = ("summary", "dtstart", "dtend", "sequence", "description", "location", "url", "status", "transp")
    values = {name: event.decoded(name) for name in kept if name in event}
    return {name: value.decode() if isinstance(value, bytes) else value for name, value in values.items()}


def test_a_deliverable_stands_on_its_due_day_with_who_owes_it_and_the_way_to_its_page(scene):
    item = survey(scene)

    event = events(feed_of_tie(scene))[f"deliverable-{item.pk}"]

    assert str(event["uid"]) == f"deliverable-{item.pk}@{settings.GEMEL_HOST}"
    assert event["dtstart"].params == {"VALUE": "DATE"}
    assert plain(event) == {
        "summary": "Survey of the port",
        "dtstart": dt.date(2026, 6, 30),
        "dtend": dt.date(2026, 7, 1),
        "sequence": 0,
        "description": "Chicago chamber owes it.\nState: Planned\nAgreement: Port pact\n"
        f"Partnership: Chicago – Hamburg\n{BASE}/deliverables/{item.pk}/",
        "url": f"{BASE}/deliverables/{item.pk}/",
        "status": "CONFIRMED",
        "transp": "TRANSPARENT",
    }


def test_a_calendar_of_many_ties_says_of_which_each_day_is(scene):
    survey(scene)

    feeds = [feed_for(scene.anna), feed_for(scene.anna, "organisation", scene.chamber), feed_of_tie(scene)]

    assert [str(event["summary"]) for feed in feeds for event in read(feed).events] == [
        "Survey of the port · Chicago – Hamburg", "Survey of the port · Chicago – Hamburg", "Survey of the port",
    ]  # fmt: skip


def test_a_calendar_says_its_name_its_zone_and_when_to_look_again(scene):
    raw = calendar_of(feed_for(scene.anna, "partnership", scene.tie), NOON).decode()

    head, _rest = raw.split("END:VCALENDAR")
    assert sorted(head.strip().split("\r\n")) == sorted([
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Gemel//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Gemel: Chicago – Hamburg",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "X-WR-CALNAME:Gemel: Chicago – Hamburg",
        "X-WR-TIMEZONE:America/Chicago",
    ])


def test_a_moved_day_keeps_the_identity_and_is_a_higher_number(scene):
    item, feed = survey(scene), feed_of_tie(scene)
    before = events(feed)[f"deliverable-{item.pk}"]

    move_deliverable(item, due_on=dt.date(2026, 9, 1), by=scene.anna, at=NOON)
    after = events(feed)[f"deliverable-{item.pk}"]

    assert (before.start, after.start) == (dt.date(2026, 6, 30), dt.date(2026, 9, 1))
    assert str(before["uid"]) == str(after["uid"])
    assert before["sequence"] < after["sequence"]
    assert before["last-modified"].dt <= after["last-modified"].dt == after["dtstamp"].dt


def test_what_is_cancelled_stays_and_says_so(scene):
    item, feed = survey(scene), feed_of_tie(scene)
    before = events(feed)[f"deliverable-{item.pk}"]

    cancel_deliverable(item, by=scene.anna, at=NOON)
    after = events(feed)[f"deliverable-{item.pk}"]

    assert (str(after["status"]), str(after["summary"])) == ("CANCELLED", "Cancelled: Survey of the port")
    assert (str(before["uid"]), before.start) == (str(after["uid"]), after.start)
    assert before["sequence"] < after["sequence"]


def test_what_is_late_says_so_from_the_day_after_where_its_office_keeps_its_clock(scene):
    item, feed = survey(scene), feed_of_tie(scene)
    key = f"deliverable-{item.pk}"
    ended = dt.datetime(2026, 7, 1, 5, tzinfo=dt.UTC)  # midnight in Chicago

    before, after = events(feed, ended - dt.timedelta(seconds=1))[key], events(feed, ended)[key]

    assert (str(before["summary"]), before["sequence"]) == ("Survey of the port", 0)
    assert (str(after["summary"]), after["sequence"]) == ("Late: Survey of the port", 1)


@pytest.mark.parametrize(
    ("zone", "due_on", "ended"),
    [
        ("Pacific/Kiritimati", dt.date(2026, 6, 30), dt.datetime(2026, 6, 30, 10)),
        ("Pacific/Pago_Pago", dt.date(2026, 6, 30), dt.datetime(2026, 7, 1, 11)),
        ("Asia/Kathmandu", dt.date(2026, 6, 30), dt.datetime(2026, 6, 30, 18, 15)),
        ("America/Chicago", dt.date(2026, 3, 8), dt.datetime(2026, 3, 9, 5)),  # the day has 23 hours
        ("America/Chicago", dt.date(2026, 11, 1), dt.datetime(2026, 11, 2, 6)),  # the day has 25
        ("Africa/Cairo", dt.date(2026, 4, 23), dt.datetime(2026, 4, 23, 22)),  # the next has no midnight
    ],
)
def test_a_day_ends_where_the_office_is_and_falls_on_the_same_date_for_every_reader(scene, zone, due_on, ended):
    Office.objects.filter(pk=scene.own.pk).update(time_zone=zone)
    User.objects.filter(pk=scene.anna.pk).update(time_zone="Asia/Tokyo")
    item, feed = survey(scene, due_on=due_on), feed_of_tie(scene)
    ended = ended.replace(tzinfo=dt.UTC)

    found = [events(feed, at)[f"deliverable-{item.pk}"] for at in (ended - dt.timedelta(seconds=1), ended)]

    assert [(event.start, str(event["summary"])) for event in found] == [
        (due_on, "Survey of the port"), (due_on, "Late: Survey of the port"),
    ]  # fmt: skip


def test_late_then_moved_then_done_counts_upwards(scene):
    item, feed = survey(scene), feed_of_tie(scene)
    key, later, seen = f"deliverable-{item.pk}", NOON + 30 * DAY, []

    def look():
        event = events(feed, later)[key]
        seen.append((str(event["summary"]), int(event["sequence"])))

    look()
    move_deliverable(item, due_on=dt.date(2026, 9, 1), by=scene.anna, at=later)
    look()
    update_deliverable(item, answer="done", by=scene.anna, at=later)
    look()
    accept_deliverable(item, by=scene.anna, at=later)
    look()

    assert [title for title, _number in seen] == [
        "Late: Survey of the port", "Survey of the port", "Survey of the port", "Done: Survey of the port",
    ]
    numbers = [number for _title, number in seen]
    assert numbers == sorted(set(numbers))


def test_days_from_a_year_back_to_two_years_ahead(scene):
    days = [dt.date(2025, 6, 14), dt.date(2025, 6, 15), dt.date(2028, 6, 15), dt.date(2028, 6, 16)]
    for number, day in enumerate(days):
        survey(scene, due_on=day, title=f"Item {number}")

    assert titles(feed_of_tie(scene)) == ["Late: Item 1", "Item 2"]


def test_an_activity_spans_its_days_and_names_its_place_and_who_takes_part(scene):
    visit = ActivityFactory(
        partnership=scene.tie, owner=scene.office, title="Trade mission", status="planned", place=scene.hamburg,
        place_text="Hall 3", kind="trade mission", starts_first=dt.date(2026, 10, 24), ends_on=dt.date(2026, 10, 27),
        time_zone="Europe/Berlin",
    )  # fmt: skip
    ParticipantFactory(activity=visit, organisation=scene.chamber)

    event = events(feed_of_tie(scene))[f"activity-{visit.pk}"]

    assert plain(event) == {
        "summary": "Trade mission",
        "dtstart": dt.date(2026, 10, 24),
        "dtend": dt.date(2026, 10, 28),
        "sequence": 2,
        "description": "Trade mission, 24–27 October 2026\nState: Planned\nChicago chamber\n"
        f"Partnership: Chicago – Hamburg\n{BASE}/activities/{visit.pk}/",
        "location": "Hall 3, Hamburg, DE",
        "url": f"{BASE}/activities/{visit.pk}/",
        "status": "CONFIRMED",
        "transp": "TRANSPARENT",
    }


def test_an_activity_of_which_the_month_is_known_covers_the_month_and_says_so(scene):
    ActivityFactory(
        partnership=scene.tie, owner=scene.office, title="Fair", kind="fair", status="planned",
        starts_first=dt.date(2026, 9, 1), starts_last=dt.date(2026, 9, 30),
    )  # fmt: skip

    [event] = read(feed_of_tie(scene)).events

    assert (event.start, event["dtend"].dt) == (dt.date(2026, 9, 1), dt.date(2026, 10, 1))
    assert str(event["description"]).startswith("Fair, September 2026\n")


def test_a_calendar_of_an_agreement_holds_the_activities_that_serve_what_is_owed_under_it(scene):
    serving = ActivityFactory(partnership=scene.tie, owner=scene.office, title="Field visit", audience="shared")
    ActivityFactory(partnership=scene.tie, owner=scene.office, title="Another visit", audience="shared")
    item = survey(scene)
    DeliverableLink.objects.create(activity=serving, deliverable=item)
    feeds = [feed_for(person, "agreement", scene.pact) for person in (scene.anna, scene.hans)]

    before = [titles(feed) for feed in feeds]
    Deliverable.objects.filter(pk=item.pk).update(audience="office")

    assert before == [["Field visit", "Survey of the port"]] * 2
    assert [titles(feed) for feed in feeds] == [["Field visit", "Survey of the port"], []]


def test_an_activity_called_off_stays_and_says_so(scene):
    ActivityFactory(partnership=scene.tie, owner=scene.office, title="Fair", status="cancelled")

    [event] = read(feed_of_tie(scene)).events

    assert (str(event["summary"]), str(event["status"])) == ("Cancelled: Fair", "CANCELLED")


def filing(scene, **more):
    return ClockTask.objects.create(**{
        "agreement": scene.pact, "organisation": scene.office, "owner": scene.office, "pack": "p", "clock": "c",
        "event": "signed", "event_first": dt.date(2026, 6, 1), "event_last": dt.date(2026, 6, 1),
        "due_on": dt.date(2026, 6, 14), "title": "Register it", "filed_with": "the register", "law": "Act 1",
        "opened_at": NOON, **more,
    })  # fmt: skip


def test_what_law_asks_to_be_filed_is_late_done_or_not_needed(scene):
    filing(scene)
    filing(scene, clock="d", closed_as="filed", done_on=dt.date(2026, 6, 2), closed_at=NOON, closed_by=scene.anna)
    filing(scene, clock="e", closed_as="not needed", note="a draft", closed_at=NOON, closed_by=scene.anna)

    shown = [(str(event["summary"]), str(event["status"])) for event in read(feed_of_tie(scene)).events]

    assert shown == [
        ("Late: Register it", "CONFIRMED"), ("Filed: Register it", "CONFIRMED"),
        ("Not needed: Register it", "CANCELLED"),
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_does_not_depend_on_how_much_there_is(scene, count):
    for number in range(count):
        survey(scene, title=f"Item {number}", due_on=NOON.date() + number * DAY)
        filing(scene, clock=f"c{number}")
        visit = ActivityFactory(partnership=scene.tie, owner=scene.office, place=scene.hamburg)
        ParticipantFactory(activity=visit, organisation=scene.chamber)
        AgreementFactory(partnership=scene.tie, owner=scene.office, expires_on=NOON.date() + DAY)
        ReportingPlan.objects.create(
            partnership=scene.tie, owner=scene.office, organisation=scene.chamber, frequency="month",
            indicator=IndicatorFactory(code=f"X{number}"), first=dt.date(2026, 1, 1),
        )
    feed = feed_for(scene.anna)

    with CaptureQueriesContext(connection) as asked:
        raw = calendar_of(feed, NOON)

    assert raw.count(b"BEGIN:VEVENT") >= 5 * count
    assert len(asked) == 20
