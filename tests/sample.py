"""The places of the sample office, without loading the whole reference."""

from desk.sample.inbox import DECLINED, WAITING
from desk.sample.ties import HOME, TIES
from stakeholders.models import Level, Place

LON_LAT = {
    "Chicago": (-87.63, 41.88), "Mexico City": (-99.13, 19.43), "Hamburg": (9.99, 53.55), "Osaka": (135.5, 34.69),
}  # fmt: skip


def make_places():
    """The home city first, then its sister cities and those that ask, spread over the map."""
    country = Place.objects.create(level=Level.COUNTRY, name="Somewhere", iso_code="ZZ", country_code="ZZ")
    cities = [(HOME, "Chicago"), *((tie.geonames_id, tie.name) for tie in TIES)]
    cities += [(WAITING, "Valparaíso"), (DECLINED, "Trieste")]  # from where letters come
    spread = {name: (-150 + 10 * n, -40 + 3 * n) for n, (_number, name) in enumerate(cities)} | LON_LAT
    return Place.objects.bulk_create(
        [
            Place(
                level=Level.CITY, name=name, geonames_id=number, country=country, parent=country, country_code="ZZ",
                lon=spread[name][0], lat=spread[name][1], time_zone="America/Chicago",
            )
            for number, name in cities
        ]
    )  # fmt: skip
