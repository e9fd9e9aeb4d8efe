"""Rule packs: laws and office rules as data, one JSON file each, checked against packs/schema.json (docs/clocks.md).

No database here. A broken file is refused with the path of the fault inside it, never read in part.
"""

import datetime as dt
import functools
import json
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from jsonschema import Draft202012Validator

SCHEMA_FILE = Path(__file__).parent / "packs" / "schema.json"
DAY = dt.timedelta(days=1)


class BrokenPack(Exception):
    """A file that is no rule pack. `path` says where in it, as $.clocks[0].offset.days."""

    def __init__(self, file, path, reason):
        self.file, self.path, self.reason = str(file), path, reason
        super().__init__(f"{file}: {path}: {reason}")


@dataclass(frozen=True)
class Clock:
    """One thing to be filed. days: counted before or after the event, in calendar or working days."""

    code: str
    title: str
    event: str
    days: int
    before: bool
    working: bool
    file_with: str
    proof: str
    section: str
    agreement_kinds: frozenset
    organisation_kinds: frozenset
    holidays: frozenset = frozenset()

    def is_for(self, agreement_kind, organisation_kind):
        return (not self.agreement_kinds or agreement_kind in self.agreement_kinds) and (
            not self.organisation_kinds or organisation_kind in self.organisation_kinds
        )

    def has_started(self, last, today):
        """What is to be filed beforehand starts with the plan; the rest not before the event's last possible day."""
        return self.before or last <= today

    def due_on(self, first, last):
        """The last day to file, of an event that falls between two days (both included).

        After the event it is counted from the last of them; what must come before it, from the first: it may be that.
        """
        return self._count(first, -1) if self.before else self._count(last, 1)

    def _count(self, day, step):
        if not self.working:
            return day + step * self.days * DAY
        left = self.days
        while left:
            day += step * DAY
            left -= day.weekday() < 5 and day not in self.holidays
        return day


@dataclass(frozen=True)
class Need:
    fact: str
    says: str
    posts: tuple = ()
    least: int = 2


@dataclass(frozen=True)
class Test:
    code: str
    title: str
    needs: tuple
    agreement_kinds: frozenset


@dataclass(frozen=True)
class Pack:
    code: str
    name: str
    scope: str
    country: str
    law: dict = field(hash=False)
    applies_from: dt.date
    summary: str
    clocks: tuple
    tests: tuple

    def cite(self, section=""):
        """The law by name and section, as it stands on the page."""
        return ", ".join(part for part in (self.law["name"], section or self.law.get("section", "")) if part)


def load_pack(file):
    """The pack of one file. Raises BrokenPack."""
    file = Path(file)
    try:
        content = json.loads(file.read_text("utf-8"))
    except (ValueError, OSError) as fault:
        raise BrokenPack(file, "$", str(fault)) from fault
    fault = next(iter(sorted(_validator().iter_errors(content), key=lambda error: (list(map(str, error.path))))), None)
    if fault:
        raise BrokenPack(file, fault.json_path, fault.message)
    holidays = frozenset(_day(file, f"$.holidays[{n}]", day) for n, day in enumerate(content.get("holidays", [])))
    if "read_on" in content["law"]:
        _day(file, "$.law.read_on", content["law"]["read_on"])
    for part in ("clocks", "tests"):
        seen = set()
        for n, one in enumerate(content.get(part, [])):
            if one["code"] in seen:
                raise BrokenPack(file, f"$.{part}[{n}].code", f"{one['code']!r} stands twice in the pack")
            seen.add(one["code"])
    return Pack(
        code=content["code"], name=content["name"], scope=content["scope"], country=content.get("country", ""),
        law=content["law"], applies_from=_day(file, "$.applies_from", content["applies_from"]),
        summary=content.get("summary", ""),
        clocks=tuple(_clock(one, holidays) for one in content.get("clocks", [])),
        tests=tuple(_test(one) for one in content.get("tests", [])),
    )  # fmt: skip


def load_packs(folders):
    """{code: Pack} of all files of these folders. Raises BrokenPack, also where a code stands in two files."""
    return dict(_load(tuple(_files(folders))))


def packs():
    """{code: Pack} of this installation: the shipped ones and those of GEMEL_RULE_PACKS."""
    return load_packs(settings.RULE_PACKS)


def _files(folders):
    for folder in folders:
        if not Path(folder).is_dir():
            raise BrokenPack(folder, "$", "there is no such folder")
        for file in sorted(Path(folder).glob("*.json")):
            if file != SCHEMA_FILE:
                yield file, file.stat().st_mtime_ns


@functools.lru_cache(maxsize=8)
def _load(files):
    found = {}
    for file, _changed in files:
        pack = load_pack(file)
        if pack.code in found:
            raise BrokenPack(file, "$.code", f"another file is called {pack.code!r} too")
        found[pack.code] = pack
    return found


@functools.cache
def _validator():
    return Draft202012Validator(json.loads(SCHEMA_FILE.read_text("utf-8")))


def _day(file, path, text):
    try:
        return dt.date.fromisoformat(text)
    except ValueError as fault:
        raise BrokenPack(file, path, f"{text!r} is no day that exists") from fault


def _clock(one, holidays):
    offset = one["offset"]
    return Clock(
        code=one["code"], title=one["title"], event=one["event"], days=offset["days"],
        before=offset["when"] == "before", working=offset.get("count") == "working", file_with=one["file_with"],
        proof=one.get("proof", ""), section=one.get("section", ""),
        agreement_kinds=frozenset(one.get("agreement_kinds", ())),
        organisation_kinds=frozenset(one.get("organisation_kinds", ())), holidays=holidays,
    )  # fmt: skip


def _test(one):
    needs = tuple(
        Need(need["fact"], need["says"], tuple(need.get("posts", ())), need.get("least", 2)) for need in one["needs"]
    )
    return Test(one["code"], one["title"], needs, frozenset(one.get("agreement_kinds", ())))
