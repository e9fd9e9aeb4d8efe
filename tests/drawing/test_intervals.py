"""Estimates with their intervals: a row for each, all on one scale, a line where nothing differs."""

import re

import pytest

from drawing.formats import number
from drawing.intervals import NARROW, WIDE, Intervals
from drawing.samples import FOLLOWED
from drawing.svg import text_width

SIZES = [WIDE, NARROW]
ROW = re.compile(
    r'<line class="iv(?: on)?" x1="([\d.]+)" x2="([\d.]+)" y1="([\d.]+)"[^>]*/><circle class="pt on" cx="([\d.]+)"'
)
MARK = re.compile(r'<text class="lbl" x="([\d.]+)" y="[\d.]+" text-anchor="middle">([^<]+)</text>')


def rows(svg):
    """[(low, value, high, y)] as they are drawn."""
    return [(float(low), float(value), float(high), float(y)) for low, high, y, value in ROW.findall(svg)]


def line(svg):
    return float(re.search(r'class="target" x1="([\d.]+)"', svg).group(1))


def chart(*estimates, none=1, **more):
    named = [(f"Row {k}", *one, 9, False) for k, one in enumerate(estimates)]
    return Intervals(named, none, "Odds", "A title", **more)


@pytest.mark.parametrize("size", SIZES)
def test_every_row_stands_inside_its_value_between_its_ends(size):
    svg = str(FOLLOWED.svg(size))
    height = float(re.search(r'viewBox="0 0 \d+ ([\d.]+)"', svg).group(1))
    found = rows(svg)

    assert len(found) == len(FOLLOWED.rows)
    assert all(0 < low < value < high < size[0] and 0 < y < height for low, value, high, y in found)
    assert [y for *_ends, y in found] == sorted(y for *_ends, y in found)


def test_above_the_value_of_no_difference_stands_right_of_its_line_and_below_it_left():
    svg = str(chart((4, 2, 8), (0.25, 0.125, 0.5), (1, 0.5, 2)).svg())
    (more, less, none), at = rows(svg), line(svg)

    assert less[2] < at < more[0]
    assert none[1] == at


def test_twice_as_much_and_half_as_much_lie_equally_far_away():
    svg = str(chart((2, 1, 4), (0.5, 0.25, 1)).svg())
    (twice, half), at = rows(svg), line(svg)

    assert twice[1] - at == pytest.approx(at - half[1], abs=0.2)


def test_differences_stand_on_a_plain_scale():
    svg = str(chart((-1, -3, 1), (3, 1, 5), none=0, logarithmic=False).svg())
    (below, above), at = rows(svg), line(svg)

    assert above[1] - at == pytest.approx(3 * (at - below[1]), abs=0.3)
    assert [word for _x, word in MARK.findall(svg)] == [number(n) for n in (0, -3, 5)]


def test_where_all_are_alike_the_scale_still_has_a_width():
    (row,) = rows(str(chart((0, 0, 0), none=0, logarithmic=False).svg()))

    assert row[0] == row[1] == row[2]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("far", [10.0, 1e3, 1e6])
def test_words_of_the_scale_never_cover_each_other_and_that_of_no_difference_always_stands(size, far):
    svg = str(chart((2, 1 / far, far)).svg(size))
    boxes = sorted(
        (float(x) - text_width(word, 12) / 2, float(x) + text_width(word, 12) / 2) for x, word in MARK.findall(svg)
    )

    assert all(end < begin for (_left, end), (begin, _right) in zip(boxes, boxes[1:], strict=False))
    assert "1" in [word for _x, word in MARK.findall(svg)]
    assert "0" not in [word for _x, word in MARK.findall(svg)]  # a ten-thousandth is not nought


@pytest.mark.parametrize("size", SIZES)
def test_a_long_name_of_the_scale_is_folded_and_stays_inside(size):
    svg = str(FOLLOWED.svg(size))
    height = float(re.search(r'viewBox="0 0 \d+ ([\d.]+)"', svg).group(1))
    lines = re.findall(rf'<text class="lbl strong" x="{size[0]}" y="([\d.]+)" text-anchor="end">([^<]+)<', svg)

    assert " ".join(words for _y, words in lines) == FOLLOWED.axis
    assert all(text_width(words, 12) <= size[0] for _y, words in lines)
    assert all(float(y) < height for y, _words in lines)


def test_the_row_of_all_together_is_stronger_than_the_others():
    svg = str(FOLLOWED.svg())

    assert (svg.count('class="iv on"'), svg.count('class="iv"')) == (1, len(FOLLOWED.rows) - 1)
    assert '<text class="lbl strong" x="0"' in svg


def test_each_row_says_on_how_many_it_rests():
    svg = str(FOLLOWED.svg())

    assert [int(n) for n in re.findall(r">n (\d+)<", svg)] == [row[4] for row in FOLLOWED.rows]


def test_of_no_estimates_the_scale_alone_is_drawn():
    assert rows(str(Intervals([], 1, "Odds", "Nothing").svg())) == []


def test_it_is_read_out_as_what_it_finds_names_are_escaped_and_nothing_is_styled():
    svg = str(Intervals([("<b>", 2, 1, 3, 5, False)], 1, "Odds & more", "More < less").svg())

    assert 'role="img"' in svg
    assert "More &lt; less</title>" in svg
    assert "&lt;b&gt;" in svg
    assert "Odds &amp; more" in svg
    assert "style=" not in svg
