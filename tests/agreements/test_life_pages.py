"""Pages of an agreement's life and papers: what is shown, sent, refused, and who reads what."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agreements.models import (
    Agreement,
    AgreementFile,
    AgreementText,
    Approval,
    ApprovalRule,
    DueDiligence,
    InternalNote,
)
from agreements.services import refusals_life as told
from agreements.services.notes import write_due_diligence, write_note
from agreements.services.papers import file_approval, file_signed_copy, file_text
from agreements.services.signing import add_party, add_signature
from partnerships.services.audience import share_record
from stakeholders.access import Role
from stakeholders.dates import PartialDate
from tests.agreements.scene import NOW, PDF, member

DAY = dt.date(2013, 4, 19)


def url(name, pk):
    return reverse(f"agreements:{name}", args=[pk])


def get(client, person, name, pk):
    client.force_login(person)
    return client.get(url(name, pk))


def post(client, person, name, pk, **data):
    client.force_login(person)
    return client.post(url(name, pk), data)


def pdf():
    return SimpleUploadedFile("text.pdf", PDF)


def text(scene, **more):
    given = {"language": "es", "by": scene.ana, "at": NOW}
    return file_text(scene.agreement, **{**given, **more})


def test_the_page_tells_the_next_date_that_matters(scene, client):
    end = timezone.localdate() + dt.timedelta(days=200)
    Agreement.objects.update(expires_on=end, renewal="automatic", notice_days=30, binding=True, languages=["es"])

    page = get(client, scene.ana, "agreement", scene.agreement.pk).content.decode()

    assert "last day for notice; it renews itself on" in page
    assert "Spanish" in page
    assert "Move it on" in page


def test_whoever_only_reads_it_is_offered_no_move(scene, client):
    page = get(client, scene.eve, "agreement", scene.agreement.pk).content.decode()

    assert "Move it on" not in page
    assert get(client, scene.eve, "move-agreement", scene.agreement.pk).status_code == 403


def test_the_page_of_moves_says_what_each_does_and_what_stands_against_it(scene, client):
    page = get(client, scene.ana, "move-agreement", scene.agreement.pk).content.decode()

    assert "2 open deliverables are cancelled." in page
    assert "Its last day has not passed." in page
    assert "No signed agreement renews or replaces it yet." in page


def test_a_move_is_made_by_a_plain_form(scene, client):
    today = timezone.localdate().isoformat()
    sent = {"to": "suspended", "suspended-on": today, "suspended-reason": "Elections", "suspended-seen": "in force"}

    answer = post(client, scene.ana, "move-agreement", scene.agreement.pk, **sent)

    assert answer.status_code == 302
    scene.agreement.refresh_from_db()
    assert scene.agreement.status == "suspended"
    late = post(client, scene.ben, "move-agreement", scene.agreement.pk, **sent)
    assert late.status_code == 409
    assert "Ana moved it to “Suspended”" in late.content.decode()


def test_a_refused_move_keeps_what_was_typed(scene, client):
    answer = post(
        client, scene.ana, "move-agreement", scene.agreement.pk,
        **{"to": "ended", "ended-on": "2999-01-01", "ended-reason": "New plans", "ended-seen": "in force"},
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This day has not come yet." in page
    assert "New plans" in page
    assert post(client, scene.ana, "move-agreement", scene.agreement.pk, to="nowhere").status_code == 422


def test_the_facts_are_changed_by_a_form(scene, client):
    answer = post(
        client, scene.ana, "change-agreement", scene.agreement.pk, title="Pact", kind="trade", renewal="by notice",
        binding="no", languages=["en", "es"], sectors=["H"], notice_days="30",
    )  # fmt: skip

    assert answer.status_code == 302
    found = Agreement.objects.get()
    assert (found.title, found.binding, found.languages, found.sectors, found.notice_days) == (
        "Pact", False, ["en", "es"], ["H"], 30,
    )  # fmt: skip
    faulty = post(
        client, scene.ana, "change-agreement", scene.agreement.pk, title="Pact", kind="trade", renewal="none",
        expires_on=timezone.localdate().isoformat(),
    )  # fmt: skip
    assert faulty.status_code == 422
    assert "would lie outside this term" in faulty.content.decode()


def test_a_party_signs_and_the_paper_is_filed_by_forms(scene, client):
    pk = scene.agreement.pk
    post(client, scene.ana, "add-party", pk, organisation=scene.far.pk)
    party = scene.agreement.parties.get()
    mayor = scene.far.posts.create(title="Jefa de Gobierno")

    signed = post(
        client, scene.ana, "sign", pk, party=party.pk, post=mayor.pk, person_name="M. Ayor", signed="2013-04",
        place="Chicago",
    )  # fmt: skip
    filed = post(client, scene.ana, "file-copy", pk, file=pdf())

    assert (signed.status_code, filed.status_code) == (302, 302)
    page = get(client, scene.ana, "agreement", pk).content.decode()
    assert "Jefa de Gobierno, M. Ayor" in page
    copy = AgreementFile.objects.get()
    assert b"".join(get(client, scene.fara, "agreement-file", copy.pk).streaming_content) == PDF
    assert post(client, scene.ana, "sign", pk, party=party.pk).status_code == 422


def test_a_signature_is_taken_off_by_a_button_while_the_agreement_is_approved(scene, client):
    party = add_party(scene.agreement, scene.far, by=scene.ana, at=NOW)
    signature = add_signature(party, person_name="M. Ayor", by=scene.ana, at=NOW)

    assert post(client, scene.eve, "remove-signature", signature.pk).status_code == 403
    post(client, scene.ana, "remove-signature", signature.pk)
    assert party.signatures.exists()
    Agreement.objects.update(status="approved")
    post(client, scene.ana, "remove-signature", signature.pk)
    assert not party.signatures.exists()


def test_a_text_stays_in_the_office_until_it_is_sent_across(scene, client):
    found = text(scene, made_by="Marwick", file=pdf())
    file = found.files.get()

    def read_by(person):
        page = get(client, person, "agreement", scene.agreement.pk).content.decode()
        return "Marwick" in page, get(client, person, "agreement-file", file.pk).status_code

    assert (read_by(scene.eve), read_by(scene.fara)) == ((True, 200), (False, 404))
    changed = post(
        client, scene.ana, "text", found.pk, language="es", origin="original", made_by="Marwick",
        sent_across_on="2013-04-19",
    )  # fmt: skip
    assert changed.status_code == 302
    assert read_by(scene.fara) == (True, 200)


def test_one_text_prevails_and_it_is_authentic(scene, client):
    sent = {"language": "en", "origin": "original", "authentic": "on", "prevails": "on"}
    assert post(client, scene.ana, "new-text", scene.agreement.pk, **sent).status_code == 302

    again = post(client, scene.ana, "new-text", scene.agreement.pk, **{**sent, "language": "es"})
    assert again.status_code == 422
    assert "Another text prevails already" in again.content.decode()
    with pytest.raises(told.PrevailsNotAuthentic):
        text(scene, prevails=True)
    with pytest.raises(told.AgreedBeforeSent):
        text(scene, sent_across_on=DAY, agreed_on=DAY - dt.timedelta(days=1))
    with pytest.raises(told.LanguageUnknown):
        text(scene, language="xx")
    assert AgreementText.objects.count() == 1


def test_an_approval_is_read_across_once_it_is_granted(scene, client):
    sent = {"kind": "council resolution", "body": "Quokka council", "asked_on": "2013-01-01"}
    assert post(client, scene.ana, "new-approval", scene.agreement.pk, **sent).status_code == 302
    approval = Approval.objects.get()

    def reads(person):
        return "Quokka council" in get(client, person, "agreement", scene.agreement.pk).content.decode()

    assert (reads(scene.eve), reads(scene.fara)) == (True, False)
    post(client, scene.ana, "approval", approval.pk, **sent, decided_on="2013-02-01", result="approved")
    assert reads(scene.fara)


def test_half_a_decision_and_one_before_it_was_asked_for_are_refused(scene):
    given = {"kind": "finance", "by": scene.ana, "at": NOW}
    for fault, facts in [
        (told.BodyMissing, {"body": " "}), (told.DecisionHalf, {"body": "B", "result": "approved"}),
        (told.DecisionHalf, {"body": "B", "decided_on": DAY}), (told.NotOfThisTie, {"body": "B", "side": other(scene)}),
        (told.DecidedBeforeAsked,
         {"body": "B", "asked_on": DAY, "decided_on": DAY - dt.timedelta(days=1), "result": "refused"}),
    ]:  # fmt: skip
        with pytest.raises(fault):
            file_approval(scene.agreement, **facts, **given)


def other(scene):
    return scene.here.country


def test_the_office_says_which_approvals_it_asks_for(scene, client):
    client.force_login(scene.ana)

    client.post(reverse("agreements:approval-rule"), {"needed": ["council resolution", "finance"]})

    assert ApprovalRule.objects.get().needed == ["council resolution", "finance"]
    assert "checked" in client.get(reverse("agreements:approval-rule")).content.decode()
    client.force_login(scene.eve)
    assert client.get(reverse("agreements:approval-rule")).status_code == 403


def test_each_side_keeps_its_own_note_and_none_reads_the_other_s(scene, client):
    write_note(scene.agreement, scene.office, text="Quokka is slow", by=scene.ana, at=NOW)
    write_note(scene.agreement, scene.far, text="Wombat is slow", by=scene.fara, at=NOW)

    ours = get(client, scene.eve, "agreement", scene.agreement.pk).content.decode()
    theirs = get(client, scene.fara, "agreement", scene.agreement.pk).content.decode()
    of_a_party = get(client, scene.pia, "agreement", scene.agreement.pk)

    assert ("Quokka" in ours, "Wombat" in ours) == (True, False)
    assert ("Quokka" in theirs, "Wombat" in theirs) == (False, True)
    assert of_a_party.status_code == 404 or "slow" not in of_a_party.content.decode()


def test_notes_are_written_by_a_form_and_an_empty_one_takes_it_off(scene, client):
    pk = scene.agreement.pk
    post(client, scene.ana, "notes", pk, **{"what": "note", "note-text": "Ask the port first"})
    post(client, scene.ana, "notes", pk, **{"what": "care", "care-text": "No debts", "care-named": [scene.eve.pk]})

    assert InternalNote.objects.get().text == "Ask the port first"
    assert set(DueDiligence.objects.get().named.all()) == {scene.eve, scene.ana}
    post(client, scene.ana, "notes", pk, **{"what": "note", "note-text": ""})
    assert not InternalNote.objects.exists()


def test_due_diligence_is_read_by_named_people_and_overwritten_by_nobody_else(scene, client):
    cleo = member(scene.office, Role.COORDINATOR, "cleo")
    write_due_diligence(scene.agreement, scene.office, text="Quokka debts", named=[scene.eve], by=scene.ana, at=NOW)

    def reads(person):
        return "Quokka" in get(client, person, "agreement", scene.agreement.pk).content.decode()

    assert [reads(person) for person in (scene.ana, scene.eve, scene.ben, scene.fara)] == [True, True, False, False]
    with pytest.raises(told.NotForYou):
        write_due_diligence(scene.agreement, scene.office, text="Mine", by=cleo, at=NOW)
    with pytest.raises(told.StrangerNamed):
        write_due_diligence(scene.agreement, scene.office, text="Mine", named=[scene.fara], by=scene.ana, at=NOW)
    with pytest.raises(told.NoSeatHere):
        write_note(scene.agreement, scene.stranger, text="Mine", by=scene.ana, at=NOW)


def test_the_register_entry_is_read_without_signing_in_once_it_is_published(scene, client):
    party = add_party(scene.agreement, scene.far, by=scene.ana, at=NOW)
    add_signature(party, person_name="M. Ayor", signed=PartialDate.day(DAY), place="Chicago", by=scene.ana, at=NOW)
    text(scene, made_by="Sent Translator", sent_across_on=DAY)
    text(scene, made_by="Kept Translator")
    file_approval(scene.agreement, body="Asked ministry", kind="higher level", asked_on=DAY, by=scene.ana, at=NOW)
    write_note(scene.agreement, scene.office, text="Quokka inside", by=scene.ana, at=NOW)
    file_signed_copy(scene.agreement, pdf(), by=scene.ana, at=NOW)
    page = reverse("agreements:register", args=[scene.agreement.pk])
    assert client.get(page).status_code == 302
    assert client.get(reverse("agreements:register", args=[0])).status_code == 302

    share_record(scene.agreement, audience="public", by=scene.ana, at=NOW)

    entry = client.get(page).content.decode()
    for word in ("Memorandum of the two cities", "Ciudad de México", "M. Ayor", "Sent Translator", "Spanish"):
        assert word in entry
    for word in ("Kept Translator", "Asked ministry", "Quokka"):
        assert word not in entry
