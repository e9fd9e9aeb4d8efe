import datetime as dt

import pytest
from django.core import mail as outbox
from django.urls import reverse

from stakeholders import services
from stakeholders.access import Role
from stakeholders.mail import send_due
from stakeholders.models import (
    Membership,
    OldSlug,
    Organisation,
    OrganisationEvent,
    OutgoingMail,
    Person,
    Post,
    RegisterEntry,
    User,
)
from tests.factories import CityFactory, MembershipFactory, OfficeFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def office():
    return OfficeFactory(language="en", time_zone="America/Chicago")


@pytest.fixture
def anna(office):
    return MembershipFactory(organisation=office.organisation, user__name="Anna Reyes").user


@pytest.fixture
def add(office, anna):
    def run(**changes):
        given = {"office": office, "name": "Port of Osaka", "kind": "port authority", "by": anna, "at": NOON}
        return services.add_organisation(**{**given, **changes})

    return run


class TestAddOrganisation:
    def test_a_new_one_gets_an_address_and_stands_on_the_office_s_file(self, add, office):
        port, is_new = add(place=CityFactory())

        assert (port.slug, is_new) == ("port-of-osaka", True)
        assert RegisterEntry.objects.filter(office=office.organisation, organisation=port).exists()

    def test_one_that_another_office_knows_is_taken_as_it_stands(self, add):
        place = CityFactory()
        known = OrganisationFactory(name="Pört of Osaka", kind="other", place=place)

        port, is_new = add(name="  port  of OSAKA ", place=place)

        assert (port, port.kind, is_new) == (known, "other", False)

    def test_a_second_one_of_the_same_name_and_place_is_refused(self, add):
        place = CityFactory()
        first, _ = add(place=place)

        with pytest.raises(services.AlreadyOnFile) as refusal:
            add(name="PORT OF OSAKA", place=place)

        assert (refusal.value.subject, refusal.value.field) == (first, "name")
        assert Organisation.objects.filter(place=place).count() == 1

    def test_the_office_itself_is_on_its_file_already(self, add, office):
        with pytest.raises(services.AlreadyOnFile):
            add(name=office.organisation.name, place=office.home)

        assert RegisterEntry.objects.count() == 0

    def test_the_same_name_elsewhere_is_another_organisation(self, add):
        first, _ = add(place=CityFactory())

        second, is_new = add(place=CityFactory())

        assert (second != first, second.slug, is_new) == (True, "port-of-osaka-2", True)

    def test_a_name_in_another_script_gets_an_address_too(self, add):
        one, _ = add(name="大阪商工会議所", place=CityFactory())
        other, _ = add(name="New", place=CityFactory())

        assert (one.slug, other.slug) == ("organisation", "organisation-new")

    def test_no_name_is_refused(self, add):
        with pytest.raises(services.NameMissing):
            add(name="   ", place=CityFactory())


class TestChangeOrganisation:
    def test_a_new_name_moves_the_address_and_leaves_a_signpost(self, add, anna):
        port, _ = add(place=CityFactory())

        services.change_organisation(port, name="Osaka Harbour", by=anna, at=NOON)

        port.refresh_from_db()
        assert (port.name, port.slug) == ("Osaka Harbour", "osaka-harbour")
        assert list(OldSlug.objects.values_list("slug", "object_id")) == [("port-of-osaka", port.pk)]

    def test_going_back_to_the_old_name_takes_the_signpost_away(self, add, anna):
        port, _ = add(place=CityFactory())

        services.change_organisation(port, name="Osaka Harbour", by=anna, at=NOON)
        services.change_organisation(port, name="Port of Osaka", by=anna, at=NOON)

        port.refresh_from_db()
        assert port.slug == "port-of-osaka"
        assert list(OldSlug.objects.values_list("slug", flat=True)) == ["osaka-harbour"]

    def test_an_address_that_somebody_used_to_have_is_not_given_away(self, add, anna):
        port, _ = add(place=CityFactory())
        services.change_organisation(port, name="Osaka Harbour", by=anna, at=NOON)

        other, _ = add(place=CityFactory())

        assert other.slug == "port-of-osaka-2"

    def test_the_name_of_a_neighbour_is_refused(self, add, anna):
        place = CityFactory()
        add(place=place, name="Osaka Harbour")
        port, _ = add(place=place)

        with pytest.raises(services.NameTaken):
            services.change_organisation(port, name="osaka harbour", by=anna, at=NOON)

    def test_an_organisation_with_people_of_its_own_keeps_itself(self, add, anna):
        port, _ = add(place=CityFactory())
        keiko = MembershipFactory(organisation=port).user

        with pytest.raises(services.KeepsItself):
            services.change_organisation(port, name="Mine now", by=anna, at=NOON)
        services.change_organisation(port, website="https://port.example", by=keiko, at=NOON)

        port.refresh_from_db()
        assert (port.name, port.website) == ("Port of Osaka", "https://port.example")

    def test_the_history_names_the_verb_and_its_author(self, add, anna):
        port, _ = add(place=CityFactory())

        services.change_organisation(port, website="https://port.example", by=anna, at=NOON)

        events = OrganisationEvent.objects.filter(pgh_obj_id=port.pk).order_by("pgh_id")
        told = [(e.pgh_context.metadata["verb"], e.pgh_context.metadata["by"]) for e in events]
        assert told == [("organisation.added", anna.pk), ("organisation.changed", anna.pk)]


class TestPeople:
    def test_a_contact_belongs_to_the_office_that_wrote_it_down(self, add, office, anna):
        port, _ = add(place=CityFactory())

        person = services.add_person(
            office=office, organisation=port, name="Keiko Ito", email="keiko@port.example", post="Liaison", by=anna,
            at=NOON,
        )  # fmt: skip

        assert (person.owner, person.organisation) == (office.organisation, port)
        assert Post.objects.get(organisation=port).holdings.get().person == person

    def test_the_same_address_twice_is_refused(self, add, office, anna):
        port, _ = add(place=CityFactory())
        given = {"office": office, "organisation": port, "by": anna, "at": NOON}
        services.add_person(name="Keiko", email="keiko@port.example", **given)

        with pytest.raises(services.AddressTaken):
            services.add_person(name="K. Ito", email="KEIKO@port.example", **given)

        assert Person.objects.count() == 1

    def test_a_contact_may_keep_its_own_address_but_not_take_another_s(self, add, office, anna):
        port, _ = add(place=CityFactory())
        given = {"office": office, "organisation": port, "by": anna, "at": NOON}
        keiko = services.add_person(name="Keiko", email="keiko@port.example", **given)
        ken = services.add_person(name="Ken", email="ken@port.example", **given)

        services.change_person(keiko, name="Keiko Ito", email="keiko@port.example", by=anna, at=NOON)
        with pytest.raises(services.AddressTaken):
            services.change_person(ken, email="keiko@port.example", by=anna, at=NOON)
        with pytest.raises(services.NameMissing):
            services.change_person(ken, name=" ", by=anna, at=NOON)

        assert list(Person.objects.values_list("name", flat=True)) == ["Keiko Ito", "Ken"]


class TestOfficeSettings:
    def test_settings_are_saved(self, office, anna):
        services.change_office_settings(
            office, year_starts_in=7, aims=["economy"], records_complete_from=dt.date(2020, 1, 1), by=anna, at=NOON
        )

        office.refresh_from_db()
        assert (office.year_starts_in, office.aims, office.records_complete_from) == (
            7, ["economy"], dt.date(2020, 1, 1),
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"language": "tlh"}, services.UnknownLanguage),
            ({"time_zone": "Europe/Atlantis"}, services.UnknownTimeZone),
            ({"year_starts_in": 13}, services.NotAMonth),
            ({"aims": ["glory"]}, services.UnknownAim),
            ({"records_complete_from": dt.date(2026, 3, 3)}, services.InTheFuture),
        ],
    )
    def test_what_makes_no_sense_is_refused_by_name(self, office, anna, changes, refusal):
        with pytest.raises(refusal) as refused:
            services.change_office_settings(office, by=anna, at=NOON, **changes)

        assert refused.value.field == next(iter(changes))


class TestMembers:
    def invite(self, office, anna, **changes):
        given = {"email": "Ben@example.org", "name": "Ben Okafor", "role": Role.VIEWER, "by": anna, "at": NOON}
        return services.invite_member(office, **{**given, **changes})

    def test_an_invited_person_sets_a_password_and_signs_in(self, office, anna, client, settings):
        settings.GEMEL_URL = "http://testserver"
        member = self.invite(office, anna)
        send_due(NOON)
        text = outbox.outbox[0].body
        link = next(word for word in text.split() if word.startswith("http://testserver"))

        page = client.get(link, follow=True)
        client.post(page.request["PATH_INFO"], {"password1": "tall green ships", "password2": "tall green ships"})
        client.post(reverse("account_login"), {"login": "ben@example.org", "password": "tall green ships"})

        assert (member.user.email, member.role) == ("ben@example.org", "viewer")
        assert "Anna Reyes invites you" in text
        assert client.session["_auth_user_id"] == str(member.user_id)

    def test_somebody_with_an_account_only_becomes_a_member(self, office, anna):
        ben = UserFactory(email="ben@example.org", name="Benjamin")

        member = self.invite(office, anna)

        assert (member.user, User.objects.filter(email="ben@example.org").count()) == (ben, 1)
        assert "password/reset/key" not in OutgoingMail.objects.get().text

    def test_a_member_is_not_invited_twice(self, office, anna):
        self.invite(office, anna)

        with pytest.raises(services.AlreadyMember):
            self.invite(office, anna)

        assert OutgoingMail.objects.count() == 1

    def test_a_member_who_left_comes_back(self, office, anna):
        old = MembershipFactory(
            organisation=office.organisation, user__email="ben@example.org", until=dt.date(2025, 1, 1)
        )

        member = self.invite(office, anna)

        assert (member, member.until, member.role) == (old, None, "viewer")

    def test_the_last_coordinator_can_neither_go_nor_step_down(self, office, anna):
        member = Membership.objects.get(user=anna)

        with pytest.raises(services.LastCoordinator):
            services.change_role(member, role=Role.VIEWER, by=anna, at=NOON)
        with pytest.raises(services.LastCoordinator):
            services.remove_member(member, by=anna, at=NOON)

        assert Membership.objects.get(user=anna).role == Role.COORDINATOR

    def test_whoever_has_left_can_be_neither_changed_nor_removed(self, office, anna):
        ben = self.invite(office, anna)
        Membership.objects.filter(pk=ben.pk).delete()

        with pytest.raises(services.NotAMember):
            services.change_role(ben, role=Role.VIEWER, by=anna, at=NOON)
        with pytest.raises(services.NotAMember):
            services.remove_member(ben, by=anna, at=NOON)

    def test_with_a_second_coordinator_the_first_may_go(self, office, anna):
        MembershipFactory(organisation=office.organisation)

        gone = services.remove_member(Membership.objects.get(user=anna), by=anna, at=NOON)

        assert Membership.objects.get(user=anna) == gone  # a former member, and no longer one of today
        assert not Membership.objects.current(on=NOON.date()).filter(user=anna).exists()
