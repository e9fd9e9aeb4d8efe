import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from outcomes.models import Claim, Counted, Indicator, NotTheSame, Outcome, Share
from outcomes.queries.similar import similar_claims, undecided_pairs
from outcomes.services import refusals
from outcomes.services.claims import claim_outcome
from outcomes.services.joining import merge_outcomes, say_not_the_same
from partnerships.models import Audience, SeatRole
from stakeholders.dates import PartialDate
from tests.activities.scene import NOW, build
from tests.factories import CityFactory, ClaimFactory, CountryFactory, PartnershipFactory, SeatFactory
from tests.outcomes.test_claim_pages import client_of, new_url, typed
from tests.outcomes.test_claims import money, paper
from tests.outcomes.two_sides import count_all


@pytest.fixture
def scene(db):
    return build()


def claim(scene, by=None, organisation=None, same_as=None, **more):
    return claim_outcome(
        scene.tie, organisation or scene.chamber, money(**more), by=by or scene.ana, at=NOW, same_as=same_as
    )


def like(scene, user=None, **more):
    """Titles of the reports like a new one of the office."""
    given = {
        "partnership": scene.tie, "organisation": scene.office, "side": "seller", "amount": Decimal("1250000"),
        "currency": "USD", "occurred_first": dt.date(2026, 10, 20), "occurred_last": dt.date(2026, 10, 20),
    }  # fmt: skip
    new = Claim(**{**given, **more})
    new.indicator = Indicator.objects.get(code="OC1")
    return [found.title for found in similar_claims(user or scene.ana, new)]


def day(text):
    found = dt.date.fromisoformat(text)
    return {"occurred_first": found, "occurred_last": found}


def test_a_report_near_in_date_and_amount_is_alike_and_another_is_not(scene):
    claim(scene, occurred=PartialDate.parse("2026-10-01"))

    assert like(scene) == ["Lease signed"]
    assert like(scene, amount=Decimal("1540000")) == ["Lease signed"]
    assert like(scene, amount=Decimal("1545000")) == []
    assert like(scene, **day("2026-08-02")) == ["Lease signed"]
    assert like(scene, **day("2026-08-01")) == []
    assert like(scene, amount=None) == ["Lease signed"]
    assert like(scene, amount=Decimal("900000"), currency="XOF") == ["Lease signed"]


def test_amounts_are_compared_in_one_money(scene):
    claim(scene, occurred=PartialDate.parse("2026-10-01"))

    assert like(scene, amount=Decimal("1100000"), currency="EUR", rate=Decimal("1.1")) == ["Lease signed"]
    assert like(scene, amount=Decimal("1200000"), currency="EUR", rate=Decimal("1.5")) == []


def test_two_months_that_do_not_overlap_are_two_figures(scene):
    claim(scene, occurred=PartialDate.parse("2026-09"))

    month = {"occurred_first": dt.date(2026, 10, 1), "occurred_last": dt.date(2026, 10, 31)}
    assert like(scene, **month) == []
    assert like(scene, **day("2026-10-20")) == ["Lease signed"]


def tie_to(scene, country, name):
    """Another tie of Chicago on which its office and chamber sit."""
    there = CityFactory(name=name, country=CountryFactory(iso_code=country))
    tie = PartnershipFactory(name=f"Chicago – {name}", slug=f"chicago-{name.lower()}", between=[scene.here, there])
    for body, role in ((scene.office, SeatRole.LEAD), (scene.chamber, SeatRole.PARTNER)):
        SeatFactory(partnership=tie, organisation=body, role=role)
    return tie


def test_the_same_body_on_another_tie_is_alike_only_where_both_lead_to_one_country(scene):
    claim(scene, by=scene.carl)
    for country, name in (("DE", "Bremen"), ("KE", "Nairobi")):
        claim_outcome(tie_to(scene, country, name), scene.chamber, money(title=name), by=scene.carl, at=NOW)

    bremen = {"organisation": scene.chamber, "occurred_first": dt.date(2026, 10, 20)}
    assert set(like(scene, **bremen)) == {"Lease signed", "Bremen"}
    assert [{pair.mine.title, pair.other.title} for pair in undecided_pairs(scene.ana)] == [{"Lease signed", "Bremen"}]


def test_the_figure_of_a_period_is_told_apart_by_its_flow_key(scene):
    first = claim(scene, by=scene.carl)
    second = claim(scene, organisation=scene.office, title="Second")
    assert len(undecided_pairs(scene.ana)) == 1

    Outcome.objects.filter(pk=first.outcome_id).update(flow_key=f"{scene.tie.pk}:OC1:2026-Q3")
    assert len(undecided_pairs(scene.ana)) == 1
    Outcome.objects.filter(pk=second.outcome_id).update(flow_key=f"{scene.tie.pk + 1}:OC1:2026-Q3")
    assert undecided_pairs(scene.ana) == []


def test_no_hint_leaks_what_the_person_may_not_read(scene):
    claim(scene, audience=Audience.OFFICE)

    assert like(scene) == ["Lease signed"]
    assert like(scene, user=scene.carl) == like(scene, user=scene.hanna) == like(scene, user=scene.nobody) == []


def test_the_form_asks_before_it_saves_and_nothing_typed_is_lost(scene):
    standing = claim(scene, occurred=PartialDate.parse("2026-10-01"))
    ana = client_of(scene.ana)
    sent = typed(scene, organisation=scene.office.pk, title="Lease, warehouse", note="Seen by us.", amount="1,250,000")

    asked = ana.post(new_url(scene), {**sent, "files": [paper()]})

    page = asked.content.decode()
    for text in ("Is this the same?", "Lease signed", "Lease, warehouse"):
        assert text in page
    assert "Seen by us." in page
    assert "contract.pdf" in page
    assert Claim.objects.count() == 1
    kept = asked.context["kept_text"]

    made = ana.post(new_url(scene), {**sent, "same": str(standing.outcome_id), "kept": kept})

    assert made.url == reverse("outcomes:outcome", args=[standing.outcome_id])
    joined = Claim.objects.standing().get(organisation=scene.office)
    assert (joined.outcome, joined.evidence) == (standing.outcome, 2)
    assert [file.name for file in joined.files.all()] == ["contract.pdf"]


def test_another_one_goes_on_as_an_outcome_of_its_own(scene):
    claim(scene, occurred=PartialDate.parse("2026-10-01"))

    client_of(scene.ana).post(new_url(scene), typed(scene, organisation=scene.office.pk, same="new"))

    assert Outcome.objects.count() == 2


def test_files_of_somebody_else_are_not_taken_from_a_form(scene):
    claim(scene, occurred=PartialDate.parse("2026-10-01"))
    asked = client_of(scene.ben).post(
        new_url(scene), typed(scene, organisation=scene.office.pk, files=[paper()])
    )
    kept = asked.context["kept_text"]

    client_of(scene.ana).post(new_url(scene), typed(scene, organisation=scene.office.pk, same="new", kept=kept))

    assert not Claim.objects.get(organisation=scene.office).files.exists()


def test_a_further_report_of_the_same_body_corrects_its_own(scene):
    first = claim(scene, by=scene.carl)
    with pytest.raises(refusals.AlreadyReported):
        claim(scene, by=scene.ben, same_as=first.outcome)

    again = claim(scene, by=scene.carl, same_as=first.outcome, amount=Decimal("1300000"), step="contract")

    first.refresh_from_db()
    assert first.superseded_by == again
    assert [step.kind for step in again.steps.all()] == ["contract"]
    assert Outcome.objects.count() == 1


def test_what_is_not_read_is_not_joined_nor_another_kind(scene):
    hidden = claim(scene, audience=Audience.OFFICE)
    with pytest.raises(refusals.NotYoursToRead):
        claim(scene, by=scene.carl, same_as=hidden.outcome)
    jobs = Indicator.objects.get(code="OC8")
    with pytest.raises(refusals.AnotherIndicator):
        claim(scene, same_as=hidden.outcome, indicator=jobs, amount=Decimal(5), currency="")


def test_announced_and_realised_investment_share_a_flow_and_stay_two_outcomes(scene):
    announced = claim(scene, indicator=Indicator.objects.get(code="OC5"), side="host")

    realised = claim(scene, indicator=Indicator.objects.get(code="OC6"), side="host", same_as=announced.outcome)

    assert realised.outcome.flow_key == announced.outcome.flow_key
    assert realised.outcome != announced.outcome
    count_all()
    assert {row.state for row in Counted.objects.all()} == {"reported"}
    ana = client_of(scene.ana)
    page = ana.get(reverse("outcomes:outcome", args=[announced.outcome_id])).content.decode()
    assert "Report what was invested" in page
    assert reverse("outcomes:outcome", args=[realised.outcome_id]) in page


def test_a_further_report_from_the_page_of_an_outcome_joins_it(scene):
    announced = claim(scene, indicator=Indicator.objects.get(code="OC5"), side="host")
    ana, url = client_of(scene.ana), new_url(scene) + f"&of={announced.outcome_id}"
    made = Indicator.objects.get(code="OC6").pk
    assert f'value="{made}" selected' in ana.get(url).content.decode()

    ana.post(url, typed(scene, indicator=made, side="host", title="Built"))

    assert Claim.objects.get(title="Built").outcome.flow_key == announced.outcome.flow_key
    assert client_of(scene.hanna).get(url).status_code == 404


def two(scene, **more):
    """Two reports of one contract that stand apart."""
    return claim(scene, by=scene.carl), claim(scene, organisation=scene.office, **more)


def test_the_review_offers_each_two_outcomes_once_to_whoever_may_change_one(scene):
    first, second = two(scene)

    pairs = undecided_pairs(scene.ana)

    assert [{pair.mine.outcome_id, pair.other.outcome_id} for pair in pairs] == [{first.outcome_id, second.outcome_id}]
    assert undecided_pairs(scene.carl) == undecided_pairs(scene.hanna) == undecided_pairs(scene.eve) == []


def test_the_review_takes_as_many_queries_for_many_as_for_one(scene):
    two(scene)
    with CaptureQueriesContext(connection) as one:
        undecided_pairs(scene.ana)
    for n in range(4):
        claim(scene, by=scene.carl, title=f"More {n}")

    with CaptureQueriesContext(connection) as many:
        found = undecided_pairs(scene.ana)

    assert len(found) == 15
    assert len(many) == len(one)


def test_merging_moves_reports_and_shares_and_the_old_address_leads_on(scene):
    first, second = two(scene, share=Decimal("0.4"), share_reason="The visit")

    kept = merge_outcomes(first.outcome, second.outcome, by=scene.ana, at=NOW)

    assert kept == first.outcome
    assert set(Claim.objects.values_list("outcome", flat=True)) == {kept.pk}
    assert Share.objects.get().share == Decimal("0.4")
    count_all()
    assert Counted.objects.filter(in_portfolio=True).count() == 1
    found = client_of(scene.ana).get(reverse("outcomes:outcome", args=[second.outcome_id]))
    assert found.url == reverse("outcomes:outcome", args=[kept.pk])
    assert client_of(scene.hanna).get(reverse("outcomes:outcome", args=[second.outcome_id])).status_code == 404
    assert Outcome.objects.find(second.outcome.flow_key, second.outcome.indicator) == kept
    assert merge_outcomes(first.outcome, second.outcome, by=scene.ana, at=NOW) == kept
    assert undecided_pairs(scene.ana) == []


def test_merging_keeps_to_one_kind_and_to_ones_own_reports(scene):
    first, second = two(scene)
    other = claim(scene, indicator=Indicator.objects.get(code="OC8"), amount=Decimal(3), currency="")
    with pytest.raises(refusals.AnotherIndicator):
        merge_outcomes(first.outcome, other.outcome, by=scene.ana, at=NOW)
    with pytest.raises(refusals.NotYoursToRead):
        merge_outcomes(first.outcome, second.outcome, by=scene.hanna, at=NOW)

    for outcome in (first.outcome, second.outcome):
        ClaimFactory(outcome=outcome, partnership=scene.tie, owner=scene.far, audience=Audience.SHARED)
    with pytest.raises(refusals.NotYoursToMerge):
        merge_outcomes(first.outcome, second.outcome, by=scene.ana, at=NOW)


def test_the_one_that_holds_others_reports_stays_and_ours_move(scene):
    first, second = two(scene)
    theirs = ClaimFactory(outcome=second.outcome, partnership=scene.tie, owner=scene.far, audience=Audience.SHARED)

    kept = merge_outcomes(first.outcome, second.outcome, by=scene.ana, at=NOW)

    assert kept == second.outcome
    theirs.refresh_from_db()
    assert theirs.outcome == kept


def test_shares_that_would_exceed_the_whole_stop_the_merge(scene):
    first, second = two(scene, share=Decimal("0.6"))
    elsewhere = ClaimFactory(outcome=second.outcome, owner=scene.office).partnership
    Share.objects.create(outcome=first.outcome, partnership=elsewhere, share=Decimal("0.7"))

    with pytest.raises(refusals.SharesAboveOne):
        merge_outcomes(first.outcome, second.outcome, by=scene.ana, at=NOW)
    assert Claim.objects.filter(outcome=second.outcome).exists()


def test_two_that_are_two_are_never_offered_again(scene):
    first, second = two(scene)
    ana, url = client_of(scene.ana), reverse("outcomes:decide-pair")

    ana.post(url, {"one": first.outcome_id, "other": second.outcome_id, "answer": "two"})
    say_not_the_same(second.outcome, first.outcome, by=scene.ana, at=NOW)

    assert NotTheSame.objects.count() == 1
    assert undecided_pairs(scene.ana) == []
    assert "Nothing looks alike" in ana.get(reverse("outcomes:review")).content.decode()


def test_the_review_page_merges_and_is_for_coordinators(scene):
    first, second = two(scene)
    ana = client_of(scene.ana)
    assert "They are one outcome" in ana.get(reverse("outcomes:review")).content.decode()
    assert client_of(scene.ben).get(reverse("outcomes:review")).status_code == 403

    both = {"one": first.outcome_id, "other": second.outcome_id, "answer": "one"}
    assert client_of(scene.hanna).post(reverse("outcomes:decide-pair"), both).status_code == 404
    ana.post(reverse("outcomes:decide-pair"), both)

    assert Outcome.objects.filter(merged_into=None).count() == 1
