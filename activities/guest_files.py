"""The rows of an uploaded list of people, CSV or XLSX. The file itself is read and not kept."""

import zipfile
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from activities.rules.guest_list import MOST_ROWS, table_of
from partnerships.uploads import check_upload
from stakeholders.verbs import Refusal

# What openpyxl lets through of a broken workbook; an error of XML is a SyntaxError.
UNREADABLE = (zipfile.BadZipFile, SyntaxError, OSError, KeyError, ValueError, IndexError, TypeError, AttributeError)


class NotAList(Refusal):
    code = "not_a_list"
    message = _("The file cannot be read as a list. Save it as CSV or XLSX, one person on each line.")


def rows_of_file(file):
    """Rows of cells. Raises NotAList and the refusals of uploads."""
    name = check_upload(file).name
    ending = PurePath(name).suffix.lower()
    file.seek(0)
    if ending == ".xlsx":
        return rows_of_book(file)
    if ending in (".csv", ".txt"):
        content = file.read()
        for encoding in ("utf-8-sig", "cp1252"):
            try:
                return table_of(content.decode(encoding))
            except UnicodeDecodeError:
                continue
    raise NotAList(field="file")


def rows_of_book(file):
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
        return [list(row) for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=60, values_only=True)]
    except (*UNREADABLE, InvalidFileException) as error:
        raise NotAList(field="file") from error
