"""Which city a place on a public list is: pure functions, no database (data/build.py and the tests use them).

A place joins a city where the names agree, the country agrees and the two points lie at most JOIN_KM apart. What
does not join stays a place of its own, with the reason. Everything is keyed, so that the order of rows is no matter.
"""

import math
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

JOIN_KM = 25
FORM_KM = 10  # a name that agrees only in another form must lie nearer
QUALIFIER_KM = 60  # a district lies within this distance of the city named behind it
EARTH_KM = 6371.0

# Letters that NFKD leaves whole, and apostrophes that some spellings write and some do not.
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n"}
    | dict.fromkeys("'`’‘ʻʼ′", "")
)
SAINT = re.compile(r"^(st|ste|sankt|sint)\b")
SETTLEMENT = re.compile(r"^city of | city$")
ON_RIVER = re.compile(r" (am|an|auf|bei|im|in|ob|de|del) .*$")
# What stands in brackets behind a name and makes it another thing than the city of that name.
NOT_THE_CITY = frozenset(
    {"district", "communaute", "microregion", "county", "municipality", "parish"}
    | {"region", "province", "prefecture", "rural", "island"}
)


class Match(StrEnum):
    """Why a place joined its city, or stands for itself."""

    SAME_NAME = "same name"
    OTHER_FORM = "same name in another form"
    SPELLING = "other spelling, checked by hand"
    NO_SUCH_NAME = "no city of that name"
    TOO_FAR = "too far from the city of that name"
    NOT_TRUSTED = "coordinate not trusted"
    NOT_A_CITY = "district, county or other area"
    TWO_CANDIDATES = "two cities of that name nearby"


JOINED = frozenset({Match.SAME_NAME, Match.OTHER_FORM, Match.SPELLING})


@dataclass(frozen=True)
class Spot:
    """A named point. lat, lon: WGS 84 decimal degrees, None where not known. area: word that shows it is no city."""

    key: str
    name: str
    country: str
    lat: float | None = None
    lon: float | None = None
    region: str = ""
    trusted: bool = True
    area: str = ""


def name_key(name):
    """The name as it is compared: no accents, case, punctuation or stray blanks."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(PLAIN)
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


def distance_km(one, other):
    """Great-circle distance of two spots in km (haversine, mean radius 6,371 km)."""
    lat_a, lon_a, lat_b, lon_b = (math.radians(angle) for angle in (one.lat, one.lon, other.lat, other.lon))
    half = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def split_qualifier(name):
    """("Neukölln", "Berlin") of "Neukölln (Berlin)" and of "Berlin – Neukölln"; the qualifier is "" without one."""
    bracket = re.fullmatch(r"(.+?)\s*\((.+)\)", name)
    if bracket:
        return bracket[1], bracket[2]
    before, dash, after = name.partition(" – ")
    if dash:
        return after, before
    before, comma, after = name.partition(", ")
    return (before, after) if comma and " and " not in after else (name, "")


def plain_form(name):
    """The comparison key with saints written out and without "City"."""
    return SETTLEMENT.sub("", SAINT.sub("saint", name_key(name)))


def short_form(name):
    """The plain form without the river or landscape behind it: "frankfurt" of "Frankfurt am Main"."""
    return ON_RIVER.sub("", plain_form(name).replace("/", " "))


class Gazetteer:
    """Cities to be matched, indexed by country and by each form of the name."""

    def __init__(self, cities, spellings=None, *, join_km=JOIN_KM, form_km=FORM_KM):
        """cities: Spots with points. spellings: {key of a place: key of its city}, checked by hand.

        join_km, form_km: how far a place may lie from the city of its name, and of its name in another form.
        """
        self.join_km, self.form_km = join_km, form_km
        self.by_key = {city.key: city for city in cities}
        self.spellings = spellings or {}
        self.exact = defaultdict(list)
        self.plain = defaultdict(list)
        self.short = defaultdict(list)
        for city in sorted(cities, key=lambda city: city.key):
            self.exact[city.country, name_key(city.name)].append(city)
            self.plain[city.country, plain_form(split_qualifier(city.name)[0])].append(city)
            self.short[city.country, short_form(split_qualifier(city.name)[0])].append(city)

    def match(self, spot):
        """(key of the city or None, Match) of one place."""
        same = self.exact.get((spot.country, name_key(spot.name)), [])
        if same:
            return self._choose(spot, same)
        if spot.key in self.spellings:
            return self.spellings[spot.key], Match.SPELLING
        if spot.area:
            return None, Match.NOT_A_CITY
        other = self._in_another_form(spot)
        if other:
            return other.key, Match.OTHER_FORM
        return None, Match.NO_SUCH_NAME

    def _choose(self, spot, same):
        if spot.lat is None:
            return None, Match.NOT_TRUSTED
        near = [city for city in same if distance_km(spot, city) <= self.join_km]
        if len(near) > 1:
            near = [city for city in near if city.region == spot.region] if spot.region else near
        if len(near) == 1:
            return near[0].key, Match.SAME_NAME
        if near:
            return None, Match.TWO_CANDIDATES
        return None, Match.TOO_FAR if spot.trusted else Match.NOT_TRUSTED

    def _in_another_form(self, spot):
        """The one city near by whose name is the same but for "Saint", "City", a qualifier or a river."""
        if spot.lat is None:
            return None
        name, qualifier = split_qualifier(spot.name)
        if qualifier and not self._may_qualify(spot, name, qualifier):
            return None
        near = self._near(spot, self.plain.get((spot.country, plain_form(name)), []))
        if not near:
            short = self.short.get((spot.country, short_form(name)), [])
            # Two different rivers are two different towns.
            bare = plain_form(name) == short_form(name)
            near = self._near(spot, [city for city in short if bare or plain_form(city.name) == short_form(name)])
        return near[0] if len(near) == 1 else None

    def _near(self, spot, cities):
        return [city for city in cities if distance_km(spot, city) <= self.form_km]

    def _may_qualify(self, spot, name, qualifier):
        """Whether the words behind the name leave it the place it names."""
        words = name_key(qualifier).split()
        if not words or words[-1] in NOT_THE_CITY or name_key(name) == name_key(qualifier):
            return False
        cities = self.exact.get((spot.country, name_key(qualifier)), [])
        return not cities or any(distance_km(spot, city) <= QUALIFIER_KM for city in cities)
