"""Do city ties follow regional ties? China's Jiangsu and Hubei against every partner country (METHODS 2)."""

import numpy as np
import pandas as pd

from insights import shipped
from insights.queries.public_ties import public_pairs
from insights.rules.dyads import Stratum
from insights.rules.holm import holm
from insights.rules.independence import of_strata, which_came_first
from insights.rules.refusals import NoAnswer
from insights.rules.tables import POOLED, Table, association, pooled
from insights.studies.base import Inputs, Study
from partnerships.models import Partnership, PartnershipPlace, TieRecord
from stakeholders.models import Place
from stakeholders.models.places import Level

HOME, OURS = "CN", ("CN-JS", "CN-HB")


def gather(answer, as_of):
    """Cities with their regions, their public ties, and the regional ties that are on record.

    Left out and named: cities that are region at once. Dropped and counted: cities whose region is not known. Both with
    how many ties of the two provinces' cities go with them.
    """
    pairs, _dated = public_pairs()
    cities = cities_on_file({place for pair in pairs for place in pair})
    ours = cities[cities["known"] & cities["region"].isin(OURS)]
    abroad = cities[cities["country"] != HOME]
    if ours.empty:
        raise NoAnswer("no_cities", "No city of Jiangsu or Hubei is on file; load the reference data.")
    regional, told = regional_ties()
    reached = between(pairs, set(ours["pk"]), set(abroad["pk"]))
    lies_in, known, at_once = (cities.set_index("pk")[name].to_dict() for name in ("country", "known", "at_once"))
    city_ties = sorted((one, other) for one, other in reached if known[other])
    partners = {lies_in[other] for _one, other in city_ties}
    partners |= {region.partition("-")[0] for _ours, region, _year in regional}
    looked_at = cities["country"].isin(partners | {lies_in[other] for _one, other in reached})
    years = years_of(city_ties)
    facts = {
        **told, "partners": sorted(partners), "city_ties": len(city_ties), "as_of": as_of.isoformat(),
        "unknown": int((~cities["known"] & ~cities["at_once"] & (looked_at | (cities["country"] == HOME))).sum()),
        "unknown_ties": sum(not known[other] and not at_once[other] for _one, other in reached),
        "at_once": sorted(cities.loc[cities["at_once"] & cities["tied"] & looked_at, "name"]),
        "at_once_ties": sum(at_once[other] for _one, other in reached), "dated": len(years),
        "names": dict(Place.objects.filter(level=Level.COUNTRY, country_code__in=partners).order_by("country_code")
                      .values_list("country_code", "name")),
    }  # fmt: skip
    columns = ["pk", "name", "country", "region", "tied"]
    others = abroad[abroad["known"] & abroad["country"].isin(partners)]
    return Inputs({
        "ours": ours[columns].reset_index(drop=True), "others": others[columns].reset_index(drop=True),
        "city_ties": pd.DataFrame([(*pair, years.get(pair)) for pair in city_ties], columns=["i", "j", "since"]),
        "regional": pd.DataFrame(regional, columns=["i", "j", "since"]),
    }, facts)  # fmt: skip


def cities_on_file(held):
    """Frame of cities with their region. tied: among those held; at_once: city and region at once; known: neither that
    nor without a region."""
    places = Place.objects.cities().filter(country_code__gt="").order_by("pk")
    names = {"pk": "pk", "name": "name", "country_code": "country", "parent__level": "level",
             "parent__iso_code": "region"}  # fmt: skip
    cities = pd.DataFrame.from_records(places.values_list(*names), columns=list(names.values()))
    both = {key.partition(":")[2] for key in shipped.city_regions()}
    cities["tied"] = cities["pk"].isin(held)
    cities["at_once"] = cities["region"].isin(both) | cities["country"].isin(both)
    has_region = (cities["level"] == Level.REGION) & (cities["region"].fillna("") != "")
    cities["known"] = has_region & ~cities["at_once"]
    return cities


def between(pairs, ours, others):
    """{(ours, other)} of the pairs that join the two."""
    found = {(one, other) for one, other in pairs if one in ours and other in others}
    return found | {(other, one) for one, other in pairs if other in ours and one in others}


def regional_ties():
    """([(ours, other region, year)], facts): the dated list, and those on record here that no office has a seat in.

    A tie that an office keeps is that office's own, and this answer is read by all.
    """
    listed = shipped.regional_ties()
    placed = [tie for tie in listed if tie.place_a and tie.place_b]
    found = {(code_of(tie.place_a), code_of(tie.place_b)): tie.since.year for tie in placed}
    unresolved = [tie for tie in listed if tie not in placed]
    more = {}
    rows = Partnership.objects.filter(sample=False, places__iso_code__in=OURS, tie_records=None, seats=None).distinct()
    for tie in rows.order_by("pk").prefetch_related("places"):
        codes = {place.iso_code for place in tie.places.all() if place.level == Level.REGION and place.iso_code}
        abroad = {code for code in codes if code.partition("-")[0] != HOME}
        for pair in sorted((one, other) for one in codes & set(OURS) for other in abroad):
            if pair not in found:
                more.setdefault(pair, tie.since_first and tie.since_first.year)
    on_record = {code.partition("-")[0] for _ours, code in found | more} | {tie.iso2_b for tie in unresolved}
    return sorted(((*pair, year) for pair, year in (found | more).items()), key=str), {
        "listed": len(listed), "unresolved": [tie.name_b for tie in unresolved], "on_record": len(more),
        "with_regional_tie": sorted(on_record),
    }  # fmt: skip


def code_of(place):
    """The ISO code of a shipped id."""
    return place.partition(":")[2]


def years_of(city_ties):
    """{(ours, other): year of signature} of the city ties that have one on the record."""
    records = TieRecord.objects.filter(since_first__isnull=False, partnership__sample=False)
    rows = PartnershipPlace.objects.filter(partnership__in=records.values("partnership"))
    places, found, wanted = {}, {}, {frozenset(pair): pair for pair in city_ties}
    for tie, place in rows.values_list("partnership", "place"):
        places.setdefault(tie, set()).add(place)
    for tie, first, last in records.values_list("partnership", "since_first", "since_last"):
        pair = wanted.get(frozenset(places.get(tie, ())))
        if pair and first.year == last.year:
            found[pair] = min(first.year, found.get(pair, first.year))
    return found


def work(inputs, options, seed, tell):
    """The full answer for cities with a tie of any kind, and shares and pooled figures for all cities."""
    ours, others = inputs.tables["ours"], inputs.tables["others"]
    region_ties = set(inputs.tables["regional"][["i", "j"]].itertuples(index=False, name=None))
    ties = set(inputs.tables["city_ties"][["i", "j"]].itertuples(index=False, name=None))
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
        "holm": adjusted(found["strata"]),
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
    """{"a" … "d", "or", and the pooled figures} over the partner countries."""
    tables = [table for _code, table in everything]
    whole = Table(*(sum(getattr(table, cell) for table in tables) for cell in "abcd"))
    try:
        found = pooled(tables)
    except NoAnswer as reason:
        found = dict.fromkeys(POOLED) | {"why": str(reason)}
    return {**vars(whole), "or": association(whole)["or"], **found}


def order(inputs):
    """Which came first, of city ties under a regional tie where both have a year."""
    ties, regional = inputs.tables["city_ties"], inputs.tables["regional"]
    region_of = pd.concat([inputs.tables[name].set_index("pk")["region"] for name in ("ours", "others")]).to_dict()
    since = {(row.i, row.j): row.since for row in regional.itertuples()}
    under = [(region_of[row.i], region_of[row.j]) for row in ties.itertuples()]
    frame = pd.DataFrame({
        "region_tie": [int(pair in since) for pair in under], "city_tie": 1,
        "region_since": [since.get(pair) for pair in under], "city_since": ties["since"].to_numpy(),
    })  # fmt: skip
    return which_came_first(frame, {})


def adjusted(rows):
    """{stratum: p adjusted for so many countries looked at} of the degree-preserving null, where there is a ratio."""
    told = {row["stratum"]: row["degree_p"] for row in rows if row["or"] and row["degree_p"] is not None}
    return holm(told)


STUDY = Study("regional", gather, work, of_office=False)
