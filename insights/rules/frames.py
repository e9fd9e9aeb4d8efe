"""Reading and checking what a method is given: one row per observation, columns by name."""

import zlib

import numpy as np
import pandas as pd

from insights.rules.refusals import NoAnswer


def read_csv(file):
    """A frame of a path (.csv, .csv.gz) or an open file, every value as text, blanks as empty text.

    The names of the columns are read as a row like the others: pandas would tell two of one name apart by a number, and
    take the first cells of rows that are too long for their names. Raises NoAnswer with the reason.
    """
    options = {"header": None, "dtype": str, "keep_default_na": False, "skipinitialspace": True}
    try:
        table = pd.read_csv(file, encoding="utf-8-sig", **options)
    except pd.errors.EmptyDataError:
        raise NoAnswer("empty", "The file is empty.") from None
    except (pd.errors.ParserError, UnicodeDecodeError, OSError, EOFError, zlib.error) as fault:
        raise NoAnswer("no_table", f"This is not a table in CSV: {str(fault).strip()}.") from None
    short = table.isna().any(axis=1).to_numpy()
    if short.any():
        raise NoAnswer("no_table", f"Row {int(np.flatnonzero(short)[0]) + 1} has fewer cells than there are columns.")
    table = table.apply(lambda column: column.str.strip())
    nameless = (table == "").all()
    names = list(table.loc[0, ~nameless])
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise NoAnswer("duplicate_column", f"The column {twice[0] or 'without a name'} stands twice.")
    return table.loc[1:, ~nameless].set_axis(names, axis="columns").reset_index(drop=True)


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
