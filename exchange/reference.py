"""The shipped places, ties, rates and figures go into the database: COPY into staging, then set-based SQL, once."""

import csv
import gzip
import hashlib
import json
import time
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.db import connection

from exchange import staging
from exchange.matching import JOINED
from exchange.models import ReferenceVersion
from exchange.reference_bodies import load_bodies
from exchange.reference_figures import load_figures
from exchange.reference_rates import load_rates
from exchange.reference_sql import PLACES, TIES
from exchange.slugs import choose_slugs, slug_of
from stakeholders.verbs import Refusal, verb

FOLDER = Path(settings.BASE_DIR) / "data"
NAME = "places and ties"
# Those of the manifest that stand in the database; the pages of insights read the others from the file.
LOADED = (
    "countries.csv.gz", "cities.csv.gz", "fx_monthly_ecb.csv.gz", "ports.csv.gz", "universities.csv.gz",
    "country_figures.csv.gz", "share-alike/regions.csv.gz", "share-alike/tie_places.csv.gz",
    "share-alike/ties.csv.gz", "share-alike/city_flights.csv.gz",
)  # fmt: skip
# Raised when the statements below change what stands in the database for the same files.
RULES = "2"
CITIES_FROM, REGIONS_FROM, TIES_FROM = "geonames", "countries-states-cities", "wikipedia"
STEPS = (
    "reading", "countries", "regions", "cities", "places of ties", "partnerships", "tie records", "exchange rates",
    "ports and universities", "figures of places",
)  # fmt: skip
LOCK = 7_203_712
CHANGES = (
    "places_created", "places_changed", "partnerships_created", "tie_records_created", "exchange_rates_created",
    "exchange_rates_changed", "bodies_created", "bodies_changed", "place_figures_created", "place_figures_changed",
)  # fmt: skip

PLACE_COLUMNS = [
    "shipped_id", "rank integer", "source", "level", "name", "country_code", "iso_code", "geonames_id bigint",
    "lat numeric(8,5)", "lon numeric(8,5)", "population bigint", "time_zone", "parent", "note", "iso3",
]  # fmt: skip
CROSSWALK_COLUMNS = ["external_id", "name", "shipped_id", "match"]
TIE_COLUMNS = ["tie_id", "place_a", "name_a", "iso2_a", "place_b", "name_b", "iso2_b", "listed_by_both", "pages"]


class DamagedFile(Refusal):
    """A shipped file is not the one that its manifest names."""

    code = "damaged_file"


def load_reference(*, by, at, force=False, folder=FOLDER, step=lambda done, total, name: None):
    """Load the shipped files unless this very version stands in the database; return the report as a dictionary.

    step: called before each part with its number, how many there are and its name.
    """
    started = time.monotonic()
    manifest = read_manifest(folder)
    # Rates are loaded as the reporting currency per unit.
    version = hashlib.sha256(json.dumps([manifest, RULES, settings.GEMEL_CURRENCY]).encode()).hexdigest()
    loaded = ReferenceVersion.objects.filter(name=NAME, sha256=version).first()
    if loaded and not force:
        seconds = round(time.monotonic() - started, 2)
        return {**loaded.counts, **dict.fromkeys(CHANGES, 0), "loaded": False, "seconds": seconds}
    step(0, len(STEPS), STEPS[0])
    files = read_files(folder, manifest)
    report = write_reference(files, version, by=by, at=at, step=step)
    return {**report, "loaded": True, "seconds": round(time.monotonic() - started, 2)}


def read_manifest(folder):
    """{name: facts} of the files to load; raises DamagedFile where the manifest does not name one of them."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    missing = [name for name in LOADED if name not in manifest]
    if missing:
        raise DamagedFile(missing[0], f"data/manifest.json does not name {missing[0]}.")
    return {name: manifest[name] for name in LOADED}


def read_files(folder, manifest):
    """{name: rows as dictionaries}; raises DamagedFile where the content is not what the manifest says."""
    files = {}
    for name, facts in manifest.items():
        try:
            content = gzip.decompress((folder / name).read_bytes())
        except (OSError, EOFError) as fault:
            raise DamagedFile(name, f"data/{name} cannot be read: {fault}") from fault
        if hashlib.sha256(content).hexdigest() != facts["sha256"]:
            raise DamagedFile(name, f"data/{name} is not the file that data/manifest.json names.")
        key = Path(name).name.removesuffix(".csv.gz")
        files[key] = list(csv.DictReader(content.decode().splitlines()))
    return files

WRITTEN = (
    "stakeholders_place", "exchange_sourceplace", "partnerships_partnership", "partnerships_partnershipplace",
    "partnerships_tierecord", "outcomes_exchangerate", "stakeholders_placefigure",
)  # fmt: skip


@verb("reference.loaded")
def write_reference(files, version, *, by, at, step):
    """Everything in one transaction; two at a time wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        staging.plan_by_sets(cursor)
        stage(cursor, files)
        report = {"places_created": 0, "places_changed": 0}
        for rank, name in enumerate(STEPS[1:5]):
            step(rank + 1, len(STEPS), name)
            created, changed = upsert_places(cursor, rank)
            report["places_created"] += created
            report["places_changed"] += changed
        cursor.execute(PLACES["crosswalk"], {"source": TIES_FROM})
        cursor.execute(PLACES["aliases"])
        step(5, len(STEPS), STEPS[5])
        report["partnerships_created"] = add_partnerships(cursor, at)
        step(6, len(STEPS), STEPS[6])
        cursor.execute(TIES["records"], {"source": TIES_FROM})
        report["tie_records_created"] = cursor.fetchone()[0]
        cursor.execute(TIES["count"])
        report["ties"], report["partnerships"] = cursor.fetchone()
        step(7, len(STEPS), STEPS[7])
        report |= load_rates(cursor, files["fx_monthly_ecb"], settings.GEMEL_CURRENCY)
        step(8, len(STEPS), STEPS[8])
        report |= load_bodies(cursor, files["ports"], files["universities"])
        step(9, len(STEPS), STEPS[9])
        report |= load_figures(cursor, files["city_flights"], files["country_figures"])
        staging.analyze(cursor, *WRITTEN)  # the next query must not be planned for an empty house
        step(10, len(STEPS), "done")
    report |= summary(files)
    ReferenceVersion.objects.update_or_create(name=NAME, defaults={"sha256": version, "counts": report})
    return report


def summary(files):
    """How many places there are, and why those of ties are what they are."""
    reasons = Counter(row["match"] for row in files["tie_places"])
    joined = sum(count for match, count in reasons.items() if match in JOINED)
    return {
        "countries": len(files["countries"]),
        "regions": len(files["regions"]),
        "cities": len(files["cities"]),
        "tie_places": len(files["tie_places"]),
        "joined": joined,
        "own_place": len(files["tie_places"]) - joined,
        "by_reason": dict(reasons.most_common()),
    }


def stage(cursor, files):
    names = [column.split()[0] for column in PLACE_COLUMNS]
    staging.create(cursor, "reference_place", PLACE_COLUMNS)
    staging.copy(cursor, "reference_place", names, place_rows(files))
    staging.create(cursor, "reference_crosswalk", CROSSWALK_COLUMNS)
    staging.copy(
        cursor,
        "reference_crosswalk",
        CROSSWALK_COLUMNS,
        (
            [row["place_id"], row["name"], row["joins"] or f"place:{row['place_id']}", row["match"]]
            for row in files["tie_places"]
        ),
    )
    staging.create(cursor, "reference_tie", TIE_COLUMNS)
    staging.copy(cursor, "reference_tie", TIE_COLUMNS, ([row[name] for name in TIE_COLUMNS] for row in files["ties"]))
    staging.create(cursor, "reference_known", ["shipped_id text PRIMARY KEY", "place_id bigint"])
    staging.analyze(cursor, "reference_place", "reference_crosswalk", "reference_tie")


def place_rows(files):
    """Rows of PLACE_COLUMNS, each parent in an earlier rank than its children."""
    region_of = {
        (row["iso2"], code): row["place_id"]
        for row in files["regions"]
        for code in row["admin1_codes"].split(";")
        if row["admin1_codes"]
    }
    for row in files["countries"]:
        yield [
            row["place_id"], 0, CITIES_FROM, "country", row["name"], row["iso2"], row["iso2"], "", "", "",
            row["population"], "", "", "", row["iso3"],
        ]  # fmt: skip
    for row in files["regions"]:
        yield [
            row["place_id"], 1, REGIONS_FROM, "region", row["name"], row["iso2"], row["iso3166_2"], "", row["lat"],
            row["lon"], row["population"], "", f"country:{row['iso2']}", "", "",
        ]  # fmt: skip
    for row in files["cities"]:
        parent = region_of.get((row["iso2"], row["admin1_code"]), f"country:{row['iso2']}")
        population = "" if row["population"] == "0" else row["population"]
        yield [
            row["place_id"], 2, CITIES_FROM, "city", row["name"], row["iso2"], "", row["geoname_id"], row["lat"],
            row["lon"], population, row["timezone"], parent, "", "",
        ]  # fmt: skip
    for row in files["tie_places"]:
        if not row["joins"]:
            yield [
                f"place:{row['place_id']}", 3, TIES_FROM, row["level"], row["name"], row["iso2"], "", "", row["lat"],
                row["lon"], "", "", row["region"] or f"country:{row['iso2']}", row["match"], "",
            ]  # fmt: skip


def upsert_places(cursor, rank):
    """(created, changed) of the places of one rank. A place with a known ISO or GeoNames id is that place."""
    cursor.execute(PLACES["recognise"], {"rank": rank})
    cursor.execute(PLACES["change"], {"rank": rank})
    changed = cursor.rowcount
    cursor.execute(PLACES["create"], {"rank": rank})
    created = cursor.rowcount
    cursor.execute(PLACES["recognise"], {"rank": rank})
    staging.analyze(cursor, "reference_known")
    return created, changed


def add_partnerships(cursor, at):
    """Partnerships for the pairs of places that have none yet; no seat, so they are on record only."""
    cursor.execute(TIES["pairs"])
    staging.analyze(cursor, "reference_pair")
    cursor.execute(TIES["new"])
    new = cursor.fetchall()
    if not new:
        return 0
    cursor.execute(TIES["slugs taken"])
    taken = {slug for (slug,) in cursor.fetchall()}
    wanted = []
    for _, name_a, code_a, name_b, code_b in new:
        base = slug_of(name_a, name_b)
        wanted.append([base, f"{base}-{code_a}-{code_b}".lower()] if base else [])
    slugs = choose_slugs(wanted, taken, fallback="tie")
    staging.create(cursor, "reference_slug", ["pair_key", "slug"])
    staging.copy(
        cursor, "reference_slug", ["pair_key", "slug"], ([row[0], slug] for row, slug in zip(new, slugs, strict=True))
    )
    cursor.execute(TIES["create"], {"at": at})
    cursor.execute(TIES["places"])
    return len(new)
