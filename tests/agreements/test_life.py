"""An agreement moves on in its life, and what that does to what hangs on it."""

import datetime as dt

import pytest

from agreements.models import Agreement, AgreementMove, Deliverable, UpdateLink
from agreements.services import refusals
from agreements.services import refusals_life as told
from agreements.services.agreements import add_deliverable
from agreements.services.deliverables import cancel_deliverable, move_deliverable, update_deliverable
from agreements.services.links import ask_for_update, renew_link, update_by_link
from agreements.services.moves import consequences, move_agreement
from agreements.services.papers import file_approval, set_approval_rule
from agreements.services.signing import add_party, add_signature, remove_signature
from agreements.services.terms import change_agreement
from stakeholders.dates import PartialDate
from tests.agreements.scene import DAY, HOUR, NOW
from tests.factories import AgreementFactory

TODAY = NOW.date()


def become(scene, to, **more):
    given = {"on": TODAY, "by": scene.ana, "at": NOW, "reason": "because"}
    return move_agreement(scene.agreement, to=to, **{**given, **more})


def start(scene, status, **more):
    Agreement.objects.filter(pk=scene.agreement.pk).update(status=status, **more)
    scene.agreement.refresh_from_db()


def signed_by_all(scene, day="2013-04-19"):
    for body in (scene.office, scene.far):
        party = add_party(scene.agreement, body, by=scene.ana, at=NOW)
        add_signature(party, person_name="M. Ayor", signed=PartialDate.parse(day), by=scene.ana, at=NOW)


def mailed(scene):
    return ask_for_update([scene.report], person=scene.marisol, message="", by=scene.ana, at=NOW)


def test_an_agreement_goes_from_draft_to_in_force(scene):
    start(scene, "draft")
    become(scene, "negotiation")
    become(scene, "approved")
    signed_by_all(scene)
    become(scene, "signed")
    found = become(scene, "in force")

    found.refresh_from_db()
    assert (found.status, found.signed_first, found.in_force_first) == ("in force", dt.date(2013, 4, 19), TODAY)
    steps = AgreementMove.objects.filter(agreement=found).order_by("pk").values_list("was", "became", "by__name")
    assert list(steps) == [
        ("draft", "negotiation", "Ana"), ("negotiation", "approved", "Ana"), ("approved", "signed", "Ana"),
        ("signed", "in force", "Ana"),
    ]  # fmt: skip


def test_approved_needs_what_the_rule_of_the_office_asks_for(scene):
    start(scene, "negotiation")
    set_approval_rule(scene.office, ["council resolution", "legal review"], by=scene.ana, at=NOW)
    for kind, result in (("legal review", "approved"), ("council resolution", "refused")):
        file_approval(
            scene.agreement, body="Council", kind=kind, decided_on=TODAY, result=result, by=scene.ana, at=NOW
        )

    with pytest.raises(told.ApprovalMissing, match="Council resolution"):
        become(scene, "approved")

    file_approval(
        scene.agreement, body="Council", kind="council resolution", decided_on=TODAY, result="with conditions",
        reference="R 2013-77", by=scene.ana, at=NOW,
    )  # fmt: skip
    assert become(scene, "approved").status == "approved"


def test_signed_needs_a_signature_of_every_party(scene):
    start(scene, "approved")
    with pytest.raises(told.NoParties):
        become(scene, "signed")
    signed_by_all(scene)
    add_party(scene.agreement, scene.port, by=scene.ana, at=NOW)

    with pytest.raises(told.NotAllSigned, match="Puerto Valle"):
        become(scene, "signed")


def test_a_move_that_the_table_does_not_know_is_refused(scene):
    with pytest.raises(told.NoSuchMove):
        become(scene, "draft")


def test_moving_it_to_where_it_stands_changes_nothing(scene):
    become(scene, "in force")

    assert not AgreementMove.objects.exists()


def test_whoever_comes_second_is_told_who_moved_it_and_when(scene):
    become(scene, "suspended", by=scene.ben, at=NOW - HOUR)

    with pytest.raises(told.MovedMeanwhile, match="Ben moved it to “Suspended” on 22 November 2026 at 11:00"):
        become(scene, "ended", seen="in force")


def test_while_it_is_suspended_nothing_is_asked_and_no_link_takes_an_update(scene):
    link = mailed(scene)
    become(scene, "suspended")

    with pytest.raises(refusals.AgreementSuspended):
        mailed(scene)
    with pytest.raises(refusals.AgreementSuspended):
        update_by_link(link, scene.report, answer="done", by_name="Marisol", at=NOW)
    assert renew_link(link, at=NOW + 2 * HOUR) is None


def test_back_in_force_the_same_link_takes_updates_again(scene):
    link = mailed(scene)
    become(scene, "suspended")
    found = become(scene, "in force")

    update_by_link(link, scene.report, answer="done", by_name="Marisol", at=NOW)
    scene.report.refresh_from_db()
    assert (scene.report.status, found.in_force_first) == ("submitted", None)


def test_ending_closes_what_is_open_and_the_links_to_it_and_leaves_what_was_handed_in(scene):
    link = mailed(scene)
    update_deliverable(scene.report, answer="done", by=scene.pia, at=NOW)
    become(scene, "ended")

    states = Deliverable.objects.order_by("pk").values_list("status", flat=True)
    assert list(states) == ["submitted", "cancelled"]
    link.refresh_from_db()
    scene.agreement.refresh_from_db()
    assert (link.revoked_at, scene.agreement.ended_on) == (NOW, TODAY)


def test_a_refused_end_leaves_everything_as_it_was(scene):
    mailed(scene)
    start(scene, "in force", in_force_first=TODAY, in_force_last=TODAY)

    with pytest.raises(told.BeforeSigned):
        become(scene, "ended", on=TODAY - DAY)
    with pytest.raises(told.WhyMissing):
        become(scene, "ended", reason=" ")

    assert set(Deliverable.objects.values_list("status", flat=True)) == {"planned"}
    assert not UpdateLink.objects.exclude(revoked_at=None).exists()


def test_what_a_move_does_is_told_with_counts_before_it_is_done(scene):
    mailed(scene)
    update_deliverable(scene.contacts, answer="done", by=scene.pia, at=NOW)

    assert consequences(scene.agreement, "suspended", at=NOW) == [
        "1 open deliverable rests: nobody is asked for it or reminded of it.",
        "1 mailed link takes no update until it is in force again.",
        "1 deliverable that was handed in stays for you to accept or send back.",
    ]
    assert consequences(scene.agreement, "ended", at=NOW) == [
        "1 open deliverable is cancelled.", "1 mailed link ends.",
        "1 deliverable that was handed in stays for you to accept or send back.",
        "Nothing can be signed after this day, and it is not taken back.",
    ]  # fmt: skip


def test_expired_only_past_its_day(scene):
    start(scene, "in force", expires_on=TODAY)
    with pytest.raises(told.NotPastItsDay):
        become(scene, "expired")

    start(scene, "in force", expires_on=TODAY - DAY)
    assert become(scene, "expired").status == "expired"


def test_renewed_by_a_signed_agreement_that_renews_it(scene):
    with pytest.raises(told.NoSuccessor):
        become(scene, "renewed")
    AgreementFactory(
        partnership=scene.tie, owner=scene.office, parent=scene.agreement, parent_relation="renews", status="signed"
    )

    found = become(scene, "renewed")
    assert (found.status, found.ended_on) == ("renewed", TODAY)


def test_nobody_signs_what_is_not_approved_or_is_over(scene):
    party = add_party(scene.agreement, scene.far, by=scene.ana, at=NOW)
    start(scene, "negotiation")
    with pytest.raises(told.NotReadyToSign):
        add_signature(party, person_name="M. Ayor", by=scene.ana, at=NOW)

    start(scene, "ended", ended_on=TODAY)
    party.agreement.refresh_from_db()
    with pytest.raises(told.SignedAfterTheEnd):
        add_signature(party, person_name="M. Ayor", by=scene.ana, at=NOW)
    with pytest.raises(told.SignedAfterTheEnd):
        add_signature(party, person_name="M. Ayor", signed=PartialDate.day(TODAY + DAY), by=scene.ana, at=NOW)
    found = add_signature(party, person_name="M. Ayor", signed=PartialDate.parse("1991"), by=scene.ana, at=NOW)
    assert found.signed_last == dt.date(1991, 12, 31)


def test_a_signature_says_who_and_a_post_is_of_the_party(scene):
    party = add_party(scene.agreement, scene.far, by=scene.ana, at=NOW)
    mayor = scene.office.posts.create(title="Mayor")

    with pytest.raises(told.SignerMissing):
        add_signature(party, by=scene.ana, at=NOW)
    with pytest.raises(told.NotTheirPost):
        add_signature(party, post=mayor, by=scene.ana, at=NOW)


def test_the_same_signature_twice_is_one_and_a_mistake_is_taken_off_before_all_have_signed(scene):
    start(scene, "approved")
    party = add_party(scene.agreement, scene.far, by=scene.ana, at=NOW)
    first = add_signature(party, person_name="M. Ayor", by=scene.ana, at=NOW)
    assert add_signature(party, person_name="M. Ayor ", by=scene.ana, at=NOW) == first

    start(scene, "signed")
    first.party.agreement.refresh_from_db()
    with pytest.raises(told.SignatureStands):
        remove_signature(first, by=scene.ana, at=NOW)
    start(scene, "approved")
    remove_signature(first, by=scene.ana, at=NOW)
    assert not party.signatures.exists()


def test_a_deliverable_is_due_inside_the_term_unless_somebody_says_otherwise(scene):
    start(scene, "in force", in_force_first=TODAY, in_force_last=TODAY, expires_on=TODAY + 100 * DAY)
    given = {"title": "Berth times", "owed_by": scene.port, "by": scene.ana, "at": NOW}

    with pytest.raises(refusals.DueOutside):
        add_deliverable(scene.agreement, due_on=TODAY + 101 * DAY, **given)
    with pytest.raises(refusals.DueOutside):
        move_deliverable(scene.report, due_on=TODAY - DAY, by=scene.ana, at=NOW)
    meant = add_deliverable(scene.agreement, due_on=TODAY + 101 * DAY, outside_term=True, **given)
    inside = add_deliverable(scene.agreement, due_on=TODAY + 100 * DAY, outside_term=True, **given)

    assert (meant.outside_term, inside.outside_term) == (True, False)


def test_what_renews_itself_has_no_last_day_for_deliverables(scene):
    start(scene, "in force", expires_on=TODAY, renewal="automatic")

    moved = move_deliverable(scene.report, due_on=TODAY + 900 * DAY, by=scene.ana, at=NOW)

    assert (moved.due_on, moved.outside_term) == (TODAY + 900 * DAY, False)


def test_a_shorter_term_is_told_what_would_lie_outside(scene):
    with pytest.raises(told.DuesOutside):
        change_agreement(scene.agreement, expires_on=TODAY + DAY, by=scene.ana, at=NOW)

    cancel_deliverable(scene.contacts, by=scene.ana, at=NOW)
    change_agreement(scene.agreement, expires_on=TODAY + DAY, outside_term=True, by=scene.ana, at=NOW)
    scene.report.refresh_from_db()
    assert scene.report.outside_term


def test_facts_are_put_right_and_refused_where_they_cannot_be(scene):
    found = change_agreement(
        scene.agreement, languages=["en", "es"], sectors=["H"], binding=False, by=scene.ana, at=NOW
    )
    assert (found.languages, found.sectors, found.binding) == (["en", "es"], ["H"], False)

    signed_by_all(scene)
    for fault, facts in [
        (refusals.TitleMissing, {"title": " "}), (told.LanguageUnknown, {"languages": ["xx"]}),
        (told.SectorUnknown, {"sectors": ["Z"]}), (told.SignedAfterTheEnd, {"expires_on": dt.date(2013, 1, 1)}),
    ]:  # fmt: skip
        with pytest.raises(fault):
            change_agreement(scene.agreement, **facts, by=scene.ana, at=NOW)
