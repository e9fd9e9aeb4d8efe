"""Periodic figures: one claim a period, what is missing says so, nothing is spread."""

import datetime as dt
import random
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from outcomes.adding import over_time
from outcomes.models import Claim, Counted, Indicator, NotKnown, Outcome, ReportingPlan
from outcomes.periods import Span, end_of_month, months_later
from outcomes.queries.figures import Sums, counted_rows
from outcomes.queries.reporting import series_of, years_of
from outcomes.services import periodic, refusals
from outcomes.services.counting import count_dirty
from outcomes.services.indicators import Definition, add_indicator, change_indicator
from outcomes.services.periodic import end_reporting, plan_reporting, report_figure, say_not_known
from outcomes.services.rollup import settle
from outcomes.spells import LENGTHS, Spell, spells_between
from stakeholders.access import Permission
from tests.activities.scene import NOW, TODAY, build
from tests.factories import ClaimFactory, OutcomeFactory, ShareFactory
from tests.outcomes.test_claims import paper

START = dt.date(2025, 1, 1)


@pytest.fixture
def scene(db):
    return build()


def planned(scene, code="OC11", frequency="quarter", first=START, by=None, **more):
    return plan_reporting(
        scene.tie, Indicator.objects.shipped(code), more.pop("organisation", scene.chamber), frequency, first,
        by=by or scene.ana, at=NOW, **more,
    )  # fmt: skip


def report(plan, name, amount, by, **more):
    return report_figure(plan, Spell.parse(name), Decimal(amount), by=by, at=NOW, **more)


def states(plan, user):
    return {cell.spell.name: cell.state for cell in series_of(user, [plan], TODAY)[plan.pk]}


@given(st.sampled_from(sorted(LENGTHS)), st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_a_period_is_named_and_found_again(frequency, day):
    spell = Spell.of(frequency, day)

    assert Spell.parse(spell.name) == spell
    assert spell.frequency == frequency
    assert spell.first <= day <= spell.last
    assert (spell.next().first - spell.last).days == 1


@pytest.mark.parametrize("name", ["", "2026-Q5", "2026-13", "2026-1", "26", "2026-03-01", "0000"])
def test_what_names_no_period_is_none(name):
    assert Spell.parse(name) is None


@pytest.mark.parametrize(
    ("rule", "value"),
    [("sum", 9), ("last", 4), ("mean", 3), ("max", 4), ("distinct", 9), ("median", 3), ("do not add", None)],
)
def test_a_year_is_made_of_what_is_reported_and_a_gap_is_no_nought(rule, value):
    assert over_time(rule, [Decimal(2), None, Decimal(3), Decimal(4)]) == value
    assert over_time(rule, [None, None]) is None


def test_a_figure_is_a_claim_whose_key_names_tie_indicator_and_period(scene):
    plan = planned(scene)

    claim = report(plan, "2026-Q1", 1200, scene.carl, files=[paper()])

    assert claim.outcome.flow_key == f"{scene.tie.pk}:OC11:2026-Q1"
    assert (claim.occurred_first, claim.occurred_last) == (dt.date(2026, 1, 1), dt.date(2026, 3, 31))
    assert (claim.organisation, claim.owner, claim.evidence, claim.amount) == (scene.chamber, scene.office, 2, 1200)


def test_a_second_number_for_a_period_is_a_correction(scene):
    plan = planned(scene)
    first = report(plan, "2026-Q1", 1200, scene.carl)

    same = report(plan, "2026-Q1", 1200, scene.carl)
    with pytest.raises(refusals.ReasonMissing):
        report(plan, "2026-Q1", 1300, scene.carl)
    other = report(plan, "2026-Q1", 1300, scene.carl, reason="late returns")

    first.refresh_from_db()
    assert (same, first.superseded_by) == (first, other)
    assert Outcome.objects.count() == 1


def test_what_is_missing_reads_so_and_what_is_not_over_reads_not_yet(scene):
    plan = planned(scene)
    report(plan, "2025-Q1", 0, scene.carl)
    say_not_known(plan, Spell.parse("2025-Q2"), reason="hotel list lost", by=scene.carl, at=NOW)

    assert states(plan, scene.ana) == {
        "2025-Q1": "reported", "2025-Q2": "not known", "2025-Q3": "not reported", "2025-Q4": "not reported",
        "2026-Q1": "not reported", "2026-Q2": "not reported", "2026-Q3": "not reported", "2026-Q4": "not yet",
    }  # fmt: skip
    year = years_of(plan, series_of(scene.ana, [plan], TODAY)[plan.pk])[-1]
    assert (year.year, year.value, year.reported, year.due) == (2025, 0, 1, 4)


def test_a_figure_that_turns_out_unknown_is_withdrawn_and_may_be_found_again(scene):
    plan = planned(scene)
    claim = report(plan, "2026-Q1", 1200, scene.carl)
    with pytest.raises(refusals.ReasonMissing):
        say_not_known(plan, Spell.parse("2026-Q1"), by=scene.carl, at=NOW)

    say_not_known(plan, Spell.parse("2026-Q1"), reason="counted twice", by=scene.carl, at=NOW)
    claim.refresh_from_db()
    assert (claim.withdrawn_reason, states(plan, scene.ana)["2026-Q1"]) == ("counted twice", "not known")
    again = report(plan, "2026-Q1", 900, scene.carl)

    assert (again.outcome, states(plan, scene.ana)["2026-Q1"]) == (claim.outcome, "reported")
    assert not NotKnown.objects.exists()


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("2026-Q4", periodic.PeriodNotOver),
        ("2024-Q4", periodic.OutsideThePlan),
        ("2025", periodic.OutsideThePlan),
        ("2026-03", periodic.OutsideThePlan),
    ],
)
def test_a_period_that_is_not_asked_for_is_refused(scene, name, refusal):
    plan = planned(scene)

    with pytest.raises(refusal):
        report(plan, name, 1, scene.carl)
    with pytest.raises(refusal):
        say_not_known(plan, Spell.parse(name), by=scene.carl, at=NOW)

    assert not Claim.objects.exists()


def test_who_plans_who_reports_and_who_reads(scene):
    plan = planned(scene)
    everybody = ("ana", "ben", "eve", "carl", "rita", "hanna", "nobody")

    def those(permission):
        return {name for name in everybody
                if ReportingPlan.objects.for_user(getattr(scene, name), permission).exists()}  # fmt: skip

    assert those(Permission.VIEW) == {"ana", "ben", "eve", "carl"}
    assert those(Permission.REPORT_OUTCOME) == {"ana", "ben", "carl"}
    assert those(Permission.EDIT) == {"ana"}
    with pytest.raises(refusals.NotYourOrganisation):
        report(plan, "2026-Q1", 1, scene.rita)
    with pytest.raises(refusals.NoSeat):
        report(plan, "2026-Q1", 1, scene.nobody)
    with pytest.raises(refusals.NotYourOrganisation):
        planned(scene, "OC14", organisation=scene.far_chamber)
    with pytest.raises(refusals.NotClaimable):
        planned(scene, "PR1")
    with pytest.raises(periodic.PlannedAlready):
        planned(scene, organisation=scene.rival)
    with pytest.raises(periodic.EndsBeforeItBegins):
        planned(scene, "OC14", last=dt.date(2024, 1, 1))


def test_an_ended_series_asks_for_no_later_period(scene):
    plan = end_reporting(planned(scene), dt.date(2025, 5, 1), by=scene.ana, at=NOW)

    assert (plan.last, list(states(plan, scene.ana))) == (dt.date(2025, 6, 30), ["2025-Q1", "2025-Q2"])
    with pytest.raises(periodic.OutsideThePlan):
        report(plan, "2025-Q3", 1, scene.carl)


def test_both_sides_figures_of_one_period_are_one_outcome(scene):
    ours = planned(scene, "OC14", "year")
    theirs = planned(scene, "OC14", "year", organisation=scene.far_chamber, by=scene.hanna)

    one = report(ours, "2025", 100, scene.carl)
    other = report(theirs, "2025", 104, scene.hanna)

    assert one.outcome == other.outcome
    assert {one.side, other.side} == {"host", "home"}


def test_a_series_goes_on_with_a_new_version_and_keeps_its_facts(scene):
    added = add_indicator(scene.office, "BOOKS", Definition(name="Books", unit="books"), by=scene.ana, at=NOW)
    plan = plan_reporting(scene.tie, added, scene.chamber, "year", dt.date(2023, 1, 1), by=scene.ana, at=NOW)
    old = report(plan, "2023", 10, scene.carl)

    fresh = change_indicator(added, Definition(name="Books", unit="titles"), by=scene.ana, at=NOW)
    plan.refresh_from_db()
    new = report(plan, "2024", 7, scene.carl)
    fixed = report(plan, "2023", 11, scene.carl, reason="typo")

    assert (plan.indicator, new.outcome.indicator, fixed.outcome) == (fresh, fresh, old.outcome)
    assert states(plan, scene.ana) == {
        "2023": "reported", "2024": "reported", "2025": "not reported", "2026": "not yet",
    }  # fmt: skip


@given(st.lists(st.sampled_from(["year", "quarter", "month"]), min_size=1, max_size=4))
def test_the_periods_of_a_year_fill_it_without_overlap(frequencies):
    for frequency in frequencies:
        spells = spells_between(frequency, dt.date(2024, 1, 1), dt.date(2024, 12, 31))
        assert sum((spell.last - spell.first).days + 1 for spell in spells) == 366
        assert len(spells) == 12 // LENGTHS[frequency]


def test_a_figure_of_a_month_has_its_month_and_one_of_a_year_has_none(scene):
    monthly, yearly = planned(scene, "OC14", "month"), planned(scene, "OC13", "year")
    report(monthly, "2026-03", 5, scene.carl)
    report(yearly, "2025", 7, scene.carl)
    while count_dirty():
        pass

    rows = Counted.objects.filter(owner=scene.office).order_by("indicator__code")
    assert [(row.year, row.month, row.reported) for row in rows] == [(2025, None, 7), (2026, dt.date(2026, 3, 1), 5)]


def spans_of(year, months):
    firsts = [dt.date(year, month, 1) for month in range(1, 13, months)]
    return [Span(first, end_of_month(months_later(first, months - 1))) for first in firsts]


def test_months_and_quarters_and_what_is_not_dated_to_them_add_to_the_year(scene):
    chance = random.Random(7)
    for _ in range(40):
        frequency = chance.choice(sorted(LENGTHS))
        spell = Spell.of(frequency, dt.date(chance.choice((2024, 2025)), chance.randint(1, 12), 1))
        outcome = OutcomeFactory(indicator=Indicator.objects.shipped("OC11"))
        ShareFactory(outcome=outcome, partnership=scene.tie)
        ClaimFactory(
            outcome=outcome, partnership=scene.tie, owner=scene.office, amount=Decimal(chance.randint(1, 99)),
            currency="", evidence=3, occurred_first=spell.first, occurred_last=spell.last,
        )  # fmt: skip
    settle()

    sums = Sums(scene.ana, scene.office, ["OC11"])
    for year in (2024, 2025):
        (whole,), quarters, months = spans_of(year, 12), spans_of(year, 3), spans_of(year, 1)
        total = sums.figure("OC11", whole).verified
        assert total == sum(Claim.objects.filter(occurred_first__year=year).values_list("amount", flat=True))
        for shorter in (quarters, months):
            parts = [sums.figure("OC11", span).verified or 0 for span in shorter]
            assert sum(parts) + (sums.undated("OC11", shorter) or 0) == total
        assert sums.undated("OC11", months) > sums.undated("OC11", quarters)
        for span in (whole, *quarters, *months):
            rows = counted_rows(scene.ana, scene.office, "OC11", span)
            inside = [row for row in rows if row.month is not None and span.holds(row.month) or span == whole]
            assert sum(row.nominal for row in inside) == (sums.figure("OC11", span).verified or 0)


def test_a_quarter_is_listed_in_each_of_its_months_and_counts_in_none(scene):
    report(planned(scene), "2026-Q1", 30, scene.carl)
    settle()
    (february,) = [span for span in spans_of(2026, 1) if span.first.month == 2]
    (first, *_others) = spans_of(2026, 3)

    rows = counted_rows(scene.ana, scene.office, "OC11", february)
    sums = Sums(scene.ana, scene.office, ["OC11"])

    assert [(row.month, february.holds(row.month)) for row in rows] == [(dt.date(2026, 1, 2), False)]
    assert sums.figure("OC11", february).reported is None
    assert (sums.figure("OC11", first).reported, sums.figure("OC11", first).n_unverified) == (30, 1)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def test_a_partner_types_a_whole_series_and_a_wrong_number_loses_nothing(scene):
    plan = planned(scene)
    carl, url = client_of(scene.carl), reverse("outcomes:series", args=[plan.pk])
    typed = {"figure_2025-Q1": "1,200", "figure_2025-Q2": "12x", "unknown_2025-Q3": "on"}

    refused = carl.post(url, typed)
    assert (refused.status_code, "12x" in refused.content.decode(), Claim.objects.count()) == (422, True, 0)
    carl.post(url, {**typed, "figure_2025-Q2": "1,300"})

    assert {name: state for name, state in states(plan, scene.ana).items() if name < "2025-Q4"} == {
        "2025-Q1": "reported", "2025-Q2": "reported", "2025-Q3": "not known",
    }  # fmt: skip
    page = carl.get(url).content.decode()
    assert "1,200" in page
    assert "1 of 4" not in page
    assert "2 of 4" in page


def test_the_pages_of_a_series_from_plan_to_evidence(scene):
    ana, carl = client_of(scene.ana), client_of(scene.carl)
    typed = {
        "indicator": Indicator.objects.shipped("OC13").pk, "organisation": scene.chamber.pk, "frequency": "year",
        "first": "2024", "last": "",
    }  # fmt: skip

    made = ana.post(reverse("outcomes:plan-reporting") + f"?p={scene.tie.slug}", typed)
    plan = ReportingPlan.objects.get()
    assert made.url == reverse("outcomes:series", args=[plan.pk])
    assert "Students from partner enrolled" in carl.get(reverse("outcomes:reporting")).content.decode()
    url = reverse("outcomes:figure", args=[plan.pk, "2024"])
    both = carl.post(url, {"amount": "40", "unknown": "on"})
    carl.post(url, {"amount": "40", "note": "enrolment register", "files": [paper()]})
    carl.post(url, {"amount": "41", "reason": "late enrolment"})
    ana.post(reverse("outcomes:end-reporting", args=[plan.pk]), {"last": "2024"})

    claim = Claim.objects.standing().get()
    plan.refresh_from_db()
    assert (both.status_code, claim.amount, claim.evidence) == (422, 41, 2)
    assert plan.last == dt.date(2024, 12, 31)
    assert carl.get(reverse("outcomes:figure", args=[plan.pk, "2031"])).status_code == 404
    assert client_of(scene.rita).get(reverse("outcomes:series", args=[plan.pk])).status_code == 404
    assert client_of(scene.eve).post(reverse("outcomes:series", args=[plan.pk]), {}).status_code == 403


def test_three_series_take_as_many_reads_as_one(scene, django_assert_num_queries):
    ana = client_of(scene.ana)
    for code in ("OC11", "OC13", "OC14"):
        plan = planned(scene, code, "year")
        report(plan, "2025", 5, scene.carl)
        if code == "OC11":
            with CaptureQueriesContext(connection) as one:
                ana.get(reverse("outcomes:reporting"))

    with django_assert_num_queries(len(one)):
        ana.get(reverse("outcomes:reporting"))
