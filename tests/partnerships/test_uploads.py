"""Which files come in, and why others do not."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partnerships.uploads import LIMIT, ContentDiffers, EmptyFile, FileTooLarge, ForbiddenType, check_upload

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


def zipped(**entries):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/"), content)
    return kept.getvalue()


DOCX = zipped(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
ODT = zipped(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<x/>"})


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("report.pdf", b"%PDF-1.7\n...", "application/pdf"),
        ("photo.PNG", PNG, "image/png"),
        ("photo.jpg", b"\xff\xd8\xff\xe0....", "image/jpeg"),
        ("photo.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        ("photo.heic", b"\x00\x00\x00\x18ftypheic\x00\x00", "image/heic"),
        ("letter.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("letter.odt", ODT, "application/vnd.oasis.opendocument.text"),
        ("list.csv", "Stadt,Größe\nKöln,1".encode("latin-1"), "text/csv"),
        ("note.txt", "Düsseldorf".encode(), "text/plain"),
    ],
)
def test_a_file_of_the_list_comes_in_with_the_type_that_was_found(name, content, content_type):
    found = check_upload(SimpleUploadedFile(name, content, content_type="application/x-said-by-sender"))

    assert found == (name, content_type, len(content), hashlib.sha256(content).hexdigest())


def test_a_checked_file_is_left_at_its_beginning():
    file = SimpleUploadedFile("photo.png", PNG)

    check_upload(file)

    assert file.read() == PNG


def test_a_file_over_twenty_megabytes_is_refused_before_it_is_read():
    file = SimpleUploadedFile("photo.png", PNG)
    file.size = LIMIT + 1

    with pytest.raises(FileTooLarge):
        check_upload(file)


def test_an_empty_file_is_refused():
    with pytest.raises(EmptyFile):
        check_upload(SimpleUploadedFile("photo.png", b""))


@pytest.mark.parametrize("name", ["page.html", "picture.svg", "run.exe", "letter.docm", "letter.doc", "noending", ""])
def test_a_type_outside_the_list_is_refused(name):
    file = SimpleUploadedFile(name or "x", b"<svg onload=alert(1)>")

    with pytest.raises(ForbiddenType):
        check_upload(file)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.png", b"<html>"),
        ("photo.jpg", PNG),
        ("letter.docx", zipped(**{"evil.exe": "MZ"})),
        ("letter.docx", b"PK\x03\x04 broken"),
        ("letter.docx", zipped(**{"[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": "x"})),
        ("letter.xlsx", DOCX),
        ("table.ods", ODT),
        ("list.csv", b"\x00\x01\x02"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name, content):
    with pytest.raises(ContentDiffers):
        check_upload(SimpleUploadedFile(name, content))


def test_a_path_in_the_name_is_dropped():
    found = check_upload(SimpleUploadedFile("../../etc/photo.png", PNG))

    assert found.name == "photo.png"
