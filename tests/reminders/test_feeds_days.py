"""Days of agreements and of periodic figures in a feed."""

import datetime as dt
from decimal import Decimal

import pytest

from agreements.models import Agreement
from outcomes.models import NotKnown, ReportingPlan
from outcomes.services.periodic import report_figure
from outcomes.spells import Spell
from tests.factories import AgreementFactory, IndicatorFactory
from tests.reminders.feed_scene import NOON, events, feed_for, make_scene, read, title_of


@pytest.fixture
def scene(db):
    return make_scene()


def shown(feed, at=NOON):
    """{key without the record's number: (day, title, status)}."""
    return {
        "-".join(part for n, part in enumerate(key.split("-")) if n != 1): (
            event.start.isoformat(), title_of(event), str(event["status"])
        )
        for key, event in events(feed, at).items()
    }  # fmt: skip


def agreement(scene, **more):
    more = {"title": "MoU", "expires_on": dt.date(2026, 12, 31), **more}
    return AgreementFactory(partnership=scene.tie, owner=scene.office, **more)


def test_an_agreement_that_renews_itself_shows_each_term_under_an_identity_of_its_own(scene):
    agreement(scene, expires_on=dt.date(2024, 12, 31), renewal="automatic", renewal_months=12, notice_days=90)

    assert shown(feed_for(scene.anna)) == {
        "agreement-notice-1": ("2025-10-02", "Last day for notice: MoU", "CONFIRMED"),
        "agreement-end-1": ("2025-12-31", "Renews itself: MoU", "CONFIRMED"),
        "agreement-notice-2": ("2026-10-02", "Last day for notice: MoU", "CONFIRMED"),
        "agreement-end-2": ("2026-12-31", "Renews itself: MoU", "CONFIRMED"),
        "agreement-notice-3": ("2027-10-02", "Last day for notice: MoU", "CONFIRMED"),
        "agreement-end-3": ("2027-12-31", "Renews itself: MoU", "CONFIRMED"),
    }


def test_notice_and_end_move_with_the_agreement_and_keep_their_identity(scene):
    paper = agreement(scene, renewal="by notice", notice_days=30)
    feed = feed_for(scene.anna, "agreement", paper)
    before, numbers = shown(feed), {key: event["sequence"] for key, event in events(feed).items()}

    Agreement.objects.filter(pk=paper.pk).update(expires_on=dt.date(2027, 3, 31))
    after = shown(feed)

    assert before == {
        "agreement-notice": ("2026-12-01", "Last day for notice: MoU", "CONFIRMED"),
        "agreement-end": ("2026-12-31", "Ends: MoU", "CONFIRMED"),
    }
    assert after == {
        "agreement-notice": ("2027-03-01", "Last day for notice: MoU", "CONFIRMED"),
        "agreement-end": ("2027-03-31", "Ends: MoU", "CONFIRMED"),
    }
    assert all(event["sequence"] > numbers[key] for key, event in events(feed).items())


def test_a_term_that_ran_out_says_so_until_somebody_records_what_became_of_it(scene):
    paper = agreement(scene, expires_on=dt.date(2026, 5, 31))
    feed = feed_for(scene.anna)
    before = shown(feed)
    [event] = read(feed).events

    Agreement.objects.filter(pk=paper.pk).update(status="expired")

    assert before == {"agreement-end": ("2026-05-31", "Term is over: MoU", "CONFIRMED")}
    assert "record what became of it" in str(event["description"])
    assert shown(feed) == {"agreement-end": ("2026-05-31", "Ended: MoU", "CONFIRMED")}


@pytest.mark.parametrize("ended_on", [dt.date(2026, 12, 15), None])
def test_days_of_an_agreement_that_ended_before_them_are_cancelled(scene, ended_on):
    agreement(scene, renewal="by notice", notice_days=30, status="ended", ended_on=ended_on)

    days = shown(feed_for(scene.anna))

    notice = "CONFIRMED" if ended_on else "CANCELLED"
    assert [status for _day, _title, status in days.values()] == [notice, "CANCELLED"]
    assert days["agreement-end"][1] == "Cancelled: Ends: MoU"


def plan(scene, **more):
    indicator = IndicatorFactory(code="STUDENTS", name="Students", unit="count", is_money=False)
    return ReportingPlan.objects.create(**{
        "partnership": scene.tie, "owner": scene.office, "organisation": scene.chamber, "indicator": indicator,
        "frequency": "quarter", "first": dt.date(2026, 1, 1), "last": dt.date(2026, 9, 30), "audience": "parties",
        **more,
    })  # fmt: skip


def test_figures_are_due_on_the_day_after_their_period_and_late_when_nobody_says_anything(scene):
    plan(scene)

    assert shown(feed_for(scene.carla)) == {
        "figure-2026-Q1": ("2026-04-01", "Late: Students, Q1 2026", "CONFIRMED"),
        "figure-2026-Q2": ("2026-07-01", "To report: Students, Q2 2026", "CONFIRMED"),
        "figure-2026-Q3": ("2026-10-01", "To report: Students, Q3 2026", "CONFIRMED"),
    }


def test_what_was_reported_or_is_not_known_says_so_and_is_a_higher_number(scene):
    first, feed = plan(scene, last=dt.date(2026, 6, 30)), feed_for(scene.anna)
    later = dt.datetime(2026, 8, 1, tzinfo=dt.UTC)
    before = {key: event["sequence"] for key, event in events(feed, later).items()}

    report_figure(first, Spell.parse("2026-Q1"), amount=Decimal(12), by=scene.anna, at=later)
    NotKnown.objects.create(plan=first, period="2026-Q2", reason="lost", at=later)

    assert shown(feed, later) == {
        "figure-2026-Q1": ("2026-04-01", "Reported: Students, Q1 2026", "CONFIRMED"),
        "figure-2026-Q2": ("2026-07-01", "Not known: Students, Q2 2026", "CONFIRMED"),
    }
    assert all(event["sequence"] > before[key] for key, event in events(feed, later).items())
