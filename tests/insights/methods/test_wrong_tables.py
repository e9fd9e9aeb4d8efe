"""What is no table, or not the table that is asked for: named, with status 1, whatever the question."""

import gzip
import io

import pytest

from insights.rules.frames import read_csv
from tests.insights.methods.conftest import run
from tests.insights.methods.goldens import cnt_1, did_1, mcd_1, mcd_1_weights, net_1, ppm_1, sur_1, trd_1

TABLES = {
    "independence": (net_1, []), "conversion": (sur_1, []), "counts": (cnt_1, ["--y", "ties", "--x", "pop"]),
    "effect": (did_1, []), "gravity": (ppm_1, []), "partners": (mcd_1, []), "market": (trd_1, ["--what", "rca"]),
}  # fmt: skip
NUMBER = {
    "independence": "city_tie", "conversion": "time", "counts": "pop", "effect": "y", "gravity": "flow",
    "partners": "TCI", "market": "exports",
}  # fmt: skip
NAME = {"independence": "i", "conversion": "tie", "effect": "unit", "gravity": "origin", "partners": "candidate",
        "market": "product"}  # fmt: skip


@pytest.fixture(params=TABLES)
def question(request):
    return request.param


@pytest.fixture
def refuse(ask, question):
    """refuse(content or function of the good frame) gives the code of the refusal, whose status is 1."""
    table, options = TABLES[question]

    def put(change):
        content = change(table().astype(object)) if callable(change) else change
        weights = mcd_1_weights() if question == "partners" else None
        status, found = ask(question, content, options=options, weights=weights)
        assert (status, list(found), list(found["error"])) == (1, ["error"], ["code", "message"])
        assert found["error"]["message"]
        return found["error"]["code"]

    return put


def lines(frame):
    return frame.to_csv(index=False).splitlines()


def test_an_empty_file_is_refused(refuse):
    assert refuse("") == "empty"


def test_a_file_of_blank_lines_is_refused(refuse):
    assert refuse("\n\n \n") == "empty"


def test_a_header_without_rows_is_refused(refuse):
    assert refuse(lambda frame: frame.iloc[:0]) == "empty"


def test_text_that_is_not_utf8_is_refused(refuse):
    assert refuse(lambda frame: lines(frame)[0].encode() + b"\nM\xfcnchen" + b"," * (frame.shape[1] - 1)) == "no_table"


def test_a_picture_is_refused(refuse):
    assert refuse(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00") == "no_table"


def test_a_row_that_is_too_long_is_refused(refuse):
    assert refuse(lambda frame: "\n".join([*lines(frame), lines(frame)[-1] + ",1"])) == "no_table"


def test_rows_that_are_all_too_long_are_refused(refuse):
    assert refuse(lambda frame: "\n".join([lines(frame)[0], *(row + ",1" for row in lines(frame)[1:])])) == "no_table"


def test_a_row_that_is_too_short_is_refused(refuse):
    assert refuse(lambda frame: "\n".join([*lines(frame), lines(frame)[-1].rpartition(",")[0]])) == "no_table"


def test_an_open_quote_is_refused(refuse):
    assert refuse(lambda frame: "\n".join([*lines(frame), '"' + lines(frame)[-1]])) == "no_table"


def test_a_missing_column_is_named(refuse, question):
    assert refuse(lambda frame: frame.drop(columns=NUMBER[question])) == "missing_column"


def test_a_column_that_stands_twice_is_refused(refuse, question):
    assert refuse(lambda frame: frame.assign(again=1).rename(columns={"again": NUMBER[question]})) == "duplicate_column"


@pytest.mark.parametrize("word", ["many", "NaN", "nan", "NA", "null", "1,5", "1.5.2", "0x10", "1_000", "1e999", "True"])
def test_text_in_a_column_of_numbers_is_refused(refuse, question, word):
    assert refuse(lambda frame: with_cell(frame, NUMBER[question], word)) == "no_number"


@pytest.mark.parametrize("word", ["inf", "-inf", "Infinity"])
def test_what_is_infinite_is_refused(refuse, question, word):
    assert refuse(lambda frame: with_cell(frame, NUMBER[question], word)) == "not_finite"


@pytest.mark.parametrize("question", NAME)
def test_a_row_without_name_is_refused(refuse, question):
    assert refuse(lambda frame: with_cell(frame, NAME[question], "")) == "blank"


@pytest.mark.parametrize("question", NAME)
def test_a_row_twice_is_refused(refuse, question):
    assert refuse(lambda frame: frame.loc[[*frame.index, 0]]) == "duplicate"


def with_cell(frame, column, word):
    frame.loc[1, column] = word
    return frame


def test_a_gz_that_is_none_is_refused(tmp_path):
    path = tmp_path / "rows.csv.gz"
    path.write_bytes(b"unit,year,y,cohort\n")

    status, found = run("effect", str(path), "--json")

    assert (status, found["error"]["code"]) == (1, "no_table")


def test_a_gz_cut_short_or_damaged_is_refused(tmp_path):
    path = tmp_path / "rows.csv.gz"
    packed = gzip.compress(did_1().to_csv(index=False).encode())
    for broken in (packed[: len(packed) // 2], packed[:40] + b"\xff" * 40 + packed[80:]):
        path.write_bytes(broken)

        status, found = run("effect", str(path), "--json")

        assert (status, found["error"]["code"]) == (1, "no_table")


def test_cells_may_have_blanks_around_and_columns_more_than_asked(ask):
    frame = did_1().assign(note="x").map(lambda cell: f" {cell} ").rename(columns=lambda name: f" {name} ")

    status, found = ask("effect", frame)

    assert (status, found["simple"]) == (0, pytest.approx(2.25))


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_spreadsheet_of_another_country_is_read_as_the_same_table(mark):
    plain = "tie,time,kind\nA,2.5,1\nB,-0.25,0\n"
    other = plain.replace(",", mark)
    if mark == ";":
        other = other.replace(".", ",")

    assert read_csv(io.StringIO(other)).equals(read_csv(io.StringIO(plain)))


def test_commas_in_a_table_parted_by_commas_are_never_taken_for_decimals():
    found = read_csv(io.StringIO('tie,"time; years"\n"1,5",2\n'))

    assert list(found.columns) == ["tie", "time; years"]
    assert list(found["tie"]) == ["1,5"]
