"""The figures of every candidate: what the record holds of the city, else of its region or country, told apart."""

import datetime as dt
import zoneinfo

import numpy as np
import pandas as pd
from django.db.models import Max, Q, Sum

from insights import shipped
from insights.criteria import FIGURE
from insights.models import TradeFlow
from insights.queries.public_ties import ties_by_city
from insights.rules import trade
from stakeholders.models import OrganisationSector, Place, PlaceFigure
from stakeholders.models.places import Level

EARTH_KM = 6371.0
SHIPPED_METRICS = {"flight_destinations_abroad", "flight_countries", "flights_abroad", "gdp", "population"}
STRONG = 2
SOURCES_NEEDED = 3  # places whose exports are on file before a total of them stands for the world


def cities(home, *, least_population, countries, places, without):
    """Frame of the candidates, by pk: cities abroad. without: pks that are left out, the ties we have."""
    rows = Place.objects.cities().exclude(country_code=home.country_code).exclude(pk__in=without)
    rows = rows.filter(lat__isnull=False, lon__isnull=False)
    if places:
        rows = rows.filter(pk__in=places)
    else:
        rows = rows.filter(population__gte=max(1, least_population))
        rows = rows.filter(country_code__in=countries) if countries else rows
    columns = ["pk", "name", "country_code", "parent", "country", "lat", "lon", "population", "time_zone"]
    frame = pd.DataFrame.from_records(rows.order_by("pk").values_list(*columns), columns=columns)
    return frame.astype({"lat": float, "lon": float, "population": float})


def figures(frame, home, as_of):
    """{criterion: array of floats, NaN where nothing is on record}, in the order of the frame."""
    found = {
        "distance": distances(frame, home),
        "time_zone": hours(frame, home, as_of),
        "size": unlike(frame, home),
        "ties": ties(frame),
        "language": languages(frame, home),
        "exports": similar_exports(frame, home),
        "sectors": sectors(frame, home),
        **traded(frame, home),
        **metrics(frame),
    }
    return {key: values for key, values in found.items() if np.isfinite(values).sum() > 1}


def distances(frame, home):
    """Great circle, km."""
    if home.lat is None:
        return np.full(len(frame), np.nan)
    lat, lon = np.radians(frame["lat"]), np.radians(frame["lon"])
    at, along = np.radians(float(home.lat)), np.radians(float(home.lon))
    half = np.sin((lat - at) / 2) ** 2 + np.cos(lat) * np.cos(at) * np.sin((lon - along) / 2) ** 2
    return np.round(2 * EARTH_KM * np.arcsin(np.sqrt(half))).to_numpy()


def hours(frame, home, as_of):
    """Difference of the clocks at noon of the day, hours, the shorter way round."""
    noon = dt.datetime.combine(as_of, dt.time(12), tzinfo=dt.UTC)
    known = {zone: offset(zone, noon) for zone in {*frame["time_zone"], home.time_zone}}
    apart = np.abs(frame["time_zone"].map(known).to_numpy(float) - known[home.time_zone])
    return np.minimum(apart, 24 - apart)


def offset(zone, moment):
    try:
        return moment.astimezone(zoneinfo.ZoneInfo(zone)).utcoffset().total_seconds() / 3600 if zone else np.nan
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return np.nan


def unlike(frame, home):
    """How many times larger or smaller than home, 1 and above."""
    if not home.population:
        return np.full(len(frame), np.nan)
    ratio = frame["population"].to_numpy() / home.population
    with np.errstate(divide="ignore"):
        return np.where(ratio > 0, np.maximum(ratio, 1 / np.where(ratio > 0, ratio, 1)), np.nan)


def ties(frame):
    """Ties on the public record; a city of a country that the record does not cover is not known, not nought."""
    by_city, covered = ties_by_city()
    known = frame["country_code"].isin(covered).to_numpy()
    return np.where(known, frame["pk"].map(by_city).fillna(0).to_numpy(float), np.nan)


def languages(frame, home):
    pairs, ours = shipped.country_pairs(), home.country_code
    shared = {
        code: float(pairs[pair].comlang_off) for code in set(frame["country_code"])
        if (pair := tuple(sorted((ours, code)))) in pairs
    }  # fmt: skip
    return frame["country_code"].map(shared).to_numpy(float)


def similar_exports(frame, home):
    """Finger & Kreinin's index of the two countries' exports, 0 to 100."""
    exports = shipped.country_exports()
    ours = exports.get(f"country:{home.country_code}")
    if not ours:
        return np.full(len(frame), np.nan)
    table = pd.DataFrame(exports).fillna(0)
    shares = table / table.sum()
    mine = shares[f"country:{home.country_code}"]
    found = 100 * np.minimum(shares, mine.to_numpy()[:, None]).sum()
    return ("country:" + frame["country_code"]).map(found).to_numpy(float)


def sectors(frame, home):
    """Of the sections of ISIC in which bodies of our city are strong, how many are strong there, of 100."""
    strong = OrganisationSector.objects.filter(strength__gte=STRONG)
    ours = set(strong.filter(organisation__place=home).values_list("section", flat=True))
    if not ours:
        return np.full(len(frame), np.nan)
    known = {}
    there = OrganisationSector.objects.filter(organisation__place__in=list(frame["pk"]))
    for place, section, strength in there.values_list("organisation__place", "section", "strength"):
        known.setdefault(place, set()).update({section} if strength >= STRONG else ())
    found = {place: 100 * len(sections & ours) / len(ours) for place, sections in known.items()}
    return frame["pk"].map(found).to_numpy(float)


def metrics(frame):
    """Figures of places, the latest year of each: the city's, else its region's, else its country's.

    Shipped ones have criteria of their own; what somebody imported stands under `figure:<metric>`.
    """
    by_metric = {}
    latest = PlaceFigure.objects.order_by("metric", "place", "-year").distinct("metric", "place")
    for metric, place, value in latest.values_list("metric", "place", "value"):
        by_metric.setdefault(metric, {})[place] = float(value)
    found = {}
    if "flight_destinations_abroad" in by_metric:
        found["flights"] = frame["pk"].map(by_metric["flight_destinations_abroad"]).to_numpy(float)
    if "gdp" in by_metric:
        found["market"] = frame["country"].map(by_metric["gdp"]).to_numpy(float)
        if "population" in by_metric:
            people = frame["country"].map(by_metric["population"]).to_numpy(float)
            found["income"] = found["market"] / np.where(people > 0, people, np.nan)
    for metric in sorted(set(by_metric) - SHIPPED_METRICS):
        found[FIGURE + metric] = nearest(frame, by_metric[metric])
    return found


def nearest(frame, known):
    """The value of the city, else of what it lies in, else of its country."""
    found = frame["pk"].map(known)
    for column in ("parent", "country"):
        found = found.fillna(frame[column].map(known))
    return found.to_numpy(float)


def traded(frame, home):
    """{"intensity", "complementarity"} from the flows on file, where enough places' exports are on it to stand for the
    world; the year is the latest that home has."""
    origin = next((place for place in lying_in(home) if TradeFlow.objects.filter(origin=place).exists()), None)
    if origin is None:
        return {}
    year = TradeFlow.objects.filter(origin=origin).aggregate(last=Max("year"))["last"]
    flows = TradeFlow.objects.filter(year=year)
    if flows.values("origin").distinct().count() < SOURCES_NEEDED:
        return {}
    return {"intensity": intensities(frame, flows, origin), "complementarity": complements(frame, flows, origin)}


def lying_in(place):
    """The place, its region and its country: the nearest first."""
    found = [place]
    while found[-1].parent_id and found[-1].level != Level.COUNTRY:
        found.append(found[-1].parent)
    return found


def intensities(frame, flows, origin):
    """(x_ij / x_i) / (m_j / m): above 1, more than their weight in what is on file lets expect."""
    whole = flows.filter(product="").aggregate(
        ours=Sum("value", filter=Q(origin=origin)), world=Sum("value")
    )  # fmt: skip
    if not whole["ours"] or not whole["world"]:
        return np.full(len(frame), np.nan)
    by_place = flows.filter(product="").values_list("destination").annotate(
        ours=Sum("value", filter=Q(origin=origin), default=0), all=Sum("value")
    )  # fmt: skip
    known = {
        place: float(ours / whole["ours"] / (imports / whole["world"])) for place, ours, imports in by_place if imports
    }
    return nearest(frame, known)


def complements(frame, flows, origin):
    """Michaely's index of our exports and their imports by product, 0 to 100."""
    by_product = flows.exclude(product="")
    exports = dict(by_product.filter(origin=origin).values_list("product").annotate(n=Sum("value")))
    imports = {}
    for place, product, value in by_product.values_list("destination", "product").annotate(n=Sum("value")):
        imports.setdefault(place, {})[product] = float(value)
    if not exports or not imports:
        return np.full(len(frame), np.nan)
    products = sorted({*exports, *(product for row in imports.values() for product in row)})
    ours = np.array([[float(exports.get(product, 0)) for product in products]])
    theirs = {place: row for place, row in imports.items() if sum(row.values()) > 0}
    table = np.array([[row.get(product, 0.0) for product in products] for row in theirs.values()])
    found = trade.complementarity(trade.shares(ours), trade.shares(table))[0]
    return nearest(frame, dict(zip(theirs, found, strict=True)))
