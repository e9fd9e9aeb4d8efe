"""Every fact that feeds the stage rule marks its tie, whoever writes it and how: the triggers are walked one by one."""

import datetime as dt
from functools import partial

import pytest
from django.db import connection

from activities.models import Activity, ActivityFile, ActivityKind, CostLine, Participant
from agreements.models import DeliverableUpdate, Signature
from outcomes.queries import stage_sql
from partnerships.models import PartnershipPlace, StageRule
from partnerships.rules import NUMBERS, THRESHOLDS
from stakeholders.models import OrganisationKind
from tests.factories import (
    CityFactory,
    ClaimFactory,
    OrganisationFactory,
    ParticipantFactory,
    PartyFactory,
    SeatFactory,
    UserFactory,
)
from tests.outcomes.stage_scene import make_scene

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def scene():
    found = make_scene()
    found.visit = found.activity(on=dt.date(2024, 3, 1))
    found.line = found.money()
    found.party = PartyFactory(agreement=found.agreement, organisation=found.abroad)
    found.item = found.promise(found.abroad)
    return found


def file_of(scene):
    return ActivityFile.objects.create(activity=scene.visit, name="a.pdf", content_type="x", size=1, sha256="0")


CHANGES = {
    "activities_activity": lambda s: Activity.objects.filter(pk=s.visit.pk).update(status="cancelled"),
    "a confirmation": lambda s: Activity.objects.update(confirmed_at=NOON, confirmed_by=s.abroad),
    "activities_participant": lambda s: ParticipantFactory(activity=s.visit, organisation=s.chamber),
    "activities_activityfile": file_of,
    "activities_costline": lambda s: CostLine.objects.filter(pk=s.line.pk).update(by_away=False),
    "a cost line that is gone": lambda s: s.line.delete(),
    "agreements_agreement": lambda s: type(s.agreement).objects.update(status="ended"),
    "agreements_party": lambda s: s.party.delete(),
    "agreements_signature": lambda s: Signature.objects.create(party=s.party, person_name="Mayor"),
    "agreements_deliverable": lambda s: type(s.item).objects.update(status="cancelled"),
    "agreements_deliverableupdate": lambda s: DeliverableUpdate.objects.create(
        deliverable=s.item, answer="done", by_user=UserFactory(), by_name="P", at=NOON
    ),
    "outcomes_claim": lambda s: ClaimFactory(partnership=s.tie, owner=s.office.organisation),
    "partnerships_seat": lambda s: SeatFactory(partnership=s.tie, organisation=s.chamber),
    "partnerships_partnershipplace": lambda s: PartnershipPlace.objects.create(
        partnership=s.tie, place=CityFactory(), position=3
    ),
    "stakeholders_office": lambda s: type(s.office).objects.update(records_complete_from=None),
    "a body of another kind": lambda s: type(s.abroad).objects.filter(pk=s.abroad.pk).update(kind="company"),
    "a body that moved": lambda s: type(s.abroad).objects.filter(pk=s.abroad.pk).update(place=CityFactory()),
}


def rename(kind, scene):
    type(scene.abroad).objects.filter(pk=scene.abroad.pk).update(kind=kind)


def retitle(kind, scene):
    Activity.objects.update(kind=kind)


def marked():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM outcomes_dirty_stage RETURNING partnership_id")
        return {tie for (tie,) in cursor.fetchall()}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_fact_marks_its_tie(change, scene):
    marked()

    change(scene)

    assert scene.tie.pk in marked()


def test_a_new_version_of_the_rule_marks_every_tie(scene):
    marked()

    StageRule.objects.create(
        version="stage-9", valid_from=dt.date(2024, 1, 1), made_at=NOON,
        **{name: getattr(THRESHOLDS, name) for name in NUMBERS},
    )  # fmt: skip

    assert None in marked()


def test_a_body_that_only_changes_its_name_marks_nothing(scene):
    marked()

    type(scene.abroad).objects.filter(pk=scene.abroad.pk).update(name="Another name")
    OrganisationFactory()

    assert marked() == set()


def test_every_table_that_the_statement_reads_is_walked_here():
    tables = set(stage_sql.TABLES.values())

    assert tables <= set(CHANGES), f"without a test of its mark: {tables - set(CHANGES)}"


def stored():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {FOLDED} FROM outcomes_happening ORDER BY 1")
        return cursor.fetchall()


def as_recorded():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {FOLDED} FROM ({stage_sql.happenings(stage_sql.TABLES)}) now ORDER BY 1")
        return cursor.fetchall()


FOLDED = "activity_id, partnership_id, owner_id, day, flags, layers, bodies, places"
OF_A_HAPPENING = CHANGES | {
    "who sends": lambda s: Activity.objects.update(direction="in"),
    "who reads": lambda s: Activity.objects.update(audience="parties"),
    "another day": lambda s: Activity.objects.update(starts_first="2023-01-01", starts_last="2023-02-01"),
    "another place": lambda s: Activity.objects.update(place=CityFactory(), place_text=""),
    "the side it stood on": lambda s: Participant.objects.update(side=CityFactory()),
    "one of another kind": lambda s: s.activity(on=dt.date(2024, 4, 1), kind="online meeting"),
    "one that goes": lambda s: s.visit.delete(),
    "nobody took part": lambda s: Participant.objects.all().delete(),
    **{f"a body that is a {kind}": partial(rename, kind) for kind in OrganisationKind.values},
    **{f"an activity that is a {kind}": partial(retitle, kind) for kind in ActivityKind.values},
}


@pytest.mark.parametrize("change", OF_A_HAPPENING.values(), ids=OF_A_HAPPENING)
def test_what_is_folded_of_an_activity_follows_its_records(change, scene):
    ParticipantFactory(activity=scene.visit, organisation=OrganisationFactory())

    change(scene)

    assert stored() == as_recorded()
