"""The tiles of a scope: what the office aims at where the scope records it, then what the scope records most."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from outcomes.models import Indicator
from outcomes.queries.figures import Sums
from outcomes.queries.recorded import most_recorded
from outcomes.queries.scopes import layer_scope, programme_scope
from outcomes.services.rollup import settle
from outcomes.tiles import fitted, tiles_for
from partnerships.models import SeatRole
from tests.factories import (
    ClaimFactory,
    IndicatorFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    OutcomeFactory,
    PartnershipFactory,
    SeatFactory,
)

YEAR = timezone.localdate().year - 1
CHOSEN = tiles_for(["economy"])


def test_what_the_scope_records_stays_in_the_office_s_order_and_the_rest_is_filled_by_records():
    recorded = ["OC14", "OC6", "OC15", "OC2", "IM3", "OC13"]

    assert fitted(CHOSEN, recorded, {"ties", "promises"}) == ["ties", "OC2", "OC6", "promises", "OC14"]
    assert fitted(CHOSEN, ["OC14"], {"ties"}) == ["ties", "OC14"]
    assert fitted(["people", "ties"], ["AC4", "OC14"], {"people"}) == ["people", "OC14"]


def test_of_one_tie_the_office_s_aims_without_a_record_follow_in_the_free_places():
    found = fitted(CHOSEN, ["OC14"], {"promises"}, of_one_tie=True)

    assert found == ["promises", "OC14", "ties", "OC2", "OC6"]


def test_a_scope_without_any_record_shows_what_the_office_aims_at():
    assert fitted(CHOSEN, [], set()) == CHOSEN


@pytest.fixture
def port(db):
    """An office, a port of its side, a tie of both, and a coordinator."""
    office = OfficeFactory()
    body = OrganisationFactory(kind="port authority", place=office.home)
    tie = PartnershipFactory(between=[office.home, OrganisationFactory().place])
    SeatFactory(partnership=tie, organisation=office.organisation, role=SeatRole.LEAD)
    SeatFactory(partnership=tie, organisation=body)
    office.coordinator = MembershipFactory(organisation=office.organisation).user
    office.port, office.tie = body, tie
    return office


def report(office, code, amount, month=3, organisation=None, **more):
    indicator = Indicator.objects.filter(code=code).first() or IndicatorFactory(code=code)
    first = dt.date(YEAR, month, 1)
    facts = {
        "partnership": office.tie, "evidence": 3, "occurred_first": first, "occurred_last": first.replace(day=28),
        "currency": "USD" if indicator.is_money else "", **more,
    }  # fmt: skip
    return ClaimFactory(
        owner=office.organisation, organisation=organisation or office.port,
        outcome=OutcomeFactory(indicator=indicator), amount=Decimal(amount), **facts,
    )  # fmt: skip


def keys_at(client, office, address):
    client.force_login(office.coordinator)
    board = client.get(address).context["board"]
    return board, [key for key in board.keys if key not in ("ties", "promises", "people")]


def test_the_dashboard_of_all_ports_shows_containers_and_no_empty_exports(port, client):
    for month in (1, 2, 3):
        report(port, "OC14", 100, month)
    report(port, "OC15", 4)
    report(port, "OC2", 1000, organisation=port.organisation)
    settle()

    board, shown = keys_at(client, port, f"/dashboards/layers/port/?year={YEAR}")

    assert shown == ["OC14", "OC15"]
    assert [tile["name"] for tile in board.tiles][1] == "Containers on the corridor"
    assert all(tile["value"] for tile in board.tiles)
    assert board.indicator.code == "OC14"
    assert any("Containers on the corridor" in str(part) for part in board.lead(0))


def test_the_programme_keeps_the_tiles_of_the_office_s_aims(port, client):
    report(port, "OC14", 100)
    settle()

    board, shown = keys_at(client, port, f"/?year={YEAR}")

    assert board.keys == tiles_for(port.aims)
    assert "OC14" not in shown


def test_a_filter_leaves_the_tiles_of_what_its_ties_record(port, client):
    report(port, "OC14", 100)
    other = PartnershipFactory(between=[port.home, OrganisationFactory().place])
    SeatFactory(partnership=other, organisation=port.organisation, role=SeatRole.LEAD)
    report(port, "OC2", 1000, organisation=port.organisation, partnership=other)
    settle()

    place = next(place for place in port.tie.places.all() if place != port.home)
    _board, shown = keys_at(client, port, f"/?year={YEAR}&region={place.pk}")

    assert shown == ["OC14"]


def test_ratios_disputes_and_what_is_long_ago_make_no_tile(port):
    share = Indicator.objects.create(
        code="SHARE", office=port.organisation, name="Share", unit="percent", better="up", over_time="mean",
        over_places="sum", iati_measure=2,
    )  # fmt: skip
    report(port, share.code, 5)
    report(port, "OC2", 1000, currency="XTS")
    report(port, "OC6", 1000, occurred_first=dt.date(YEAR - 9, 1, 1), occurred_last=dt.date(YEAR - 9, 1, 31))
    report(port, "OC14", 7)
    settle()

    for scope in (programme_scope(), layer_scope("port")):
        sums = Sums(port.coordinator, port.organisation, None, scope=scope, since=YEAR - 2)

        assert [row.code for row in most_recorded(sums, YEAR)] == ["OC14"]


def test_an_own_indicator_makes_a_tile_and_equal_ones_stand_in_the_order_of_the_catalogue(port, client):
    Indicator.objects.create(
        code="CRANES", office=port.organisation, name="Cranes", unit="cranes", better="up", over_time="sum",
        over_places="sum",
    )  # fmt: skip
    for code in ("CRANES", "OC15", "OC14"):
        report(port, code, 5)
    settle()

    board, shown = keys_at(client, port, f"/dashboards/layers/port/?year={YEAR}")

    assert shown == ["OC14", "OC15", "CRANES"]
    assert "Cranes" in [tile["name"] for tile in board.tiles]


def test_as_it_was_known_on_a_day_the_tiles_are_those_of_that_day(port, client):
    report(port, "OC14", 5, learnt_on=dt.date(YEAR, 4, 1))
    report(port, "OC2", 5, learnt_on=dt.date(YEAR, 9, 1))
    settle()

    _board, then = keys_at(client, port, f"/dashboards/layers/port/?as_of={YEAR}-06-30")
    _board, now = keys_at(client, port, f"/dashboards/layers/port/?year={YEAR}")

    assert (then, now) == (["OC14"], ["OC2", "OC14"])


def test_a_filtered_overview_makes_no_more_queries_for_its_tiles(port, client):
    report(port, "OC14", 5)
    settle()
    place = port.tie.places.exclude(pk=port.home.pk).get()
    client.force_login(port.coordinator)
    client.get("/")

    with CaptureQueriesContext(connection) as whole:
        client.get("/")
    with CaptureQueriesContext(connection) as filtered:
        client.get(f"/?region={place.pk}")

    assert len(whole) <= 15
    assert len(filtered) <= 18  # beside those, the place, how many ties the office keeps in all, and what is late there
