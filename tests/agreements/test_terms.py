"""Which date of an agreement matters next."""

import datetime as dt

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from agreements.rules import Next, NextDate, end_of_term, next_date

TODAY = dt.date(2026, 11, 22)
END = dt.date(2027, 6, 30)


def asked(today=TODAY, **more):
    given = {
        "status": "in force", "expires_on": END, "renewal": "none", "notice_days": None, "renewal_months": None,
        "today": today,
    }  # fmt: skip
    return next_date(**{**given, **more})


def test_without_an_end_nothing_comes_next():
    assert asked(expires_on=None) is None


@pytest.mark.parametrize("status", ["expired", "ended", "renewed"])
def test_what_is_over_has_no_next_date(status):
    assert asked(status=status) is None


def test_an_agreement_that_is_not_renewed_expires():
    assert asked(notice_days=90) == NextDate(END, Next.EXPIRES, END)


@pytest.mark.parametrize("renewal", ["automatic", "by notice"])
def test_the_last_day_for_notice_comes_before_the_end(renewal):
    assert asked(renewal=renewal, notice_days=90) == NextDate(dt.date(2027, 4, 1), Next.NOTICE, END)


def test_on_the_last_day_for_notice_it_still_matters_and_on_the_next_day_the_end_does():
    last = dt.date(2027, 4, 1)

    assert asked(today=last, renewal="automatic", notice_days=90).kind == Next.NOTICE
    assert asked(today=last + dt.timedelta(days=1), renewal="automatic", notice_days=90) == NextDate(
        END, Next.RENEWS, END
    )


def test_what_renews_itself_moves_on_by_whole_terms():
    found = asked(expires_on=dt.date(2013, 1, 31), renewal="automatic", renewal_months=12, notice_days=60)

    assert found == NextDate(dt.date(2026, 12, 2), Next.NOTICE, dt.date(2027, 1, 31))


def test_a_term_that_ran_out_is_told_until_somebody_records_what_became_of_it():
    ended = dt.date(2026, 1, 1)

    assert asked(expires_on=ended) == NextDate(ended, Next.TERM_OVER, ended)
    assert asked(expires_on=ended, renewal="automatic") == NextDate(ended, Next.TERM_OVER, ended)


@pytest.mark.parametrize(
    ("expires", "months", "then"),
    [
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 28)),
        (dt.date(2025, 1, 31), 1, dt.date(2025, 2, 28)),
        (dt.date(2025, 11, 30), 3, dt.date(2026, 2, 28)),
        (dt.date(2025, 12, 1), 1, dt.date(2026, 1, 1)),
    ],
)
def test_a_term_ends_on_the_last_of_a_shorter_month(expires, months, then):
    day_after = expires + dt.timedelta(days=1)

    assert end_of_term(expires, renewal="automatic", renewal_months=months, today=day_after) == then


days = st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31))


@given(expires=days, months=st.integers(1, 120), today=days)
def test_a_renewed_term_ends_on_or_after_today_and_is_the_first_to_do_so(expires, months, today):
    end = end_of_term(expires, renewal="automatic", renewal_months=months, today=today)

    assert end >= today
    assert end == expires or expires + relativedelta(months=terms(expires, end, months) * months - months) < today


def terms(expires, end, months):
    """How many terms of so many months lie between; checks that it is a whole number of them."""
    between = (end.year - expires.year) * 12 + end.month - expires.month
    assert between % months == 0
    return between // months


@given(
    expires=st.none() | days, renewal=st.sampled_from(["none", "automatic", "by notice"]), today=days,
    notice=st.none() | st.integers(0, 400), months=st.none() | st.integers(1, 60),
)  # fmt: skip
def test_the_next_date_is_not_before_today_unless_the_term_is_over(expires, renewal, today, notice, months):
    found = asked(expires_on=expires, renewal=renewal, notice_days=notice, renewal_months=months, today=today)

    if found is None:
        assert expires is None
    else:
        assert (found.day < today) == (found.kind == Next.TERM_OVER)
        assert found.day <= found.end
