"""What an imported agreement hangs on: the rules of the form hold for the rows of a file, in any order."""

import pytest

from agreements.models import Agreement, Amendment
from partnerships.models import Partnership
from tests.exchange.conftest import counts_of, faults_of
from tests.exchange.test_import_agreements import seat

HEADER = "external_id,partnership,kind,title,parent\n"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ties")]


@pytest.fixture(autouse=True)
def offices(ties):
    return seat("exporters", "t1", "lead", office=True), seat("exporters", "t2", "lead")


@pytest.fixture
def bring(load):
    """bring("a2,t1,a1", …) commits the good rows; returns the report. A row: id, tie, parent."""

    def run(*rows, source="register"):
        lines = [row.split(",") for row in rows]
        text = "".join(f"{external_id},{tie},trade,Paper of {tie},{parent}\n" for external_id, tie, parent in lines)
        return load("agreements", HEADER + text, "--commit", "--accept-good", "--source", source)[1]

    return run


def parents():
    """{id: id of what it hangs on}"""
    return dict(Agreement.objects.order_by("external_id").values_list("external_id", "parent__external_id"))


def amend(external_id):
    agreement = Agreement.objects.get(external_id=external_id)
    return Amendment.objects.create(agreement=agreement, title="As amended", base={"terms": {}, "clauses": []})


def test_a_circle_that_closes_through_what_is_on_file_is_refused(bring):
    bring("a1,t1,", "a2,t1,a1", "a3,t1,a2")

    near, far = bring("a1,t1,a2"), bring("a1,t1,a3")

    assert [faults_of(report) for report in (near, far)] == [[(1, "parent", "circle")]] * 2
    assert parents() == {"a1": None, "a2": "a1", "a3": "a2"}


def test_a_circle_half_in_the_file_and_half_on_file_is_refused(bring):
    bring("a1,t1,", "a2,t1,a1", "a3,t1,")

    report = bring("a3,t1,a2", "a1,t1,a3")

    assert faults_of(report) == [(1, "parent", "circle"), (2, "parent", "circle")]
    assert parents() == {"a1": None, "a2": "a1", "a3": None}


def test_what_the_file_hangs_elsewhere_closes_no_circle(bring):
    bring("a1,t1,", "a2,t1,a1", "a3,t1,")

    report = bring("a1,t1,a2", "a2,t1,a3")

    assert counts_of(report) == (0, 2, 0, 0)
    assert parents() == {"a1": "a2", "a2": "a3", "a3": None}


def test_a_circle_that_a_refused_row_would_have_opened_is_refused(bring):
    bring("a1,t1,", "a2,t1,a1", "a3,t1,a2")

    report = bring("a1,t1,a3", "a2,t1,a4", "a4,t9,")

    assert faults_of(report) == [
        (1, "parent", "circle"), (2, "parent", "unknown_agreement"), (3, "partnership", "unknown_partnership"),
    ]  # fmt: skip
    assert parents() == {"a1": None, "a2": "a1", "a3": "a2"}


def test_a_repeated_file_closes_no_circle_with_what_was_turned_round_here(bring):
    bring("a1,t1,a2", "a2,t1,")
    below, above = Agreement.objects.order_by("external_id")
    Agreement.objects.filter(pk=below.pk).update(parent=None)
    Agreement.objects.filter(pk=above.pk).update(parent=below)

    report = bring("a1,t1,a2", "a2,t1,")

    assert (faults_of(report), counts_of(report)) == ([], (0, 0, 2, 0))
    assert parents() == {"a1": None, "a2": "a1"}


def test_a_circle_that_was_on_file_before_stops_nothing_else(bring):
    bring("a1,t1,", "a2,t1,a1")
    child, parent = Agreement.objects.order_by("external_id")
    Agreement.objects.filter(pk=child.pk).update(parent=parent)

    report = bring("b1,t1,a1")

    assert counts_of(report) == (1, 0, 0, 0)


def test_a_parent_that_may_be_two_is_told_in_its_column_with_both(bring):
    bring("a1,t1,", source="one")
    bring("a1,t1,", source="two")

    report = bring("b1,t1,a1")

    (fault,) = report["errors"]
    assert (fault["row"], fault["column"], fault["code"], fault["value"]) == (1, "parent", "ambiguous", "a1")
    assert fault["message"] == "parent means more than one agreement: Paper of t1; Paper of t1"


def test_an_id_of_the_file_is_not_asked_of_other_sources(bring):
    bring("a1,t1,", source="one")
    bring("a1,t1,", source="two")

    report = bring("a1,t1,", "b1,t1,a1")

    assert counts_of(report) == (2, 0, 0, 0)
    assert Agreement.objects.get(external_id="b1").parent.source == "register"


def test_an_agreement_hangs_on_none_of_another_partnership(bring):
    bring("a1,t1,")

    on_file, in_file = bring("b1,t2,a1"), bring("c1,t1,", "c2,t2,c1")

    assert faults_of(on_file) == [(1, "parent", "parent_elsewhere")]
    assert faults_of(in_file) == [(2, "parent", "parent_elsewhere")]
    assert parents() == {"a1": None, "c1": None}


@pytest.mark.parametrize("row", ["a1,t2,", "a2,t2,", "a2,t2,a1"], ids=["parent", "child", "child that says it"])
def test_an_agreement_leaves_its_partnership_with_what_it_hangs_together_with(bring, row):
    bring("a1,t1,", "a2,t1,a1")

    alone, together = bring(row), bring("a1,t2,", "a2,t2,a1")

    assert faults_of(alone) == [(1, "partnership", "parent_elsewhere")]
    assert counts_of(together) == (0, 2, 0, 0)
    assert set(Agreement.objects.values_list("partnership", flat=True)) == {
        Partnership.objects.get(tie_records__external_id="t2").pk
    }


def test_nothing_hangs_on_an_amendment(bring):
    bring("a1,t1,", "a2,t1,a1")
    amend("a2")

    report = bring("b1,t1,a2")

    assert faults_of(report) == [(1, "parent", "parent_elsewhere")]


def test_an_amendment_goes_on_amending_what_it_was_drafted_from(bring):
    bring("a1,t1,", "a2,t1,a1", "a3,t1,")
    amend("a2")

    report = bring("a2,t1,a3")

    assert faults_of(report) == [(1, "parent", "amendment_stays")]
    assert parents()["a2"] == "a1"
