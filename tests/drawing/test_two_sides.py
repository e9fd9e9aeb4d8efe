"""Who works with whom: two columns of names, a line for each pair, thicker for more."""

import re
from html import unescape

import pytest

from drawing.samples import LAYERS
from drawing.two_sides import NARROW, WIDE, Node, TwoSides


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_line_begins_and_ends_at_the_two_it_joins(width):
    svg = str(LAYERS.svg(width))
    dots = {(x, y) for x, y in re.findall(r'<circle class="two-n[^"]*" cx="([\d.]+)" cy="([\d.]+)"', svg)}
    lines = re.findall(r'<path class="two-l" d="M([\d.]+),([\d.]+)C[^"]* ([\d.]+),([\d.]+)" stroke', svg)

    assert len(lines) == len(LAYERS.links)
    assert all({(x, y), (x2, y2)} <= dots for x, y, x2, y2 in lines)


def test_the_line_of_more_activities_is_the_thicker():
    thick = [float(found) for found in re.findall(r'stroke-width="([\d.]+)"', str(LAYERS.svg()))]

    assert [sorted(thick).index(one) for one in thick] == [0, 2, 1]


def test_whoever_works_with_nobody_is_hollow():
    assert str(LAYERS.svg()).count('class="two-n off"') == 1


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_long_name_is_cut_on_the_drawing_and_whole_when_pointed_at(width):
    name = "Chamber of commerce, industry & navigation of the greater harbour district"
    drawn = TwoSides(("Here", (Node(name),)), ("There", (Node("Port"),)), ((0, 0, 1),), "One pair")
    svg = unescape(str(drawn.svg(width)))

    assert f"<title>{name}</title>" in svg
    assert f">{name}<" not in svg.replace(f"<title>{name}</title>", "")
    assert "…" in svg


def test_it_is_read_out_as_what_it_finds_and_styled_nowhere():
    svg = str(LAYERS.svg())

    assert 'role="img"' in svg
    assert LAYERS.title in svg
    assert "style=" not in svg


def test_two_empty_columns_still_draw():
    assert "<svg" in str(TwoSides(("Here", ()), ("There", ()), (), "Nobody works together").svg())
