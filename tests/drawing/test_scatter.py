"""What was found against what was expected: a point for each, a line where both are alike, few names."""

import re

import pytest

from drawing.samples import TIED_CITIES
from drawing.scatter import NARROW, WIDE, Scatter
from drawing.svg import text_width

POINT = re.compile(r'<circle class="pt( \w+)?" cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"')
NAME = re.compile(r'<text class="lbl strong" x="([\d.]+)" y="([\d.]+)" text-anchor="(\w+)">([^<]+)</text>')
SIZES = [WIDE, NARROW]


def points(svg):
    """[(css, x, y)]"""
    return [(css.strip(), float(x), float(y)) for css, x, y, _r in POINT.findall(svg)]


def line(svg):
    return [float(n) for n in re.search(
        r'class="target" x1="([\d.]+)" y1="([\d.]+)" x2="([\d.]+)" y2="([\d.]+)"', svg).groups()]  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
def test_every_point_stands_inside(size):
    found = points(str(TIED_CITIES.svg(size)))

    assert len(found) == len(TIED_CITIES.points) + len(TIED_CITIES.named) + 1
    assert all(0 <= x <= size[0] and 0 <= y <= size[1] for _css, x, y in found)


@pytest.mark.parametrize("size", SIZES)
def test_above_the_line_stands_who_has_more_than_expected(size):
    chart = Scatter([(10, 40), (10, 10), (10, 2)], [], "across", "upwards", "A title")
    svg = str(chart.svg(size))
    x1, y1, x2, y2 = line(svg)
    above, on, below = (y - (y1 + (x - x1) / (x2 - x1) * (y2 - y1)) for _css, x, y in points(svg))

    assert above < -5
    assert on == pytest.approx(0, abs=0.3)
    assert below > 5


def test_nought_stands_on_the_lower_edge_and_what_is_not_expected_at_all_on_the_left():
    chart = Scatter([(0, 0), (0.01, 100)], [], "across", "upwards", "A title")
    svg = str(chart.svg())
    x1, y1, _x2, y2 = line(svg)

    assert [(x, y) for _css, x, y in points(svg)] == [(x1, y1), (x1, y2)]


@pytest.mark.parametrize("size", SIZES)
def test_names_cover_neither_each_other_nor_another_named_point(size):
    crowd = [(20 + k / 10, 0, f"A long name, {k}") for k in range(8)]
    svg = str(Scatter([(1, 1)], crowd, "across", "upwards", "A title", own=(20.05, 0, "Ours")).svg(size))
    boxes = []
    for x, y, anchor, name in NAME.findall(svg):
        if name in ("across", "upwards"):
            continue
        wide = text_width(name, 12)
        left = float(x) - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        boxes.append((left, float(y) - 12, left + wide, float(y) + 2))

    assert 1 <= len(boxes) < len(crowd)
    assert "Ours" in svg
    assert not any(
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
        for k, one in enumerate(boxes) for other in boxes[k + 1:]
    )  # fmt: skip
    assert all(box[0] >= 0 and box[2] <= size[0] for box in boxes)


def test_our_own_city_is_marked_before_all_others():
    found = points(str(TIED_CITIES.svg()))

    assert [css for css, _x, _y in found if css] == ["own", "on", "on"]


def test_it_is_read_out_as_what_it_finds_names_are_escaped_and_nothing_is_styled():
    svg = str(Scatter([(1, 2)], [(1, 2, "<b>")], "a & b", "up", "More < less").svg())

    assert 'role="img"' in svg
    assert "More &lt; less</title>" in svg
    assert "a &amp; b" in svg
    assert "<b>" not in svg
    assert "style=" not in svg
