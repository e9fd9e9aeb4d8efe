"""A frozen report: byte for byte, closed to change, restated beside it, and what of it may leave the office."""

import datetime as dt
import json
import re
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from outcomes.models import Claim, ClaimFirm, ReportLink, Snapshot
from outcomes.queries.restated import restated
from outcomes.services import report_refusals as refusals
from outcomes.services.claims import withdraw_claim
from outcomes.services.reports import canonical, checksum, end_link, is_intact, share_report
from outcomes.services.rollup import settle
from outcomes.withholding import is_withheld
from partnerships.models import Audience, MembershipTie
from stakeholders.access import Role
from tests.factories import (
    ClaimFactory,
    IndicatorFactory,
    MembershipFactory,
    OfficeFactory,
    OutcomeFactory,
    PartnershipFactory,
    SeatFactory,
    ShareFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


class Scene:
    """An office with a coordinator, an executive and a tie; exports of several firms, counted."""

    def __init__(self):
        self.office = OfficeFactory()
        self.body = self.office.organisation
        self.tie = PartnershipFactory(between=[self.body.place])
        SeatFactory(partnership=self.tie, organisation=self.body, role="lead")
        self.coordinator = self.member(Role.COORDINATOR)
        self.executive = self.member(Role.VIEWER)
        self.exports = IndicatorFactory(code="OC2")

    def member(self, role, **more):
        return MembershipFactory(user=UserFactory(), organisation=self.body, role=role, **more).user

    def claim(self, amount, *, firm="", evidence=3, month=1, title="Pumps", **more):
        made = ClaimFactory(
            outcome=OutcomeFactory(indicator=self.exports), partnership=self.tie, owner=self.body, title=title,
            evidence=evidence, amount=Decimal(amount), currency="USD", occurred_first=dt.date(YEAR, month, 1),
            occurred_last=dt.date(YEAR, month, 28), **more,
        )  # fmt: skip
        if firm:
            ClaimFirm.objects.create(claim=made, name=firm)
        return made

    def client(self, person):
        client = Client()
        client.force_login(person)
        return client

    def freeze(self, **typed):
        settle()
        response = self.client(self.coordinator).post("/reports/new/", {"title": "Council, spring", **typed})
        assert response.status_code == 302, response.content.decode()
        return Snapshot.objects.latest("pk")


@pytest.fixture
def scene(db):
    return Scene()


def test_a_report_is_handed_out_byte_for_byte_whatever_changes_later(scene):
    claim = scene.claim(1000)
    report = scene.freeze()
    client = scene.client(scene.executive)
    page, data = client.get(f"/reports/{report.pk}/page/"), client.get(f"/reports/{report.pk}/data/")

    withdraw_claim(claim, reason="The order was cancelled.", by=scene.coordinator, at=timezone.now())
    scene.body.name = "Another name"
    scene.body.save()
    settle()

    assert client.get(f"/reports/{report.pk}/page/").content == page.content
    assert client.get(f"/reports/{report.pk}/data/").content == data.content
    assert checksum(page.content) == report.page_sha256 == page["X-Checksum-SHA256"]
    assert checksum(data.content) == report.sha256
    assert b"Pumps" in page.content
    assert b"$1,000" in page.content
    assert json.loads(data.content)["indicators"][0]["verified"] == "1000.00"


def test_the_page_as_it_was_needs_no_script_and_names_its_checksum(scene):
    scene.claim(1000)
    report = scene.freeze()

    page = bytes(report.page).decode()

    assert "<script" not in page
    assert not re.search(r'\s(?:style|on\w+)="', page)
    assert report.sha256 in page


def test_the_database_refuses_to_change_or_delete_a_report(scene):
    scene.claim(1000)
    report = scene.freeze()

    for change in (
        lambda: Snapshot.objects.filter(pk=report.pk).update(title="Better figures"),
        lambda: Snapshot.objects.filter(pk=report.pk).update(content=b"{}"),
        lambda: Snapshot.objects.filter(pk=report.pk).delete(),
        lambda: sql("UPDATE outcomes_snapshot SET page = 'x'"),
        lambda: sql("DELETE FROM outcomes_snapshot"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

    assert is_intact(Snapshot.objects.get())


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_whoever_froze_it_may_be_forgotten_and_the_report_stays(scene):
    scene.claim(1000)
    report = scene.freeze()

    Snapshot.objects.filter(pk=report.pk).update(frozen_by=None)

    report.refresh_from_db()
    assert report.frozen_by is None
    assert is_intact(report)


def test_freezing_is_for_coordinators_with_a_name_figures_and_nothing_waiting(scene):
    client = scene.client(scene.coordinator)
    assert scene.client(scene.executive).get("/reports/new/").status_code == 403
    assert str(refusals.NothingToFreeze.message) in client.post("/reports/new/", {"title": "x"}).content.decode()

    scene.claim(1000)
    waiting = client.post("/reports/new/", {"title": "x"})
    settle()
    nameless = client.post("/reports/new/", {"title": " "})

    assert str(refusals.NameOfReportMissing.message) in nameless.content.decode()
    assert (waiting.status_code, nameless.status_code) == (422, 422)
    assert not Snapshot.objects.exists()


def test_confidential_records_stay_out_unless_asked_for(scene):
    scene.claim(1000)
    scene.claim(500, audience=Audience.NAMED, title="Secret mill")
    scene.coordinator.memberships.update(confidential=True)

    plain = scene.freeze()
    full = scene.freeze(named="on")

    assert b"Secret mill" not in bytes(plain.page)
    assert b"Secret mill" in bytes(full.page)
    assert scene.client(scene.executive).get(f"/reports/{full.pk}/").status_code == 404
    assert scene.client(scene.executive).get(f"/reports/{plain.pk}/").status_code == 200
    with pytest.raises(refusals.ConfidentialReport):
        share_report(full, name="Press", days=7, with_records=False, by=scene.coordinator, at=timezone.now())


# --- Restated since ---------------------------------------------------------------------------------------------------


def test_each_change_stands_beside_the_report_with_day_reason_and_difference(scene):
    gone = scene.claim(1000, title="Gone")
    scene.claim(200, title="Raised", evidence=2)
    corrected = scene.claim(400, title="Corrected")
    scene.claim(50, title="Stays")
    report = scene.freeze()

    withdraw_claim(gone, reason="Cancelled by the firm.", by=scene.coordinator, at=timezone.now())
    replace(Claim.objects.get(title="Raised"), evidence=3)
    replace(corrected, amount=Decimal(350), note="Typed wrongly.")
    scene.claim(70, title="New")
    settle()
    lines, indicators = restated(scene.executive, report)

    said = {line.outcome: (line.kind.value, line.difference, line.reason) for line in lines}
    by_title = {title: said.get(outcome) for title, outcome in Claim.objects.values_list("title", "outcome")}
    assert by_title == {
        "Gone": ("withdrawn", -1000, "Cancelled by the firm."),
        "Raised": ("evidence", 200, ""),
        "Corrected": ("corrected", -50, "Typed wrongly."),
        "New": ("added", 70, ""),
        "Stays": None,
    }
    assert {line.day for line in lines} == {timezone.localdate()}
    assert [(one.before, one.now, one.difference) for one in indicators] == [(1450, 670, -780)]
    assert sum(line.difference for line in lines) == -780


def replace(claim, **changes):
    """Another row in the claim's place, as a correction or a confirmation leaves it."""
    from outcomes.services.claims import supersede

    return supersede(claim, **changes)


def test_the_page_shows_the_restatement_and_offers_it_as_a_table(scene):
    claim = scene.claim(1000)
    report = scene.freeze()
    before = scene.client(scene.executive).get(f"/reports/{report.pk}/").content.decode()
    withdraw_claim(claim, reason="Cancelled by the firm.", by=scene.coordinator, at=timezone.now())
    settle()

    page = scene.client(scene.executive).get(f"/reports/{report.pk}/").content.decode()
    table = scene.client(scene.executive).get(f"/reports/{report.pk}/?format=csv").getvalue().decode()

    assert "nothing was restated" in before
    assert "Cancelled by the firm." in page
    assert "−$1,000" in page
    assert "withdrawn" in table
    assert "-1000.00" in table


def test_what_happens_after_the_day_of_the_report_is_no_restatement(scene):
    scene.claim(1000)
    report = scene.freeze()
    later = timezone.localdate() + dt.timedelta(days=1)
    made = scene.claim(70)
    Claim.objects.filter(pk=made.pk).update(occurred_first=later, occurred_last=later)
    settle()

    assert restated(scene.executive, report)[0] == []


def test_a_rate_and_a_share_that_change_are_told_apart(scene):
    from outcomes.models import ExchangeRate

    euro = scene.claim(1000)
    Claim.objects.filter(pk=euro.pk).update(currency="EUR", occurred_last=dt.date(YEAR, 1, 31))
    rate = ExchangeRate.objects.create(
        currency="EUR", first=dt.date(YEAR, 1, 1), last=dt.date(YEAR, 1, 31), rate=Decimal("1.10")
    )
    shared = ShareFactory(outcome=scene.claim(300).outcome, partnership=scene.tie, share=Decimal("0.5"))
    report = scene.freeze()

    rate.rate = Decimal("1.20")
    rate.save()
    shared.share = Decimal("0.25")
    shared.save()
    settle()

    lines, _ = restated(scene.executive, report)
    assert {(line.outcome, line.kind.value, line.difference) for line in lines} == {
        (euro.outcome_id, "rate", 100),
        (shared.outcome_id, "share", 0),
    }


# --- The link ---------------------------------------------------------------------------------------------------------


def shared_report(scene, **more):
    given = {"name": "The council", "days": 7, "with_records": False, **more}
    return share_report(scene.freeze(), **given, by=scene.coordinator, at=timezone.now())


def test_a_link_shows_sums_by_indicator_and_no_record(scene):
    for firm, amount in (("Alder", 500), ("Birch", 400), ("Cedar", 300)):
        scene.claim(amount, firm=firm, title=f"Order of {firm}")
    link, token = shared_report(scene)

    response = Client().get(f"/s/{token}/")

    page = response.content.decode()
    assert response.status_code == 200
    assert "$1,200" in page
    assert not any(word in page for word in ("Alder", "Order of", "Pumps"))
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert "noindex" in response["X-Robots-Tag"]
    assert token not in str(vars(ReportLink.objects.get()))
    assert link.token_hash != token


@pytest.mark.parametrize("amounts", [{"Alder": 500, "Birch": 400}, {"Alder": 5000, "Birch": 400, "Cedar": 300}])
def test_a_sum_of_too_few_firms_is_withheld(scene, amounts):
    for firm, amount in amounts.items():
        scene.claim(amount, firm=firm)
    _link, token = shared_report(scene)

    page = Client().get(f"/s/{token}/").content.decode()

    assert "withheld: too few firms" in page
    assert f"{sum(amounts.values()):,}" not in page


def test_records_go_out_named_and_with_amounts_only_where_the_firms_agreed(scene):
    for firm, amount in (("Alder", 510), ("Birch", 420), ("Cedar", 330)):
        scene.claim(amount, firm=firm, title=f"Order of {firm}")
    ClaimFirm.objects.filter(name="Alder").update(consents_to_name=True, consents_to_amount=True)
    _link, token = shared_report(scene, with_records=True)

    some = Client().get(f"/s/{token}/").content.decode()
    ClaimFirm.objects.update(consents_to_name=True, consents_to_amount=True)
    everything = Client().get(f"/s/{token}/").content.decode()

    assert "Order of Alder" in some
    assert "Order of Birch" not in some
    assert "$510" not in some
    assert "not told" in some
    assert all(amount in everything for amount in ("$510", "$420", "$330"))


def test_a_link_ends_by_time_and_by_hand_and_a_wrong_one_is_not_there(scene):
    scene.claim(1000)
    link, token = shared_report(scene)

    end_link(link, by=scene.coordinator, at=timezone.now())
    closed = Client().get(f"/s/{token}/")
    ReportLink.objects.update(revoked_at=None, ends_at=timezone.now() - dt.timedelta(seconds=1))

    assert closed.status_code == 410
    assert "$1,000" not in closed.content.decode()
    assert Client().get(f"/s/{token}/").status_code == 410
    assert Client().get(f"/s/{token}x/").status_code == 404


def test_one_link_takes_no_flood(scene, monkeypatch):
    monkeypatch.setattr("outcomes.views.report_links.LOOKS_AN_HOUR", 2)
    scene.claim(1000)
    _link, token = shared_report(scene)

    assert [Client().get(f"/s/{token}/").status_code for _ in range(3)] == [200, 200, 429]


def test_sharing_shows_first_what_goes_out_and_the_address_once(scene):
    scene.claim(1000)
    report = scene.freeze()
    client = scene.client(scene.coordinator)

    looked = client.post(f"/reports/{report.pk}/share/", {"name": "Press", "days": 7, "look": "1"})
    assert "withheld: too few firms" in looked.content.decode()
    assert not ReportLink.objects.exists()
    made = client.post(f"/reports/{report.pk}/share/", {"name": "Press", "days": 7, "make": "1"}).content.decode()

    address = re.search(r'value="http://testserver(/s/[^"]+/)"', made)[1]
    assert Client().get(address).status_code == 200
    assert address not in client.get(f"/reports/{report.pk}/").content.decode()
    client.post(f"/reports/links/{ReportLink.objects.get().pk}/end/")
    assert Client().get(address).status_code == 410


@pytest.mark.parametrize(
    ("given", "refusal"),
    [({"name": " "}, refusals.ForWhomMissing), ({"days": 0}, refusals.EndOutOfRange),
     ({"days": 400}, refusals.EndOutOfRange)],
)  # fmt: skip
def test_a_link_needs_a_reader_and_an_end(scene, given, refusal):
    scene.claim(1000)

    with pytest.raises(refusal):
        shared_report(scene, **given)


def test_an_executive_shares_nothing(scene):
    scene.claim(1000)
    report = scene.freeze()

    with pytest.raises(refusals.NotCoordinator):
        share_report(report, name="x", days=7, with_records=False, by=scene.executive, at=timezone.now())
    assert scene.client(scene.executive).get(f"/reports/{report.pk}/share/").status_code == 403


# --- Pure -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "withheld"),
    [
        ([], False),
        ([("a", 1), ("b", 1)], True),
        ([("a", 1), ("b", 1), ("c", 1)], False),
        ([("a", 75), ("b", 20), ("c", 5)], False),
        ([("a", 76), ("b", 19), ("c", 5)], True),
        ([("a", 40), ("a", 40), ("b", 15), ("c", 5)], True),
    ],
)
def test_withholding(values, withheld):
    assert is_withheld(values) is withheld


def test_the_same_content_is_written_the_same_way_whatever_its_order():
    assert canonical({"b": "ü", "a": [1]}) == canonical({"a": [1], "b": "ü"}) == '{"a":[1],"b":"ü"}'.encode()


# --- Of one tie, and of an earlier day --------------------------------------------------------------------------------


def test_a_report_of_one_tie_holds_its_records_only_and_opens_to_who_keeps_it(scene):
    scene.claim(1000, title="Pumps")
    other = PartnershipFactory(between=[scene.body.place])
    SeatFactory(partnership=other, organisation=scene.body, role="lead")
    here, scene.tie = scene.tie, other
    scene.claim(70, title="Valves")
    settle()
    address = f"/reports/new/?scope=tie:{here.slug}"

    looked = scene.client(scene.coordinator).get(address).content.decode()
    scene.client(scene.coordinator).post(address, {"title": "The tie"})

    report = Snapshot.objects.get()
    assert "Pumps" in looked
    assert "Valves" not in bytes(report.page).decode()
    assert report.partnership == here
    volunteers = {}
    for tie in (here, other):
        membership = MembershipFactory(user=UserFactory(), organisation=scene.body, role=Role.VIEWER, limited=True)
        MembershipTie.objects.create(membership=membership, partnership=tie)
        volunteers[tie] = scene.client(membership.user).get(f"/reports/{report.pk}/").status_code
    assert volunteers == {here: 200, other: 404}


def test_a_report_of_an_earlier_day_knows_no_more_than_that_day(scene):
    early, late = dt.date(YEAR, 2, 10), dt.date(YEAR, 6, 10)
    scene.claim(1000, title="Pumps", learnt_on=early)
    scene.claim(70, title="Valves", learnt_on=late)
    settle()

    scene.client(scene.coordinator).post(f"/reports/new/?as_of={YEAR}-03-31", {"title": "Spring"})

    report = Snapshot.objects.get()
    lines, indicators = restated(scene.executive, report)
    assert report.known_on == dt.date(YEAR, 3, 31)
    assert "Valves" not in bytes(report.page).decode()
    assert [(line.kind.value, line.difference) for line in lines] == [("added", 70)]
    assert [(one.before, one.now) for one in indicators] == [(1000, 1070)]


def test_the_dashboard_leads_coordinators_to_freezing_what_it_shows(scene):
    scene.claim(1000)
    settle()

    page = scene.client(scene.coordinator).get(f"/?year={YEAR}").content.decode()
    filtered = scene.client(scene.coordinator).get("/?stage=2").content.decode()

    assert f'href="/reports/new/?year={YEAR}"' in page
    assert "/reports/new/" not in filtered
    assert "/reports/new/" not in scene.client(scene.executive).get("/").content.decode()
