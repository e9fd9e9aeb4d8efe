"""Why cities are sought: ties on the public record against flights and population (METHODS 2.7)."""

import warnings

import numpy as np
import pandas as pd

from insights.queries.public_ties import ties_by_city
from insights.rules.counts import CITIES_PER_COVARIATE, Z, counts_of_ties, ten_percent_more
from insights.rules.fitting import settled, thorough
from insights.rules.refusals import NoAnswer
from insights.studies.base import Inputs, Study
from stakeholders.models import Place, PlaceFigure
from stakeholders.models.places import Level

METRIC = "flight_destinations_abroad"
X = ("ln:population", "ln1p:flights")
FURTHER = "ln1p:figure"
TOLD = 15  # cities of each end of the list
HIGH_INFLATION = 10


def gather(answer, as_of):
    """Cities with people and flights on file, in countries that the public record covers; and every other figure that
    enough of them have."""
    ties, covered = ties_by_city()
    table = figures_of(METRIC).rename(columns={"value": "flights"})
    inside = table["country"].isin(covered)
    kept = table[inside].reset_index(drop=True)
    kept["ties"] = kept["pk"].map(ties).fillna(0).astype(int)
    known = set(kept["pk"])
    further, few = further_figures(known)
    facts = {
        "cities": len(kept), "countries": int(kept["country"].nunique()),
        "without_ties": int((kept["ties"] == 0).sum()), "outside_cities": int((~inside).sum()),
        "outside": by_country(table.loc[~inside, "country"]),
        "year": int(kept["year"].max()) if len(kept) else None, "few": few,
        "ties_of_others": sum(n for pk, n in ties.items() if pk not in known),
    }  # fmt: skip
    return Inputs({"cities": kept, "further": further}, facts)


def by_country(codes):
    """[[name, cities]], most first."""
    names = dict(Place.objects.filter(level=Level.COUNTRY).order_by("pk").values_list("country_code", "name"))
    counted = [[names.get(code, code), int(n)] for code, n in codes.value_counts().items()]
    return sorted(counted, key=lambda row: (-row[1], row[0]))


def figures_of(metric):
    """Frame of the cities with people and this figure on file, by pk: the latest year."""
    figures = PlaceFigure.objects.filter(metric=metric, place__level=Level.CITY, place__population__gt=0)
    columns = ["place", "place__name", "place__country_code", "place__population", "value", "year"]
    rows = figures.order_by("place", "-year").distinct("place").values_list(*columns)
    table = pd.DataFrame.from_records(rows, columns=["pk", "name", "country", "population", "value", "year"])
    return table.astype({"population": float, "value": float})


def further_figures(kept):
    """(frame of metric, pk, value; [[metric, cities]] of those that too few of the cities have)."""
    figures = PlaceFigure.objects.filter(place__in=kept).exclude(metric__in=[METRIC, "population"])
    latest = figures.order_by("metric", "place", "-year").distinct("metric", "place")
    table = pd.DataFrame.from_records(latest.values_list("metric", "place", "value"), columns=["metric", "pk", "value"])
    table = table.astype({"value": float})
    counted = table["metric"].value_counts()
    few = sorted([metric, int(n)] for metric, n in counted.items() if n < needed(len(X) + 1))
    return table[~table["metric"].isin([metric for metric, _n in few])].reset_index(drop=True), few


def needed(covariates):
    return CITIES_PER_COVARIATE * covariates


def work(inputs, options, seed, tell):
    """Coefficients with intervals, dispersion, a second run with country effects, further figures, and who has more or
    fewer ties."""
    table = inputs.tables["cities"]
    if len(table) < needed(len(X)):
        why = f"{needed(len(X))} cities with people and flights on file are needed, {len(table)} are there."
        raise NoAnswer("too_few", why)
    x = pd.DataFrame(dict(zip(X, (np.log(table["population"]), np.log1p(table["flights"])), strict=True)))
    tell(10, "Counting against people and flights.")
    found = counts_of_ties(table["ties"].to_numpy(), x)
    expected = np.asarray(found.pop("expected"))
    found["reading"] = readings(found, "poisson")
    found["nb2_reading"] = readings(found, "nb2")
    found["overdispersed"] = found["lr_p"] < 0.05
    found["apart"] = one_at_a_time(table, x) if inflated(found) else {}
    tell(50, "Comparing cities within their countries.")
    found["within"] = within_countries(table, x)
    tell(70, "Looking at further figures.")
    found["further"] = [beside(*item) for item in of_metrics(table, x, inputs.tables["further"])]
    return found | {"residuals": residuals(table, expected, found), "cities": per_city(table, expected)}


def readings(found, model):
    """{name: {"value", "low", "high"}}: per cent more ties with 10 % more of each figure."""
    ends = {"value": model, "low": f"{model}_low", "high": f"{model}_high"}
    return {
        name: {end: ten_percent_more(found[key][name]) for end, key in ends.items()} for name in found["vif"]
    }  # fmt: skip


def inflated(found):
    return [name for name, value in found["vif"].items() if value > HIGH_INFLATION]


def one_at_a_time(table, x):
    """{name: reading} of each figure alone: together they move too closely to be told apart."""
    ties = table["ties"].to_numpy()
    return {name: readings(counts_of_ties(ties, x[[name]]), "poisson")[name] for name in x}


def of_metrics(table, x, further):
    """(metric, cities, covariates with the figure) for each further metric that no city has below nought."""
    for metric, rows in further.groupby("metric"):
        values = table["pk"].map(rows.set_index("pk")["value"])
        known = values.notna()
        if (values[known] >= 0).all():
            yield metric, table[known], x[known].assign(**{FURTHER: np.log1p(values[known])})


def beside(metric, table, x):
    """What one further figure says beside people and flights, or alone where it moves with them too closely.

    {"metric", "n", "vif", "alone", "reading"}; or {"metric", "n", "why"} where no model stands.
    """
    try:
        found = counts_of_ties(table["ties"].to_numpy(), x)
        alone = bool(inflated(found))
        read = one_at_a_time(table, x[[FURTHER]])[FURTHER] if alone else readings(found, "poisson")[FURTHER]
    except NoAnswer as refusal:
        return {"metric": metric, "n": len(table), "why": str(refusal)}
    return {"metric": metric, "n": len(table), "vif": found["vif"][FURTHER], "alone": alone, "reading": read}


def within_countries(table, x):
    """The same Poisson with an effect for each country: pages of countries are of unequal length.

    {"n", "coef", "se", "reading"}, errors clustered by country; None where no country has two cities that differ.
    """
    import pyfixest

    data = table[["ties", "country"]].assign(people=x[X[0]], flights=x[X[1]])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it leaves out is told by n
            fitted = pyfixest.fepois(
                "ties ~ people + flights | country", data, vcov={"CRV1": "country"}, **thorough()
            )
    except (ValueError, RuntimeError, np.linalg.LinAlgError):
        return None
    if not settled(fitted):
        return None
    shown = fitted.tidy()
    names = dict(zip(X, ("people", "flights"), strict=True))
    if not np.isfinite(shown.loc[list(names.values()), ["Estimate", "Std. Error"]].to_numpy(float)).all():
        return None
    coefficients = {name: float(shown.loc[short, "Estimate"]) for name, short in names.items()}
    errors = {name: float(shown.loc[short, "Std. Error"]) for name, short in names.items()}
    read = {name: interval(coefficients[name], errors[name]) for name in names}
    return {"n": int(fitted._N), "coef": coefficients, "se": errors, "reading": read}


def interval(coefficient, se):
    ends = {"value": coefficient, "low": coefficient - Z * se, "high": coefficient + Z * se}
    return {name: ten_percent_more(b) for name, b in ends.items()}


def residuals(table, expected, found):
    """{"more", "fewer"}: [{"pk", "name", "country", "ties", "expected", "score"}], the furthest from what is expected.

    score: Pearson's residual under the negative binomial's variance. Equals stand in the order of their pk.
    """
    spread = np.sqrt(expected + max(found["nb2_alpha"], 0) * expected**2)
    score = (table["ties"].to_numpy() - expected) / spread

    def told(at):
        row = table.iloc[at]
        return {"pk": int(row["pk"]), "name": row["name"], "country": row["country"], "ties": int(row["ties"]),
                "expected": float(expected[at]), "score": float(score[at])}  # fmt: skip

    more, fewer = (np.argsort(side, kind="stable") for side in (-score, score))
    return {
        "more": [told(at) for at in more[:TOLD] if score[at] > 0],
        "fewer": [told(at) for at in fewer[:TOLD] if score[at] < 0],
    }


def per_city(table, expected):
    """{pk: [ties, expected]}: for the office's own city, and for the picture."""
    rows = zip(table["pk"], table["ties"], expected, strict=True)
    return {str(pk): [int(ties), round(float(mean), 2)] for pk, ties, mean in rows}


STUDY = Study("sought", gather, work, of_office=False)
