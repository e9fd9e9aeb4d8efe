"""An amendment from its draft to the day it is applied; whatever changed meanwhile is never overwritten."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from agreements.models import Amendment, Clause
from agreements.papers import comparison_of
from agreements.services import clause_refusals as refusals
from agreements.services.amendments import apply_amendment, change_terms, decide, draft_amendment
from agreements.services.clauses import add_clause, move_clause, remove_clause
from agreements.services.refusals import EndsBeforeItBegins, TitleMissing
from agreements.services.terms import change_agreement
from tests.agreements.amending import TEXTS, build_on, copy_of, drafted, reword, sign, texts_of
from tests.agreements.scene import HOUR, NOW, build
from tests.factories import DeliverableFactory


@pytest.fixture
def pact(scene):
    return build_on(scene)


def applied(amendment, by, at=NOW):
    return apply_amendment(amendment, by=by, at=at)


def terms(amendment, by, **more):
    given = {
        "title": "Memorandum of the two cities", "expires_on": None, "renewal": "none", "notice_days": None,
        "fields": "",
    }  # fmt: skip
    return change_terms(amendment, by=by, at=NOW, **{**given, **more})


def test_an_amendment_is_a_draft_copy_that_the_office_alone_reads(pact):
    amendment = drafted(pact)

    draft = amendment.agreement
    assert (draft.status, draft.audience, draft.parent, draft.parent_relation) == (
        "draft", "office", pact.agreement, "amends",
    )  # fmt: skip
    assert draft.title == "Amendment 1: Memorandum of the two cities"
    assert texts_of(draft) == texts_of(pact.agreement) == list(TEXTS)
    assert set(draft.parties.values_list("organisation", flat=True)) == {pact.office.pk, pact.far.pk}


def test_one_form_sent_twice_drafts_one_amendment(pact):
    assert drafted(pact, key="k") == drafted(pact, key="k")
    assert drafted(pact, key="other").agreement.title.startswith("Amendment 2:")


def test_what_is_no_agreement_yet_or_amends_itself_is_not_amended(pact):
    amendment = drafted(pact)

    with pytest.raises(refusals.AmendsAnAmendment):
        draft_amendment(amendment.agreement, by=pact.ana, at=NOW)
    pact.agreement.status = "draft"
    pact.agreement.save()
    with pytest.raises(refusals.NothingToAmend):
        drafted(pact)


def test_once_all_have_signed_the_agreement_says_what_the_draft_says(pact):
    amendment = drafted(pact)
    reword(copy_of(amendment, pact.one), "The cities meet twice a year.", by=pact.ana)
    remove_clause(copy_of(amendment, pact.three), by=pact.ana, at=NOW)
    add_clause(amendment.agreement, number="3", text="Each pays its own way.", by=pact.ana, at=NOW)
    terms(amendment, pact.ana, title="Trade agreement", expires_on=dt.date(2031, 12, 31), notice_days=90)
    sign(amendment)

    applied(amendment, pact.ana)

    pact.agreement.refresh_from_db()
    assert texts_of(pact.agreement) == ["The cities meet twice a year.", TEXTS[1], "Each pays its own way."]
    assert (pact.agreement.title, pact.agreement.expires_on, pact.agreement.notice_days) == (
        "Trade agreement", dt.date(2031, 12, 31), 90,
    )  # fmt: skip
    pact.one.refresh_from_db()
    pact.report.refresh_from_db()
    assert pact.one.text == "The cities meet twice a year."
    assert pact.report.clause == pact.two
    amendment.agreement.refresh_from_db()
    assert (amendment.agreement.status, amendment.agreement.signed_first) == ("signed", NOW.date())


def test_nothing_is_applied_before_every_party_has_signed(pact):
    amendment = drafted(pact)
    reword(copy_of(amendment, pact.one), "New.", by=pact.ana)
    with pytest.raises(refusals.NotAllSigned, match="Ciudad de México"):
        applied(amendment, pact.ana)

    sign(amendment)
    amendment.agreement.parties.get(organisation=pact.far).signatures.all().delete()
    with pytest.raises(refusals.NotAllSigned, match="Ciudad de México"):
        applied(amendment, pact.ana)
    amendment.agreement.parties.all().delete()
    with pytest.raises(refusals.NotAllSigned, match="names no party"):
        applied(amendment, pact.ana)

    assert texts_of(pact.agreement) == list(TEXTS)


def test_applying_twice_keeps_the_first_and_later_words(pact):
    amendment = drafted(pact)
    reword(copy_of(amendment, pact.one), "First words.", by=pact.ana)
    sign(amendment)
    applied(amendment, pact.ana)
    reword(pact.one, "Later words.", by=pact.ben)

    applied(amendment, pact.ben, NOW + HOUR)

    amendment.refresh_from_db()
    assert (amendment.applied_by, amendment.applied_at) == (pact.ana, NOW)
    assert texts_of(pact.agreement)[0] == "Later words."


def test_what_only_the_agreement_changed_meanwhile_stays(pact):
    amendment = drafted(pact)
    reword(copy_of(amendment, pact.one), "Drafted words.", by=pact.ana)
    reword(pact.three, "Meanwhile words.", by=pact.ben)
    add_clause(pact.agreement, number="4", text="Meanwhile clause.", by=pact.ben, at=NOW)
    pact.agreement.fields = "trade"
    pact.agreement.save()
    sign(amendment)

    applied(amendment, pact.ana)

    pact.agreement.refresh_from_db()
    assert texts_of(pact.agreement) == ["Drafted words.", TEXTS[1], "Meanwhile words.", "Meanwhile clause."]
    assert pact.agreement.fields == "trade"


@pytest.mark.parametrize(("take", "stands"), [("theirs", "Ben’s words."), ("ours", "Ana’s words.")])
def test_when_two_change_the_same_clause_nothing_is_applied_until_somebody_decides(pact, take, stands):
    amendment = drafted(pact)
    reword(copy_of(amendment, pact.one), "Ana’s words.", by=pact.ana)
    reword(pact.one, "Ben’s words.", by=pact.ben)
    sign(amendment)
    with pytest.raises(refusals.Undecided) as refused:
        applied(amendment, pact.ana)
    assert [(one.theirs.text, one.ours.text) for one in refused.value.subject] == [("Ben’s words.", "Ana’s words.")]
    assert texts_of(pact.agreement)[0] == "Ben’s words."

    clash = refused.value.subject[0]
    decide(amendment, key=clash.key, take=take, seen=clash.mark, by=pact.ana, at=NOW)
    applied(amendment, pact.ana)

    assert texts_of(pact.agreement) == [stands, *TEXTS[1:]]


def test_a_decision_ends_when_the_words_change_again(pact):
    amendment = drafted(pact)
    reword(copy_of(amendment, pact.one), "Ana’s words.", by=pact.ana)
    reword(pact.one, "Ben’s words.", by=pact.ben)
    clash = comparison_of(amendment).open[0]
    decide(amendment, key=clash.key, take="ours", seen=clash.mark, by=pact.ana, at=NOW)
    reword(pact.one, "Ben’s second thoughts.", by=pact.ben)
    sign(amendment)

    with pytest.raises(refusals.Undecided):
        applied(amendment, pact.ana)
    with pytest.raises(refusals.NotTheseWords):
        decide(amendment, key=clash.key, take="ours", seen=clash.mark, by=pact.ana, at=NOW)

    assert texts_of(pact.agreement)[0] == "Ben’s second thoughts."


def test_a_clause_taken_out_meanwhile_that_the_draft_rewords_is_a_clash(pact):
    amendment = drafted(pact)
    reword(copy_of(amendment, pact.one), "Ana’s words.", by=pact.ana)
    remove_clause(pact.one, by=pact.ben, at=NOW)
    sign(amendment)
    clash = comparison_of(amendment).open[0]
    assert (clash.theirs, clash.ours.text) == (None, "Ana’s words.")

    decide(amendment, key=clash.key, take="ours", seen=clash.mark, by=pact.ana, at=NOW)
    applied(amendment, pact.ana)

    assert texts_of(pact.agreement) == ["Ana’s words.", *TEXTS[1:]]


def test_the_second_of_two_amendments_is_laid_beside_what_the_first_made(pact):
    first, second = drafted(pact), drafted(pact)
    reword(copy_of(first, pact.one), "By the first.", by=pact.ana)
    reword(copy_of(second, pact.one), "By the second.", by=pact.ben)
    for amendment in (first, second):
        sign(amendment)
    applied(first, pact.ana)

    with pytest.raises(refusals.Undecided):
        applied(second, pact.ben)

    assert texts_of(pact.agreement)[0] == "By the first."


def test_signed_and_applied_words_are_not_touched(pact):
    amendment = drafted(pact)
    clause = copy_of(amendment, pact.one)
    sign(amendment)
    with pytest.raises(refusals.SignedText):
        reword(clause, "After signing.", by=pact.ana)
    with pytest.raises(refusals.SignedText):
        terms(amendment, pact.ana, title="After signing")
    with pytest.raises(refusals.SignedText):
        change_agreement(amendment.agreement, fields="After signing", by=pact.ana, at=NOW)
    change_agreement(amendment.agreement, summary="A line for the file.", fields="", by=pact.ana, at=NOW)
    applied(amendment, pact.ana)
    with pytest.raises(refusals.AlreadyApplied):
        reword(clause, "After applying.", by=pact.ana)
    with pytest.raises(refusals.AlreadyApplied):
        decide(amendment, key="order", take="ours", seen="", by=pact.ana, at=NOW)


def test_an_agreement_that_ended_meanwhile_is_not_amended_any_more(pact):
    amendment = drafted(pact)
    sign(amendment)
    pact.agreement.status = "ended"
    pact.agreement.save()

    with pytest.raises(refusals.NothingToAmend):
        applied(amendment, pact.ana)


def test_terms_have_a_title_and_end_after_they_begin(pact):
    pact.agreement.in_force_first = pact.agreement.in_force_last = dt.date(2020, 1, 1)
    pact.agreement.save()
    amendment = drafted(pact)

    with pytest.raises(TitleMissing):
        terms(amendment, pact.ana, title=" ")
    with pytest.raises(EndsBeforeItBegins):
        terms(amendment, pact.ana, expires_on=dt.date(2019, 1, 1))


def test_promises_of_a_clause_that_falls_away_stay_and_those_of_the_draft_come_along(pact):
    amendment = drafted(pact)
    remove_clause(copy_of(amendment, pact.two), by=pact.ana, at=NOW)
    new = add_clause(amendment.agreement, text="The port builds a berth.", by=pact.ana, at=NOW)
    berth = DeliverableFactory(agreement=amendment.agreement, owner=pact.office, owed_by=pact.port, clause=new)
    terms(amendment, pact.ana, expires_on=pact.contacts.due_on - dt.timedelta(days=1))
    sign(amendment)

    applied(amendment, pact.ana)

    for item in (pact.report, berth, pact.contacts):
        item.refresh_from_db()
    assert (pact.report.agreement, pact.report.clause) == (pact.agreement, None)
    assert (berth.agreement, berth.clause.text) == (pact.agreement, "The port builds a berth.")
    assert (pact.report.outside_term, pact.contacts.outside_term) == (False, True)


def test_the_history_names_the_verbs_of_an_amendment(pact):
    amendment = drafted(pact)
    sign(amendment)
    applied(amendment, pact.ana)

    events = Amendment.pgh_event_model.objects.filter(pgh_obj=amendment).order_by("pgh_id")
    verbs = [event.pgh_context.metadata["verb"] for event in events]
    assert verbs == ["amendment.drafted", "amendment.applied"]


changes = st.lists(
    st.tuples(st.sampled_from(["reword", "remove", "add", "up", "down"]), st.integers(0, 5), st.sampled_from("xyz")),
    max_size=6,
)


def change(agreement, steps, by):
    for what, which, text in steps:
        clauses = list(agreement.clauses.all())
        if what == "add" or not clauses:
            add_clause(agreement, text=text, by=by, at=NOW)
            continue
        clause = clauses[which % len(clauses)]
        if what == "reword":
            reword(clause, text, by=by)
        elif what == "remove":
            clause.deliverables.update(clause=None)
            remove_clause(clause, by=by, at=NOW)
        else:
            move_clause(clause, up=what == "up", by=by, at=NOW)


class AnyDraft(TestCase):
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(changes)
    def test_applying_a_draft_without_clashes_gives_the_drafts_clauses(self, steps):
        pact = build_on(build())
        amendment = drafted(pact)
        change(amendment.agreement, steps, pact.ana)
        sign(amendment)

        applied(amendment, pact.ana)

        def says(agreement):
            return list(agreement.clauses.values_list("number", "kind", "text"))

        assert says(pact.agreement) == says(amendment.agreement)
        kept = set(amendment.agreement.clauses.exclude(copied_from=None).values_list("copied_from", flat=True))
        assert kept <= set(Clause.objects.filter(agreement=pact.agreement).values_list("pk", flat=True))
