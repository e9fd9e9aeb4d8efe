"""Tables to take away: CSV and XLSX of exactly what a page shows, and single charts as SVG files.

Numbers stay numbers. Text that a spreadsheet would take for a formula gets an apostrophe before it, so that a title
somebody typed is never run on somebody else's machine.
"""

import csv
import datetime as dt
import io
from decimal import Decimal

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

CSV, XLSX = "csv", "xlsx"
FORMATS = (CSV, XLSX)
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"


class Echo:
    """A file that hands each line straight on."""

    def write(self, line):
        return line


def safe(value):
    """A cell's value: text that would be run as a formula gets an apostrophe; None is an empty cell."""
    if isinstance(value, str) and value.lstrip().startswith(FORMULA_STARTS):
        return "'" + value
    return "" if value is None else value


def csv_lines(columns, rows):
    """Lines of a UTF-8 CSV with a byte order mark, so that spreadsheets read every alphabet."""
    writer = csv.writer(Echo())
    yield BOM + writer.writerow([safe(str(column)) for column in columns])
    for row in rows:
        yield writer.writerow([safe(plain(value)) for value in row])


def plain(value):
    """A value as CSV writes it: dates as ISO, decimals with a point, lazy text as text."""
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds")
    if value is None or isinstance(value, (bool, int, Decimal)):
        return value
    return str(value)


def xlsx_file(columns, rows, sheet):
    """A workbook with one sheet as a file-like object, written row by row."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    page = book.create_sheet((slugify(sheet) or "table")[:31])
    page.append([safe(str(column)) for column in columns])
    for row in rows:
        page.append([safe(cell(value)) for value in row])
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def cell(value):
    """A value as a workbook holds it: numbers and dates as such, without a time zone, which it cannot hold."""
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    if value is None or isinstance(value, (bool, int, Decimal, dt.date)):
        return value
    return str(value)


def table_response(kind, name, columns, rows):
    """The table as a download. kind: "csv" or "xlsx"; name: of the file, without ending; rows: any iterable of rows."""
    if kind == XLSX:
        response = FileResponse(xlsx_file(columns, rows, name), content_type=XLSX_TYPE)
    else:
        response = StreamingHttpResponse(csv_lines(columns, rows), content_type="text/csv; charset=utf-8")
    return as_download(response, f"{slugify(name) or 'table'}.{XLSX if kind == XLSX else CSV}")


def svg_response(name, svg):
    """One drawing as a file that stands alone: its namespace is named, for a page no longer does."""
    drawn = str(svg)
    if "xmlns=" not in drawn:
        drawn = drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    response = HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")
    return as_download(response, f"{slugify(name) or 'chart'}.svg")


def as_download(response, filename):
    response["Content-Disposition"] = content_disposition_header(True, filename)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
