"""The pages of likely doubles: found, side by side, merged, undone; nothing of other offices is hinted at."""

import pytest
from django.test import Client

from stakeholders.access import Role
from stakeholders.models import Merge, Organisation, RegisterEntry
from tests.factories import CityFactory, MembershipFactory, OfficeFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def pair(office):
    """Two of one web domain in one city, both on the office's file."""
    city = CityFactory()
    made = [
        OrganisationFactory(name="Port of Ulm", place=city, kind="port authority", website="https://port-ulm.example"),
        OrganisationFactory(
            name="Ulm Port Authority", place=city, kind="port authority", website="http://www.port-ulm.example/en"
        ),
    ]
    for one in made:
        RegisterEntry.objects.create(office=office.organisation, organisation=one)
    return made


def client_of(office, role=Role.COORDINATOR):
    client = Client()
    client.force_login(MembershipFactory(organisation=office.organisation, role=role).user)
    return client


def test_two_of_one_domain_are_found_with_the_reason_and_lead_to_both(office, pair):
    client = client_of(office)

    page = client.get("/organisations/doubles/").content.decode()
    both = client.get(f"/organisations/doubles/organisations/{pair[0].pk}/{pair[1].pk}/")

    assert pair[0].name in page
    assert pair[1].name in page
    assert both.status_code == 200


def test_what_another_office_has_on_file_is_not_hinted_at(office, pair):
    other = OfficeFactory()
    RegisterEntry.objects.create(office=other.organisation, organisation=pair[0])

    page = client_of(other).get("/organisations/doubles/").content.decode()

    assert pair[1].name not in page
    assert client_of(other).get(f"/organisations/doubles/organisations/{pair[0].pk}/{pair[1].pk}/").status_code == 404


def test_merged_on_the_page_the_old_address_leads_to_the_one_that_stays_until_it_is_undone(office, pair):
    client, (kept, gone) = client_of(office), pair

    merged = client.post(f"/organisations/doubles/organisations/{kept.pk}/{gone.pk}/", {"name": "left"})
    led = client.get(f"/organisations/{gone.slug}/")
    listed = client.get("/organisations/doubles/merges/").content.decode()
    undone = client.post(f"/organisations/doubles/merges/{Merge.objects.get().pk}/undo/")

    assert (merged.status_code, led.status_code, undone.status_code) == (302, 301, 302)
    assert led["Location"] == f"/organisations/{kept.slug}/"
    assert gone.name in listed
    assert client.get(f"/organisations/{gone.slug}/").status_code == 200


def test_a_viewer_looks_and_does_not_merge(office, pair):
    client = client_of(office, Role.VIEWER)
    address = f"/organisations/doubles/organisations/{pair[0].pk}/{pair[1].pk}/"

    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 403
    assert client.post(f"{address}apart/").status_code == 403
    assert Organisation.objects.filter(pk__in=[one.pk for one in pair]).count() == 2


def test_two_that_are_said_to_be_two_are_not_shown_again(office, pair):
    client = client_of(office)

    client.post(f"/organisations/doubles/organisations/{pair[0].pk}/{pair[1].pk}/apart/")

    assert pair[0].name not in client.get("/organisations/doubles/").content.decode()
