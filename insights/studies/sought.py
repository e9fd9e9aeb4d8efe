"""Why cities are sought: ties on the public record against flights and population (METHODS 2.7)."""

import warnings

import numpy as np
import pandas as pd

from insights.queries.public_ties import ties_by_city
from insights.rules.counts import CITIES_PER_COVARIATE, counts_of_ties, ten_percent_more
from insights.rules.refusals import NoAnswer
from insights.studies.base import Inputs, Study
from stakeholders.models import PlaceFigure
from stakeholders.models.places import Level

METRIC = "flight_destinations_abroad"
X = ("ln:population", "ln1p:flights")
TOLD = 15  # cities of each end of the list
HIGH_INFLATION = 10


def gather(answer, as_of):
    """Cities with people and flights on file, in countries that the public record covers."""
    ties, covered = ties_by_city()
    figures = PlaceFigure.objects.filter(metric=METRIC, place__level=Level.CITY, place__population__gt=0)
    columns = ["place", "place__name", "place__country_code", "place__population", "value", "year"]
    rows = figures.order_by("place", "-year").distinct("place").values_list(*columns)
    table = pd.DataFrame.from_records(rows, columns=["pk", "name", "country", "population", "flights", "year"])
    table = table.astype({"population": float, "flights": float})
    inside = table["country"].isin(covered)
    kept = table[inside].reset_index(drop=True)
    kept["ties"] = kept["pk"].map(ties).fillna(0).astype(int)
    outside = sorted(set(table.loc[~inside, "country"]))
    known = set(kept["pk"])
    facts = {
        "cities": len(kept), "countries": int(kept["country"].nunique()),
        "without_ties": int((kept["ties"] == 0).sum()), "outside": outside, "outside_cities": int((~inside).sum()),
        "year": int(kept["year"].max()) if len(kept) else None,
        "ties_of_others": sum(n for pk, n in ties.items() if pk not in known),
    }  # fmt: skip
    return Inputs({"cities": kept}, facts)


def work(inputs, options, seed, tell):
    """Coefficients with intervals, dispersion, a second run with country effects, and who has more or fewer ties."""
    table = inputs.tables["cities"]
    needed = CITIES_PER_COVARIATE * len(X)
    if len(table) < needed:
        why = f"{needed} cities with people and flights on file are needed, {len(table)} are there."
        raise NoAnswer("too_few", why)
    x = pd.DataFrame(dict(zip(X, (np.log(table["population"]), np.log1p(table["flights"])), strict=True)))
    tell(10, "Counting against people and flights.")
    found = counts_of_ties(table["ties"].to_numpy(), x)
    expected = np.asarray(found.pop("expected"))
    found["reading"] = {name: reading(found["poisson"][name], found["poisson_se"][name]) for name in X}
    found["nb2_reading"] = {name: reading(found["nb2"][name], found["nb2_se"][name]) for name in X}
    found["overdispersed"] = found["lr_p"] < 0.05
    found["apart"] = [name for name in X if found["vif"][name] > HIGH_INFLATION]
    tell(60, "Comparing cities within their countries.")
    found["within"] = within_countries(table, x)
    return found | {"residuals": residuals(table, expected, found), "cities": per_city(table, expected)}


def reading(coefficient, se):
    """{"value", "low", "high"}: how many per cent more ties go with 10 % more."""
    ends = {"value": coefficient, "low": coefficient - 1.96 * se, "high": coefficient + 1.96 * se}
    return {name: ten_percent_more(b) for name, b in ends.items()}


def within_countries(table, x):
    """The same Poisson with an effect for each country: pages of countries are of unequal length.

    {"n", "coef", "se", "reading"}; None where no country has two cities that differ.
    """
    import pyfixest

    data = table[["ties", "country"]].assign(people=x[X[0]], flights=x[X[1]])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it leaves out is told by n
            fitted = pyfixest.fepois("ties ~ people + flights | country", data, vcov={"CRV1": "country"})
    except (ValueError, RuntimeError, np.linalg.LinAlgError):
        return None
    shown = fitted.tidy()
    names = dict(zip(X, ("people", "flights"), strict=True))
    coefficients = {name: float(shown.loc[short, "Estimate"]) for name, short in names.items()}
    errors = {name: float(shown.loc[short, "Std. Error"]) for name, short in names.items()}
    readings = {name: reading(coefficients[name], errors[name]) for name in names}
    return {"n": int(fitted._N), "coef": coefficients, "se": errors, "reading": readings}


def residuals(table, expected, found):
    """{"more", "fewer"}: [{"pk", "name", "country", "ties", "expected", "score"}], the furthest from what is expected.

    score: Pearson's residual under the negative binomial's variance.
    """
    spread = np.sqrt(expected + max(found["nb2_alpha"], 0) * expected**2)
    score = (table["ties"].to_numpy() - expected) / spread
    order = np.argsort(score, kind="stable")

    def told(at):
        row = table.iloc[at]
        return {"pk": int(row["pk"]), "name": row["name"], "country": row["country"], "ties": int(row["ties"]),
                "expected": float(expected[at]), "score": float(score[at])}  # fmt: skip

    return {"more": [told(at) for at in order[::-1][:TOLD]], "fewer": [told(at) for at in order[:TOLD]]}


def per_city(table, expected):
    """{pk: [ties, expected]}: for the office's own city, and for the picture."""
    rows = zip(table["pk"], table["ties"], expected, strict=True)
    return {str(pk): [int(ties), round(float(mean), 2)] for pk, ties, mean in rows}


STUDY = Study("sought", "sought-1", gather, work, of_office=False)
