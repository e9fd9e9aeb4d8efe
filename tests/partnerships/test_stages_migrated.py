"""Results of stages that were stored for single days become spells, and no look back breaks one."""

import datetime as dt
from importlib import import_module

import pytest
from django.db import connection

from partnerships.models import StageResult
from tests.factories import OrganisationFactory, PartnershipFactory

migration = import_module("partnerships.migrations.0002_stage_rules")
DAY = dt.date


@pytest.mark.django_db
def test_each_result_begins_after_the_one_before_it_and_a_look_back_stands_beside_them():
    tie, office = PartnershipFactory(), OrganisationFactory()
    stored = [  # since, as of, written on
        (DAY(2026, 1, 1), DAY(2026, 1, 31), DAY(2026, 1, 31)),
        (DAY(2026, 1, 1), DAY(2026, 3, 15), DAY(2026, 3, 15)),
        (DAY(2026, 3, 20), DAY(2026, 6, 30), DAY(2026, 6, 30)),
        (DAY(2026, 8, 15), DAY(2026, 8, 15), DAY(2026, 11, 20)),
        (DAY(2026, 7, 1), DAY(2026, 11, 22), DAY(2026, 11, 22)),
    ]
    for since, as_of, written in stored:
        one = StageResult.objects.create(
            partnership=tie, owner=office, first_on=as_of, as_of=as_of, since=since, stage=2, rule_version="stage-1",
            current=as_of == DAY(2026, 11, 22),
        )  # fmt: skip
        at = dt.datetime.combine(written, dt.time(9), tzinfo=dt.UTC)
        StageResult.objects.filter(pk=one.pk).update(computed_at=at)

    with connection.cursor() as cursor:
        cursor.execute(migration.SPELLS)

    assert list(StageResult.objects.order_by("pk").values_list("first_on", "as_of", "known_on")) == [
        (DAY(2026, 1, 1), DAY(2026, 1, 31), None),
        (DAY(2026, 2, 1), DAY(2026, 3, 15), None),
        (DAY(2026, 3, 20), DAY(2026, 6, 30), None),
        (DAY(2026, 8, 15), DAY(2026, 8, 15), DAY(2026, 11, 20)),
        (DAY(2026, 7, 1), DAY(2026, 11, 22), None),
    ]
