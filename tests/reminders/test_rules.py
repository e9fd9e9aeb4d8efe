import datetime as dt

import pytest

from reminders.rules import RULES, To, Unit, anniversaries, event_days, key_of, step_day, superseded

MONDAY = dt.date(2026, 3, 2)


def test_the_steps_of_a_deliverable_end_with_the_coordinators():
    steps = RULES["deliverable-due"].steps()

    assert steps == [(14, To.OWES), (3, To.OWES), (0, To.OWES), (-7, To.OWES), (-14, To.COORDINATES)]


def test_an_office_with_other_leads_keeps_its_last_step_last():
    wished = RULES["deliverable-due"].wished(is_on=True, leads=[30, -21], others=["executives"], channel="mail")

    assert wished.steps() == [(30, To.OWES), (-21, To.OWES), (-22, To.COORDINATES)]
    assert wished.others == ("executives",)


def test_an_office_without_any_lead_is_told_nothing():
    wished = RULES["deliverable-due"].wished(is_on=True, leads=[], others=[], channel="mail")

    assert wished.steps() == []


@pytest.mark.parametrize(
    ("lead", "unit", "day"),
    [
        (14, Unit.DAYS, "2026-02-16"),
        (-7, Unit.DAYS, "2026-03-09"),
        (6, Unit.MONTHS, "2025-09-02"),
        (-24, Unit.MONTHS, "2028-03-02"),
    ],
)
def test_a_step_falls_before_the_day_or_after_it(lead, unit, day):
    assert step_day(MONDAY, lead, unit) == dt.date.fromisoformat(day)


def test_a_step_a_month_after_the_31st_is_the_last_of_that_month():
    assert step_day(dt.date(2026, 8, 31), -6, Unit.MONTHS) == dt.date(2027, 2, 28)


def test_days_of_events_are_those_whose_steps_fall_into_the_window():
    found = event_days(MONDAY, MONDAY + dt.timedelta(days=1), {3, 0})

    assert [str(day) for day in found] == ["2026-03-02", "2026-03-03", "2026-03-05", "2026-03-06"]


def test_every_fifth_year_is_an_anniversary():
    found = anniversaries(dt.date(1991, 6, 15), dt.date(2025, 1, 1), dt.date(2032, 1, 1))

    assert found == [(35, dt.date(2026, 6, 15)), (40, dt.date(2031, 6, 15))]


def test_the_anniversary_of_a_leap_day_is_kept_on_the_28th():
    assert anniversaries(dt.date(2024, 2, 29), dt.date(2029, 1, 1), dt.date(2029, 12, 31)) == [
        (5, dt.date(2029, 2, 28))
    ]


def test_of_two_steps_that_are_due_the_earlier_is_not_worth_telling():
    now = dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC)
    hour = dt.timedelta(hours=1)
    later = MONDAY + dt.timedelta(days=5)
    moments = {"14": (MONDAY, now - 9 * hour), "3": (later, now - hour), "0": (later, now + hour)}

    assert superseded(moments, now) == {"14"}


def test_a_key_names_rule_record_occasion_person_and_channel():
    assert key_of("deliverable-due", "deliverable", 12, "14", "user:3", "mail") == (
        "deliverable-due|deliverable:12|14|user:3|mail"
    )
