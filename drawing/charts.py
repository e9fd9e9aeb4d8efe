"""Server-side SVG charts: no JavaScript, no style attributes, colours from CSS classes.

Rules kept by each function:
  * role="img" with a title that states the finding, not the chart type; the numbers are in a table beside it.
  * text is real text in the page's font; sizes are in user units, so a chart has one rendition per width (wide, narrow)
    and CSS container queries show one of them. The one not shown is display:none, so it is not read out either.
  * only presentation attributes and classes: .c-0 ... .c-6 (stages, 0 no recent record, 6 not enough records),
    .c-ver, .c-doc, .c-rep, .lbl
Values arrive as Decimal or int; they become floats only as coordinates. None is "not reported": drawn as nothing,
written as "–".
"""

from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from math import floor, log10

from django.utils.safestring import mark_safe
from django.utils.translation import gettext, pgettext

from drawing import formats
from drawing.svg import figure, short, text_width
from drawing.words import TESTS

WIDE, NARROW = (620, 318), (340, 250)


def _share(percent):
    return f"{max(0.0, min(100.0, round(float(percent), 2))):g}"


def bar(percent, css="c-p", mark=None, second=None, second_css=""):
    """A bar of the container's width. percent 0-100 or None (nothing known); mark is a target; second is a lighter,
    longer bar behind. Decorative: the figures stand beside it in words."""
    parts = ['<rect class="track" width="100%" height="100%" rx="2"/>']
    if second is not None:
        parts.append(f'<rect class="{escape(second_css)}" width="{_share(second)}%" height="100%" rx="2"/>')
    if percent is not None:
        parts.append(f'<rect class="{escape(css)}" width="{_share(percent)}%" height="100%" rx="2"/>')
    if mark is not None:
        parts.append(f'<rect class="mark" x="{_share(min(float(mark), 99.2))}%" width="2" height="100%"/>')
    return mark_safe(f'<svg class="bar" aria-hidden="true" width="100%" height="8">{"".join(parts)}</svg>')


def sparkline(values, width=66, height=28):
    """Decorative: the tile beside it says the change in words. Unknown values are left out; one value is a dot."""
    known = [float(value) for value in values or () if value is not None]
    if not known:
        return ""
    low, span = min(known), (max(known) - min(known)) or 1
    step = (width - 6) / (len(known) - 1) if len(known) > 1 else 0
    flat = max(known) == min(known)
    points = []
    for index, value in enumerate(known):
        y = height / 2 if flat else height - 3 - (value - low) / span * (height - 7)
        points.append((short(2 + index * step), short(y)))
    x, y = points[-1]
    line = " ".join(f"{px},{py}" for px, py in points)
    drawn = f'<polyline points="{line}"/>' if len(points) > 1 else ""
    return mark_safe(
        f'<svg class="spark" viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-hidden="true">'
        f'{drawn}<circle class="spark-dot" cx="{x}" cy="{y}" r="2.6"/></svg>'
    )


def stage_dots(stage, gaps=()):
    """One mark per test: filled up to the stage, save for the gaps (lower tests that are not met)."""
    dots = []
    for test in TESTS:
        met = stage in TESTS and test <= stage and test not in gaps
        css = f"c-{stage}" if met else ("hollow" if stage == 6 else "off")
        dots.append(f'<rect class="{css}" x="{(test - 1) * 7 + 0.5:g}" y=".5" width="5" height="7" rx="1.5"/>')
    return mark_safe(f'<svg viewBox="0 0 34 8" aria-hidden="true">{"".join(dots)}</svg>')


def scale_of(values):
    """(divisor, word) for a row of values, so that the largest is a short number: 2 400 000 > (1e6, "million")."""
    top = max((abs(value) for value in values if value is not None), default=0)
    if top >= 10**9:
        return Decimal(10**9), pgettext("scale of a chart", "billion")
    if top >= 10**6:
        return Decimal(10**6), pgettext("scale of a chart", "million")
    if top >= 10**4:
        return Decimal(10**3), pgettext("scale of a chart", "thousand")
    return Decimal(1), ""


def ticks(top, parts=4):
    """Round values from 0 to the first at or above top; [0, 1] when there is nothing to show."""
    if top <= 0:
        return [0.0, 1.0]
    raw = float(top) / parts
    magnitude = 10.0 ** floor(log10(raw))
    step = next(m * magnitude for m in (1, 2, 2.5, 5, 10) if m * magnitude >= raw * 0.999999)
    count = 1
    while step * count < float(top) * 0.999999:
        count += 1
    return [round(step * k, 9) for k in range(count + 1)]


@dataclass(frozen=True)
class EvidenceChart:
    """Columns of one kind of money (or count) by evidence, one column a period.

    labels: a word a period. verified, documented, reported: Decimal, int or None a period, in whole units.
    target: value a period or None. currency: ISO code, or None for a count. open_last: how many of the last periods
    lie after the data cut-off. title, desc: the finding in words; made from the data where they are empty.
    """

    labels: list
    verified: list
    documented: list
    reported: list
    target: Decimal | None = None
    currency: str | None = None
    open_last: int = 0
    title: str = ""
    desc: str = ""
    period: str = ""
    _scale: tuple = field(init=False, repr=False, compare=False, default=None)

    def __post_init__(self):
        object.__setattr__(self, "_scale", scale_of([*self.totals, self.target]))

    @property
    def parts(self):
        """Per period (verified, documented, reported) as numbers, unknown as 0."""
        return [
            tuple(value or 0 for value in values)
            for values in zip(self.verified, self.documented, self.reported, strict=True)
        ]

    @property
    def totals(self):
        return [sum(values) for values in self.parts]

    @property
    def empty(self):
        return not any(self.totals)

    @property
    def unit(self):
        """The words for the axis: "$ million", "thousand", or the symbol alone."""
        symbol = formats.currency_symbol(self.currency) if self.currency else ""
        return " ".join(word for word in (symbol, self._scale[1]) if word)

    def shown(self, value):
        """A value in the unit of the axis, with a decimal where it is small."""
        if value is None:
            return formats.MISSING
        scaled = Decimal(value) / self._scale[0]
        digits = 0 if scaled == int(scaled) and self._scale[0] == 1 else (1 if abs(scaled) < 100 else 0)
        return formats.number(scaled.quantize(Decimal(1).scaleb(-digits)), digits)

    def whole(self, value):
        return formats.money(value, self.currency) if self.currency else formats.compact(value)

    @property
    def finding(self):
        """The sentence that the chart is read out as, by rule: the first and the last closed period."""
        if self.title:
            return self.title
        closed = len(self.labels) - self.open_last
        if self.empty or closed < 1:
            return gettext("Nothing is recorded in these periods")
        first, last = self.verified[0] or 0, self.verified[closed - 1] or 0
        words = {
            "first": self.whole(first),
            "last": self.whole(last),
            "from": self.labels[0],
            "to": self.labels[closed - 1],
        }
        if closed == 1 or first == last:
            return gettext("Verified stands at %(last)s in %(to)s") % words
        if last > first:
            return gettext("Verified rose from %(first)s in %(from)s to %(last)s in %(to)s") % words
        return gettext("Verified fell from %(first)s in %(from)s to %(last)s in %(to)s") % words

    @property
    def description(self):
        if self.desc or not self.labels:
            return self.desc
        words = {
            "n": len(self.labels),
            "period": self.labels[-1],
            "verified": self.whole(self.verified[-1]),
            "documented": self.whole(self.documented[-1]),
            "reported": self.whole(self.reported[-1]),
        }
        return (
            gettext(
                "Columns for %(n)d periods in three shades. In %(period)s, %(verified)s is verified, "
                "%(documented)s documented and %(reported)s only reported."
            )
            % words
        )

    @property
    def rows(self):
        """(label, verified, documented, reported) written out, for the table under the chart."""
        return [
            (label, self.shown(verified), self.shown(documented), self.shown(reported))
            for label, verified, documented, reported in zip(
                self.labels, self.verified, self.documented, self.reported, strict=True
            )
        ]

    def svg(self, size=WIDE):
        return evidence_columns(self, *size)


def evidence_columns(chart, width, height):
    """Verified below, documented and reported above, each with a gap; the number on a column is the verified part, no
    total is written. Open periods stand on a shaded band that says so."""
    divisor = float(chart._scale[0])
    top_value = max([*(float(total) for total in chart.totals), float(chart.target or 0)], default=0) / divisor
    marks = ticks(top_value * 1.05)
    written = [formats.number(Decimal(str(mark))) for mark in marks]
    left = round(max(text_width(word, 12) for word in written) + 13)
    right, top, bottom = 8, 34, 28
    plot = height - top - bottom
    slot = (width - left - right) / max(len(chart.labels), 1)
    body = _open_band(chart, width, height, right, bottom, slot)

    def y(value):
        return round(top + plot - float(value) / marks[-1] * plot, 1)

    if chart.unit:
        body.append(f'<text class="lbl" x="0" y="14">{escape(chart.unit)}</text>')
    for mark, word in zip(marks, written, strict=True):
        if chart.empty and mark:
            continue
        body.append(
            f'<line class="gl" x1="{left}" x2="{width - right}" y1="{y(mark)}" y2="{y(mark)}"/>'
            f'<text class="lbl" x="{left - 7}" y="{y(mark) + 4}" text-anchor="end">{word}</text>'
        )
    label = None
    if chart.target and not chart.empty:
        line = y(float(chart.target) / divisor)
        words = " ".join(
            filter(None, (gettext("Target %(target)s verified") % {"target": chart.whole(chart.target)}, chart.period))
        )
        label = (left + 4 + text_width(words, 12), line)
    body += _columns(chart, width, height, left, slot, y, divisor, label)
    if label:
        body.append(
            f'<line class="target" x1="{left}" x2="{width - right}" y1="{line}" y2="{line}"/>'
            f'<text class="lbl strong" x="{left + 4}" y="{line - 6}">{escape(words)}</text>'
        )
    if chart.empty:
        words = escape(gettext("Nothing is recorded in these periods"))
        body.append(f'<text class="lbl" x="{width / 2:g}" y="{height / 2:g}" text-anchor="middle">{words}</text>')
    return figure(width, height, chart.finding, "".join(body), css="cols", desc=chart.description)


def _open_band(chart, width, height, right, bottom, slot):
    """The shaded ground of the periods still being confirmed, with its words on the side that has room."""
    if not chart.open_last:
        return []
    x = round(width - right - slot * chart.open_last, 1)
    words = escape(gettext("still being confirmed"))
    inside = x < width / 2
    at, anchor = (x + 6, "start") if inside else (x - 6, "end")
    return [
        f'<rect class="open" x="{x}" y="4" width="{round(slot * chart.open_last, 1)}" height="{height - bottom - 4}" '
        f'rx="4"/><text class="lbl open-t" x="{at:g}" y="17" text-anchor="{anchor}">{words}</text>'
    ]


def _columns(chart, width, height, left, slot, y, divisor, target):
    thick = round(min(slot * 0.56, 44), 1)
    widest = max((text_width(label, 12) for label in chart.labels), default=0)
    every = max(1, -(-int(widest + 8) // max(int(slot), 1)))
    out = []
    for index, (label, parts) in enumerate(zip(chart.labels, chart.parts, strict=True)):
        x = round(left + index * slot + (slot - thick) / 2, 1)
        centre = round(x + thick / 2, 1)
        base = 0.0
        for css, value in zip(("c-ver", "c-doc", "c-rep"), parts, strict=True):
            scaled = float(value) / divisor
            if scaled > 0:
                gap = 1.5 if base else 0
                tall = round(max(y(base) - y(base + scaled) - gap, 0.8), 1)
                out.append(f'<rect class="{css}" x="{x}" y="{y(base + scaled)}" width="{thick}" height="{tall}"/>')
            base += scaled
        out += _column_value(chart, parts[0], index, thick, centre, y, divisor, base, target)
        if (len(chart.labels) - 1 - index) % every == 0:
            out.append(
                f'<text class="lbl" x="{centre}" y="{height - 8}" text-anchor="middle">{escape(str(label))}</text>'
            )
    return out


def _column_value(chart, verified, index, thick, centre, y, divisor, total, target):
    """The verified part as a number: in the column where it fits, above it where the column is low, else not at all.

    target: (right end, height of the line) of the target's words, which no number may cover, or None.
    """
    word = chart.shown(chart.verified[index])
    wide = text_width(word, 12.5)
    if not verified or wide > thick + 12:
        return []
    scaled = float(verified) / divisor
    if y(0) - y(scaled) >= 20 and wide <= thick:
        return [f'<text class="val-in" x="{centre}" y="{y(scaled) + 15:g}" text-anchor="middle">{word}</text>']
    at = y(total) - 5
    if target and centre - wide / 2 < target[0] and target[1] - 20 < at < target[1] + 12:
        return []
    return [f'<text class="val" x="{centre}" y="{at:g}" text-anchor="middle">{word}</text>']
