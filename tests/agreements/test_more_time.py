"""Asked-for time, granted or refused once; and two who decide about one item at the same moment."""

import threading

import pytest
from django.db import connections
from django.urls import reverse

from agreements import queries
from agreements.models import Agreement, ExtensionAnswer
from agreements.services import deliverables, extensions
from agreements.services.links import ask_for_update, update_by_link
from agreements.services.refusals import Closed, DueOutside, ReasonMissing
from agreements.services.refusals_deliverables import (
    AlreadyAccepted,
    AlreadyAnswered,
    AlreadyReturned,
    NewDayMissing,
    NoMoreTimeAsked,
    NotLater,
)
from stakeholders.models import OutgoingMail
from tests.agreements.scene import DAY, HOUR, NOW, build

ASKED = NOW.date() + 30 * DAY


@pytest.fixture
def wish(scene):
    return deliverables.update_deliverable(
        scene.report, answer="more time", until=ASKED, note="The ship is late", by=scene.pia, at=NOW
    )


def test_granting_moves_the_day_to_the_one_asked_for(scene, wish):
    answer = extensions.grant_more_time(wish, by=scene.ana, at=NOW + HOUR)

    scene.report.refresh_from_db()
    assert scene.report.due_on == answer.until == ASKED
    assert (answer.granted, answer.by, answer.at) == (True, scene.ana, NOW + HOUR)


def test_the_office_may_grant_another_day_than_the_one_asked_for(scene, wish):
    extensions.grant_more_time(wish, until=ASKED - DAY, by=scene.ana, at=NOW)

    scene.report.refresh_from_db()
    assert scene.report.due_on == ASKED - DAY


def test_refusing_says_why_and_moves_nothing(scene, wish):
    before = scene.report.due_on

    extensions.refuse_more_time(wish, reason="The council meets before", by=scene.ana, at=NOW)

    scene.report.refresh_from_db()
    assert scene.report.due_on == before
    with pytest.raises(ReasonMissing):
        extensions.refuse_more_time(
            deliverables.update_deliverable(scene.report, answer="more time", by=scene.pia, at=NOW),
            reason=" ", by=scene.ana, at=NOW,
        )  # fmt: skip


def test_a_wish_is_answered_once_and_the_second_is_told_by_whom(scene, wish):
    extensions.refuse_more_time(wish, reason="No", by=scene.ana, at=NOW)

    with pytest.raises(AlreadyAnswered, match="Ana refused it on 22 November 2026 at 12:00"):
        extensions.grant_more_time(wish, by=scene.ben, at=NOW + HOUR)


def test_what_asks_for_nothing_is_not_granted(scene):
    update = deliverables.update_deliverable(scene.report, answer="on track", by=scene.pia, at=NOW)

    with pytest.raises(NoMoreTimeAsked):
        extensions.grant_more_time(update, until=ASKED, by=scene.ana, at=NOW)


def test_a_day_is_needed_and_has_to_be_later(scene):
    bare = deliverables.update_deliverable(scene.report, answer="more time", by=scene.pia, at=NOW)

    with pytest.raises(NewDayMissing):
        extensions.grant_more_time(bare, by=scene.ana, at=NOW)
    with pytest.raises(NotLater):
        extensions.grant_more_time(bare, until=scene.report.due_on, by=scene.ana, at=NOW)


def test_a_closed_item_gets_no_more_time(scene, wish):
    deliverables.cancel_deliverable(scene.report, by=scene.ana, at=NOW)

    with pytest.raises(Closed):
        extensions.grant_more_time(wish, by=scene.ana, at=NOW)


def test_the_page_shows_the_latest_wish_to_the_office_alone_and_the_answer_to_both(scene, client, wish):
    address = reverse("agreements:deliverable", args=[scene.report.pk])
    client.force_login(scene.pia)
    assert b"Grant it" not in client.get(address).content
    client.force_login(scene.ana)
    assert b"Grant it" in client.get(address).content

    answer = client.post(
        reverse("agreements:answer-time", args=[wish.pk]), {"answer": "grant", "until": ASKED.isoformat(), "reason": ""}
    )

    assert answer.url == address
    client.force_login(scene.pia)
    assert b"granted time until 22 December 2026" in client.get(address).content
    assert queries.wish_for_time(scene.ana, scene.report) is None


def test_a_refusal_without_a_reason_is_said_beside_its_field(scene, client, wish):
    client.force_login(scene.ana)

    page = client.post(reverse("agreements:answer-time", args=[wish.pk]), {"answer": "refuse", "reason": ""})

    assert page.status_code == 422
    assert b"Say why" in page.content
    assert not ExtensionAnswer.objects.exists()


def test_the_organisation_that_owes_it_grants_itself_nothing(scene, client, wish):
    client.force_login(scene.pia)

    assert client.post(reverse("agreements:answer-time", args=[wish.pk]), {"answer": "grant"}).status_code == 403


def test_whoever_returns_what_a_colleague_accepted_is_told_who_and_when(scene, client):
    deliverables.update_deliverable(scene.report, answer="done", by=scene.pia, at=NOW)
    deliverables.accept_deliverable(scene.report, by=scene.ana, at=NOW + HOUR)
    client.force_login(scene.ben)

    page = client.post(reverse("agreements:return", args=[scene.report.pk]), {"reason": "Page 3 is missing"})

    assert page.status_code == 409
    assert b"Ana accepted it on 22 November 2026 at 13:00" in page.content


def test_whoever_accepts_what_a_colleague_returned_is_told_until_it_is_handed_in_again(scene):
    deliverables.update_deliverable(scene.report, answer="done", by=scene.pia, at=NOW)
    deliverables.return_deliverable(scene.report, reason="Page 3", by=scene.ana, at=NOW + HOUR)

    with pytest.raises(AlreadyReturned, match="Ana returned it on 22 November 2026 at 13:00"):
        deliverables.accept_deliverable(scene.report, by=scene.ben, at=NOW + HOUR)
    deliverables.update_deliverable(scene.report, answer="done", by=scene.pia, at=NOW + 2 * HOUR)
    deliverables.accept_deliverable(scene.report, by=scene.ben, at=NOW + 3 * HOUR)

    scene.report.refresh_from_db()
    assert scene.report.accepted_by == scene.ben


@pytest.mark.django_db(transaction=True)
def test_of_one_who_accepts_and_one_who_returns_at_once_one_wins_and_the_other_is_told(monkeypatch):
    scene = build()
    deliverables.update_deliverable(scene.report, answer="done", by=scene.pia, at=NOW)
    meet, told = threading.Barrier(2), {}
    look = deliverables.locked

    def together(deliverable):
        meet.wait(5)
        return look(deliverable)

    monkeypatch.setattr(deliverables, "locked", together)

    def run(name, job):
        try:
            job()
        except (AlreadyAccepted, AlreadyReturned) as refusal:
            told[name] = str(refusal)
        finally:
            connections.close_all()

    jobs = {
        "ana": lambda: deliverables.accept_deliverable(scene.report, by=scene.ana, at=NOW),
        "ben": lambda: deliverables.return_deliverable(scene.report, reason="Page 3", by=scene.ben, at=NOW),
    }
    threads = [threading.Thread(target=run, args=job) for job in jobs.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    scene.report.refresh_from_db()
    assert len(told) == 1
    if scene.report.status == "accepted":
        assert told["ben"].startswith("Ana accepted it on 22 November 2026 at 12:00")
        assert scene.report.returned_by is None
    else:
        assert scene.report.status == "returned"
        assert told["ana"].startswith("Ben returned it on 22 November 2026 at 12:00")
        assert scene.report.accepted_by is None


def test_time_beyond_the_end_of_the_agreement_is_granted_only_where_it_is_meant(scene, wish):
    Agreement.objects.filter(pk=scene.agreement.pk).update(expires_on=ASKED - DAY)

    with pytest.raises(DueOutside):
        extensions.grant_more_time(wish, by=scene.ana, at=NOW)
    extensions.grant_more_time(wish, outside_term=True, by=scene.ana, at=NOW)

    scene.report.refresh_from_db()
    assert (scene.report.due_on, scene.report.outside_term) == (ASKED, True)


@pytest.fixture
def mailed_wish(scene):
    link = ask_for_update([scene.report], person=scene.marisol, message="", by=scene.ana, at=NOW)
    wish = update_by_link(link, scene.report, answer="more time", until=ASKED, at=NOW, by_name="Marisol T.")
    OutgoingMail.objects.all().delete()
    return wish


def test_who_asked_by_a_mailed_link_reads_the_answer_by_mail(scene, mailed_wish):
    extensions.grant_more_time(mailed_wish, by=scene.ana, at=NOW + HOUR)

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.reply_to) == ("marisol@port.example", "ana@example.org")
    assert mail.subject == "More time: Cold-chain pilot report"
    assert "You have time until 22 December 2026." in mail.text
    assert "The link in our earlier mail works until" in mail.text


def test_a_refusal_is_mailed_with_its_reason(scene, mailed_wish):
    extensions.refuse_more_time(mailed_wish, reason="The council meets before.", by=scene.ana, at=NOW + HOUR)

    text = OutgoingMail.objects.get().text
    assert "It stays due on 30 November 2026." in text
    assert "The council meets before." in text


def test_nobody_is_mailed_who_signs_in_or_asked_never_to_be(scene, wish, mailed_wish):
    scene.marisol.never_mail = True
    scene.marisol.save()

    extensions.refuse_more_time(wish, reason="No", by=scene.ana, at=NOW)
    extensions.refuse_more_time(mailed_wish, reason="No", by=scene.ana, at=NOW)

    assert not OutgoingMail.objects.exists()
