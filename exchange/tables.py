"""Reading what people send: CSV, XLSX and JSON lines become rows of text. Codes stay text; NA is never "missing"."""

import csv
import gzip
import io
import json
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

DELIMITERS = ",;\t"


class NotReadable(ValueError):
    """The file is not a table this engine reads; the sentence says why."""


@dataclass(frozen=True)
class Table:
    """columns: names as given. rows: iterator of lists of text, one for each column, "" where nothing stands."""

    columns: list
    rows: object


def open_table(path, sheet=None):
    """The table in a file, told by its name: .csv, .csv.gz, .txt, .tsv, .xlsx, .jsonl, .ndjson (the latter also .gz).

    Raises NotReadable for another format, wrong encoding, no header, a column twice or a row longer than the header.
    """
    path = Path(path)
    name = path.name.lower()
    if name.endswith((".xlsx", ".xlsm")):
        return _from_xlsx(path, sheet)
    if name.endswith(".xls"):
        raise NotReadable("Old .xls files are not read; save the sheet as .xlsx or .csv.")
    text = _text_of(path)
    if name.removesuffix(".gz").endswith((".jsonl", ".ndjson", ".json")):
        return _from_json_lines(text)
    return _from_csv(text)


def _text_of(path):
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise NotReadable(f"{path.name} cannot be opened: {fault.strerror}.") from fault
    if content[:2] == b"\x1f\x8b":
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError) as fault:
            raise NotReadable(f"{path.name} is a damaged gzip file.") from fault
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        raise NotReadable(f"{path.name} is not UTF-8 (line {line}); save it as UTF-8.") from fault
    if "\x00" in text:
        raise NotReadable(f"{path.name} holds a null character; it is no text file.")
    return text


def _from_csv(text):
    delimiter = _delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = next(reader)
    except StopIteration:
        raise NotReadable("The file is empty: no header row.") from None
    except csv.Error as fault:
        raise NotReadable(f"The header row cannot be read: {fault}.") from fault
    return _table(columns, _csv_rows(reader))


def _csv_rows(reader):
    try:
        yield from reader
    except csv.Error as fault:
        raise NotReadable(f"Line {reader.line_num} cannot be read: {fault}.") from fault


def _delimiter_of(text):
    """The one of comma, semicolon and tab that stands most often in the header, outside quotes."""
    header = text.partition("\n")[0]
    outside = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def _from_xlsx(path, sheet):
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except OSError as fault:
        raise NotReadable(f"{path.name} cannot be opened: {fault.strerror}.") from fault
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as fault:
        raise NotReadable(f"{path.name} is not an XLSX file.") from fault
    if sheet and sheet not in book.sheetnames:
        raise NotReadable(f"No sheet {sheet!r}; there are: {', '.join(book.sheetnames)}.")
    cells = book[sheet or book.sheetnames[0]].iter_rows(values_only=True)
    rows = ([_text(cell) for cell in row] for row in cells)
    columns = next(rows, None)
    if columns is None:
        raise NotReadable("The sheet is empty: no header row.")
    return _table(columns, rows)


def _from_json_lines(text):
    rows = []
    columns = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line, parse_float=Decimal)
        except ValueError as fault:
            raise NotReadable(f"Line {number} is not JSON: {fault}.") from fault
        if not isinstance(row, dict):
            raise NotReadable(f"Line {number} is not a JSON object.")
        columns.update(dict.fromkeys(row))
        rows.append(row)
    if not columns:
        raise NotReadable("The file is empty: no JSON object in it.")
    return _table(list(columns), _json_rows(rows, columns))


def _json_rows(rows, columns):
    """Escapes of JSON write characters that no text of the database can hold."""
    for number, row in enumerate(rows, 1):
        cells = [_text(row.get(column)) for column in columns]
        whole = "".join(cells)
        if "\x00" in whole or any("\ud800" <= letter <= "\udfff" for letter in whole):
            raise NotReadable(f"Object {number} holds a character that is no text.")
        yield cells


def _text(cell):
    """A cell as text. 5.0 reads 5, a midnight reads its day; a list is joined by semicolons.

    A number is written out with the fifteen digits that a sheet shows, for 0.1 + 0.2 is no 0.30000000000000004 there.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(Decimal(format(cell, ".15g")), "f")
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, list):
        return ";".join(_text(part) for part in cell)
    if isinstance(cell, dict):
        return json.dumps(cell, ensure_ascii=False, default=str)
    return str(cell)


def _table(columns, rows):
    names = [name.strip() for name in columns]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise NotReadable("The header row is empty.")
    if "" in names:
        raise NotReadable(f"Column {names.index('') + 1} has no name.")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise NotReadable(f"A column stands twice: {', '.join(twice)}.")
    return Table(names, _even(rows, len(names)))


def _even(rows, width):
    """Rows as long as the header; rows with nothing in them are no rows. Cells are stripped of outer blanks."""
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if any(cells[width:]):
            raise NotReadable(f"Data row {number} has more cells than the header has columns ({width}).")
        yield (cells + [""] * width)[:width]
