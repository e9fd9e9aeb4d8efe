"""Sums by place, layer, organisation and sector: each outcome once in each, however many ties and claims it has."""

from decimal import Decimal

import pytest

from outcomes.models import Counted, Reach, ReachMember
from outcomes.models.reach import LAYERS, LEVELS, member_number
from outcomes.services import rollup
from partnerships.models import SeatRole
from stakeholders.models import Level, OrganisationKind, Place
from stakeholders.models.organisations import LAYER_OF, Layer
from tests.factories import (
    CityFactory,
    ClaimFactory,
    CountryFactory,
    OfficeFactory,
    OrganisationFactory,
    OutcomeFactory,
    PartnershipFactory,
    SeatFactory,
    ShareFactory,
)
from tests.outcomes.totals import added

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return OfficeFactory(organisation__place=CityFactory(country=CountryFactory(iso_code="US"))).organisation


@pytest.fixture
def germany():
    return CountryFactory(iso_code="DE")


@pytest.fixture
def hesse(germany):
    return Place.objects.create(
        level=Level.REGION, name="Hesse", parent=germany, country=germany, country_code="DE"
    )


@pytest.fixture
def frankfurt(germany, hesse):
    return CityFactory(country=germany, parent=hesse)


@pytest.fixture
def kassel(germany, hesse):
    return CityFactory(country=germany, parent=hesse)


def tie_with(home, *cities):
    partnership = PartnershipFactory(between=[home.place, *cities])
    SeatFactory(partnership=partnership, organisation=home, role=SeatRole.LEAD)
    return partnership


def claim(tie, owner, **more):
    return ClaimFactory(partnership=tie, owner=owner, **{"evidence": 3, "amount": "1000", **more})


def sums(level, member):
    return [(row.n, row.nominal, row.contributed) for row in added(level, member)]


def test_a_city_its_region_and_its_country_hold_the_outcome(home, frankfurt, hesse, germany):
    claim(tie_with(home, frankfurt), home)

    rollup.settle()

    assert {place: sums("place", place) for place in (frankfurt, hesse, germany, home.place)} == {
        place: [(1, Decimal("1000.00"), None)] for place in (frankfurt, hesse, germany, home.place)
    }


def test_a_tie_with_both_cities_in_one_country_counts_once_there(home, frankfurt, kassel, hesse, germany):
    claim(tie_with(home, frankfurt, kassel), home)

    rollup.settle()

    assert sums("place", hesse) == sums("place", germany) == [(1, Decimal("1000.00"), None)]


def test_an_outcome_of_two_ties_into_one_country_counts_once_there_and_its_parts_add(
    home, frankfurt, kassel, hesse, germany
):
    outcome = OutcomeFactory()
    for city, share in [(frankfurt, "0.5"), (kassel, "0.3")]:
        tie = tie_with(home, city)
        claim(tie, home, outcome=outcome)
        ShareFactory(outcome=outcome, partnership=tie, share=Decimal(share))

    rollup.settle()

    assert sums("place", frankfurt) == [(1, Decimal("1000.00"), Decimal("500.00"))]
    assert sums("place", kassel) == [(1, Decimal("1000.00"), Decimal("300.00"))]
    assert sums("place", hesse) == [(1, Decimal("1000.00"), Decimal("800.00"))]
    assert sums("place", germany) == sums("portfolio", 0) == [(1, Decimal("1000.00"), Decimal("800.00"))]


def test_two_equal_amounts_on_one_day_are_two_outcomes(home, frankfurt, germany):
    tie = tie_with(home, frankfurt)
    claim(tie, home)
    claim(tie, home)

    rollup.settle()

    assert sums("place", germany) == [(2, Decimal("2000.00"), None)]


def test_an_outcome_claimed_by_a_port_and_a_chamber_stands_once_in_each_layer_and_body(home, frankfurt):
    tie, outcome = tie_with(home, frankfurt), OutcomeFactory()
    port = OrganisationFactory(kind=OrganisationKind.PORT)
    chamber = OrganisationFactory(kind=OrganisationKind.CHAMBER)
    claim(tie, home, outcome=outcome, organisation=port, side="seller")
    claim(tie, home, outcome=outcome, organisation=chamber, side="buyer")

    rollup.settle()

    once = [(1, Decimal("1000.00"), None)]
    assert sums("organisation", port) == sums("organisation", chamber) == once
    assert sums("layer", Layer.PORT) == sums("layer", Layer.CHAMBER) == once
    assert sums("layer", Layer.UNIVERSITY) == []


def test_the_sector_is_that_of_the_best_supported_claim_that_states_one(home, frankfurt):
    tie, outcome = tie_with(home, frankfurt), OutcomeFactory()
    claim(tie, home, outcome=outcome, side="seller", sector="")
    claim(tie, home, outcome=outcome, side="buyer", sector="H", evidence=3)

    rollup.settle()

    assert sums("sector", "H") == [(1, Decimal("1000.00"), None)]
    assert sums("sector", "C") == []


def test_a_city_that_comes_to_another_country_takes_its_sums_along(home, frankfurt, germany):
    claim(tie_with(home, frankfurt), home)
    rollup.settle()
    france = CountryFactory(iso_code="FR")

    Place.objects.filter(pk=frankfurt.pk).update(country=france, parent=france)
    rollup.settle()

    assert sums("place", germany) == []
    assert sums("place", france) == [(1, Decimal("1000.00"), None)]
    assert rollup.check()["differences"] == 0


def test_a_move_of_a_place_without_outcomes_marks_nothing(home, frankfurt, kassel):
    claim(tie_with(home, frankfurt), home)
    rollup.settle()

    Place.objects.filter(pk=kassel.pk).update(parent=None)

    assert rollup.settle()["keys"] == 0


def test_a_place_that_only_changes_its_name_marks_nothing(home, frankfurt):
    claim(tie_with(home, frankfurt), home)
    rollup.settle()

    Place.objects.update(name="Another name")

    assert rollup.settle()["keys"] == 0


def test_the_list_of_a_total_is_read_by_the_same_reach(home, frankfurt, kassel, germany):
    outcome = OutcomeFactory()
    for city in (frankfurt, kassel):
        tie = tie_with(home, city)
        claim(tie, home, outcome=outcome)
        claim(tie, home, amount="250")

    rollup.settle()

    rows = Counted.objects.filter(
        reach__members__level="place", reach__members__member=germany.pk, reach__members__counts=True
    )
    assert sums("place", germany) == [(3, sum(row.nominal for row in rows), None)] == [(3, Decimal("1500.00"), None)]


def test_rows_that_are_alike_in_what_they_reach_share_it(home, frankfurt):
    tie, chamber = tie_with(home, frankfurt), OrganisationFactory()
    for _ in range(3):
        claim(tie, home, organisation=chamber)

    rollup.settle()

    assert Reach.objects.count() == 1
    assert ReachMember.objects.filter(level="partnership").count() == 1


@pytest.mark.parametrize("kind", OrganisationKind.values)
def test_the_database_knows_the_layer_of_each_kind(kind):
    body = OrganisationFactory(kind=kind)

    reach = Reach.objects.create(partnership=PartnershipFactory(), organisations=[body.pk])

    member = reach.members.get(level="layer").member
    assert LAYERS[member - 1] == LAYER_OF.get(OrganisationKind(kind), Layer.OTHER)


def test_levels_keep_their_numbers_for_the_database_counts_on_them():
    assert LEVELS == ["portfolio", "partnership", "place", "layer", "organisation", "sector"]
    assert [member_number(level, "A" if level == "sector" else 7) for level in ("portfolio", "place", "sector")] == [
        0, 7, 1,
    ]  # fmt: skip
