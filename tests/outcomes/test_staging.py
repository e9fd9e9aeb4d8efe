"""Stages on the database: METHODS 3 from what is recorded, for one office's view, kept fresh by the sweep."""

import datetime as dt

import pytest
from django.db import connection

from activities.bearers import resolve
from activities.models import Activity, CostLine
from agreements.models import Agreement
from outcomes.queries.stage_facts import gather_stage_facts
from outcomes.services import rollup, staging
from outcomes.services.staging import restage, restage_due
from partnerships import rules as tie_rules
from partnerships.models import Audience, SeatRole, StageResult, StageRule
from stakeholders.models import OrganisationKind
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    ClaimFactory,
    DeliverableFactory,
    IndicatorFactory,
    OfficeFactory,
    OrganisationFactory,
    OutcomeFactory,
    ParticipantFactory,
    PartnershipFactory,
    PartyFactory,
    SeatFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

AS_OF = dt.date(2026, 6, 30)
RESULT = [one.attname for one in StageResult._meta.concrete_fields if one.name != "computed_at"]
NOON = dt.datetime(2026, 6, 30, 12, tzinfo=dt.UTC)


@pytest.fixture
def office():
    return OfficeFactory(records_complete_from=dt.date(2020, 1, 1))


@pytest.fixture
def abroad():
    """The city government of the other side."""
    return OrganisationFactory(kind=OrganisationKind.CITY_GOVERNMENT)


@pytest.fixture
def tie(office, abroad):
    partnership = PartnershipFactory(between=[office.home, abroad.place])
    SeatFactory(partnership=partnership, organisation=office.organisation, role=SeatRole.LEAD)
    SeatFactory(partnership=partnership, organisation=abroad, role=SeatRole.LEAD)
    return partnership


@pytest.fixture
def agreed(tie, office):
    return AgreementFactory(partnership=tie, owner=office.organisation)


def event(tie, office, *guests, **more):
    """An activity of the office with its own organisation and these guests."""
    made = ActivityFactory(**{"partnership": tie, "owner": office.organisation, "place_text": "town hall", **more})
    for guest in (office.organisation, *guests):
        ParticipantFactory(activity=made, organisation=guest)
    return made


def stage(office, tie, as_of=AS_OF):
    restage(office, as_of)
    found = StageResult.objects.get(partnership=tie, owner=office.organisation, current=True)
    return found.stage, found.reason


def test_without_an_agreement_a_tie_has_no_stage(office, tie):
    assert stage(office, tie) == (None, "no_agreement")


def test_an_ended_agreement_has_no_stage(office, tie, agreed):
    Agreement.objects.update(status="ended")

    assert stage(office, tie) == (None, "ended")


def test_an_agreement_past_its_end_is_not_in_force(office, tie, agreed):
    Agreement.objects.update(expires_on=dt.date(2026, 6, 29))

    assert stage(office, tie) == (None, "ended")


def test_until_the_office_declares_its_records_complete_there_is_no_stage(office, tie, agreed):
    office.records_complete_from = None
    office.save()

    assert stage(office, tie) == (None, "not_enough_records")


def test_in_force_without_activity_is_no_recent_record(office, tie, agreed):
    assert stage(office, tie) == (0, "")


@pytest.mark.parametrize(
    "signs_of_life",
    [
        lambda tie, office, abroad: DeliverableFactory(
            agreement=tie.agreements.get(),
            owed_by=abroad,
            status="accepted",
            accepted_at=NOON - dt.timedelta(30),
            accepted_by=UserFactory(),
        ),
        lambda tie, office, abroad: AgreementFactory(
            partnership=tie,
            owner=office.organisation,
            status="signed",
            signed_first=dt.date(2026, 1, 1),
            signed_last=dt.date(2026, 1, 1),
        ),
    ],
    ids=["an accepted deliverable", "a signature"],
)
def test_a_tie_is_not_dormant_while_there_is(signs_of_life, office, tie, agreed, abroad):
    signs_of_life(tie, office, abroad)

    assert stage(office, tie) == (None, "paper_only")


def test_one_visit_with_both_sides_is_ceremonial(office, tie, agreed, abroad):
    event(tie, office, abroad)

    assert stage(office, tie) == (1, "")


@pytest.mark.parametrize(
    "lacking",
    [{"guests": 0}, {"place_text": ""}, {"status": "planned"}, {"starts_first": dt.date(2024, 6, 29)}],
    ids=["the other side", "a place", "that it happened", "the last 24 months"],
)
def test_a_visit_lacking_something_gives_no_stage(lacking, office, tie, agreed, abroad):
    guests = [abroad] if lacking.pop("guests", 1) else []
    event(tie, office, *guests, **lacking)

    assert stage(office, tie) == (0, "")


def university():
    return OrganisationFactory(kind=OrganisationKind.UNIVERSITY)


def exchanges(tie, office, *guests, out=0, into=0):
    for direction, count in (("out", out), ("in", into)):
        for _ in range(count):
            event(tie, office, *guests, kind="student exchange", direction=direction)


def test_two_exchanges_with_a_university_are_exchange(office, tie, agreed, abroad):
    exchanges(tie, office, abroad, university(), out=3)

    assert stage(office, tie) == (2, "")
    facts, _ = gather_stage_facts(office, AS_OF)[tie.pk]
    assert (facts.exchanges_out, facts.exchanges_in, facts.layers) == (3, 0, {"city", "university"})


def pay(activity, borne_by, amount=1):
    line = CostLine.objects.create(
        activity=activity, owner=activity.owner, partnership=activity.partnership, amount=amount, currency="USD",
        borne_by=borne_by, as_logged=True,
    )  # fmt: skip
    resolve([line.pk])


def reciprocal(office, tie, agreed, abroad):
    """Both send, an open item on each side, both pay, three layers."""
    chamber = OrganisationFactory(kind=OrganisationKind.CHAMBER)
    exchanges(tie, office, abroad, university(), chamber, out=4, into=2)
    DeliverableFactory(agreement=agreed, owed_by=office.organisation)
    DeliverableFactory(agreement=agreed, owed_by=abroad)
    pay(tie.activities.first(), "both", amount=100)


def test_both_give_and_send_is_reciprocal(office, tie, agreed, abroad):
    reciprocal(office, tie, agreed, abroad)

    assert stage(office, tie) == (3, "")


def test_a_work_plan_with_both_sides_on_it_stands_for_open_items(office, tie, agreed, abroad):
    plan = AgreementFactory(partnership=tie, owner=office.organisation, kind="work plan")
    for organisation in (office.organisation, abroad):
        PartyFactory(agreement=plan, organisation=organisation)

    facts, _ = gather_stage_facts(office, AS_OF)[tie.pk]

    assert facts.work_plan


@pytest.mark.parametrize(
    ("said", "both"),
    [
        (["both"], True),
        (["us", "them"], True),
        (["{abroad}"], False),
        (["{abroad} and {home}"], True),
        (["a sponsor"], False),
        ([], None),
    ],
)
def test_who_bore_the_cost_is_read_from_the_notes(said, both, office, tie, agreed, abroad):
    for text in said:
        borne_by = text.format(abroad=abroad.name, home=office.home.name)
        pay(event(tie, office, abroad), borne_by)

    facts, _ = gather_stage_facts(office, AS_OF)[tie.pk]

    assert facts.both_fund is both


def outcome(tie, office, year, code="OC2", **more):
    return ClaimFactory(
        outcome=OutcomeFactory(indicator=IndicatorFactory(code=code)),
        partnership=tie,
        owner=office.organisation,
        evidence=3,
        occurred_first=dt.date(year, 3, 1),
        learnt_on=dt.date(2026, 4, 1),
        **more,
    )


def test_a_verified_outcome_is_economic_whatever_the_lower_tests_say(office, tie, agreed):
    outcome(tie, office, 2025)
    rollup.settle()

    assert stage(office, tie) == (4, "")
    gaps = StageResult.objects.get(current=True).gaps
    assert {gap["stage"] for gap in gaps} == {1, 2, 3}


@pytest.mark.parametrize(("year", "code"), [(2022, "OC2"), (2025, "OC5")], ids=["too old", "only announced"])
def test_not_every_outcome_makes_a_tie_economic(year, code, office, tie, agreed):
    outcome(tie, office, year, code)
    rollup.settle()

    assert stage(office, tie) == (0, "")


def test_three_outcomes_on_a_reciprocal_tie_are_strategic_once_both_sides_report(office, tie, agreed, abroad):
    reciprocal(office, tie, agreed, abroad)
    for year, code in ((2024, "OC2"), (2025, "OC2"), (2025, "OC6")):
        outcome(tie, office, year, code)
    rollup.settle()
    before = stage(office, tie)

    Activity.objects.filter(pk=tie.activities.first().pk).update(confirmed_at=NOON, confirmed_by=abroad)

    assert (before, stage(office, tie)) == ((4, ""), (5, ""))


def test_verified_outcomes_of_one_kind_in_two_sectors_are_of_two_sorts(office, tie, agreed):
    for sector in ("C", "H", ""):
        outcome(tie, office, 2026, sector=sector)
    rollup.settle()

    facts, _ = gather_stage_facts(office, AS_OF)[tie.pk]

    assert sorted(one.sector for one in facts.outcomes) == ["", "C", "H"]
    assert tie_rules.conditions(facts)[tie_rules.Stage.STRATEGIC][tie_rules.Test.TWO_KINDS]


def test_one_office_s_stage_knows_nothing_of_the_other_s_closed_records(office, tie, agreed):
    other = OfficeFactory(records_complete_from=dt.date(2020, 1, 1))
    SeatFactory(partnership=tie, organisation=other.organisation, side=tie.seats.exclude(side=office.home).get().side)
    event(tie, other, office.organisation, audience=Audience.OFFICE)

    assert stage(office, tie) == (0, "")
    assert stage(other, tie) == (1, "")


def test_the_other_office_s_out_is_our_in(office, tie, agreed, abroad):
    theirs = OfficeFactory(organisation=abroad, home=abroad.place)
    event(tie, theirs, office.organisation, kind="sport", direction="out", audience=Audience.SHARED)

    facts, _ = gather_stage_facts(office, AS_OF)[tie.pk]

    assert (facts.exchanges_out, facts.exchanges_in) == (0, 1)


def test_health_stands_beside_the_stage(office, tie, agreed, abroad):
    PartyFactory(agreement=agreed, organisation=abroad)
    event(tie, office, abroad, starts_first=dt.date(2026, 6, 1))
    DeliverableFactory(agreement=agreed, owed_by=abroad, due_on=dt.date(2026, 5, 1))

    restage(office, AS_OF)

    health = StageResult.objects.get().health
    assert health == {"contact": 100, "promises": 0, "breadth": 100, "reciprocity": None, "two_sided": 0}


def test_the_sweep_stages_what_changed_and_leaves_the_rest(office, tie, agreed, abroad):
    restage_due(NOON)
    before = StageResult.objects.get().stage

    event(tie, office, abroad)
    staged = restage_due(NOON)
    again = restage_due(NOON)

    assert (before, StageResult.objects.get().stage, again) == (0, 1, 0)
    assert staged > 0


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE activities_activity SET status = 'cancelled'",
        "DELETE FROM activities_participant",
        "UPDATE agreements_agreement SET status = 'ended'",
        "UPDATE stakeholders_office SET records_complete_from = NULL",
        "UPDATE outcomes_claim SET evidence = 3",
        "DELETE FROM outcomes_claim",
    ],
)
def test_stored_stage_equals_recomputed_after_raw_sql(change, office, tie, agreed, abroad):
    event(tie, office, abroad)
    ClaimFactory(partnership=tie, owner=office.organisation)
    rollup.settle()
    restage_due(NOON)

    with connection.cursor() as cursor:
        cursor.execute(change)
    rollup.settle()
    restage_due(NOON)

    stored = StageResult.objects.get(current=True)
    office.refresh_from_db()
    facts, _ = gather_stage_facts(office, AS_OF)[tie.pk]
    computed = staging.stage_of(facts)
    assert (stored.stage, stored.reason) == (computed.stage, computed.reason or "")


def test_a_new_day_moves_the_row_forward_and_a_new_stage_begins_a_row(office, tie, agreed, abroad):
    restage_due(NOON)
    restage_due(NOON + dt.timedelta(days=1))
    event(tie, office, abroad)
    restage_due(NOON + dt.timedelta(days=2))

    rows = StageResult.objects.order_by("as_of").values_list("stage", "since", "as_of", "current")
    day = AS_OF + dt.timedelta(days=1)
    assert list(rows) == [
        (0, AS_OF, day, False),
        (1, day + dt.timedelta(days=1), day + dt.timedelta(days=1), True),
    ]


def test_each_office_has_its_own_day_and_a_zone_nobody_knows_holds_up_no_other(office, tie, agreed):
    type(office).objects.update(time_zone="Nowhere/Land")
    east = OfficeFactory(time_zone="Pacific/Auckland")
    other = PartnershipFactory(between=[east.home])
    SeatFactory(partnership=other, organisation=east.organisation)

    restage_due(NOON.replace(hour=13))

    days = {row.owner_id: row.as_of for row in StageResult.objects.all()}
    assert days == {office.organisation_id: AS_OF, east.organisation_id: AS_OF + dt.timedelta(days=1)}


def test_an_earlier_day_is_stored_beside_the_current_one(office, tie, agreed):
    restage(office, AS_OF)

    restage(office, dt.date(2025, 1, 1))

    rows = StageResult.objects.order_by("as_of").values_list("as_of", "current")
    assert list(rows) == [(dt.date(2025, 1, 1), False), (AS_OF, True)]


def current(tie):
    return StageResult.objects.get(partnership=tie, current=True)


def test_a_tie_whose_facts_stay_keeps_its_result_and_moves_its_day(office, tie, agreed, abroad):
    event(tie, office, abroad, starts_first=AS_OF - dt.timedelta(10))
    restage(office, AS_OF)
    before = current(tie)
    StageResult.objects.update(facts={"told": "as it was"})

    restage(office, AS_OF + dt.timedelta(1))

    after = current(tie)
    assert after.pk == before.pk
    assert after.as_of == AS_OF + dt.timedelta(1)
    assert after.facts == {"told": "as it was"}, "nothing was worked out anew"


def test_a_result_worked_out_anew_is_the_one_that_was_kept(office, tie, agreed, abroad):
    event(tie, office, abroad, starts_first=AS_OF - dt.timedelta(10))
    restage(office, AS_OF)
    restage(office, AS_OF + dt.timedelta(1))
    kept = current(tie)

    restage(office, AS_OF + dt.timedelta(1), anew=True)

    anew = current(tie)
    assert [getattr(anew, name) for name in RESULT] == [getattr(kept, name) for name in RESULT]


def test_days_since_the_last_contact_alone_change_health(office, tie, agreed, abroad):
    event(tie, office, abroad, starts_first=AS_OF - dt.timedelta(90))
    restage(office, AS_OF)

    restage(office, AS_OF + dt.timedelta(10))

    assert current(tie).health["contact"] == 98


def test_what_the_office_says_of_its_records_is_worked_out_anew(office, tie, agreed):
    restage(office, AS_OF)
    office.records_complete_from = AS_OF
    office.save()

    restage(office, AS_OF)

    assert current(tie).reason == "not_enough_records"


def test_other_numbers_of_the_rule_are_worked_out_anew(office, tie, agreed, abroad):
    event(tie, office, abroad, starts_first=AS_OF - dt.timedelta(100))
    restage(office, AS_OF)
    numbers = {name: getattr(tie_rules.THRESHOLDS, name) for name in tie_rules.NUMBERS}
    StageRule.objects.create(
        **numbers | {"version": "stage-2", "valid_from": AS_OF, "made_at": NOON, "window_months": 1}
    )

    restage(office, AS_OF)

    assert (current(tie).rule_version, current(tie).stage) == ("stage-2", 0)


def test_ten_ties_take_as_many_reads_as_one(office, abroad):
    def another():
        partnership = PartnershipFactory(between=[office.home, abroad.place])
        SeatFactory(partnership=partnership, organisation=office.organisation)
        AgreementFactory(partnership=partnership, owner=office.organisation)
        event(partnership, office, abroad)

    another()
    one = reads(lambda: gather_stage_facts(office, AS_OF))
    for _ in range(9):
        another()
    ten = reads(lambda: gather_stage_facts(office, AS_OF))

    assert one == ten


class Counter:
    def __init__(self):
        self.count = 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)


def reads(job):
    counter = Counter()
    with connection.execute_wrapper(counter):
        job()
    return counter.count
