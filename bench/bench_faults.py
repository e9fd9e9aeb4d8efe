"""The fault runs of tests/faults with more kills and more seeds: how many mails were lost or repeated without cause.

Mails are counted in the mail server's own log. Yardstick: how many had to go out.
"""

import tempfile
from pathlib import Path

from bench.scratch import scratch_database
from bench.storm import is_well, ordeal

RUNS = {"normal": ((1,), 100), "large": (range(1, 6), 300)}  # seeds, kills of each


def measure(size):
    seeds, kills = RUNS[size]
    for kind in ("pgmq", "redis"):
        for seed in seeds:
            with scratch_database(), tempfile.TemporaryDirectory(prefix="gemel-faults-") as folder:
                bad, killed = ordeal(kind, Path(folder), seed=seed, notices=(200, 4 * kills), kills=kills)
            well = is_well(bad, repeats=0) and is_well(killed, repeats=killed["in hand"])
            well = well and killed["kills"] == kills and killed["in hand"] >= kills / 10  # kills fell into the sending
            yield {
                "name": f"faults on {kind}, seed {seed}: mails lost", "ours": killed["losses"],
                "yardstick": killed["notices"] - killed["refused"], "ratio": None, "want": 0, "ok": well,
                "unit": "mails", "n": killed["notices"],
                "note": f"{killed['mails']} mails, {bad['repeats']} repeats without a kill, {killed['repeats']} by"
                f" {kills} kills (mails in hand: {killed['in hand']}), each under its own id; {killed['seconds']} s",
            }  # fmt: skip
