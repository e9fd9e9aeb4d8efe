"""How the page of city ties and regional ties is laid out."""

from django.utils.translation import gettext as _

from drawing.formats import number, percent
from drawing.intervals import Intervals

FEWEST = 5  # city ties on record before anything is told of them
HUNDRED_NETWORKS = 100


def context(found, office=None):
    """Below five city ties nothing but what is missing; ratios of countries that have one, the others by why not."""
    facts, strata, pooled = found["inputs"], found["tied"]["strata"], found["tied"]["pooled"]
    strata = [{**row, "name": facts["names"].get(row["stratum"], row["stratum"])} for row in strata]
    rows = [row for row in strata if row["or"] is not None]
    others = [
        {"code": row["stratum"], "name": row["name"], "ties": row["a"] + row["c"]}
        for row in strata if row["or"] is None
    ]  # fmt: skip
    enough = city_ties(pooled) >= FEWEST
    return {
        "facts": facts, "found": found, "sentence": headline(found, office), "pooled": pooled, "enough": enough,
        "rows": [{**row, "holm": found["holm"].get(row["stratum"])} for row in rows],
        "without": [one for one in others if one["code"] not in facts["with_regional_tie"]],
        "untold": [one for one in others if one["code"] in facts["with_regional_tie"]],
        "drawn": drawn(rows, pooled) if rows and enough else None, "of_hundred": of_hundred(pooled),
        "city_ties": city_ties(pooled), "first": which_first(found),
    }  # fmt: skip


def city_ties(pooled):
    return pooled["a"] + pooled["c"]


def of_hundred(pooled):
    """How many of a hundred rewired networks have as many, in words; None where that says nothing."""
    if pooled["degree_p"] is None:
        return None
    many = round(HUNDRED_NETWORKS * pooled["degree_p"])
    return number(many) if many else _("fewer than 1")


def which_first(found):
    """Which came first, with its interval; or what is missing."""
    order, facts = found["order"], found["inputs"]
    told = order["region_first"] + order["city_first"]
    if order["p"] is None:
        return _(
            "not enough data: five city ties under a tie of the province, both with a year, are needed, %(told)s are "
            "there; %(dated)s of %(n)s city ties have a year"
        ) % {"told": number(told), "dated": number(facts["dated"]), "n": number(facts["city_ties"])}
    return _(
        "the province before its city in %(region)s of %(told)s: %(share)s (%(low)s – %(high)s), p %(p)s; in the same "
        "year %(same)s"
    ) % {
        "region": number(order["region_first"]), "told": number(told), "share": percent(order["region_first"] / told),
        "low": percent(order["low"]), "high": percent(order["high"]), "p": number(order["p"], 3),
        "same": number(order["same_year"]),
    }  # fmt: skip


def headline(found, office=None):
    pooled = found["tied"]["pooled"]
    n = city_ties(pooled)
    if n < FEWEST:
        return _(
            "Not enough data: five city ties of Jiangsu and Hubei on record are needed, %(n)s are there."
        ) % {"n": number(n)}  # fmt: skip
    return _(
        "%(share)s of %(n)s city ties of Jiangsu and Hubei go where their province has no tie (%(low)s to %(high)s)."
    ) % {
        "share": percent(pooled["independence"]), "n": number(n), "low": percent(pooled["independence_low"]),
        "high": percent(pooled["independence_high"]),
    }  # fmt: skip


def drawn(rows, pooled):
    told = [(row["name"], row["or"], row["or_low"], row["or_high"], row["a"] + row["c"], False) for row in rows]
    told.sort(key=lambda row: -row[1])
    if pooled.get("mh_or"):
        n = sum(row[4] for row in told)
        told.append((_("Together"), pooled["mh_or"], pooled["mh_low"], pooled["mh_high"], n, True))
    return Intervals(told, 1, _("Odds of a city tie, against pairs without a regional tie"), title(rows, pooled))


def title(rows, pooled):
    more = sum(row["or"] > 1 for row in rows)
    words = _("Cities under tied provinces are tied more often than others in %(more)s of %(n)s countries") % {
        "more": number(more), "n": number(len(rows)),
    }  # fmt: skip
    if not pooled.get("mh_or"):
        return words
    return words + _("; together the odds are %(odds)s times as high") % {"odds": number(pooled["mh_or"], 2)}
