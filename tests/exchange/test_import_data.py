"""The command and the engine: what holds for every dataset."""

import gzip
import json
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from openpyxl import Workbook

from exchange.models import ImportRun
from stakeholders.models import Organisation, Place, User
from tests.exchange.conftest import counts_of, faults_of

HEADER = "external_id,name,kind,place\n"
GOOD = HEADER + "o1,Port of Hamburg,port authority,geonames:2911298\n"
MIXED = GOOD + "o2,Nobody,guild,geonames:2911298\no3,City of Windhoek,city government,geonames:3352136\n"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]


def test_preview_counts_and_writes_nothing(load):
    status, report = load("organisations", GOOD)

    assert (status, report["committed"], counts_of(report)) == (0, False, (1, 0, 0, 0))
    assert Organisation.objects.count() == 0
    assert ImportRun.objects.count() == 0


def test_report_has_the_shape_that_is_promised(load):
    _, report = load("organisations", GOOD)

    assert list(report) == [
        "dataset", "rows", "created", "changed", "unchanged", "rejected", "committed", "errors", "seconds",
    ]  # fmt: skip
    assert report["rows"] == sum(counts_of(report))


def test_same_file_twice_changes_nothing_the_second_time(load):
    first = load("organisations", GOOD, "--commit")
    events = count_of("stakeholders_organisationevent")

    second = load("organisations", GOOD, "--commit")

    assert (first[0], counts_of(first[1])) == (0, (1, 0, 0, 0))
    assert (second[0], counts_of(second[1])) == (0, (0, 0, 1, 0))
    assert count_of("stakeholders_organisationevent") == events


def test_one_bad_row_stops_the_commit_and_says_row_column_and_code(load):
    status, report = load("organisations", MIXED, "--commit")

    assert (status, report["committed"], counts_of(report)) == (1, False, (2, 0, 0, 1))
    assert faults_of(report) == [(2, "kind", "not_in_list")]
    assert report["errors"][0]["value"] == "guild"
    assert "port authority" in report["errors"][0]["message"]
    assert Organisation.objects.count() == 0


def test_good_rows_go_in_when_told_so(load):
    status, report = load("organisations", MIXED, "--commit", "--accept-good")

    assert (status, report["committed"], counts_of(report)) == (0, True, (2, 0, 0, 1))
    assert set(Organisation.objects.values_list("external_id", flat=True)) == {"o1", "o3"}


def test_preview_with_bad_rows_ends_with_1_unless_they_are_passed(load):
    assert load("organisations", MIXED)[0] == 1
    assert load("organisations", MIXED, "--accept-good")[0] == 0


def test_columns_are_renamed_and_filled_with_constants(load):
    content = "key;title;unused\nk1;City of Hamburg;x\n"

    status, report = load(
        "organisations", content, "--commit", "--map", "key=external_id", "--map", "title=name",
        "--set", "kind=City_Government", "--set", "place=geonames:2911298", "--source", "crm",
    )  # fmt: skip

    assert (status, counts_of(report)) == (0, (1, 0, 0, 0))
    made = Organisation.objects.get(source="crm", external_id="k1")
    assert (made.name, made.kind) == ("City of Hamburg", "city government")


def test_formats_read_alike(load):
    book = Workbook()
    for line in GOOD.splitlines():
        book.active.append(line.split(","))
    sheet = bytes_of(book)
    packed = gzip.compress(GOOD.encode())
    lines = json.dumps(dict(zip(*(line.split(",") for line in GOOD.splitlines()), strict=True)))

    reports = [
        load("organisations", GOOD),
        load("organisations", "\ufeff" + GOOD.replace(",", ";").replace("\n", "\r\n")),
        load("organisations", GOOD.replace(",", "\t"), name="file.tsv"),
        load("organisations", packed, name="file.csv.gz"),
        load("organisations", sheet, name="file.xlsx"),
        load("organisations", lines, name="file.jsonl"),
    ]

    assert {(status, counts_of(report)) for status, report in reports} == {(0, (1, 0, 0, 0))}


def bytes_of(book):
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("dataset", "content", "options", "status", "code"),
    [
        ("nonsense", GOOD, [], 2, "unknown_dataset"),
        ("organisations", GOOD, ["--as", "nobody@example.org"], 2, "unknown_person"),
        ("organisations", GOOD, ["--map", "name"], 2, "wrong_call"),
        ("organisations", GOOD, ["--source", " "], 2, "wrong_call"),
        ("organisations", GOOD, ["--map", "nix=name"], 1, "file_refused"),
        ("organisations", GOOD, ["--set", "nix=1"], 1, "file_refused"),
        ("organisations", "external_id,name\n1,x\n", [], 1, "file_refused"),
        ("organisations", "", [], 1, "not_readable"),
    ],
)
def test_wrong_call_and_wrong_file_are_told_apart(load, dataset, content, options, status, code):
    ended, report = load(dataset, content, *options)

    assert (ended, list(report), report["error"]["code"]) == (status, ["error"], code)


def test_unknown_dataset_is_answered_with_those_that_exist(load):
    _, report = load("nonsense", GOOD)

    assert "leads, organisations, place_figures, places" in report["error"]["message"]


def test_row_twice_with_equal_content_counts_once_as_unchanged(load):
    row = "o1,Port of Hamburg,port authority,geonames:2911298\n"

    status, report = load("organisations", HEADER + row + row, "--commit")

    assert (status, counts_of(report)) == (0, (1, 0, 1, 0))
    assert Organisation.objects.count() == 1


def test_same_id_twice_with_different_content_is_refused_in_both_rows(load):
    content = HEADER + "o1,One,company,geonames:2911298\no1,Two,company,geonames:2911298\n"

    status, report = load("organisations", content, "--commit", "--accept-good")

    assert (status, counts_of(report)) == (0, (0, 0, 0, 2))
    assert faults_of(report) == [(1, "external_id", "twice"), (2, "external_id", "twice")]
    assert "row 2" in report["errors"][0]["message"]


def test_errors_stop_at_a_thousand_and_the_count_does_not(load):
    rows = "".join(f"o{number},Name {number},guild,geonames:2911298\n" for number in range(1200))

    _, report = load("organisations", HEADER + rows)

    assert (report["rejected"], len(report["errors"])) == (1200, 1000)
    assert [report["errors"][0]["row"], report["errors"][-1]["row"]] == [1, 1000]


def test_percent_signs_quotes_and_backslashes_are_only_text(load):
    name = """50 % of "all"; DROP TABLE x; '\\ %(source)s"""
    content = json.dumps({"external_id": "o1", "name": name, "kind": "company", "place": "geonames:2911298"})

    status, _ = load("organisations", content, "--commit", name="file.jsonl")

    assert status == 0
    assert Organisation.objects.get().name == name


def test_commit_is_noted_with_its_author(load):
    User.objects.create_user("staff@example.org", is_staff=True)

    load("organisations", GOOD, "--commit", "--as", "staff@example.org", "--source", "crm")

    run = ImportRun.objects.get()
    assert (run.dataset, run.source, run.by.email, run.created) == ("organisations", "crm", "staff@example.org", 1)
    assert len(run.sha256) == 64


def test_history_says_that_an_import_did_it(load):
    load("organisations", GOOD, "--commit", "--source", "crm")

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT metadata->>'verb', metadata->>'source' FROM pghistory_context context "
            "JOIN stakeholders_organisationevent event ON event.pgh_context_id = context.id"
        )
        assert cursor.fetchall() == [("organisations.imported", "crm")]


def test_words_tell_what_was_refused_when_no_json_is_asked(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text(MIXED)
    out = StringIO()

    with pytest.raises(SystemExit):
        call_command("import_data", "organisations", str(path), stdout=out, stderr=StringIO())

    assert "Nothing written" in out.getvalue()
    assert "row 2, kind" in out.getvalue()


def test_a_file_of_ten_thousand_rows_takes_seconds_not_minutes(load):
    rows = "".join(f"p{number},Place {number},city,DE,,{number + 10**9},50.1,9.2,100\n" for number in range(10_000))
    header = "external_id,name,level,parent,iso_code,geonames_id,lat,lon,population\n"

    status, report = load("places", header + rows, "--commit")

    assert (status, counts_of(report)) == (0, (10_000, 0, 0, 0))
    assert report["seconds"] < 20
    assert Place.objects.filter(source="manual", level="city").count() == 10_002


def count_of(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]
