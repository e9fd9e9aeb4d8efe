import datetime as dt

import pytest
from django.urls import reverse

from stakeholders.models import Membership, OldSlug, Organisation, OutgoingMail, Person
from stakeholders.queries import label_of
from tests.factories import (
    CityFactory,
    CountryFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PersonFactory,
    RegisterEntryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def anna(office):
    return MembershipFactory(organisation=office.organisation, user__name="Anna Reyes").user


@pytest.fixture
def port(office):
    made = OrganisationFactory(name="Port of Osaka", kind="port authority")
    RegisterEntryFactory(office=office.organisation, organisation=made)
    return made


@pytest.fixture
def at_desk(client, anna):
    client.force_login(anna)
    return client


class TestList:
    def test_it_shows_the_office_s_file_and_nobody_else_s(self, at_desk, port):
        OrganisationFactory(name="Zyzzyva Trust")

        page = at_desk.get("/organisations/").content.decode()

        assert "Port of Osaka" in page
        assert "Zyzzyva" not in page

    def test_filters_narrow_it_and_can_be_dropped_one_by_one(self, at_desk, office, port):
        country = CountryFactory(iso_code="KE", name="Kenya")
        kenyan = OrganisationFactory(name="Port of Mombása", kind="port authority", place=CityFactory(country=country))
        RegisterEntryFactory(office=office.organisation, organisation=kenyan)

        answer = at_desk.get("/organisations/", {"q": "MOMBASA", "kind": "port authority", "country": country.pk})

        assert [row.name for row in answer.context["page"]] == ["Port of Mombása"]
        assert [used["text"] for used in answer.context["active"]] == [
            "Name: MOMBASA", "Kind: Port authority", "Country: Kenya",
        ]  # fmt: skip
        assert "kind" not in answer.context["active"][1]["url"]

    def test_a_country_in_which_nobody_is_known_is_not_offered(self, at_desk, port):
        elsewhere = OrganisationFactory(place=CityFactory(country=CountryFactory(iso_code="KE", name="Kenya")))

        answer = at_desk.get("/organisations/", {"country": elsewhere.place.country_id})

        assert "Kenya" not in answer.content.decode()

    def test_it_sorts_by_each_column(self, at_desk, office, port):
        PersonFactory(owner=office.organisation, organisation=port)

        first = [at_desk.get("/organisations/", {"sort": key}).context["page"][0] for key in ("-contacts", "contacts")]

        assert first == [port, office.organisation]

    def test_three_rows_cost_no_more_queries_than_one(self, at_desk, office, django_assert_num_queries):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        at_desk.get("/organisations/")
        with CaptureQueriesContext(connection) as before:
            at_desk.get("/organisations/")
        for _ in range(3):
            RegisterEntryFactory(office=office.organisation, organisation=OrganisationFactory())

        with django_assert_num_queries(len(before)):
            at_desk.get("/organisations/")

    def test_an_empty_search_says_what_to_drop(self, at_desk):
        assert "No organisation matches" in at_desk.get("/organisations/?q=zz").content.decode()


class TestOrganisationPage:
    def test_it_shows_contacts_of_this_office_only(self, at_desk, office, port):
        PersonFactory(owner=office.organisation, organisation=port, name="Keiko Ito")
        PersonFactory(owner=OfficeFactory().organisation, organisation=port, name="Secret Contact")

        page = at_desk.get("/organisations/port-of-osaka/").content.decode()

        assert "Keiko Ito" in page
        assert "Secret Contact" not in page

    def test_what_is_not_on_file_is_not_there(self, at_desk):
        OrganisationFactory(name="Hidden House")

        assert at_desk.get("/organisations/hidden-house/").status_code == 404

    def test_an_old_address_leads_to_the_new_one_for_those_who_may_see_it(self, at_desk, port):
        OldSlug.objects.create(kind="organisation", slug="harbour", object_id=port.pk)
        hidden = OrganisationFactory(name="Hidden House")
        OldSlug.objects.create(kind="organisation", slug="secret", object_id=hidden.pk)

        moved = at_desk.get("/organisations/harbour/")

        assert (moved.status_code, moved["Location"]) == (301, "/organisations/port-of-osaka/")
        assert at_desk.get("/organisations/secret/").status_code == 404

    def test_a_viewer_reads_and_changes_nothing(self, client, office, port):
        client.force_login(MembershipFactory(organisation=office.organisation, role="viewer").user)

        page = client.get("/organisations/port-of-osaka/")

        assert page.status_code == 200
        assert "/organisations/port-of-osaka/change/" not in page.content.decode()
        assert client.get("/organisations/port-of-osaka/change/").status_code == 403
        assert client.post("/organisations/port-of-osaka/contacts/", {"name": "X"}).status_code == 403
        assert client.get("/organisations/new/").status_code == 403


class TestAdd:
    def send(self, client, **changes):
        given = {"name": "Hafen Hamburg", "kind": "port authority", "place": "Hamburg", "website": "hafen.example"}
        return client.post("/organisations/new/", {**given, **changes})

    def test_a_new_organisation_has_its_page(self, at_desk, office):
        CityFactory(name="Hamburg")

        answer = self.send(at_desk)

        made = Organisation.objects.get(slug="hafen-hamburg")
        assert (answer.status_code, answer["Location"]) == (302, "/organisations/hafen-hamburg/")
        assert (made.website, made.place.name) == ("https://hafen.example", "Hamburg")

    def test_sending_twice_makes_one_and_shows_it(self, at_desk):
        CityFactory(name="Hamburg")
        self.send(at_desk)

        again = self.send(at_desk)

        assert again.status_code == 409
        assert Organisation.objects.filter(name="Hafen Hamburg").count() == 1
        assert 'href="/organisations/hafen-hamburg/"' in again.content.decode()

    def test_a_mistake_keeps_what_was_typed(self, at_desk):
        answer = self.send(at_desk, place="Nowhere at all", website="not an address")

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "No place of this name is known" in page
        assert 'value="Hafen Hamburg"' in page
        assert 'value="Nowhere at all"' in page
        assert "<title>Problem:" in page

    def test_several_places_of_one_name_are_offered(self, at_desk):
        for code, name in (("DE", "Germany"), ("KE", "Kenya")):
            CityFactory(name="Hamburg", country=CountryFactory(iso_code=code, name=name))

        answer = self.send(at_desk)
        chosen = self.send(at_desk, place="Hamburg, Germany")

        assert "Hamburg, Germany; Hamburg, Kenya" in answer.content.decode()
        assert chosen.status_code == 302


class TestChange:
    def test_a_rename_moves_the_page(self, at_desk, port):
        answer = at_desk.post(
            "/organisations/port-of-osaka/change/",
            {"name": "Osaka Harbour", "kind": "port authority", "place": label_of(port.place)},
        )

        assert answer["Location"] == "/organisations/osaka-harbour/"
        assert at_desk.get("/organisations/port-of-osaka/")["Location"] == "/organisations/osaka-harbour/"

    def test_an_organisation_that_keeps_itself_says_so(self, at_desk, port):
        MembershipFactory(organisation=port)

        answer = at_desk.post(
            "/organisations/port-of-osaka/change/",
            {"name": "Mine", "kind": "port authority", "place": label_of(port.place)},
        )

        assert answer.status_code == 409
        assert "they keep its name and data themselves" in answer.content.decode()

    def test_a_contact_is_added_and_changed(self, at_desk, office, port):
        at_desk.post("/organisations/port-of-osaka/contacts/", {"name": "Keiko", "email": "k@port.example"})
        keiko = Person.objects.get()

        answer = at_desk.post(f"/people/{keiko.pk}/", {"name": "Keiko Ito", "never_mail": "on"})

        keiko.refresh_from_db()
        assert answer["Location"] == "/organisations/port-of-osaka/"
        assert (keiko.name, keiko.never_mail, keiko.owner) == ("Keiko Ito", True, office.organisation)

    def test_a_contact_without_a_name_is_told_so_where_it_was_typed(self, at_desk, port):
        answer = at_desk.post("/organisations/port-of-osaka/contacts/", {"email": "k@port.example"})

        page = answer.content.decode()
        assert answer.status_code == 422
        assert '<details class="data" open>' in page
        assert 'value="k@port.example"' in page

    def test_somebody_else_s_contact_is_not_there(self, at_desk):
        stranger = PersonFactory(owner=OfficeFactory().organisation)

        assert at_desk.get(f"/people/{stranger.pk}/").status_code == 404


class TestSettings:
    def fields(self, **changes):
        given = {"language": "en", "time_zone": "America/Chicago", "year_starts_in": "7", "aims": ["economy"]}
        return {**given, **changes}

    def test_a_coordinator_sets_the_office_s_year_and_aims(self, at_desk, office):
        answer = at_desk.post("/settings/office/", self.fields(records_complete_from="2020-01-01"))

        office.refresh_from_db()
        assert answer.status_code == 302
        assert (office.year_starts_in, office.aims, office.records_complete_from) == (
            7, ["economy"], dt.date(2020, 1, 1),
        )  # fmt: skip

    def test_the_rules_of_the_office_are_one_step_away(self, at_desk):
        page = at_desk.get("/settings/office/").content.decode()

        assert 'href="/settings/approvals/"' in page
        assert 'href="/clocks/rules/"' in page

    def test_a_day_that_has_not_come_is_refused_beside_the_field(self, at_desk, office):
        answer = at_desk.post("/settings/office/", self.fields(records_complete_from="2999-01-01"))

        office.refresh_from_db()
        assert answer.status_code == 409
        assert "a day that has not come yet" in answer.content.decode()
        assert office.records_complete_from is None

    @pytest.mark.parametrize("role", ["viewer", "contributor"])
    def test_nobody_else_opens_them(self, client, office, role):
        client.force_login(MembershipFactory(organisation=office.organisation, role=role).user)
        mine = Membership.objects.get(role=role)

        answers = [
            client.get("/settings/office/").status_code,
            client.post("/settings/office/people/", {"email": "x@example.org", "role": "viewer"}).status_code,
            client.post(f"/settings/office/people/{mine.pk}/role/", {"role": "coordinator"}).status_code,
            client.post(f"/settings/office/people/{mine.pk}/remove/").status_code,
        ]

        assert answers == [403, 403, 403, 403]
        assert Membership.objects.get(pk=mine.pk).role == role

    def test_a_coordinator_of_a_chamber_has_no_office_to_set(self, client):
        client.force_login(MembershipFactory(organisation=OrganisationFactory()).user)

        assert client.get("/settings/office/").status_code == 403

    def test_an_invitation_goes_out_and_a_second_one_is_refused(self, at_desk, office):
        given = {"email": "ben@example.org", "name": "Ben", "role": "viewer"}

        first = at_desk.post("/settings/office/people/", given)
        second = at_desk.post("/settings/office/people/", given)

        assert (first.status_code, second.status_code) == (302, 409)
        assert "in your office already" in second.content.decode()
        assert list(OutgoingMail.objects.values_list("to", flat=True)) == ["ben@example.org"]

    def test_a_member_of_another_office_is_out_of_reach(self, at_desk):
        other = MembershipFactory(organisation=OfficeFactory().organisation)

        assert at_desk.post(f"/settings/office/people/{other.pk}/remove/").status_code == 404
        assert at_desk.post(f"/settings/office/people/{other.pk}/role/", {"role": "viewer"}).status_code == 404

    def test_the_last_coordinator_stays(self, at_desk, anna):
        mine = Membership.objects.get(user=anna)

        answer = at_desk.post(f"/settings/office/people/{mine.pk}/remove/")

        assert answer.status_code == 409
        assert "at least one coordinator" in answer.content.decode()

    def test_roles_are_changed_and_members_removed(self, at_desk, office):
        member = MembershipFactory(organisation=office.organisation, role="viewer")

        at_desk.post(f"/settings/office/people/{member.pk}/role/", {"role": "contributor"})
        changed = Membership.objects.get(pk=member.pk).role
        at_desk.post(f"/settings/office/people/{member.pk}/remove/")

        assert changed == "contributor"
        assert list(Membership.objects.filter(pk=member.pk)) == [member]  # on the list of former members
        assert not Membership.objects.current().filter(pk=member.pk).exists()


def test_nobody_reads_anything_without_signing_in(client, port):
    for path in ("/organisations/", "/organisations/port-of-osaka/", "/organisations/new/", "/settings/office/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (302, f"{reverse('account_login')}?next={path}")


def test_a_person_without_any_membership_sees_an_empty_list(client):
    client.force_login(UserFactory())

    page = client.get("/organisations/")

    assert "No organisation yet" in page.content.decode()
