"""Points on two logarithmic scales with the line on which both are alike: above it more than expected, below it fewer.

Decorative beside the table that names the furthest; a value of nought stands on the edge, at one half.
"""

from dataclasses import dataclass
from html import escape
from math import ceil, log10

from drawing import formats
from drawing.svg import figure, short, text_width

WIDE, NARROW = (620, 340), (340, 300)
EDGE = 0.5


@dataclass(frozen=True)
class Scatter:
    """points: [(expected, found)], counts of nought and more. named: [(expected, found, name)], drawn stronger, and
    named where there is room. own: the one that is marked before all others, or None.

    across, upwards: what the scales count. title: the finding.
    """

    points: list
    named: list
    across: str
    upwards: str
    title: str
    desc: str = ""
    own: tuple | None = None

    def svg(self, size=WIDE):
        return scatter(self, *size)


def scatter(chart, width, height):
    left, right, top, bottom = 44, 12, 26, 36
    strong = [chart.own] * bool(chart.own) + chart.named
    largest = max([max(pair) for pair in chart.points] + [max(row[:2]) for row in strong] + [10])
    low, high = log10(EDGE), ceil(log10(largest))

    def x(value):
        return short(left + (log10(max(value, EDGE)) - low) / (high - low) * (width - left - right))

    def y(value):
        return short(height - bottom - (log10(max(value, EDGE)) - low) / (high - low) * (height - top - bottom))

    body = []
    for mark in (0, *(10**power for power in range(high + 1))):
        word = formats.number(mark)
        body.append(
            f'<line class="gl" x1="{left}" x2="{width - right}" y1="{y(mark)}" y2="{y(mark)}"/>'
            f'<text class="lbl" x="{left - 7}" y="{float(y(mark)) + 4:g}" text-anchor="end">{word}</text>'
            f'<text class="lbl" x="{x(mark)}" y="{height - 18}" text-anchor="middle">{word}</text>'
        )
    end = 10**high
    body.append(f'<line class="target" x1="{x(0)}" y1="{y(0)}" x2="{x(end)}" y2="{y(end)}"/>')
    body += [f'<circle class="pt" cx="{x(one)}" cy="{y(other)}" r="2.4"/>' for one, other in chart.points]
    body += labels(chart, width - right, x, y)
    body.append(f'<text class="lbl strong" x="0" y="14">{escape(chart.upwards)}</text>')
    body.append(f'<text class="lbl strong" x="{width - right}" y="{height - 3}" text-anchor="end">'
                f"{escape(chart.across)}</text>")  # fmt: skip
    return figure(width, height, chart.title, "".join(body), css="scat", desc=chart.desc)


def labels(chart, edge, x, y):
    """The named points, each with its name where it covers neither another name nor another named point."""
    strong = [chart.own] * bool(chart.own) + chart.named
    dots = [(float(x(one)), float(y(other))) for one, other, _name in strong]
    out, taken = [], []
    for k, ((px, py), (_one, _other, name)) in enumerate(zip(dots, strong, strict=True)):
        css, radius = ("own", 5.5) if chart.own and not k else ("on", 4)
        out.append(f'<circle class="pt {css}" cx="{px:g}" cy="{py:g}" r="{radius}"/>')
        others = [(cx - 4, cy - 4, cx + 4, cy + 4) for at, (cx, cy) in enumerate(dots) if at != k]
        for left, anchor, lift in sides(px, text_width(name, 12)):
            box = (left, py - 8 - lift, left + text_width(name, 12), py + 6 - lift)
            if left >= 0 and box[2] <= edge and not any(crossed(box, other) for other in taken + others):
                taken.append(box)
                at = {"start": box[0], "middle": (box[0] + box[2]) / 2, "end": box[2]}[anchor]
                out.append(f'<text class="lbl strong" x="{short(at)}" y="{short(py + 4 - lift)}" '
                           f'text-anchor="{anchor}">{escape(name)}</text>')  # fmt: skip
                break
    return out


def sides(px, wide):
    """Where a name may stand: (left end, anchor, how far above the point), the best first."""
    return (px + 8, "start", 0), (px - 8 - wide, "end", 0), (px - wide / 2, "middle", 14)


def crossed(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
