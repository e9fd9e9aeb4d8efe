"""What stood on a day: nothing that was learnt later rewrites it."""

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.known import known_claims

DAY = dt.date(2026, 1, 1)


def day(number):
    return DAY + dt.timedelta(days=number)


def noon(number):
    return dt.datetime.combine(day(number), dt.time(12), dt.UTC)


@dataclass(frozen=True)
class Row:
    pk: int
    learnt_on: dt.date
    created_at: dt.datetime
    occurred_last: dt.date = DAY
    withdrawn_at: dt.datetime | None = None
    superseded_by_id: int | None = None


def row(pk, learnt, created=None, **more):
    return Row(pk, day(learnt), noon(learnt if created is None else created), **more)


def known(rows, number, **more):
    return [one.pk for one in known_claims(rows, known_on=day(number), **more)]


def test_a_claim_stands_from_the_day_it_was_learnt():
    assert [known([row(1, 5)], number) for number in (4, 5, 6)] == [[], [1], [1]]


def test_a_claim_recorded_later_with_an_earlier_day_was_known_on_that_day():
    assert known([row(1, 5, created=90)], 5) == [1]


def test_a_correction_takes_the_place_on_the_day_it_was_learnt():
    rows = [row(1, 5, created=90, superseded_by_id=2), row(2, 8, created=90)]

    assert [known(rows, number) for number in (7, 8)] == [[1], [2]]


def test_a_correction_that_names_no_later_day_takes_the_place_when_it_was_recorded():
    rows = [row(1, 5, superseded_by_id=2), row(2, 5, created=20)]

    assert [known(rows, number) for number in (19, 20)] == [[1], [2]]


def test_a_chain_of_corrections_stands_one_at_a_time():
    rows = [row(1, 5, superseded_by_id=2), row(2, 8, superseded_by_id=3), row(3, 11)]

    assert [known(rows, number) for number in (4, 5, 8, 11)] == [[], [1], [2], [3]]


def test_a_withdrawn_claim_stood_until_it_was_withdrawn():
    rows = [row(1, 5, withdrawn_at=noon(9))]

    assert [known(rows, number) for number in (8, 9)] == [[1], []]


def test_what_had_not_happened_is_left_out_whatever_was_known():
    later = row(1, 5, occurred_last=day(30))

    assert known([later], 90, as_of=day(29)) == []
    assert known([later], 90, as_of=day(30)) == [1]


def test_a_correction_that_moves_the_date_away_leaves_nothing_behind():
    rows = [row(1, 5, occurred_last=day(1), superseded_by_id=2), row(2, 8, occurred_last=day(60))]

    assert known(rows, 10, as_of=day(10)) == []


def test_without_a_day_everything_that_stands_now_is_known():
    rows = [row(1, 5, superseded_by_id=2), row(2, 8), row(3, 9, withdrawn_at=noon(9))]

    assert [one.pk for one in known_claims(rows)] == [2]


@pytest.mark.parametrize("extra", [0, 1, 40])
@given(days=st.lists(st.integers(0, 30), min_size=1, max_size=5), withdrawn=st.integers(0, 30), seen=st.integers(0, 60))
def test_what_is_reported_later_never_changes_what_stood(extra, days, withdrawn, seen):
    """A chain of corrections recorded as it was learnt; then one more change, after the day that is looked at."""
    days = sorted(days)
    chain = [
        row(pk, learnt, superseded_by_id=pk + 1 if pk < len(days) else None) for pk, learnt in enumerate(days, 1)
    ]
    later = max(seen, days[-1]) + 1 + extra
    corrected = [*chain[:-1], Row(**{**vars(chain[-1]), "superseded_by_id": 99}), row(99, days[-1], created=later)]
    withdrawn_later = [*chain[:-1], Row(**{**vars(chain[-1]), "withdrawn_at": noon(later)})]

    assert known(corrected, seen) == known(chain, seen) == known(withdrawn_later, seen)
    assert len(known(chain, seen)) <= 1
