"""Which first-level region a city lies in: joins GeoNames' admin1 codes to regions with ISO 3166-2 codes."""

from collections import Counter, defaultdict
from statistics import median

from exchange.matching import Spot, distance_km, name_key

# GeoNames uses ISO codes in these countries, FIPS 10-4 in most others.
ISO_CODED = frozenset({"US", "CH", "BE", "ME"})
# Codes that changed since the regions were listed, or that stand at two regions there: looked up one by one.
BY_HAND = {
    ("CN", "04"): "CN-JS",
    ("EG", "14"): "EG-SHR",
    ("ES", "54"): "ES-CM",
    ("ES", "55"): "ES-CL",
    ("ES", "57"): "ES-EX",
    ("FR", "24"): "FR-CVL",
    ("FR", "44"): "FR-GES",
    ("FR", "53"): "FR-BRE",
    ("FR", "76"): "FR-OCC",
    ("FR", "84"): "FR-ARA",
    ("FR", "94"): "FR-20R",
    ("HU", "23"): "HU-VE",
    ("MM", "10"): "MM-01",
    ("NO", "34"): "NO-34",
    ("NO", "42"): "NO-42",
    ("NO", "46"): "NO-46",
    ("PH", "NCR"): "PH-00",
    ("VN", "79"): "VN-SG",
}


class RegionFinder:
    """Finds the region of an admin1 code or name. Where no region is known the city lies straight in its country."""

    def __init__(self, regions, cities):
        """regions, cities: rows of the two sources as dictionaries of text."""
        self.by_country = defaultdict(list)
        self.by_iso = {}
        for row in sorted(regions, key=lambda row: int(row["id"])):
            if row["iso3166_2"] and row["iso3166_2"] not in self.by_iso:
                self.by_iso[row["iso3166_2"]] = row
                self.by_country[row["iso2"]].append(row)
        groups = defaultdict(list)
        for city in cities:
            groups[city["iso2"], city["admin1_code"]].append(city)
        self.codes = {}
        names = defaultdict(Counter)
        for (iso2, code), members in sorted(groups.items()):
            found = self._region(iso2, code, members)
            if found:
                self.codes[iso2, code] = found
                for city in members:
                    names[iso2, city["admin1_name"]][found] += 1
        self.names = {key: count.most_common(1)[0][0] for key, count in names.items() if key[1]}

    def of_code(self, iso2, code):
        """Shipped id of the region of a GeoNames admin1 code, "" where none is known."""
        return self._id(self.codes.get((iso2, code)))

    def of_name(self, iso2, name):
        """Shipped id of the region of an admin1 name as the cities carry it, "" where none is known."""
        return self._id(self.names.get((iso2, name)))

    def shipped(self, also=()):
        """Rows of the regions in which a city or another shipped place lies."""
        codes = defaultdict(list)
        for (_, code), iso in self.codes.items():
            codes[iso].append(code)
        wanted = set(codes) | {place.removeprefix("region:") for place in also if place}
        return [
            {
                "place_id": self._id(iso),
                "iso3166_2": iso,
                "name": " ".join(self.by_iso[iso]["name"].split()),
                "iso2": self.by_iso[iso]["iso2"],
                "admin1_codes": ";".join(sorted(codes[iso])),
                "lat": self.by_iso[iso]["lat"][:10],
                "lon": self.by_iso[iso]["lon"][:11],
                "population": self.by_iso[iso]["population"],
            }
            for iso in sorted(wanted)
        ]

    @staticmethod
    def _id(iso):
        return f"region:{iso}" if iso else ""

    def _region(self, iso2, code, cities):
        """ISO 3166-2 code of the region these cities share, or None."""
        by_hand = BY_HAND.get((iso2, code))
        if by_hand:
            return self.by_iso[by_hand]["iso3166_2"]
        regions = self.by_country[iso2]
        named = Counter(city["admin1_name"] for city in cities if city["admin1_name"])
        name = name_key(named.most_common(1)[0][0]) if named else None
        same_code = [row for row in regions if code and self._has_code(row, iso2, code)]
        same_name = [row for row in regions if name and name in (name_key(row["name"]), name_key(row["native_name"]))]
        both = [row for row in same_code if row in same_name]
        if both:
            return both[0]["iso3166_2"]
        top_code = [row for row in same_code if not row["parent_id"]]
        top_name = [row for row in same_name if not row["parent_id"]]
        if len(top_code) > 1:
            top_code = []
        return self._nearest(top_code + top_name, cities) if top_code or top_name else None

    @staticmethod
    def _has_code(row, iso2, code):
        return row["iso3166_2"] == f"{iso2}-{code}" if iso2 in ISO_CODED else row["fips_code"] == code

    @staticmethod
    def _nearest(regions, cities):
        """Where code and name point at two regions, the one nearer to the middle of the cities."""
        if len(regions) == 1:
            return regions[0]["iso3166_2"]
        middle = Spot(
            "", "", "", median(float(city["lat"]) for city in cities), median(float(city["lon"]) for city in cities)
        )
        located = [row for row in regions if row["lat"]]
        spots = [(Spot("", "", "", float(row["lat"]), float(row["lon"])), row) for row in located]
        return min(spots, key=lambda pair: distance_km(middle, pair[0]))[1]["iso3166_2"] if spots else None
