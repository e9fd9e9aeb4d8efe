"""Points with intervals by years since an event: what lies before it in another shade, a line at nought.

Plain data in, SVG out; the numbers stand in a table beside it.
"""

from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

from django.utils.translation import gettext

from drawing import formats
from drawing.svg import figure, short, text_width

WIDE, NARROW = (620, 318), (340, 270)
REACH = 2.5  # an interval is drawn out to so many times the largest value, and cut there
PARTS = 5


@dataclass(frozen=True)
class Point:
    """at: years since the event, below nought before it. low, high: the ends of the interval, or None.

    fixed: nought by its making, the year that the others are compared with.
    """

    at: int
    value: float
    low: float | None = None
    high: float | None = None
    fixed: bool = False

    @property
    def is_before(self):
        return self.at < 0


@dataclass(frozen=True)
class Events:
    """points: in order of years. across, upwards: what the scales count. title: the finding."""

    points: tuple
    across: str
    upwards: str
    title: str
    desc: str = ""

    @property
    def reach(self):
        """(lowest, highest) value drawn; nought is always in it."""
        values = [point.value for point in self.points] + [0.0]
        most = REACH * max((abs(value) for value in values), default=0) or 1.0
        ends = [end for point in self.points for end in (point.low, point.high) if end is not None]
        ends = [max(-most, min(most, end)) for end in ends]
        low, high = min([*values, *ends]), max([*values, *ends])
        return (low, high) if low < high else (0.0, 1.0)

    def svg(self, size=WIDE):
        return drawn(self, *size)


def marks(low, high, parts=PARTS):
    """Round values that hold low and high between them, nought among them."""
    raw = (high - low) / parts or 1.0
    magnitude = 10.0 ** floor(log10(raw))
    step = next(m * magnitude for m in (1, 2, 2.5, 5, 10) if m * magnitude >= raw * 0.999999)
    return [round(step * k, 9) for k in range(floor(low / step + 1e-9), ceil(high / step - 1e-9) + 1)]


def drawn(chart, width, height):
    scale = marks(*chart.reach)
    written = [formats.number(mark) for mark in scale]
    left = round(max(text_width(word, 12) for word in written) + 13)
    right, top, bottom = 10, 30, 44
    years = [point.at for point in chart.points] or [0]
    first, last = min([*years, -1]), max([*years, 0])
    slot = (width - left - right) / (last - first + 1)

    def x(year):
        return left + (year - first + 0.5) * slot

    def y(value):
        held = max(scale[0], min(scale[-1], value))
        return top + (scale[-1] - held) / (scale[-1] - scale[0]) * (height - top - bottom)

    body = [
        f'<rect class="open" x="{left}" y="{top - 8}" width="{short(x(0) - slot / 2 - left)}" '
        f'height="{height - top - bottom + 16}" rx="4"/>'
    ]
    for mark, word in zip(scale, written, strict=True):
        body.append(
            f'<line class="{"gl nil" if mark == 0 else "gl"}" x1="{left}" x2="{width - right}" y1="{short(y(mark))}" '
            f'y2="{short(y(mark))}"/><text class="lbl" x="{left - 7}" y="{short(y(mark) + 4)}" '
            f'text-anchor="end">{word}</text>'
        )
    body += [one_point(point, x(point.at), y, scale, min(slot / 3, 5)) for point in chart.points]
    body += years_beneath(first, last, slot, x, height - bottom + 22)
    before, room = gettext("before"), x(0) - slot / 2 - left
    if text_width(before, 12) + 12 <= room:
        body.append(f'<text class="lbl open-t" x="{left + 6}" y="{top + 6}">{escape(before)}</text>')
    body.append(f'<text class="lbl strong" x="0" y="13">{escape(chart.upwards)}</text>')
    body.append(
        f'<text class="lbl strong" x="{width - right}" y="{height - 4}" text-anchor="end">{escape(chart.across)}</text>'
    )
    return figure(width, height, chart.title, "".join(body), css="evt", desc=chart.desc)


def one_point(point, x, y, scale, cap):
    """The interval with a cap at each end that is drawn whole, and the value; hollow where it is fixed at nought."""
    shade = "e-b" if point.is_before else "e-a"
    out = []
    if point.low is not None and point.high is not None and not point.fixed:
        low, high = y(point.low), y(point.high)
        out.append(f'<line class="{shade}" x1="{short(x)}" x2="{short(x)}" y1="{short(high)}" y2="{short(low)}"/>')
        for end, at in ((point.low, low), (point.high, high)):
            if scale[0] <= end <= scale[-1]:
                out.append(
                    f'<line class="{shade}" x1="{short(x - cap)}" x2="{short(x + cap)}" y1="{short(at)}" '
                    f'y2="{short(at)}"/>'
                )
    fixed = " fixed" if point.fixed else ""
    return "".join(out) + f'<circle class="{shade}{fixed}" cx="{short(x)}" cy="{short(y(point.value))}" r="4"/>'


def years_beneath(first, last, slot, x, at):
    """Years since the event, so many as there is room for, nought among them."""
    widest = max(text_width(formats.number(year), 12) for year in (first, last)) + 8
    every = max(1, ceil(widest / slot))
    return [
        f'<text class="lbl" x="{short(x(year))}" y="{at}" text-anchor="middle">{formats.number(year)}</text>'
        for year in range(first, last + 1) if year % every == 0
    ]  # fmt: skip
