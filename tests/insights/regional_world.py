"""Jiangsu and Hubei, their cities, and cities of Germany and Italy with public ties: what city ties against regional
ties is tested on. Of the shipped list, Jiangsu is tied with DE-NW and DE-BW, Hubei with DE-SN."""

from insights.models import Answer
from insights.services import answers
from stakeholders.models import Place
from tests.factories import CityFactory, CountryFactory
from tests.insights.public_world import tie
from tests.insights.ranking_world import NOW

CITIES = {
    "CN-JS": ["Nanjing", "Suzhou", "Wuxi", "Xuzhou"], "CN-HB": ["Wuhan", "Yichang"],
    "DE-NW": ["Essen", "Bonn"], "DE-BW": ["Ulm"], "DE-SN": ["Dresden"], "DE-BY": ["Munich", "Passau"],
    "IT-25": ["Milan"], "IT-62": ["Rome"],
}  # fmt: skip
TIES = [
    ("Nanjing", "Essen"), ("Suzhou", "Bonn"), ("Wuhan", "Dresden"),  # under a tie of the province
    ("Wuxi", "Munich"), ("Yichang", "Passau"), ("Essen", "Wuhan"), ("Nanjing", "Milan"), ("Wuhan", "Rome"),
]  # fmt: skip


def region(code, name=""):
    """The region of this code, made when there is none."""
    country = CountryFactory(iso_code=code[:2])
    found = Place.objects.filter(iso_code=code).first()
    return found or CityFactory(level="region", name=name or code, iso_code=code, country=country)


def city(name, code):
    """A city of a region (CN-JS), or one that lies straight in its country (SG)."""
    parent = region(code) if "-" in code else CountryFactory(iso_code=code)
    return CityFactory(name=name, country=CountryFactory(iso_code=code[:2]), parent=parent)


def two_provinces(pairs=TIES):
    """{name: city}; Xuzhou and Ulm have no tie. pairs: the ties, each with the year as a date if it has three parts."""
    cities = {name: city(name, code) for code, names in CITIES.items() for name in names}
    for one, other, *since in pairs:
        tie(cities[one], cities[other], since=since[0] if since else None)
    return cities


def worked_out():
    asked = answers.ask("regional", owner=None, by=None, at=NOW)
    answers.work(asked.pk)
    return Answer.objects.get(pk=asked.pk)
