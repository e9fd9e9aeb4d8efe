"""A curve that rises in steps: level until each step, its band, how many are watched beneath."""

import re

import pytest

from drawing.samples import CONVERTED
from drawing.steps import NARROW, WIDE, Steps

SIZES = [WIDE, NARROW]
FOOT = re.compile(r'<text class="lbl" x="([\d.]+)" y="(\d+)" text-anchor="middle">([^<]+)</text>')


def drawn(curve, *, beside=(), last=10, at_risk=()):
    return str(Steps(list(curve), list(beside), last, list(at_risk), "Years", "A title").svg())


def corners(svg, css="step"):
    """[(x, y)] of the path, corner by corner."""
    path = re.search(rf'<path class="{css}" d="([^"]+)"', svg).group(1)
    (x, y), found = (float(n) for n in re.match(r"M([\d.]+) ([\d.]+)", path).groups()), []
    found.append((x, y))
    for way, value in re.findall(r"([HV])([\d.]+)", path):
        x, y = (float(value), y) if way == "H" else (x, float(value))
        found.append((x, y))
    return found


def band(svg):
    """[(x, y)] of the corners of the band, or nothing."""
    found = re.search(r'class="step-band" points="([^"]+)"', svg)
    numbers = [float(n) for n in found.group(1).split()] if found else []
    return list(zip(numbers[::2], numbers[1::2], strict=True))


@pytest.mark.parametrize("size", SIZES)
def test_curve_and_band_stay_inside(size):
    svg = str(CONVERTED.svg(size))

    points = corners(svg) + corners(svg, "step-b") + band(svg)
    assert len(band(svg)) == 4 * len(CONVERTED.curve)
    assert all(0 <= x <= size[0] and 0 <= y <= size[1] for x, y in points)


def test_it_begins_at_nought_is_level_until_each_step_and_goes_straight_up_there():
    (x0, y0), *rest = corners(drawn([(2, 0.25, None, None), (5, 0.5, None, None)]))
    (x1, y1), (x2, y2), (x3, y3), (x4, y4), (x5, y5) = rest

    assert (y1, x2, y3, x4, y5) == (y0, x1, y2, x3, y4)
    assert (x1 - x0, x3 - x0, x5 - x0) == pytest.approx([(x5 - x0) * part for part in (0.2, 0.5, 1)], abs=0.2)
    assert y0 - y4 == pytest.approx(2 * (y0 - y2), abs=0.2)


def test_a_higher_share_stands_higher_and_all_of_them_at_the_top_line():
    svg = drawn([(3, 1, None, None)])
    lines = [float(y) for y in re.findall(r'<line class="gl"[^>]* y1="([\d.]+)"', svg)]

    assert lines == sorted(lines, reverse=True)
    assert [y for _x, y in corners(svg)][-1] == min(lines)


def test_where_nothing_happened_the_curve_lies_on_the_ground_to_the_end():
    (x0, y0), (x1, y1) = corners(drawn([]))

    assert x1 > x0
    assert y1 == y0
    assert band(drawn([])) == []


def test_the_band_holds_the_curve_at_each_of_its_steps():
    svg = str(CONVERTED.svg())
    edges = band(svg)
    upper, lower = edges[: len(edges) // 2], edges[len(edges) // 2:][::-1]

    assert [x for x, _y in upper] == [x for x, _y in lower]
    steps = dict(corners(svg)[2::2])  # where each step ends: x, height
    assert all(high <= steps[x] <= low for (x, high), (_x, low) in zip(upper[::2], lower[::2], strict=True))


def test_the_band_ends_where_the_curve_has_none_any_more():
    svg = drawn([(2, 0.5, 0.2, 0.8), (6, 1, None, None)], last=10)
    at_the_end = corners(svg)[3][0]  # the second step

    assert max(x for x, _y in band(svg)) == at_the_end < corners(svg)[-1][0]


def test_the_thinner_curve_is_drawn_only_where_there_is_one():
    assert 'class="step-b"' not in drawn([(2, 0.5, None, None)])
    assert 'class="step-b"' in drawn([(2, 0.5, None, None)], beside=[(2, 0.25)])


@pytest.mark.parametrize("size", SIZES)
def test_how_many_are_watched_stands_beneath_at_its_time_and_clear_of_its_word(size):
    svg = str(CONVERTED.svg(size))
    beneath = [(float(x), word) for x, y, word in FOOT.findall(svg) if int(y) == size[1] - 8]

    assert [word for _x, word in beneath] == [str(n) for _time, n in CONVERTED.at_risk[1:]]
    assert beneath[0][0] > 46 + 30


def test_it_is_read_out_as_what_it_finds_words_are_escaped_and_nothing_is_styled():
    svg = str(Steps([(1, 0.5, 0.2, 0.8)], [], 2, [(1, 3)], "Years & more", "Half < all").svg())

    assert 'role="img"' in svg
    assert "Half &lt; all</title>" in svg
    assert "Years &amp; more" in svg
    assert "style=" not in svg
