"""Figures of countries and of pairs of countries, under the ISO codes of the shipped countries."""

from collections import defaultdict

# Codes that the sources keep from before they changed; Serbia and Montenegro was one country until 2006.
FORMER_CODES = {"PAL": "PSE", "ROM": "ROU", "TMP": "TLS", "YUG": "SCG", "ZAR": "COD"}
FIRST_YEAR = 2004
FIGURE = ["place_id", "year", "gdp", "population"]
PAIR = ["iso2_a", "iso2_b", "contig", "comlang_off", "comlang_ethno", "colony", "dist"]
PANEL = ["origin", "destination", "year", "flow", "pair", "dist", "cntg", "lang", "clny", "rta"]
PANEL_YEARS = frozenset({"1986", "1990", "1994", "1998", "2002", "2006"})


def current(iso3):
    """The ISO 3166-1 code of today."""
    return FORMER_CODES.get(iso3, iso3)


def build_country_figures(sources, iso2_of):
    """Rows of FIGURE from FIRST_YEAR on: GDP in current USD and persons, "" where the source has none.

    iso2_of: {iso3: iso2} of the shipped countries.
    """
    rows = [
        {
            "place_id": f"country:{iso2_of[row['iso3']]}",
            "year": row["year"],
            "gdp": row["gdp_usd"],
            "population": row["population"],
        }
        for row in sources
        if row["is_country"] == "1" and int(row["year"]) >= FIRST_YEAR and row["iso3"] in iso2_of
        if row["gdp_usd"] or row["population"]
    ]
    return sorted(rows, key=lambda row: (row["place_id"], row["year"]))


def build_country_exports(sources, iso2_of):
    """(columns, rows): a line for each country, a column for each product, mean yearly exports in USD; "" is none.

    A line for each country and product would be twice the size.
    """
    products = sorted({row["sitc2_4d"] for row in sources})
    lines = defaultdict(dict)
    for row in sources:
        iso2 = iso2_of.get(current(row["iso3"]))
        if iso2:
            lines[f"country:{iso2}"][row["sitc2_4d"]] = row["exports_usd"]
    return ["place_id", *products], [{"place_id": place, **lines[place]} for place in sorted(lines)]


def build_country_pairs(sources, iso2_of):
    """Rows of PAIR with iso2_a < iso2_b. Raises ValueError where the two directions of a pair say different things."""
    facts = PAIR[2:]
    pairs = {}
    for row in sources:
        one, other = (iso2_of.get(current(row[side])) for side in ("iso_o", "iso_d"))
        if one and other and one != other:
            key = (min(one, other), max(one, other))
            told = {name: row[name] for name in facts}
            if pairs.setdefault(key, told) != told:
                raise ValueError(f"{key[0]} and {key[1]}: the two directions differ")
    return [{"iso2_a": a, "iso2_b": b, **told} for (a, b), told in sorted(pairs.items())]


def build_trade_panel(sources):
    """Rows of PANEL: the years of PANEL_YEARS, trade between two countries, ISO 3166-1 alpha-3 codes."""
    rows = [
        {
            **row,
            "origin": current(row["exporter"]),
            "destination": current(row["importer"]),
            "flow": row["trade"],
            "pair": row["pair_id"],
        }
        for row in sources
        if row["year"] in PANEL_YEARS and row["exporter"] != row["importer"]
    ]
    return sorted(rows, key=lambda row: (row["origin"], row["destination"], row["year"]))
