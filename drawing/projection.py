"""Equal Earth projection (Savric, Patterson, Jenny 2018), centred on a home city, and the land outline in it.

Centring on the home city means that no arc from it is cut at the date line. Longitudes and latitudes are degrees;
drawing coordinates are user units of a 1000 wide view box.
"""

import json
from functools import lru_cache
from math import asin, cos, hypot, radians, sin, sqrt
from pathlib import Path

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = sqrt(3) / 2
WIDTH, TOP, BOTTOM = 1000, 79, -54
TOPOLOGY = Path(__file__).parent / "data" / "land-110m.json"


def _raw(lon, lat):
    lam, phi = radians(lon), radians(lat)
    t = asin(M * sin(phi))
    t2 = t * t
    t6 = t2 * t2 * t2
    return (
        lam * cos(t) / (M * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2))),
        t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2)),
    )


_XMAX = _raw(180, 0)[0]
_YTOP, _YBOT = _raw(0, TOP)[1], _raw(0, BOTTOM)[1]
HEIGHT = round((_YTOP - _YBOT) / (2 * _XMAX) * WIDTH)  # equal areas: no stretching


def _place(lon, lat):
    x, y = _raw(lon, lat)
    return round((x / _XMAX + 1) / 2 * WIDTH, 1), round((_YTOP - y) / (_YTOP - _YBOT) * HEIGHT, 1)


def centre_of(lon):
    """The whole degree on which a map for this longitude is centred; cities near each other share an outline."""
    return (round(float(lon)) + 180) % 360 - 180


def project(lon, lat, lon0):
    """(x, y) on the map centred on lon0; latitudes beyond the frame stand on its edge."""
    return _place((float(lon) - lon0 + 540) % 360 - 180, max(BOTTOM, min(TOP, float(lat))))


def arc(start, end, lift=0.18):
    """A quadratic curve between two projected points, lifted towards the pole so that arcs part from each other."""
    (x1, y1), (x2, y2) = start, end
    bend = hypot(x2 - x1, y2 - y1) * lift
    top = max(4.0, (y1 + y2) / 2 - bend)
    return f"M{x1} {y1}Q{round((x1 + x2) / 2, 1)} {round(top, 1)} {x2} {y2}"


def _clip(ring, axis, edge, keep_less):
    """Sutherland-Hodgman against one line: coordinate axis (0 longitude, 1 latitude) at edge."""
    out = []
    for index, b in enumerate(ring):
        a = ring[index - 1]
        a_in, b_in = (a[axis] <= edge, b[axis] <= edge) if keep_less else (a[axis] >= edge, b[axis] >= edge)
        if a_in != b_in:
            share = (edge - a[axis]) / (b[axis] - a[axis])
            cut = [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])]
            cut[axis] = edge
            out.append(tuple(cut))
        if b_in:
            out.append(b)
    return out


def _rings(topology):
    """The outer rings of the land, in degrees, unwrapped (no jump at 180) and cut to the frame's latitudes."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for line in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in line:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            ring = []
            for index in polygon[0]:
                points = arcs[index] if index >= 0 else arcs[~index][::-1]
                ring += points[1:] if ring else points
            if max(point[1] for point in ring) < BOTTOM:  # no Antarctica: no sister cities there
                continue
            flat = [ring[0]]
            for lon, lat in ring[1:]:
                flat.append((lon - 360 * round((lon - flat[-1][0]) / 360), lat))
            ring = _clip(_clip(flat, 1, TOP, True), 1, BOTTOM, False)
            if len(ring) >= 3:
                yield ring


def _curved(ring):
    """The ring with points added along a cut at 180 degrees, so that the edge of the map stays curved."""
    out = []
    for index, b in enumerate(ring):
        a = ring[index - 1]
        if abs(a[0]) == 180 and a[0] == b[0]:
            steps = max(1, int(abs(a[1] - b[1]) // 4))
            out += [(a[0], a[1] + (b[1] - a[1]) * step / steps) for step in range(1, steps)]
        out.append(b)
    return out


def _path(ring):
    """SVG path data of one ring, or "" when it would be a speck."""
    points = []
    for lon, lat in _curved(ring):
        point = _place(lon, lat)
        if not points or point != points[-1]:
            points.append(point)
    if len(points) < 3:
        return ""
    xs, ys = zip(*points, strict=True)
    if (max(xs) - min(xs)) * (max(ys) - min(ys)) < 3:
        return ""
    (px, py), steps = points[0], []
    for x, y in points[1:]:
        steps.append(f"{round(x - px, 1):g} {round(y - py, 1):g}")
        px, py = x, y
    return f"M{points[0][0]:g} {points[0][1]:g}l{' '.join(steps)}z"


def land_svg(topology, lon0):
    """The land as one SVG with a group "land", centred on lon0; takes about 25 ms."""
    parts = []
    for ring in _rings(topology):
        for shift in (-360, 0, 360):
            turned = [(lon - lon0 + shift, lat) for lon, lat in ring]
            if max(point[0] for point in turned) < -180 or min(point[0] for point in turned) > 180:
                continue
            cut = _clip(_clip(turned, 0, -180, False), 0, 180, True)
            if len(cut) >= 3:
                parts.append(_path(cut))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"><g id="land">'
        f'<path fill="currentColor" d="{"".join(parts)}"/></g></svg>'
    )


@lru_cache(maxsize=64)
def land_outline(lon0):
    """The stored outline for one whole degree; ValueError beyond -180..180."""
    if not -180 <= lon0 <= 180:
        raise ValueError(lon0)
    return land_svg(json.loads(TOPOLOGY.read_text()), lon0)
