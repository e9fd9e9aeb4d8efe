"""A city in the middle, its partners around it, curves between partners that are tied."""

import re

import pytest

from drawing.ego import NARROW, WIDE, Ego
from drawing.samples import PARTNERS

DOT = re.compile(r'<circle class="ego-n" cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"')
NAME = re.compile(r'<text class="lbl" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]+)<')


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_each_partner_has_a_dot_inside_the_picture_and_a_line_to_the_middle(size):
    svg = str(PARTNERS.svg(size))
    dots = [(float(x), float(y), float(r)) for x, y, r in DOT.findall(svg)]

    assert len(dots) == len(PARTNERS.around) == svg.count('class="ego-l"')
    assert all(r <= x <= size[0] - r and r <= y <= size[1] - r for x, y, r in dots)


def test_a_curve_begins_and_ends_at_two_partners():
    svg = str(PARTNERS.svg())
    dots = {(x, y) for x, y, _r in DOT.findall(svg)}
    curves = re.findall(r'<path class="ego-a" d="M([\d.]+) ([\d.]+)Q[\d. ]+ ([\d.]+) ([\d.]+)"', svg)

    assert len(curves) == len(PARTNERS.among)
    assert all({(x, y), (x2, y2)} <= dots for x, y, x2, y2 in curves)


def test_the_partner_with_more_ties_has_the_larger_dot():
    drawn = Ego("Home", [(1, "Large", 36), (2, "Small", 1), (3, "Middle", 9)], [], "Three partners")

    assert [float(r) for _x, _y, r in DOT.findall(str(drawn.svg()))] == [6.8, 3.6, 4.9]


def test_of_many_partners_no_name_covers_another():
    many = Ego("Home", [(k, f"Partner {k}", 3) for k in range(30)], [], "Thirty partners")
    svg = str(many.svg(NARROW))
    rows = {}
    for x, y, _name in NAME.findall(svg):
        rows.setdefault(float(x) > NARROW[0] / 2, []).append(float(y))

    assert len(DOT.findall(svg)) == 30
    for heights in rows.values():
        assert all(abs(one - other) >= 12 for one, other in zip(sorted(heights), sorted(heights)[1:], strict=False))


def test_a_single_partner_and_none_at_all_still_draw():
    assert str(Ego("Home", [(1, "Port", 1)], [], "One partner").svg()).count("ego-n") == 1
    assert "ego-n" not in str(Ego("Home", [], [], "No partner").svg())


def test_it_is_read_out_as_what_it_finds_names_are_escaped_and_nothing_is_styled():
    svg = str(Ego("<i>", [(1, "A & B", 2)], [], "Nobody < one").svg())

    assert 'role="img"' in svg
    assert "Nobody &lt; one</title>" in svg
    assert "A &amp; B" in svg
    assert "<i>" not in svg
    assert "style=" not in svg
