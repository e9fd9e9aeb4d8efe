"""Two workers at once, each with a connection of its own: nothing is lost and nothing is counted twice."""

import threading

import pytest
from django.db import connection, transaction

from outcomes.models import Claim, Counted
from outcomes.services import counting, rollup
from tests.at_once import at_once
from tests.factories import ClaimFactory, OfficeFactory, PartnershipFactory
from tests.outcomes.totals import added

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def claims():
    rollup.settle()  # what earlier tests left in the queues
    office, tie = OfficeFactory().organisation, PartnershipFactory()
    return [ClaimFactory(owner=office, partnership=tie, evidence=3, amount=100) for _ in range(40)]


def test_two_sweeps_at_once_count_everything_once(claims):
    at_once(rollup.settle, rollup.settle)
    rollup.settle()

    assert Counted.objects.count() == 40
    assert rollup.check()["differences"] == 0


def test_a_sweep_and_a_rebuild_at_once_agree(claims):
    rollup.settle()
    Claim.objects.update(amount=150)

    at_once(rollup.settle, rollup.rebuild, rollup.settle)
    rollup.settle()

    assert rollup.check()["differences"] == 0


def test_a_claim_that_changes_while_it_is_counted_is_counted_again(claims, monkeypatch):
    read, changed = threading.Event(), threading.Event()
    gather = counting.gather

    def slow_gather(ids):
        found = gather(ids)
        read.set()
        changed.wait(20)
        return found

    def change():
        read.wait(20)
        Claim.objects.filter(pk=claims[0].pk).update(amount=999)
        changed.set()

    monkeypatch.setattr(counting, "gather", slow_gather)
    at_once(counting.count_dirty, change)
    monkeypatch.undo()
    rollup.settle()

    assert Counted.objects.get(outcome=claims[0].outcome).nominal == 999
    assert rollup.check()["differences"] == 0


def test_the_later_count_of_one_outcome_is_the_one_that_stays(claims, monkeypatch):
    """The first worker has read the old amount and is slow; the second must wait for it, not overtake it."""
    counting.count_dirty()
    Claim.objects.filter(pk=claims[0].pk).update(amount=500)
    read, overtaken = threading.Event(), threading.Event()
    gather = counting.gather

    def slow_gather(ids):
        found = gather(ids)
        monkeypatch.setattr(counting, "gather", gather)
        read.set()
        overtaken.wait(1.5)
        return found

    def second():
        read.wait(20)
        Claim.objects.filter(pk=claims[0].pk).update(amount=999)
        counting.count_dirty()
        overtaken.set()

    monkeypatch.setattr(counting, "gather", slow_gather)
    at_once(counting.count_dirty, second)

    assert Counted.objects.get(outcome=claims[0].outcome).nominal == 999


def test_a_group_that_changes_while_it_is_summed_is_summed_again(claims, monkeypatch):
    rollup.settle()
    Claim.objects.filter(pk=claims[0].pk).update(amount=200)
    counting.count_dirty()
    read, changed = threading.Event(), threading.Event()
    replace = rollup.replace_touched

    def slow_replace(cursor, marks):
        replace(cursor, marks)
        read.set()
        changed.wait(2)  # the other sweep waits for this one's lock, so it cannot say that it is through

    def other():
        read.wait(20)
        Claim.objects.filter(pk=claims[1].pk).update(amount=300)
        counting.count_dirty()
        monkeypatch.setattr(rollup, "replace_touched", replace)
        rollup.roll_up_dirty()
        changed.set()

    monkeypatch.setattr(rollup, "replace_touched", slow_replace)
    at_once(rollup.roll_up_dirty, other)
    monkeypatch.undo()
    rollup.settle()

    assert added("portfolio")[0].nominal == 38 * 100 + 200 + 300
    assert rollup.check()["differences"] == 0


def test_a_sweep_that_dies_leaves_its_marks(claims):
    def die():
        with transaction.atomic():
            counting.count_dirty()
            raise RuntimeError("the worker is gone")

    with pytest.raises(RuntimeError):
        die()

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT outcome_id) FROM outcomes_dirty_flow")
        assert cursor.fetchone() == (40,)
    assert Counted.objects.count() == 0
