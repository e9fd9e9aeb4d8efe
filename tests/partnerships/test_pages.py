"""The list of ties, the page of one, and what an office does with it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Audience, SeatRole, StageResult, Standing, TieRecord
from stakeholders.access import Role
from stakeholders.models import OldSlug
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    CityFactory,
    ClaimFactory,
    CountryFactory,
    DeliverableFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    ParticipantFactory,
    PartnershipFactory,
    PartyFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
today = timezone.localdate  # asked in each test: a run of the suite may cross midnight


@pytest.fixture
def office():
    return OfficeFactory(home=CityFactory(name="Hamburg"))


@pytest.fixture
def visit(client, office):
    client.force_login(MembershipFactory(organisation=office.organisation).user)
    return client


@pytest.fixture
def make_tie(office):
    """make_tie("León"): a tie the office keeps, with a promise late, an activity, an outcome and a stage."""

    def make(name, stage=3, standing=Standing.KEPT, **given):
        there = CityFactory(name=name, country=CountryFactory(iso_code="NI", name="Nicaragua"))
        tie = PartnershipFactory(between=[office.home, there], name=f"Hamburg – {name}", **given)
        body = office.organisation
        SeatFactory(partnership=tie, organisation=body, role=SeatRole.LEAD, standing=standing)
        tie.chamber = OrganisationFactory(place=there, name=f"Chamber of {name}")
        SeatFactory(partnership=tie, organisation=tie.chamber)
        agreement = AgreementFactory(partnership=tie, owner=body, title=f"Pact with {name}")
        PartyFactory(agreement=agreement, organisation=body)
        DeliverableFactory(
            agreement=agreement, owed_by=tie.chamber, title=f"Report of {name}", due_on=today() - dt.timedelta(days=9)
        )
        tie.activity = ActivityFactory(partnership=tie, owner=body, title=f"Visit to {name}", starts_first=today())
        ParticipantFactory(activity=tie.activity, organisation=body)
        ClaimFactory(partnership=tie, owner=body, title=f"Contract of {name}")
        StageResult.objects.create(
            partnership=tie, owner=body, as_of=today(), since=today(), first_on=today(), rule_version="stage-1",
            stage=stage,
            tests={"S1": True, "S2": False, "S3": True}, gaps=[{"stage": 2, "test": "exchanges", "why": "not_met"}],
            health={"contact": 100, "promises": 0, "breadth": None, "reciprocity": 40, "two_sided": 17},
        )
        return tie

    return make


def text_of(answer):
    return answer.content.decode()


def rows_of(answer):
    text = text_of(answer)
    return text[text.index("<tbody>"):text.index("</tbody>")] if "<tbody>" in text else ""


def test_the_list_shows_partner_stage_last_contact_and_promises(visit, make_tie):
    make_tie("León")

    rows = rows_of(visit.get(reverse("partnerships:list")))

    for said in ("León", "Nicaragua", "Reciprocal", "0 of 1", "1 late", "Report of León", "9 days late"):
        assert said in rows


def test_three_ties_make_no_more_queries_than_one(visit, make_tie):
    counts = []
    for name in ("León", "Prague", "Osaka"):
        make_tie(name)
        with CaptureQueriesContext(connection) as seen:
            visit.get(reverse("partnerships:list"))
        counts.append(len(seen))

    assert counts[0] == counts[2]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "leon"}, {"León"}),
        ({"stage": "4"}, {"Prague"}),
        ({"stage": "6"}, set()),
        ({"passes": "3"}, {"León", "Prague"}),
        ({"passes": "2"}, set()),
        ({"standing": "paused"}, {"Prague"}),
        ({"form": "friendship"}, {"Prague"}),
        ({"has": "late"}, {"León", "Prague"}),
        ({"q": "leon", "standing": "paused"}, set()),
    ],
)
def test_filters_choose(visit, make_tie, query, names):
    make_tie("León")
    make_tie("Prague", stage=4, standing=Standing.PAUSED, form="friendship")

    rows = rows_of(visit.get(reverse("partnerships:list"), query))

    assert {name for name in ("León", "Prague") if name in rows} == names


def test_the_list_sorts_by_partner_and_turns_round(visit, make_tie):
    make_tie("Prague")
    make_tie("León")

    up, down = (rows_of(visit.get(reverse("partnerships:list"), {"sort": key})) for key in ("name", "-name"))

    assert up.index("León") < up.index("Prague")
    assert down.index("Prague") < down.index("León")


def test_an_unknown_filter_value_is_no_error(visit, make_tie):
    make_tie("León")

    assert visit.get(reverse("partnerships:list"), {"stage": "99", "country": "x", "page": "z"}).status_code == 200


def test_the_page_tells_stage_gaps_promises_chain_and_timeline(visit, make_tie):
    tie = make_tie("León")

    text = text_of(visit.get(reverse("partnerships:detail", args=[tie.slug])))

    for said in (
        "Reciprocal", "passes 2 of 5 tests", "two exchanges of people or knowledge", "0 of 1 on time",
        "Not claimed here", "Visit to León", "Contract of León", "Deliverable 9 days late: Report of León",
        "Only your office sees them", "Pact with León",
    ):
        assert said in text
    assert "per dollar" not in text


@pytest.mark.parametrize(
    ("kind", "said", "unsaid"),
    [
        ("activity", "Visit to León", "Contract of León"),
        ("outcome", "Contract of León", "Visit to León"),
        ("deliverable", "Report of León", "Visit to León"),
    ],
)
def test_the_timeline_shows_one_kind_when_asked(visit, make_tie, kind, said, unsaid):
    tie = make_tie("León")

    text = text_of(visit.get(reverse("partnerships:detail", args=[tie.slug]), {"show": kind}))
    timeline = text[text.index('id="timeline"') : text.index('id="h-due"')]

    assert said in timeline
    assert unsaid not in timeline


@pytest.mark.parametrize("tab", ["activities", "deliverables", "outcomes", "agreements", "people"])
def test_each_tab_is_a_page(visit, make_tie, tab):
    tie = make_tie("León")

    assert visit.get(reverse("partnerships:tab", args=[tie.slug, tab])).status_code == 200


def test_there_are_no_other_tabs(visit, make_tie):
    tie = make_tie("León")

    assert visit.get(reverse("partnerships:tab", args=[tie.slug, "secrets"])).status_code == 404


def test_more_records_make_no_more_queries_on_the_page(visit, make_tie, office):
    tie = make_tie("León")
    counts = []
    for number in range(3):
        visited = ActivityFactory(partnership=tie, owner=office.organisation, starts_first=today())
        ParticipantFactory(activity=visited, organisation=tie.chamber)
        ClaimFactory(partnership=tie, owner=office.organisation, occurred_first=today())
        DeliverableFactory(agreement=tie.agreements.get(), owed_by=tie.chamber, due_on=today())
        if number != 1:
            with CaptureQueriesContext(connection) as seen:
                visit.get(reverse("partnerships:detail", args=[tie.slug]))
            counts.append(len(seen))

    assert counts[0] == counts[1]


def test_a_partner_reads_its_own_records_and_no_stage_or_health(client, make_tie):
    tie = make_tie("León")
    client.force_login(MembershipFactory(organisation=tie.chamber, role=Role.CONTRIBUTOR).user)

    text = text_of(client.get(reverse("partnerships:detail", args=[tie.slug])))

    assert "Report of León" in text
    for unsaid in ("Visit to León", "Reciprocal", "Health, five parts", "passes 2"):
        assert unsaid not in text
    assert "Reciprocal" not in text_of(client.get(reverse("partnerships:list")))


def test_an_observer_sees_the_cover_alone(client, make_tie):
    tie = make_tie("León")
    ActivityFactory(partnership=tie, owner=tie.activity.owner, title="Shared visit", audience=Audience.SHARED)
    seat = SeatFactory(partnership=tie, role=SeatRole.OBSERVER)
    client.force_login(MembershipFactory(organisation=seat.organisation).user)

    answer = client.get(reverse("partnerships:detail", args=[tie.slug]))

    assert answer.status_code == 200
    for unsaid in ("Shared visit", "Visit to León", "Report of León", "Contract of León", "Reciprocal"):
        assert unsaid not in text_of(answer)
    assert client.get(reverse("partnerships:tab", args=[tie.slug, "activities"])).status_code == 404


def test_a_stranger_finds_no_kept_tie(client, make_tie):
    tie = make_tie("León")
    client.force_login(MembershipFactory(organisation=OfficeFactory().organisation).user)

    assert client.get(reverse("partnerships:detail", args=[tie.slug])).status_code == 404
    assert "León" not in text_of(client.get(reverse("partnerships:list")))


def test_a_tie_on_record_shows_its_source_and_is_kept_with_one_button(visit, office):
    tie = PartnershipFactory(between=[office.home, CityFactory(name="Dar es Salaam")])
    TieRecord.objects.create(partnership=tie, source="wikipedia", external_id="7", name_a="Hamburg", name_b="Dar")

    assert "Dar es Salaam" in rows_of(visit.get(reverse("partnerships:on-record")))
    assert "Wikipedia, 7" in text_of(visit.get(reverse("partnerships:detail", args=[tie.slug])))
    answer = visit.post(reverse("partnerships:keep", args=[tie.slug]))

    assert answer.status_code == 302
    assert tie.seats.get().organisation == office.organisation
    assert "Dar es Salaam" in rows_of(visit.get(reverse("partnerships:list")))
    assert "Dar es Salaam" not in rows_of(visit.get(reverse("partnerships:on-record")))


def test_looking_keeps_nothing(visit, office):
    tie = PartnershipFactory(between=[office.home, CityFactory()])

    assert visit.get(reverse("partnerships:keep", args=[tie.slug])).status_code == 405
    assert not tie.seats.exists()


def test_an_old_address_leads_to_the_tie_on_each_tab(visit, make_tie):
    tie = make_tie("León")
    OldSlug.objects.create(kind="partnership", slug="old-name", object_id=tie.pk)

    page = visit.get(reverse("partnerships:detail", args=["old-name"]))
    tab = visit.get(reverse("partnerships:tab", args=["old-name", "outcomes"]))

    assert (page.status_code, page.url) == (301, reverse("partnerships:detail", args=[tie.slug]))
    assert (tab.status_code, tab.url) == (301, reverse("partnerships:tab", args=[tie.slug, "outcomes"]))


def test_adding_by_hand_says_what_is_wrong_and_keeps_what_was_typed(visit, office):
    wrong = visit.post(reverse("partnerships:add"), {"other": "Nowhere", "form": "partnership", "since": "1995"})
    itself = visit.post(reverse("partnerships:add"), {"other": "Hamburg", "form": "partnership"})

    assert (wrong.status_code, itself.status_code) == (422, 409)
    assert 'value="Nowhere"' in text_of(wrong)
    assert "two different places" in text_of(itself)


def test_adding_by_hand_opens_the_new_tie(visit, office):
    CityFactory(name="Osaka")

    answer = visit.post(reverse("partnerships:add"), {"other": "Osaka", "form": "partnership", "since": "1989"})

    assert answer.url == reverse("partnerships:detail", args=["hamburg-osaka"])


def test_pausing_needs_a_reason_and_stands_on_the_page(visit, make_tie, office):
    tie = make_tie("León")
    url = reverse("partnerships:standing", args=[tie.slug])

    assert visit.get(url).status_code == 200
    refused = visit.post(url, {"standing": "paused", "authority": "Council"})
    assert refused.status_code == 409
    assert 'value="Council"' in text_of(refused)
    given = {"standing": "paused", "reason": "Elections", "on": "2026", "authority": "Council"}
    assert visit.post(url, given).status_code == 302

    assert tie.seats.get(organisation=office.organisation).standing == Standing.PAUSED
    assert "Elections" in text_of(visit.get(reverse("partnerships:detail", args=[tie.slug])))


def test_renaming_moves_the_page(visit, make_tie):
    tie = make_tie("León")
    url = reverse("partnerships:change", args=[tie.slug])

    assert visit.post(url, {"name": "", "form": "partnership"}).status_code == 422
    answer = visit.post(url, {"name": "Hamburg and León", "form": "friendship"})

    assert answer.url == reverse("partnerships:detail", args=["hamburg-and-leon"])


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CONTRIBUTOR])
def test_only_coordinators_change_a_tie(client, make_tie, office, role):
    tie = make_tie("León")
    client.force_login(MembershipFactory(organisation=office.organisation, role=role).user)

    for name in ("change", "standing"):
        assert client.get(reverse(f"partnerships:{name}", args=[tie.slug])).status_code == 403
    assert client.get(reverse("partnerships:add")).status_code == 403
