"""What is recorded, and what happens to a deliverable; each refusal by its name."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.models import Deliverable
from agreements.services import refusals
from agreements.services.agreements import add_deliverable, record_agreement
from agreements.services.deliverables import (
    accept_deliverable,
    cancel_deliverable,
    move_deliverable,
    return_deliverable,
    update_deliverable,
)
from partnerships.services.audience import NotThatWide, share_record
from partnerships.uploads import ForbiddenType
from stakeholders.dates import PartialDate
from tests.agreements.scene import HOUR, NOW, PDF


def record(scene, **more):
    given = {"owner": scene.office, "kind": "MoU", "title": "Trade memorandum", "by": scene.ana, "at": NOW}
    return record_agreement(scene.tie, **{**given, **more})


def handed_in(scene):
    update_deliverable(scene.report, answer="done", by=scene.pia, at=NOW)
    return scene.report


def test_an_agreement_in_force_is_shared_and_a_draft_stays_in_the_office(scene):
    in_force = record(scene, status="in force", parties=[scene.office, scene.far])
    draft = record(scene, status="draft")

    assert (in_force.audience, draft.audience) == ("shared", "office")
    sides = in_force.parties.values_list("organisation__name", "side__name")
    assert set(sides) == {("City of Chicago", "Chicago"), ("Ciudad de México", "Mexico City")}


def test_an_agreement_keeps_its_date_as_far_as_it_is_known(scene):
    found = record(scene, signed=PartialDate.parse("2013-04"))

    assert (found.signed_first, found.signed_last) == (dt.date(2013, 4, 1), dt.date(2013, 4, 30))


def test_an_agreement_without_a_title_is_refused(scene):
    with pytest.raises(refusals.TitleMissing):
        record(scene, title="  ")


def test_an_agreement_that_ends_before_it_begins_is_refused(scene):
    with pytest.raises(refusals.EndsBeforeItBegins):
        record(scene, signed=PartialDate.parse("2020"), expires_on=dt.date(2019, 1, 1))


def test_a_party_without_a_seat_in_the_tie_is_refused(scene):
    with pytest.raises(refusals.NotOnThisTie):
        record(scene, parties=[scene.stranger])


def test_a_draft_is_not_opened_beyond_its_parties(scene):
    draft = record(scene, status="draft")

    with pytest.raises(NotThatWide):
        share_record(draft, audience="shared", by=scene.ana, at=NOW)


def test_a_deliverable_is_read_by_the_office_and_by_who_owes_it(scene):
    item = add_deliverable(
        scene.agreement, title="Berth times", owed_by=scene.port, due_on=NOW.date(), by=scene.ana, at=NOW
    )

    assert (item.owner, item.audience) == (scene.office, "parties")
    readers = {one.name for one in (scene.ana, scene.pia, scene.fara)
               if Deliverable.objects.for_user(one).filter(pk=item.pk)}
    assert readers == {"Ana", "Pia"}


def test_a_deliverable_of_somebody_outside_the_tie_is_refused(scene):
    with pytest.raises(refusals.NotOnThisTie):
        add_deliverable(
            scene.agreement, title="Berth times", owed_by=scene.stranger, due_on=NOW.date(), by=scene.ana, at=NOW
        )


def test_a_deliverable_without_a_title_is_refused(scene):
    with pytest.raises(refusals.TitleMissing):
        add_deliverable(scene.agreement, title="", owed_by=scene.port, due_on=NOW.date(), by=scene.ana, at=NOW)


def test_done_hands_the_item_in(scene):
    update_deliverable(scene.report, answer="done", by=scene.pia, at=NOW)

    scene.report.refresh_from_db()
    assert (scene.report.status, scene.report.submitted_at) == ("submitted", NOW)


@pytest.mark.parametrize("answer", ["on track", "at risk", "stuck"])
def test_the_other_states_are_in_progress_with_an_outlook(scene, answer):
    update_deliverable(scene.report, answer=answer, quantity=128, by=scene.pia, at=NOW)

    scene.report.refresh_from_db()
    assert (scene.report.status, scene.report.outlook, scene.report.quantity) == ("in progress", answer, 128)


@pytest.mark.parametrize("answer", ["more time", "wrong person"])
def test_a_proper_answer_that_is_no_state_is_kept_and_changes_nothing(scene, answer):
    update_deliverable(scene.report, answer=answer, by=scene.pia, at=NOW)

    scene.report.refresh_from_db()
    assert (scene.report.status, scene.report.outlook) == ("planned", "")
    assert scene.report.updates.get().answer == answer


def test_we_cannot_share_this_asks_for_a_reason(scene):
    with pytest.raises(refusals.NoteMissing):
        update_deliverable(scene.report, answer="cannot share", by=scene.pia, at=NOW)


def test_a_negative_quantity_is_refused(scene):
    with pytest.raises(refusals.NegativeQuantity):
        update_deliverable(scene.report, answer="on track", quantity=-1, by=scene.pia, at=NOW)


def test_the_same_form_sent_twice_makes_one_update(scene):
    first = update_deliverable(scene.report, answer="on track", by=scene.pia, at=NOW, key="k")
    again = update_deliverable(scene.report, answer="on track", by=scene.pia, at=NOW, key="k")

    assert first == again
    assert scene.report.updates.count() == 1


def test_proof_comes_with_the_update(scene):
    update = update_deliverable(
        scene.report, answer="done", by=scene.pia, at=NOW, files=[SimpleUploadedFile("report.pdf", PDF)]
    )

    kept = update.files.get()
    assert (kept.name, kept.content_type, kept.size) == ("report.pdf", "application/pdf", len(PDF))


def test_a_file_of_a_forbidden_type_is_refused_and_leaves_no_update(scene):
    with pytest.raises(ForbiddenType):
        update_deliverable(
            scene.report, answer="done", by=scene.pia, at=NOW, files=[SimpleUploadedFile("run.exe", b"MZ")]
        )

    assert not scene.report.updates.exists()


def test_accepting_twice_keeps_the_first_acceptance(scene):
    accept_deliverable(handed_in(scene), by=scene.ana, at=NOW)
    accept_deliverable(scene.report, by=scene.ben, at=NOW + HOUR)

    scene.report.refresh_from_db()
    assert (scene.report.accepted_by, scene.report.accepted_at) == (scene.ana, NOW)


def test_what_was_not_handed_in_is_neither_accepted_nor_returned(scene):
    with pytest.raises(refusals.NotSubmitted):
        accept_deliverable(scene.report, by=scene.ana, at=NOW)
    with pytest.raises(refusals.NotSubmitted):
        return_deliverable(scene.report, reason="Too short", by=scene.ana, at=NOW)


def test_work_is_returned_with_a_reason_and_can_be_handed_in_again(scene):
    return_deliverable(handed_in(scene), reason="The north gate is missing", by=scene.ana, at=NOW)

    scene.report.refresh_from_db()
    assert (scene.report.status, scene.report.returned_reason) == ("returned", "The north gate is missing")
    assert handed_in(scene).updates.count() == 2


def test_work_is_not_returned_without_a_reason(scene):
    with pytest.raises(refusals.ReasonMissing):
        return_deliverable(handed_in(scene), reason=" ", by=scene.ana, at=NOW)


def test_an_item_gets_another_day(scene):
    move_deliverable(scene.report, due_on=dt.date(2027, 1, 31), by=scene.ana, at=NOW)

    scene.report.refresh_from_db()
    assert scene.report.due_on == dt.date(2027, 1, 31)


def test_nothing_more_is_done_with_what_is_accepted(scene):
    accept_deliverable(handed_in(scene), by=scene.ana, at=NOW)

    with pytest.raises(refusals.Closed):
        update_deliverable(scene.report, answer="done", by=scene.pia, at=NOW)
    with pytest.raises(refusals.Closed):
        move_deliverable(scene.report, due_on=dt.date(2027, 1, 31), by=scene.ana, at=NOW)
    with pytest.raises(refusals.Closed):
        cancel_deliverable(scene.report, by=scene.ana, at=NOW)


def test_cancelling_twice_changes_nothing_more(scene):
    cancel_deliverable(scene.report, by=scene.ana, at=NOW)
    cancel_deliverable(scene.report, by=scene.ben, at=NOW)

    scene.report.refresh_from_db()
    assert scene.report.status == "cancelled"
