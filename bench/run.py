"""`make bench`: every `bench/bench_<name>.py` has `measure(size)`, which yields one result after the other.

A result is a dict: name, ours, yardstick, ratio, want, ok, unit, n, note. Ours and yardstick are measured in turn
within one run (median of at least 3), after the answer was found right. Printed as JSON lines; exit 1 when one is not
ok.
ONLY=rollup,load runs some; SIZE=large takes the large data.
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path

import django

FIELDS = ["name", "ours", "yardstick", "ratio", "want", "ok", "unit", "n", "note"]
SIZES = ["normal", "large"]


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if not os.environ.get("DATABASE_URL", "").strip():
        os.environ.setdefault("GEMEL_LOCAL", "1")
    from config import env

    every = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))
    try:
        names = env.words("ONLY", every, among=every)
        size = env.words("SIZE", ["normal"], among=SIZES)[0]
        django.setup()
    except env.WrongVariable as fault:
        sys.exit(f"No benchmark was run. {fault}")
    failed = [result["name"] for name in names for result in run_one(name, size) if not result["ok"]]
    if failed:
        sys.exit(f"Not ok: {', '.join(failed)}")


def run_one(name, size):
    """Print each result of one module as soon as it is there."""
    for result in import_module(f"bench.bench_{name}").measure(size):
        line = in_order(result)
        print(json.dumps(line, default=str), flush=True)
        yield line


def in_order(result):
    """The result with its fields in the order that every line has. Raises ValueError on a field too many or too few."""
    if set(result) != set(FIELDS):
        raise ValueError(f"a result has the fields {', '.join(FIELDS)}; this one has {', '.join(result)}")
    return {field: result[field] for field in FIELDS}


if __name__ == "__main__":
    main()
