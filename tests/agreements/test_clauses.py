"""Clauses: kept in order, reworded under the eyes of two people, and what is promised under each."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from agreements.models import Clause, Deliverable
from agreements.services import clause_refusals as refusals
from agreements.services.agreements import add_deliverable
from agreements.services.clauses import (
    add_clause,
    change_clause,
    mark_of_clause,
    move_clause,
    place_deliverable,
    remove_clause,
)
from tests.agreements.amending import TEXTS, build_on, texts_of
from tests.agreements.scene import DAY, NOW
from tests.factories import AgreementFactory, DeliverableFactory


@pytest.fixture
def pact(scene):
    return build_on(scene)


def words(clause, text, by, **more):
    return change_clause(clause, text=text, number="1", kind="right", by=by, at=NOW, **more)


def test_clauses_stand_in_the_order_in_which_they_were_written(pact):
    assert texts_of(pact.agreement) == list(TEXTS)


def test_a_clause_changes_places_with_its_neighbour_and_the_first_stays_first(pact):
    move_clause(pact.three, up=True, by=pact.ana, at=NOW)
    move_clause(pact.one, up=True, by=pact.ana, at=NOW)
    move_clause(pact.one, up=False, by=pact.ana, at=NOW)

    assert texts_of(pact.agreement) == [TEXTS[2], TEXTS[0], TEXTS[1]]


def test_a_clause_says_something(pact):
    with pytest.raises(refusals.TextMissing):
        add_clause(pact.agreement, text="  ", by=pact.ana, at=NOW)
    with pytest.raises(refusals.TextMissing):
        words(pact.one, " ", pact.ana)


def test_of_two_who_reword_a_clause_the_second_sees_the_words_of_the_first(pact):
    seen = mark_of_clause(pact.one)
    words(pact.one, "They meet every month.", pact.ana, seen=seen)

    with pytest.raises(refusals.ClauseChanged) as refused:
        words(pact.one, "They meet twice a year.", pact.ben, seen=seen)

    assert refused.value.subject.text == "They meet every month."
    pact.one.refresh_from_db()
    assert (pact.one.text, pact.one.kind) == ("They meet every month.", "right")


def test_a_clause_that_carries_a_promise_is_not_taken_out(pact):
    with pytest.raises(refusals.ClauseCarries, match="1 deliverable stands"):
        remove_clause(pact.two, by=pact.ana, at=NOW)

    place_deliverable(pact.report, clause=None, by=pact.ana, at=NOW)
    remove_clause(pact.two, by=pact.ana, at=NOW)
    remove_clause(pact.two, by=pact.ana, at=NOW)

    assert texts_of(pact.agreement) == [TEXTS[0], TEXTS[2]]


def test_a_deliverable_stands_under_a_clause_of_its_own_agreement_only(pact):
    other = AgreementFactory(partnership=pact.tie, owner=pact.office)
    foreign = add_clause(other, text="Elsewhere.", by=pact.ana, at=NOW)

    with pytest.raises(refusals.NotOfThisAgreement):
        place_deliverable(pact.report, clause=foreign, by=pact.ana, at=NOW)
    with pytest.raises(refusals.NotOfThisAgreement):
        add_deliverable(
            pact.agreement, title="Berth times", owed_by=pact.port, due_on=NOW.date(), clause=foreign, by=pact.ana,
            at=NOW,
        )  # fmt: skip


def test_the_database_itself_refuses_the_clause_of_another_agreement(pact):
    other = AgreementFactory(partnership=pact.tie, owner=pact.office)
    foreign = add_clause(other, text="Elsewhere.", by=pact.ana, at=NOW)

    with pytest.raises(IntegrityError, match="deliverable_clause_of_its_agreement"), transaction.atomic():
        Deliverable.objects.filter(pk=pact.report.pk).update(clause=foreign)
        connection.check_constraints()


def test_the_earlier_words_of_a_clause_are_kept_with_the_verb(pact):
    words(pact.one, "They meet every month.", pact.ana)

    events = Clause.pgh_event_model.objects.filter(pgh_obj=pact.one).order_by("pgh_id")
    kept = [(event.text, event.pgh_context.metadata["verb"]) for event in events]
    assert kept == [(TEXTS[0], "clause.added"), ("They meet every month.", "clause.changed")]


def get(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


@pytest.fixture
def ana(pact, client):
    client.force_login(pact.ana)
    return client


def test_the_page_counts_what_is_kept_late_and_untouched_per_clause_and_in_all(pact, ana):
    DeliverableFactory(
        agreement=pact.agreement, owed_by=pact.port, clause=pact.two, status="accepted", accepted_at=NOW,
        accepted_by=pact.ana,
    )
    DeliverableFactory(agreement=pact.agreement, owed_by=pact.port, clause=pact.two, due_on=NOW.date() - 900 * DAY)

    text = get(ana, f"/agreements/{pact.agreement.pk}/clauses/")

    assert "1 of 3 kept · 1 late · 2 untouched" in text
    assert "1 of 4 kept · 1 late · 3 untouched" in text
    assert "1 of 3 kept" in get(ana, f"/agreements/{pact.agreement.pk}/")


def test_more_clauses_and_promises_ask_no_more_questions(pact, ana):
    paths = [f"/agreements/{pact.agreement.pk}/clauses/", f"/agreements/{pact.agreement.pk}/"]

    def asked():
        with CaptureQueriesContext(connection) as found:
            for path in paths:
                get(ana, path)
        return len(found)

    asked()
    few = asked()
    for number in range(4, 8):
        clause = add_clause(pact.agreement, number=str(number), text="More.", by=pact.ana, at=NOW)
        DeliverableFactory(agreement=pact.agreement, owed_by=pact.port, clause=clause)

    assert asked() == few


def test_a_clause_is_added_changed_moved_and_taken_out_by_plain_forms(pact, ana):
    path = f"/agreements/{pact.agreement.pk}/clauses/"

    assert ana.post(path, {"number": "4", "kind": "objective", "text": "Grow trade."}).status_code == 302
    added = Clause.objects.get(text="Grow trade.")
    assert ana.post(f"/agreements/clauses/{added.pk}/move/", {"way": "up"}).status_code == 302
    reworded = {"number": "4", "kind": "objective", "text": "Grow trade twofold.", "seen": mark_of_clause(added)}
    assert ana.post(f"/agreements/clauses/{added.pk}/", reworded).status_code == 302
    assert texts_of(pact.agreement) == [TEXTS[0], TEXTS[1], "Grow trade twofold.", TEXTS[2]]
    assert ana.post(f"/agreements/clauses/{added.pk}/remove/").status_code == 302

    assert texts_of(pact.agreement) == list(TEXTS)
    refused = ana.post(f"/agreements/clauses/{pact.two.pk}/remove/")
    assert refused.status_code == 409
    assert "Put it under another clause first." in refused.content.decode()


def test_what_was_typed_stays_when_a_form_is_refused(pact, ana):
    path = f"/agreements/{pact.agreement.pk}/clauses/"
    wrong = ana.post(path, {"number": "Article nine hundred and one", "kind": "right", "text": "Kept words."})
    assert wrong.status_code == 422
    assert "Kept words." in wrong.content.decode()

    stale = {"number": "1", "kind": "right", "text": "My words.", "seen": "f" * 16}
    answer = ana.post(f"/agreements/clauses/{pact.one.pk}/", stale)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "My words." in text
    assert TEXTS[0] in text
    assert f'value="{mark_of_clause(pact.one)}"' in text


def test_a_deliverable_is_put_under_a_clause_by_its_form_and_when_it_is_added(pact, ana):
    path = f"/deliverables/{pact.contacts.pk}/clause/"
    assert ana.post(path, {"clause": pact.one.pk}).status_code == 302
    assert ana.post(path, {"clause": 10**9}).status_code == 422
    sent = {
        "title": "Berth times", "owed_by": pact.port.pk, "due_on": "2027-01-31", "clause": pact.three.pk, "key": "k",
    }  # fmt: skip
    new = f"/agreements/{pact.agreement.pk}/deliverables/new/"
    assert "Under which clause?" in get(ana, new)
    assert ana.post(new, sent).status_code == 302

    pact.contacts.refresh_from_db()
    assert pact.contacts.clause == pact.one
    assert Deliverable.objects.get(title="Berth times").clause == pact.three


def test_the_other_side_reads_the_clauses_of_a_shared_agreement_and_changes_none(pact, client):
    page, one = f"/agreements/{pact.agreement.pk}/clauses/", f"/agreements/clauses/{pact.one.pk}/"
    seen = {}
    for name in ("eve", "fara", "pia", "nobody", "ana"):
        client.force_login(getattr(pact, name))
        seen[name] = (
            client.get(page).status_code, client.post(page, {"text": "x", "kind": "right"}).status_code,
            client.get(one).status_code, client.post(f"{one}remove/").status_code,
        )  # fmt: skip

    stranger, reader = (404, 404, 404, 404), (200, 403, 403, 403)
    assert seen == {
        "eve": reader, "fara": reader, "pia": stranger, "nobody": stranger, "ana": (200, 302, 200, 302)
    }  # fmt: skip
