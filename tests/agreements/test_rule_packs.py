"""Rule packs are data: the shipped ones are whole, a broken one is refused with the path of its fault."""

import datetime as dt
import json

import pytest

from agreements.checks import rule_packs_are_whole
from agreements.models import AgreementKind, ClockEvent
from agreements.rule_packs import SCHEMA_FILE, BrokenPack, load_pack, load_packs
from stakeholders.models import OrganisationKind

SHIPPED = sorted(file for file in SCHEMA_FILE.parent.glob("*.json") if file != SCHEMA_FILE)
CLOCK = {
    "code": "notify", "title": "Notify the ministry", "event": "signed", "offset": {"days": 10, "when": "after"},
    "file_with": "Ministry",
}  # fmt: skip


def pack(**changes):
    found = {
        "format": "gemel-rule-pack-1", "code": "test", "name": "Test", "scope": "place", "law": {"name": "A law"},
        "applies_from": "2020-01-01", "clocks": [CLOCK],
    }  # fmt: skip
    return {**found, **changes}


def written(folder, content, name="test.json"):
    file = folder / name
    file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return file


def clock_of(tmp_path, **changes):
    return load_pack(written(tmp_path, pack(clocks=[{**CLOCK, **changes}]))).clocks[0]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_each_shipped_pack_is_whole_and_cites_what_it_stands_on(file):
    found = load_pack(file)

    assert found.code == file.stem
    assert found.law["name"]
    assert found.clocks or found.tests
    assert found.scope == "office" or found.law["url"].startswith("https://")


def test_the_words_of_the_schema_are_those_of_the_house():
    schema = json.loads(SCHEMA_FILE.read_text("utf-8"))
    clock = schema["properties"]["clocks"]["items"]["properties"]

    assert set(clock["event"]["enum"]) == set(ClockEvent.values)
    assert set(clock["organisation_kinds"]["items"]["enum"]) == set(OrganisationKind.values)
    assert set(schema["$defs"]["agreement_kinds"]["items"]["enum"]) == set(AgreementKind.values)


@pytest.mark.parametrize(
    ("content", "path"),
    [
        ("{", "$"),
        (pack(colour="red"), "$"),
        (pack(code="Not A Code"), "$.code"),
        (pack(law={"name": "A law", "url": "javascript:alert(1)"}), "$.law.url"),
        (pack(applies_from="2020-02-30"), "$.applies_from"),
        (pack(holidays=["2026-13-01"]), "$.holidays[0]"),
        (pack(clocks=[{**CLOCK, "offset": {"days": -3, "when": "after"}}]), "$.clocks[0].offset.days"),
        (pack(clocks=[{**CLOCK, "event": "dreamt of"}]), "$.clocks[0].event"),
        (pack(clocks=[CLOCK, CLOCK]), "$.clocks[1].code"),
        (pack(tests=[{"code": "t", "title": "T", "needs": [{"fact": "liked", "says": "x"}]}]),
         "$.tests[0].needs[0].fact"),
    ],
)  # fmt: skip
def test_a_broken_pack_is_refused_with_the_path_of_its_fault(tmp_path, content, path):
    file = written(tmp_path, content)

    with pytest.raises(BrokenPack) as fault:
        load_pack(file)

    assert (fault.value.path, fault.value.file) == (path, str(file))


def test_two_files_of_one_code_are_refused_and_a_folder_that_is_missing_too(tmp_path):
    written(tmp_path, pack())
    written(tmp_path, pack(), "again.json")

    with pytest.raises(BrokenPack) as fault:
        load_packs([tmp_path])
    assert fault.value.path == "$.code"
    with pytest.raises(BrokenPack):
        load_packs([tmp_path / "nowhere"])


def test_a_broken_pack_stops_the_start(tmp_path, settings):
    settings.RULE_PACKS = [*settings.RULE_PACKS, tmp_path]
    assert rule_packs_are_whole(None) == []

    written(tmp_path, pack(scope="planet"))

    (error,) = rule_packs_are_whole(None)
    assert (error.id, error.msg.startswith("$.scope")) == ("agreements.E001", True)


def test_days_after_are_counted_from_the_last_day_it_may_have_been_and_days_before_from_the_first(tmp_path):
    march = (dt.date(2027, 3, 1), dt.date(2027, 3, 31))
    before = {"offset": {"days": 10, "when": "before"}}

    assert clock_of(tmp_path).due_on(*march) == dt.date(2027, 4, 10)
    assert clock_of(tmp_path, **before).due_on(*march) == dt.date(2027, 2, 19)


def test_a_clock_does_not_start_before_the_last_day_of_a_partial_date(tmp_path):
    clock = clock_of(tmp_path)

    assert not clock.has_started(dt.date(2027, 3, 31), today=dt.date(2027, 3, 30))
    assert clock.has_started(dt.date(2027, 3, 31), today=dt.date(2027, 3, 31))


def test_working_days_leave_out_week_ends_and_the_holidays_of_the_pack(tmp_path):
    offset = {"days": 3, "when": "after", "count": "working"}
    content = pack(clocks=[{**CLOCK, "offset": offset}], holidays=["2026-12-25"])
    clock = load_pack(written(tmp_path, content)).clocks[0]

    thursday = dt.date(2026, 12, 24)
    assert clock.due_on(thursday, thursday) == dt.date(2026, 12, 30)
