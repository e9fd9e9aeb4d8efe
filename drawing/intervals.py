"""A row for each estimate: its name, a point, its interval, and on how many it rests; a line where nothing differs."""

from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

from drawing import formats
from drawing.svg import figure, short, text_width

WIDE, NARROW = (620, 24), (340, 24)  # height of a row
ROW = 26


@dataclass(frozen=True)
class Intervals:
    """rows: [(name, value, low, high, n, strong)], all above 0 where the scale is logarithmic. none: the value at
    which nothing differs. axis: what the scale says. title: the finding."""

    rows: list
    none: float
    axis: str
    title: str
    logarithmic: bool = True
    desc: str = ""

    def svg(self, size=WIDE):
        return intervals(self, size[0])


def intervals(chart, width):
    left = min(round(max(text_width(row[0], 12) for row in chart.rows) + 14), width // 3)
    right, top = 52, 8
    height = top + ROW * len(chart.rows) + 40
    low, high, marks = scale(chart)

    def x(value):
        at = log10(value) if chart.logarithmic else value
        return short(left + (min(max(at, low), high) - low) / (high - low) * (width - left - right))

    bottom = top + ROW * len(chart.rows)
    body = []
    for mark in marks:
        body.append(f'<line class="gl" x1="{x(mark)}" x2="{x(mark)}" y1="{top}" y2="{bottom}"/>'
                    f'<text class="lbl" x="{x(mark)}" y="{bottom + 15}" text-anchor="middle">'
                    f"{formats.number(mark)}</text>")  # fmt: skip
    body.append(f'<line class="target" x1="{x(chart.none)}" x2="{x(chart.none)}" y1="{top}" y2="{bottom}"/>')
    for place, (name, value, lowest, highest, n, strong) in enumerate(chart.rows):
        y = top + ROW * place + ROW / 2
        css = " strong" if strong else ""
        body.append(
            f'<text class="lbl{css}" x="0" y="{y + 4:g}">{escape(name)}</text>'
            f'<line class="iv{" on" if strong else ""}" x1="{x(lowest)}" x2="{x(highest)}" y1="{y:g}" y2="{y:g}"/>'
            f'<circle class="pt on" cx="{x(value)}" cy="{y:g}" r="{5 if strong else 4}"/>'
            f'<text class="lbl" x="{width}" y="{y + 4:g}" text-anchor="end">n {formats.number(n)}</text>'
        )
    body.append(f'<text class="lbl strong" x="{width - right}" y="{bottom + 33}" text-anchor="end">'
                f"{escape(chart.axis)}</text>")  # fmt: skip
    return figure(width, height, chart.title, "".join(body), css="ivs", desc=chart.desc)


def scale(chart):
    """(low, high, marks): the ends as they are drawn; a logarithmic scale stands on powers of ten."""
    ends = [end for _name, _value, low, high, _n, _strong in chart.rows for end in (low, high)] + [chart.none]
    if not chart.logarithmic:
        return min(ends), max(ends), [min(ends), chart.none, max(ends)]
    low, high = floor(log10(min(ends))), ceil(log10(max(ends)))
    return low, max(high, low + 1), [10**power for power in range(low, max(high, low + 1) + 1)]
