"""How long does it take, by what was known at signature: from the office's records to the table on the page."""

import datetime as dt
import json
import re

import pytest

from agreements.models import AgreementKind
from stakeholders.models import OrganisationKind, Place
from tests.factories import CityFactory, CountryFactory, OrganisationFactory, PartyFactory
from tests.insights.conversion_world import agreement, office_since, tie, ties, worked
from tests.insights.ranking_world import member

MIXED = [1, 2, 6, 2, 3, 3, 4, 5, 9, 4, 6, 8, None, None]  # years to an outcome of ties signed in 2001, 2002, …
EVERY_SECOND = range(0, 14, 2)
DAY = dt.date(2003, 1, 1)
P_OR_RATIO = re.compile(r"log-rank p|times the rate of outcomes")


@pytest.fixture
def office(db):
    return office_since()


def known(office):
    return {one["name"]: one for one in worked(office).found["known"]}


def sizes(office):
    """{grouping: (ties of group 1, of group 0, of neither)}"""
    return {
        name: (one["groups"]["1"]["n"], one["groups"]["0"]["n"], one["unknown"]) for name, one in known(office).items()
    }


def page_of(client, office):
    client.force_login(member(office))
    return client.get("/learn/conversion/")


def told(page):
    return {one["found"]["name"]: one["told"] for one in page.context["known"]}


@pytest.mark.parametrize("kind", [AgreementKind.TRADE, AgreementKind.INVESTMENT, AgreementKind.PORT])
def test_a_first_agreement_on_trade_investment_or_a_port_is_one_group_all_others_the_other(office, kind):
    tie(office, "Commercial", DAY, kind=kind)
    for other in (AgreementKind.SISTER_CITY, AgreementKind.MOU, AgreementKind.SECTOR):
        tie(office, other, DAY, kind=other)

    assert sizes(office)["trade_signed"] == (1, 3, 0)


def test_the_other_side_lies_on_the_offices_own_continent_or_on_another(office):
    for code in ("US", "MX", "PA", "BR", "DE"):
        tie(office, code, DAY, countries=[code])

    assert sizes(office)["same_continent"] == (3, 2, 0)


def test_a_body_besides_city_and_region_is_party_to_the_first_agreement_or_not(office):
    tie(office, "With a chamber", DAY, chamber=True)
    tie(office, "Cities alone", DAY)

    assert sizes(office)["others_signed"] == (1, 1, 0)


def test_what_was_signed_later_changes_nothing(office):
    kept = tie(office, "Friends", DAY)
    before = worked(office).found["known"]
    later = agreement(office, kept, DAY + dt.timedelta(days=1), kind=AgreementKind.TRADE, chamber=True)
    abroad = OrganisationFactory(kind=OrganisationKind.CITY_GOVERNMENT, place=CityFactory(
        country=CountryFactory(iso_code="DE")))  # fmt: skip
    PartyFactory(agreement=later, organisation=abroad)

    assert worked(office).found["known"] == before


def test_a_trade_agreement_stays_the_first_where_others_follow(office):
    kept = tie(office, "Traders", DAY, kind=AgreementKind.TRADE)
    agreement(office, kept, DAY + dt.timedelta(days=400), kind=AgreementKind.FRIENDSHIP)

    assert sizes(office)["trade_signed"] == (1, 0, 0)


def test_papers_of_the_same_day_count_as_one_whichever_was_recorded_first(office):
    for name, kinds in (("One way", (AgreementKind.TRADE, AgreementKind.FRIENDSHIP)),
                        ("The other", (AgreementKind.FRIENDSHIP, AgreementKind.TRADE))):  # fmt: skip
        kept = tie(office, name, DAY, kind=kinds[0])
        agreement(office, kept, DAY, kind=kinds[1], chamber=True)

    assert sizes(office)["trade_signed"] == (2, 0, 0)
    assert sizes(office)["others_signed"] == (2, 0, 0)


def test_papers_of_which_only_the_year_is_known_are_not_of_the_same_day(office):
    kept = tie(office, "Sometime in 2003")
    year = {"signed_first": dt.date(2003, 1, 1)}
    agreement(office, kept, dt.date(2003, 12, 31), kind=AgreementKind.FRIENDSHIP, **year)
    agreement(office, kept, dt.date(2003, 12, 31), kind=AgreementKind.TRADE, **year)

    assert sizes(office)["trade_signed"] == (0, 1, 0)


def test_of_several_other_sides_those_that_signed_first_count(office):
    kept = tie(office, "Three cities", DAY, countries=["MX", "DE"])
    first = kept.agreements.get()
    assert sizes(office)["same_continent"] == (0, 0, 1)

    near = OrganisationFactory(kind=OrganisationKind.CITY_GOVERNMENT, place=kept.places.get(country_code="MX"))
    PartyFactory(agreement=first, organisation=near)
    assert sizes(office)["same_continent"] == (1, 0, 0)

    far = OrganisationFactory(kind=OrganisationKind.CITY_GOVERNMENT, place=kept.places.get(country_code="DE"))
    PartyFactory(agreement=first, organisation=far)
    assert sizes(office)["same_continent"] == (0, 0, 1)


def test_a_tie_whose_country_is_not_on_file_is_left_out_of_this_comparison_alone_and_counted(office, client):
    for name in ("Here", "Nowhere"):
        tie(office, name, DAY)
    Place.objects.filter(name="City of Nowhere").update(country_code="ZZ")

    assert sizes(office) == {"trade_signed": (0, 2, 0), "others_signed": (0, 2, 0), "same_continent": (1, 0, 1)}
    assert told(page_of(client, office))["same_continent"] == (
        "Not enough data: five ties in each group are needed, 1 and 0 are there. 1 tie is left out here: where its "
        "other side lies is not on file, or it lies on yours and another."
    )


@pytest.mark.parametrize(
    ("which", "name", "words"),
    [
        ("trade", "trade_signed", "A first agreement on trade, investment or a port goes with"),
        ("chamber", "others_signed",
         "A chamber, port, university or another body as a party to the first agreement goes with"),
    ],
)  # fmt: skip
def test_two_groups_are_compared_by_a_ratio_with_its_interval(office, client, which, name, words):
    ties(office, MIXED, **{which: EVERY_SECOND})
    one = known(office)[name]

    assert (one["n"], one["outcomes"], one["why"]) == (14, 12, None)
    assert told(page_of(client, office))[name] == (
        f"{words} {one['cox_hr']:.2f} times the rate of outcomes ({one['cox_hr_low']:.2f} to {one['cox_hr_high']:.2f}; "
        f"log-rank p {one['logrank_p']:.3f}, adjusted {one['p_holm']:.3f})."
    )


def test_partners_on_the_own_continent_are_compared_with_those_beyond(office, client):
    ties(office, MIXED, abroad=EVERY_SECOND)
    one = known(office)["same_continent"]

    assert one["groups"]["1"]["n"] == one["groups"]["0"]["n"] == 7
    assert told(page_of(client, office))["same_continent"].startswith(
        f"A partner on your own continent goes with {one['cox_hr']:.2f} times the rate of outcomes ("
    )


def test_three_groupings_looked_at_together_have_their_p_adjusted(office, client):
    ties(office, MIXED, trade=EVERY_SECOND, chamber=range(7), abroad=range(3, 10))
    found = known(office)
    ordered = sorted((one["logrank_p"], one["p_holm"]) for one in found.values())

    assert ordered[0][1] == pytest.approx(min(1, 3 * ordered[0][0]))
    assert ordered[1][1] == pytest.approx(min(1, max(ordered[0][1], 2 * ordered[1][0])))
    assert ordered[2][1] == pytest.approx(min(1, max(ordered[1][1], ordered[2][0])))
    text = page_of(client, office).content.decode()
    assert "need not be what brings it" in text
    assert len(P_OR_RATIO.findall(text)) == 6
    assert "cause" not in text.split('id="h-known"')[1].split("</section>")[0]


def test_the_table_tells_size_outcomes_and_when_half_have_one(office, client):
    ties(office, [2] * 5 + [3] * 4 + [None] + [8, *[None] * 9], trade=range(10), first=1981)
    office.records_complete_from = dt.date(1980, 1, 1)
    office.save()
    worked(office)
    page = page_of(client, office)
    with_it, without = page.context["known"][0]["groups"]

    assert (with_it["n"], with_it["outcomes"], with_it["half"]) == (10, 9, "2.0 (2.0 to 3.0)")
    assert (without["n"], without["outcomes"], without["half"]) == (10, 1, "not reached")
    assert re.search(r"First agreement on trade.*?</th><td[^>]*>10</td><td[^>]*>9</td>", page.content.decode())


def test_a_group_watched_by_fewer_than_five_has_no_time(office, client):
    ties(office, MIXED, trade=EVERY_SECOND)
    worked(office)

    assert [one["half"] for one in page_of(client, office).context["known"][0]["groups"]] == ["not enough data"] * 2


def test_below_five_ties_in_a_group_nothing_is_compared_and_the_page_counts_them(office, client):
    ties(office, [2, 3, 4, 5, 6, 2, 3, 4, 5, 6, 7, None], trade=range(4), chamber=range(3), abroad=range(2))
    found = worked(office).found
    page = page_of(client, office)

    assert found["outcomes"] == 11
    assert told(page) == {
        name: f"Not enough data: five ties in each group are needed, {one} and {other} are there."
        for name, one, other in (("trade_signed", 4, 8), ("others_signed", 3, 9), ("same_continent", 10, 2))
    }
    assert not P_OR_RATIO.search(page.content.decode())
    assert {group["half"] for one in page.context["known"] for group in one["groups"]} == {"–"}


@pytest.mark.parametrize("outcomes", [0, 9])
def test_below_ten_outcomes_nothing_is_compared_and_the_page_says_how_many_there_are(office, client, outcomes):
    years = [2 + k % 4 for k in range(outcomes)] + [None] * (12 - outcomes)
    ties(office, years, trade=range(0, 12, 2))
    worked(office)
    page = page_of(client, office)
    text = page.content.decode()

    assert told(page)["trade_signed"] == (
        f"Not enough data: ten outcomes are needed before two groups are compared, {outcomes} are there."
    )
    assert not P_OR_RATIO.search(text)
    assert "Log-rank" not in text
    assert "chart steps" in text


def test_groups_wholly_apart_have_no_ratio_and_no_p(office, client):
    ties(office, [2, 3] * 5 + [None] * 6, trade=range(10))
    found = known(office)
    page = page_of(client, office)
    text = page.content.decode()

    assert (found["trade_signed"]["outcomes"], found["trade_signed"]["cox_hr"]) == (10, None)
    assert told(page)["trade_signed"].startswith("No ratio can be told")
    assert not P_OR_RATIO.search(text)
    assert "Log-rank" not in text


def test_worked_out_twice_the_answer_is_the_same(office):
    ties(office, MIXED, trade=EVERY_SECOND, chamber=range(7), abroad=range(3, 10))
    first, second = worked(office), worked(office)

    assert first.pk != second.pk
    assert (json.dumps(first.found), first.checksum) == (json.dumps(second.found), second.checksum)
