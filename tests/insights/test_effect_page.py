"""Would it have happened anyway: the panel from the records, the minimum, both sums, the page."""

import datetime as dt
import math
from decimal import Decimal

import pytest
from django.utils import timezone

from agreements.models import AgreementStatus
from insights.models import Answer, TradeFlow
from insights.services import answers
from outcomes.models import ExchangeRate, Indicator
from outcomes.queries.scopes import programme_scope, tie_scope
from outcomes.queries.targets import rows_of
from outcomes.services.rollup import settle
from outcomes.services.targets import set_target
from partnerships.models import Audience, Partnership, Standing, TieRecord
from stakeholders.access import Role
from tests.factories import (
    ClaimFactory,
    CountryFactory,
    IndicatorFactory,
    MembershipFactory,
    OfficeFactory,
    OutcomeFactory,
    PartnershipFactory,
)
from tests.insights.effect_world import FREE, TIED, city_in, office_that_exports, tie_with, worked
from tests.insights.ranking_world import NOW, member


@pytest.fixture
def office(db):
    return office_that_exports()


def shown(client, office, role=Role.COORDINATOR):
    client.force_login(member(office, role))
    return client.get("/learn/effect/")


def why(answer):
    return {row["unit"]: row["why"] for row in [*answer.found["inputs"]["left_out"], *answer.found["dropped"]]}


def test_an_effect_put_in_is_found_again_by_every_right_way(office):
    found = worked(office).found

    assert (found["treated"], found["controls"], found["enough"]) == (12, 12, True)
    assert found["did"]["simple"] == pytest.approx(0.2, abs=0.03)
    assert found["did"]["simple_low"] < 0.2 < found["did"]["simple_high"]
    assert [found["did"]["did2s"], found["did"]["sun_abraham"]] == pytest.approx([0.2, 0.2], abs=0.03)
    assert found["ppml"]["coef"] == pytest.approx(0.2, abs=0.03)


def test_the_answer_worked_out_twice_is_the_same_to_the_letter(office):
    first, second = worked(office), worked(office)

    assert (first.found, first.checksum) == (second.found, second.checksum)


def test_the_page_tells_the_estimate_with_its_interval_and_its_checks(office, client):
    worked(office)
    page = shown(client, office)
    text = page.content.decode()

    assert page.context["sentence"].startswith("Once a tie is signed, exports of Home to that country stand 2")
    assert "12 countries with a tie, 12 without" in text
    assert text.count('class="chart evt"') == 2
    assert "From above and from below" in text
    assert "A made-up signature two years early finds" in text
    assert "causes" not in text


def test_a_large_effect_bears_a_warning(db, client):
    office = office_that_exports(effect=0.4)
    worked(office)

    assert "more than published work ever found" in shown(client, office).content.decode()


@pytest.mark.parametrize(
    ("tied", "free", "counted"), [(TIED[:3], FREE, "3 and 12"), (TIED, FREE[:9], "12 and 9"), ([], FREE, "0 and 12")]
)
def test_below_ten_and_ten_no_estimate_is_worked_out_nor_shown(db, client, tied, free, counted):
    office = office_that_exports(tied=tied, free=free)
    answer = worked(office)
    page = shown(client, office)

    assert not answer.found["enough"]
    assert "did" not in answer.found
    assert "ppml" not in answer.found
    assert page.context["sentence"] == (
        "Not enough data: 10 countries with a tie and 10 without are needed, " + counted + " can be compared."
    )
    assert "chart evt" not in page.content.decode()
    assert "What is there, and what is missing" in page.content.decode()


def test_without_any_exports_the_page_says_what_to_bring_and_what_the_ties_have(db, client):
    office = OfficeFactory()
    tie_with(office, city_in("FR"), dt.date(2009, 5, 1))
    unasked = shown(client, office).content.decode()
    worked(office)
    page = shown(client, office)
    text = page.content.decode()

    assert "What to bring" in unasked
    assert "Not worked out yet" in unasked
    assert "What to bring" in text
    assert "no exports of" in page.context["sentence"]
    assert page.context["dated"] == {"countries": 1, "dated": 1}


@pytest.mark.parametrize("level", ["region", "country"])
def test_the_exports_of_the_region_or_the_country_stand_in_where_the_city_has_none(db, client, level):
    office = office_that_exports(level=level)

    assert worked(office).found["inputs"]["level"] == level


def test_a_country_whose_treatment_is_not_known_is_neither_treated_nor_a_control(office):
    home = office.home
    tie_with(office, city_in(FREE[0]))
    stranger = PartnershipFactory(between=[home, city_in(FREE[1])])
    TieRecord.objects.create(partnership=stranger, source="list", external_id="1", name_a="Home", name_b="There")
    answer = worked(office)

    assert answer.found["controls"] == 10
    assert why(answer) == {
        FREE[0]: "a tie without any date", FREE[1]: "a tie on the public record that is not the office’s"
    }  # fmt: skip


def test_drafts_named_agreements_and_ties_only_thought_of_treat_nobody(office):
    tie_with(office, city_in(FREE[0]), dt.date(2010, 1, 1), Standing.EXPLORING, status=AgreementStatus.DRAFT)
    tie_with(office, city_in(FREE[1]), dt.date(2010, 1, 1), audience=Audience.NAMED)
    tie_with(office, city_in(FREE[2]), None, Standing.REQUESTED)
    answer = worked(office)

    assert why(answer) == {FREE[1]: "a tie without any date"}
    assert answer.found["controls"] == 11


def test_the_first_of_several_signatures_counts_and_an_ended_tie_stays(office):
    tie_with(office, city_in(TIED[0]), dt.date(2016, 1, 1), Standing.ENDED)
    told = {tie["country"]: tie for tie in worked(office).found["inputs"]["ties"]}

    assert told[TIED[0]] == {"country": TIED[0], "since": 2009, "by": "agreement", "ties": 2, "ended": False}


def test_noughts_gaps_and_early_signatures_leave_a_country_out_by_name(office):
    def flows(code):
        return TradeFlow.objects.filter(destination__iso_code=code)

    flows(FREE[0]).filter(year=2010).update(value=0)
    flows(FREE[1]).filter(year=2010).delete()
    office.organisation.seats.first().partnership.agreements.update(
        signed_first=dt.date(1999, 1, 1), signed_last=dt.date(1999, 1, 1)
    )
    answer = worked(office)

    assert why(answer) == {
        FREE[0]: "a year without any exports", FREE[1]: "a year without value",
        TIED[0]: "treated before the second year",
    }  # fmt: skip
    assert answer.found["ppml"]["noughts"] == 1
    assert answer.found["ppml"]["n"] == 23 * 16 - 1


def test_flows_of_other_money_of_thin_years_and_of_the_running_year_are_counted_out(office):
    free = CountryFactory(iso_code=FREE[0])
    TradeFlow.objects.filter(destination=free, year=2010).update(currency="EUR")
    for year in (1990, NOW.year):
        TradeFlow.objects.create(origin=office.home, destination=free, year=year, value=5, currency="USD")
    facts = worked(office).found["inputs"]

    assert facts["flows"] == {"year_not_over": 1, "other_currency": 1, "thin_years": 1}
    assert (facts["years"][0], facts["years"][-1], facts["currency"]) == (2004, 2019, "USD")


def verified_export(office, code, amount, audience=Audience.OFFICE):
    tie = office.organisation.seats.get(partnership__places__country__iso_code=code).partnership
    day = dt.date(2015, 3, 1)
    ClaimFactory(
        outcome=OutcomeFactory(indicator=IndicatorFactory(code="OC2")), partnership=tie, owner=office.organisation,
        amount=amount, evidence=3, occurred_first=day, learnt_on=day, audience=audience,
    )  # fmt: skip


def test_the_ledger_stands_beside_the_estimate_with_their_ratio_and_is_not_added(office):
    verified_export(office, TIED[0], "30000.00")
    verified_export(office, TIED[1], "500.00", Audience.NAMED)
    settle()
    sums = worked(office).found["sums"]

    assert (sums["bottom_up"], sums["converted"], sums["country_years"]) == (30_000, True, 6 * 11 + 6 * 7)
    assert sums["ratio"] == pytest.approx(30_000 / sums["top_down"]["value"])
    assert sums["top_down"]["value"] / sums["base"] == pytest.approx(math.expm1(0.2), abs=0.04)


def test_exports_in_other_money_are_converted_by_the_rate_of_their_year_or_bear_no_ratio(office, client):
    TradeFlow.objects.update(currency="EUR")
    without = worked(office).found["sums"]
    assert (without["converted"], without["ratio"], without["no_rate"]) == (False, None, [2007, 2011])
    assert "a rate to USD is missing" in shown(client, office).content.decode()

    for year in (2007, 2011):
        ExchangeRate.objects.create(
            currency="EUR", kind="average", first=dt.date(year, 1, 1), last=dt.date(year, 12, 31), rate="2"
        )
    assert worked(office).found["sums"]["base"] == pytest.approx(2 * without["base"])


def test_one_s_effect_is_nobody_else_s_to_read(office, client):
    worked(office)

    assert shown(client, office, Role.VIEWER).status_code == 200
    assert "Home" not in shown(client, OfficeFactory()).content.decode()
    limited = MembershipFactory(organisation=office.organisation, role=Role.VIEWER, limited=True)
    limited.ties.create(partnership=office.organisation.seats.first().partnership)
    client.force_login(limited.user)
    assert client.get("/learn/effect/").status_code == 403


def test_the_worked_example_gives_the_published_coefficients_and_stands_on_the_page(db, client):
    asked = answers.ask("gravity", owner=None, by=None, at=NOW)
    answers.work(asked.pk)
    found = Answer.objects.get(pk=asked.pk).found

    distance = found["distance"]
    assert distance["n"] == 28_152
    assert [round(distance["coef"][key], 3) for key in ("ln:dist", "cntg", "lang", "clny")] == [
        -0.841, 0.437, 0.247, -0.222
    ]  # fmt: skip
    assert found["between"]["effect_percent"]["rta"] == pytest.approx(21.0, abs=0.1)
    assert found["within"]["effect_percent"]["rta"] == pytest.approx(-5.1, abs=0.1)
    text = shown(client, OfficeFactory()).content.decode()
    assert "28,152 flows between 69 countries, 1986 to 2006" in text
    assert "-0.841" in text.replace("−", "-")


# --- The indicator of the catalogue -----------------------------------------------------------------------------------


def im1(office, partnership=None):
    """The row of the estimated effect among the targets of this year."""
    coordinator, year = member(office), timezone.localdate().year
    indicator = Indicator.objects.shipped("IM1")
    owner = office.organisation
    set_target(owner, indicator, year, Decimal(5), partnership=partnership, by=coordinator, at=NOW)
    scope = tie_scope(coordinator, partnership.slug) if partnership else programme_scope()
    return next(row for row in rows_of(coordinator, office, year, scope, partnership) if row.indicator.code == "IM1")


def test_the_estimate_stands_among_the_targets_with_its_interval_and_for_no_single_tie(office):
    before = im1(office)
    answer = worked(office)
    row, of_one = im1(office), im1(office, Partnership.objects.first())

    assert (before.actual, "What to learn" in before.note) == (None, True)
    assert float(row.actual) == pytest.approx(100 * math.expm1(answer.found["did"]["simple"]), abs=0.06)
    assert "95%" in row.note
    assert (of_one.actual, "never of one" in of_one.note) == (None, True)


def test_below_the_minimum_no_estimate_stands_among_the_targets(db):
    office = office_that_exports(tied=TIED[:3])
    worked(office)

    assert im1(office).actual is None
