"""Points with intervals by years since an event: where they stand, how far they are drawn, what is read out."""

import re

import pytest

from drawing.events import NARROW, WIDE, Events, Point, marks

POINTS = (
    Point(-4, -1.0, -6.0, 4.0), Point(-3, 2.0, -3.0, 7.0), Point(-2, 0.0, fixed=True), Point(0, 5.0, 1.0, 9.0),
    Point(1, 8.0, 2.0, 200.0), Point(2, 9.0),
)  # fmt: skip
CHART = Events(POINTS, "Years since signing", "Per cent", "After signing <b>more</b>")
CIRCLE = re.compile(r'<circle class="([^"]+)" cx="([\d.]+)" cy="([\d.]+)"')


def circles(svg):
    return [(css, float(x), float(y)) for css, x, y in CIRCLE.findall(svg)]


def test_what_lies_before_has_another_shade_and_the_year_compared_with_is_hollow():
    assert [css for css, *_at in circles(str(CHART.svg()))] == ["e-b", "e-b", "e-b fixed", "e-a", "e-a", "e-a"]


def test_later_stands_further_right_and_more_stands_higher():
    found = circles(str(CHART.svg()))

    assert [x for _css, x, _y in found] == sorted(x for _css, x, _y in found)
    assert found[4][2] < found[3][2] < found[2][2] < found[0][2]


def test_an_interval_far_off_is_cut_and_does_not_flatten_the_rest():
    assert CHART.reach == (-6.0, 22.5)


@pytest.mark.parametrize(("low", "high"), [(-6, 22.5), (0, 0.4), (-1200, 3), (-0.001, 0.0005)])
def test_the_scale_holds_both_ends_and_nought(low, high):
    found = marks(low, high)

    assert found[0] <= low
    assert found[-1] >= high
    assert 0 in found
    assert len(found) <= 9


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_everything_stays_inside_and_nothing_is_styled_inline_and_words_are_escaped(size):
    svg = str(CHART.svg(size))
    width, height = size

    assert all(0 < x < width and 0 < y < height for _css, x, y in circles(svg))
    assert "style=" not in svg
    assert "&lt;b&gt;" in svg
    assert 'role="img"' in svg


def test_of_no_points_the_scale_alone_is_drawn():
    assert circles(str(Events((), "Years", "Per cent", "Nothing").svg())) == []
