"""Two at once on PostgreSQL, and each write failing in turn."""

import contextlib
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.utils import DatabaseError

from agreements.models import Deliverable, DeliverableUpdate, UpdateFile
from agreements.services import deliverables
from agreements.services.deliverables import accept_deliverable
from agreements.services.links import ask_for_update, update_by_link
from stakeholders.models import OutgoingMail
from tests.agreements.scene import HOUR, NOW, PDF, build
from tests.at_once import at_once


@pytest.fixture
def slow_look(monkeypatch):
    """Each service waits after it has looked, so that without the lock both would have looked before either wrote."""
    look = deliverables.locked
    meet = threading.Barrier(2)

    def look_and_wait(deliverable):
        found = look(deliverable)
        with contextlib.suppress(threading.BrokenBarrierError):  # the lock keeps the other one out: nobody comes
            meet.wait(0.5)
        return found

    monkeypatch.setattr(deliverables, "locked", look_and_wait)


@pytest.mark.django_db(transaction=True)
def test_of_two_acceptances_at_once_one_counts(slow_look):
    scene = build()
    deliverables.update_deliverable(scene.report, answer="done", by=scene.pia, at=NOW)

    at_once(
        lambda: accept_deliverable(scene.report, by=scene.ana, at=NOW),
        lambda: accept_deliverable(scene.report, by=scene.ben, at=NOW + HOUR),
    )

    scene.report.refresh_from_db()
    assert (scene.report.accepted_by, scene.report.accepted_at) in [(scene.ana, NOW), (scene.ben, NOW + HOUR)]
    accepted = Deliverable.pgh_event_model.objects.filter(pgh_obj=scene.report, status="accepted")
    assert accepted.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_twice_at_once_by_link_makes_one_update(slow_look):
    scene = build()
    link = ask_for_update([scene.report], person=scene.marisol, message="", by=scene.ana, at=NOW)

    def send():
        update_by_link(link, scene.report, answer="done", at=NOW, by_name="Marisol", key="same")

    at_once(send, send)

    assert scene.report.updates.count() == 1
    assert OutgoingMail.objects.filter(key__startswith="update-copy").count() == 1


def state_of_all(scene):
    scene.report.refresh_from_db()
    return (
        scene.report.status, scene.report.quantity, scene.report.submitted_at, DeliverableUpdate.objects.count(),
        UpdateFile.objects.count(), OutgoingMail.objects.count(),
    )  # fmt: skip


def fail_on_write(number):
    """A database that refuses the write of this number; `seen` counts the writes."""
    seen = []

    def wrapper(execute, sql, params, many, context):
        if sql.lstrip().split(" ", 1)[0] in ("INSERT", "UPDATE", "DELETE"):
            seen.append(sql)
            if len(seen) == number:
                raise DatabaseError("the disk is full")
        return execute(sql, params, many, context)

    return wrapper, seen


def test_whichever_write_of_an_update_by_link_fails_the_database_is_as_before(scene):
    link = ask_for_update([scene.report], person=scene.marisol, message="", by=scene.ana, at=NOW)
    before = state_of_all(scene)

    number, failed = 0, True
    while failed:
        number += 1
        wrapper, seen = fail_on_write(number)
        with connection.execute_wrapper(wrapper):
            try:
                update_by_link(
                    link, scene.report, answer="done", quantity=200, at=NOW, by_name="Marisol",
                    files=[SimpleUploadedFile("report.pdf", PDF)],
                )  # fmt: skip
                failed = False
            except DatabaseError:
                assert state_of_all(scene) == before, seen[-1]

    assert number == 5  # the update, its file, the item and the copy were refused in turn
    assert state_of_all(scene) != before
