"""The network of public ties: what it is like, which countries are tied, and where each office's home stands in it."""

from collections import Counter

import numpy as np
import pandas as pd

from insights.queries.public_ties import public_pairs
from insights.rules import network
from insights.studies.base import Inputs, Study
from stakeholders.models import Office, Place

COUNTRIES = 14  # of the matrix
NEIGHBOURS = 30  # of a home's own picture
BROKERS = 15


def gather(answer, as_of):
    """Every tie on the public record between two places; and which places are homes of offices."""
    pairs, dated = public_pairs()
    held = {place for pair in pairs for place in pair}
    rows = Place.objects.filter(pk__in=held).order_by("pk").values_list("pk", "name", "country_code")
    table = pd.DataFrame.from_records(rows, columns=["pk", "name", "country"])
    homes = sorted(set(Office.objects.values_list("home", flat=True)))
    facts = {"ties": len(pairs), "places": len(table), "dated": dated, "homes": homes}
    return Inputs({"ties": pd.DataFrame(pairs, columns=["i", "j"]), "places": table}, facts)


def work(inputs, options, seed, tell):
    """Figures of the whole, the matrix of countries, who lies between most others, and a picture of each home."""
    pairs = list(inputs.tables["ties"].itertuples(index=False, name=None))
    table = inputs.tables["places"].set_index("pk")
    drawn = network.graph(pairs)
    tell(10, "Measuring distances between all places.")
    whole = network.figures(drawn)
    tell(40, "Looking who lies between the others.")
    each = network.places(drawn, seed=seed)
    tell(80, "Counting ties between countries.")
    by_country = network.country_pairs(pairs, table["country"].to_dict())
    ranks = ranked(each)
    return {
        "whole": whole, "published": network.PUBLISHED, "matrix": matrix(by_country),
        "communities": communities(each, table), "between": between(each, table),
        "homes": {str(pk): home(drawn, pk, each, ranks, table) for pk in inputs.facts["homes"] if pk in each},
    }  # fmt: skip


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


def communities(each, table, most=8):
    """The largest groups: [{"places", "countries": [(code, places)]}]."""
    found = {}
    for pk, told in each.items():
        found.setdefault(told["community"], []).append(table.at[pk, "country"])
    largest = [codes for _community, codes in sorted(found.items())[:most]]
    return [{"places": len(codes), "countries": Counter(codes).most_common(4)} for codes in largest]


def between(each, table):
    """Who lies on most of the shortest ways between others."""
    most = sorted(each, key=lambda pk: (-each[pk]["betweenness"], pk))[:BROKERS]
    return [{"pk": pk, "name": table.at[pk, "name"], "country": table.at[pk, "country"], **each[pk]} for pk in most]


def ranked(each):
    """{pk: (rank by ties, rank by betweenness)}, from 1, equals alike."""
    ranks = []
    for figure in ("degree", "betweenness"):
        values = np.sort([-told[figure] for told in each.values()])
        ranks.append({pk: int(np.searchsorted(values, -told[figure])) + 1 for pk, told in each.items()})
    return {pk: (ranks[0][pk], ranks[1][pk]) for pk in each}


def home(drawn, pk, each, ranks, table):
    """What the page of an office shows of its own city."""
    near, among = network.ego(drawn, pk, most=NEIGHBOURS)
    return {
        **each[pk], "rank_degree": ranks[pk][0], "rank_betweenness": ranks[pk][1],
        "near": [{"pk": one, "name": table.at[one, "name"], "country": table.at[one, "country"],
                  "degree": each[one]["degree"]} for one in near],
        "among": [list(pair) for pair in among],
    }  # fmt: skip


STUDY = Study("network", "network-1", gather, work, of_office=False)
