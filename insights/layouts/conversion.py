"""How the page of the time to the first verified outcome is laid out."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from drawing.formats import number, percent
from drawing.steps import Steps

THIN = 5  # watched at once: below this the curve is drawn and nothing is read off it
COLUMNS = 6
WORDS = {
    "signed": gettext_lazy("Signed"), "active": gettext_lazy("An activity happened"),
    "reciprocal": gettext_lazy("Reciprocal"), "lead": gettext_lazy("A lead was opened"),
    "commercial": gettext_lazy("A trade, investment or port agreement"),
    "outcome": gettext_lazy("A verified outcome"),
}  # fmt: skip


def context(found, office=None):
    return {
        "facts": found["inputs"], "found": found, "sentence": headline(found, office), "drawn": drawn(found),
        "thin": thin_at_median(found), "table": [{**row, **band(row)} for row in found["km"]],
        "cut_off": dt.date.fromisoformat(found["inputs"]["cut_off"]), "funnels": funnels(found), "words": WORDS,
        "few": found["outcomes"] < 10,
    }  # fmt: skip


def thin_at_median(found):
    """Whether fewer than five ties were watched where the curve crosses the half: then no median is told."""
    return any(row["at_risk"] < THIN for row in found["km"] if row["s"] >= 0.5 or row["t"] == found["median"])


def headline(found, office=None):
    n = ngettext(
        "%(outcomes)s of %(n)s tie that can be followed has a verified outcome.",
        "%(outcomes)s of %(n)s ties that can be followed have a verified outcome.", found["n"],
    ) % {"outcomes": number(found["outcomes"]), "n": number(found["n"])}  # fmt: skip
    if not found["outcomes"]:
        return n
    if found["median"] is None:
        last = found["km"][-1]
        return n + " " + _("The half is not reached: after %(t)s years %(share)s have one.") % {
            "t": number(last["t"], 1), "share": percent(last["one_minus_s"]),
        }  # fmt: skip
    if thin_at_median(found):
        return n + " " + _(
            "Fewer than five were watched at the same age, so no time can be told yet: not enough data."
        )  # fmt: skip
    ends = [number(found[key], 1) if found[key] is not None else "–" for key in ("median_low", "median_high")]
    return n + " " + _("Half have one %(t)s years after signature (%(low)s to %(high)s).") % {
        "t": number(found["median"], 1), "low": ends[0], "high": ends[1],
    }  # fmt: skip


def band(row):
    """The interval of the share with an outcome: what is left of the curve's own, turned round."""
    if row["low"] is None:
        return {"from": None, "to": None}
    return {"from": 1 - row["high"], "to": 1 - row["low"]}


def drawn(found):
    curve = [(row["t"], row["one_minus_s"], *band(row).values()) for row in found["km"]]
    beside = [(row["t"], row["outcome"]) for row in found["cif"]] if found["ended"] else []
    return Steps(curve, beside, found["last"], found["watched"], _("Years since signature"), headline(found))


def funnels(found):
    """[{"years", "n", "cells"}] with the share hidden below five ties."""
    return [
        {"years": _("All years") if one["years"] == "all" else one["years"], "n": one["n"], "cells": one["steps"]}
        for one in found["funnel"]
    ]
