"""Reading and checking what a method is given: one row per observation, columns by name."""

import csv
import gzip
import io
import re
import zlib

import numpy as np
import pandas as pd

from insights.rules.refusals import NoAnswer

DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+")
LARGEST = 1e60  # beyond it squares of squares overflow


def read_csv(file):
    """A frame of a path (.csv, .csv.gz) or an open file, every value as text, blanks as empty text.

    Cells are parted by the comma, or by the semicolon or tab where the first line has no comma; a table with semicolons
    may have decimal commas. Rows without any value, and columns with neither name nor value, are left out; no row may
    be shorter or longer than the first. Raises NoAnswer with the reason.
    """
    try:
        with lines(file) as text:
            rows = cells(text)
    except (csv.Error, UnicodeDecodeError, OSError, EOFError, zlib.error) as fault:
        raise NoAnswer("no_table", f"This is not a table in CSV: {str(fault).strip()}.") from None
    told = [(number, row) for number, row in enumerate(rows, start=1) if any(row)]
    if not told:
        raise NoAnswer("empty", "The file is empty.")
    (_number, names), *rest = told
    for number, row in rest:
        if len(row) != len(names):
            why = f"Row {number} has {len(row)} cells, and there are {len(names)} columns."
            raise NoAnswer("no_table", why)
    frame = pd.DataFrame([row for _number, row in rest], columns=range(len(names)), dtype=object)
    kept = [at for at, name in enumerate(names) if name or (frame[at] != "").any()]
    names = [names[at] for at in kept]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise NoAnswer("duplicate_column", f"The column {twice[0] or 'without a name'} stands twice.")
    return frame[kept].set_axis(names, axis="columns")


def lines(file):
    """The text of a path or of an open file, without a byte order mark."""
    if not hasattr(file, "read"):
        return (gzip.open if str(file).endswith(".gz") else open)(file, "rt", encoding="utf-8-sig", newline="")
    content = file.read()
    return io.StringIO(content if isinstance(content, str) else content.decode("utf-8-sig"), newline="")


def cells(text):
    """The rows of an open text as lists of cells. Raises csv.Error."""
    whole = text.read()
    first = whole.lstrip().partition("\n")[0]
    mark = next((mark for mark in ",;\t" if mark in first), ",")
    rows = csv.reader(io.StringIO(whole, newline=""), delimiter=mark, skipinitialspace=mark != "\t", strict=True)
    told = [[cell.strip() for cell in row] for row in rows]
    if mark != ";":
        return told
    return [[cell.replace(",", ".") if DECIMAL_COMMA.fullmatch(cell) else cell for cell in row] for row in told]


def require(frame, columns):
    """Raises NoAnswer where a column is missing, or the table has no row."""
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise NoAnswer("missing_column", f"The column {missing[0]} is missing; needed are {', '.join(columns)}.")
    if frame.empty:
        raise NoAnswer("empty", "The table has no rows.")


def numbers(frame, column, *, blank=False):
    """The column as floats; blanks are NaN where `blank` allows them. Raises NoAnswer naming the row."""
    given = frame[column]
    if given.dtype.kind in "fiub":
        values = given.astype(float)
    else:
        text = given.astype(str).str.strip()
        values = pd.to_numeric(text.where(text != "", "nan"), errors="coerce")
        wrong = values.isna() & (text != "")
        if wrong.any():
            at = int(np.flatnonzero(wrong)[0])
            raise NoAnswer("no_number", f"Row {at + 2}: {column} is {text.iloc[at]!r}, which is no number.")
    if not blank and values.isna().any():
        raise NoAnswer("blank", f"Row {int(np.flatnonzero(values.isna())[0]) + 2}: {column} is empty.")
    if np.isinf(values).any():
        raise NoAnswer("not_finite", f"Row {int(np.flatnonzero(np.isinf(values))[0]) + 2}: {column} is not finite.")
    large = values.abs() > LARGEST
    if large.any():
        at = int(np.flatnonzero(large)[0])
        raise NoAnswer("too_large", f"Row {at + 2}: {column} is {values.iloc[at]:g}; nothing is that large.")
    return values.to_numpy(dtype=float)


def years(frame, column, *, blank=False):
    """The column as whole years (floats, NaN for a blank where allowed). Raises NoAnswer naming the row."""
    values = numbers(frame, column, blank=blank)
    wrong = ~np.isnan(values) & ((values != np.round(values)) | (values < 1) | (values > 9999))
    if wrong.any():
        at = int(np.flatnonzero(wrong)[0])
        raise NoAnswer("no_year", f"Row {at + 2}: {column} is {values[at]:g}, which is no year.")
    return values


def zero_or_one(frame, column):
    """The column as 0 and 1. Raises NoAnswer naming the row."""
    values = numbers(frame, column)
    wrong = ~np.isin(values, (0, 1))
    if wrong.any():
        at = int(np.flatnonzero(wrong)[0])
        raise NoAnswer("no_flag", f"Row {at + 2}: {column} is {values[at]:g}; only 0 and 1 are allowed.")
    return values.astype(int)


def words(frame, column, *, blank=False):
    """The column as text. Raises NoAnswer where one is empty."""
    values = frame[column].astype(str).str.strip()
    if not blank and (values == "").any():
        raise NoAnswer("blank", f"Row {int(np.flatnonzero(values == '')[0]) + 2}: {column} is empty.")
    return values.to_numpy(dtype=object)
