"""The pages of people who sign in: lists, one deliverable, one agreement, asking, and who may do what."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement, Deliverable, UpdateFile, UpdateLink
from agreements.services.deliverables import update_deliverable
from agreements.services.links import ask_for_update
from stakeholders.models import OutgoingMail
from tests.agreements.scene import NOW, PDF
from tests.factories import DeliverableFactory

INLINE = re.compile(r"style=|<style|onclick=|javascript:")


@pytest.fixture
def ana(scene, client):
    client.force_login(scene.ana)
    return client


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    text = answer.content.decode()
    assert not INLINE.search(text), path
    return text


def test_the_list_shows_what_is_owed_by_whom_and_when(scene, ana):
    text = page(ana, "/deliverables/")

    assert "Cold-chain pilot report" in text
    assert "Puerto Valle" in text


@pytest.mark.parametrize(
    "query", ["q=cold", "status=planned", "partnership=chicago-mexico-city", "sort=-title", "late=on",
              "due_from=2026-01-01&due_to=2026-12-31", "page=99", "status=nonsense", "due_from=nonsense", "late=maybe"],
)  # fmt: skip
def test_each_filter_of_the_list_answers_even_when_mistyped(scene, ana, query):
    text = page(ana, f"/deliverables/?{query}")

    assert "<h1" in text
    assert 'name="q"' in text


def test_the_late_ones_are_found_by_their_chip(scene, ana):
    DeliverableFactory(agreement=scene.agreement, owed_by=scene.port, title="Old promise", due_on="2020-01-01")

    text = page(ana, "/deliverables/?late=on")
    assert "Old promise" in text
    assert "Cold-chain pilot report" not in text


def test_the_list_asks_no_more_questions_for_more_rows(scene, ana):
    scene.contacts.delete()
    page(ana, "/deliverables/")
    with CaptureQueriesContext(connection) as one:
        page(ana, "/deliverables/")
    DeliverableFactory.create_batch(2, agreement=scene.agreement, owed_by=scene.port)
    with CaptureQueriesContext(connection) as three:
        page(ana, "/deliverables/")

    assert len(three) == len(one)


def test_pages_of_one_record_are_shown_to_those_who_read_it_and_to_nobody_else(scene, client):
    seen = {}
    for name in ("ana", "eve", "pia", "fara", "nobody"):
        client.force_login(getattr(scene, name))
        answer = client.get(f"/deliverables/{scene.report.pk}/")
        seen[name] = (answer.status_code, scene.report.title in answer.content.decode())

    reader, stranger = (200, True), (404, False)
    assert seen == {"ana": reader, "eve": reader, "pia": reader, "fara": stranger, "nobody": stranger}


def test_a_page_asks_to_sign_in_first(scene, client):
    for path in ("/deliverables/", f"/deliverables/{scene.report.pk}/", f"/agreements/{scene.agreement.pk}/"):
        assert client.get(path).status_code == 302


def test_the_port_updates_its_own_item_on_its_page(scene, client):
    client.force_login(scene.pia)
    sent = {"state": "on track", "quantity": "128", "note": "Two shippers more.", "key": "k"}

    for _time in range(2):
        answer = client.post(f"/deliverables/{scene.report.pk}/update/", sent)
        assert answer.status_code == 302

    update = scene.report.updates.get()
    assert (update.answer, update.quantity, update.by_user) == ("on track", 128, scene.pia)
    assert "Two shippers more." in page(client, f"/deliverables/{scene.report.pk}/")


def test_an_update_without_a_state_keeps_what_was_typed(scene, client):
    client.force_login(scene.pia)

    answer = client.post(f"/deliverables/{scene.report.pk}/update/", {"note": "Two shippers more."})

    assert answer.status_code == 422
    assert "Two shippers more." in answer.content.decode()


def test_only_a_coordinator_of_the_office_accepts(scene, client):
    update_deliverable(scene.report, answer="done", by=scene.pia, at=NOW)
    for who, status in [(scene.fara, 404), (scene.eve, 403), (scene.pia, 403), (scene.ana, 302)]:
        client.force_login(who)
        assert client.post(f"/deliverables/{scene.report.pk}/accept/").status_code == status

    scene.report.refresh_from_db()
    assert scene.report.accepted_by == scene.ana


def test_what_was_not_handed_in_is_refused_on_the_page(scene, ana):
    answer = ana.post(f"/deliverables/{scene.report.pk}/accept/")

    assert answer.status_code == 409
    assert "Nothing was submitted yet" in answer.content.decode()


def test_sending_back_asks_for_a_reason_and_moving_for_a_day(scene, ana):
    update_deliverable(scene.report, answer="done", by=scene.pia, at=NOW)

    assert ana.post(f"/deliverables/{scene.report.pk}/return/", {"reason": ""}).status_code == 422
    assert ana.post(f"/deliverables/{scene.report.pk}/return/", {"reason": "Too short"}).status_code == 302
    assert ana.post(f"/deliverables/{scene.report.pk}/move/", {"due_on": "31 11"}).status_code == 422
    assert ana.post(f"/deliverables/{scene.report.pk}/move/", {"due_on": "2027-01-31"}).status_code == 302
    assert ana.post(f"/deliverables/{scene.report.pk}/cancel/").status_code == 302


@pytest.mark.parametrize("action", ["accept", "return", "move", "cancel", "update"])
def test_a_change_is_never_made_by_looking(scene, ana, action):
    assert ana.get(f"/deliverables/{scene.report.pk}/{action}/").status_code == 405


def test_a_file_is_downloaded_by_its_readers_only_and_never_shown_in_the_browser(scene, client):
    update_deliverable(scene.report, answer="done", by=scene.pia, at=NOW, files=[SimpleUploadedFile("r.pdf", PDF)])
    path = f"/deliverables/files/{UpdateFile.objects.get().pk}/"

    client.force_login(scene.fara)
    assert client.get(path).status_code == 404
    client.force_login(scene.ana)
    answer = client.get(path)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="r.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_mail_is_seen_before_it_goes(scene, ana):
    path = f"/deliverables/{scene.report.pk}/ask/"
    sent = {"person": scene.marisol.pk, "message": "A few lines are enough.", "items": [scene.contacts.pk]}

    page(ana, path)
    seen = ana.post(path, {**sent, "see": "1"})
    assert seen.status_code == 200
    assert "Dear Marisol Treviño" in seen.content.decode()
    assert not OutgoingMail.objects.exists()

    mark = re.search(r'name="seen" value="(\w+)"', seen.content.decode()).group(1)
    changed = {**sent, "message": "Something that nobody has seen.", "seen": mark, "send": "1"}
    assert ana.post(path, changed).status_code == 200
    assert not OutgoingMail.objects.exists()

    assert ana.post(path, {**sent, "seen": mark, "send": "1"}).status_code == 302
    assert UpdateLink.objects.get().items.count() == 2
    assert OutgoingMail.objects.get().to == "marisol@port.example"


def test_asking_somebody_who_is_never_mailed_says_so(scene, ana):
    scene.marisol.never_mail = True
    scene.marisol.save()

    answer = ana.post(f"/deliverables/{scene.report.pk}/ask/", {"person": scene.marisol.pk, "see": "1"})

    assert answer.status_code == 409
    assert "is never mailed" in answer.content.decode()


def test_a_link_is_ended_by_the_office_and_by_nobody_else(scene, client):
    link = ask_for_update([scene.report], person=scene.marisol, message="", by=scene.ana, at=NOW)
    for who, status in [(scene.fara, 404), (scene.pia, 404), (scene.ana, 302)]:
        client.force_login(who)
        assert client.post(f"/deliverables/links/{link.pk}/revoke/").status_code == status

    link.refresh_from_db()
    assert link.revoked_at


def test_an_agreement_is_recorded_once_however_often_the_form_is_sent(scene, ana):
    path = "/partnerships/chicago-mexico-city/agreements/new/"
    page(ana, path)
    sent = {
        "title": "Trade memorandum",
        "kind": "trade",
        "status": "in force",
        "signed": "2013-04",
        "renewal": "none",
        "parties": [scene.office.pk, scene.port.pk],
        "key": "k",
    }

    for _time in range(2):
        assert ana.post(path, sent).status_code == 302

    made = Agreement.objects.get(title="Trade memorandum")
    assert (made.owner, made.parties.count()) == (scene.office, 2)
    assert "April 2013" in page(ana, f"/agreements/{made.pk}/")


def test_a_wrong_date_is_named_and_the_rest_is_kept(scene, ana):
    answer = ana.post(
        "/partnerships/chicago-mexico-city/agreements/new/",
        {"title": "Trade memorandum", "kind": "trade", "status": "draft", "renewal": "none", "signed": "soon"},
    )

    assert answer.status_code == 422
    assert "Write a year, a month or a day" in answer.content.decode()
    assert "Trade memorandum" in answer.content.decode()


def test_a_deliverable_is_added_to_an_agreement_once(scene, ana):
    path = f"/agreements/{scene.agreement.pk}/deliverables/new/"
    page(ana, path)
    sent = {"title": "Berth times", "owed_by": scene.port.pk, "due_on": "2027-01-31", "key": "k"}

    for _time in range(2):
        assert ana.post(path, sent).status_code == 302

    assert Deliverable.objects.get(title="Berth times").owner == scene.office


def test_who_will_read_it_is_shown_before_it_is_opened(scene, client):
    path = f"/readers/agreements.deliverable/{scene.report.pk}/"
    client.force_login(scene.pia)
    assert client.post(path, {"audience": "shared"}).status_code == 403
    client.force_login(scene.ana)
    assert "Ciudad de México" in page(client, path)

    assert client.post(path, {"audience": "public"}).status_code == 409
    assert client.post(path, {"audience": "nonsense"}).status_code == 422
    assert client.post(path, {"audience": "shared"}).status_code == 302
    client.force_login(scene.fara)
    page(client, f"/deliverables/{scene.report.pk}/")


def test_the_tie_lists_its_deliverables_and_agreements(scene, ana):
    assert "Cold-chain pilot report" in page(ana, "/partnerships/chicago-mexico-city/deliverables/")
    assert scene.agreement.title in page(ana, "/partnerships/chicago-mexico-city/agreements/")
