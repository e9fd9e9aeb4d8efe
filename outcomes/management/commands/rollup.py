"""Stored figures: settle what is dirty, rebuild all, or hold what is stored against a recomputation (CONTRACTS 3).

Prints how many marks it took from the queues of outcomes ("flows"), groups ("keys") and ties whose stage may have
changed ("ties"); with --check "rows" and "differences".
"""

import json
import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from outcomes.services import rollup, staging


class Command(BaseCommand):
    help = (
        "Without options: counts and sums what is dirty. --full rebuilds everything. --check recomputes beside the "
        "stored rows and writes nothing; exit 1 when there is any difference."
    )

    def add_arguments(self, parser):
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--full", action="store_true", help="rebuild every stored figure")
        which.add_argument("--check", action="store_true", help="recompute beside the stored rows and compare")
        parser.add_argument("--json", action="store_true", help="print one JSON document to stdout")

    def handle(self, *, full, check, **options):
        if check:
            found = rollup.check()
        else:
            found = rollup.rebuild() if full else rollup.settle()
            found["ties"] = staging.restage_due(timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps(found))
        else:
            self.stderr.write(", ".join(f"{name}: {number}" for name, number in found.items()))
        if check and found["differences"]:
            sys.exit(1)
