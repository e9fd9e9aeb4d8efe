"""Partners read page, mails and errors in their own language, whatever the office has switched on."""

import html
import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from django.utils.translation import gettext

from agreements.services.links import ask_for_update, pass_on
from stakeholders.models import OutgoingMail

OTHERS = [code for code in settings.EVERY_LANGUAGE if code != "en"]
ON_THE_PAGE = [
    "How far is it, in a few lines?", "Report or proof", "Send this update", "Or answer", "Ask for more time",
    "We cannot share this", "Wrong person", "What was agreed", "Pass it to a colleague", "Done", "At risk",
]  # fmt: skip


def said(code, text):
    """The text in this language; another one than in English."""
    with translation.override(code):
        found = gettext(text)
    assert found != text
    return found


@pytest.fixture(params=OTHERS)
def code(request, scene):
    scene.marisol.language = request.param
    scene.marisol.save()
    return request.param


@pytest.fixture
def link(scene, code):
    return ask_for_update([scene.report], person=scene.marisol, message="", by=scene.ana, at=timezone.now())


@pytest.fixture
def path(link):
    return re.search(r"/u/[\w-]+/", OutgoingMail.objects.get().text).group(0)


def text_of(answer):
    return html.unescape(answer.content.decode())


def test_the_page_and_what_was_sent(scene, client, code, path):
    page = text_of(client.get(path))
    sent = text_of(client.post(f"{path}{scene.report.pk}/", {f"i{scene.report.pk}-state": "done"}, follow=True))

    assert [text for text in ON_THE_PAGE if said(code, text) not in page] == []
    assert [text for text in ("Send this update", "Or answer", "optional") if f">{text}<" in page] == []
    for text in ("Update sent", "Answer", "You can change it until it is accepted."):
        assert said(code, text) in sent


def test_the_mails(link, code):
    asked = OutgoingMail.objects.get().text
    with translation.override(code):
        pass_on(link, name="Inés Roa", email="ines@port.example", by_name="Marisol", at=timezone.now())
    passed = OutgoingMail.objects.latest("pk").text

    for mail in (asked, passed):
        assert said(code, "One page, about two minutes, no account:") in mail
    assert said(code, "We ask for a short update on:") in asked


def test_what_is_wrong(scene, client, code, path):
    bad = SimpleUploadedFile("page.html", b"<script>")
    name = f"i{scene.report.pk}"

    answer = client.post(f"{path}{scene.report.pk}/", {f"{name}-state": "done", f"{name}-file": bad})
    nothing = client.post(f"{path}{scene.report.pk}/", {})

    files = "Files of this type are not taken. Send PDF, PNG, JPEG, WebP, HEIC, DOCX, XLSX, PPTX, ODT, ODS, CSV or TXT."
    assert said(code, files) in text_of(answer)
    assert said(code, "Choose how it is going.") in text_of(nothing)


def test_an_ended_link(link, client, code, path):
    link.revoked_at = timezone.now()
    link.save()

    page = text_of(client.get(path))

    assert said(code, "This link has ended") in page
    assert said(code, "Send me a new link") in page
