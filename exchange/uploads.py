"""A table that somebody sends by a page: told by its content, small enough to be looked at before it is imported."""

import csv
import io
import tempfile
import zipfile
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from exchange.tables import NotReadable, open_table
from partnerships.uploads import check_upload
from stakeholders.verbs import Refusal

LIMIT = 1000 * 1000  # bytes; some 25,000 rates
UNPACKED = 100 * LIMIT
ENDINGS = (".csv", ".txt", ".xlsx")
ACCEPT = ".csv,.txt,.xlsx"


class NoTable(Refusal):
    code = "forbidden_type"
    message = _("Tables are taken as CSV or XLSX.")


class TooLarge(Refusal):
    code = "file_too_large"
    message = _("The file is larger than 1 MB. Send it in parts, or have it imported on the server.")


def text_of(file):
    """The uploaded table as CSV text with commas, which a page can carry from the look to the import.

    Raises NoTable, TooLarge, the refusals of check_upload, and NotReadable in words of the file.
    """
    ending = PurePath(str(file.name or "")).suffix.lower()
    if ending not in ENDINGS:
        raise NoTable(file.name, field="file")
    if file.size > LIMIT:
        raise TooLarge(file.name, field="file")
    upload = check_upload(file)
    if ending == ".xlsx" and sum(entry.file_size for entry in zipfile.ZipFile(file).infolist()) > UNPACKED:
        raise TooLarge(file.name, field="file")
    file.seek(0)
    with tempfile.NamedTemporaryFile(suffix=ending) as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        table = open_table(kept.name)
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(table.columns)
        for row in table.rows:
            writer.writerow(row)
            if text.tell() > LIMIT:
                raise TooLarge(upload.name, field="file")
    return text.getvalue()


def table_of(text):
    """The table in a text that text_of gave. Raises NotReadable."""
    if len(text) > LIMIT:
        raise NotReadable(str(TooLarge.message))
    with tempfile.NamedTemporaryFile(suffix=".csv") as kept:
        kept.write(text.encode())
        kept.flush()
        return open_table(kept.name)
