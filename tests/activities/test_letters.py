"""What a mail says: words, files, addresses, the day; and that no mail, however broken, stops the reader."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from activities.letters import Letter, letter_of
from tests.activities.mails import HEIC, JPEG, mail, two_photos

TO = "log+abc@gemel.example"
ANA = "ana@example.org"
JOINED = "multipart/related"


def test_the_mail_of_a_telephone_is_read_as_it_was_written():
    letter = letter_of(two_photos(TO))

    assert (letter.sender, letter.named) == (ANA, (TO,))
    assert letter.recipients == (TO, "log@gemel.example")
    assert letter.subject == "Re: Hamburg port – second berth agreed"
    assert letter.text == (
        "Walked the quay with the harbour master. They will lease us the second berth from March – draft by "
        "mid-December."
    )
    assert [(file.name, file.content_type, file.content[:3]) for file in letter.files] == [
        ("IMG_2041.jpg", "image/jpeg", b"\xff\xd8\xff"), ("IMG_2042.jpg", "image/jpeg", b"\xff\xd8\xff"),
    ]  # fmt: skip
    assert letter.date == dt.datetime(2026, 11, 20, 21, 13, 58, tzinfo=dt.UTC)
    assert not letter.is_automatic


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("We agreed.\n\n-- \nAna López\nCity of Chicago", "We agreed."),
        ("We agreed.\n\nOn Mon, 2 Nov 2026, Ben wrote:\n> shall we?\n> yes", "We agreed."),
        ("Einverstanden.\n\nAm 2. Nov. 2026 schrieb Ben <ben@example.org>:\n> wollen wir?", "Einverstanden."),
        ("We agreed.\n\n-----Original Message-----\nFrom: Ben\nshall we?", "We agreed."),
        ("We agreed.\n\n> shall we?\n> yes\n", "We agreed."),
        ("> shall we?\nYes, we agreed.", "> shall we?\nYes, we agreed."),
        ("We agreed.\n\n\n\n\nIn March.\nSent from my iPhone", "We agreed.\n\nIn March."),
        ("Ben wrote:\nwe agreed.", "Ben wrote:\nwe agreed."),
    ],
)
def test_quotes_and_signatures_go_and_what_was_written_stays(text, kept):
    assert letter_of(mail(TO, text=text)).text == kept


def test_of_a_mail_passed_on_what_follows_is_kept():
    text = "See below.\n\nOn Mon, Ben wrote:\n> The berth is ours."

    assert "The berth is ours." in letter_of(mail(TO, subject="Fwd: berth", text=text)).text


def test_html_alone_becomes_text_without_styles_and_scripts():
    html = (
        "<html><head><style>p {color: red}</style></head><body><p>They said <b>yes</b> &amp; signed.</p>"
        "<script>alert(1)</script><ul><li>berth</li><li>March</li></ul></body></html>"
    )
    raw = mail(TO, text="", html=html)

    text = letter_of(raw).text

    assert text.startswith("They said yes & signed.")
    assert "berth\n" in text
    assert "color" not in text
    assert "alert" not in text


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("a <!-- no <b>word</b> --> b", "a b"),
        ("1 < 2 &amp; 3 > 2", "1 < 2 & 3 > 2"),
        ("yes<script>if (a < b) alert(1)", "yes"),
        ("yes <![<![<![", "yes"),
        ("yes <a href='", "yes"),
        ("<STYLE>p {}</STYLE>yes<br>no", "yes\nno"),
        ("yes<blockquote>was it?</blockquote>", "yes"),
    ],
)
def test_html_however_broken_gives_its_words(html, kept):
    raw = f"From: {ANA}\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n{html}".encode()

    assert letter_of(raw).text.replace("  ", " ") == kept


def test_the_plain_text_is_taken_where_there_are_both():
    assert letter_of(mail(TO, text="Plain", html="<p>Dressed</p>")).text == "Plain"


def test_files_are_named_as_they_came_or_by_their_type():
    raw = (
        b"From: ana@example.org\r\nTo: log@gemel.example\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: image/heic\r\nContent-Disposition: attachment\r\n\r\nx\r\n"
        b"--b\r\nContent-Type: image/jpeg; name=\"=?utf-8?B?SGFmZW4gw7xi?=\"\r\n\r\nx\r\n"
        b"--b\r\nContent-Type: application/pdf\r\n"
        b"Content-Disposition: attachment; filename*=utf-8''Entwurf%20%C3%BC.pdf\r\n\r\nx\r\n"
        b"--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nshall we\r\n--b--\r\n"
    )

    letter = letter_of(raw)

    assert [file.name for file in letter.files] == ["image-1.heic", "Hafen üb.jpg", "Entwurf ü.pdf", "message-4.eml"]
    assert letter.text == ""


def test_a_logo_inside_the_text_is_no_photo_and_a_large_picture_there_is_one():
    def related(content):
        return (
            f'From: {ANA}\r\nTo: {TO}\r\nMIME-Version: 1.0\r\nContent-Type: {JOINED}; boundary="b"\r\n\r\n'
            '--b\r\nContent-Type: text/html\r\n\r\n<p>Hi <img src="cid:1"></p>\r\n'
            "--b\r\nContent-Type: image/png\r\nContent-ID: <1>\r\nContent-Disposition: inline; filename=l.png\r\n\r\n"
            f"{content}\r\n--b--\r\n"
        ).encode()

    small, large = letter_of(related("x" * 100)), letter_of(related("x" * 20_000))

    assert [file.is_small for file in small.files + large.files] == [True, False]


@pytest.mark.parametrize(
    "header",
    [
        {"Auto-Submitted": "auto-replied"}, {"Auto-Submitted": "auto-generated; x"}, {"Precedence": "bulk"},
        {"List-Id": "<news.example.org>"}, {"Return-Path": "<>"},
    ],
)  # fmt: skip
def test_what_a_machine_wrote_is_told(header):
    assert letter_of(mail(TO, **header)).is_automatic


def test_a_person_who_says_so_is_no_machine():
    assert not letter_of(mail(TO, Auto_Submitted="no")).is_automatic


@pytest.mark.parametrize(
    "sender", ["Ana <ana@example.org>, Eve <eve@example.org>", "undisclosed", "", "=?utf-8?q?ana=40example.org?="]
)
def test_a_mail_of_two_or_of_nobody_names_no_sender(sender):
    raw = mail(TO, sender="X <x@x.example>").replace(b"X <x@x.example>", sender.encode())

    assert letter_of(raw).sender == ""


def test_two_from_headers_name_no_sender():
    assert letter_of(b"From: eve@example.org\r\n" + mail(TO)).sender == ""


@pytest.mark.parametrize(
    "date", ["", "yesterday", "Fri, 99 Nov 2026 99:99:99 +9999", "Fri, 20 Nov 99999 10:00:00 +0000"]
)
def test_a_date_that_is_none_is_none(date):
    raw = mail(TO).replace(b"Fri, 20 Nov 2026 15:13:58 -0600", date.encode())

    assert letter_of(raw).date is None


def test_strange_character_sets_and_bytes_are_read_as_well_as_they_can_be():
    raw = (
        b"From: ana@example.org\r\nTo: log@gemel.example\r\nSubject: =?no-such?Q?caf=E9?= \xfc\x00\r\n"
        b"Content-Type: text/plain; charset=no-such\r\n\r\nna\xc3\xafve \xff\x00 end"
    )

    letter = letter_of(raw)

    assert "caf" in letter.subject
    assert letter.text.startswith("naïve")
    assert "\x00" not in letter.subject + letter.text


def test_a_mail_packed_by_outlook_is_told():
    letter = letter_of(mail(TO, ("winmail.dat", "application/ms-tnef", b"\x78\x9f\x3e\x22")))

    assert letter.files[0].packed


def test_parts_within_parts_without_end_stop_nobody():
    deep = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(3000)
    )

    read = letter_of(b"From: ana@example.org\r\nSubject: deep\r\n" + deep + b"Content-Type: text/plain\r\n\r\nhello")

    assert read is None or read.subject == "deep"


@given(st.binary(max_size=200), st.integers(0, 8200), st.integers(0, 400))
@example(b"\x00", 1200, 0)
def test_no_mail_however_broken_stops_the_reader(noise, at, cut):
    raw = two_photos(TO)

    for broken in (raw[:at] + noise + raw[at + cut :], raw[:at], noise):
        letter = letter_of(broken)

        assert letter is None or isinstance(letter, Letter)
        if letter:
            assert "\x00" not in letter.subject + letter.text + "".join(file.name for file in letter.files)
            (letter.subject + letter.text).encode()


def test_photos_of_a_telephone_keep_their_type():
    letter = letter_of(mail(TO, ("IMG_1.HEIC", "image/heic", HEIC), ("IMG_2.jpeg", "image/jpeg", JPEG)))

    assert [(file.name, file.content) for file in letter.files] == [("IMG_1.HEIC", HEIC), ("IMG_2.jpeg", JPEG)]
