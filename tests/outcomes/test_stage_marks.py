"""Every fact that feeds the stage rule marks its tie, whoever writes it and how: the triggers are walked one by one."""

import datetime as dt

import pytest
from django.db import connection

from activities.models import Activity, ActivityFile, CostLine
from agreements.models import DeliverableUpdate, Signature
from outcomes.queries import stage_sql
from partnerships.models import PartnershipPlace, StageRule
from partnerships.rules import NUMBERS, THRESHOLDS
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
