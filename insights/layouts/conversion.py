"""How the page of the time to the first verified outcome is laid out."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from drawing.formats import number, percent
from drawing.steps import Steps
from insights.layouts.known_groups import known_groups

FEWEST = 5  # ties that are followed, or watched at once: below it no figure is read off
WORDS = {
    "signed": gettext_lazy("Signed"), "active": gettext_lazy("An activity happened"),
    "reciprocal": gettext_lazy("Reciprocal"), "lead": gettext_lazy("A lead was opened"),
    "commercial": gettext_lazy("A trade, investment or port agreement"),
    "outcome": gettext_lazy("A verified outcome"),
}  # fmt: skip
WHY = {
    "no day of signature on record": gettext_lazy("no day of signature on record"),
    "an outcome from before it was signed, or from the day itself": gettext_lazy(
        "an outcome from before it was signed, or from the day itself"
    ),
    "an outcome from before the records were complete": gettext_lazy(
        "an outcome from before the records were complete"
    ),
    "ended on a day that is not on record": gettext_lazy("ended on a day that is not on record"),
    "ended before it was signed, or on the day itself": gettext_lazy(
        "ended before it was signed, or on the day itself"
    ),
    "ended before the records were complete": gettext_lazy("ended before the records were complete"),
    "signed after the data cut-off": gettext_lazy("signed after the data cut-off"),
    "the records are complete only from after the data cut-off": gettext_lazy(
        "the records are complete only from after the data cut-off"
    ),
}


def context(found, office=None):
    enough, known = found["n"] >= FEWEST, known_groups(found)
    return {
        "facts": found["inputs"], "found": found, "sentence": headline(found, office),
        "drawn": drawn(found) if enough else None, "thin": enough and thin(found),
        "table": [{**row, **band(row)} for row in found["km"]],
        "cut_off": dt.date.fromisoformat(found["inputs"]["cut_off"]), "funnels": funnels(found), "words": WORDS,
        "known": known, "compared": [one for one in known if one["found"]["why"] is None],
        "landmark": at_landmark(found),
        "mean": enough and found["outcomes"] and not thin(found),
        "left_out": [{**tie, "why": WHY.get(tie["why"], tie["why"])} for tie in found["inputs"]["left_out"]],
    }  # fmt: skip


def thin(found):
    """Whether fewer than five ties were watched at an outcome up to where the curve crosses the half, or up to its end
    where it does not: then neither time nor share is told."""
    return any(row["at_risk"] < FEWEST for row in found["km"] if row["s"] >= 0.5 or row["t"] == found["median"])


def headline(found, office=None):
    n = ngettext(
        "%(outcomes)s of %(n)s tie that can be followed has a verified outcome.",
        "%(outcomes)s of %(n)s ties that can be followed have a verified outcome.", found["n"],
    ) % {"outcomes": number(found["outcomes"]), "n": number(found["n"])}  # fmt: skip
    if found["n"] < FEWEST:
        return n + " " + _("Not enough data: five that can be followed are needed.")
    if not found["outcomes"]:
        return n
    if thin(found):
        return n + " " + _(
            "Not enough data: fewer than five were watched at the same age, so neither a time nor a share can be told."
        )  # fmt: skip
    if found["median"] is None:
        last = found["km"][-1]
        return n + " " + _("The half is not reached: after %(t)s years %(share)s have one.") % {
            "t": number(last["t"], 1), "share": percent(last["one_minus_s"]),
        }  # fmt: skip
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


def at_landmark(found):
    """What those with another body active within twelve months differ by, among ties without an outcome until then."""
    told = found["landmark"]
    if told["why"] == "few":
        return _(
            "By who was active in the first twelve months: not enough data. Five ties in each of the two groups and "
            "ten outcomes are needed; there are %(with)s and %(without)s ties, and %(outcomes)s outcomes."
        ) % {
            "with": number(told["groups"].get("1", 0)), "without": number(told["groups"].get("0", 0)),
            "outcomes": number(told["outcomes"]),
        }  # fmt: skip
    if told["why"]:
        return _("By who was active in the first twelve months: no ratio can be told.")
    return _(
        "Of %(n)s ties without an outcome after twelve months, those with another body active by then reach one at "
        "%(hr)s times the rate (%(low)s to %(high)s)."
    ) % {
        "n": number(told["n"]), "hr": number(told["hr"], 2), "low": number(told["low"], 2),
        "high": number(told["high"], 2),
    }  # fmt: skip
