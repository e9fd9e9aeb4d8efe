"""A worker that is killed with -9 half-way leaves its marks; whoever comes next finds them."""

import pytest
from django.db import connection

from bench.killed import kill_workers
from outcomes.models import Claim, Counted
from outcomes.services import rollup
from tests.factories import ClaimFactory, OfficeFactory, PartnershipFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_after_kills_in_the_middle_of_roll_ups_stored_is_recomputed():
    office, tie = OfficeFactory().organisation, PartnershipFactory()
    for number in range(60):
        ClaimFactory(owner=office, partnership=tie, evidence=3, amount=100 + number)

    def change(number):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE outcomes_claim SET amount = amount + 1, evidence = 2 + id % 2")

    killed = kill_workers(4, change, seed=7)
    rollup.settle()

    assert killed == 4
    assert sorted(Claim.objects.values_list("amount", flat=True)) == [104 + number for number in range(60)]
    assert Counted.objects.count() == 60
    assert rollup.check()["differences"] == 0
