"""A waterfall lying on its side: levels as bars from nought, between them what is taken off or added, with its name.

It lies so that long names fit at any width. Plain data in, SVG out; the table beside it carries the links.
"""

from dataclasses import dataclass
from decimal import Decimal
from html import escape

from django.utils.translation import gettext

from drawing import formats
from drawing.charts import scale_of
from drawing.svg import figure, short, text_width

WIDE, NARROW = 620, 340


@dataclass(frozen=True)
class Bar:
    """One row. A level stands from nought to `after`; a difference lies between `before` and `after`."""

    name: str
    is_level: bool
    before: Decimal
    after: Decimal
    css: str = "c-ver"

    @property
    def value(self):
        """Of a level its height; of a difference what it changes, below nought where it takes off."""
        return self.after if self.is_level else self.after - self.before


@dataclass(frozen=True)
class WaterfallChart:
    """bars: in order. currency: ISO code, or None for a count."""

    bars: tuple
    currency: str | None = None
    title: str = ""

    @property
    def scale(self):
        return scale_of([end for bar in self.bars for end in (bar.before, bar.after)])

    @property
    def unit(self):
        symbol = formats.currency_symbol(self.currency) if self.currency else ""
        return " ".join(word for word in (symbol, self.scale[1]) if word)

    def shown(self, bar):
        """A bar's value in the unit of the drawing, with its sign where it is a difference."""
        divisor = self.scale[0]
        scaled = bar.value / divisor
        digits = 0 if divisor == 1 and scaled == int(scaled) else (2 if abs(scaled) < 10 else 1)
        written = formats.number(abs(scaled).quantize(Decimal(1).scaleb(-digits)), digits)
        if bar.is_level or not bar.value:
            return ("−" if scaled < 0 else "") + written
        return ("+" if scaled > 0 else "−") + written

    @property
    def finding(self):
        """The sentence that the drawing is read out as: where it begins and where it ends."""
        if self.title:
            return self.title
        levels = [bar for bar in self.bars if bar.is_level]
        if not levels or not any(bar.after for bar in levels):
            return gettext("Nothing is recorded in this period")
        words = {
            "first": self._whole(levels[0].after), "start": levels[0].name.lower(),
            "last": self._whole(levels[-1].after), "end": levels[-1].name.lower(),
        }  # fmt: skip
        return gettext("From %(first)s %(start)s to %(last)s %(end)s") % words

    def _whole(self, value):
        return formats.money(value, self.currency) if self.currency else formats.compact(value)

    def svg(self, width=WIDE):
        return lying_waterfall(self, width)


def lying_waterfall(chart, width):
    """One row a bar: its name (beside it where wide, above it where narrow), the bar, its value at the bar's end."""
    wide = width >= WIDE
    values = [chart.shown(bar) for bar in chart.bars]
    name_room = min(250, max((text_width(bar.name, 12) for bar in chart.bars), default=0) + 14) if wide else 0
    value_room = max((text_width(value, 12.5) for value in values), default=0) + 10
    row, thick, top = (30, 18, 22) if wide else (40, 16, 22)
    low = min([Decimal(0), *(min(bar.before, bar.after) for bar in chart.bars)])
    high = max([Decimal(0), *(max(bar.before, bar.after) for bar in chart.bars)])
    span = float(high - low) or 1.0
    plot = width - name_room - value_room
    height = top + row * len(chart.bars) + 4

    def x(value):
        return name_room + float(Decimal(value) - low) / span * plot

    body = [f'<text class="lbl" x="0" y="13">{escape(chart.unit)}</text>'] if chart.unit else []
    body.append(f'<line class="gl" x1="{short(x(0))}" x2="{short(x(0))}" y1="{top - 4}" y2="{height - 4}"/>')
    end = None
    for index, (bar, value) in enumerate(zip(chart.bars, values, strict=True)):
        y = top + index * row + (row - thick) / 2 + (0 if wide else 7)
        start = Decimal(0) if bar.is_level else bar.before
        left, right = sorted((x(start), x(bar.after)))
        if end is not None:  # the height at which the row before ended, carried down to this one
            body.append(f'<line class="gl" x1="{end[0]}" x2="{end[0]}" y1="{end[1]}" y2="{short(y)}"/>')
        long = max(right - left, 1.2) if bar.value else 0
        if long:
            body.append(
                f'<rect class="{escape(bar.css)}" x="{short(left)}" y="{short(y)}" width="{short(long)}" '
                f'height="{thick}" rx="2"/>'
            )
        strong = " strong" if bar.is_level else ""
        at = short(y + thick / 2 + 4) if wide else short(y - 4)
        body.append(f'<text class="lbl{strong}" x="0" y="{at}">{escape(bar.name)}</text>')
        body.append(
            f'<text class="val" x="{short(max(right, left + long) + 5)}" y="{short(y + thick / 2 + 4.5)}">'
            f"{escape(value)}</text>"
        )
        end = short(x(bar.after)), short(y + thick)
    return figure(width, height, chart.finding, "".join(body), css="water")
