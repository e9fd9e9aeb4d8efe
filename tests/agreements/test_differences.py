"""Words and clauses of three papers laid beside each other; no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.differences import (
    AGREED,
    CONFLICT,
    OURS,
    SAME,
    THEIRS,
    Run,
    Wording,
    compare,
    judge,
    words,
    woven,
)

TERMS = {"title": "Pact", "expires_on": None}


def wording(text, number=""):
    return Wording(number, "commitment", text)


def paper(*clauses, **terms):
    """clauses: (key, text) in order."""
    return {"terms": {**TERMS, **terms}, "clauses": {key: wording(text) for key, text in clauses}}


BASE = paper(("clause:1", "Meet yearly."), ("clause:2", "Exchange staff."), ("clause:3", "Report."))


def test_words_that_stay_go_and_come_are_told_apart():
    assert words("Both cities meet every year.", "Both cities meet twice every year.") == [
        Run("same", "Both cities meet"),
        Run("added", " twice"),
        Run("same", " every year."),
    ]
    assert words("毎年会合する", "毎月会合する") == [
        Run("same", "毎"), Run("removed", "年"), Run("added", "月"), Run("same", "会合する"),
    ]  # fmt: skip
    assert words("", "New.") == [Run("added", "New.")]
    assert words("Gone.", "") == [Run("removed", "Gone.")]


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_runs_joined_give_either_text_again(before, after):
    runs = words(before, after)

    assert "".join(run.text for run in runs if run.kind != "added") == before
    assert "".join(run.text for run in runs if run.kind != "removed") == after


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "state"),
    [("a", "a", "a", SAME), ("a", "a", "b", OURS), ("a", "b", "a", THEIRS), ("a", "b", "b", AGREED),
     ("a", "b", "c", CONFLICT), ("a", None, "b", CONFLICT), ("a", "b", None, CONFLICT), ("a", None, None, AGREED),
     (None, None, "a", OURS), (None, "a", None, THEIRS)],
)  # fmt: skip
def test_who_changed_what_is_judged_from_three_papers(base, theirs, ours, state):
    assert judge(base, theirs, ours) == state


def test_a_change_of_one_side_is_taken_and_one_of_both_waits_for_a_decision():
    theirs = paper(("clause:1", "Meet monthly."), ("clause:2", "Exchange staff."), ("clause:3", "Report in May."))
    ours = paper(("clause:1", "Meet twice a year."), ("clause:2", "Exchange staff, pupils."), ("clause:3", "Report."))

    found = compare(BASE, theirs, ours)

    states = {one.key: (one.state, one.result.text) for one in found.clauses}
    assert states == {
        "clause:1": (CONFLICT, "Meet monthly."),
        "clause:2": (OURS, "Exchange staff, pupils."),
        "clause:3": (THEIRS, "Report in May."),
    }
    assert [one.key for one in found.open] == ["clause:1"]


def test_a_decision_holds_for_the_words_it_was_made_for_and_no_others():
    theirs = paper(("clause:1", "Meet monthly."))
    ours = paper(("clause:1", "Meet twice a year."))
    mark = compare(BASE, theirs, ours).open[0].mark
    decisions = {"clause:1": {"take": "ours", "seen": mark}}

    decided = compare(BASE, theirs, ours, decisions)
    changed_again = compare(BASE, paper(("clause:1", "Meet weekly.")), ours, decisions)

    assert not decided.open
    assert decided.clauses[0].result.text == "Meet twice a year."
    assert [one.key for one in changed_again.open] == ["clause:1"]


def test_a_clause_added_meanwhile_stays_after_the_one_it_followed():
    theirs = paper(*[(key, one.text) for key, one in BASE["clauses"].items()][:1], ("clause:9", "Pay half each."),
                   ("clause:2", "Exchange staff."), ("clause:3", "Report."))  # fmt: skip
    ours = paper(("new:5", "Purpose."), ("clause:1", "Meet yearly."), ("clause:3", "Report."))

    found = compare(BASE, theirs, ours)

    assert found.result == ["new:5", "clause:1", "clause:9", "clause:3"]
    assert [one.key for one in found.clauses] == ["new:5", "clause:1", "clause:9", "clause:2", "clause:3"]
    assert not found.open


@pytest.mark.parametrize(
    ("theirs", "ours", "state", "result"),
    [("123", "321", OURS, "321"), ("213", "123", THEIRS, "213"), ("213", "213", AGREED, "213"),
     ("213", "132", CONFLICT, "213")],
)  # fmt: skip
def test_the_order_is_merged_as_words_are(theirs, ours, state, result):
    def put(order):
        return paper(*[(f"clause:{n}", BASE["clauses"][f"clause:{n}"].text) for n in order])

    found = compare(BASE, put(theirs), put(ours))

    assert found.order.state == state
    assert found.result == [f"clause:{n}" for n in result]


def test_a_decided_order_is_taken():
    def put(order):
        return paper(*[(f"clause:{n}", BASE["clauses"][f"clause:{n}"].text) for n in order])

    mark = compare(BASE, put("213"), put("132")).order.mark
    found = compare(BASE, put("213"), put("132"), {"order": {"take": "ours", "seen": mark}})

    assert found.result == ["clause:1", "clause:3", "clause:2"]


def test_terms_clash_one_by_one():
    theirs, ours = paper(title="Pact of friends"), paper(title="Pact of ports", expires_on="2030-01-01")

    found = {one.key: one.state for one in compare(paper(), theirs, ours).terms}

    assert found == {"term:title": CONFLICT, "term:expires_on": OURS}


texts = st.sampled_from(["a", "b", "c", "d"])
drafts = st.lists(st.tuples(st.sampled_from([f"clause:{n}" for n in range(1, 7)] + ["new:1", "new:2"]), texts),
                  unique_by=lambda pair: pair[0])  # fmt: skip
originals = st.lists(st.tuples(st.sampled_from([f"clause:{n}" for n in range(1, 7)]), texts),
                     unique_by=lambda pair: pair[0])  # fmt: skip


@given(originals, drafts)
def test_a_draft_of_an_agreement_that_stood_still_becomes_what_the_agreement_says(base, ours):
    ours = [(key, text) for key, text in ours if key.startswith("new:") or key in dict(base)]

    found = compare(paper(*base), paper(*base), paper(*ours))

    says = {one.key: one.result for one in found.clauses}
    assert not found.open
    assert [(key, says[key].text) for key in found.result] == ours


@given(originals, originals, drafts)
def test_nothing_said_meanwhile_is_lost_without_a_decision(base, theirs, ours):
    ours = [(key, text) for key, text in ours if key.startswith("new:") or key in dict(base)]

    found = compare(paper(*base), paper(*theirs), paper(*ours))

    says = {one.key: one.result for one in found.clauses}
    for key, text in theirs:
        if dict(base).get(key) != text:
            assert says[key].text == text
            assert key in found.result
    assert len(found.result) == len(set(found.result))


@given(st.lists(st.integers(0, 9), unique=True), st.lists(st.integers(0, 9), unique=True))
def test_weaving_keeps_the_first_order_and_loses_nobody(first, second):
    found = woven(first, second)

    assert [one for one in found if one in first] == first
    assert set(found) == {*first, *second}
    assert len(found) == len(set(found))
