"""A place in the middle, its partners around it, the ties among those partners: a small network that can be read."""

from dataclasses import dataclass
from html import escape
from math import cos, pi, sin, sqrt

from drawing.svg import figure, short, text_width

WIDE, NARROW = (620, 400), (340, 250)
ROOM = 13  # units of height that a name needs


@dataclass(frozen=True)
class Ego:
    """around: [(key, name, ties)] of the partners, in the order in which they stand around, from the top clockwise.
    among: [(key, key)] of partners tied with each other. title: the finding."""

    home: str
    around: list
    among: list
    title: str
    desc: str = ""

    def svg(self, size=WIDE):
        return ego(self, *size)


def ego(drawn, width, height):
    middle, centre = width / 2, height / 2
    radius = min(width / 2 - 120, height / 2 - 24) if width > 400 else min(width / 2 - 82, height / 2 - 24)
    n = max(len(drawn.around), 1)
    at = {
        key: (middle + radius * sin(2 * pi * k / n), centre - radius * cos(2 * pi * k / n))
        for k, (key, _name, _ties) in enumerate(drawn.around)
    }
    body = [
        f'<line class="ego-l" x1="{short(middle)}" y1="{short(centre)}" x2="{short(x)}" y2="{short(y)}"/>'
        for x, y in at.values()
    ]
    for one, other in drawn.among:
        (x1, y1), (x2, y2) = at[one], at[other]
        bend = f"{short((x1 + x2 + middle) / 3)} {short((y1 + y2 + centre) / 3)}"
        body.append(f'<path class="ego-a" d="M{short(x1)} {short(y1)}Q{bend} {short(x2)} {short(y2)}"/>')
    free = {1: -1e9, -1: -1e9}
    for key, name, ties in sorted(drawn.around, key=lambda row: at[row[0]][1]):
        x, y = at[key]
        side = 1 if x >= middle else -1
        body.append(f'<circle class="ego-n" cx="{short(x)}" cy="{short(y)}" r="{short(3 + sqrt(ties) / 1.6)}"/>')
        if y - free[side] < ROOM:  # no room beside the one above: its dot stands without a name, the table has it
            continue
        free[side] = y
        out = x + side * (7 + sqrt(ties) / 1.6)
        shown = fit(name, width - out if side > 0 else out)
        anchor = "start" if side > 0 else "end"
        body.append(f'<text class="lbl" x="{short(out)}" y="{short(y + 4)}" text-anchor="{anchor}">'
                    f"{escape(shown)}</text>")  # fmt: skip
    body.append(f'<circle class="ego-h" cx="{short(middle)}" cy="{short(centre)}" r="8"/>')
    body.append(f'<text class="val" x="{short(middle)}" y="{short(centre - 13)}" text-anchor="middle">'
                f"{escape(drawn.home)}</text>")  # fmt: skip
    return figure(width, height, drawn.title, "".join(body), css="ego", desc=drawn.desc)


def fit(name, room):
    """The name, shortened to the room there is."""
    if text_width(name, 12) <= room:
        return name
    while name and text_width(name + "…", 12) > room:
        name = name[:-1]
    return name.rstrip() + "…"
