"""Do city ties follow regional ties? China's Jiangsu and Hubei against every partner country (METHODS 2)."""

import numpy as np
import pandas as pd

from insights import shipped
from insights.queries.public_ties import public_pairs
from insights.rules.dyads import Stratum
from insights.rules.independence import of_strata
from insights.rules.refusals import NoAnswer
from insights.rules.tables import Table, association, pooled
from insights.rules.which_first import first_of_two
from insights.studies.base import Inputs, Study
from partnerships.models import Partnership, TieRecord
from stakeholders.models import Place
from stakeholders.models.places import Level

OURS = ("CN-JS", "CN-HB")
SETS = ("tied", "all")  # cities with a tie of any kind; all cities on file


def gather(answer, as_of):
    """Cities with their regions, their public ties, and the regional ties that are on record.

    Left out and named: cities that are region at once. Dropped and counted: cities whose region is not known.
    """
    pairs, _dated = public_pairs()
    places = Place.objects.cities().filter(country_code__gt="").order_by("pk")
    columns = ["pk", "name", "country_code", "population", "parent__level", "parent__iso_code", "parent__name"]
    cities = pd.DataFrame.from_records(places.values_list(*columns), columns=[
        "pk", "name", "country", "population", "level", "region", "region_name",
    ])  # fmt: skip
    held = {place for pair in pairs for place in pair}
    cities["tied"] = cities["pk"].isin(held)
    both_at_once = {key.partition(":")[2] for key in shipped.city_regions()}
    at_once = cities["region"].isin(both_at_once) | cities["country"].isin(both_at_once)
    unknown = (cities["level"] != Level.REGION) & ~at_once
    kept = cities[~at_once & ~unknown]
    ours, others = kept[kept["region"].isin(OURS)], kept[~kept["country"].isin({"CN"})]
    if ours.empty:
        raise NoAnswer("no_cities", "No city of Jiangsu or Hubei is on file; load the reference data.")
    city_ties = between(pairs, set(ours["pk"]), set(others["pk"]))
    regional, told = regional_ties()
    partners = set(others.set_index("pk").loc[[j for _i, j in city_ties], "country"]) if city_ties else set()
    partners |= {region.partition("-")[0] for _ours, region, _since in regional}
    others = others[others["country"].isin(partners)]
    facts = {
        **told, "partners": sorted(partners), "city_ties": len(city_ties), "as_of": as_of.isoformat(),
        "unknown": int((unknown & cities["country"].isin(partners)).sum()),
        "at_once": sorted(cities.loc[at_once & cities["tied"] & cities["country"].isin(partners), "name"])[:60],
        "dated": dated(city_ties),
    }  # fmt: skip
    columns = ["pk", "name", "country", "region", "tied"]
    return Inputs({
        "ours": ours[columns].reset_index(drop=True), "others": others[columns].reset_index(drop=True),
        "city_ties": pd.DataFrame(sorted(city_ties), columns=["i", "j"]),
        "regional": pd.DataFrame(regional, columns=["i", "j", "since"]),
    }, facts)  # fmt: skip


def between(pairs, ours, others):
    """{(ours, other)} of the pairs that join the two."""
    found = {(one, other) for one, other in pairs if one in ours and other in others}
    return found | {(other, one) for one, other in pairs if other in ours and one in others}


def regional_ties():
    """([(ours, other region, year)], facts): the dated list, and those between regions that offices keep here."""
    listed = shipped.regional_ties()
    found = [
        (tie.place_a.partition(":")[2], tie.place_b.partition(":")[2], tie.since.year)
        for tie in listed if tie.place_a and tie.place_b
    ]  # fmt: skip
    kept = []
    rows = Partnership.objects.filter(sample=False, places__iso_code__in=OURS, tie_records=None).distinct()
    for tie in rows.prefetch_related("places"):
        codes = {place.iso_code: place for place in tie.places.all() if place.level == Level.REGION}
        mine = [code for code in codes if code in OURS]
        kept += [
            (code, other, tie.since_first and tie.since_first.year)
            for code in mine for other in codes if other not in OURS and (code, other) not in {f[:2] for f in found}
        ]  # fmt: skip
    unresolved = [tie.name_b for tie in listed if not (tie.place_a and tie.place_b)]
    return sorted(found + kept, key=str), {"listed": len(listed), "unresolved": unresolved, "kept_here": len(kept)}


def dated(city_ties):
    """How many of the city ties have a year on the record."""
    flat = {place for pair in city_ties for place in pair}
    records = TieRecord.objects.filter(since_first__isnull=False, partnership__sample=False)
    return records.filter(partnership__places__in=flat).values("partnership").distinct().count()


def work(inputs, options, seed, tell):
    """The full answer for cities with a tie of any kind, and shares and pooled figures for all cities."""
    ours, others = inputs.tables["ours"], inputs.tables["others"]
    region_ties = set(inputs.tables["regional"][["i", "j"]].itertuples(index=False, name=None))
    ties = set(inputs.tables["city_ties"].itertuples(index=False, name=None))
    tied_ours, tied_others = ours[ours["tied"]], others[others["tied"]]
    strata = [pair(code, tied_ours, rows, ties, region_ties) for code, rows in tied_others.groupby("country")]
    if not strata or not ties:
        raise NoAnswer("no_ties", "No city of Jiangsu or Hubei has a tie on the public record.")
    tell(20, "Rewiring the ties of each country.")
    tables = [Table.of(one.tied.ravel(), one.ties.ravel()) for one in strata]
    found = of_strata(strata, tables, dyads(strata), seed=seed)
    tell(90, "Looking at all cities.")
    everything = [counted(code, ours, rows, ties, region_ties) for code, rows in others.groupby("country")]
    return {
        "tied": found, "all": together(everything), "order": order(inputs),
        "sizes": {"ours": len(tied_ours), "others": len(tied_others), "ours_all": len(ours), "others_all": len(others)},
        "holm": holm(found["strata"]),
    }  # fmt: skip


def pair(code, ours, others, ties, region_ties):
    """One partner country as matrices."""
    rows, first = pd.factorize(ours["region"], sort=True)
    columns, second = pd.factorize(others["region"], sort=True)
    at_i, at_j = {pk: k for k, pk in enumerate(ours["pk"])}, {pk: k for k, pk in enumerate(others["pk"])}
    city = np.zeros((len(ours), len(others)), np.int8)
    for i, j in ties:
        if i in at_i and j in at_j:
            city[at_i[i], at_j[j]] = 1
    regional = np.array([[(one, other) in region_ties for other in second] for one in first], np.int8)
    return Stratum(str(code), city, regional[rows][:, columns], rows, columns, regional)


def dyads(strata):
    """Frame of stratum, region_tie, city_tie: one row for each pair of cities."""
    return pd.concat(
        pd.DataFrame({"stratum": one.name, "region_tie": one.tied.ravel(), "city_tie": one.ties.ravel()})
        for one in strata
    ).reset_index(drop=True)


def counted(code, ours, others, ties, region_ties):
    """The table of one partner country over all cities, without writing each pair down."""
    here, there = ours["region"].value_counts(), others["region"].value_counts()
    under = sum(int(here.get(one, 0)) * int(there.get(other, 0)) for one, other in region_ties)
    region_of = pd.concat([ours.set_index("pk")["region"], others.set_index("pk")["region"]]).to_dict()
    own = [(i, j) for i, j in ties if j in region_of]
    a = sum((region_of[i], region_of[j]) in region_ties for i, j in own)
    c = len(own) - a
    return code, Table(a, under - a, c, len(ours) * len(others) - under - c)


def together(everything):
    """{"table", "or", "pooled"} over the partner countries."""
    tables = [table for _code, table in everything]
    whole = Table(*(sum(getattr(table, cell) for table in tables) for cell in "abcd"))
    try:
        found = pooled(tables)
    except NoAnswer as reason:
        found = {"why": str(reason)}
    return {**vars(whole), "or": association(whole)["or"], **found}


def order(inputs):
    """Which came first is told of ties that both have a year: the public list gives none of city ties."""
    return first_of_two([], []) | {"dated": inputs.facts["dated"]}


def holm(rows):
    """{stratum: p adjusted for so many countries looked at} of the degree-preserving null."""
    told = sorted((row["degree_p"], row["stratum"]) for row in rows if row["degree_p"] is not None)
    adjusted, level = {}, 0.0
    for place, (p, name) in enumerate(told):
        level = max(level, min(1.0, p * (len(told) - place)))
        adjusted[name] = level
    return adjusted


STUDY = Study("regional", gather, work, of_office=False)
