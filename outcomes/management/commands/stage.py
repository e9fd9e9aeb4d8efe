"""`manage.py stage --as-of 2025-01-01 [--known-on …] [--partnership 7] [--json]`: stages of a day, with their gaps."""

import datetime as dt
import json

from django.core.management.base import BaseCommand, CommandError

from outcomes.services.staging import restage, staged_on
from partnerships.rules import Stage
from stakeholders.models import Office


class Command(BaseCommand):
    help = (
        "Says at which stage the ties of each office stood on a day. What was recorded, changed or confirmed after "
        "that day is left out, unless --known-on names a later one."
    )

    def add_arguments(self, parser):
        day = dt.date.fromisoformat
        parser.add_argument("--as-of", type=day, required=True, help="the day, as 2025-01-01")
        parser.add_argument("--known-on", type=day, help="from what was known on this day; the same day by default")
        parser.add_argument("--partnership", type=int, help="the id of one tie; all by default")
        parser.add_argument("--office", help="the slug of one office's organisation; all by default")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument("--store", action="store_true", help="keep the results, for the stage over time")

    def handle(self, *args, as_of, known_on, partnership, office, json, store, **options):
        known_on = known_on or as_of
        offices = Office.objects.select_related("organisation").order_by("pk")
        if office:
            offices = offices.filter(organisation__slug=office)
            if not offices:
                raise CommandError(f"No office has the slug {office}.")
        ties = None if partnership is None else [partnership]
        for one in offices:
            for row in staged_on(one, as_of, ties, known_on):
                self.stdout.write(as_json(one, as_of, known_on, row) if json else in_words(one, row))
            if store:
                restage(one, as_of, ties, known_on)


def as_json(office, as_of, known_on, row):
    result = row.result
    return json.dumps(
        {
            "office": office.organisation.slug,
            "partnership": row.partnership,
            "as_of": as_of.isoformat(),
            "known_on": known_on.isoformat(),
            "rule_version": result.version,
            "stage": None if result.stage is None else int(result.stage),
            "reason": result.reason.value if result.reason else "",
            "passed": [int(stage) for stage in result.passed],
            "gaps": [plain(gap) for gap in result.gaps],
            "ahead": [plain(gap) for gap in result.ahead],
            "reciprocity": f"{result.reciprocity:.6f}",
            "health": row.health.parts,
            "facts": row.facts,
        }
    )


def plain(gap):
    return {"stage": int(gap.stage), "test": gap.test.value, "why": gap.why.value}


def in_words(office, row):
    result = row.result
    stood = result.reason and result.reason.value
    if result.stage is not None:
        stood = f"S{int(result.stage)} {Stage(result.stage).name.lower()}"
    missing = ", ".join(f"S{int(gap.stage)} {gap.test.value}" for gap in (*result.gaps, *result.ahead))
    return f"{office.organisation.slug}\t{row.partnership}\t{stood}\tmissing: {missing or 'nothing'}"
