"""What a post to a webhook says: our own JSON, what Slack's incoming webhooks take, what Teams' workflows take.

docs/webhooks.md describes the first for those who write the receiving program; keep both in step.
"""

import datetime as dt
import json
from dataclasses import dataclass, replace

from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drawing.formats import long_date
from reminders.models import WebhookFormat
from reminders.rule_names import NAMES
from reminders.signing import id_of

TEST = "test"  # the rule of a post that was asked for on the page
TITLE_CHARS, TEXT_CHARS = 200, 300
MOST_LINES = 20  # of a message that people read; programs get them all
TEAMS_BYTES = 24_000  # Teams takes 28 KB, of the message as its workflow writes it anew


@dataclass(frozen=True)
class Line:
    """One thing told. url: of its page, whole; "" where it has none. text: why it is told, in words. A
    title or text that is None is the name of the rule, in the language of the office.

    about_on: the day it is about, or None. subject_kind, subject_id: as a notice names its record ("deliverable", 12).
    """

    title: str | None
    url: str
    text: str | None
    about_on: dt.date | None
    rule: str
    subject_kind: str
    subject_id: int


def body_of(webhook, lines, at, *, key):
    """The body of one post as a dict, in the language of the office.

    lines: at least one Line. at: when it is told. key: that of the post, for its id.
    """
    office = getattr(webhook.office, "office", None)
    with translation.override(office.language if office else None):
        said = [in_words(line) for line in lines]
        return FORMATS[WebhookFormat(webhook.format)](webhook, said, at, key)


def in_words(line):
    """The line, with the name of its rule in the language in use where its title or text is None."""
    name = str(NAMES.get(line.rule, line.rule))
    return replace(
        line, title=name if line.title is None else line.title, text=name if line.text is None else line.text
    )


def as_json(webhook, lines, at, key):
    return {
        "type": TEST if lines[0].rule == TEST else "reminders",
        "id": id_of(key),
        "timestamp": at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "office": {"id": webhook.office_id, "name": webhook.office.name},
        "notices": [
            {
                "rule": line.rule,
                "subject": {
                    "kind": line.subject_kind, "id": line.subject_id, "title": line.title, "url": line.url,
                },
                "due_on": line.about_on and line.about_on.isoformat(),
                "reason": line.text,
            }
            for line in lines
        ],
    }  # fmt: skip


def as_slack(webhook, lines, at, key):
    """One text of mrkdwn. What people typed cannot name a channel or make a link: & < > are written as entities."""
    said = [f"*{_slack(_heading(webhook, lines))}*"]
    for line in lines[:MOST_LINES]:
        title = _slack(_title(line))
        link = f"<{_slack(line.url).replace('|', '%7C')}|{title}>" if line.url else title
        said.append(f"• {link}{_slack(_after(line))}")
    if more := _more(lines, MOST_LINES):
        said.append(_slack(more))
    return {"text": "\n".join(said), "unfurl_links": False, "unfurl_media": False}


def as_teams(webhook, lines, at, key):
    """A message with one Adaptive Card. Titles stand in RichTextBlocks, which know no Markdown that could forge a link.

    Fewer lines are shown where they would make the message larger than Teams takes.
    """
    shown = min(len(lines), MOST_LINES)
    while len(json.dumps(body := _card(webhook, lines, shown)).encode()) > TEAMS_BYTES and shown > 1:
        shown -= 1
    return body


def _card(webhook, lines, shown):
    body = [_block([_run(_heading(webhook, lines), weight="Bolder", size="Medium")])]
    for line in lines[:shown]:
        link = {"selectAction": {"type": "Action.OpenUrl", "url": line.url}, "color": "Accent"} if line.url else {}
        runs = [_run(_title(line), weight="Bolder", **link)]
        if after := _after(line):
            runs.append(_run(after))
        body.append(_block(runs))
    if more := _more(lines, shown):
        body.append(_block([_run(more, isSubtle=True)]))
    alone = lines[0].url if len(lines) == 1 else ""
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
        "actions": [{"type": "Action.OpenUrl", "title": _("Open"), "url": alone}] if alone else [],
    }
    attached = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "attachments": [attached]}


def _block(runs):
    return {"type": "RichTextBlock", "inlines": runs}


def _run(text, **look):
    return {"type": "TextRun", "text": text, **look}


def _heading(webhook, lines):
    office = webhook.office.name
    if lines[0].rule == TEST:
        return _("A test of Gemel")
    said = ngettext("%(n)s reminder from %(office)s", "%(n)s reminders from %(office)s", len(lines))
    return said % {"n": len(lines), "office": office}


def _title(line):
    return _one_line(line.title, TITLE_CHARS) or line.url or f"{line.subject_kind} {line.subject_id}"


def _after(line):
    day = f" ({long_date(line.about_on)})" if line.about_on else ""
    text = _one_line(line.text, TEXT_CHARS)
    return f"{day} – {text}" if text else day


def _more(lines, shown):
    left = len(lines) - shown
    return ngettext("and %(n)s more", "and %(n)s more", left) % {"n": left} if left > 0 else ""


def _one_line(text, most):
    return Truncator(" ".join(text.split())).chars(most)


def _slack(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


FORMATS = {WebhookFormat.JSON: as_json, WebhookFormat.SLACK: as_slack, WebhookFormat.TEAMS: as_teams}
