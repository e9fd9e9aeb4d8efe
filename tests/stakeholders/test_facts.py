"""Codes, sectors and dated figures of organisations; figures of places."""

import datetime as dt
from decimal import Decimal

import pytest

from stakeholders import facts, services
from stakeholders.models import OrganisationFigure, OrganisationIdentifier, PlaceFigure
from stakeholders.verbs import Refusal
from tests.factories import CityFactory, MembershipFactory, OfficeFactory, OrganisationFactory, SeatFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def port():
    return OrganisationFactory(name="Port of Osaka", kind="port authority")


@pytest.fixture
def anna():
    return MembershipFactory(organisation=OfficeFactory().organisation).user


def codes_of(organisation):
    return sorted(organisation.identifiers.values_list("scheme", "value"))


def refused(service, *args, **kwargs):
    with pytest.raises(Refusal) as caught:
        service(*args, by=None, at=NOON, **kwargs)
    return caught.value.code, caught.value.field


def test_the_codes_of_a_named_scheme_are_what_was_given_and_others_stay(port):
    facts.identify_organisation(port, codes={"locode": ["jp osa"], "domain": ["a.jp", "www.b.jp"]}, by=None, at=NOON)

    facts.identify_organisation(port, codes={"domain": ["b.jp", ""]}, by=None, at=NOON)

    assert codes_of(port) == [("domain", "b.jp"), ("locode", "JPOSA")]


def test_a_code_of_another_body_is_refused_and_nothing_is_changed(port):
    OrganisationIdentifier.objects.create(organisation=OrganisationFactory(), scheme="locode", value="JPOSA")

    assert refused(facts.change_in_full, port, name="Osaka", codes={"locode": ["JPOSA"]}) == ("code_taken", "locode")

    port.refresh_from_db()
    assert (port.name, codes_of(port)) == ("Port of Osaka", [])


def test_what_is_no_code_is_refused_beside_its_field(port):
    assert refused(facts.identify_organisation, port, codes={"ror": ["03yrm5c27"]}) == ("not_a_code", "ror")


def test_sectors_are_what_was_given(port):
    facts.set_sectors(port, sectors={"H": 3, "C": 1}, by=None, at=NOON)
    facts.set_sectors(port, sectors={"H": 2, "K": 1}, by=None, at=NOON)

    assert sorted(port.sectors.values_list("section", "strength")) == [("H", 2), ("K", 1)]
    assert refused(facts.set_sectors, port, sectors={"Z": 1}) == ("unknown_sector", "sectors")
    assert refused(facts.set_sectors, port, sectors={"A": 4}) == ("unknown_sector", "sectors")


def test_a_figure_of_the_same_year_takes_the_place_of_the_one_on_file(port):
    for value in ("2400000", "2410000.5"):
        facts.record_figure(
            port, metric=" TEU ", year=2024, value=Decimal(value), unit="TEU", source="yearbook", by=None, at=NOON
        )

    kept = OrganisationFigure.objects.get()
    assert (kept.metric, kept.value, kept.source) == ("teu", Decimal("2410000.5"), "yearbook")
    assert refused(facts.record_figure, port, metric=" - ", year=2024, value=1) == ("metric_missing", "metric")
    assert refused(facts.record_figure, port, metric="teu", year=24, value=1) == ("not_a_year", "year")


def test_nought_is_a_figure_of_a_place_and_a_removed_one_is_removed_twice_in_peace():
    place = CityFactory()
    figure = facts.record_figure(place, metric="Overnight stays", year=2020, value=Decimal(0), by=None, at=NOON)

    assert PlaceFigure.objects.get(place=place, metric="overnight_stays").value == 0
    facts.remove_figure(figure, by=None, at=NOON)
    assert not PlaceFigure.objects.exists()


def test_who_has_members_of_its_own_keeps_its_codes_sectors_and_figures(anna):
    chamber = MembershipFactory(organisation=OrganisationFactory()).organisation

    for change in (
        lambda: facts.identify_organisation(chamber, codes={}, by=anna, at=NOON),
        lambda: facts.set_sectors(chamber, sectors={}, by=anna, at=NOON),
        lambda: facts.record_figure(chamber, metric="members", year=2024, value=1, by=anna, at=NOON),
    ):
        with pytest.raises(services.KeepsItself):
            change()


def test_the_place_changes_until_a_partnership_rests_on_it(port):
    kobe = CityFactory()

    services.change_organisation(port, place=kobe, by=None, at=NOON)
    port.refresh_from_db()
    assert port.place == kobe

    SeatFactory(organisation=port)
    assert refused(services.change_organisation, port, place=CityFactory()) == ("place_held", "place")


def test_an_unknown_time_zone_is_refused(port):
    assert refused(services.change_organisation, port, time_zone="Mars/Olympus") == ("unknown_time_zone", "time_zone")
