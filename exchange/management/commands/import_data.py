"""Import a file: look first, write only with --commit."""

import json
import sys
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from textwrap import wrap

from django.core.management.base import BaseCommand, CommandError

from exchange.datasets import DATASETS
from exchange.engine import FileRefused, Order, run_import, unused_columns
from exchange.tables import NotReadable, open_table
from stakeholders.models import User


class Command(BaseCommand):
    help = "Import rows from CSV (plain or .gz), XLSX or JSON lines. Without --commit nothing is written."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = "\n".join(["datasets and their columns (* required):", *columns_in_words()])
        parser.add_argument("dataset", metavar="DATASET", help="one of those below")
        parser.add_argument("file", metavar="FILE", help="told by its ending: .csv, .csv.gz, .tsv, .xlsx, .jsonl")
        parser.add_argument("--commit", action="store_true", help="write; without it the run is a preview")
        parser.add_argument("--accept-good", action="store_true", help="write the good rows of a file with bad ones")
        parser.add_argument(
            "--map", action="append", default=[], metavar="THEIRS=OURS", help="rename a column (repeatable)"
        )
        parser.add_argument(
            "--set", action="append", default=[], metavar="COLUMN=VALUE", help="one value for all rows (repeatable)"
        )
        parser.add_argument(
            "--source",
            default="manual",
            help="where the rows come from; with external_id the key of a row (default: manual)",
        )
        parser.add_argument("--sheet", help="sheet of an XLSX file (default: the first)")
        parser.add_argument(
            "--as", dest="email", metavar="EMAIL", help="with the rights of this person (default: platform staff)"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args, **options):
        self.as_json = options["json"]
        dataset = DATASETS.get(options["dataset"])
        if dataset is None:
            known = ", ".join(sorted(DATASETS))
            self.fail(2, "unknown_dataset", f"No dataset {options['dataset']!r}; there are: {known}.")
        if not Path(options["file"]).is_file():
            self.fail(2, "no_file", f"No file {options['file']}.")
        source = options["source"].strip()
        if not 0 < len(source) <= 60:
            self.fail(2, "wrong_call", "--source is a name of 1 to 60 characters.")
        by = self.person(options["email"])
        mapping, constants = self.pairs(options["map"], "--map"), self.pairs(options["set"], "--set")
        try:
            order = Order(
                dataset=dataset,
                table=open_table(options["file"], options["sheet"]),
                source=source,
                mapping=mapping,
                constants=constants,
                commit=options["commit"],
                accept_good=options["accept_good"],
                file=options["file"],
            )
            report = run_import(order, by=by)
        except (FileRefused, NotReadable) as refusal:
            self.fail(1, getattr(refusal, "code", "not_readable"), str(refusal))
        if unused_columns(order):
            self.stderr.write(f"Columns not used: {', '.join(unused_columns(order))}.")
        self.stdout.write(json.dumps(report, ensure_ascii=False) if self.as_json else "\n".join(sentences(report)))
        if report["rejected"] and not options["accept_good"]:
            sys.exit(1)

    def person(self, email):
        if not email:
            return None
        found = User.objects.filter(email__iexact=email, is_active=True).first()
        if found is None:
            self.fail(2, "unknown_person", f"Nobody signs in as {email}.")
        return found

    def pairs(self, texts, option):
        found = []
        for text in texts:
            name, sign, value = text.partition("=")
            if not sign or not name.strip():
                self.fail(2, "wrong_call", f"{option} takes NAME=VALUE, not {text!r}.")
            found.append((name.strip(), value.strip()))
        return tuple(found)

    def fail(self, status, code, message):
        """Say why and leave: 1 the data is refused, 2 the call is wrong."""
        if self.as_json:
            self.stdout.write(json.dumps({"error": {"code": code, "message": message}}, ensure_ascii=False))
        raise CommandError(message, returncode=status)


def columns_in_words():
    """One line for each dataset: its name and its columns."""
    for name in sorted(DATASETS):
        columns = ", ".join(f"{column.name}{'*' if column.required else ''}" for column in DATASETS[name].COLUMNS)
        yield from wrap(f"{name}: {columns}", 110, initial_indent="  ", subsequent_indent="    ")


def sentences(report):
    """The report in words."""
    done = "Imported" if report["committed"] else "Nothing written; a commit would do this"
    yield (
        f"{done}: {report['rows']:,} rows, {report['created']:,} created, {report['changed']:,} changed, "
        f"{report['unchanged']:,} unchanged, {report['rejected']:,} rejected ({report['seconds']} s)."
    )
    for error in report["errors"]:
        value = f" [{error['value']}]" if error["value"] else ""
        yield f"  row {error['row']}, {error['column']}: {error['message']}{value}"
