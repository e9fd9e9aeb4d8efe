import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from drawing import charts
from drawing.samples import EMPTY, EXPORTS


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def chart(**changes):
    values = {"labels": ["Q1", "Q2"], "verified": [1, 2], "documented": [0, 0], "reported": [0, 1], **changes}
    return charts.EvidenceChart(**values)


def test_the_title_states_the_finding_of_the_closed_periods():
    assert EXPORTS.finding == "Verified rose from $1.6M in Q4 24 to $2.4M in Q2 26"
    assert chart(verified=[5, 3]).finding == "Verified fell from 5 in Q1 to 3 in Q2"
    assert EMPTY.finding == "Nothing is recorded in these periods"


def test_the_table_holds_the_same_values_as_the_columns_and_keeps_missing_apart():
    drawn = chart(verified=[Decimal(1_600_000), None], currency="USD")

    assert drawn.unit == "$ million"
    assert drawn.rows == [("Q1", "1.6", "0.0", "0.0"), ("Q2", "–", "0.0", "0.0")]


@pytest.mark.parametrize(
    ("values", "unit"),
    [([0, 40], ""), ([9_999, 0], ""), ([25_000, 0], "thousand"), ([3_000_000, 1], "million"), ([10**10, 0], "billion")],
)
def test_the_axis_takes_the_unit_that_makes_its_numbers_short(values, unit):
    assert chart(verified=values).unit == unit


def test_reported_stands_above_verified_in_another_shade_with_a_gap():
    drawn = ElementTree.fromstring(chart(verified=[10, 10], reported=[0, 5]).svg())
    bars = [rect for rect in drawn.iter("rect") if rect.get("class") in {"c-ver", "c-doc", "c-rep"}]

    verified, reported = bars[1], bars[2]
    assert [bar.get("class") for bar in bars] == ["c-ver", "c-ver", "c-rep"]
    assert float(reported.get("y")) + float(reported.get("height")) < float(verified.get("y"))


def test_periods_after_the_cut_off_stand_on_a_shaded_band():
    assert "still being confirmed" in EXPORTS.svg()
    assert "still being confirmed" not in chart().svg()


def test_a_chart_without_values_says_so_and_still_has_its_axis():
    drawn = EMPTY.svg()

    assert "Nothing is recorded in these periods" in drawn
    assert 'class="c-ver"' not in drawn


def test_labels_and_titles_are_escaped():
    drawn = chart(labels=["<b>", "Q2"], title="<script>").svg()

    assert "<script>" not in drawn
    assert "<b>" not in drawn


def test_the_same_chart_is_the_same_text_in_every_worker():
    assert chart().svg() == chart().svg()


@given(st.integers(min_value=1, max_value=10**13), st.integers(min_value=1, max_value=6))
def test_ticks_are_few_even_and_reach_the_largest_value(top, parts):
    marks = charts.ticks(top, parts)

    steps = {round(after - before, 6) for before, after in zip(marks, marks[1:], strict=False)}
    assert marks[0] == 0
    assert marks[-1] >= top * 0.999999
    assert len(marks) <= parts + 1
    assert len(steps) == 1


def test_ticks_of_small_values_are_fractions():
    assert charts.ticks(0.9) == [0, 0.25, 0.5, 0.75, 1.0]
    assert charts.ticks(0) == [0, 1]


def test_a_bar_stays_in_its_frame_and_an_unknown_share_is_an_empty_track():
    assert 'width="100%" height="100%" rx="2"/></svg>' in charts.bar(140)
    assert charts.bar(None).count("<rect") == 1
    assert 'class="c-rep" width="85%"' in charts.bar(64, "c-ver", mark=69, second=85, second_css="c-rep")


@pytest.mark.parametrize(("values", "points"), [([], 0), ([None], 0), ([5], 0), ([5, 5], 2), ([1, None, 3], 2)])
def test_a_sparkline_draws_what_is_known(values, points):
    drawn = charts.sparkline(values)

    line = re.search(r'points="([^"]*)"', drawn or "")
    assert len(line.group(1).split() if line else []) == points
    assert bool(drawn) == any(value is not None for value in values)


def test_a_stage_mark_leaves_the_gaps_unfilled():
    drawn = charts.stage_dots(4, gaps=(3,))

    assert re.findall(r'class="([^"]*)"', drawn) == ["c-4", "c-4", "off", "c-4", "off"]
    assert set(re.findall(r'class="([^"]*)"', charts.stage_dots(0))) == {"off"}
    assert set(re.findall(r'class="([^"]*)"', charts.stage_dots(6))) == {"hollow"}


def test_a_low_column_beside_the_words_of_a_target_is_drawn():
    low = chart(verified=[Decimal(10), Decimal(2_000_000)], target=Decimal(900_000), currency="USD")

    assert "Target" in low.svg()
