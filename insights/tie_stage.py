"""Why a tie stands where it stands: tests, gaps and what closes them, facts, health, the way so far (METHODS 3)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from activities.queries_money import costs_of
from drawing import formats
from insights.stage_words import asked, closing, found, layer_words
from outcomes.queries.stage_history import facts_behind, limits_of, rose_by_dropping, spell_before, stage_history
from partnerships.rules import THRESHOLDS, NoStage, Stage, conditions, evenness, is_covered, months_before, window_of
from stakeholders.models.organisations import Layer

REASONS = {
    NoStage.NO_AGREEMENT: gettext_lazy("No agreement is on file, so the tie has no stage."),
    NoStage.ENDED: gettext_lazy("Its agreements have ended, so the tie has no stage."),
    NoStage.NOT_ENOUGH_RECORDS: gettext_lazy("Records do not go back far enough yet to say where the tie stands."),
    NoStage.PAPER_ONLY: gettext_lazy("Something was signed or accepted, but no activity is on record."),
}


@dataclass(frozen=True)
class Condition:
    """One condition of a test. why: in words, why it is not met; close: (sentence, link, address)."""

    text: str
    figure: str
    is_met: bool
    why: str = ""
    close: tuple = ()


def explain(user, office, partnership, result):
    """Everything the page tells of a stored result, as a context."""
    limits = limits_of(result) or THRESHOLDS
    facts = facts_behind(result)
    context = {
        "result": result,
        "dots": sorted({gap["stage"] for gap in result.gaps}),
        "reason": REASONS.get(result.reason, ""),
        "history": stage_history(user, office, partnership)[::-1],
        "rose_by_dropping": rose_by_dropping(spell_before(user, office, result), result),
        "drop_raises": result.facts.get("drop_raises", False),
    }
    if facts is None:
        return context
    tests = tests_of(facts, limits, partnership)
    following = max((stage for stage, rows in tests if all(row.is_met for row in rows)), default=Stage.DORMANT) + 1
    stage = result.stage or 0
    missing = [
        {"stage": place, "rows": [row for row in rows if not row.is_met and (row.close or place == following)]}
        for place, rows in tests if (place < stage or place == following) and not all(row.is_met for row in rows)
    ]  # fmt: skip
    return context | {
        "tests": [{"stage": place, "is_met": all(row.is_met for row in rows), "rows": rows} for place, rows in tests],
        "missing": missing,
        "figures": figures_of(result, facts, partnership),
        "health": health_rows(result, limits),
        "worth": worth_of(user, partnership, result, limits),
        "limits": limits,
    }


def tests_of(facts, limits, partnership):
    """[(stage, [Condition])] of the five tests, by the thresholds that the result names; within Strategic the test of
    Reciprocal stands as one condition."""
    level = level_of(facts)
    found = {
        stage: {test: condition(test, met, facts, limits, partnership, level) for test, met in tests.items()}
        for stage, tests in conditions(facts, limits).items()
    }
    lower = found[Stage.RECIPROCATIVE]
    is_met = all(row.is_met for row in lower.values())
    passes = Condition(
        _("The test of Reciprocal"), _("passed") if is_met else _("not passed"), is_met, "" if is_met else _("not met")
    )
    higher = [row for test, row in found[Stage.STRATEGIC].items() if test not in lower]
    return [
        *((stage, list(rows.values())) for stage, rows in found.items() if stage != Stage.STRATEGIC),
        (Stage.STRATEGIC, [passes, *higher]),
    ]


def level_of(facts):
    sent = facts.exchanges_out + facts.exchanges_in
    return Decimal(2 * min(facts.exchanges_out, facts.exchanges_in)) / sent if sent else Decimal(0)


def condition(test, met, facts, limits, partnership, level):
    why = ""
    if not met:
        why = {True: _("not met"), False: _("not enough records")}[is_covered(facts, window_of(test, limits))]
        if why == _("not met") and met is None:
            why = _("not recorded")
    close = () if met else closing(test, facts, partnership)
    return Condition(asked(test, limits), found(test, facts, level), bool(met), why, close)


def figures_of(result, facts, partnership):
    """What was counted, each with the place where it stands."""
    told, n = result.facts, len(facts.outcomes)
    tab = lambda name: reverse("partnerships:tab", args=[partnership.slug, name])  # noqa: E731
    by_layer = told.get("by_layer", {})
    spread, even = evenness(by_layer.values(), told.get("layers_offered", 0))
    busiest = sorted(by_layer.items(), key=lambda row: (-row[1], row[0]))
    layers = ", ".join(f"{Layer(name).label} {n}" for name, n in busiest)
    counted = _("%(n)d count of %(all)d that happened; %(filed)d with a file, %(both)d confirmed by the other side")
    counted %= {
        "n": facts.activities, "all": told["recorded"], "filed": told["documented"], "both": told["confirmed"],
    }  # fmt: skip
    even_words = None
    if even is not None:
        even_words = _("%(e)s (H %(h)s over %(n)d kinds offered)") % {
            "e": f"{even:.2f}", "h": f"{spread:.2f}", "n": told["layers_offered"],
        }  # fmt: skip
    return [
        {"name": _("Activities"), "value": counted, "url": tab("activities")},
        {
            "name": _("Exchanges"), "url": tab("activities"),
            "value": _("%(n)d: %(out)d out, %(into)d in; R %(r)s")
            % {
                "n": facts.exchanges, "out": facts.exchanges_out, "into": facts.exchanges_in,
                "r": f"{level_of(facts):.2f}",
            },
        },
        {
            "name": _("Kinds of organisation"), "value": layers or None, "reason": _("none active"),
            "url": tab("activities"),
        },
        {"name": _("Evenness of layers"), "value": even_words, "reason": _("needs activity, and two kinds offered")},
        {
            "name": _("Verified outcomes"), "url": tab("outcomes"),
            "value": ngettext("%(n)d economic one", "%(n)d economic ones", n) % {"n": n},
        },
        {
            "name": _("Records complete from"), "url": reverse("desk:settings"), "reason": _("not declared yet"),
            "value": formats.long_date(facts.complete_from) if facts.complete_from else None,
        },
    ]  # fmt: skip


def health_rows(result, limits):
    """The five parts with number, rule in words and figures, never added."""
    told, parts = result.facts, result.health
    last = told.get("last_contact")
    out, into = told.get("exchanges_out", 0), told.get("exchanges_in", 0)
    months = {"months": limits.window_months}
    return [
        {
            "key": "contact", "name": _("Contact"), "value": parts.get("contact"),
            "rule": _("100 up to %(full)d days after the last contact with both sides, evenly down to 0 at %(none)d")
            % {"full": limits.contact_full_days, "none": limits.contact_none_days},
            "figures": _("last on %(day)s") % {"day": formats.long_date(dt.date.fromisoformat(last))} if last else "",
        },
        {
            "key": "promises", "name": _("Promises"), "value": parts.get("promises"),
            "rule": _("Accepted on time, of those that fell due in %(months)d months") % months,
            "figures": _("%(part)d of %(all)d")
            % {"part": told.get("promises_on_time", 0), "all": told.get("promises_due", 0)},
        },
        {
            "key": "breadth", "name": _("Breadth"), "value": parts.get("breadth"),
            "rule": _("Kinds of organisation active, of those that are party to agreements in force"),
            "figures": _("%(part)d of %(all)d; active: %(which)s") % {
                "part": len(told.get("layers", ())), "all": told.get("layers_agreed", 0),
                "which": layer_words(told.get("layers", ())) or _("none"),
            },
        },
        {
            "key": "reciprocity", "name": _("Reciprocity"), "value": parts.get("reciprocity"),
            "rule": _("Twice the smaller of exchanges out and in, over both together"),
            "figures": _("%(out)d out, %(into)d in") % {"out": out, "into": into},
        },
        {
            "key": "two_sided", "name": _("Two-sided"), "value": parts.get("two_sided"),
            "rule": _("Activities that the other side confirmed, of all that count, in %(months)d months") % months,
            "figures": _("%(part)d of %(all)d") % {"part": told.get("confirmed", 0), "all": told.get("activities", 0)},
        },
    ]  # fmt: skip


def worth_of(user, partnership, result, limits):
    """Cost and yield beside health: what was spent, by currency and never added, and for how many outcomes."""
    since = months_before(result.as_of, limits.outcome_months)
    spent = {}
    for cost in costs_of(user, partnership, since, result.as_of):
        if cost.amount is not None:
            spent[cost.currency] = spent.get(cost.currency, 0) + cost.amount
    n = result.facts.get("verified_outcomes", 0)
    money = [formats.money(amount, currency) for currency, amount in sorted(spent.items())]
    each = [formats.money(amount / n, currency) for currency, amount in sorted(spent.items())] if n else []
    months = {"months": limits.outcome_months}
    return [
        {
            "name": _("Spent in %(months)d months") % months, "value": " · ".join(money) or None,
            "reason": _("not recorded"), "url": reverse("outcomes:tie-money", args=[partnership.slug]),
        },
        {"name": _("Verified economic outcomes in %(months)d months") % months, "value": n},
        {"name": _("Cost of each"), "value": " · ".join(each) or None,
         "reason": _("no cost recorded") if n else _("no verified outcome")},
    ]  # fmt: skip
