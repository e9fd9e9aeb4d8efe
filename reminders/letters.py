"""The mail that tells somebody: one letter of lines, the most urgent first, as text and as HTML of equal content.

Texts of this file reach people without an account: they are there in each of the seven languages (desk/texts.py).
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import css_inline
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext, ngettext

from drawing import formats
from reminders.rule_names import joined

SHOWN = 7  # lines of one letter; the page has them all
CSS = "static/css/mail.css"


@dataclass(frozen=True)
class Line:
    """One thing that is told. when: how urgent, in words. url: its page, "" where the letter's one link opens it."""

    title: str
    when: str = ""
    text: str = ""
    url: str = ""
    is_late: bool = False
    order: tuple = ()

    @property
    def said(self):
        return joined(self.when, self.title) if self.when else self.title


@dataclass(frozen=True)
class Letter:
    """What one person is told in one mail. link: the one page where everything stands. sign: lines at the end."""

    name: str
    lines: list
    intro: str
    link: str
    link_label: str
    sign: list
    wishes_url: str
    until: dt.date | None = None
    figures: str = ""

    @property
    def shown(self):
        return self.lines[:SHOWN]

    @property
    def left(self):
        return len(self.lines) - len(self.shown)

    @property
    def subject(self):
        title = self.lines[0].said
        title = title[:1].upper() + title[1:]
        if len(self.lines) == 1:
            return title
        n = len(self.lines) - 1
        return ngettext("%(title)s, and %(n)s more", "%(title)s, and %(n)s more", n) % {"title": title, "n": n}

    @property
    def more(self):
        if not self.left:
            return ""
        return ngettext("%(n)s more stands there.", "%(n)s more stand there.", self.left) % {"n": self.left}

    def as_text(self):
        parts = [gettext("Dear %(name)s,") % {"name": self.name}, "", self.intro, ""]
        for line in self.shown:
            parts.append(f"- {line.said}" + (f" ({line.text})" if line.text else ""))
            if line.url:
                parts.append(f"  {line.url}")
        parts += ["", *([self.more] if self.more else []), *([self.figures] if self.figures else [])]
        if self.link:
            parts += [gettext("%(label)s:") % {"label": self.link_label}, self.link]
        if self.until:
            parts.append(gettext("The page is yours alone until %(day)s.") % {"day": formats.long_date(self.until)})
        parts += ["", *self.sign, "", joined(gettext("How often, or not at all"), self.wishes_url)]
        return "\n".join(parts) + "\n"

    def as_html(self):
        language = get_language()
        context = {"letter": self, "language": language, "direction": "rtl" if language == "ar" else "ltr"}
        return inliner().inline(render_to_string("reminders/mail/letter.html", context))


@lru_cache(maxsize=1)
def inliner():
    """Puts the rules of the style sheet onto the elements, as mail programs want them; loads nothing."""
    css = (settings.BASE_DIR / CSS).read_text()
    return css_inline.CSSInliner(extra_css=css, load_remote_stylesheets=False, keep_style_tags=True)


def due_words(day, today):
    """How far a due day is, as a beginning of a line: "9 days late", "due today", "due in 3 days"."""
    n = (day - today).days
    if n < 0:
        return ngettext("%(n)s day late", "%(n)s days late", -n) % {"n": -n}
    if n == 0:
        return gettext("due today")
    return ngettext("due in %(n)s day", "due in %(n)s days", n) % {"n": n}


def happened_words(rule):
    """What happened to an item, for its contact; "" for other rules."""
    return {
        "deliverable-returned": gettext("returned to you"),
        "deliverable-accepted": gettext("accepted, with thanks"),
    }.get(rule, "")


def intro_for_contact(office, only_news=False):
    """The first sentence. only_news: nothing of what is told is still to be done."""
    if only_news:
        return gettext("%(office)s has news for you:") % {"office": office}
    return gettext("This is a reminder from %(office)s of what is open with you:") % {"office": office}


def contact_link_label():
    return gettext("One page for all of it, about two minutes, no account")
