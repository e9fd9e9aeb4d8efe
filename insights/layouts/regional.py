"""How the page of city ties and regional ties is laid out."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drawing.formats import number, percent
from drawing.intervals import Intervals

REASONS = {"no regional tie on record between these two": gettext_lazy("no regional tie on record between these two")}
HUNDRED_NETWORKS = 100


def context(found, office=None):
    rows = [row for row in found["tied"]["strata"] if row["or"] is not None]
    without = [row for row in found["tied"]["strata"] if row["or"] is None]
    pooled = found["tied"]["pooled"]
    return {
        "facts": found["inputs"], "found": found, "sentence": headline(found, office), "pooled": pooled,
        "rows": [{**row, "holm": found["holm"].get(row["stratum"])} for row in rows],
        "without": [{"code": row["stratum"], "ties": row["c"]} for row in without],
        "drawn": drawn(rows, pooled) if rows else None, "of_hundred": round(HUNDRED_NETWORKS * pooled["degree_p"])
        if pooled["degree_p"] is not None else None, "city_ties": pooled["a"] + pooled["c"],
    }  # fmt: skip


def headline(found, office=None):
    pooled = found["tied"]["pooled"]
    n = pooled["a"] + pooled["c"]
    if pooled["independence"] is None:
        return _("Not enough data: fewer than five city ties on record.")
    return _(
        "%(share)s of %(n)s city ties of Jiangsu and Hubei go where their province has no tie (%(low)s to %(high)s)."
    ) % {
        "share": percent(pooled["independence"]), "n": number(n), "low": percent(pooled["independence_low"]),
        "high": percent(pooled["independence_high"]),
    }  # fmt: skip


def drawn(rows, pooled):
    told = [(row["stratum"], row["or"], row["or_low"], row["or_high"], row["a"] + row["c"], False) for row in rows]
    told.sort(key=lambda row: -row[1])
    if pooled.get("mh_or"):
        n = sum(row[4] for row in told)
        told.append((_("Together"), pooled["mh_or"], pooled["mh_low"], pooled["mh_high"], n, True))
    title = _("Pairs of cities under tied provinces are tied more often, together and in most countries")
    return Intervals(told, 1, _("Odds of a city tie, against pairs without a regional tie"), title)
