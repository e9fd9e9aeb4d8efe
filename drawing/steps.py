"""A curve that rises in steps, with its band and how many are still watched beneath; a second, thinner curve beside."""

from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext

from drawing import formats
from drawing.charts import ticks
from drawing.svg import figure, short

WIDE, NARROW = (620, 330), (340, 290)


@dataclass(frozen=True)
class Steps:
    """curve: [(time, share, low, high)] at each step, shares 0 to 1, low and high None where there is no band.

    beside: [(time, share)] of the thinner curve. last: up to when anything was watched. at_risk: [(time, number)] told
    beneath. unit: of the time. title: the finding.
    """

    curve: list
    beside: list
    last: float
    at_risk: list
    unit: str
    title: str
    desc: str = ""

    def svg(self, size=WIDE):
        return steps(self, *size)


def steps(chart, width, height):
    left, right, top, bottom = 46, 14, 14, 66
    marks = ticks(chart.last)
    plot = width - left - right

    def x(time):
        return short(left + time / marks[-1] * plot)

    def y(share):
        return short(top + (1 - share) * (height - top - bottom))

    body = []
    for share in (0, 0.25, 0.5, 0.75, 1):
        body.append(f'<line class="gl" x1="{left}" x2="{width - right}" y1="{y(share)}" y2="{y(share)}"/>'
                    f'<text class="lbl" x="{left - 7}" y="{float(y(share)) + 4:g}" text-anchor="end">'
                    f"{escape(formats.percent(share))}</text>")  # fmt: skip
    body.append(band(chart, x, y))
    if chart.beside:
        body.append(f'<path class="step-b" d="{stairs(chart.beside, chart.last, x, y)}"/>')
    body.append(f'<path class="step" d="{stairs([row[:2] for row in chart.curve], chart.last, x, y)}"/>')
    for mark in marks:
        body.append(f'<text class="lbl" x="{x(mark)}" y="{height - 44}" text-anchor="middle">'
                    f"{formats.number(mark)}</text>")  # fmt: skip
    body.append(f'<text class="lbl strong" x="{width - right}" y="{height - 28}" text-anchor="end">'
                f"{escape(chart.unit)}</text>")  # fmt: skip
    body.append(f'<text class="lbl strong" x="0" y="{height - 8}">{escape(gettext("Watched"))}</text>')
    body += [
        f'<text class="lbl" x="{x(time)}" y="{height - 8}" text-anchor="middle">{formats.number(n)}</text>'
        for time, n in chart.at_risk if float(x(time)) > left + 30
    ]  # fmt: skip
    return figure(width, height, chart.title, "".join(body), css="steps", desc=chart.desc)


def stairs(points, last, x, y):
    """The path from nought, level until each time and straight up there."""
    path, level = [f"M{x(0)} {y(0)}"], 0
    for time, share in points:
        path.append(f"H{x(time)}V{y(share)}")
        level = share
    return "".join(path) + (f"H{x(last)}" if not points or last > points[-1][0] else f"V{y(level)}")


def band(chart, x, y):
    """Between the low and the high end, from the first step that has both until the first after it that has not."""
    ends = [row[0] for row in chart.curve[1:]] + [chart.last]
    rows = [(*row, end) for row, end in zip(chart.curve, ends, strict=False) if row[2] is not None]
    if not rows:
        return ""
    upper, lower = [], []
    for time, _share, low, high, end in rows:
        upper.append(f"{x(time)} {y(high)} {x(end)} {y(high)}")
        lower.append(f"{x(end)} {y(low)} {x(time)} {y(low)}")
    return f'<polygon class="step-band" points="{" ".join(upper)} {" ".join(reversed(lower))}"/>'
