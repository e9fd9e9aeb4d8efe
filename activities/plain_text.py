"""The words of a mail without its dress: HTML as text, without signature and without what it answers to."""

import re
from html.parser import HTMLParser

UNSEEN = ("script", "style", "head", "title", "template")
BREAKS = ("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "table", "ul", "ol")
# The line above a quote, in the languages in which people here write: "On 3 Nov 2026, Ana wrote:".
INTRODUCED = re.compile(
    r"^.{0,200}\b(wrote|schrieb|a écrit|escribió|escreveu|ha scritto)\b.{0,80}:\s*$"
    r"|^.{0,80}(写道|のメール).{0,40}[:：]\s*$",
    re.IGNORECASE,
)
OUTLOOK = re.compile(
    r"^\s*(-{2,}\s*(original message|ursprüngliche nachricht|message d'origine)\s*-{2,}|_{20,})\s*$", re.IGNORECASE
)
SENT_FROM = re.compile(
    r"^\s*(sent from my|von meinem .{1,40} gesendet|envoyé de mon|enviado desde mi|get outlook for)\b.{0,80}$",
    re.IGNORECASE,
)


class _Words(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.kept, self.unseen = [], 0

    def handle_starttag(self, tag, attrs):
        self.unseen += tag in UNSEEN
        if tag in BREAKS:
            self.kept.append("\n")
            if tag == "blockquote":
                self.kept.append("> ")

    def handle_endtag(self, tag):
        self.unseen = max(0, self.unseen - (tag in UNSEEN))
        if tag in BREAKS and tag != "br":
            self.kept.append("\n")

    def handle_data(self, data):
        if not self.unseen:
            self.kept.append(re.sub(r"\s+", " ", data))


def plain_of(text, *, html=False, keep_quotes=False):
    """html: turn HTML into text, and nothing else. Otherwise: trim signature, quotes and blank lines.

    keep_quotes: of a mail that was passed on what follows is what counts.
    """
    if html:
        words = _Words()
        words.feed(text)
        words.close()
        return "".join(words.kept)
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    kept = lines if keep_quotes else _own(lines)
    kept = [line for line in kept if not SENT_FROM.match(line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _own(lines):
    """What the writer wrote: up to the signature, Outlook's line, or a quote that goes on to the end."""
    for number, line in enumerate(lines):
        if line == "--" or OUTLOOK.match(line):
            return lines[:number]
        following = next((after for after in lines[number + 1 :] if after.strip()), "")
        if INTRODUCED.match(line) and following.lstrip().startswith(">"):
            return lines[:number]
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith(">")):
        end -= 1
    return lines[:end]
