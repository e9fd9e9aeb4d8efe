"""The world map of an office: arcs from the home city, a dot a partner place, labels chosen so that none overlaps.

The links are out of the tab order: the list beside the map has the same links with full-size targets.
"""

from dataclasses import dataclass
from html import escape

from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from drawing.projection import HEIGHT, WIDTH, arc, centre_of, land_outline, project
from drawing.svg import figure, short, text_width
from drawing.words import stage_name

__all__ = ["Place", "centre_of", "land_outline", "world_map"]

SMALL, LARGE = 17, 33  # font sizes of the labels: in wide cards, and on phones where only the major ones are shown
MAJOR_LABELS, ALL_LABELS = 5, 14
CHIEF_LABELS, DOTS_COVERED = 3, 2  # the heaviest places are named even if their name stands on a dot or two
HOME_RADIUS = 7


@dataclass(frozen=True)
class Place:
    """A partner place. lon, lat: degrees; stage: 0-6 or None; weight: 0-5, how thick its arc and how large its dot."""

    name: str
    lon: float
    lat: float
    stage: int | None = None
    weight: float = 1
    url: str = ""


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other):
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    @property
    def inside(self):
        return self.left >= 2 and self.right <= WIDTH - 2 and self.top >= 2 and self.bottom <= HEIGHT - 2


def _class(stage):
    return f"c-{stage}" if stage is not None else "c-6"


def _radius(place):
    return 4.2 + min(place.weight, 5) * 0.55


def _candidates(x, y, radius, size):
    """(x, y, anchor) of the eight places round a dot, best first."""
    gap = radius + 5
    low = size * 0.35
    return (
        (x + gap, y + low, "start"),
        (x - gap, y + low, "end"),
        (x + gap * 0.7, y - gap * 0.8, "start"),
        (x - gap * 0.7, y - gap * 0.8, "end"),
        (x + gap * 0.7, y + gap * 0.6 + size * 0.75, "start"),
        (x - gap * 0.7, y + gap * 0.6 + size * 0.75, "end"),
        (x, y - gap - 2, "middle"),
        (x, y + gap + size * 0.8, "middle"),
    )


def _box(x, y, anchor, text, size):
    width = text_width(text, size)
    left = x - (width if anchor == "end" else width / 2 if anchor == "middle" else 0)
    return Box(left - 3, y - size * 0.8, left + width + 3, y + size * 0.28)


def _dot_box(x, y, radius):
    return Box(x - radius, y - radius, x + radius, y + radius)


def _fit(point, radius, text, size, taken, dots):
    """The first spot for a label that meets no label and no dot of another place; None when there is none."""
    for spot in _candidates(*point, radius, size):
        box = _box(*spot, text, size)
        if box.inside and not any(box.meets(other) for other in taken) and not any(box.meets(dot) for dot in dots):
            return spot, box
    return None


def _best(point, radius, text, taken, dots):
    """The spot for the name of a chief place: it may stand on few dots, never on another name."""
    best = None
    for spot in _candidates(*point, radius, SMALL):
        box = _box(*spot, text, LARGE)
        if not box.inside or any(box.meets(other) for other in taken):
            continue
        covered = sum(_box(*spot, text, SMALL).meets(dot) for dot in dots)
        if covered <= DOTS_COVERED and (best is None or covered < best[0]):
            best = (covered, spot, box)
    return best and best[1:]


def _home_spot(point, name, dots):
    """Where the home city's name stands: the free spot, else the one that covers the fewest dots."""
    spots = [(spot, _box(*spot, name, LARGE)) for spot in _candidates(*point, HOME_RADIUS, SMALL)]
    spots = [item for item in spots if item[1].inside] or spots
    return min(spots, key=lambda item: sum(item[1].meets(dot) for dot in dots))


def choose_labels(home, home_point, places, points):
    """(text, x, y, anchor, class) of each label that fits: first the home city, then places by weight and stage.

    The first few are placed as large as a phone shows them, so that they fit in both sizes; the rest are minor and are
    shown in wide cards alone.
    """
    dots = [_dot_box(*point, max(_radius(place), 9)) for place, point in zip(places, points, strict=True)]
    home_dot = _dot_box(*home_point, HOME_RADIUS)
    spot, box = _home_spot(home_point, home.name, dots)
    labels = [(home.name, *spot, "city home-t")]
    large, small = [box, home_dot], [_box(*spot, home.name, SMALL), home_dot]
    order = sorted(range(len(places)), key=lambda i: (-places[i].weight, -(places[i].stage or 0) % 6, places[i].name))
    rest, seen = [], {home.name}
    for index in order:
        place, point = places[index], points[index]
        others = dots[:index] + dots[index + 1 :]
        others = [dot for dot in others if not dot.meets(_dot_box(*point, 1))]
        found = None
        if place.name not in seen and len(large) < MAJOR_LABELS + 2:
            found = _fit(point, 9, place.name, LARGE, large, others)
            if found is None and len(large) < CHIEF_LABELS + 2:
                found = _best(point, _radius(place), place.name, large, others)
        if found is None:
            rest.append((place, point, others))
            continue
        seen.add(place.name)
        labels.append((place.name, *found[0], "city"))
        large.append(found[1])
        small.append(_box(*found[0], place.name, SMALL))
    for place, point, others in rest:
        if len(labels) > ALL_LABELS:
            break
        found = None if place.name in seen else _fit(point, _radius(place), place.name, SMALL, small, others)
        if found:
            seen.add(place.name)
            labels.append((place.name, *found[0], "city minor"))
            small.append(found[1])
    return labels


def _arc(place, home_point, point):
    css = f"s-{place.stage}" if place.stage is not None else "s-6"
    return (
        f'<path class="arc {css}" d="{arc(home_point, point)}" stroke-width="{0.8 + min(place.weight, 5) * 0.4:.1f}"/>'
    )


def _dot(place, point):
    name = escape(f"{place.name}: {stage_name(place.stage)}")
    x, y = point
    dot = (
        f'<circle class="hit" cx="{x}" cy="{y}" r="13"/>'
        f'<circle class="dot {_class(place.stage)}" cx="{x}" cy="{y}" r="{short(_radius(place))}">'
        f"<title>{name}</title></circle>"
    )
    return (
        f'<a href="{escape(place.url)}" tabindex="-1" aria-label="{name}">{dot}</a>' if place.url else f"<g>{dot}</g>"
    )


def world_map(home, places, land_url, *, title="", desc=""):
    """The map as SVG. home: Place of the home city; places: list of Place; land_url: address of the outline for
    centre_of(home.lon). title: the finding; desc: what it shows, for those who hear it."""
    lon0 = centre_of(home.lon)
    home_point = project(home.lon, home.lat, lon0)
    points = [project(place.lon, place.lat, lon0) for place in places]
    drawn = sorted(zip(places, points, strict=True), key=lambda pair: pair[0].weight)
    parts = [f'<use href="{escape(land_url)}#land" class="land"/>']
    parts += [_arc(place, home_point, point) for place, point in drawn]
    parts += [_dot(place, point) for place, point in reversed(drawn)]
    hx, hy = home_point
    parts.append(f'<circle class="home" cx="{hx}" cy="{hy}" r="{HOME_RADIUS}"/>')
    parts.append(f'<circle class="home-in" cx="{hx}" cy="{hy}" r="3"/>')
    for text, x, y, anchor, css in choose_labels(home, home_point, places, points):
        parts.append(f'<text class="{css}" x="{short(x)}" y="{short(y)}" text-anchor="{anchor}">{escape(text)}</text>')
    words = {"n": len(places), "home": home.name}
    title = title or gettext("Where the %(n)d partner places are, by their stage now") % words
    desc = desc or gettext("Lines from %(home)s to %(n)d partner places. The list has the same content.") % words
    return mark_safe(figure(WIDTH, HEIGHT, title, "".join(parts), css="map", desc=desc, role="group"))
