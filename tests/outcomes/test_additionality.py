"""What would have happened anyway: stated by coordinators with its source, taken off verified figures, summed apart."""

import datetime as dt
from decimal import Decimal

import pytest
from django.apps import apps
from django.test import Client

from outcomes.models import Additionality
from outcomes.periods import Span
from outcomes.prices import Assumptions
from outcomes.queries.additionality import net_by_indicator
from outcomes.services.additionality import (
    MultiplierUnlikely,
    NotAShare,
    SourceMissing,
    remove_assumptions,
    set_assumptions,
)
from outcomes.services.indicators import NotYours
from outcomes.services.refusals import NotClaimable
from outcomes.services.rollup import settle
from outcomes.services.targets import NotYourTie
from tests.activities.scene import NOW, build
from tests.factories import ClaimFactory, IndicatorFactory, OutcomeFactory, PartnershipFactory

ADD_1 = Assumptions(deadweight=Decimal("0.40"), leakage=Decimal("0.10"), displacement=Decimal("0.25"))
YEAR = Span(dt.date(2026, 1, 1), dt.date(2026, 12, 31), "2026")


@pytest.fixture
def scene(db):
    return build()


def state(scene, values=ADD_1, **more):
    return set_assumptions(scene.office, values, **{"source": "Survey of 40 firms", "by": scene.ana, "at": NOW} | more)


def verified(scene, amount, **more):
    return ClaimFactory(partnership=scene.tie, owner=scene.office, evidence=3, amount=amount, **more)


def figures(scene):
    found = net_by_indicator(scene.ana, scene.office, YEAR)
    return [(row.indicator.code, row.gross, row.net, row.n, row.without) for row in found]


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def test_golden_add_1_on_the_figures_of_an_office(scene):
    state(scene)
    verified(scene, "10000000")
    settle()

    assert figures(scene) == [("OC2", Decimal("10000000.00"), Decimal("4050000.00"), 1, 0)]


def test_kinds_stay_apart_and_what_is_not_verified_stays_out(scene):
    state(scene, Assumptions(deadweight=Decimal("0.5")))
    verified(scene, "100")
    verified(scene, "40", outcome=OutcomeFactory(indicator=IndicatorFactory(code="OC6")))
    ClaimFactory(partnership=scene.tie, owner=scene.office, evidence=1, amount="999")
    settle()

    assert figures(scene) == [
        ("OC2", Decimal("100.00"), Decimal("50.00"), 1, 0), ("OC6", Decimal("40.00"), Decimal("20.00"), 1, 0),
    ]  # fmt: skip


def test_the_row_that_names_more_wins_and_an_outcome_without_one_is_left_out(scene):
    exports = IndicatorFactory(code="OC2")
    state(scene, Assumptions(deadweight=Decimal("0.5")), indicator=exports)
    state(scene, Assumptions(deadweight=Decimal("0.2")), indicator=exports, partnership=scene.tie)
    verified(scene, "100")
    verified(scene, "40", outcome=OutcomeFactory(indicator=IndicatorFactory(code="OC6")))
    settle()

    assert figures(scene) == [
        ("OC2", Decimal("100.00"), Decimal("80.00"), 1, 0), ("OC6", None, None, 0, 1),
    ]  # fmt: skip


def test_stating_the_same_again_changes_nothing_and_another_value_changes_the_row(scene):
    first = state(scene)
    again = state(scene)
    changed = state(scene, Assumptions(deadweight=Decimal("0.3")))

    assert first.pk == again.pk == changed.pk
    events = apps.get_model("outcomes", "AdditionalityEvent").objects.order_by("pgh_id")
    assert list(events.values_list("pgh_label", "deadweight")) == [
        ("insert", Decimal("0.4000")), ("update", Decimal("0.3000")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"values": Assumptions(deadweight=Decimal("1.01"))}, NotAShare),
        ({"values": Assumptions(leakage=Decimal("-0.1"))}, NotAShare),
        ({"values": Assumptions(multiplier=Decimal(0))}, MultiplierUnlikely),
        ({"source": "  "}, SourceMissing),
    ],
)
def test_what_cannot_be_assumed_is_refused(scene, more, refusal):
    with pytest.raises(refusal):
        state(scene, **more)

    assert not Additionality.objects.exists()


def test_only_ones_own_ties_and_indicators_of_money(scene):
    with pytest.raises(NotYourTie):
        state(scene, partnership=PartnershipFactory())
    with pytest.raises(NotClaimable):
        state(scene, indicator=IndicatorFactory(code="OC8", is_money=False))


def test_only_coordinators_of_the_office_state_and_remove(scene):
    row = state(scene)

    with pytest.raises(NotYours):
        state(scene, by=scene.eve)
    with pytest.raises(NotYours):
        remove_assumptions(row, by=scene.eve, at=NOW)

    remove_assumptions(row, by=scene.ana, at=NOW)
    assert not Additionality.objects.exists()


class TestPage:
    url = "/additionality/"

    def test_a_coordinator_states_in_percent_and_removes(self, scene):
        client = client_of(scene.ana)
        given = {"deadweight": "40", "leakage": "10", "displacement": "25", "source": "Survey"}

        saved = client.post(self.url, given)

        row = Additionality.objects.get()
        assert (saved.status_code, row.deadweight, row.substitution, row.multiplier) == (302, Decimal("0.4"), 0, 1)
        assert client.post(self.url, {"remove": row.pk}).status_code == 302
        assert not Additionality.objects.exists()

    def test_it_shows_verified_beside_net_with_the_source(self, scene):
        state(scene)
        verified(scene, "10000000", occurred_first=dt.date.today().replace(day=1))
        settle()

        page = client_of(scene.ana).get(self.url).content.decode()

        assert "4,050,000" in page
        assert "Survey of 40 firms" in page

    def test_a_missing_source_is_asked_for(self, scene):
        response = client_of(scene.ana).post(self.url, {"deadweight": "40"})

        assert response.status_code == 422
        assert not Additionality.objects.exists()

    def test_another_office_reads_and_changes_nothing_of_it(self, scene):
        row = state(scene)
        other = client_of(scene.hanna)

        assert "Survey of 40 firms" not in other.get(self.url).content.decode()
        other.post(self.url, {"remove": row.pk})
        assert Additionality.objects.filter(pk=row.pk).exists()
