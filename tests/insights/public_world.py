"""A small public record: forty-eight cities of three countries with people and flights, and ties of which a list
speaks; a fourth country of which the list has nothing."""

from partnerships.models import TieRecord
from stakeholders.models import PlaceFigure
from tests.factories import CityFactory, CountryFactory, PartnershipFactory

COUNTRIES = {"DE": "Germany", "FR": "France", "GB": "United Kingdom"}
SILENT = ("JP", "Japan")
EACH = 16


def public_record():
    """{name: city}: DE 0 … DE 15, FR 0 …, GB 0 …, JP 0 and JP 1; the larger a city, the more ties it has."""
    for code, name in (*COUNTRIES.items(), SILENT):
        CountryFactory(iso_code=code, name=name)
    cities = {
        f"{code} {k}": city(code, k, people=30_000 + 20_000 * k * k + 500 * (7 * k % 5), flights=(5 * k) % 13)
        for code in COUNTRIES for k in range(EACH)
    }  # fmt: skip
    cities |= {f"JP {k}": city("JP", k, people=900_000, flights=40) for k in range(2)}
    for k in range(EACH):
        for other in range(k % 4, k, 3):
            tie(cities[f"DE {k}"], cities[f"FR {other}"])
            tie(cities[f"GB {k}"], cities[f"FR {(other + 5) % EACH}"])
    return cities


def city(code, k, *, people, flights):
    place = CityFactory(name=f"{code} {k}", country=CountryFactory(iso_code=code), population=people)
    figure(place, "flight_destinations_abroad", flights)
    return place


def figure(place, metric, value, year=2014):
    PlaceFigure.objects.create(place=place, metric=metric, year=year, value=value)


def tie(one, other, *, since=None, sample=False):
    """A tie of which the list speaks."""
    kept = PartnershipFactory(between=[one, other], sample=sample)
    TieRecord.objects.create(
        partnership=kept, source="list", external_id=str(kept.pk), name_a=one.name, name_b=other.name,
        since_first=since, since_last=since,
    )  # fmt: skip
    return kept


def ring(code, n):
    """n small towns, each tied with each."""
    towns = [CityFactory(name=f"Ring {code} {k}", country=CountryFactory(iso_code=code)) for k in range(n)]
    for k, one in enumerate(towns):
        for other in towns[k + 1:]:
            tie(one, other)
    return towns
