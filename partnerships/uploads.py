"""Which files may come in: a closed list of types, told by their content and not by their name alone.

What comes in is never run or shown inside a page of ours (partnerships/serving.py). Refused is what tries to be two
things at once, what unpacks to far more than it weighs, and, where a scanner is set up, what it knows.
"""

import hashlib
import zipfile
import zlib
from pathlib import PurePath
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partnerships.scanning import scan
from stakeholders.verbs import Refusal

MEGABYTE = 1_000_000
# An office file of 20 MB may well unpack to 200 MB of XML; a bomb unpacks to a thousand times its size.
MOST_UNPACKED = 400 * MEGABYTE
MOST_TIMES = 150
MOST_ENTRIES = 10_000
SMALL_ENOUGH = 10 * MEGABYTE  # whatever the ratio: this much harms nobody
MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<iframe", b"<?xml", b"<?php")
ACCEPT = ".pdf,.png,.jpg,.jpeg,.webp,.heic,.docx,.xlsx,.pptx,.odt,.ods,.csv,.txt"
OFFICE_OPEN = "application/vnd.openxmlformats-officedocument."
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
# Ending: (media type, the folder or the word by which the inside of the zip is known).
ZIPPED = {
    "docx": (OFFICE_OPEN + "wordprocessingml.document", "word/"),
    "xlsx": (OFFICE_OPEN + "spreadsheetml.sheet", "xl/"),
    "pptx": (OFFICE_OPEN + "presentationml.presentation", "ppt/"),
    "odt": ("application/vnd.oasis.opendocument.text", None),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", None),
}
PLAIN = {"csv": "text/csv", "txt": "text/plain"}
PICTURES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "heic": "image/heic",
}


class FileTooLarge(Refusal):
    code = "file_too_large"
    message = _("The file is too large. Send a smaller one, or write in your text where it can be found.")

    def __init__(self, subject=None, field=None):
        words = gettext(
            "The file is larger than %(n)s MB. Send a smaller one, or write in your text where it can be found."
        )
        super().__init__(subject, words % {"n": settings.GEMEL_UPLOAD_MEGABYTES}, field)


class EmptyFile(Refusal):
    code = "empty_file"
    message = _("The file is empty.")


class ForbiddenType(Refusal):
    code = "forbidden_type"
    message = _(
        "Files of this type are not taken. Send PDF, PNG, JPEG, WebP, HEIC, DOCX, XLSX, PPTX, ODT, ODS, CSV or TXT."
    )


class ContentDiffers(Refusal):
    code = "content_differs"
    message = _("The content of the file is not what its name says. Save it again in the type of its ending.")


class UnpacksTooFar(Refusal):
    code = "unpacks_too_far"
    message = _("The file unpacks to far more than it weighs, so it is not taken. Save it again with less in it.")


class TwoInOne(Refusal):
    code = "two_in_one"
    message = _("The file is of two types at once, so it is not taken. Save it again in the type of its ending.")


class Upload(NamedTuple):
    """A file that may be kept. size in bytes; sha256 in hexadecimal."""

    name: str
    content_type: str
    size: int
    sha256: str


def check_upload(file):
    """(name, content_type, size, sha256) of an uploaded file, which is left rewound.

    file: Django's UploadedFile, or any File with `name` and `size`. Raises FileTooLarge, EmptyFile, ForbiddenType,
    ContentDiffers, TwoInOne, UnpacksTooFar and the refusals of scanning. The media type is ours by what was found,
    never the sender's word.
    """
    name = PurePath(str(file.name or "").replace("\\", "/")).name.replace("\x00", "")[-200:]
    if file.size > settings.GEMEL_UPLOAD_MEGABYTES * MEGABYTE:
        raise FileTooLarge(name, field="file")
    if not file.size:
        raise EmptyFile(name, field="file")
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if ending in PICTURES:
        content_type = PICTURES[ending]
    elif ending in ZIPPED:
        content_type = ZIPPED[ending][0]
    elif ending in PLAIN:
        content_type = PLAIN[ending]
    else:
        raise ForbiddenType(name, field="file")
    if not _is_what_it_says(file, ending):
        raise ContentDiffers(name, field="file")
    if ending in PICTURES and _is_something_else_too(file, content_type):
        raise TwoInOne(name, field="file")
    digest = _digest(file)
    scan(file, name)
    file.seek(0)
    return Upload(name, content_type, file.size, digest)


def _is_what_it_says(file, ending):
    file.seek(0)
    head = file.read(1024)
    if ending in PICTURES:
        return _kind_of(head) == PICTURES[ending]
    if ending in ZIPPED:
        return head.startswith(b"PK\x03\x04") and _is_document(file, ending)
    return _is_text(file) and not head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(MARKUP)


def _is_something_else_too(file, content_type):
    """Whether a PDF or a picture would also open as a zip (and so as a program), or a picture as a PDF.

    What only follows a picture is let be: telephones append a film to theirs.
    """
    file.seek(0)
    if content_type != "application/pdf" and b"%PDF-" in file.read(1024):
        return True
    try:
        with zipfile.ZipFile(file) as archive:
            return bool(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return False


def _kind_of(head):
    """Media type of a PDF or a picture by its first bytes, or None."""
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        return "image/heic"
    return None


def _is_document(file, ending):
    """Whether the zip holds an office document of this ending, without macros. Raises UnpacksTooFar.

    Every entry is read once, so that a size that the zip claims and does not keep is found out too.
    """
    media_type, folder = ZIPPED[ending]
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_unpacked(entries, file.size)
            names = archive.namelist()
            if any(name.startswith("/") or ".." in name.split("/") for name in names) or _has_macros(names):
                return False
            if not all(_reads_to_its_end(archive, entry) for entry in entries):
                return False
            if folder is None:
                return archive.read("mimetype")[:100].decode("ascii", "replace").strip() == media_type
            return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)
    except (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, NotImplementedError, OSError, ValueError, EOFError):
        return False


def _check_unpacked(entries, size):
    """Raise UnpacksTooFar by what the zip says of itself; nothing is unpacked yet. size: of the zip, in bytes."""
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        raise UnpacksTooFar(field="file")
    if unpacked > SMALL_ENOUGH and unpacked > MOST_TIMES * size:
        raise UnpacksTooFar(field="file")


def _has_macros(names):
    """Programs inside: Visual Basic, or the Basic and Scripts folders of an OpenDocument."""
    lower = [name.lower() for name in names]
    return any(name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in lower)


def _reads_to_its_end(archive, entry):
    """Read in pieces up to the size that the entry claims; the checksum then tells whether there was more."""
    found = 0
    with archive.open(entry) as content:
        while piece := content.read(1 << 16):
            found += len(piece)
    return found == entry.file_size


def _is_text(file):
    """No control bytes but tab, line ends and form feed. The encoding is the reader's business."""
    file.seek(0)
    allowed = set(range(0x20, 0x100)) | {0x09, 0x0A, 0x0C, 0x0D}
    return all(set(chunk) <= allowed for chunk in iter(lambda: file.read(1 << 16), b""))


def _digest(file):
    file.seek(0)
    found = hashlib.sha256()
    for chunk in iter(lambda: file.read(1 << 16), b""):
        found.update(chunk)
    return found.hexdigest()
