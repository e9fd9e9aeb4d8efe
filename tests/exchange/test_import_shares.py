"""Shares of imported claims: one value for a flow and a partnership, at most 1 in sum."""

from decimal import Decimal

import pytest

from outcomes.models import Claim, Share
from tests.exchange.conftest import counts_of, faults_of
from tests.exchange.test_import_claims import HEADER, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ties")]

BUYER = {"external_id": "b1", "organisation": "importers", "side": "buyer", "basis": "CIF"}


def shares():
    """{(flow key, slug of the tie): share}"""
    rows = Share.objects.values_list("outcome__flow_key", "partnership__slug", "share")
    return {(flow, slug): share for flow, slug, share in rows}


def test_rows_of_one_flow_and_partnership_that_state_different_shares_are_refused(load):
    rows = row(share="0.5") + row(**BUYER, share="0.4")

    status, report = load("claims", HEADER + rows, "--commit")

    assert (status, faults_of(report)) == (1, [(1, "share", "conflict"), (2, "share", "conflict")])


def test_blank_beside_a_stated_share_follows_it(load):
    load("claims", HEADER + row(share="0.5") + row(**BUYER), "--commit")

    assert shares() == {("F9", "hamburg-windhoek"): Decimal("0.5")}


def test_shares_of_distinct_partnerships_above_one_are_refused(load):
    rows = row(share="0.6") + row(external_id="c2", partnership="t2", share="0.5")

    _, report = load("claims", HEADER + rows)

    assert faults_of(report) == [(1, "share", "shares_above_one"), (2, "share", "shares_above_one")]
    assert report["errors"][0]["message"].endswith("partnerships: 1.1")


def test_two_reports_on_one_partnership_count_their_share_once(load):
    rows = row(share="0.6") + row(**BUYER, share="0.60") + row(external_id="c3", partnership="t2", share="0.4")

    status, _ = load("claims", HEADER + rows, "--commit")

    assert status == 0
    assert shares() == {
        ("F9", "hamburg-windhoek"): Decimal("0.6"), ("F9", "hamburg-goteborg"): Decimal("0.4"),
    }  # fmt: skip


def test_share_is_held_against_what_stands(load):
    load("claims", HEADER + row(share="0.6"), "--commit")

    _, report = load("claims", HEADER + row(external_id="c2", partnership="t2", share="0.5"))

    assert faults_of(report) == [(1, "share", "shares_above_one")]


def test_corrected_share_of_the_only_report_is_changed_without_a_new_claim(load):
    load("claims", HEADER + row(share="0.6"), "--commit")

    _, report = load("claims", HEADER + row(share="0.7"), "--commit")

    assert counts_of(report) == (0, 1, 0, 0)
    assert (shares(), Claim.objects.count()) == ({("F9", "hamburg-windhoek"): Decimal("0.7")}, 1)


def test_share_against_another_standing_report_is_refused_unless_both_come_together(load):
    load("claims", HEADER + row(share="0.6") + row(**BUYER, share="0.6"), "--commit")

    _, alone = load("claims", HEADER + row(share="0.7"), "--commit")
    _, both = load("claims", HEADER + row(share="0.7") + row(**BUYER, share="0.7"), "--commit")

    assert faults_of(alone) == [(1, "share", "conflict")]
    assert counts_of(both) == (0, 2, 0, 0)
    assert shares() == {("F9", "hamburg-windhoek"): Decimal("0.7")}


def test_share_corrected_on_the_page_is_not_undone_by_the_same_file(load):
    load("claims", HEADER + row(share="0.6"), "--commit")
    Share.objects.update(share="0.2")

    _, report = load("claims", HEADER + row(share="0.6"), "--commit")

    assert counts_of(report) == (0, 0, 1, 0)
    assert shares() == {("F9", "hamburg-windhoek"): Decimal("0.2")}


def test_report_corrected_to_another_tie_leaves_no_share_behind(load):
    load("claims", HEADER + row(share="0.6"), "--commit")

    _, report = load("claims", HEADER + row(partnership="t2", share="0.9"), "--commit")

    assert counts_of(report) == (0, 1, 0, 0)
    assert shares() == {("F9", "hamburg-goteborg"): Decimal("0.9")}
