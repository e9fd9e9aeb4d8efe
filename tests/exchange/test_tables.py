"""What people send becomes rows of text."""

import datetime as dt
import gzip

import pytest
from openpyxl import Workbook

from exchange.tables import NotReadable, open_table

ROWS = [["NA", "Windhoek", "007"], ["SE", "Göteborg", ""]]


@pytest.fixture
def write(tmp_path):
    def write_file(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


def read(path, sheet=None):
    table = open_table(path, sheet)
    return table.columns, list(table.rows)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_comma_semicolon_and_tab_read_alike(write, delimiter):
    lines = [["iso2", "name", "code"], *ROWS]

    path = write("file.csv", "\n".join(delimiter.join(line) for line in lines))

    assert read(path) == (["iso2", "name", "code"], ROWS)


def test_byte_order_mark_and_windows_line_ends_are_no_part_of_the_text(write):
    path = write("file.csv", "\ufeffiso2;name;code\r\nNA;Windhoek;007\r\nSE;Göteborg;\r\n")

    assert read(path) == (["iso2", "name", "code"], ROWS)


def test_packed_file_reads_as_the_plain_one(write):
    path = write("file.csv.gz", gzip.compress("iso2,name,code\nNA,Windhoek,007\nSE,Göteborg,\n".encode()))

    assert read(path) == (["iso2", "name", "code"], ROWS)


def test_quoted_delimiters_and_line_ends_stay_in_their_cell(write):
    path = write("file.csv", 'name,"a;b;c;d"\n"Suzhou, Anhui","two\nlines"\n')

    assert read(path) == (["name", "a;b;c;d"], [["Suzhou, Anhui", "two\nlines"]])


def test_spreadsheet_reads_its_first_sheet_or_the_one_named(tmp_path):
    book = Workbook()
    book.active.append(["iso2", "name", "code"])
    book.active.append(["NA", "Windhoek", 7])
    other = book.create_sheet("Other")
    other.append(["on", "share"])
    other.append([dt.date(2020, 2, 29), 0.5])
    book.save(tmp_path / "file.xlsx")

    assert read(tmp_path / "file.xlsx") == (["iso2", "name", "code"], [["NA", "Windhoek", "7"]])
    assert read(tmp_path / "file.xlsx", "Other") == (["on", "share"], [["2020-02-29", "0.5"]])


def test_numbers_of_a_sheet_are_written_out_as_it_shows_them(tmp_path):
    book = Workbook()
    for row in (["rate"], [0.0000438], [0.1 + 0.2], [1e15], [1234.5]):
        book.active.append(row)
    book.save(tmp_path / "book.xlsx")

    assert read(tmp_path / "book.xlsx")[1] == [["0.0000438"], ["0.3"], ["1000000000000000"], ["1234.5"]]


def test_small_numbers_of_json_lines_are_written_out(write):
    path = write("file.jsonl", '{"rate": 4.38e-7}\n')

    assert read(path)[1] == [["0.000000438"]]


def test_json_lines_take_all_keys_as_columns_and_keep_digits(write):
    path = write("file.jsonl", '{"iso2": "NA", "lat": -22.560}\n\n{"iso2": "SE", "aliases": ["a", "b"], "lat": null}\n')

    assert read(path) == (["iso2", "lat", "aliases"], [["NA", "-22.560", ""], ["SE", "", "a;b"]])


def test_blank_lines_are_no_rows_and_cells_lose_outer_blanks(write):
    path = write("file.csv", "a,b\n\n 1 ,2\n,\n3\n")

    assert read(path) == (["a", "b"], [["1", "2"], ["3", ""]])


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("file.csv", "", "no header"),
        ("file.csv", "a,a\n1,2\n", "twice"),
        ("file.csv", "a,,c\n1,2,3\n", "no name"),
        ("file.csv", "a,b\n1,2,3\n", "more cells"),
        ("file.csv", "name\nGöteborg\n".encode("latin-1"), "line 2"),
        ("file.csv.gz", b"\x1f\x8b damaged", "damaged"),
        ("file.csv", "a\n\x00\n", "null character"),
        ("file.xlsx", "no workbook", "not an XLSX"),
        ("file.xls", "old", ".xlsx"),
        ("file.jsonl", "{]", "Line 1"),
        ("file.jsonl", "[1]", "not a JSON object"),
        ("file.jsonl", "", "empty"),
        ("file.jsonl", '{"a": "\\u0000"}', "no text"),
        ("file.jsonl", '{"a": "\\ud800"}', "no text"),
    ],
)
def test_file_that_is_no_table_is_refused_with_the_reason(write, name, content, reason):
    path = write(name, content)

    with pytest.raises(NotReadable, match=reason):
        read(path)


def test_sheet_that_is_not_there_is_refused_with_those_that_are(tmp_path):
    book = Workbook()
    book.active.title = "Ties"
    book.save(tmp_path / "file.xlsx")

    with pytest.raises(NotReadable, match="Ties"):
        read(tmp_path / "file.xlsx", "Places")
