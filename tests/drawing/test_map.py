from xml.etree import ElementTree

import pytest

from drawing.map import LARGE, SMALL, Place, _box, choose_labels, world_map
from drawing.projection import HEIGHT, WIDTH, arc, centre_of, land_outline, project
from drawing.samples import CHICAGO, PLACES

HAMBURG = Place("Hamburg", 9.99, 53.55)
NAIROBI = Place("Nairobi", 36.82, -1.29)
AUCKLAND = Place("Auckland", 174.76, -36.85)
HOMES = [CHICAGO, HAMBURG, NAIROBI, AUCKLAND]


def drawn(home, places=PLACES):
    return ElementTree.fromstring(world_map(home, places, "/map/land/0.svg"))


def test_the_home_city_stands_in_the_middle_of_its_own_map():
    for home in HOMES:
        x, _y = project(home.lon, home.lat, centre_of(home.lon))

        assert abs(x - WIDTH / 2) < 3


def test_west_is_left_of_east_and_north_above_south():
    lon0 = centre_of(CHICAGO.lon)
    chicago, hamburg, durban = (project(lon, lat, lon0) for lon, lat in [(-87.6, 41.9), (9.99, 53.55), (31.02, -29.86)])

    assert chicago[0] < hamburg[0]
    assert hamburg[1] < chicago[1] < durban[1]


def test_the_projection_keeps_areas_equal():
    """One degree square at the equator and one at 60 degrees north stand as cos 60 to 1 (Equal Earth)."""

    def area(lat):
        left, right = project(0, lat, 0), project(30, lat, 0)
        low, high = project(0, lat - 1, 0), project(0, lat + 1, 0)
        return (right[0] - left[0]) * (low[1] - high[1])

    assert area(60) / area(0) == pytest.approx(0.5, rel=0.05)


def test_every_place_lies_in_the_frame_for_every_home():
    for home in HOMES:
        for place in PLACES:
            x, y = project(place.lon, place.lat, centre_of(home.lon))

            assert 0 <= x <= WIDTH
            assert 0 <= y <= HEIGHT


def test_a_place_across_the_date_line_is_near_its_neighbour():
    fiji, samoa = project(178, -18, centre_of(175)), project(-172, -13.8, centre_of(175))

    assert 0 < samoa[0] - fiji[0] < 40


@pytest.mark.parametrize(("lon", "centre"), [(-87.63, -88), (9.99, 10), (179.9, -180), (-180, -180), (36.82, 37)])
def test_a_map_is_centred_on_a_whole_degree(lon, centre):
    assert centre_of(lon) == centre


def test_an_arc_is_lifted_towards_the_pole_and_stays_in_the_frame():
    assert arc((100, 200), (300, 200)) == "M100 200Q200.0 164.0 300 200"
    assert arc((0, 10), (900, 10)).split("Q")[1].split()[1] == "4.0"


@pytest.mark.parametrize("home", HOMES, ids=lambda home: home.name)
def test_no_two_labels_overlap_in_either_size(home):
    lon0 = centre_of(home.lon)
    places = [place for place in PLACES if place.name != home.name]
    points = [project(place.lon, place.lat, lon0) for place in places]

    labels = choose_labels(home, project(home.lon, home.lat, lon0), places, points)

    wide = [_box(x, y, anchor, text, SMALL) for text, x, y, anchor, _css in labels]
    phone = [_box(x, y, anchor, text, LARGE) for text, x, y, anchor, css in labels if "minor" not in css]
    for boxes in (wide, phone):
        assert not any(a.meets(b) for i, a in enumerate(boxes) for b in boxes[:i])
    assert labels[0][0] == home.name
    assert len(labels) >= 6


@pytest.mark.parametrize("home", HOMES, ids=lambda home: home.name)
def test_each_place_has_an_arc_and_a_link_out_of_the_tab_order(home):
    tree = drawn(home)

    links = list(tree.iter("a"))
    assert len([path for path in tree.iter("path") if "arc" in path.get("class")]) == len(PLACES)
    assert {link.get("tabindex") for link in links} == {"-1"}
    assert len(links) == len(PLACES)


def test_a_map_without_places_still_shows_the_home_city():
    tree = drawn(NAIROBI, [])

    assert [text.text for text in tree.iter("text")] == ["Nairobi"]


def test_names_are_escaped():
    svg = world_map(CHICAGO, [Place("<b>", 0, 0, url='"><script>')], "/map/land/-88.svg")

    assert "<b>" not in svg
    assert "<script>" not in svg


@pytest.mark.parametrize("lon0", [-180, -88, 0, 10, 37, 175])
def test_the_land_outline_is_whole_for_any_centre(lon0):
    tree = ElementTree.fromstring(land_outline(lon0))
    path = next(element for element in tree.iter() if element.tag.endswith("path"))

    assert len(path.get("d")) > 20_000
    assert "nan" not in path.get("d")


def test_a_centre_beyond_the_globe_is_refused():
    with pytest.raises(ValueError, match="181"):
        land_outline(181)
