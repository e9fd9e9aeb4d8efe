"""The table of ties by what was known at signature: each grouping with its two groups and one sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from drawing.formats import MISSING, number

WORDS = {  # by grouping: group 1, group 0, and what the page says of the two
    "trade_signed": (
        gettext_lazy("First agreement on trade, investment or a port"),
        gettext_lazy("First agreement on something else"),
        gettext_lazy("A first agreement on trade, investment or a port goes with %(hr)s times the rate of outcomes "
                     "(%(low)s to %(high)s; log-rank p %(p)s, adjusted %(adjusted)s)."),
    ),
    "others_signed": (
        gettext_lazy("A chamber, port, university or another body was party to the first agreement"),
        gettext_lazy("Only cities and regions were party to it"),
        gettext_lazy("A chamber, port, university or another body as a party to the first agreement goes with %(hr)s "
                     "times the rate of outcomes (%(low)s to %(high)s; log-rank p %(p)s, adjusted %(adjusted)s)."),
    ),
    "same_continent": (
        gettext_lazy("The other side lies on your continent"),
        gettext_lazy("It lies on another continent"),
        gettext_lazy("A partner on your own continent goes with %(hr)s times the rate of outcomes (%(low)s to "
                     "%(high)s; log-rank p %(p)s, adjusted %(adjusted)s)."),
    ),
}  # fmt: skip


def known_groups(found):
    """[{"groups": [{"name", "n", "outcomes", "half"}], "told", "found"}], one for each grouping."""
    return [
        {
            "groups": [
                {**one["groups"][key], "name": name, "half": half(one["groups"][key])}
                for key, name in zip("10", WORDS[one["name"]], strict=False)
            ],
            "told": " ".join(filter(None, (told(one), unknown(one)))), "found": one,
        }
        for one in found["known"]
    ]  # fmt: skip


def half(group):
    """When half of a group have an outcome, with its interval; missing where the groups are not compared at all."""
    if "median" not in group:
        return MISSING
    if group["thin"]:
        return _("not enough data")
    if group["median"] is None:
        return _("not reached")
    return _("%(t)s (%(low)s to %(high)s)") % {
        "t": number(group["median"], 1), "low": number(group["low"], 1), "high": number(group["high"], 1)
    }  # fmt: skip


def told(one):
    """What the two groups differ by, with its interval; or what is missing."""
    if one["why"] == "few":
        return _(
            "Not enough data: five ties in each group are needed, %(with)s and %(without)s are there."
        ) % {"with": number(one["groups"]["1"]["n"]), "without": number(one["groups"]["0"]["n"])}  # fmt: skip
    if one["why"] == "outcomes":
        return _("Not enough data: ten outcomes are needed before two groups are compared, %(n)s are there.") % {
            "n": number(one["outcomes"])
        }
    if one["why"]:
        return _(
            "No ratio can be told: at each outcome those watched were of one group, or it came in the same group "
            "each time."
        )
    return WORDS[one["name"]][2] % {
        "hr": number(one["cox_hr"], 2), "low": number(one["cox_hr_low"], 2), "high": number(one["cox_hr_high"], 2),
        "p": p(one["logrank_p"]), "adjusted": p(one["p_holm"]),
    }  # fmt: skip


def p(value):
    return "< 0.001" if value < 0.001 else number(value, 3)


def unknown(one):
    """How many ties are of neither group, and why; only the continent can be unknown."""
    if not one["unknown"]:
        return ""
    return ngettext(
        "%(n)s tie is left out here: where its other side lies is not on file, or it lies on yours and another.",
        "%(n)s ties are left out here: where the other side lies is not on file, or it lies on yours and another.",
        one["unknown"],
    ) % {"n": number(one["unknown"])}
