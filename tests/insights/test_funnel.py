"""Funnel shares and Wilson intervals against METHODS 4.1."""

import pytest

from insights.rules.funnel import funnel, share, wilson_interval

STEPS = ["signed", "active", "reciprocal", "lead", "agreement", "outcome"]


def test_golden_fun_1():
    steps = funnel(list(zip(STEPS, [40, 31, 22, 14, 9, 6], strict=True)))

    final, active, agreement = steps[-1].of_first, steps[1].of_first, steps[4].of_previous
    assert (final.value, final.low, final.high) == pytest.approx((0.15, 0.070612, 0.290723), abs=1e-6)
    assert (active.value, active.low, active.high) == pytest.approx((0.775, 0.624969, 0.876839), abs=1e-6)
    assert (agreement.value, agreement.low, agreement.high) == pytest.approx((0.642857, 0.387644, 0.836553), abs=1e-6)


def test_none_of_twelve_still_has_an_upper_end():
    found = share(0, 12)

    assert (found.value, found.low) == (0, 0)
    assert found.high == pytest.approx(0.242494, abs=1e-6)


def test_all_of_all_reaches_one_exactly():
    assert wilson_interval(7, 7)[1] == 1.0


def test_of_nothing_there_is_no_share():
    found = share(0, 0)

    assert (found.value, found.low, found.high, found.is_enough) == (None, None, None, False)


@pytest.mark.parametrize(("n", "enough"), [(4, False), (5, True)])
def test_a_share_needs_five_records(n, enough):
    assert share(1, n).is_enough is enough


def test_more_than_all_is_refused():
    with pytest.raises(ValueError, match="3 of 2"):
        wilson_interval(3, 2)


def test_a_step_that_ties_skipped_has_no_step_share():
    steps = funnel([("signed", 10), ("active", 2), ("reciprocal", 3)])

    assert steps[2].of_previous is None
    assert steps[2].of_first.value == 0.3


def test_the_first_step_has_no_step_before_it():
    assert funnel([("signed", 10)])[0].of_previous is None
