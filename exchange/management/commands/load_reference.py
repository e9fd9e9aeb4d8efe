"""Load the places, ties, exchange rates and figures that the product ships."""

import json
import sys

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from exchange.matching import JOINED
from exchange.reference import DamagedFile, load_reference

WIDTH = 30


class Command(BaseCommand):
    help = "Load the shipped places, ties, exchange rates and figures; a second run changes nothing."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print one JSON document instead of sentences")
        parser.add_argument("--force", action="store_true", help="go through all files even if this version is loaded")

    def handle(self, *args, **options):
        try:
            report = load_reference(by=None, at=timezone.now(), force=options["force"], step=self.show_step)
        except DamagedFile as refusal:
            if options["json"]:
                self.stdout.write(json.dumps({"error": {"code": refusal.code, "message": refusal.message}}))
            self.stderr.write(refusal.message)
            sys.exit(1)
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(sentences(report)))

    def show_step(self, done, total, name):
        filled = WIDTH * done // total
        bar = f"[{'#' * filled}{'.' * (WIDTH - filled)}] {100 * done // total:3} %  {name}"
        live = self.stderr.isatty() if hasattr(self.stderr, "isatty") else False
        self.stderr.write(f"\r{bar:<70}" if live else bar, ending="" if live and done < total else "\n")


def sentences(report):
    """The report in words."""
    yield (
        f"{report['cities']:,} cities, {report['regions']:,} regions, {report['countries']:,} countries; "
        f"{report['ties']:,} ties on record in {report['partnerships']:,} partnerships."
    )
    yield f"Of {report['tie_places']:,} places on the list of ties:"
    for kind, label in ((True, "joined their city"), (False, "stand for themselves")):
        yield f"  {report['joined' if kind else 'own_place']:,} {label}"
        for match, count in report["by_reason"].items():
            if (match in JOINED) == kind:
                yield f"    {count:>6,}  {match}"
    yield f"{report['exchange_rates']:,} monthly averages of the European Central Bank in {settings.GEMEL_CURRENCY}."
    yield f"{report['place_figures']:,} figures of cities and countries: flights, population, gross domestic product."
    if report["loaded"]:
        yield (
            f"Places: {report['places_created']:,} created, {report['places_changed']:,} changed. "
            f"Partnerships: {report['partnerships_created']:,} created. "
            f"Rates: {report['exchange_rates_created']:,} created, {report['exchange_rates_changed']:,} changed. "
            f"Ports and universities: {report['bodies_created']:,} created, {report['bodies_changed']:,} changed. "
            f"Figures: {report['place_figures_created']:,} created, {report['place_figures_changed']:,} changed. "
            f"{report['seconds']} s."
        )
    else:
        yield "This version was loaded before: nothing to do."
