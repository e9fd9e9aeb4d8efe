"""A small map, and one function that imports a text as the command does."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from stakeholders.models import Place


def make_place(level, name, country=None, parent=None, **fields):
    return Place.objects.create(
        level=level,
        name=name,
        country=country,
        parent=parent or country,
        country_code=fields.pop("country_code", country and country.country_code),
        **fields,
    )


@pytest.fixture
def atlas(db):
    """{name: Place} of four countries and some cities, two of one name."""
    places = {}
    for code, name in (("NA", "Namibia"), ("DE", "Germany"), ("US", "United States"), ("SE", "Sweden")):
        places[code] = make_place("country", name, country_code=code, iso_code=code, source="geonames")
    for name, code, geonames_id, lat, lon in (
        ("Windhoek", "NA", 3352136, -22.55941, 17.08323),
        ("Hamburg", "DE", 2911298, 53.55073, 9.99302),
        ("Göteborg", "SE", 2711537, 57.70716, 11.96679),
    ):
        places[name] = make_place(
            "city", name, places[code], geonames_id=geonames_id, lat=lat, lon=lon, source="geonames",
            external_id=f"geonames:{geonames_id}",
        )  # fmt: skip
    places["Springfield IL"] = make_place("city", "Springfield", places["US"], lat=39.80, lon=-89.64)
    places["Springfield MO"] = make_place("city", "Springfield", places["US"], lat=37.21, lon=-93.29)
    return places


@pytest.fixture
def ties(atlas, load):
    """Ties t1 (Hamburg, Windhoek), t2 (Göteborg, Hamburg), t3 (Göteborg, Windhoek) on record, and who reports there."""
    rows = "place_a,place_b,external_id\n"
    rows += "geonames:2911298,geonames:3352136,t1\ngeonames:2911298,geonames:2711537,t2\n"
    load("ties", rows + "geonames:2711537,geonames:3352136,t3\n", "--commit")
    bodies = "external_id,name,kind,place\n"
    for name, place in (
        ("Exporters", "geonames:2911298"), ("Importers", "geonames:3352136"), ("Traders", "geonames:3352136"),
        ("Board", "geonames:2711537"), ("Strangers", "US"),
    ):  # fmt: skip
        bodies += f"{name.lower()},{name},other,{place}\n"
    load("organisations", bodies, "--commit")


@pytest.fixture
def load(tmp_path):
    """load(dataset, text, *options) -> (exit status, JSON document)."""

    def run(dataset, content, *options, name="file.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        out = StringIO()
        try:
            call_command("import_data", dataset, str(path), "--json", *options, stdout=out, stderr=StringIO())
        except SystemExit as ended:
            return ended.code, json.loads(out.getvalue())
        except CommandError as refused:
            return refused.returncode, json.loads(out.getvalue())
        return 0, json.loads(out.getvalue())

    return run


def counts_of(report):
    """(created, changed, unchanged, rejected)"""
    return tuple(report[name] for name in ("created", "changed", "unchanged", "rejected"))


def faults_of(report):
    """[(row, column, code)]"""
    return [(error["row"], error["column"], error["code"]) for error in report["errors"]]
