"""What every study is made of: what goes in, told by a checksum, and what comes out."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version

from insights.libraries import NAMES


class Cancelled(Exception):
    """Somebody took the question back while it was being worked on."""


@dataclass(frozen=True)
class Inputs:
    """tables: {name: frame of pandas}, in a stable order of rows; facts: plain JSON (counts, settings, what was left
    out and why) that the page tells beside the answer."""

    tables: dict
    facts: dict = field(default_factory=dict)

    def checksum(self):
        """SHA-256 of all that goes in; the same rows in the same order give the same."""
        told = hashlib.sha256(json.dumps(self.facts, sort_keys=True, default=str).encode())
        for name in sorted(self.tables):
            told.update(name.encode() + b"\0" + self.tables[name].to_csv(index=False).encode())
        return told.hexdigest()


@dataclass(frozen=True)
class Study:
    """One question put to one set of records.

    key: its name in the store and in its address. gather(answer, as_of) -> Inputs, for the answer's owner (an
    Organisation or None) and its options. work(inputs, options, seed, tell) -> {found} or ({found}, bytes):
    tell(percent, words) is called between steps and raises Cancelled. Both may raise NoAnswer. of_office: asked of an
    office's own records, else of the public record.
    """

    key: str
    gather: Callable
    work: Callable
    of_office: bool = True


def versions():
    """{library: version} of what an answer hangs on."""
    return {name: version(name) for name in NAMES}
