"""How the page of why cities are sought is laid out."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drawing.formats import number
from drawing.scatter import Scatter

NAMED = 6  # points of each end that bear a name
WORDS = {"ln:population": gettext_lazy("people"), "ln1p:flights": gettext_lazy("airports abroad with a direct flight")}


def context(found, office=None):
    home = getattr(office, "home", None)
    own = found["cities"].get(str(home.pk)) if home else None
    return {
        "facts": found["inputs"], "rows": rows(found), "more": found["residuals"]["more"],
        "fewer": found["residuals"]["fewer"], "drawn": drawn(found, home, own), "found": found,
        "home": home, "own": own, "sentence": headline(found, office),
    }  # fmt: skip


def headline(found, office=None):
    """What goes with ties, in one sentence, with both intervals."""
    people, flights = (found["reading"][name] for name in ("ln:population", "ln1p:flights"))
    return _(
        "Across %(n)s cities, 10%% more people go with %(people)s%% more ties (%(low_p)s to %(high_p)s), and 10%% more "
        "direct flights abroad with %(flights)s%% more (%(low_f)s to %(high_f)s)."
    ) % {
        "n": number(found["n"]), "people": number(people["value"], 1), "flights": number(flights["value"], 1),
        "low_p": number(people["low"], 1), "high_p": number(people["high"], 1), "low_f": number(flights["low"], 1),
        "high_f": number(flights["high"], 1),
    }  # fmt: skip


def rows(found):
    """[{"name", "poisson", "nb2", "within"}]: per cent more ties with 10 % more of each figure, three ways."""
    within = (found["within"] or {}).get("reading", {})
    return [
        {"name": word, "poisson": found["reading"][key], "nb2": found["nb2_reading"][key], "within": within.get(key),
         "vif": found["vif"][key]}
        for key, word in WORDS.items()
    ]  # fmt: skip


def drawn(found, home, own):
    ends = [row for side in found["residuals"].values() for row in side[:NAMED]]
    named = [(row["expected"], row["ties"], row["name"]) for row in ends]
    if own:
        named.insert(0, (own[1], own[0], home.name))
    points = sorted({(mean, ties) for ties, mean in found["cities"].values()})
    return Scatter(
        points, named, _("Ties that people and flights suggest"), _("Ties on the public record"),
        _("Most cities lie far from the line: people and flights say little of how many ties a single city has"),
    )  # fmt: skip
