"""How the page of would it have happened anyway is laid out. Below the minimum no estimate is on it."""

from math import expm1

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from drawing.events import Events, Point
from drawing.formats import number

STARTLING = 30  # per cent: more than published work ever found (METHODS 6.3)
DRAWN = (-8, 12)  # years since signing that the drawing shows; the table holds all
SUSPECT = 0.05
WHY = {
    "a year without value": gettext_lazy("not every year has a value"),
    "treated before the second year": gettext_lazy("tie signed before the exports on file begin"),
    "a tie without any date": gettext_lazy("a tie without any date"),
    "a tie on the public record that is not the office’s": gettext_lazy(
        "a tie on the public record in which your office has no seat"
    ),
    "a year without any exports": gettext_lazy("a year without any exports; kept in the gravity estimate"),
}
FLOWS = {
    "year_not_over": gettext_lazy("of a year that is not over"),
    "other_currency": gettext_lazy("in another currency"),
    "thin_years": gettext_lazy("of years in which few countries have a value"),
}


def context(found, office=None):
    facts = found["inputs"]
    laid = {
        "facts": facts, "found": found, "sentence": headline(found, office), "dated": dated(facts),
        "left_out": left_out(found), "flows_left": flows_left(facts),
    }  # fmt: skip
    return {**laid, **estimates(found)} if found["enough"] else laid


def headline(found, office=None):
    """What goes with a tie, in one sentence with its interval; or what is missing."""
    facts = found["inputs"]
    if not facts["origin"]:
        return _("Not enough data: no exports of %(home)s to countries abroad are on record.") % {"home": facts["home"]}
    if not found["enough"]:
        return _(
            "Not enough data: %(needed)s countries with a tie and %(needed)s without are needed, %(treated)s and "
            "%(controls)s can be compared."
        ) % {"needed": facts["needed"], "treated": found["treated"], "controls": found["controls"]}
    told = in_percent(found["did"], "simple")
    return _(
        "Once a tie is signed, exports of %(origin)s to that country stand %(value)s%% %(way)s what exports to other "
        "countries let expect (95%%: %(low)s to %(high)s)."
    ) % {
        "origin": facts["origin"], "value": number(abs(told["value"]), 1), "low": signed(told["low"]),
        "way": _("above") if told["value"] >= 0 else _("below"), "high": signed(told["high"]),
    }  # fmt: skip


def signed(value):
    return ("+" if value > 0 else "") + number(round(value, 1), 1)


def dated(facts):
    """How many countries the ties reach, how many of these with a year."""
    return {"countries": len(facts["ties"]), "dated": sum(1 for tie in facts["ties"] if tie["since"] is not None)}


def left_out(found):
    """[(why, [country])] of countries that are neither treated nor controls."""
    by_why = {}
    for row in [*found["inputs"].get("left_out", []), *found["dropped"]]:
        by_why.setdefault(row["why"], []).append(row["unit"])
    return [(WHY.get(why, why), sorted(units)) for why, units in sorted(by_why.items())]


def flows_left(facts):
    """[(number of flows, why)] that are left out."""
    return [(n, FLOWS[why]) for why, n in facts.get("flows", {}).items() if n]


def in_percent(did, name, key=None):
    """{"value", "low", "high"}: per cent, of an effect on the logarithm; ends None where no error is known."""
    ends = {"value": "", "low": "_low", "high": "_high"}
    found = {}
    for end, suffix in ends.items():
        value = did[name + suffix]
        value = value[key] if key is not None else value
        found[end] = None if value is None else 100 * expm1(value)
    return found


def estimates(found):
    did, ppml = found["did"], found["ppml"]
    whole = in_percent(did, "simple")
    return {
        "whole": whole, "holds_nought": whole["low"] is not None and whole["low"] <= 0 <= whole["high"],
        "startling": whole["value"] > STARTLING or bool(ppml.get("warning")), "events": events(did),
        "parted": did["pretrend_p"] is not None and did["pretrend_p"] < SUSPECT,
        "placebo": placebo(did), "ways": ways(did, ppml, whole), "groups": groups(did), "sums": found["sums"],
        "drawn": drawn(did, whole, found["inputs"]),
    }  # fmt: skip


def placebo(did):
    """The effect that a signature two years early would have had, and whether its interval leaves nought out."""
    if did["placebo"] is None:
        return None
    told = in_percent(did, "placebo")
    return told | {"off": told["low"] is not None and not told["low"] <= 0 <= told["high"]}


def events(did):
    """[{"at", "value", "low", "high"}] by years since signing, in order."""
    return [{"at": int(at)} | in_percent(did, "event_time", at) for at in sorted(did["event_time"], key=int)]


def groups(did):
    return [{"year": int(g)} | in_percent(did, "by_group", g) for g in sorted(did["by_group"], key=int)]


def ways(did, ppml, whole):
    """[{"name", "value", "low", "high", "note"}]: the same question asked in other ways."""
    rows = [
        whole | {"name": _("By cohort and year, all together"), "note": _("the figure above")},
        in_percent(did, "by_group_overall") | {
            "name": _("Each cohort of signatures counted alike"), "note": _("by cohort first, then over cohorts")
        },
    ]  # fmt: skip
    if "coef" in ppml:
        note = ngettext("%(n)s flow, zeros kept", "%(n)s flows, zeros kept", ppml["n"]) % {"n": number(ppml["n"])}
        rows.append({
            "name": _("Gravity by PPML, in levels"), "value": ppml["effect_percent"],
            "low": 100 * expm1(ppml["low"]), "high": 100 * expm1(ppml["high"]), "note": note,
        })  # fmt: skip
    for key, name, note in (
        ("did2s", _("Two-stage (did2s)"), _("check")), ("sun_abraham", _("Sun and Abraham"), _("check")),
        ("twfe", _("Plain two-way fixed effects"), _("contrast only: wrong where effects grow")),
    ):  # fmt: skip
        if did[key] is not None:
            rows.append({"name": name, "value": 100 * expm1(did[key]), "low": None, "high": None, "note": note})
    return rows


def drawn(did, whole, facts):
    rows = [row for row in events(did) if DRAWN[0] <= row["at"] <= DRAWN[1]]
    points = [Point(row["at"], row["value"], row["low"], row["high"]) for row in rows]
    base, years = -1 - facts["anticipation"], facts["years"]
    if len(years) == years[-1] - years[0] + 1 and base not in [row["at"] for row in rows]:
        points = sorted([*points, Point(base, 0.0, fixed=True)], key=lambda point: point.at)
    title = _("After signing, exports stand %(value)s%% from what exports to other countries let expect") % {
        "value": signed(whole["value"])
    }
    desc = _("Points by years since signing with 95%% intervals, %(n)s before it and %(m)s from it on.") % {
        "n": sum(1 for one in points if one.is_before), "m": sum(1 for one in points if not one.is_before)
    }  # fmt: skip
    return Events(tuple(points), _("Years since signing"), _("Per cent"), title, desc)
