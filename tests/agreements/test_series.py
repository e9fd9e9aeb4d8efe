"""What is owed again and again: its days, its items, its end."""

import datetime as dt

import pytest
from django.urls import reverse

from agreements.models import Agreement, Deliverable, DeliverableSeries
from agreements.recurrence import NotARule, days_of, every_of, parse, rule_for
from agreements.services import refusals, refusals_deliverables
from agreements.services.deliverables import cancel_deliverable, move_deliverable
from agreements.services.series import HORIZON, end_series, open_series, start_series
from agreements.tasks import open_series as open_task
from tests.agreements.scene import DAY, NOW

D = dt.date


def start(scene, **more):
    given = {
        "title": "Trade report", "owed_by": scene.port, "first_on": D(2026, 12, 31), "rule": "quarter",
        "by": scene.ana, "at": NOW, **more,
    }  # fmt: skip
    return start_series(scene.agreement, **given)


def days(series):
    return list(Deliverable.objects.filter(series=series).order_by("due_on").values_list("due_on", flat=True))


@pytest.mark.parametrize(
    ("every", "first", "expected"),
    [
        ("month", D(2026, 1, 31), [D(2026, 1, 31), D(2026, 2, 28), D(2026, 3, 31), D(2026, 4, 30)]),
        ("month", D(2026, 1, 15), [D(2026, 1, 15), D(2026, 2, 15), D(2026, 3, 15), D(2026, 4, 15)]),
        ("quarter", D(2025, 11, 30), [D(2025, 11, 30), D(2026, 2, 28), D(2026, 5, 30)]),
        ("half-year", D(2025, 8, 31), [D(2025, 8, 31), D(2026, 2, 28), D(2026, 8, 31)]),
        ("year", D(2024, 2, 29), [D(2024, 2, 29), D(2025, 2, 28), D(2026, 2, 28), D(2027, 2, 28)]),
    ],
)
def test_the_end_of_a_month_stays_its_end(every, first, expected):
    rule = rule_for(every, first)

    found = days_of(rule, first, expected[-1], after=first)

    assert found[: len(expected)] == expected
    assert every_of(rule, first) == every


def test_the_next_day_is_there_however_far_it_lies():
    assert days_of("FREQ=YEARLY", D(2026, 1, 1), D(2026, 6, 1), after=D(2026, 3, 1)) == [D(2026, 1, 1), D(2027, 1, 1)]


@pytest.mark.parametrize("rule", ["", "every month", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=1", "FREQ=MONTHLY;INTERVAL=x"])
def test_what_is_no_rule_of_whole_days_is_refused(rule):
    with pytest.raises(NotARule):
        parse(rule, D(2026, 1, 1))


def test_a_new_series_opens_its_items_half_a_year_ahead(scene):
    series = start(scene, quantity_goal=5, unit="reports", weight=2)

    assert days(series) == [D(2026, 12, 31), D(2027, 3, 31)]
    item = series.deliverables.first()
    assert (item.title, item.owed_by, item.weight, item.unit, item.audience) == (
        "Trade report", scene.port, 2, "reports", "parties",
    )  # fmt: skip


def test_opening_again_opens_nothing_twice_and_later_the_next(scene):
    series = start(scene)

    assert open_series(series, at=NOW) == []
    later = open_series(series, at=NOW + HORIZON)

    assert [item.due_on for item in later] == [D(2027, 6, 30), D(2027, 9, 30)]
    assert open_series(series, at=NOW + HORIZON) == []


def test_an_item_that_was_moved_or_cancelled_is_not_opened_again(scene):
    series = start(scene)
    first, second = series.deliverables.order_by("due_on")
    move_deliverable(first, due_on=D(2027, 1, 20), by=scene.ana, at=NOW)
    cancel_deliverable(second, by=scene.ana, at=NOW)

    assert open_series(series, at=NOW) == []


def test_it_ends_with_its_own_last_day_and_with_the_agreement(scene):
    Agreement.objects.filter(pk=scene.agreement.pk).update(expires_on=D(2027, 2, 1))

    own = start(scene, rule="month", until=D(2027, 1, 31))
    without = start(scene, rule="month")

    assert days(own) == [D(2026, 12, 31), D(2027, 1, 31)]
    assert days(without) == [D(2026, 12, 31), D(2027, 1, 31)]


@pytest.mark.parametrize("status", ["suspended", "expired", "ended", "renewed"])
def test_an_agreement_that_is_over_or_stands_still_opens_nothing(scene, status):
    series = start(scene)
    Agreement.objects.filter(pk=scene.agreement.pk).update(status=status)

    assert open_series(series, at=NOW + HORIZON) == []


def test_a_series_that_was_ended_opens_nothing_more_and_keeps_what_is_open(scene):
    series = start(scene)

    end_series(series, by=scene.ana, at=NOW)
    again = end_series(series, by=scene.ben, at=NOW + DAY)

    assert open_series(series, at=NOW + HORIZON) == []
    assert len(days(series)) == 2
    assert (again.ended_by, again.ended_at) == (scene.ana, NOW)


def test_one_form_sent_twice_starts_one_series(scene):
    assert start(scene, key="k") == start(scene, key="k")
    assert DeliverableSeries.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"title": " "}, refusals.TitleMissing),
        ({"until": D(2026, 1, 1)}, refusals.EndsBeforeItBegins),
        ({"rule": "FREQ=MINUTELY"}, refusals_deliverables.NotARule),
        ({"rule": "FREQ=DAILY", "first_on": D(2025, 1, 1)}, refusals_deliverables.TooManyItems),
    ],
)
def test_a_series_that_cannot_be_is_refused_and_nothing_stays(scene, more, refusal):
    with pytest.raises(refusal):
        start(scene, **more)

    assert not DeliverableSeries.objects.exists()


def test_the_task_opens_every_running_series(scene):
    series = start(scene)
    Deliverable.objects.filter(series=series).delete()

    assert open_task() >= 1
    assert open_task() == 0


def test_the_form_of_a_deliverable_offers_to_owe_it_again_and_the_agreement_shows_and_ends_it(scene, client):
    client.force_login(scene.ana)
    address = reverse("agreements:new-deliverable", args=[scene.agreement.pk])

    sent = client.post(
        address, {"title": "Trade report", "owed_by": scene.port.pk, "due_on": "2027-01-31", "every": "month"}
    )
    page = client.get(sent.url).content.decode()
    series = DeliverableSeries.objects.get()
    client.post(reverse("agreements:end-series", args=[series.pk]))

    assert sent.url == reverse("agreements:agreement", args=[scene.agreement.pk])
    assert "Every month" in page
    assert "as long as the agreement" in page
    series.refresh_from_db()
    assert series.ended_by == scene.ana


def test_nobody_of_another_office_reads_or_ends_a_series(scene, client):
    series = start(scene)
    Agreement.objects.filter(pk=scene.agreement.pk).update(audience="shared")
    for person in (scene.fara, scene.pia, scene.nobody):
        client.force_login(person)

        assert not DeliverableSeries.objects.for_user(person).exists()
        assert client.post(reverse("agreements:end-series", args=[series.pk])).status_code == 404
