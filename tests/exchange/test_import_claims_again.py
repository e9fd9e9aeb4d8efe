"""Claims that people touched after an import, and claims imported by people of an office."""

from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from exchange.models import ImportRun, SourceRow
from outcomes.models import Claim, ClaimFirm, Confirmation, ConfirmationAsk, Indicator, Outcome, Share
from outcomes.services.claims import withdraw_claim
from outcomes.services.standing import supersede
from partnerships.models import Partnership, Seat
from stakeholders.models import Membership, Organisation, User
from tests.exchange.conftest import counts_of, faults_of
from tests.exchange.test_import_claims import HEADER, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ties")]


def seat(name, tie="t1", role="lead"):
    body = Organisation.objects.get(name=name)
    Partnership.objects.get(tie_records__external_id=tie).seats.create(organisation=body, side=body.place, role=role)
    return body


def person(organisation, role="coordinator"):
    user = User.objects.create_user(f"{role}-{organisation.slug}@example.org")
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def confirm(claim):
    """The firm says yes: the claim is lifted to E3 as the service does it, by another row."""
    ask = ConfirmationAsk.objects.create(
        claim=claim, asked="firm", email="firm@example.org", ends_at=timezone.now(), token_hash="x"
    )
    Confirmation.objects.create(claim=claim, ask=ask, is_right=True, by_name="Firm", at=timezone.now())
    return supersede(claim, evidence=3)


def test_evidence_earned_here_is_kept_when_the_file_repeats_itself_and_when_its_words_change(load):
    load("claims", HEADER + row(evidence="E1"), "--commit")
    confirm(Claim.objects.get())

    same = load("claims", HEADER + row(evidence="E1"), "--commit")
    reworded = load("claims", HEADER + row(evidence="E1"), "--commit", "--set", "title=Cranes")

    standing = Claim.objects.standing().get()
    assert [counts_of(same[1]), counts_of(reworded[1])] == [(0, 0, 1, 0), (0, 1, 0, 0)]
    assert (standing.title, standing.evidence) == ("Cranes", 3)


def test_changed_amount_has_to_be_confirmed_again(load):
    load("claims", HEADER + row(evidence="E1"), "--commit")
    confirm(Claim.objects.get())

    load("claims", HEADER + row(evidence="E1", amount="1200"), "--commit")

    assert Claim.objects.standing().get().evidence == 1


def test_correction_made_on_the_page_is_not_undone_by_the_same_file(load):
    load("claims", HEADER + row(), "--commit")
    Claim.objects.update(amount="900")

    _, report = load("claims", HEADER + row(), "--commit")

    assert counts_of(report) == (0, 0, 1, 0)
    assert Claim.objects.get().amount == 900


def test_row_that_supersedes_takes_firm_and_readers_along(load):
    load("claims", HEADER + row(), "--commit")
    former = Claim.objects.get()
    user = User.objects.create_user("anna@example.org")
    former.named.add(user)
    ClaimFirm.objects.create(claim=former, name="Kräne GmbH")

    load("claims", HEADER + row(amount="1200"), "--commit")

    standing = Claim.objects.standing().get()
    assert (standing.amount, standing.firm.name, list(standing.named.all())) == (Decimal("1200"), "Kräne GmbH", [user])


def test_withdrawn_report_is_not_brought_back_in_silence(load):
    load("claims", HEADER + row(), "--commit")
    user = person(seat("Board", "t2"))
    withdraw_claim(Claim.objects.get(), reason="Never happened", by=user, at=timezone.now())

    same = load("claims", HEADER + row(), "--commit")
    other = load("claims", HEADER + row(amount="7"), "--commit")

    assert counts_of(same[1]) == (0, 0, 1, 0)
    assert faults_of(other[1]) == [(1, "external_id", "withdrawn")]


def test_flow_that_was_found_to_be_another_leads_there(load):
    load("claims", HEADER + row(flow_key="old") + row(external_id="c2", flow_key="kept"), "--commit")
    old, kept = (Outcome.objects.get(flow_key=key) for key in ("old", "kept"))
    Claim.objects.filter(outcome=old).update(outcome=kept)
    old.merged_into, old.merged_at = kept, timezone.now()
    old.save()

    _, report = load("claims", HEADER + row(flow_key="old", amount="5"), "--commit")

    assert counts_of(report) == (0, 1, 0, 0)
    assert Claim.objects.standing().get(external_id="c1").outcome == kept


def test_claim_belongs_to_the_lead_office_of_its_side(load):
    office = seat("Strangers")
    office.place = Organisation.objects.get(name="Exporters").place
    office.save()
    Partnership.objects.get(tie_records__external_id="t1").seats.update(side=office.place)

    load("claims", HEADER + row(), "--commit")

    claim = Claim.objects.get()
    assert (claim.owner, claim.organisation.name) == (office, "Exporters")


def test_person_reports_for_the_own_seat_alone_and_brings_no_verified_evidence(load):
    user = person(seat("Exporters", role="partner"), "contributor")
    seat("Importers")
    rows = row(evidence="E2") + row(external_id="c2", flow_key="x", evidence="E3")
    rows += row(external_id="c3", flow_key="y", evidence="E1", organisation="importers", side="buyer")
    rows += row(external_id="c4", flow_key="z", evidence="E1", partnership="t3")

    _, report = load("claims", HEADER + rows, "--commit", "--accept-good", "--as", user.email)

    assert counts_of(report) == (1, 0, 0, 3)
    assert faults_of(report) == [
        (2, "evidence", "not_allowed"),
        (3, "organisation", "not_allowed"),
        (4, "organisation", "not_allowed"),
    ]
    assert Claim.objects.get().created_by == user


def test_lead_office_reports_for_its_side(load):
    user = person(seat("Exporters"))
    tie = Partnership.objects.get(tie_records__external_id="t1")
    chamber = Organisation.objects.get(name="Traders")
    tie.seats.create(organisation=chamber, side=Organisation.objects.get(name="Exporters").place)

    status, _ = load("claims", HEADER + row(organisation="traders", evidence="E1"), "--commit", "--as", user.email)

    assert status == 0
    assert Claim.objects.get().owner.name == "Exporters"


def test_id_and_flow_of_another_office_are_not_taken_over(load):
    seat("Importers", "t3")
    load("claims", HEADER + row(organisation="importers", partnership="t3", side="buyer"), "--commit")
    user = person(seat("Exporters"))

    _, taken = load("claims", HEADER + row(evidence="E1", flow_key="mine"), "--as", user.email)
    _, joined = load("claims", HEADER + row(evidence="E1", external_id="c2"), "--as", user.email)

    assert faults_of(taken) == [(1, "external_id", "not_allowed")]
    assert faults_of(joined) == [(1, "flow_key", "not_allowed")]


def test_tie_that_a_person_does_not_see_is_unknown_to_them(load):
    user = person(seat("Exporters"))
    hidden = Partnership.objects.get(tie_records__external_id="t3")
    seat("Importers", "t3")
    hidden.tie_records.all().delete()

    _, report = load("claims", HEADER + row(partnership=hidden.slug, evidence="E1"), "--as", user.email)

    assert faults_of(report) == [(1, "partnership", "unknown_partnership")]


def own_indicator(office, code="KRANE", **fields):
    return Indicator.objects.create(
        code=code, office=office, name="Cranes sold", unit="count", better="up", over_time="sum", over_places="sum",
        **fields,
    )  # fmt: skip


def test_indicator_of_an_offices_own_is_named_on_its_ties_only(load):
    own_indicator(seat("Exporters"))

    here = load("claims", HEADER + row(indicator="krane", amount="3", currency=""), "--commit")
    there = load("claims", HEADER + row(external_id="c2", indicator="KRANE", partnership="t2", organisation="board"))

    assert here[0] == 0
    assert Outcome.objects.get().indicator.code == "KRANE"
    assert faults_of(there[1]) == [(1, "indicator", "unknown_indicator")]


def test_retired_indicator_takes_no_new_report_but_what_stands_may_be_corrected(load):
    indicator = own_indicator(seat("Exporters"))
    load("claims", HEADER + row(indicator="KRANE", amount="3"), "--commit")
    indicator.retired_on = timezone.localdate()
    indicator.save()

    corrected = load("claims", HEADER + row(indicator="KRANE", amount="4"), "--commit")
    new = load("claims", HEADER + row(external_id="c2", flow_key="x", indicator="KRANE"), "--commit")

    assert counts_of(corrected[1]) == (0, 1, 0, 0)
    assert faults_of(new[1]) == [(1, "indicator", "not_claimable")]


def test_new_report_goes_under_the_version_in_use_and_an_old_one_keeps_its_own(load):
    old = own_indicator(seat("Exporters"))
    load("claims", HEADER + row(indicator="KRANE", amount="3"), "--commit")
    Indicator.objects.filter(pk=old.pk).update(retired_on=timezone.localdate())
    own_indicator(old.office, version=2)

    load(
        "claims",
        HEADER + row(indicator="KRANE", amount="4") + row(external_id="c2", flow_key="x", indicator="KRANE"),
        "--commit",
    )

    standing = Claim.objects.standing().order_by("external_id")
    assert [claim.outcome.indicator.version for claim in standing] == [1, 2]


def test_person_learns_no_share_that_another_office_stated(load):
    load("claims", HEADER + row(share="0.6") + row(external_id="o", partnership="t2", organisation="board"), "--commit")
    seat("Traders", role="partner")
    user = person(Organisation.objects.get(name="Traders"))

    _, report = load(
        "claims",
        HEADER + row(external_id="n", organisation="traders", side="buyer", evidence="E1", share="0.5"),
        "--source", "own", "--as", user.email,
    )  # fmt: skip

    assert faults_of(report) == [(1, "share", "conflict")]
    assert "0.6" not in report["errors"][0]["message"]


@pytest.mark.parametrize(
    "table",
    [
        "partnerships_seat", "outcomes_outcome", "outcomes_claim", "outcomes_claim_named", "outcomes_share",
        "exchange_sourcerow",
    ],
)  # fmt: skip
def test_write_that_fails_half_way_leaves_the_database_as_it_was(load, table):
    load("claims", HEADER + row(), "--commit")
    Claim.objects.get().named.add(User.objects.create_user("anna@example.org"))
    before = everything()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                RAISE EXCEPTION 'no room' USING ERRCODE = 'check_violation'; END $$;
            CREATE TRIGGER refuse AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION refuse();
            """
        )

    rows = row(amount="7") + row(external_id="c2", flow_key="x", partnership="t2", organisation="board")
    status, report = load("claims", HEADER + rows, "--commit")

    assert (status, report["error"]["code"]) == (1, "file_refused")
    assert everything() == before


def everything():
    models = (Claim, Outcome, Share, Seat, SourceRow, ImportRun)
    return [list(model.objects.order_by("pk").values()) for model in models]
