import datetime as dt

import pytest
from django.utils import timezone

from stakeholders import posts
from stakeholders.models import Post, PostHolding, ProtocolNote
from stakeholders.post_queries import held_post, holders_on
from tests.factories import MembershipFactory, OfficeFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
BEGAN, CHANGED = dt.date(2020, 3, 1), dt.date(2026, 5, 1)


class Scene:
    """An office with a port on its file; Ana is harbour master since 2020."""

    def __init__(self):
        self.office = OfficeFactory()
        self.port = OrganisationFactory(name="Port of Osaka")
        self.by = MembershipFactory(organisation=self.office.organisation).user
        self.post = Post.objects.create(organisation=self.port, title="Harbour master")
        self.ana, self.ben = (
            PersonFactory(owner=self.office.organisation, organisation=self.port, name=name) for name in ("Ana", "Ben")
        )
        self.held = PostHolding.objects.create(post=self.post, person=self.ana, since=BEGAN)
        self.who = {"by": self.by, "at": timezone.now()}

    def change(self, **more):
        given = {"office": self.office, "person": self.ben, "on": CHANGED, "former": [self.held], **self.who, **more}
        return posts.change_holder(self.post, **given)

    def spells(self):
        rows = PostHolding.objects.filter(post=self.post).order_by("pk")
        return [(row.person.name, row.since, row.until) for row in rows]


@pytest.fixture
def scene():
    return Scene()


def test_one_verb_ends_the_former_holder_and_begins_the_new_one(scene):
    scene.change()

    assert scene.spells() == [("Ana", BEGAN, CHANGED - DAY), ("Ben", CHANGED, None)]


def test_the_same_change_sent_twice_is_one(scene):
    assert scene.change() == scene.change()

    assert len(scene.spells()) == 2


def test_a_post_may_be_shared(scene):
    scene.change(former=[])

    assert holders_on(scene.by, scene.post, CHANGED) == ["Ana", "Ben"]


def test_nobody_holds_one_post_twice_on_a_day(scene):
    with pytest.raises(posts.HoldsItAlready):
        scene.change(person=scene.ana, former=[])


def test_nobody_leaves_before_they_came_and_the_new_holder_then_does_not_begin(scene):
    with pytest.raises(posts.EndsBeforeItBegan):
        scene.change(on=BEGAN)

    assert scene.spells() == [("Ana", BEGAN, None)]


def test_somebody_elses_contact_does_not_take_a_post(scene):
    with pytest.raises(posts.NotYourContact):
        scene.change(person=PersonFactory(organisation=scene.port))


def test_a_post_without_successor_is_vacant_since_the_day_after(scene):
    posts.end_holding(scene.held, on=CHANGED, **scene.who)

    held = held_post(scene.by, scene.post, CHANGED + 9 * DAY)
    assert (held.is_vacant, held.vacant_since, held.names) == (True, CHANGED + DAY, "")


def test_whoever_keeps_other_contacts_sees_neither_holder_nor_vacancy(scene):
    posts.end_holding(scene.held, on=CHANGED, **scene.who)
    other = MembershipFactory(organisation=OfficeFactory().organisation).user

    held = held_post(other, scene.post, CHANGED + DAY)

    assert (held.now, held.former, held.is_vacant) == ([], [], False)


def test_an_election_day_ends_all_or_none(scene):
    second = Post.objects.create(organisation=scene.port, title="Deputy")
    late = PostHolding.objects.create(post=second, person=scene.ben, since=CHANGED + DAY)
    both = [scene.held, late]

    with pytest.raises(posts.EndsBeforeItBegan):
        posts.end_holdings(both, office=scene.office, on=CHANGED, **scene.who)
    assert PostHolding.objects.filter(until=None).count() == 2
    posts.end_holdings(both, office=scene.office, on=CHANGED + 9 * DAY, **scene.who)

    assert set(PostHolding.objects.values_list("until", flat=True)) == {CHANGED + 9 * DAY}


def test_a_post_of_the_same_title_is_taken_as_it_stands(scene):
    assert posts.add_post(scene.port, title=" harbour  MASTER ", **scene.who) == scene.post


def test_a_note_of_protocol_is_one_a_post_and_goes_when_it_is_emptied(scene):
    note = {"office": scene.office, "post": scene.post, **scene.who}
    posts.note_protocol(address="Madam", **note)
    posts.note_protocol(avoid="the strike of 2019", **note)
    assert [(row.address, row.avoid) for row in ProtocolNote.objects.all()] == [("", "the strike of 2019")]

    posts.note_protocol(**note)

    assert not ProtocolNote.objects.exists()
