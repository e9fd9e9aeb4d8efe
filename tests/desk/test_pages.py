import datetime as dt
import email.utils

import pytest
from django.core.mail import EmailMessage, get_connection

from desk.mailbox import read_mailbox
from desk.queries import search, words_of
from partnerships.models import PartnershipPlace
from stakeholders.models import OutgoingMail
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    CityFactory,
    DeliverableFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PartnershipFactory,
    PersonFactory,
    RegisterEntryFactory,
    SeatFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def anna(office):
    return MembershipFactory(organisation=office.organisation).user


def found(user, text):
    return {group.key: [row["title"] for row in group.rows] for group in search(user, text)}


class TestHome:
    def test_nobody_is_asked_to_sign_in(self, client):
        answer = client.get("/")

        assert answer["Location"] == "/accounts/login/?next=/"

    def test_people_of_an_office_see_the_overview(self, client, anna):
        client.force_login(anna)

        assert client.get("/").status_code == 200

    @pytest.mark.parametrize("role", ["viewer", "contributor", "coordinator"])
    def test_a_chamber_goes_to_its_own_work(self, client, office, role):
        client.force_login(MembershipFactory(organisation=OrganisationFactory(), role=role).user)

        assert client.get("/")["Location"] == "/my-work/"

    def test_the_first_person_of_an_empty_installation_sets_it_up(self, client):
        client.force_login(UserFactory())

        assert client.get("/")["Location"] == "/first-run/"

    def test_a_person_without_office_does_not_set_up_a_second_one(self, client, office):
        client.force_login(UserFactory())

        assert client.get("/")["Location"] == "/my-work/"


class TestSearch:
    @pytest.fixture
    def world(self, office):
        gothenburg = CityFactory(name="Göteborg")
        port = OrganisationFactory(name="Port of Göteborg", place=gothenburg)
        RegisterEntryFactory(office=office.organisation, organisation=port)
        tie = PartnershipFactory(name="Chicago – Göteborg", between=[office.home, gothenburg])
        SeatFactory(partnership=tie, organisation=office.organisation, role="lead")
        PersonFactory(owner=office.organisation, organisation=port, name="Åsa Göteborgsson")
        ActivityFactory(partnership=tie, owner=office.organisation, title="Fair in Göteborg")
        agreement = AgreementFactory(partnership=tie, owner=office.organisation)
        DeliverableFactory(agreement=agreement, title="Figures of Göteborg")
        return tie

    def test_it_finds_each_kind_whatever_the_accents_and_case(self, world, anna):
        expected = {
            "partnerships": ["Chicago – Göteborg"],
            "organisations": ["Port of Göteborg"],
            "people": ["Åsa Göteborgsson"],
            "activities": ["Fair in Göteborg"],
            "deliverables": ["Figures of Göteborg"],
        }

        assert found(anna, "goteborg") == expected
        assert found(anna, "GÖTEBORG") == expected

    def test_each_word_must_occur(self, world, anna):
        assert found(anna, "fair goteborg") == {"activities": ["Fair in Göteborg"]}

    def test_a_stranger_finds_none_of_it(self, world):
        stranger = MembershipFactory(organisation=OfficeFactory().organisation).user

        assert found(stranger, "goteborg") == {}

    def test_ties_on_public_record_are_found_by_their_places_after_those_kept(self, world, anna):
        public = PartnershipFactory(name="Aarhus – Göteborg")
        place = world.places.get(name="Göteborg")
        PartnershipPlace.objects.create(partnership=public, place=place)

        assert found(anna, "goteborg")["partnerships"] == ["Chicago – Göteborg", "Aarhus – Göteborg"]

    def test_five_of_each_kind_and_a_link_to_the_rest(self, office, anna):
        for number in range(7):
            made = OrganisationFactory(name=f"Quay house {number}")
            RegisterEntryFactory(office=office.organisation, organisation=made)

        group = search(anna, "quay house")[0]

        assert (len(group.rows), group.more_url) == (5, "/organisations/?q=quay+house")

    @pytest.mark.parametrize(
        "text", ["", "   ", "%", "_", "\\", "a\x00b", "x" * 5000, "' OR 1=1 --", "a b c d e f g h"]
    )
    def test_odd_searches_find_nothing_and_break_nothing(self, client, world, anna, text):
        client.force_login(anna)

        assert client.get("/search/", {"q": text}).status_code == 200
        assert len(words_of(text)) <= 6

    def test_what_was_searched_is_shown_as_text(self, client, anna):
        client.force_login(anna)

        page = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()

        assert "<script>alert" not in page
        assert "Nothing found" in page

    def test_more_rows_cost_no_more_queries(self, world, office, anna, django_assert_max_num_queries):
        for _ in range(4):
            ActivityFactory(partnership=world, owner=office.organisation, title="Göteborg again")
        found(anna, "goteborg")

        with django_assert_max_num_queries(5):
            found(anna, "goteborg")


class TestMail:
    @pytest.fixture
    def folder(self, tmp_path, settings):
        settings.EMAIL_FILE_PATH = tmp_path / "mail"
        connection = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=tmp_path / "mail")
        for hour, subject in ((9, "Erste Mail – grün"), (10, "Second mail")):
            headers = {"Date": email.utils.format_datetime(NOON.replace(hour=hour))}
            body = "Open this: http://testserver/u/abc/.\nThank you"
            EmailMessage(subject, body, to=["ana@example.org"], headers=headers, connection=connection).send()
        return tmp_path / "mail"

    def test_it_reads_the_folder_the_newest_first(self, folder):
        letters = read_mailbox(folder)

        assert [letter.subject for letter in letters] == ["Second mail", "Erste Mail – grün"]
        assert (letters[0].to, letters[0].links) == ("ana@example.org", ["http://testserver/u/abc/"])

    def test_no_folder_is_an_empty_one(self, tmp_path):
        assert (read_mailbox(tmp_path / "none"), read_mailbox(None)) == ([], [])

    def test_staff_read_a_mail_and_follow_its_link(self, client, folder):
        client.force_login(UserFactory(is_staff=True))
        key = read_mailbox(folder)[0].key

        page = client.get("/desk/mail/", {"open": key}).content.decode()

        assert '<a href="http://testserver/u/abc/">' in page
        assert "Erste Mail – grün" in page
        assert client.get("/desk/mail/", {"open": "../../secret"}).status_code == 404

    def test_nobody_else_reads_it(self, client, anna, folder):
        client.force_login(anna)

        assert client.get("/desk/mail/").status_code == 302

    def test_where_mail_is_really_sent_only_the_faults_are_shown(self, client, folder, settings):
        settings.LOCAL = False
        OutgoingMail.objects.create(
            key="a", to="bad@example.org", subject="Port data", ready_at=NOON, failed_at=NOON, problem="550 unknown"
        )
        client.force_login(UserFactory(is_staff=True))

        page = client.get("/desk/mail/").content.decode()

        assert "550 unknown" in page
        assert "Second mail" not in page

    def test_a_mail_that_came_back_is_shown_with_its_reason(self, client, settings):
        settings.LOCAL = False
        OutgoingMail.objects.create(
            key="a", to="bad@example.org", subject="Port data", ready_at=NOON, sent_at=NOON, bounced_at=NOON,
            problem="5.1.1 user unknown",
        )  # fmt: skip
        client.force_login(UserFactory(is_staff=True))

        page = client.get("/desk/mail/").content.decode()

        assert "came back" in page
        assert "5.1.1 user unknown" in page


def test_the_organisation_page_tells_what_later_rooms_know(client, office, anna):
    port = OrganisationFactory(name="Port of Osaka")
    RegisterEntryFactory(office=office.organisation, organisation=port)
    tie = PartnershipFactory(name="Chicago – Osaka", between=[office.home, port.place])
    SeatFactory(partnership=tie, organisation=office.organisation, role="lead")
    SeatFactory(partnership=tie, organisation=port)
    agreement = AgreementFactory(partnership=tie, owner=office.organisation)
    DeliverableFactory(agreement=agreement, owed_by=port, title="Old figures", due_on=dt.date(2025, 1, 1))
    secret = PartnershipFactory(name="Zyzzyva tie")
    SeatFactory(partnership=secret, organisation=port)
    client.force_login(anna)

    page = client.get("/organisations/port-of-osaka/").content.decode()

    assert "Chicago – Osaka" in page
    assert "Old figures" in page
    assert "0 of 1 promise kept" in page
    assert "Zyzzyva" not in page
