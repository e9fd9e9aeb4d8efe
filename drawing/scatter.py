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
    """points: [(expected, found)], counts of nought and more. named: [(expected, found, name)], drawn stronger.

    across, upwards: what the scales count. title: the finding.
    """

    points: list
    named: list
    across: str
    upwards: str
    title: str
    desc: str = ""

    def svg(self, size=WIDE):
        return scatter(self, *size)


def scatter(chart, width, height):
    left, right, top, bottom = 44, 12, 26, 36
    largest = max([max(pair) for pair in chart.points] + [max(row[:2]) for row in chart.named] + [10])
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
    """The named points, each with its name where it covers no other name."""
    out, taken = [], []
    for one, other, name in chart.named:
        px, py, wide = float(x(one)), float(y(other)), text_width(name, 12)
        out.append(f'<circle class="pt on" cx="{px:g}" cy="{py:g}" r="4"/>')
        end = px + 7 + wide > edge
        box = (px - 7 - wide if end else px + 7, py - 8, px - 7 if end else px + 7 + wide, py + 6)
        if any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            continue
        taken.append(box)
        anchor = "end" if end else "start"
        out.append(f'<text class="lbl strong" x="{box[2] if end else box[0]:g}" y="{py + 4:g}" '
                   f'text-anchor="{anchor}">{escape(name)}</text>')  # fmt: skip
    return out
