"""The network of public ties: what it is like, which countries are tied, and where each office's home stands in it."""

from collections import Counter

import numpy as np
import pandas as pd
from django.db.models import Count

from insights.queries.public_ties import public_pairs
from insights.rules import network
from insights.studies.base import Inputs, Study
from stakeholders.models import Office, Place
from stakeholders.models.places import Level

COUNTRIES = 14  # of the matrix
PARTNERS = 8  # countries told of each country
NEIGHBOURS = 30  # of a home's own picture
BROKERS = 15
MANY = 50  # cities on file: a country with so many and no tie on record is missing from it, not without ties
GROUP = 10  # places of a community that is told


def gather(answer, as_of):
    """Every tie on the public record between two places; and which places are homes of offices."""
    pairs, dated = public_pairs()
    held = {place for pair in pairs for place in pair}
    rows = Place.objects.filter(pk__in=held).order_by("pk").values_list("pk", "name", "country_code", "population")
    table = pd.DataFrame.from_records(rows, columns=["pk", "name", "country", "population"])
    table["city"] = table.pop("population").fillna(0).astype(int) > 0
    homes = sorted(set(Office.objects.values_list("home", flat=True)))
    names = dict(Place.objects.filter(level=Level.COUNTRY).order_by("pk").values_list("country_code", "name"))
    told = set(table["country"])
    facts = {
        "ties": len(pairs), "places": len(table), "dated": dated, "homes": homes,
        "silent": silent(told, names), "names": {code: names.get(code, code) for code in sorted(told)},
    }  # fmt: skip
    return Inputs({"ties": pd.DataFrame(pairs, columns=["i", "j"]), "places": table}, facts)


def silent(told, names):
    """Names of countries with many cities on file and no tie on record, most cities first."""
    cities = Place.objects.cities().exclude(country_code="").values_list("country_code").annotate(n=Count("pk"))
    missing = [(-n, names.get(code, code)) for code, n in cities if n >= MANY and code not in told]
    return [name for _n, name in sorted(missing)]


def work(inputs, options, seed, tell):
    """Figures of the whole, the matrix of countries, who lies between most others, and a picture of each home."""
    pairs = list(inputs.tables["ties"].itertuples(index=False, name=None))
    table = inputs.tables["places"].set_index("pk")
    drawn = network.graph(pairs)
    tell(10, "Measuring distances between all places.")
    whole = network.figures(drawn)
    tell(30, "Looking for rings of places.")
    found = network.rings(drawn)
    tell(40, "Looking who lies between the others.")
    each = network.places(drawn, seed=seed)
    tell(80, "Counting ties between countries.")
    by_country = network.country_pairs(pairs, table["country"].to_dict())
    ranks = ranked(each)
    return {
        "whole": whole, "published": network.PUBLISHED, "rings": rings(found, drawn, table),
        "matrix": matrix(by_country), "countries": partners(by_country),
        "communities": communities(each, table), "between": between(each, table),
        "places": per_place(each, ranks, {*inputs.facts["homes"], *table.index[table["city"]]}),
        "homes": {str(pk): home(drawn, pk, each, table) for pk in inputs.facts["homes"] if pk in each},
    }  # fmt: skip


def per_place(each, ranks, kept):
    """{pk: [ties, rank by ties, rank by betweenness, community]} of homes and of cities with people on file: an office
    that is opened after this was worked out has its place in it, though no picture yet."""
    return {str(pk): [told["degree"], *ranks[pk], told["community"]] for pk, told in each.items() if pk in kept}


def rings(found, drawn, table):
    """{"rings": [{"places": names, "ties"}], "ties", "triangles": their share of all, "rest": figures without them}."""
    rest = network.without(drawn, found)
    all_of_it, left = (closed(one) for one in (drawn, rest))
    return {
        "rings": [
            {"places": [table.at[pk, "name"] for pk in ring["places"]], "ties": len(ring["ties"])} for ring in found
        ],
        "ties": sum(len(ring["ties"]) for ring in found),
        "triangles": (all_of_it - left) / all_of_it if all_of_it else None,
        "rest": network.mixing(rest),
    }  # fmt: skip


def closed(drawn):
    """Pairs of partners of a place that are tied, too: three for each triangle."""
    pairs = sum(n * (n - 1) // 2 for n in drawn.degree())
    return drawn.transitivity_undirected(mode="zero") * pairs


def matrix(by_country):
    """{"countries", "ties": rows, "inland", "abroad"}: the countries with most ties abroad, most first."""
    ends = Counter()
    for (one, other), n in by_country.items():
        if one != other:
            ends[one] += n
            ends[other] += n
    shown = [code for code, _n in sorted(ends.items(), key=lambda item: (-item[1], item[0]))[:COUNTRIES]]
    rows = [[by_country.get(tuple(sorted((one, other))), 0) for other in shown] for one in shown]
    inland = sum(n for (one, other), n in by_country.items() if one == other)
    return {"countries": shown, "ties": rows, "inland": inland, "abroad": sum(by_country.values()) - inland}


def partners(by_country):
    """{country: [[country, ties]]}: with whom each country has most ties abroad."""
    found = {}
    for (one, other), n in by_country.items():
        if one != other:
            found.setdefault(one, []).append([other, n])
            found.setdefault(other, []).append([one, n])
    return {code: sorted(rows, key=lambda row: (-row[1], row[0]))[:PARTNERS] for code, rows in sorted(found.items())}


def communities(each, table):
    """Groups of at least ten places, by the number that `places` gives: [{"places", "countries": [(code, places)]}]."""
    found = {}
    for pk, told in each.items():
        found.setdefault(told["community"], []).append(table.at[pk, "country"])
    large = [codes for _community, codes in sorted(found.items()) if len(codes) >= GROUP]
    return [{"places": len(codes), "countries": most(Counter(codes))} for codes in large]


def most(counted):
    """The four with most places, equals by their code."""
    return [list(item) for item in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:4]]


def between(each, table):
    """Who lies on most of the shortest ways between others."""
    furthest = sorted(each, key=lambda pk: (-each[pk]["betweenness"], pk))[:BROKERS]
    return [{"pk": pk, "name": table.at[pk, "name"], "country": table.at[pk, "country"], **each[pk]} for pk in furthest]


def ranked(each):
    """{pk: (rank by ties, rank by betweenness)}, from 1, equals alike."""
    ranks = []
    for figure in ("degree", "betweenness"):
        values = np.sort([-told[figure] for told in each.values()])
        ranks.append({pk: int(np.searchsorted(values, -told[figure])) + 1 for pk, told in each.items()})
    return {pk: (ranks[0][pk], ranks[1][pk]) for pk in each}


def home(drawn, pk, each, table):
    """What the page of an office shows of its own city: its partners, most tied first, and the ties among them."""
    near, among = network.ego(drawn, pk, most=NEIGHBOURS)
    return {
        "betweenness": each[pk]["betweenness"],
        "near": [{"pk": one, "name": table.at[one, "name"], "country": table.at[one, "country"],
                  "degree": each[one]["degree"]} for one in near],
        "among": [list(pair) for pair in among],
    }  # fmt: skip


STUDY = Study("network", gather, work, of_office=False)
