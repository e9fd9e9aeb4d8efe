"""The pieces of SVG text that charts and map share. No style attributes: the Content-Security-Policy forbids them."""

import unicodedata
from hashlib import blake2s
from html import escape

from django.utils.safestring import mark_safe


def figure(width, height, title, body, *, css="", desc="", role="img"):
    """One drawing with its title and description read out. The ids come from the content, so two workers agree."""
    key = blake2s(f"{css}{width}{height}{title}{desc}{body}".encode(), digest_size=5).hexdigest()
    names = f"t{key} d{key}" if desc else f"t{key}"
    said = f'<desc id="d{key}">{escape(desc)}</desc>' if desc else ""
    return mark_safe(
        f'<svg class="chart {css}" viewBox="0 0 {width} {height}" role="{role}" aria-labelledby="{names}">'
        f'<title id="t{key}">{escape(title)}</title>{said}{body}</svg>'
    )


def text_width(text, size):
    """About how wide a text is, in user units: 0.56 em a letter, 0.3 em a mark, 1 em a wide (Chinese, Japanese) one."""
    return sum(_width_of(letter) for letter in str(text)) * size


def _width_of(letter):
    if letter in ".,' ":
        return 0.3
    return 1 if unicodedata.east_asian_width(letter) in "WF" else 0.56


def folded(text, room, size):
    """The text as lines that are no wider than room: broken at spaces, and inside what is too long by itself."""
    lines = [""]
    for word in str(text).split():
        joined = f"{lines[-1]} {word}".strip()
        if text_width(joined, size) <= room:
            lines[-1] = joined
            continue
        lines += [""] * bool(lines[-1])
        for letter in word:
            if lines[-1] and text_width(lines[-1] + letter, size) > room:
                lines.append("")
            lines[-1] += letter
    return lines


def short(value):
    """A coordinate with at most one decimal."""
    return f"{round(float(value), 1):g}"
