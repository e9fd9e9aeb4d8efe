"""What candidates are held against one another by: words, direction and level of each criterion (METHODS 7).

The level says whose figure it is. A country's figure that stands for a city is marked so wherever it is shown.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from stakeholders.metrics import name_of, unit_of

CITY, COUNTRY, NEAREST = "city", "country", "nearest"
LEVELS = {CITY: _("city"), COUNTRY: _("country"), NEAREST: _("city, else its region or country")}
FIGURE = "figure:"
LEAST_POPULATION = 100_000  # of the candidates, unless an office says otherwise


@dataclass(frozen=True)
class Criterion:
    """sign: 1 where more is better, -1 for a cost. turnable: an office may see it the other way round.

    logged: the value compared is ln(1 + value), the value shown is the plain one. weight: percent at the beginning.
    """

    key: str
    name: str
    unit: str
    sign: int
    level: str
    source: str
    weight: int = 0
    logged: bool = False
    turnable: bool = False


KNOWN = {
    one.key: one
    for one in (
        Criterion("distance", _("Distance"), _("km"), -1, CITY, "GeoNames", 15),
        Criterion("time_zone", _("Difference in time"), _("h"), -1, CITY, "GeoNames", 10),
        Criterion("flights", _("Flights"), _("airports abroad"), 1, CITY, "OpenFlights, June 2014", 20, logged=True),
        Criterion("size", _("Size unlike ours"), _("times"), -1, CITY, "GeoNames", 15, logged=True),
        Criterion("ties", _("Ties on the public record"), _("ties"), 1, CITY, "Wikipedia", 10, logged=True),
        Criterion("language", _("Shared official language"), "", 1, COUNTRY, "CEPII GeoDist", 10),
        Criterion("market", _("Size of the economy"), "USD", 1, COUNTRY, "World Bank", 20, logged=True),
        Criterion("income", _("Income per head"), "USD", 1, COUNTRY, "World Bank", 0, logged=True),
        Criterion("exports", _("Similar exports"), _("of 100"), 1, COUNTRY, "SITC 1998–2000", 0, turnable=True),
        Criterion("intensity", _("Trade intensity"), _("times"), 1, NEAREST, "trade_flows", 0, logged=True),
        Criterion("complementarity", _("Our exports fit their imports"), _("of 100"), 1, NEAREST, "trade_flows", 0),
        Criterion("sectors", _("Our strong sectors, strong there too"), _("of 100"), 1, CITY, "organisations", 0),
    )
}  # fmt: skip


def criterion(key):
    """The Criterion of a key; any figure of places that somebody imported is one, `figure:<metric>`."""
    if key in KNOWN:
        return KNOWN[key]
    metric = key.removeprefix(FIGURE)
    return Criterion(key, name_of(metric), unit_of(metric), 1, NEAREST, "", 0, turnable=True)


def usual_weights(keys):
    """{key: percent} of the criteria at hand, adding up to 100; where none has a weight, all alike."""
    given = {key: criterion(key).weight for key in keys}
    return to_hundred(given if any(given.values()) else dict.fromkeys(keys, 1))


def to_hundred(weights):
    """The weights as whole per cents that add up to 100 (largest remainders); nothing where all are nought."""
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, 0)
    exact = {key: 100 * value / whole for key, value in weights.items()}
    found = {key: int(value) for key, value in exact.items()}
    by_remainder = sorted(exact, key=lambda key: (found[key] - exact[key], key))
    for key in by_remainder[: 100 - sum(found.values())]:
        found[key] += 1
    return found
