"""Which column of somebody's spreadsheet is which of ours: by its name, by what people usually write over it."""

import hashlib

MADE = ""  # in a mapping: the id of a row is made from its cells; no column of a file has an empty name
USUAL = {
    "external_id": ("id", "no", "number", "nr", "reference", "ref", "record id"),
    "starts_on": ("date", "start", "start date", "from", "begin", "when", "day"),
    "ends_on": ("end", "end date", "to", "until"),
    "kind": ("type", "category"),
    "title": ("name", "event", "activity", "subject", "agreement title"),
    "partnership": ("partner city", "sister city", "tie", "partner"),
    "place": ("city", "where", "venue", "location"),
    "organisations": ("participants", "organizations", "who"),
    "organisation": ("organization",),
    "people_out": ("delegates out", "our people"),
    "people_in": ("delegates in", "their people", "visitors"),
    "cost": ("costs", "expenses", "amount"),
    "amount": ("value",),
    "cost_borne_by": ("paid by", "borne by"),
    "summary": ("notes", "note", "description", "remarks", "comment"),
    "since": ("signed", "signed on", "year"),
    "due_on": ("due", "due date", "deadline"),
    "owed_by": ("responsible",),
    "website": ("web", "url"),
    "email": ("e mail", "mail"),
    "origin": ("exporter", "from", "seller"),
    "destination": ("importer", "to", "buyer"),
    "product": ("product code", "commodity", "commodity code", "hs code", "sitc code"),
    "value": ("trade", "trade value", "exports", "amount"),
}


def plain(name):
    """"Start_Date " reads "start date"."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in name.lower()).split())


def guess(dataset, columns):
    """{our column: theirs} for the columns of a file; each of theirs serves once, exact names first."""
    theirs = {plain(name): name for name in reversed(columns)}
    found = {}
    for column in dataset.COLUMNS:
        if (name := theirs.get(plain(column.name))) is not None:
            found[column.name] = name
    for column in dataset.COLUMNS:
        free = (theirs.get(word) for word in USUAL.get(column.name, ()))
        name = next((name for name in free if name is not None and name not in found.values()), None)
        if column.name not in found and name is not None:
            found[column.name] = name
    return found


def made_id(cells):
    """An id for a row that has none: the same cells give the same id, in whichever file they stand."""
    return "row-" + hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:20]
