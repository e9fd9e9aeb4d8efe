"""The two tables of moves, cell by cell, and the guards, without a database."""

import datetime as dt
from dataclasses import replace
from itertools import product

import pytest

from agreements import rules
from agreements.models import AgreementStatus, DeliverableStatus
from agreements.rules import Facts, Hindrance, hindrance

TODAY = dt.date(2026, 11, 22)
BEGAN = dt.date(2020, 1, 1)
LEGAL = {
    ("draft", "negotiation"), ("draft", "ended"),
    ("negotiation", "draft"), ("negotiation", "approved"), ("negotiation", "ended"),
    ("approved", "negotiation"), ("approved", "signed"), ("approved", "ended"),
    ("signed", "in force"), ("signed", "ended"),
    ("in force", "suspended"), ("in force", "expired"), ("in force", "ended"), ("in force", "renewed"),
    ("suspended", "in force"), ("suspended", "expired"), ("suspended", "ended"),
    ("expired", "renewed"),
}  # fmt: skip
LEGAL_OF_DELIVERABLES = {
    ("planned", "in progress"), ("planned", "submitted"), ("planned", "cancelled"),
    ("in progress", "in progress"), ("in progress", "submitted"), ("in progress", "cancelled"),
    ("submitted", "in progress"), ("submitted", "submitted"), ("submitted", "returned"), ("submitted", "accepted"),
    ("submitted", "cancelled"),
    ("returned", "in progress"), ("returned", "submitted"), ("returned", "cancelled"),
}  # fmt: skip


def ready(status, to):
    """Facts in which no guard stands against a legal move."""
    over = TODAY - dt.timedelta(days=1) if to == "expired" else TODAY + dt.timedelta(days=100)
    signed = status not in ("draft", "negotiation") and to != "negotiation"
    return Facts(
        status=status, parties=2, unsigned=0 if signed else 2, last_signature=BEGAN if signed else None,
        begins=BEGAN if signed else None, expires_on=over, successor=True,
    )  # fmt: skip


@pytest.mark.parametrize(("status", "to"), list(product(AgreementStatus.values, repeat=2)))
def test_an_agreement_becomes_what_the_table_says_and_nothing_else(status, to):
    found = hindrance(ready(status, to), to, on=TODAY, today=TODAY, reason="because")

    assert found == (None if (status, to) in LEGAL else Hindrance.NO_SUCH_MOVE)


@pytest.mark.parametrize(("status", "to"), list(product(DeliverableStatus.values, repeat=2)))
def test_a_deliverable_becomes_what_the_table_says_and_nothing_else(status, to):
    assert rules.deliverable_may(status, to) == ((status, to) in LEGAL_OF_DELIVERABLES)


def test_the_tables_know_every_word_of_the_lists():
    assert set(rules.AGREEMENT_MOVES) == set(AgreementStatus.values)
    assert set(rules.DELIVERABLE_MOVES) == set(DeliverableStatus.values)
    assert {status for status in DeliverableStatus.values if rules.is_closed(status)} == {"accepted", "cancelled"}
    assert (rules.CLOSED, rules.STILL_OWED) == (("accepted", "cancelled"), ("planned", "in progress", "returned"))
    assert {"in force", "expired"} == rules.MAY_BE_RENEWED


GUARDED = [
    ("negotiation", "approved", {"missing": frozenset({"council resolution"})}, Hindrance.APPROVAL_MISSING),
    ("approved", "signed", {"parties": 0}, Hindrance.NO_PARTIES),
    ("approved", "signed", {"unsigned": 1}, Hindrance.NOT_ALL_SIGNED),
    ("approved", "negotiation", {"unsigned": 1}, Hindrance.SIGNED_ALREADY),
    ("approved", "negotiation", {"last_signature": BEGAN}, Hindrance.SIGNED_ALREADY),
    ("signed", "in force", {"last_signature": TODAY + dt.timedelta(days=1)}, Hindrance.BEFORE_SIGNED),
    ("signed", "in force", {"expires_on": TODAY - dt.timedelta(days=1)}, Hindrance.PAST_ITS_TERM),
    ("suspended", "in force", {"expires_on": TODAY - dt.timedelta(days=1)}, Hindrance.PAST_ITS_TERM),
    ("in force", "expired", {"expires_on": TODAY}, Hindrance.NOT_PAST_ITS_DAY),
    ("in force", "expired", {"expires_on": None}, Hindrance.NOT_PAST_ITS_DAY),
    ("in force", "expired", {"last_signature": TODAY}, Hindrance.BEFORE_SIGNED),
    ("in force", "ended", {"last_signature": TODAY + dt.timedelta(days=1)}, Hindrance.BEFORE_SIGNED),
    ("in force", "ended", {"begins": TODAY + dt.timedelta(days=1)}, Hindrance.BEFORE_SIGNED),
    ("in force", "renewed", {"successor": False}, Hindrance.NO_SUCCESSOR),
    ("expired", "renewed", {"successor": False}, Hindrance.NO_SUCCESSOR),
]


@pytest.mark.parametrize(("status", "to", "change", "told"), GUARDED)
def test_a_guard_stands_against_a_legal_move(status, to, change, told):
    facts = replace(ready(status, to), **change)

    assert hindrance(facts, to, on=TODAY, today=TODAY, reason="because") == told


def test_what_renews_itself_comes_back_into_force_after_its_first_term():
    facts = replace(ready("suspended", "in force"), expires_on=BEGAN, renews_itself=True)

    assert hindrance(facts, "in force", on=TODAY, today=TODAY) is None


@pytest.mark.parametrize(("status", "to"), sorted(LEGAL))
def test_no_move_is_made_for_a_day_to_come_or_without_a_day(status, to):
    facts = ready(status, to)

    assert hindrance(facts, to, on=TODAY + dt.timedelta(days=1), today=TODAY, reason="x") == Hindrance.IN_THE_FUTURE
    assert hindrance(facts, to, on=None, today=TODAY, reason="x") == Hindrance.DAY_MISSING


@pytest.mark.parametrize(("status", "to"), sorted(move for move in LEGAL if move[1] in ("ended", "suspended")))
def test_suspending_and_ending_say_why(status, to):
    assert hindrance(ready(status, to), to, on=TODAY, today=TODAY, reason="  ") == Hindrance.WHY_MISSING


@pytest.mark.parametrize(
    ("status", "signed", "over", "may"),
    [
        ("draft", BEGAN, None, False), ("negotiation", BEGAN, None, False), ("approved", None, None, True),
        ("in force", TODAY, None, True), ("ended", BEGAN, TODAY, True), ("ended", TODAY, TODAY, True),
        ("ended", TODAY, BEGAN, False), ("ended", None, TODAY, False), ("expired", TODAY, BEGAN, False),
        ("renewed", BEGAN, None, False),
    ],
)  # fmt: skip
def test_nobody_signs_before_the_text_stands_or_after_the_end(status, signed, over, may):
    assert rules.may_sign(status, signed_last=signed, over_on=over) is may


@pytest.mark.parametrize(
    ("needed", "decided", "missing"),
    [
        ([], [], []),
        (["council", "legal"], [], ["council", "legal"]),
        (["council", "legal"], [("legal", True, BEGAN)], ["council"]),
        (["council"], [("council", True, BEGAN), ("council", False, TODAY)], ["council"]),
        (["council"], [("council", True, TODAY), ("council", False, BEGAN)], []),
    ],
)
def test_of_two_decisions_on_one_approval_the_later_stands(needed, decided, missing):
    assert rules.missing_approvals(needed, decided) == missing
