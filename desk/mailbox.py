"""Reads the folder into which a machine of one's own puts its mails instead of sending them."""

import email
import email.policy
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

SEPARATOR = b"-" * 79  # written by Django's file backend after each message


@dataclass
class Letter:
    """One mail. key: the name of its file and its place in it. links: addresses in the text, to click on."""

    key: str
    to: str
    subject: str
    text: str
    sent_at: datetime | None

    @property
    def links(self):
        return [word.rstrip(".,;)") for word in self.text.split() if word.startswith(("http://", "https://"))]


def read_mailbox(folder):
    """The letters in the folder, the newest first; none when there is no folder."""
    if folder is None or not Path(folder).is_dir():
        return []
    letters = []
    for path in Path(folder).glob("*.log"):
        for number, raw in enumerate(path.read_bytes().split(SEPARATOR)):
            if raw.strip():
                letters.append(_letter(f"{path.stem}-{number}", raw.lstrip()))
    return sorted(letters, key=lambda letter: (letter.sent_at is not None, letter.sent_at, letter.key), reverse=True)


def _letter(key, raw):
    message = email.message_from_bytes(raw, policy=email.policy.default)
    body = message.get_body(preferencelist=("plain",))
    try:
        sent_at = parsedate_to_datetime(message["Date"]) if message["Date"] else None
    except ValueError:
        sent_at = None
    return Letter(
        key=key,
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=body.get_content() if body else "",
        sent_at=sent_at,
    )
