"""The page behind a mailed link, as a partner without an account meets it."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.models import Deliverable, DeliverableUpdate, UpdateLink, UpdateLinkItem
from agreements.services.links import UPDATES_AN_HOUR, ask_for_update
from stakeholders.models import Office, OutgoingMail
from tests.agreements.scene import PDF
from tests.factories import DeliverableFactory


@pytest.fixture
def path(scene):
    """The address in the mail; its end lies ahead, whatever the day of the test."""
    ask_for_update(
        [scene.report, scene.contacts], person=scene.marisol, message="A few lines are enough.", by=scene.ana,
        at=timezone.now(),
    )  # fmt: skip
    return re.search(r"/u/[\w-]+/", OutgoingMail.objects.get().text).group(0)


def form_of(item, **fields):
    return {f"i{item.pk}-{name}": value for name, value in fields.items()}


def test_the_page_shows_its_items_and_nothing_else(scene, client, path):
    text = client.get(path).content.decode()

    for word in ("Cold-chain pilot report", "Customs contact list", "A few lines are enough.", "Or answer"):
        assert word in text
    assert not re.search(r"style=|<style|onclick=|javascript:", text)
    assert "/partnerships/" not in text


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue"])  # at each hour one has another day than UTC
def test_late_is_what_is_late_where_the_office_keeps_its_clock(scene, client, path, zone):
    Office.objects.update(time_zone=zone)
    there = dt.datetime.now(ZoneInfo(zone)).date()
    Deliverable.objects.filter(pk=scene.report.pk).update(due_on=there)
    Deliverable.objects.filter(pk=scene.contacts.pk).update(due_on=there - dt.timedelta(days=1))

    cards = {card["item"].pk: card for card in client.get(path).context["cards"]}

    found = [(cards[item.pk]["state"], cards[item.pk]["wait_days"]) for item in (scene.report, scene.contacts)]
    assert found == [("planned", 0), ("late", -1)]


def test_an_item_more_costs_no_question_more(scene, client, path, django_assert_num_queries):
    with CaptureQueriesContext(connection) as two:
        client.get(path)
    more = DeliverableFactory.create_batch(3, agreement=scene.agreement, owed_by=scene.port)
    UpdateLinkItem.objects.bulk_create(
        [UpdateLinkItem(link=UpdateLink.objects.get(), deliverable=item, position=9) for item in more]
    )

    with django_assert_num_queries(len(two)):
        assert len(client.get(path).context["cards"]) == 5


def test_the_address_is_neither_kept_nor_indexed_nor_passed_on(scene, client, path):
    for answer in (client.get(path), client.post(path + f"{scene.report.pk}/", {})):
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Cache-Control"] == "no-store"


def test_looking_changes_nothing_and_does_not_use_the_link_up(scene, client, path):
    before = UpdateLink.objects.values().get()
    for _time in range(3):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert client.get(path + f"{scene.report.pk}/").status_code == 405

    assert UpdateLink.objects.values().get() == before
    assert not DeliverableUpdate.objects.exists()


def test_one_item_is_saved_and_the_end_page_names_what_is_still_open(scene, client, path):
    answer = client.post(
        path + f"{scene.report.pk}/",
        form_of(scene.report, state="done", quantity="200", note="All moved.", name="Marisol T.", key="k",
                file=SimpleUploadedFile("report.pdf", PDF)),
        follow=True,
    )

    text = answer.content.decode()
    assert answer.status_code == 200
    for word in ("Update sent", "All moved.", "report.pdf", "marisol@port.example", "Customs contact list"):
        assert word in text
    scene.report.refresh_from_db()
    assert (scene.report.status, scene.report.updates.get().by_name) == ("submitted", "Marisol T.")


def test_the_last_answer_stands_in_the_form(scene, client, path):
    client.post(path + f"{scene.report.pk}/", form_of(scene.report, state="at risk", quantity="128"))

    text = client.get(path).content.decode()
    assert 'value="at risk" checked' in text
    assert 'value="128.00"' in text or 'value="128"' in text


@pytest.mark.parametrize("answer", ["more time", "wrong person"])
def test_the_other_answers_need_no_state(scene, client, path, answer):
    sent = client.post(path + f"{scene.report.pk}/", {"answer": answer, **form_of(scene.report, until="2027-01-31")})

    assert sent.status_code == 302
    assert scene.report.updates.get().answer == answer


def test_we_cannot_share_this_asks_why_and_keeps_what_was_typed(scene, client, path):
    sent = client.post(path + f"{scene.report.pk}/", {"answer": "cannot share", **form_of(scene.report, name="Mari")})

    assert sent.status_code == 422
    assert "Say in a few words why." in sent.content.decode()
    assert "Mari" in sent.content.decode()


def test_an_answer_that_is_not_on_the_page_is_refused(scene, client, path):
    assert client.post(path + f"{scene.report.pk}/", {"answer": "nonsense"}).status_code == 422


def test_a_file_of_a_forbidden_type_is_refused_with_the_reason_and_the_text_is_kept(scene, client, path):
    sent = client.post(
        path + f"{scene.report.pk}/",
        form_of(scene.report, state="done", note="All moved.", file=SimpleUploadedFile("run.exe", b"MZ")),
    )

    text = sent.content.decode()
    assert sent.status_code == 422
    assert "Files of this type are not taken" in text
    assert "All moved." in text
    assert not DeliverableUpdate.objects.exists()


def test_an_item_of_somebody_else_is_not_there(scene, client, path):
    foreign = DeliverableFactory(agreement=scene.agreement, owed_by=scene.port)

    assert client.post(path + f"{foreign.pk}/", form_of(foreign, state="done")).status_code == 404


def test_where_nothing_is_open_nobody_is_told_how_to_answer(scene, client, path):
    Deliverable.objects.filter(pk=scene.report.pk).update(status="cancelled")
    one_open = client.get(path).content.decode()
    Deliverable.objects.filter(pk=scene.contacts.pk).update(status="cancelled")
    none_open = client.get(path).content.decode()

    assert "How is this going?" in one_open
    assert "about two minutes" in one_open
    assert "Nothing is open here" in none_open
    assert "about two minutes" not in none_open
    assert none_open.count("This is no longer asked for; nothing more is needed here.") == 2


def test_a_guessed_address_is_not_there(scene, client):
    assert client.get("/u/" + "a" * 43 + "/").status_code == 404


def test_an_ended_link_offers_a_new_one_to_the_known_address(scene, client, path):
    UpdateLink.objects.update(ends_at=timezone.now(), created_at=timezone.now() - dt.timedelta(days=30))

    ended = client.get(path)
    assert ended.status_code == 410
    assert "Send me a new link" in ended.content.decode()
    assert client.post(path + f"{scene.report.pk}/", form_of(scene.report, state="done")).status_code == 410
    assert client.post(path + "new-link/").status_code == 200
    assert OutgoingMail.objects.count() == 2
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {"marisol@port.example"}


def test_a_revoked_link_is_ended_too(scene, client, path):
    UpdateLink.objects.update(revoked_at=timezone.now())

    assert client.get(path).status_code == 410


def test_too_many_updates_are_held_back_and_nothing_typed_is_lost(scene, client, path):
    link = UpdateLink.objects.get()
    for _time in range(UPDATES_AN_HOUR):
        DeliverableUpdate.objects.create(
            deliverable=scene.report, answer="on track", by_link=link, by_name="M", at=timezone.now()
        )

    sent = client.post(path + f"{scene.report.pk}/", form_of(scene.report, state="done", note="All moved."))

    assert sent.status_code == 429
    assert "All moved." in sent.content.decode()


def test_the_form_works_without_a_session_as_browsers_send_it_from_a_page_without_referrer(scene, path):
    strict = Client(enforce_csrf_checks=True, headers={"origin": "null"})

    assert strict.get(path).status_code == 200
    assert strict.post(path + f"{scene.report.pk}/", form_of(scene.report, state="done")).status_code == 302
    assert "sessionid" not in strict.cookies


def test_files_are_never_given_out_by_a_link(scene, client, path):
    client.post(
        path + f"{scene.report.pk}/",
        form_of(scene.report, state="done", file=SimpleUploadedFile("report.pdf", PDF)),
    )

    file = DeliverableUpdate.objects.get().files.get()
    assert client.get(f"/deliverables/files/{file.pk}/").status_code == 302
    assert f"/files/{file.pk}/" not in client.get(path).content.decode()


def language_of(page):
    return re.search(r'<html lang="([\w-]+)"', page.content.decode()).group(1)


def test_the_language_is_the_one_asked_for_else_the_contact_s_else_the_browser_s_else_ours(scene, client, path):
    by_address = language_of(client.get(path + "?lang=de", headers={"Accept-Language": "fr"}))
    by_browser = language_of(client.get(path, headers={"Accept-Language": "tlh, es-MX;q=0.9, de;q=0.8"}))
    chinese = language_of(client.get(path, headers={"Accept-Language": "zh-CN"}))
    unknown = language_of(client.get(path + "?lang=xx", headers={"Accept-Language": "tlh"}))
    UpdateLink.objects.update(language="ja")
    own = language_of(client.get(path, headers={"Accept-Language": "fr"}))

    assert (by_address, by_browser, chinese, unknown, own) == ("de", "es", "zh-hans", "en", "ja")


def test_the_language_asked_for_stays_from_page_to_page(scene, client, path):
    page = client.get(path + "?lang=ar").content.decode()
    save = re.search(r'action="([^"]+)"', page).group(1)
    sent = client.post(save, form_of(scene.report, state="done"))

    assert 'dir="rtl"' in page
    assert sent["Location"].endswith("?lang=ar")
    assert language_of(client.get(sent["Location"])) == "ar"
    assert language_of(client.post(save, form_of(scene.report, quantity="-1", state="done"))) == "ar"
