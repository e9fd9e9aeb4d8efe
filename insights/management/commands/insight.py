"""Ask one of the seven questions of files: the functions that the screens use."""

import json
import sys
from argparse import RawDescriptionHelpFormatter
from pathlib import Path

from django.core.management.base import BaseCommand

from insights.asking import CLUSTERS, CONTROLS, MEASURES, MODELS, QUESTIONS
from insights.libraries import missing

OF_THE_CALL = ("no_covariate", "unknown_effect", "wrong_tau", "wrong_name")  # refusals that no other file would mend


class Command(BaseCommand):
    help = "Ask a question of CSV files (plain or .gz). The columns of each stand in docs/insights.md."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = "questions:\n" + "\n".join(f"  {name:14}{one.title}" for name, one in QUESTIONS.items())
        add = parser.add_argument
        add("question", choices=QUESTIONS, metavar="QUESTION", help="one of those below")
        add("files", nargs="+", metavar="FILE", help="CSV with one header row; several are read one after the other")
        add("--json", action="store_true", help="print one JSON document")
        add("--seed", type=seed, help="of all draws (default: 0)")
        add("--draws", type=count, help="rewired networks, or random weightings")
        add("--tau", type=float, help="conversion: years of the restricted mean (default: the longest time)")
        add("--y", help="counts: the column that is counted")
        add("--x", type=listed, help="counts, gravity: columns, with ln: or ln1p: before a name (gravity: tie)")
        add("--controls", choices=CONTROLS, help="effect: who is compared (default: never)")
        add("--anticipation", type=int, choices=range(6), metavar="YEARS", help="effect: years before signing left out")
        add("--fe", type=listed, help="gravity: effects (default: pair,origin_year,destination_year; '' for none)")
        add("--cluster", choices=CLUSTERS, help="gravity: errors by (default: pair)")
        add("--model", choices=MODELS, help="gravity (default: ppml)")
        add("--weights", metavar="CSV", help="partners: criterion, weight, direction (+ or -)")
        add("--what", choices=MEASURES, help="market: the measure")

    def create_parser(self, *args, **options):
        """A call that cannot be understood is answered like every other: in JSON where that is asked for."""
        parser = super().create_parser(*args, **options)
        parse = parser.parse_args

        def parse_args(args=None, namespace=None):
            self.as_json = "--json" in (args or [])
            return parse(args, namespace)

        parser.parse_args, parser.error = parse_args, lambda message: self.fail(2, "wrong_call", message)
        return parser

    def handle(self, *args, **options):
        self.as_json = options["json"]
        question = options["question"]
        given = {name: options[name] for name in QUESTIONS[question].options if options[name] is not None}
        self.check_call(question, given, options)
        from insights.questions import QUESTIONS as ANSWERED
        from insights.rules.plain import plain
        from insights.rules.refusals import NoAnswer

        try:
            if "weights" in given:
                given["weights"] = self.table([given["weights"]])
            answer = plain(ANSWERED[question].ask(self.table(options["files"]), **given))
        except NoAnswer as reason:
            self.fail(2 if reason.code in OF_THE_CALL else 1, reason.code, str(reason))
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if self.as_json else in_lines(answer))

    def check_call(self, question, given, options):
        lacking = missing()
        if lacking:
            self.fail(2, "libraries_missing", f"Not installed: {', '.join(lacking)} (requirements-insights.txt).")
        others = {name for one in QUESTIONS.values() for name in one.options} - {*QUESTIONS[question].options}
        foreign = [name for name in others if options[name] is not None]
        if foreign:
            self.fail(2, "wrong_call", f"--{sorted(foreign)[0]} is no option of {question}.")
        for name in QUESTIONS[question].needed:
            if not given.get(name):
                self.fail(2, "wrong_call", f"{question} needs --{name}.")
        for path in [*options["files"], *filter(None, [options["weights"]])]:
            if not Path(path).is_file():
                self.fail(2, "no_file", f"No file {path}.")

    def table(self, paths):
        import pandas as pd

        from insights.rules.frames import read_csv

        return pd.concat([read_csv(path) for path in paths], ignore_index=True).fillna("")

    def fail(self, status, code, message):
        if self.as_json:
            self.stdout.write(json.dumps({"error": {"code": code, "message": message}}, ensure_ascii=False))
        self.stderr.write(message)
        sys.exit(status)


def listed(text):
    return [word.strip() for word in text.split(",") if word.strip()]


def seed(text):
    if int(text) < 0:
        raise ValueError(text)
    return int(text)


def count(text):
    if not 1 <= int(text) <= 10_000_000:
        raise ValueError(text)
    return int(text)


def in_lines(value, indent=0):
    """The answer for people: one value a line, what belongs together set in."""
    pad = "  " * indent
    items = value.items() if isinstance(value, dict) else enumerate(value, start=1)
    lines = []
    for key, one in items:
        if isinstance(one, dict | list) and one:
            lines += [f"{pad}{key}:", in_lines(one, indent + 1)]
        else:
            lines.append(f"{pad}{key}: {'–' if one is None or one in ({}, []) else one}")
    return "\n".join(lines)
