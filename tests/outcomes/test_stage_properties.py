"""What holds for every tie: more proof lowers nothing, less activity raises nothing but R, order says nothing."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from activities.models import Activity
from bench.stage_plain import facts_of_tie
from outcomes.queries.stage_facts import gather_stage_facts
from outcomes.services import rollup
from outcomes.services.staging import restage
from partnerships.models import Audience, StageResult
from partnerships.rules import OutcomeFact, TieFacts, drop_raises_reciprocity, evenness, stage_of
from stakeholders.models import OrganisationKind
from tests.factories import OfficeFactory, OrganisationFactory, SeatFactory
from tests.outcomes.stage_scene import AS_OF, make_scene

counts = st.integers(0, 12)
outcomes = st.builds(OutcomeFact, st.integers(2022, 2024), st.sampled_from(["OC1", "OC2"]), st.sampled_from(["", "C"]))
ties = st.builds(
    TieFacts,
    as_of=st.just(AS_OF),
    agreement_in_force=st.just(True),
    complete_from=st.none() | st.dates(dt.date(2020, 1, 1), AS_OF),
    activities=st.integers(1, 12),
    exchanges=counts,
    exchanges_out=counts,
    exchanges_in=counts,
    layers=st.frozensets(st.sampled_from(["city", "region", "chamber", "port", "university"])),
    work_plan=st.none() | st.booleans(),
    both_fund=st.none() | st.booleans(),
    outcomes=st.lists(outcomes, max_size=4).map(tuple),
    both_reported=st.booleans(),
    deliverable_accepted=st.booleans(),
    signed=st.booleans(),
)


def height(facts):
    stage = stage_of(facts).stage
    return -1 if stage is None else int(stage)


@given(facts=ties, more=outcomes)
def test_one_more_verified_outcome_never_lowers_a_stage(facts, more):
    assert height(replace(facts, outcomes=(*facts.outcomes, more))) >= height(facts)


@given(facts=ties, out=st.booleans())
def test_one_exchange_less_raises_no_stage_unless_it_lifts_reciprocity_which_is_said(facts, out):
    out = out and facts.exchanges_out > 0
    less = replace(
        facts, activities=facts.activities - 1, exchanges=max(facts.exchanges - 1, 0),
        exchanges_out=facts.exchanges_out - out, exchanges_in=max(facts.exchanges_in - (not out), 0),
    )  # fmt: skip

    assert max(height(less), 0) <= max(height(facts), 0) or drop_raises_reciprocity(facts, less)


@given(facts=ties)
def test_the_same_facts_by_the_same_version_give_the_same_result_in_whatever_order(facts):
    assert stage_of(replace(facts, outcomes=facts.outcomes[::-1])) == stage_of(facts) == stage_of(replace(facts))


def test_evenness_of_a_half_and_two_quarters_over_five_layers():
    spread, even = evenness([10, 5, 5, 0], 5)

    assert (round(spread, 6), round(even, 6)) == (1.039721, 0.646015)
    assert evenness([3], 1) == (0.0, None)
    assert evenness([], 5) == (None, None)


# What may be recorded of an activity that changes how it is read.
kinds_of_record = st.fixed_dictionaries(
    {
        "months": st.integers(0, 40),
        "kind": st.sampled_from(["training", "official visit", "online meeting", "sport"]),
        "direction": st.sampled_from(["out", "in", "both", ""]),
        "status": st.sampled_from(["happened", "happened", "happened", "planned", "cancelled"]),
        "place_text": st.sampled_from(["town hall", ""]),
        "audience": st.sampled_from([Audience.OFFICE, Audience.PARTIES, Audience.SHARED]),
        "guests": st.sampled_from(["none", "abroad", "abroad and university", "all"]),
        "owner": st.sampled_from(["office", "office", "theirs"]),
        "confirmed": st.booleans(),
    }
)


@pytest.mark.django_db
@settings(max_examples=8, deadline=None)
@given(records=st.lists(kinds_of_record, min_size=1, max_size=5), data=st.data())
def test_the_statement_reads_what_a_plain_reading_does_in_whatever_order_it_was_recorded(records, data):
    order = data.draw(st.permutations(records))
    found = []
    for told in (records, order):
        with transaction.atomic():
            scene = record(told)
            facts = scene.facts()
            assert facts == facts_of_tie(scene.office, scene.tie.pk, AS_OF)
            found.append(facts)
            transaction.set_rollback(True)

    assert found[0] == found[1]


def record(told):
    scene = make_scene()
    theirs = OfficeFactory(organisation=scene.abroad, home=scene.abroad.place)
    for one in told:
        guests = {"none": (), "abroad": (scene.abroad,), "abroad and university": (scene.abroad, scene.university)}
        made = scene.activity(
            scene.university, scene.chamber, on=AS_OF - dt.timedelta(days=30 * one["months"]), kind=one["kind"],
            direction=one["direction"], status=one["status"], place_text=one["place_text"], audience=one["audience"],
        )  # fmt: skip
        if one["owner"] == "theirs":
            made.owner = theirs.organisation
        if one["confirmed"]:
            made.confirmed_at, made.confirmed_by = dt.datetime(2024, 7, 1, tzinfo=dt.UTC), scene.abroad
        made.save()
        if one["guests"] != "all":
            kept = [body.pk for body in guests[one["guests"]]]
            made.participants.exclude(organisation__in=kept).delete()
    return scene


@pytest.mark.django_db
def test_what_was_learnt_later_leaves_a_look_back_as_it_was():
    scene = make_scene()
    scene.exchanges(scene.university, out=2)
    long_ago(scene)
    known = dt.date(2025, 1, 10)
    before = scene.facts(known_on=known)

    scene.exchanges(scene.chamber, into=3)
    scene.money()
    Activity.objects.filter(partnership=scene.tie).update(kind="official visit", confirmed_at=None)
    scene.agreement.delete()

    assert scene.facts(known_on=known) == before
    assert scene.facts() != before


def long_ago(scene):
    """What the history has so far was written on the second of January 2025."""
    with connection.cursor() as cursor:
        for table in ("activities_activity", "activities_participant", "agreements_agreement", "partnerships_seat"):
            cursor.execute(f"UPDATE {table}event SET pgh_created_at = '2025-01-02'")


@pytest.mark.django_db
def test_a_verified_outcome_that_was_reported_later_is_not_in_a_look_back():
    scene = make_scene()
    long_ago(scene)
    scene.outcome(2024, learnt_on=dt.date(2025, 3, 1))
    rollup.settle()

    assert len(scene.facts()[0].outcomes) == 1
    assert scene.facts(known_on=dt.date(2025, 1, 10))[0].outcomes == ()


@pytest.mark.django_db
def test_one_tie_is_computed_and_stored_in_at_most_six_queries(django_assert_max_num_queries):
    scene = make_scene()
    scene.exchanges(scene.university, out=4, into=2)
    scene.outcome(2024)
    rollup.settle()

    with django_assert_max_num_queries(6):
        restage(scene.office, AS_OF, [scene.tie.pk])
    with django_assert_max_num_queries(6):
        restage(scene.office, AS_OF + dt.timedelta(days=900), [scene.tie.pk])

    assert [row.stage for row in StageResult.objects.order_by("as_of")] == [4, 0]


@pytest.mark.django_db
def test_a_change_within_a_day_ends_the_spell_on_the_day_before():
    scene = make_scene()
    restage(scene.office, AS_OF)
    restage(scene.office, AS_OF + dt.timedelta(days=5))

    scene.activity(on=AS_OF)
    restage(scene.office, AS_OF + dt.timedelta(days=5))

    rows = StageResult.objects.order_by("as_of").values_list("stage", "first_on", "as_of", "current")
    day = dt.timedelta(days=1)
    assert list(rows) == [(0, AS_OF, AS_OF + 4 * day, False), (1, AS_OF + 5 * day, AS_OF + 5 * day, True)]


@pytest.mark.django_db
def test_an_office_without_seats_has_nothing_to_stage():
    office = OfficeFactory()
    SeatFactory(organisation=OrganisationFactory(kind=OrganisationKind.PORT))

    assert (gather_stage_facts(office, AS_OF), restage(office, AS_OF)) == ({}, 0)
