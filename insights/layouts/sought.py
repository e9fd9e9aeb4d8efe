"""How the page of why cities are sought is laid out."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drawing.formats import number, percent
from drawing.scatter import Scatter
from stakeholders.metrics import name_of

NAMED = 5  # points of each end that bear a name
NAMES = 8  # countries left out that are named
PEOPLE, FLIGHTS = "ln:population", "ln1p:flights"
WORDS = {PEOPLE: gettext_lazy("people"), FLIGHTS: gettext_lazy("airports abroad with a direct flight")}


def context(found, office=None):
    home = getattr(office, "home", None)
    own = found["cities"].get(str(home.pk)) if home else None
    facts = found["inputs"]
    return {
        "facts": facts, "rows": rows(found), "more": marked(found["residuals"]["more"], home),
        "fewer": marked(found["residuals"]["fewer"], home), "drawn": drawn(found, home, own), "found": found,
        "home": home, "own": own, "sentence": headline(found, office), "within": within(found),
        "outside": facts["outside"], "outside_names": [name for name, _n in facts["outside"][:NAMES]],
        "further": [{**row, "name": name_of(row["metric"])} for row in found["further"]],
        "few": [{"name": name_of(metric), "n": n} for metric, n in facts["few"]],
    }  # fmt: skip


def headline(found, office=None):
    """What goes with ties, in one sentence, with both intervals."""
    reading = found["apart"] or found["reading"]
    words = {"n": number(found["n"])}
    for name, key in (("people", PEOPLE), ("flights", FLIGHTS)):
        for end, short in (("value", ""), ("low", "_low"), ("high", "_high")):
            words[name + short] = number(reading[key][end], 1)
    if found["apart"]:
        return _(
            "Across %(n)s cities, 10%% more people alone go with %(people)s%% more ties (%(people_low)s to "
            "%(people_high)s), and 10%% more direct flights abroad alone with %(flights)s%% more (%(flights_low)s to "
            "%(flights_high)s); the two move too closely to be told apart."
        ) % words
    return _(
        "Across %(n)s cities, 10%% more people go with %(people)s%% more ties (%(people_low)s to %(people_high)s), and "
        "10%% more direct flights abroad with %(flights)s%% more (%(flights_low)s to %(flights_high)s)."
    ) % words


def within(found):
    """What is left of it between cities of one country, in words; "" where no country tells."""
    if not found["within"]:
        return ""
    people, flights = (is_told(found["within"]["reading"][name]) for name in (PEOPLE, FLIGHTS))
    if people and flights:
        return _("Within one country both still tell cities apart.")
    if people:
        return _("Within one country flights no longer tell cities apart; people do.")
    if flights:
        return _("Within one country people no longer tell cities apart; flights do.")
    return _("Within one country neither tells cities apart.")


def is_told(reading):
    """Whether the interval leaves nought out."""
    return reading["low"] > 0 or reading["high"] < 0


def rows(found):
    """[{"name", "poisson", "nb2", "within"}]: per cent more ties with 10 % more of each figure, three ways."""
    inside = (found["within"] or {}).get("reading", {})
    return [
        {"name": word, "poisson": found["reading"][key], "nb2": found["nb2_reading"][key], "within": inside.get(key),
         "apart": found["apart"].get(key) if found["apart"] else None, "vif": found["vif"][key]}
        for key, word in WORDS.items()
    ]  # fmt: skip


def marked(listed, home):
    return [{**row, "own": bool(home) and row["pk"] == home.pk} for row in listed]


def drawn(found, home, own):
    ends = [row for side in found["residuals"].values() for row in side[:NAMED]]
    named = [(row["expected"], row["ties"], row["name"]) for row in ends if not (home and row["pk"] == home.pk)]
    points = sorted({(mean, ties) for ties, mean in found["cities"].values()})
    return Scatter(
        points, named, _("Ties that people and flights suggest"), _("Ties on the public record"), spread(found),
        own=(own[1], own[0], home.name) if own else None,
    )  # fmt: skip


def spread(found):
    """How far cities lie from the line, as one finding."""
    cities = found["cities"].values()
    far = sum(ties < mean / 2 or ties > 2 * mean for ties, mean in cities)
    return _(
        "%(share)s of %(n)s cities have less than half or more than twice the ties that people and flights suggest"
    ) % {"share": percent(far / len(cities)), "n": number(len(cities))}  # fmt: skip
