"""Posts of the sample: whom the office turns to on each tie, one post that changed hands, one that stands vacant."""

import datetime as dt

from desk.models import HandOver
from desk.sample import bodies
from partnerships.models import ContactPurpose, TieContact
from stakeholders.models import Person, Post, PostHolding, ProtocolNote

FIRST_NAME = 300  # of person_name: beyond the contacts of the organisations
CHANGED, LEFT = 12, 20  # days ago


def add_posts(sample):
    for _tie, partnership, away in sample.ties:
        city = next(iter(away.values()))
        TieContact.objects.create(
            partnership=partnership, owner=sample.owner, post=city.posts.order_by("pk").first(),
            purpose=ContactPurpose.FIRST, sample=True,
        )  # fmt: skip
    _tie, partnership, away = sample.ties[0]
    follow(sample, next(iter(away.values())).posts.order_by("pk").first())
    add_protocol(sample, partnership, next(iter(away.values())))
    vacate(sample, list(sample.ties[1][2].values())[-1].posts.order_by("pk").first())
    head = Post.objects.create(organisation=sample.owner, title="Head of sister cities", sample=True)
    hold(sample, head, 2, sample.days_ago(1500))


def hold(sample, post, index, since):
    name = bodies.person_name(FIRST_NAME + index)
    person = Person.objects.create(
        owner=sample.owner, organisation=post.organisation, name=name, language="en", sample=True
    )
    return PostHolding.objects.create(post=post, person=person, since=since)


def follow(sample, post):
    """The liaison went to another department; who follows reads the pack in My work."""
    old, day = post.holdings.order_by("pk").first(), sample.days_ago(CHANGED)
    old.until = day - dt.timedelta(days=1)
    old.save(update_fields=["until"])
    new = hold(sample, post, 0, day)
    HandOver.objects.create(
        owner=sample.owner, post=post, person=old.person, successor=new.person, on=day, sample=True,
        why="Moved to another department", made_by=sample.users["coordinator"], made_at=sample.at(day),
    )  # fmt: skip


def add_protocol(sample, partnership, city):
    post = Post.objects.create(organisation=city, title="Chief of protocol", sample=True)
    hold(sample, post, 1, sample.days_ago(700))
    TieContact.objects.create(
        partnership=partnership, owner=sample.owner, post=post, purpose=ContactPurpose.PROTOCOL, sample=True
    )
    ProtocolNote.objects.create(
        owner=sample.owner, post=post, address="Title and family name", sample=True,
        notes="Letters go by post and by mail. Lists of guests are wanted two weeks ahead.",
    )  # fmt: skip


def vacate(sample, post):
    post.holdings.update(until=sample.days_ago(LEFT))
