"""Who reads holders, notes of protocol, contacts of a tie and hand-overs: the office that wrote them, nobody else."""

from django.test import Client

from desk.models import HandOver
from partnerships.models import TieContact
from stakeholders.models import ProtocolNote
from stakeholders.post_queries import holdings_for

MEMBERS = {"coordinator", "colleague", "executive"}


def readers(world, rows_of):
    return {name for name, person in world.people.items() if rows_of(person).exists()}


def test_holders_and_protocol_notes_are_read_by_full_members_of_the_office_alone(world):
    assert readers(world, holdings_for) == MEMBERS
    assert readers(world, ProtocolNote.objects.for_user) == MEMBERS


def test_whom_an_office_turns_to_and_its_hand_overs_stay_in_the_office(world):
    assert readers(world, TieContact.objects.for_user) == MEMBERS | {"granted staff"}
    assert readers(world, HandOver.objects.for_user) == MEMBERS | {"granted staff"}


def test_another_office_opens_the_pack_of_our_post_and_meets_no_word_of_ours(world):
    client = Client()
    client.force_login(world.people["far coordinator"])
    pages = [
        f"/handover/posts/{world.measures['post'].pk}/", "/handover/", "/my-work/",
        f"/organisations/{world.organisations['office'].slug}/posts/",
        f"/partnerships/{world.tie.slug}/contacts/", f"/partnerships/{world.tie.slug}/people/",
    ]  # fmt: skip

    bodies = {page: client.get(page) for page in pages}

    assert {page: found.status_code for page, found in bodies.items()} == dict.fromkeys(pages, 200)
    for page, found in bodies.items():
        text = found.content.decode()
        for word in ("Holder</b>", "Quokkaberg Met", "Madam", "smokes", "retired"):
            assert word not in text, (page, word)
