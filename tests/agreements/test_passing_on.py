"""A link goes on to a colleague, or is made to be sent by a messenger: each has a token of its own."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from agreements.models import UpdateLink
from agreements.services import refusals
from agreements.services.links import PASSED_A_DAY, ask_for_update, make_link, pass_on, renew_link, revoke_link
from stakeholders.models import OutgoingMail
from tests.agreements.scene import DAY, NOW
from tests.factories import DeliverableFactory, PersonFactory

ADDRESS = re.compile(r"/u/([\w-]+)/")


@pytest.fixture
def link(scene):
    return ask_for_update(
        [scene.report, scene.contacts], person=scene.marisol, message="", by=scene.ana, at=timezone.now()
    )


def passed(link, **more):
    given = {"name": "Inés Roa", "email": "ines@port.example", "by_name": "Marisol T.", "at": timezone.now(), **more}
    return pass_on(link, **given)


def path_of(email):
    return ADDRESS.search(OutgoingMail.objects.filter(to=email).latest("pk").text).group(0)


def test_the_colleague_gets_a_link_of_their_own_to_the_same_items_with_the_same_end(scene, link):
    own = passed(link, note="You have the list.")

    mail = OutgoingMail.objects.get(to="ines@port.example")
    assert (own.passed_by, own.ends_at, own.office) == (link, link.ends_at, scene.office)
    assert own.token_hash != link.token_hash
    assert set(own.deliverables.all()) == {scene.report, scene.contacts}
    assert mail.reply_to == "marisol@port.example"
    for word in ("Dear Inés Roa,", "Marisol T. passes on to you what City of Chicago asks for:", "You have the list.",
                 "Customs contact list", "Puerto Valle"):  # fmt: skip
        assert word in mail.text
    assert UpdateLink.objects.with_token(ADDRESS.search(mail.text).group(1)) == own


def test_a_part_of_the_items_may_be_passed_on_and_no_other_item(scene, link):
    other = DeliverableFactory(agreement=scene.agreement, owed_by=scene.port)

    assert list(passed(link, items=[scene.contacts]).deliverables.all()) == [scene.contacts]
    with pytest.raises(refusals.NotAskedHere):
        passed(link, items=[other], email="other@port.example")


def test_passing_it_to_the_same_address_again_sends_nothing(link):
    assert passed(link) == passed(link, email="INES@port.example")
    assert OutgoingMail.objects.filter(to__iexact="ines@port.example").count() == 1


def test_another_item_for_the_same_address_is_mailed_and_what_they_have_already_is_not(scene, link):
    report = passed(link, items=[scene.report])
    contacts = passed(link, items=[scene.contacts])
    both = passed(link)

    assert [list(one.deliverables.order_by("pk")) for one in (report, contacts, both)] == [
        [scene.report], [scene.contacts], [scene.report, scene.contacts],
    ]  # fmt: skip
    assert passed(link, items=[scene.contacts]) in (contacts, both)
    assert OutgoingMail.objects.filter(to="ines@port.example").count() == 3


def test_what_was_passed_on_goes_no_further(scene, link, client):
    own = passed(link)
    path = path_of("ines@port.example")

    with pytest.raises(refusals.PassedOnAlready):
        passed(own, email="next@port.example")
    looked = client.get(f"{path}pass/?lang=de")
    sent = client.post(f"{path}pass/", {"name": "Next", "email": "next@port.example"})

    assert "/pass/" not in client.get(path).content.decode()
    assert (looked.status_code, looked["Location"]) == (302, f"{path}?lang=de")
    assert sent.status_code == 409
    assert "This link was passed on to you and goes no further." in sent.content.decode()
    assert not OutgoingMail.objects.filter(to="next@port.example").exists()


def test_ending_a_link_ends_all_that_was_passed_on_from_it(scene, link):
    own, other = passed(link), passed(link, email="other@port.example")
    UpdateLink.objects.filter(pk=own.pk).update(ends_at=timezone.now(), created_at=timezone.now() - 2 * DAY)
    renewed = renew_link(own, at=timezone.now() + DAY)
    further = UpdateLink.objects.create(
        token_hash="f", email="further@port.example", ends_at=link.ends_at, office=scene.office, passed_by=renewed
    )  # of the time when that was possible
    alone = ask_for_update([scene.report], person=scene.marisol, message="", by=scene.ana, at=timezone.now())
    at = timezone.now()

    revoke_link(link, by=scene.ana, at=at)

    tree = UpdateLink.objects.filter(pk__in=[link.pk, own.pk, other.pk, renewed.pk, further.pk])
    assert set(tree.values_list("revoked_at", flat=True)) == {at}
    assert renew_link(own, at=at + 2 * DAY) is None
    assert UpdateLink.objects.get(pk=alone.pk).is_open(at)


def test_a_giver_with_a_long_or_broken_name_still_passes_it_on(scene, link):
    scene.report.title = "t" * 200
    scene.report.save()

    passed(link, by_name="Ana\nBcc: all@example.org " + "n" * 120)

    subject = OutgoingMail.objects.get(to="ines@port.example").subject
    assert (len(subject), "\n" in subject) == (300, False)


def test_what_is_refused_is_told_why(scene, link):
    PersonFactory(owner=scene.office, organisation=scene.port, email="never@port.example", never_mail=True)

    with pytest.raises(refusals.PassedToSelf):
        passed(link, email="Marisol@port.example")
    with pytest.raises(refusals.NeverMail):
        passed(link, email="never@port.example")
    for number in range(PASSED_A_DAY):
        passed(link, email=f"c{number}@port.example")
    with pytest.raises(refusals.PassedTooOften):
        passed(link, email="one.more@port.example")
    with pytest.raises(refusals.LinkEnded):
        passed(link, at=link.ends_at + DAY)


def test_on_the_page_one_passes_it_on_and_the_colleague_answers_without_an_account(scene, link, client):
    path = path_of("marisol@port.example")

    asked = client.get(f"{path}pass/").content.decode()
    done = client.post(f"{path}pass/", {"name": "Inés Roa", "email": "ines@port.example", "items": [scene.report.pk]})
    theirs = client.get(path_of("ines@port.example")).content.decode()

    assert f'href="{path}pass/"' in client.get(path).content.decode()
    assert "Your own link goes on working." in asked
    assert "Inés Roa gets a mail at ines@port.example" in done.content.decode()
    assert "Cold-chain pilot report" in theirs
    assert "Customs contact list" not in theirs
    assert "Marisol Treviño" in theirs


def test_what_is_wrong_on_the_form_is_said_beside_what_was_typed(scene, link, client):
    path = path_of("marisol@port.example")

    wrong = client.post(f"{path}pass/", {"name": "Inés Roa", "email": "marisol@port.example", "note": "Please"})

    assert wrong.status_code == 422
    assert "This is the mail address that this link was sent to." in wrong.content.decode()
    assert "Please" in wrong.content.decode()


def test_passing_it_on_too_often_is_answered_with_nothing_typed_lost(link, client):
    path = path_of("marisol@port.example")
    for number in range(PASSED_A_DAY):
        passed(link, email=f"c{number}@port.example")

    held = client.post(f"{path}pass/", {"name": "Inés Roa", "email": "ines@port.example", "note": "Please"})

    assert held.status_code == 429
    assert "often enough for a day" in held.content.decode()
    assert "Please" in held.content.decode()


def test_looking_at_the_form_sends_nothing_and_an_ended_link_passes_nothing_on(scene, link):
    visitor, path = Client(), path_of("marisol@port.example")
    visitor.get(f"{path}pass/")
    revoke_link(link, by=scene.ana, at=timezone.now())

    ended = visitor.post(f"{path}pass/", {"name": "Inés Roa", "email": "ines@port.example"})

    assert ended.status_code == 410
    assert OutgoingMail.objects.count() == 1


def test_the_office_sees_who_passed_it_on_and_ends_that_link_alone(scene, link, client):
    own = passed(link)
    client.force_login(scene.ana)

    page = client.get(f"/deliverables/{scene.report.pk}/").content.decode()
    client.post(f"/deliverables/links/{own.pk}/revoke/")

    assert "passed on by Marisol Treviño" in page
    assert not UpdateLink.objects.get(pk=own.pk).is_open()
    assert UpdateLink.objects.get(pk=link.pk).is_open()


def test_a_link_that_was_passed_on_is_renewed_to_its_own_address(scene, link):
    own = passed(link)
    UpdateLink.objects.update(ends_at=timezone.now() - DAY, created_at=timezone.now() - 2 * DAY)
    own.refresh_from_db()

    again = renew_link(own, at=timezone.now())

    assert (again.email, again.passed_by) == ("ines@port.example", link)
    assert OutgoingMail.objects.latest("pk").reply_to == "ana@example.org"


def test_a_link_whose_asker_is_gone_is_renewed_and_signed_by_the_office_alone(scene, link):
    own = passed(link)
    UpdateLink.objects.update(created_by=None, ends_at=timezone.now() - DAY, created_at=timezone.now() - 2 * DAY)

    for ended in (UpdateLink.objects.get(pk=link.pk), UpdateLink.objects.get(pk=own.pk)):
        assert renew_link(ended, at=timezone.now()).created_by is None

    for mail in OutgoingMail.objects.order_by("-pk")[:2]:
        assert mail.text.splitlines()[-2:] == ["", "City of Chicago"]
        assert mail.reply_to == ""


def test_the_page_of_a_link_whose_asker_is_gone_names_the_office(scene, client):
    ask_for_update([scene.report], person=scene.marisol, message="Please", by=scene.ana, at=timezone.now())
    UpdateLink.objects.update(created_by=None)

    text = client.get(path_of("marisol@port.example")).content.decode()

    assert "<figcaption>City of Chicago</figcaption>" in text
    assert "Asked by" not in text


def test_a_link_to_copy_is_shown_once_and_nothing_is_mailed(scene, client):
    link, address = make_link([scene.report], person=scene.marisol, message="", by=scene.ana, at=NOW)
    client.force_login(scene.ana)

    answer = client.post(f"/deliverables/{scene.report.pk}/ask/", {"person": scene.marisol.pk, "copy": "1"})
    shown = re.search(r'value="([^"]+/u/[\w-]+/)"', answer.content.decode()).group(1)

    assert UpdateLink.objects.with_token(ADDRESS.search(address).group(1)) == link
    assert UpdateLink.objects.with_token(ADDRESS.search(shown).group(1)).created_by == scene.ana
    assert not OutgoingMail.objects.exists()
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert shown not in client.get(f"/deliverables/{scene.report.pk}/").content.decode()


def test_a_link_to_copy_needs_a_contact_who_may_be_asked(scene):
    scene.marisol.never_mail = True
    scene.marisol.save()

    with pytest.raises(refusals.NeverMail):
        make_link([scene.report], person=scene.marisol, message="", by=scene.ana, at=dt.datetime.now(dt.UTC))
