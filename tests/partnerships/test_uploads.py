"""Which files come in, why others do not, and how what came in is handed out. Each trick by itself."""

import hashlib
import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from partnerships import uploads
from partnerships.uploads import (
    ContentDiffers,
    EmptyFile,
    FileTooLarge,
    ForbiddenType,
    TwoInOne,
    UnpacksTooFar,
    check_upload,
)

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 20 + b"\xff\xd9"
SCRIPT = b"<script>alert(1)</script>"


def zipped(method=zipfile.ZIP_STORED, **entries):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/"), content)
    return kept.getvalue()


def word(method=zipfile.ZIP_STORED, **more):
    entries = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", **more}
    return zipped(method, **entries)


DOCX = word()
ODT = zipped(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<x/>"})


def sent(name, content):
    return SimpleUploadedFile(name, content, content_type="application/x-said-by-sender")


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("report.pdf", b"%PDF-1.7\n...", "application/pdf"),
        ("photo.PNG", PNG, "image/png"),
        ("photo.jpg", JPEG, "image/jpeg"),
        ("photo.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        ("photo.heic", b"\x00\x00\x00\x18ftypheic\x00\x00", "image/heic"),
        ("letter.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("letter.odt", ODT, "application/vnd.oasis.opendocument.text"),
        ("list.csv", "Stadt,Größe\nKöln,1".encode("latin-1"), "text/csv"),
        ("note.txt", "Düsseldorf <3".encode(), "text/plain"),
    ],
)
def test_a_file_of_the_list_comes_in_with_the_type_that_was_found(name, content, content_type):
    found = check_upload(sent(name, content))

    assert found == (name, content_type, len(content), hashlib.sha256(content).hexdigest())


def test_a_checked_file_is_left_at_its_beginning():
    file = sent("photo.png", PNG)

    check_upload(file)

    assert file.read() == PNG


def test_a_file_over_the_limit_is_refused_before_it_is_read_in_words_that_name_the_limit(settings):
    settings.GEMEL_UPLOAD_MEGABYTES = 3
    file = sent("photo.png", PNG)
    file.size = 3_000_001

    with pytest.raises(FileTooLarge, match="larger than 3 MB"):
        check_upload(file)


def test_a_file_of_nought_bytes_is_refused():
    with pytest.raises(EmptyFile):
        check_upload(sent("photo.png", b""))


@pytest.mark.parametrize(
    "name", ["page.html", "page.xhtml", "picture.svg", "run.exe", "letter.docm", "letter.doc", "tool.jar", "noending"]
)
def test_a_type_outside_the_list_is_refused(name):
    with pytest.raises(ForbiddenType):
        check_upload(sent(name, b"<svg onload=alert(1)>"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.png", b"<html>"),
        ("photo.jpg", PNG),
        ("letter.docx", zipped(**{"evil.exe": "MZ"})),
        ("letter.docx", b"PK\x03\x04 broken"),
        ("letter.docx", word(**{"word/vbaProject.bin": "x"})),
        ("letter.docx", word(**{"../../../etc/cron.d/x": "x"})),
        ("letter.odt", zipped(mimetype=uploads.ZIPPED["odt"][0], **{"Basic/Standard/Module1.xml": "x"})),
        ("letter.xlsx", DOCX),
        ("table.ods", ODT),
        ("list.csv", b"\x00\x01\x02"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name, content):
    with pytest.raises(ContentDiffers):
        check_upload(sent(name, content))


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><title>x</title>",
        b"\xef\xbb\xbf \n <HTML>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg/>",
        SCRIPT,
    ],
)
@pytest.mark.parametrize("name", ["note.txt", "list.csv"])
def test_a_page_or_a_drawing_with_a_script_under_the_name_of_a_text_is_refused(name, content):
    with pytest.raises(ContentDiffers):
        check_upload(sent(name, content))


def test_a_page_before_a_pdf_in_one_file_is_refused():
    with pytest.raises(ContentDiffers):
        check_upload(sent("report.pdf", SCRIPT + b"%PDF-1.7\n"))


@pytest.mark.parametrize(("name", "start"), [("photo.jpg", JPEG), ("photo.png", PNG), ("report.pdf", b"%PDF-1.7\n")])
def test_a_picture_or_a_pdf_that_opens_as_a_zip_too_is_refused(name, start):
    with pytest.raises(TwoInOne):
        check_upload(sent(name, start + zipped(**{"META-INF/MANIFEST.MF": "Main-Class: Evil"})))


def test_a_picture_that_opens_as_a_pdf_too_is_refused():
    with pytest.raises(TwoInOne):
        check_upload(sent("photo.jpg", JPEG[:10] + b"%PDF-1.7\n" + JPEG[10:]))


def test_a_picture_followed_by_the_film_of_a_telephone_comes_in():
    assert check_upload(sent("photo.jpg", JPEG + b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 500))


def test_a_zip_bomb_is_refused_by_what_it_says_of_itself():
    bomb = word(zipfile.ZIP_DEFLATED, **{"word/media.bin": b"\x00" * 12_000_000})

    with pytest.raises(UnpacksTooFar):
        check_upload(sent("letter.docx", bomb))


def test_a_zip_bomb_in_very_many_entries_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_ENTRIES", 5)

    with pytest.raises(UnpacksTooFar):
        check_upload(sent("letter.docx", word(**{f"word/{n}.xml": "x" for n in range(5)})))


def test_entries_that_share_one_body_count_each_for_itself(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_UNPACKED", 1_000)
    body = zipped(zipfile.ZIP_DEFLATED, **{"[Content_Types].xml": "x", "word/a.xml": "y" * 600})
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        end = archive.start_dir
        shared = next(entry for entry in archive.infolist() if entry.filename == "word/a.xml").header_offset
    directory = body[end : body.rindex(b"PK\x05\x06")]
    second = directory[directory.rindex(b"PK\x01\x02") :].replace(b"word/a.xml", b"word/b.xml")
    assert struct.unpack("<L", second[42:46])[0] == shared
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 3, 3, len(directory) + len(second), end, 0)

    with pytest.raises(UnpacksTooFar):
        check_upload(sent("letter.docx", body[:end] + directory + second + tail))


def test_a_zip_that_claims_a_smaller_size_than_it_unpacks_to_is_refused():
    honest = word(zipfile.ZIP_DEFLATED, **{"word/media.bin": b"\x00" * 50_000})
    lying = honest.replace(struct.pack("<L", 50_000), struct.pack("<L", 50))

    with pytest.raises(ContentDiffers):
        check_upload(sent("letter.docx", lying))


def test_a_zip_with_a_broken_body_is_refused():
    content = word(zipfile.ZIP_DEFLATED, **{"word/media.bin": b"words " * 500})
    body = zlib.compress(b"words " * 500)[2:-4]

    with pytest.raises(ContentDiffers):
        check_upload(sent("letter.docx", content.replace(body[:8], b"\xff" * 8)))


def test_a_path_in_the_name_is_dropped():
    found = check_upload(sent("../../etc/photo.png", PNG))

    assert found.name == "photo.png"
