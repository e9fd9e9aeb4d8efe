"""A post of the first city's office with its holder, its note and its pack, and one that the office turns to."""

import datetime as dt

from desk.models import HandOver
from partnerships.models import TieContact
from stakeholders.models import Post, PostHolding, ProtocolNote
from tests.factories import PersonFactory


def posts(world):
    """{kind: record}: what of posts and holders belongs to the first city's office alone."""
    word, office, now = world.word, world.organisations["office"], dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
    mine = Post.objects.create(organisation=office, title="Head of the office")
    far = Post.objects.create(organisation=world.organisations["far office"], title="Head of protocol")
    holder = PersonFactory(owner=office, name=f"{word} Holder")
    met = PersonFactory(owner=office, organisation=far.organisation, name=f"{word} Met")
    PostHolding.objects.create(post=far, person=met, since=dt.date(2024, 1, 1))
    return {
        "post": mine,
        "holding": PostHolding.objects.create(post=mine, person=holder, since=dt.date(2024, 1, 1)),
        "protocol note": ProtocolNote.objects.create(owner=office, post=far, address=f"{word} Madam", avoid=word),
        "person's note": ProtocolNote.objects.create(owner=office, person=met, notes=f"{word} smokes"),
        "tie contact": TieContact.objects.create(partnership=world.tie, owner=office, post=far),
        "person to turn to": TieContact.objects.create(
            partnership=world.tie, owner=office, person=met, purpose="protocol"
        ),
        "hand-over": HandOver.objects.create(
            owner=office, post=mine, person=holder, on=dt.date(2026, 11, 1), why=f"{word} retired", made_at=now
        ),
    }
