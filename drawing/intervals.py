"""A row for each estimate: its name, a point, its interval, and on how many it rests; a line where nothing differs."""

from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

from drawing import formats
from drawing.svg import figure, folded, short, text_width

WIDE, NARROW = (620, 26), (340, 26)  # width, height of a row
LINE = 15


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
        return intervals(self, *size)


def intervals(chart, width, row):
    left = min(round(max((text_width(name, 12) for name, *_rest in chart.rows), default=0) + 14), width // 3)
    right, top = 52, 8
    low, high, marks = scale(chart)
    bottom = top + row * len(chart.rows)
    axis = folded(chart.axis, width, 12)

    def x(value):
        at = log10(value) if chart.logarithmic else value
        return short(left + (min(max(at, low), high) - low) / (high - low) * (width - left - right))

    body = [f'<line class="gl" x1="{x(mark)}" x2="{x(mark)}" y1="{top}" y2="{bottom}"/>' for mark in marks]
    taken = []
    for mark in sorted(marks, key=lambda mark: mark != chart.none):  # where room is short, this one stays
        at, half = float(x(mark)), text_width(written(mark), 12) / 2 + 3
        if all(at + half <= left_end or right_end <= at - half for left_end, right_end in taken):
            taken.append((at - half, at + half))
            body.append(f'<text class="lbl" x="{x(mark)}" y="{bottom + 15}" text-anchor="middle">'
                        f"{written(mark)}</text>")  # fmt: skip
    body.append(f'<line class="target" x1="{x(chart.none)}" x2="{x(chart.none)}" y1="{top}" y2="{bottom}"/>')
    for place, (name, value, lowest, highest, n, strong) in enumerate(chart.rows):
        y = top + row * (place + 0.5)
        css = " strong" if strong else ""
        body.append(
            f'<text class="lbl{css}" x="0" y="{y + 4:g}">{escape(name)}</text>'
            f'<line class="iv{" on" if strong else ""}" x1="{x(lowest)}" x2="{x(highest)}" y1="{y:g}" y2="{y:g}"/>'
            f'<circle class="pt on" cx="{x(value)}" cy="{y:g}" r="{5 if strong else 4}"/>'
            f'<text class="lbl" x="{width}" y="{y + 4:g}" text-anchor="end">n {formats.number(n)}</text>'
        )
    body += [
        f'<text class="lbl strong" x="{width}" y="{bottom + 33 + LINE * place}" text-anchor="end">{escape(line)}</text>'
        for place, line in enumerate(axis)
    ]
    height = bottom + 25 + LINE * len(axis)
    return figure(width, height, chart.title, "".join(body), css="ivs", desc=chart.desc)


def written(mark):
    """A value of the scale with as many decimals as it needs: 0.0001 is not nought."""
    return formats.number(mark, max(0, -floor(log10(mark)))) if 0 < mark < 0.01 else formats.number(mark)


def scale(chart):
    """(low, high, marks): the ends as they are drawn; a logarithmic scale stands on powers of ten."""
    ends = [end for _name, _value, low, high, _n, _strong in chart.rows for end in (low, high)] + [chart.none]
    if not chart.logarithmic:
        low, high = min(ends), max(ends)
        return low, high if high > low else low + 1, sorted({low, chart.none, high})
    low, high = floor(log10(min(ends))), ceil(log10(max(ends)))
    return low, max(high, low + 1), [10**power for power in range(low, max(high, low + 1) + 1)]
