"""The pages of an amendment: drafting, comparing, deciding, applying; and two people at once."""

import re
import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements import papers
from agreements.models import Amendment, Clause
from agreements.services.amendments import apply_amendment
from agreements.services.clause_refusals import ClauseChanged
from agreements.services.clauses import add_clause, change_clause, mark_of_clause, remove_clause
from tests.agreements.amending import TEXTS, build_on, copy_of, drafted, reword, sign, texts_of
from tests.agreements.scene import NOW, build
from tests.agreements.test_races import at_once


@pytest.fixture
def pact(scene):
    return build_on(scene)


@pytest.fixture
def ana(pact, client):
    client.force_login(pact.ana)
    return client


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return re.sub(r"\s+", " ", answer.content.decode())


def test_an_amendment_is_drafted_from_the_agreements_page_after_it_is_said_what_happens(pact, ana):
    assert f"/agreements/{pact.agreement.pk}/amend/" in page(ana, f"/agreements/{pact.agreement.pk}/")
    assert "its 3 clauses" in page(ana, f"/agreements/{pact.agreement.pk}/amend/")

    answer = ana.post(f"/agreements/{pact.agreement.pk}/amend/", {"key": "k"})
    ana.post(f"/agreements/{pact.agreement.pk}/amend/", {"key": "k"})

    draft = Amendment.objects.get().agreement
    assert answer["Location"] == f"/agreements/{draft.pk}/difference/"
    assert "Amendment 1: Memorandum of the two cities" in page(ana, f"/agreements/{pact.agreement.pk}/")
    assert "Compare it with the agreement" in page(ana, f"/agreements/{draft.pk}/")
    assert "Amend the agreement that it changes." in page(ana, f"/agreements/{draft.pk}/amend/")


def test_the_difference_marks_words_and_says_what_applying_does(pact, ana):
    amendment = drafted(pact)
    reword(copy_of(amendment, pact.one), "The cities meet twice every year.", by=pact.ana)
    remove_clause(copy_of(amendment, pact.two), by=pact.ana, at=NOW)
    add_clause(amendment.agreement, number="9", text="Each pays its own way.", by=pact.ana, at=NOW)

    text = page(ana, f"/agreements/{amendment.agreement_id}/difference/")

    assert "The cities meet <ins>twice</ins> every year." in text
    assert f"<del>{TEXTS[1]}</del>" in text
    assert "<ins>Each pays its own way.</ins>" in text
    assert "1 clause stays as it is" in text
    for sentence in ("1 clause is reworded", "1 clause is added", "1 clause is taken out", "but under no clause",
                     "Not signed yet: City of Chicago, Ciudad de México",
                     "It can be applied once every party has signed."):  # fmt: skip
        assert sentence in text
    assert "Apply the amendment" not in text


def test_the_terms_are_changed_on_their_form(pact, ana):
    amendment = drafted(pact)
    path = f"/agreements/{amendment.agreement_id}/terms/"
    sent = {"title": "Trade agreement", "expires_on": "2031-12-31", "renewal": "by notice", "notice_days": "90"}

    assert ana.post(path, {**sent, "expires_on": "soon"}).status_code == 422
    assert ana.post(path, sent).status_code == 302

    text = page(ana, f"/agreements/{amendment.agreement_id}/difference/")
    assert "<ins>Trade agreement</ins>" in text
    assert "<ins>31 December 2031</ins>" in text
    assert "4 terms change" in text


def test_a_clash_is_shown_side_by_side_decided_and_applied(pact, ana):
    amendment = drafted(pact)
    here = f"/agreements/{amendment.agreement_id}/"
    reword(copy_of(amendment, pact.one), "Ana’s words.", by=pact.ana)
    reword(pact.one, "Ben’s words.", by=pact.ben)
    sign(amendment)
    text = page(ana, f"{here}difference/")
    assert "What stands now" in text
    assert "What the amendment says" in text
    assert ana.post(f"{here}apply/").status_code == 409
    clash = papers.comparison_of(amendment).open[0]

    assert ana.post(f"{here}decide/", {"key": clash.key, "seen": clash.mark}).status_code == 422
    assert ana.post(f"{here}decide/", {"key": clash.key, "seen": "0", "take": "ours"}).status_code == 409
    assert ana.post(f"{here}decide/", {"key": clash.key, "seen": clash.mark, "take": "theirs"}).status_code == 302
    assert "Decided: what stands now is kept." in page(ana, f"{here}difference/")
    assert ana.post(f"{here}apply/").status_code == 302

    assert texts_of(pact.agreement)[0] == "Ben’s words."
    after = page(ana, f"{here}difference/")
    assert "Not taken: what stood was kept" in after
    assert "Applied on" in after
    assert "Applied" in page(ana, f"/agreements/{pact.agreement.pk}/")


def test_an_agreement_that_is_no_amendment_has_no_difference(pact, ana):
    assert ana.get(f"/agreements/{pact.agreement.pk}/difference/").status_code == 404


def test_only_the_owning_office_changes_an_amendment_and_the_other_side_reads_it_once_shared(pact, client):
    amendment = drafted(pact)
    here = f"/agreements/{amendment.agreement_id}/"

    def tried(name):
        client.force_login(getattr(pact, name))
        return (
            client.get(f"{here}difference/").status_code, client.get(f"{here}terms/").status_code,
            client.post(f"{here}decide/").status_code, client.post(f"{here}apply/").status_code,
        )  # fmt: skip

    before = {name: tried(name) for name in ("eve", "fara", "pia", "nobody")}
    amendment.agreement.audience = "shared"
    amendment.agreement.save()
    after = {name: tried(name) for name in ("eve", "fara", "pia", "nobody")}

    stranger, reader = (404, 404, 404, 404), (200, 403, 403, 403)
    assert before == {"eve": reader, "fara": stranger, "pia": stranger, "nobody": stranger}
    assert after == {"eve": reader, "fara": reader, "pia": stranger, "nobody": stranger}


def test_whoever_may_not_read_the_agreement_does_not_read_it_through_its_amendment(pact, client):
    amendment = drafted(pact)
    type(pact.agreement).objects.filter(pk=amendment.agreement_id).update(audience="shared")
    type(pact.agreement).objects.filter(pk=pact.agreement.pk).update(audience="office")
    client.force_login(pact.fara)

    assert client.get(f"/agreements/{amendment.agreement_id}/difference/").status_code == 404


def test_more_clauses_ask_no_more_questions_of_the_difference(pact, ana):
    amendment = drafted(pact)
    path = f"/agreements/{amendment.agreement_id}/difference/"

    def asked():
        with CaptureQueriesContext(connection) as found:
            page(ana, path)
        return len(found)

    asked()
    few = asked()
    for number in range(4, 9):
        add_clause(amendment.agreement, number=str(number), text="More.", by=pact.ana, at=NOW)

    assert asked() == few


@pytest.mark.django_db(transaction=True)
def test_words_typed_while_an_amendment_is_applied_are_refused_and_do_not_vanish(monkeypatch):
    pact = build_on(build())
    amendment = drafted(pact)
    reword(copy_of(amendment, pact.one), "Signed words.", by=pact.ana)
    sign(amendment)
    seen, compared, refused = mark_of_clause(pact.one), threading.Event(), []
    look = papers.comparison_of

    def look_and_wait(amendment):
        found = look(amendment)
        compared.set()
        written.wait(0.5)  # without the lock the other one writes now, and is overwritten
        return found

    written = threading.Event()
    monkeypatch.setattr(papers, "comparison_of", look_and_wait)

    def type_meanwhile():
        compared.wait(10)
        try:
            change_clause(
                pact.one, text="Typed words.", number="1", kind="commitment", seen=seen, by=pact.ben, at=NOW
            )
        except ClauseChanged as refusal:
            refused.append(refusal.subject.text)
        written.set()

    at_once(lambda: apply_amendment(amendment, by=pact.ana, at=NOW), type_meanwhile)

    assert refused == ["Signed words."]
    assert Clause.objects.get(pk=pact.one.pk).text == "Signed words."
