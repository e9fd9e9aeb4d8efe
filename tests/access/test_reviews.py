"""Who reads reviews, frozen packs and their annexes: the office whose they are, on the ties that it may see."""

from django.contrib.auth.models import AnonymousUser

from stakeholders.access import Permission
from tests.access.test_matrix import OFFICE
from tests.access.test_proofs import readers

KINDS = ("review", "review pack", "review annex")


def test_the_office_reads_a_review_with_its_annex_and_its_coordinator_writes_it(world):
    for record in (world.measures[kind] for kind in KINDS):
        assert readers(world, record) == OFFICE
        assert readers(world, record, Permission.MANAGE_TIE) == {"coordinator"}
        assert not type(record).objects.for_user(AnonymousUser()).exists()
