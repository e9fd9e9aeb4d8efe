"""Pages on which an organisation is kept in full: looked up, added, changed, with dated figures."""

from decimal import Decimal

import pytest
from django.urls import reverse

from stakeholders.models import KnownBody, Organisation, OrganisationFigure, OrganisationIdentifier, PlaceFigure
from tests.factories import (
    CityFactory,
    CountryFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    RegisterEntryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
FIGURE = {"metric": "teu", "year": "2024", "value": "2400000", "unit": "", "source": "yearbook"}


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def coordinator(client, office):
    user = MembershipFactory(organisation=office.organisation).user
    client.force_login(user)
    return user


@pytest.fixture
def osaka():
    return CityFactory(name="Osaka", country=CountryFactory(iso_code="JP", name="Japan"))


@pytest.fixture
def port(office, osaka):
    port = OrganisationFactory(name="Port of Osaka", kind="port authority", place=osaka)
    RegisterEntryFactory(office=office.organisation, organisation=port)
    return port


def typed(**changes):
    return {"name": "Port of Kobe", "kind": "port authority", "place": "Osaka", **changes}


def test_a_port_is_looked_up_without_script_and_fills_the_form(client, coordinator, osaka):
    body = KnownBody.objects.create(
        register="ports", code="JPOSA", name="Osaka", country_code="JP", place=osaka, time_zone="Asia/Tokyo"
    )

    found = client.get(reverse("stakeholders:add-organisation"), {"name": "osak", "country": "JP"})
    begun = client.get(reverse("stakeholders:add-organisation"), {"known": body.pk})

    assert f"?known={body.pk}".encode() in found.content
    assert begun.context["form"]["locode"].value() == "JPOSA"
    for word in (b'value="Port of Osaka"', b'value="JPOSA"', b'value="Osaka, Japan"'):
        assert word in begun.content


@pytest.mark.parametrize("known", ["0", "x", "9" * 30, "٣"])
def test_an_odd_number_of_a_body_leaves_the_form_empty(client, coordinator, known):
    assert client.get(reverse("stakeholders:add-organisation"), {"known": known}).status_code == 200


def test_codes_are_offered_as_one_types(client, coordinator):
    KnownBody.objects.create(
        register="universities", code="osaka-u.ac.jp", name="Osaka University", country_code="JP",
        domains=["osaka-u.ac.jp"],
    )  # fmt: skip
    given = {"as": "options", "of": "domain", "register": "universities", "domain": "x.jp; osaka-u"}

    assert b'<option value="osaka-u.ac.jp">' in client.get(reverse("stakeholders:known-bodies"), given).content


def test_everything_typed_arrives(client, coordinator, osaka):
    sent = typed(
        aliases="神戸港\n神戸港\n KPA ", language="ja", languages=["en", "ja"], time_zone="Asia/Tokyo", locode="jp ukb",
        acts_for="Osaka", domain="www.kobe.jp; port.kobe.jp", registration="JP 12", sector_H="3",
    )  # fmt: skip

    answer = client.post(reverse("stakeholders:add-organisation"), sent)

    made = Organisation.objects.get(name="Port of Kobe")
    assert answer.status_code == 302
    assert (made.aliases, made.language, made.languages, made.time_zone, made.acts_for) == (
        ["神戸港", "KPA"], "ja", ["en", "ja"], "Asia/Tokyo", osaka,
    )  # fmt: skip
    assert sorted(made.identifiers.values_list("scheme", "value")) == [
        ("domain", "kobe.jp"), ("domain", "port.kobe.jp"), ("locode", "JPUKB"), ("registration", "JP 12"),
    ]  # fmt: skip
    assert list(made.sectors.values_list("section", "strength")) == [("H", 3)]


def test_a_bad_code_stands_beside_its_field_and_what_was_typed_stays(client, coordinator, osaka):
    answer = client.post(reverse("stakeholders:add-organisation"), typed(ror="03yrm5c27", aliases="Kobe-ko"))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["ror"]
    assert b"Kobe-ko" in answer.content
    assert not Organisation.objects.filter(name="Port of Kobe").exists()


def test_a_code_of_a_body_one_may_not_open_is_refused_without_its_name(client, coordinator, osaka):
    closed = OrganisationFactory(name="Quokkaberg harbour")
    OrganisationIdentifier.objects.create(organisation=closed, scheme="locode", value="JPUKB")

    answer = client.post(reverse("stakeholders:add-organisation"), typed(locode="JPUKB"))

    assert answer.status_code == 409
    assert list(answer.context["form"].errors) == ["locode"]
    assert b"Quokkaberg" not in answer.content
    assert not Organisation.objects.filter(name="Port of Kobe").exists()


def test_saving_the_form_as_it_stands_changes_nothing(client, coordinator, port, osaka):
    """A region that bears the label of the city does not take its place."""
    port.aliases, port.languages, port.acts_for = ["大阪港"], ["ja"], osaka
    port.save()
    CityFactory(name="Osaka", country=osaka.country, population=9_000_000)
    OrganisationIdentifier.objects.create(organisation=port, scheme="registration", value="a; b")
    address = reverse("stakeholders:change-organisation", args=[port.slug])
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields}

    answer = client.post(address, {name: value for name, value in sent.items() if value is not None})

    port.refresh_from_db()
    assert answer.status_code == 302
    assert (port.place, port.acts_for, port.aliases, port.languages) == (osaka, osaka, ["大阪港"], ["ja"])
    assert list(port.identifiers.values_list("value", flat=True)) == ["a; b"]


def test_a_figure_is_typed_shown_on_top_and_taken_away(client, coordinator, port):
    address = reverse("stakeholders:add-figure", args=[port.slug])

    client.post(address, FIGURE)
    page = client.get(reverse("stakeholders:organisation", args=[port.slug]))
    figure = OrganisationFigure.objects.get()

    assert (figure.value, figure.unit, figure.source) == (Decimal(2_400_000), "TEU", "yearbook")
    assert [row.name for row in page.context["latest"]] == ["Containers handled"]
    assert b"2,400,000" in page.content
    assert client.post(address, {**FIGURE, "metric": ""}).status_code == 422
    client.post(reverse("stakeholders:remove-figure", args=[port.slug, figure.pk]))
    assert not OrganisationFigure.objects.exists()


def test_figures_of_a_place_are_kept_by_its_own_office_and_read_by_all(client, coordinator, office, osaka):
    home, there = (reverse("stakeholders:place-figures", args=[place.pk]) for place in (office.home, osaka))
    given = {**FIGURE, "metric": "", "other": "Overnight stays"}

    assert client.post(home, given).status_code == 302
    assert client.post(there, given).status_code == 403
    assert PlaceFigure.objects.get().metric == "overnight_stays"
    client.force_login(UserFactory())
    assert b"Overnight stays" in client.get(home).content


def test_a_place_with_figures_of_many_years_shows_the_latest_five_and_opens_the_others(client, coordinator, office):
    for year in range(2004, 2025):
        PlaceFigure.objects.create(place=office.home, metric="gdp", year=year, value=year * 1_000, unit="USD")
    PlaceFigure.objects.create(place=office.home, metric="flight_countries", year=2014, value=12)

    page = client.get(reverse("stakeholders:place-figures", args=[office.home.pk]))

    shown = [(row["name"], len(row["rows"]), len(row["earlier"])) for row in page.context["metrics"]]
    assert shown == [("Countries with a direct flight", 1, 0), ("Gross domestic product", 5, 16)]
    assert b"Gross domestic product: 16 earlier years" in page.content
    assert b"2,004,000 USD" in page.content


def test_the_list_is_found_by_alias_and_sorted_both_ways(client, coordinator, office, osaka):
    for name in ("Äther", "Azur", "Zug"):
        body = OrganisationFactory(name=name, place=osaka, aliases=[f"{name}-alias"])
        RegisterEntryFactory(office=office.organisation, organisation=body)
    address = reverse("stakeholders:organisations")

    assert [row.name for row in client.get(address, {"q": "alias", "sort": "name"}).context["page"]] == [
        "Äther", "Azur", "Zug",
    ]  # fmt: skip
    assert [row.name for row in client.get(address, {"q": "alias", "sort": "-name"}).context["page"]] == [
        "Zug", "Azur", "Äther",
    ]  # fmt: skip
    assert [row.name for row in client.get(address, {"q": "ather"}).context["page"]] == ["Äther"]
