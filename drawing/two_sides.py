"""Two columns of names with lines between them: who works with whom. No JavaScript, no style attributes."""

from dataclasses import dataclass
from html import escape

from drawing.svg import figure, short, text_width

WIDE, NARROW = 620, 340
ROW, TOP, SIZE = 30, 26, 12


@dataclass(frozen=True)
class Node:
    """A name in a column. on: it has lines; off is drawn hollow and pale."""

    text: str
    on: bool = True


@dataclass(frozen=True)
class TwoSides:
    """left, right: (heading, nodes). links: (index left, index right, weight of at least 1). title: the finding."""

    left: tuple
    right: tuple
    links: tuple
    title: str

    def svg(self, width=WIDE):
        return two_sides(self, width)


def two_sides(drawn, width):
    """The drawing, as wide as said in user units, as high as the longer column asks."""
    (heading_l, left), (heading_r, right) = drawn.left, drawn.right
    room = width * (0.36 if width == WIDE else 0.37)
    x_left, x_right = room + 10, width - room - 10
    height = TOP + ROW * max(len(left), len(right), 1) + 4
    top = max((weight for _l, _r, weight in drawn.links), default=1)
    at_left, at_right = _heights(left, height), _heights(right, height)
    body = [
        f'<text class="lbl strong" x="{short(room)}" y="12" text-anchor="end">{escape(_cut(heading_l, room))}</text>',
        f'<text class="lbl strong" x="{short(width - room)}" y="12">{escape(_cut(heading_r, room))}</text>',
    ]
    middle = short((x_left + x_right) / 2)
    for one, other, weight in drawn.links:
        y, z = short(at_left[one]), short(at_right[other])
        thick = short(1.2 + 4.8 * weight / top)
        body.append(
            f'<path class="two-l" d="M{short(x_left)},{y}C{middle},{y} {middle},{z} {short(x_right)},{z}" '
            f'stroke-width="{thick}"/>'
        )
    for nodes, heights, x, text_x, anchor in (
        (left, at_left, x_left, room, ' text-anchor="end"'),
        (right, at_right, x_right, width - room, ""),
    ):
        for node, y in zip(nodes, heights, strict=True):
            css = "two-n" if node.on else "two-n off"
            body.append(f'<circle class="{css}" cx="{short(x)}" cy="{short(y)}" r="5"/>')
            body.append(
                f'<text class="lbl{" strong" if node.on else ""}" x="{short(text_x)}" y="{short(y + 4)}"{anchor}>'
                f"<title>{escape(node.text)}</title>{escape(_cut(node.text, room))}</text>"
            )
    return figure(width, height, drawn.title, "".join(body), css="two")


def _heights(nodes, height):
    """The middle of each row; the shorter column stands in the middle of the longer."""
    first = TOP + (height - TOP - 4 - ROW * len(nodes)) / 2 + ROW / 2
    return [first + ROW * number for number in range(len(nodes))]


def _cut(text, room):
    if text_width(text, SIZE) <= room:
        return text
    while text and text_width(text + "…", SIZE) > room:
        text = text[:-1]
    return text.rstrip() + "…"
