"""Which files may come in: a closed list of types, told by their first bytes and not by their name alone."""

import hashlib
import zipfile
from pathlib import PurePath
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from stakeholders.verbs import Refusal

LIMIT = 20 * 1000 * 1000  # bytes
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
    message = _("The file is larger than 20 MB. Send a smaller one, or a link to it in the note.")


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


class Upload(NamedTuple):
    """A file that may be kept. size in bytes; sha256 in hexadecimal."""

    name: str
    content_type: str
    size: int
    sha256: str


def check_upload(file):
    """(name, content_type, size, sha256) of an uploaded file, which is left rewound.

    file: Django's UploadedFile, or any File with `name` and `size`. Raises FileTooLarge, EmptyFile, ForbiddenType
    or ContentDiffers. The media type is ours by what was found, never the sender's word.
    """
    name = PurePath(str(file.name or "").replace("\\", "/")).name.replace("\x00", "")[-200:]
    if file.size > LIMIT:
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
    digest = _digest(file)
    file.seek(0)
    return Upload(name, content_type, file.size, digest)


def _is_what_it_says(file, ending):
    file.seek(0)
    head = file.read(1024)
    if ending in PICTURES:
        return _kind_of(head) == PICTURES[ending]
    if ending in ZIPPED:
        return head.startswith(b"PK\x03\x04") and _is_document(file, ending)
    return _is_text(file)


def _kind_of(head):
    """Media type of a PDF or a picture by its first bytes, or None."""
    if b"%PDF-" in head:
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
    """Whether the zip holds an office document of this ending, without macros. Nothing is unpacked but 100 bytes."""
    media_type, folder = ZIPPED[ending]
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if folder is None:
                with archive.open("mimetype") as entry:
                    return entry.read(100).decode("ascii", "replace").strip() == media_type
            macros = any(name.lower().endswith("vbaproject.bin") for name in names)
            return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names) and not macros
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, ValueError):
        return False


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
