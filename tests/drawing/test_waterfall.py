"""A waterfall lying on its side: levels from nought, differences between them, each with its value."""

import re
from decimal import Decimal

import pytest

from drawing.waterfall import NARROW, WIDE, Bar, WaterfallChart


def chart_of(*bars, **more):
    return WaterfallChart(
        tuple(Bar(name, level, Decimal(before), Decimal(after)) for name, level, before, after in bars), **more
    )


SALES = chart_of(
    ("As reported", True, 0, 3_000_000), ("not verified", False, 3_000_000, 2_000_000),
    ("Verified", True, 0, 2_000_000),
    ("prices", False, 2_000_000, 2_250_000), ("In prices of 2020", True, 0, 2_250_000), currency="USD",
)  # fmt: skip


BOX = re.compile(r'<rect class="[^"]+" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"')


def boxes(svg):
    """[(left, width)] of the bars."""
    return [(float(left), float(wide)) for left, wide in BOX.findall(svg)]


def test_each_bar_begins_where_the_one_before_ends():
    found = boxes(str(SALES.svg(WIDE)))
    ends = [round(left + wide, 1) for left, wide in found]

    assert [left for left, _wide in (found[0], found[2], found[4])] == [found[0][0]] * 3
    assert ends[1] == pytest.approx(ends[0], abs=0.2)
    assert found[1][0] == pytest.approx(ends[2], abs=0.2)
    assert found[3][0] == pytest.approx(ends[2], abs=0.2)
    assert ends[3] == pytest.approx(ends[4], abs=0.2)


def test_differences_bear_their_sign_and_levels_none():
    assert [SALES.shown(bar) for bar in SALES.bars] == ["3.00", "−1.00", "2.00", "+0.25", "2.25"]
    assert SALES.unit == "$ million"


def test_it_is_read_out_as_what_it_finds():
    assert SALES.finding == "From $3M as reported to $2.2M in prices of 2020"
    assert "Nothing is recorded" in chart_of(("As reported", True, 0, 0)).finding


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_everything_stays_inside_and_nothing_is_styled_inline(width):
    svg = str(SALES.svg(width))
    edge = float(re.search(r'viewBox="0 0 ([\d.]+)', svg)[1])

    assert "style=" not in svg
    assert all(left >= 0 and left + wide <= edge for left, wide in boxes(svg))


def test_nought_draws_nothing_and_names_are_escaped():
    svg = str(chart_of(("<Reported>", True, 0, 0), ("Contributed", True, 0, 0)).svg())

    assert boxes(svg) == []
    assert "&lt;Reported&gt;" in svg
