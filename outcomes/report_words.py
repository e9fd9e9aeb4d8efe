"""A report's figures in words: its lead sentence, its tiles, and the kinds of a restatement."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from drawing import formats
from outcomes import tiles
from outcomes.restatement import Kind

KIND_WORDS = {
    Kind.ADDED: gettext_lazy("reported since"),
    Kind.WITHDRAWN: gettext_lazy("report withdrawn"),
    Kind.CORRECTED: gettext_lazy("corrected"),
    Kind.EVIDENCE: gettext_lazy("evidence raised"),
    Kind.REPORT: gettext_lazy("another report"),
    Kind.RATE: gettext_lazy("exchange rate changed"),
    Kind.SHARE: gettext_lazy("share changed"),
    Kind.MERGED: gettext_lazy("found to be the same as another"),
    Kind.MOVED: gettext_lazy("moved into the period"),
    Kind.READERS: gettext_lazy("no longer in this office's view"),
    Kind.RULE: gettext_lazy("newer rule of the ledger"),
    Kind.RECOUNTED: gettext_lazy("counted anew"),
}
HEADLINES = 5


def written(line, value, currency):
    """A figure of an indicator line (numbers as text) for people."""
    if value is None:
        return formats.MISSING
    value = Decimal(value)
    return formats.money_full(value, currency) if line["is_money"] else formats.number(value)


def short(line, value, currency):
    if value is None:
        return formats.MISSING
    value = Decimal(value)
    return formats.money(value, currency) if line["is_money"] else formats.compact(value)


def headlines(lines, aims):
    """The indicator lines that matter most to the office, those with a verified figure first."""
    order = [key for key in tiles.tiles_for(aims) if key[:2] in ("OC", "IM")]
    ranked = sorted(
        lines,
        key=lambda line: (
            line["verified"] is None,
            order.index(line["code"]) if line["code"] in order else len(order),
            not line["is_money"],
            line["code"],
        ),
    )
    return ranked[:HEADLINES]


def lead_of(lines, aims, currency):
    """One sentence or two, by rule, from the lines: the first verified headline, what is not verified beside it."""
    verified = [line for line in headlines(lines, aims) if line["verified"] is not None]
    if not verified:
        n = sum(line["n"]["documented"] + line["n"]["reported"] for line in lines)
        return ngettext(
            "Nothing is verified; %(n)s record is reported, not verified.",
            "Nothing is verified; %(n)s records are reported, not verified.", n,
        ) % {"n": formats.number(n)}  # fmt: skip
    first = verified[0]
    words = [
        _("%(name)s stands at %(value)s, from %(n)s.")
        % {
            "name": first["name"],
            "value": short(first, first["verified"], currency),
            "n": records(first["n"]["verified"]),
        }
    ]
    rest = [Decimal(first[part]) for part in ("documented", "reported") if first[part] is not None]
    if rest:
        words.append(_("A further %(value)s is reported, not verified.") % {"value": short(first, sum(rest), currency)})
    return " ".join(words)


def records(n):
    return ngettext("%(n)s verified record", "%(n)s verified records", n) % {"n": formats.number(n)}


def tiles_of(lines, aims, currency):
    """Plain tiles to freeze: name, value as written, and what stands beside it."""
    found = []
    for line in headlines(lines, aims):
        rest = [Decimal(line[part]) for part in ("documented", "reported") if line[part] is not None]
        notes = [_("n %(n)s") % {"n": formats.number(line["n"]["verified"])}]
        if rest:
            value = short(line, sum(rest), currency)
            notes.append(_("%(value)s reported, not verified") % {"value": value})
        if line["target"] is not None:
            notes.append(_("target of the year %(target)s") % {"target": short(line, line["target"], currency)})
        value = short(line, line["verified"], currency) if line["verified"] is not None else ""
        found.append({"name": line["name"], "value": value, "reason": _("nothing verified"), "notes": notes})
    return found


def plain_lead(parts):
    """The dashboard's sentence without its links."""
    words = [part["text"] if isinstance(part, dict) else part for part in parts]
    return "".join(str(word) for word in words).strip()


def plain_tile(tile):
    """A tile of the dashboard as text: its value, its change, its target, and what stands beside it."""
    change = " ".join(str(tile[key]) for key in ("change", "since") if tile.get(key))
    target = ", ".join(str(tile[key]) for key in ("target", "reached") if tile.get(key))
    beside = [str(note) for note in tile.get("notes", ())]
    if tile.get("reported"):
        beside[:1] = [f"{tile['reported']} {beside[0]}"]
    value = " ".join(str(tile[key]) for key in ("value", "unit") if tile.get(key))
    return {
        "name": str(tile["name"]),
        "value": value,
        "reason": "" if value else str(tile.get("reason", "")),
        "notes": [note for note in (change, target, *beside) if note],
    }
