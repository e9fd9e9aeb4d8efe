"""The first visit to an empty installation: city, office, ties on public record; one German and one Kenyan city."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.models import Agreement, AgreementStatus
from desk.services import (
    NameInSample,
    NotACity,
    OfficeExists,
    OfficeNameMissing,
    open_office,
    take_over_by_hand,
    take_over_ties,
)
from partnerships.models import Partnership, SeatRole, StageResult, Standing, TieRecord
from partnerships.queries import recorded_ties
from partnerships.services.refusals import NotYourOffice, NotYourPlace, SideHasLead, TieWithItself
from stakeholders.access import Role
from stakeholders.dates import PartialDate
from stakeholders.models import Office
from stakeholders.queries import office_of, places_meant
from tests.factories import (
    CityFactory,
    CountryFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PartnershipFactory,
    SeatFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


@pytest.fixture(params=[("DE", "Germany", "Hamburg"), ("KE", "Kenya", "Nairobi")], ids=["Hamburg", "Nairobi"])
def city(request):
    """A city with two ties on record and one partner that the record lacks."""
    code, country, name = request.param
    home = CityFactory(name=name, country=CountryFactory(iso_code=code, name=country))
    CityFactory(name="Osaka", country=CountryFactory(iso_code="JP", name="Japan"))
    home.ties = []
    for number, partner in enumerate(("León", "Raleigh")):
        tie = PartnershipFactory(between=[home, CityFactory(name=partner)], name=f"{name} – {partner}")
        TieRecord.objects.create(
            partnership=tie, source="wikipedia", external_id=f"{name}-{number}", name_a=name, name_b=partner
        )
        home.ties.append(tie)
    return home


@pytest.fixture
def anna():
    return UserFactory()


@pytest.fixture
def visit(client, anna):
    client.force_login(anna)
    return client


@pytest.fixture
def opened(city, anna):
    return open_office(home=city, name=f"City of {city.name}", by=anna, at=NOON)


def test_the_whole_first_visit_without_script(visit, anna, city):
    found = visit.get(reverse("desk:first-run"), {"q": city.name[:4].lower()})
    assert f"?place={city.pk}" in found.content.decode()
    assert "2 partnerships on public record" in found.content.decode()

    named = visit.get(reverse("desk:first-run"), {"place": city.pk})
    assert f"City of {city.name}" in named.content.decode()

    sent = visit.post(reverse("desk:first-run"), {"place": city.pk, "name": f"City of {city.name}"}, follow=True)
    assert sent.redirect_chain[-1][0] == reverse("desk:first-run-ties")
    text = sent.content.decode()
    assert "León" in text
    assert "Raleigh" in text
    assert "Not every country is in the record: Japan" in text

    kept = visit.post(reverse("desk:first-run-ties"), {"tie": [city.ties[0].pk]}, follow=True)
    assert "1 partnership is now yours to keep." in kept.content.decode()

    added = visit.post(reverse("desk:first-run-add"), {"other": "Osaka", "form": "partnership", "since": "1989"})
    assert added.status_code == 302

    office = office_of(anna)
    assert office.role == Role.COORDINATOR
    ties = Partnership.objects.kept_by(office.organisation).order_by("pk")
    assert [tie.name for tie in ties] == [city.ties[0].name, f"{city.name} – Osaka"]


def test_nothing_on_the_first_screen_reads_no_recent_record(visit, anna, city, opened):
    take_over_ties(opened, city.ties, by=anna, at=NOON)

    text = visit.get(reverse("partnerships:list")).content.decode()
    table = text[text.index("<tbody>"):text.index("</tbody>")]

    assert table.count("Not enough records") == 2
    assert "No recent record" not in table
    assert {result.reason for result in StageResult.objects.all()} == {"not_enough_records"}


def test_a_kept_tie_has_an_agreement_in_force_of_unknown_date_with_its_source(anna, city, opened):
    (seat,) = take_over_ties(opened, city.ties[:1], by=anna, at=NOON)

    agreement = Agreement.objects.get(partnership=city.ties[0])
    assert (seat.role, seat.standing) == (SeatRole.LEAD, Standing.KEPT)
    assert (agreement.kind, agreement.status) == ("sister city", AgreementStatus.IN_FORCE)
    assert (agreement.in_force_first, agreement.signed_first) == (None, None)
    assert agreement.source_note == f"wikipedia, {city.name}-0"
    assert agreement.audience == "shared"


def test_taking_over_twice_makes_one_seat_and_one_agreement(anna, city, opened):
    take_over_ties(opened, city.ties, by=anna, at=NOON)
    take_over_ties(opened, city.ties, by=anna, at=NOON)

    counts = Partnership.objects.annotate(s=Count("seats", distinct=True), a=Count("agreements", distinct=True))
    assert set(counts.values_list("s", "a")) == {(1, 1)}


def test_one_tie_of_another_office_leaves_all_as_they_were(anna, city, opened):
    SeatFactory(partnership=city.ties[1], organisation=OrganisationFactory(place=city), role=SeatRole.LEAD)

    with pytest.raises(SideHasLead):
        take_over_ties(opened, city.ties, by=anna, at=NOON)

    assert not Agreement.objects.exists()
    assert not city.ties[0].seats.exists()


def test_a_tie_of_other_cities_is_not_taken_over(anna, opened):
    with pytest.raises(NotYourPlace):
        take_over_ties(opened, [PartnershipFactory(between=[CityFactory(), CityFactory()])], by=anna, at=NOON)


def test_a_stranger_takes_nothing_over(city, opened):
    with pytest.raises(NotYourOffice):
        take_over_ties(opened, city.ties, by=UserFactory(), at=NOON)
    with pytest.raises(NotYourOffice):
        take_over_by_hand(opened, other=CityFactory(), by=UserFactory(), at=NOON)


def test_a_tie_by_hand_keeps_its_year(anna, city, opened):
    tie = take_over_by_hand(opened, other=CityFactory(name="Milan"), since=PartialDate.parse("1973"), by=anna, at=NOON)

    agreement = Agreement.objects.get(partnership=tie)
    assert (tie.since_first, agreement.signed_first) == (dt.date(1973, 1, 1), dt.date(1973, 1, 1))
    assert agreement.source_note == "the office's own statement"


def test_a_contact_has_no_agreement(anna, city, opened):
    tie = take_over_by_hand(opened, other=CityFactory(), form="contact without agreement", by=anna, at=NOON)

    assert not tie.agreements.exists()


def test_a_city_has_no_tie_with_itself(anna, city, opened):
    with pytest.raises(TieWithItself):
        take_over_by_hand(opened, other=city, by=anna, at=NOON)


def test_opening_twice_makes_one_office(anna, city, opened):
    assert open_office(home=city, name=f"City of {city.name}", by=anna, at=NOON) == opened


def test_where_an_office_runs_only_staff_opens_another(city, opened):
    with pytest.raises(OfficeExists):
        open_office(home=CityFactory(), name="Other", by=UserFactory(), at=NOON)

    assert open_office(home=CityFactory(), name="Other", by=UserFactory(is_staff=True), at=NOON)
    assert Office.objects.count() == 2


def test_an_office_needs_a_name_and_a_city(anna, city):
    with pytest.raises(OfficeNameMissing):
        open_office(home=city, name=" ", by=anna, at=NOON)
    with pytest.raises(NotACity):
        open_office(home=city.country, name="Land", by=anna, at=NOON)


def test_an_invented_organisation_becomes_no_office(anna, city):
    OrganisationFactory(name="City of the Sample", place=city, sample=True)

    with pytest.raises(NameInSample):
        open_office(home=city, name="City of the Sample", by=anna, at=NOON)


@pytest.mark.parametrize(("name", "partner"), [("Hamburg", "Dar es Salaam"), ("Nairobi", "Addis Ababa")])
def test_a_real_city_finds_its_real_ties(visit, anna, name, partner):
    call_command("load_reference", verbosity=0)
    home = places_meant(name)[0]
    visit.post(reverse("desk:first-run"), {"place": home.pk, "name": f"City of {name}"})
    listed = list(recorded_ties(home))
    assert partner in {row.place.name for tie in listed for row in tie.partners}

    visit.post(reverse("desk:first-run-ties"), {"tie": [tie.pk for tie in listed]})

    kept = Partnership.objects.kept_by(office_of(anna).organisation)
    assert set(kept) == set(listed)
    assert Agreement.objects.in_force().count() == len(listed)
    assert not StageResult.objects.exclude(reason="not_enough_records").exists()


def test_a_missing_name_is_said_and_keeps_the_city(visit, city):
    answer = visit.post(reverse("desk:first-run"), {"place": city.pk, "name": ""})

    assert answer.status_code == 422
    assert f'value="{city.pk}"' in answer.content.decode()


def test_a_wrong_city_or_year_is_said_and_nothing_typed_is_lost(visit, opened):
    answer = visit.post(
        reverse("desk:first-run-add"), {"other": "Nowhere", "form": "partnership", "since": "last year"}
    )

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "No place of this name is known" in text
    assert "Write a year" in text
    assert 'value="Nowhere"' in text
    assert 'value="last year"' in text


def test_ticking_nothing_says_so(visit, opened):
    answer = visit.post(reverse("desk:first-run-ties"), {})

    assert answer.status_code == 422
    assert "Tick at least one partnership" in answer.content.decode()


def test_a_second_visitor_is_turned_away(client, opened):
    client.force_login(UserFactory())

    assert client.get(reverse("desk:first-run")).status_code == 403
    assert client.get(reverse("desk:first-run-ties")).status_code == 403


def test_a_viewer_sets_nothing_up(client, opened):
    client.force_login(MembershipFactory(organisation=opened.organisation, role=Role.VIEWER).user)

    assert client.get(reverse("desk:first-run-ties")).status_code == 403
    assert client.post(reverse("desk:first-run-add"), {}).status_code == 403


def test_more_ties_on_record_make_no_more_queries(visit, anna):
    home, counts = CityFactory(), []
    OfficeFactory(home=home, organisation=MembershipFactory(user=anna).organisation)

    for number in range(3):
        tie = PartnershipFactory(between=[home, CityFactory()])
        TieRecord.objects.create(partnership=tie, source="x", external_id=str(number), name_a="a", name_b="b")
        with CaptureQueriesContext(connection) as seen:
            visit.get(reverse("desk:first-run-ties"))
        counts.append(len(seen))

    assert counts[0] == counts[2]
