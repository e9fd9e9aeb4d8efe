"""The words of a mail without its dress: HTML as text, without signature and without what it answers to."""

import re
from html import unescape

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


NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)")


def _without_tags(text):
    """HTML as text. Each sign is looked at once: mails can be made that keep the library's parser busy for hours."""
    kept, at, lower = [], 0, text.lower()
    lower = lower if len(lower) == len(text) else text  # a few letters have no single small one
    while (start := text.find("<", at)) >= 0:
        kept.append(_words_of(text[at:start]))
        if text.startswith("<!--", start):
            end = text.find("-->", start + 4)
            at = end + 3
        elif not (text[start + 1 : start + 2].isalpha() or text[start + 1 : start + 2] in ("/", "!", "?")):
            kept.append("<")
            end = at = start + 1
        else:
            end = text.find(">", start)
            at = end + 1
            tag = text[start + 1 : end] if end >= 0 else ""
            found = NAME.match(tag)
            name = found[1].lower() if found else ""
            if name in BREAKS:
                kept.append("\n> " if name == "blockquote" and tag[0] != "/" else "\n")
            if name in UNSEEN and tag[0] != "/":
                end = at = lower.find(f"</{name}", at)
        if end < 0:
            return "".join(kept)
    return "".join([*kept, _words_of(text[at:])])


def _words_of(text):
    return unescape(re.sub(r"\s+", " ", text))


def plain_of(text, *, html=False, keep_quotes=False):
    """html: turn HTML into text, and nothing else. Otherwise: trim signature, quotes and blank lines.

    keep_quotes: of a mail that was passed on what follows is what counts.
    """
    if html:
        return _without_tags(text)
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    kept = lines if keep_quotes else _own(lines)
    kept = [line for line in kept if not SENT_FROM.match(line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _own(lines):
    """What the writer wrote: up to the signature, Outlook's line, or a quote that goes on to the end."""
    for number, line in enumerate(lines):
        if line == "--" or OUTLOOK.match(line) or (INTRODUCED.match(line) and _is_quoted(lines, number + 1)):
            return lines[:number]
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith(">")):
        end -= 1
    return lines[:end]


def _is_quoted(lines, number):
    """Whether a quote follows, at most a few blank lines later."""
    following = next((line for line in lines[number : number + 5] if line.strip()), "")
    return following.lstrip().startswith(">")
