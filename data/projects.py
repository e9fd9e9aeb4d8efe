"""Projects that China financed, as files for `import_data`: `python -m data.projects FILE FOLDER [--known CSV]`.

FILE is AidData's list (CSV, plain or gzip); docs/mappings/financed-projects.md says where it is from, what becomes of
each column and why. FOLDER gets `ties.csv` and `activities.csv`. CSV has the columns `name` and `external_id` of those
agencies that are organisations on file; the others are named in the summary alone, for an import invents nobody.
"""

import argparse
import csv
import gzip
import io
import sys
from pathlib import Path

DONOR = "CN"
SOURCE = "AidData (2020), China's Public Diplomacy Dashboard Dataset, Version 2.0, project {} (ODC-By 1.0)"
LONGEST_TITLE = 200
STATUS = {"Completion": "happened", "Implementation": "happened", "Pipeline: Commitment": "planned"}
SCHOLARSHIPS = "Scholarships/training in the donor country"
RELIEF = ("700", "520", "530")  # emergency response, food aid, other commodities
DEVELOPMENT = ("Development", "Mixed (Some Development)")
GIVEN = ("Grant", "Free-standing technical assistance", SCHOLARSHIPS, "Debt forgiveness")
TIES = ("external_id", "place_a", "place_b", "kind")
ACTIVITIES = (
    "external_id", "partnership", "kind", "title", "starts_on", "ends_on", "place", "organisations", "status",
    "cost", "currency", "cost_borne_by", "summary",
)  # fmt: skip


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--known", type=Path, help="CSV of name, external_id")
    given = parser.parse_args(arguments)
    known = {row["name"]: row["external_id"] for row in read(given.known)} if given.known else {}
    projects = read(given.file)
    given.folder.mkdir(parents=True, exist_ok=True)
    ties, activities = ties_of(projects), [activity(project, known) for project in projects]
    write(given.folder / "ties.csv", TIES, ties)
    write(given.folder / "activities.csv", ACTIVITIES, activities)
    sys.stdout.write(f"{len(ties)} ties, {len(activities)} activities\n")


def read(path):
    """Rows of a CSV file as dictionaries."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def write(path, columns, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def tie_id(iso3):
    return f"CHN-{iso3}"


def ties_of(projects):
    """One country-level tie for each country that a project was for."""
    return [
        {"external_id": tie_id(iso3), "place_a": DONOR, "place_b": iso3, "kind": "development finance"}
        for iso3 in sorted({project["recipient_iso3"] for project in projects})
    ]


def activity(project, known):
    """A project as a row of the dataset `activities`. What the source leaves out or says wrongly stays so: the import
    refuses it by name, and this mapping repairs nothing."""
    title = project["title"].strip()
    return {
        "external_id": project["project_id"],
        "partnership": tie_id(project["recipient_iso3"]),
        "kind": kind_of(project),
        "title": title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…",
        "starts_on": project["start_actual"][:10] or project["year"],
        "ends_on": project["end_actual"][:10],
        "place": project["recipient_iso3"],
        "organisations": ";".join(known[name] for name in agencies(project["funding_agencies"]) if name in known),
        "status": STATUS.get(project["status"], project["status"]),
        "cost": project["amount"],
        "currency": project["currency"],
        "cost_borne_by": "China" if project["amount"] and project["flow"] in GIVEN else "",
        "summary": summary(project, title),
    }


def kind_of(project):
    """The closed table of docs/mappings/financed-projects.md."""
    if project["flow"] == SCHOLARSHIPS:
        return "training"
    if project["crs_sector_code"] in RELIEF:
        return "aid"
    if project["flow_class"] == "ODA-like" and project["intent"] in DEVELOPMENT:
        return "aid"
    return "other"


def agencies(cell):
    """The names in a cell of agencies, each of which stands before its kind: "Gazprom, Private Sector; …"."""
    return [part.rpartition(", ")[0].strip() or part.strip() for part in cell.split(";") if part.strip()]


def summary(project, title):
    """What has no column of its own, line by line, and the source."""
    where = ", ".join(part for part in (project["district_name"], project["province_name"]) if part)
    lines = [
        ("Title", title if len(title) > LONGEST_TITLE else ""),
        ("Status in the source", project["status"]),
        ("Finance", "; ".join(part for part in (project["flow"], project["flow_class"], project["intent"]) if part)),
        ("Sector", f"{project['crs_sector_code']} {project['crs_sector_name']}".strip()),
        ("Committed in", project["year"]),
        ("Funded by", project["funding_agencies"]),
        ("Carried out by", project["implementing_agencies"]),
        ("Received by", project["recipient_agencies"]),
        ("Where", where),
        ("Co-financed", "yes" if project["is_cofinanced"] == "True" else ""),
        ("Source", SOURCE.format(project["project_id"])),
    ]
    return "\n".join(f"{name}: {text}" for name, text in lines if text)


if __name__ == "__main__":
    main()
