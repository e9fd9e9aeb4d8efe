"""Evidence files from the form to the reader: what is refused, how the rest is handed out, where it lies, what goes."""

import datetime as dt
import os

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from agreements.models import UpdateFile
from agreements.services.deliverables import update_deliverable
from partnerships.services.files import sweep_files
from partnerships.tasks import sweep_files as sweep_task
from tests.agreements.scene import DAY, NOW, PDF

SCRIPT = b"<script>alert(document.domain)</script>"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def with_file(scene, name="report.pdf", content=PDF):
    update = update_deliverable(
        scene.report, answer="on track", by=scene.pia, at=NOW, files=[SimpleUploadedFile(name, content)]
    )
    return update.files.get()


def age(name, days):
    past = (timezone.now() - dt.timedelta(days=days)).timestamp()
    os.utime(default_storage.path(name), (past, past))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", SCRIPT),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("note.txt", b"<!doctype html>" + SCRIPT),
        ("photo.png", b"<html>"),
        ("report.pdf", SCRIPT + b"%PDF-1.7"),
        ("letter.docx", b"PK\x03\x04 no archive"),
        ("report.pdf", b""),
    ],
)
def test_what_is_refused_is_said_beside_the_field_and_nothing_is_kept(scene, client, name, content):
    client.force_login(scene.pia)

    page = client.post(
        reverse("agreements:update", args=[scene.report.pk]),
        {"state": "on track", "file": SimpleUploadedFile(name, content)},
    )

    assert page.status_code == 422
    assert "file" in page.context["form"].errors
    assert scene.report.updates.count() == UpdateFile.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("photo.jpg", b"\xff\xd8\xff\xfe\x00\x30" + SCRIPT + b"\xff\xd9", "image/jpeg"),
        ("note.txt", b"Words, then " + SCRIPT, "text/plain"),
        ("report.pdf", PDF + b"/OpenAction << /S /JavaScript >>", "application/pdf"),
    ],
)
def test_what_comes_in_with_a_script_inside_is_served_inert(scene, client, name, content, content_type):
    file = with_file(scene, name, content)
    client.force_login(scene.ana)

    answer = client.get(reverse("agreements:file", args=[file.pk]))

    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Type"] == content_type
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_file_that_is_gone_from_the_storage_is_not_found(scene, client):
    file = with_file(scene)
    default_storage.delete(file.file.name)
    client.force_login(scene.ana)

    assert client.get(reverse("agreements:file", args=[file.pk])).status_code == 404


def test_orphans_older_than_a_day_are_swept_and_nothing_else(scene):
    kept = with_file(scene).file.name
    old = default_storage.save("updatefile/ab/old", ContentFile(b"left by a form that broke off"))
    young = default_storage.save("updatefile/ab/young", ContentFile(b"its row may still come"))
    for name in (kept, old):
        age(name, days=3)

    gone = sweep_files(at=timezone.now())

    assert gone == [old]
    assert default_storage.exists(kept)
    assert default_storage.exists(young)


def test_the_file_of_a_deleted_update_goes_with_the_next_sweep_and_a_second_sweep_finds_nothing(scene):
    file = with_file(scene)
    age(file.file.name, days=2)
    file.update.delete()

    assert sweep_task() == 1
    assert sweep_task() == 0


def test_the_command_says_what_it_deleted(scene, capsys):
    default_storage.save("claimfile/cd/left", ContentFile(b"x"))
    age("claimfile/cd/left", days=2)

    call_command("sweep_files")

    assert capsys.readouterr().out == "claimfile/cd/left\n1 files deleted.\n"


def test_a_storage_without_any_file_is_swept_too(db):
    assert sweep_files(at=NOW + DAY) == []
