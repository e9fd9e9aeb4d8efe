"""A pasted or imported list of people as rows; columns that a list of guests must not hold are left out and named."""

import csv
import io
import re
from dataclasses import dataclass, field

MOST_ROWS = 2000
KNOWN = {
    "name": {"name", "full name", "guest", "person", "participant", "delegate"},
    "office": {"office", "title", "title or office", "title/office", "position", "function", "post", "role"},
    "organisation": {"organisation", "organization", "body", "company", "institution", "affiliation"},
    "address": {"form of address", "address as", "salutation", "style", "addressed as"},
    "precedence": {"precedence", "order", "order of precedence", "rank", "no", "no.", "nr", "number", "#"},
    "language": {"language", "languages", "speaks"},
    "email": {"email", "e-mail", "mail", "e-mail address", "email address"},
    "reply": {"reply", "rsvp", "answer", "comes"},
    "representative": {"representative", "represented by", "in their stead", "deputy"},
    "side": {"side", "guest or host"},
}
OF_HEADING = {heading: name for name, headings in KNOWN.items() for heading in headings}
WITHOUT_HEADINGS = ("name", "office", "organisation")
LONGEST = {"name": 150, "office": 150, "organisation": 200, "address": 120, "language": 12, "representative": 150}

# Words of columns that no list of guests here may hold, in the languages of the product. They are never stored.
FORBIDDEN = re.compile(
    r"passport|reisepass|passnummer|pasaporte|passeport|护照|護照|パスポート|旅券|جواز|"
    r"visa|national id|id card|id number|"
    r"birth|\bborn\b|\bdob\b|\bage\b|geburt|naissance|nacimiento|出生|生年|ميلاد|"
    r"diet|food|meal|vegetarian|ernährung|régime|alimentación|dieta|饮食|食事|allerg|غذائ|"
    r"health|medical|illness|disease|disab|medication|blood|vaccin|gesundheit|santé|salud|健康|صحي|"
    r"religio|ethnic|\brace\b",
    re.IGNORECASE,
)
# Some of these words stand in titles of office too ("Head of Health"): alone they do not make a row one of headings.
IN_TITLES = re.compile(
    r"visa|\bage\b|food|health|medical|disab|gesundheit|ernährung|alimentación|santé|salud|健康|صحي|غذائ|religio|ethnic",
    re.IGNORECASE,
)
# A cell in a list without headings that can only be a birth date (with the hour that a workbook adds, or its month in
# words) or the number of a document.
TELLING = re.compile(
    r"^(\d{1,4}[./-]\d{1,2}[./-]\d{2,4}([ T]00:00(:00)?)?|"
    r"\d{1,2}\.? ?[^\W\d]{3,10}\.?,? \d{4}|[^\W\d]{3,10}\.? \d{1,2},? \d{4}|"
    r"(?=(?:[A-Z]*\d){4})[A-Z0-9]{6,12})$"
)
REPLIES = {
    "asked": {"asked", "invited"},
    "yes": {"yes", "y", "comes", "accepted", "coming", "x", "1"},
    "no": {"no", "n", "declined", "does not come"},
    "no answer": {"no answer", "none", "?", "open"},
}
OF_REPLY = {word: reply for reply, words in REPLIES.items() for word in words}


@dataclass
class GuestList:
    """rows: dicts of KNOWN keys, texts as typed (precedence an int or None). forbidden, unknown: headings left out.

    without_name, bad_mail: numbers of lines (from 1). telling: how many cells of a list without headings were left
    out because they look like a birth date or a document's number. cut: there were more than MOST_ROWS lines.
    """

    rows: list = field(default_factory=list)
    forbidden: list = field(default_factory=list)
    unknown: list = field(default_factory=list)
    without_name: list = field(default_factory=list)
    bad_mail: list = field(default_factory=list)
    telling: int = 0
    cut: bool = False


def table_of(text):
    """Rows of cells of a pasted text: tabs, else semicolons, else commas; quotes as in CSV."""
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    for mark in ("\t", ";", ","):
        if any(mark in line for line in lines):
            return [[cell.strip() for cell in row] for row in split(lines, mark)]
    return [[line.strip()] for line in lines]


def split(lines, mark):
    """Cells of each line; where a quote is opened and never closed, it costs the cells of its own line alone."""
    try:
        return list(csv.reader(lines, delimiter=mark, strict=True))
    except csv.Error:
        return [row for line in lines for row in one_line(line, mark)]


def one_line(line, mark):
    try:
        return list(csv.reader([line], delimiter=mark))
    except csv.Error:  # longer than any cell may be
        return [line.split(mark)]


def read_list(table):
    """GuestList of rows of cells. The first row counts as headings where one of its cells says name or a word that only
    a forbidden column bears."""
    found = GuestList()
    table = [row for row in table if any(str(cell or "").strip() for cell in row)]
    columns, first = columns_of(table[0], found) if table else (None, 0)
    found.cut = len(table) - first > MOST_ROWS
    for line, cells in enumerate(table[first : first + MOST_ROWS], first + 1):
        cells = ["" if cell is None else " ".join(str(cell).split()) for cell in cells]
        given = dict(named(columns, cells)) if columns is not None else positional(cells, found)
        keep_row(given, line, found)
    return found


def columns_of(head, found):
    """({index: name}, 1) where the row is one of headings, else (None, 0). Headings left out are noted in `found`."""
    words = [" ".join(str(cell or "").split()) for cell in head]
    known = [OF_HEADING.get(word.lower().rstrip(":")) for word in words]
    forbidden = [word for word in words if FORBIDDEN.search(word)]
    plain = any(not IN_TITLES.search(word) for word in forbidden) or (forbidden and any(known))
    if any("@" in word for word in words) or not ("name" in known or plain):
        return None, 0
    columns = {}
    for n, (word, name) in enumerate(zip(words, known, strict=True)):
        if word in forbidden:
            found.forbidden.append(word)
        elif name and name not in columns.values():
            columns[n] = name
        elif word:
            found.unknown.append(word)
    return columns, 1


def named(columns, cells):
    return ((name, cells[n]) for n, name in columns.items() if n < len(cells))


def positional(cells, found):
    """Name, office, organisation in this order; an address with @ is the e-mail wherever it stands."""
    given, rest = {}, []
    for cell in cells:
        if "@" in cell:
            given.setdefault("email", cell)
        elif TELLING.match(cell):
            found.telling += 1
        else:
            rest.append(cell)
    return given | dict(zip(WITHOUT_HEADINGS, rest, strict=False))


def keep_row(given, line, found):
    if not given.get("name"):
        found.without_name.append(line)
        return
    mail = given.get("email", "")
    if mail and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", mail):
        found.bad_mail.append(line)
        mail = ""
    number = given.get("precedence", "").rstrip(".")
    found.rows.append(
        {name: given.get(name, "")[:length] for name, length in LONGEST.items()}
        | {
            "email": mail[:254],
            "precedence": int(number) if number.isdecimal() and 0 < int(number) < 100_000 else None,
            "reply": OF_REPLY.get(given.get("reply", "").lower(), ""),
            "side": "host" if given.get("side", "").lower() in ("host", "hosts") else "",
        }
    )


def as_text(rows):
    """The rows as a text that `table_of` and `read_list` read again to the same rows."""
    target = io.StringIO()
    lines = csv.writer(target, delimiter="\t", lineterminator="\n")
    lines.writerow("form of address" if name == "address" else name for name in KNOWN)
    lines.writerows([" ".join(str(row.get(name) or "").split()) for name in KNOWN] for row in rows)
    return target.getvalue().rstrip("\n")
