"""The nightly audit: what it finds is kept, logged and told by /readyz."""

import datetime as dt

import pytest
from django.db import connection

from desk.health import find_faults, notes_of
from outcomes.models import Audit, LargeTotal, RollUp, Total
from outcomes.services import rollup, sums
from outcomes.services.nightly_audit import audit
from tests.factories import ClaimFactory, OfficeFactory

pytestmark = pytest.mark.django_db
NIGHT = dt.datetime(2026, 11, 2, 3, 15, tzinfo=dt.UTC)


@pytest.fixture
def claimed():
    return ClaimFactory(owner=OfficeFactory().organisation, evidence=3)


def test_what_waits_is_settled_first_and_is_no_difference(claimed):
    found = audit(at=NIGHT)

    assert (found.at, found.differences) == (NIGHT, 0)
    assert found.rows == 1 + RollUp.objects.count()


def test_a_stored_sum_that_somebody_changed_is_kept_and_logged_and_left_alone(claimed, caplog):
    rollup.settle()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE outcomes_rollup SET nominal = nominal + 100")

    found = audit(at=NIGHT)

    assert found.differences == 1
    assert "1 of 2 stored rows differ" in caplog.text
    assert audit(at=NIGHT + dt.timedelta(days=1)).differences == 1


def test_a_total_that_became_large_is_stored_from_that_night_on(claimed, monkeypatch):
    audit(at=NIGHT)
    assert LargeTotal.objects.count() == 0

    monkeypatch.setattr(sums, "LARGE", 0)
    audit(at=NIGHT + dt.timedelta(days=1))
    stored = set(Total.objects.values_list("pk", "level", "value"))
    audit(at=NIGHT + dt.timedelta(days=2))

    assert LargeTotal.objects.count() == len(stored) > 2
    assert set(Total.objects.values_list("pk", "level", "value")) == stored, "nothing outgrew, nothing is rebuilt"


def test_readiness_tells_the_last_difference_until_an_audit_finds_none(claimed):
    faults = {**find_faults(NIGHT), "database": None, "migrations": None}
    Audit.objects.create(at=NIGHT, rows=5, differences=2)
    told = notes_of(faults)
    Audit.objects.create(at=NIGHT + dt.timedelta(days=1), rows=5, differences=0)

    assert told == {"notes": {"figures": "2 of 5 rows differed at the audit of 2026-11-02T03:15:00+00:00"}}
    assert notes_of(faults) == {}
