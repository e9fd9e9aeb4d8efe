"""Tables to take away: every alphabet arrives, numbers stay numbers, and nothing is run on the reader's machine."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from drawing.exports import csv_lines, safe, svg_response, table_response, xlsx_file

COLUMNS = ("name", "amount", "day")
ROWS = [("Ōsaka, port", Decimal("-1234.50"), dt.date(2026, 3, 1)), ("=cmd()", None, None)]


def test_a_csv_is_read_by_spreadsheets_in_every_alphabet():
    text = "".join(csv_lines(COLUMNS, ROWS))

    assert text.startswith("\ufeffname,amount,day\r\n")
    assert list(csv.reader(io.StringIO(text[1:]))) == [
        list(COLUMNS), ["Ōsaka, port", "-1234.50", "2026-03-01"], ["'=cmd()", "", ""],
    ]  # fmt: skip


def test_a_workbook_holds_numbers_and_days_as_such():
    page = load_workbook(xlsx_file(COLUMNS, ROWS, "Exports 2026")).active
    found = list(page.iter_rows(values_only=True))

    assert found[0] == COLUMNS
    assert found[1] == ("Ōsaka, port", -1234.5, dt.datetime(2026, 3, 1))
    assert found[2][0] == "'=cmd()"
    assert page.title == "exports-2026"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "  =1", "\r=1"])
def test_what_would_be_run_as_a_formula_is_text(text):
    assert safe(text) == "'" + text


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_no_text_begins_as_a_formula(text):
    assert not str(safe(text)).lstrip().startswith(("=", "+", "-", "@"))


def test_a_download_has_a_plain_name_and_is_kept_nowhere():
    table = table_response("csv", "Größe & Sums: FY 2026", [gettext_lazy("Name")], [])
    drawing = svg_response("OC2", '<svg class="chart"></svg>')

    assert 'filename="groe-sums-fy-2026.csv"' in table["Content-Disposition"]
    assert table["Cache-Control"] == "private, no-store"
    assert drawing.content.startswith(b'<svg xmlns="http://www.w3.org/2000/svg" class="chart">')
    assert drawing["Content-Type"].startswith("image/svg+xml")
