"""Of whom a hand-over pack is: a post, a contact who leaves, or a colleague who leaves."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q

from activities.models import Activity, ActivityPost, Delegation, NextStep
from agreements.models import Deliverable
from partnerships.models import Partnership, Seat, Standing, TieContact
from stakeholders.models import Person, Post, User
from stakeholders.post_queries import Held, held_posts, holdings_for

LOOKED_BACK = timedelta(days=730)
POST, PERSON, USER = "post", "person", "user"


@dataclass
class Subject:
    """posts, people, users: whose promises, steps and notes the pack gathers. held: the posts with their holders."""

    kind: str
    pk: int
    name: str
    organisation: object = None
    held: list[Held] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    users: list[User] = field(default_factory=list)

    @property
    def posts(self):
        return [one.post for one in self.held]

    def is_ours(self, office):
        """Whether it is of the office itself, not of another body."""
        return self.kind == USER or (self.organisation is not None and self.organisation.pk == office.organisation_id)


def of_post(reader, post, today):
    held = held_posts(reader, Post.objects.filter(pk=post.pk), today)
    people = _people_of(held)
    users = [person.user for person in people if person.user_id]
    return Subject(POST, post.pk, post.title, post.organisation, held, people, users)


def of_person(reader, person, today):
    """A contact with all posts that they hold or held within two years."""
    recent = holdings_for(reader).filter(person=person).filter(Q(until=None) | Q(until__gte=today - LOOKED_BACK))
    held = held_posts(reader, Post.objects.filter(pk__in=recent.values("post")).order_by("title", "pk"), today)
    users = [person.user] if person.user_id else []
    return Subject(PERSON, person.pk, person.name, person.organisation, held, [person], users)


def of_user(reader, office, user, today):
    """A colleague, with the posts that they hold in the office as one of its contacts."""
    people = list(Person.objects.for_user(reader).filter(owner=office.organisation, user=user))
    held = held_posts(
        reader, Post.objects.filter(holdings__person__in=people).distinct().order_by("title", "pk"), today
    )
    return Subject(USER, user.pk, str(user), office.organisation, held, people, [user])


def _people_of(held):
    """Holders of today and the last one before, each once."""
    found = {}
    for one in held:
        for holding in [*one.now, *one.former[:1]]:
            found[holding.person_id] = holding.person
    return list(found.values())


def ties_of(reader, office, subject, today):
    """(ties, whether they are all ties of the office): on which it is named, sits or worked.

    A post of the office itself that no tie names, and whose holder recorded nothing, goes with all of them.
    """
    standing = Seat.objects.filter(organisation=office.organisation).exclude(standing=Standing.ENDED)
    kept = Partnership.objects.for_user(reader).filter(pk__in=standing.values("partnership")).order_by("name", "pk")
    found = set(_named_on(reader, office, subject)) | set(_worked_on(reader, subject, today))
    others = {post.organisation_id for post in subject.posts}
    if subject.organisation:
        others.add(subject.organisation.pk)
    others.discard(office.organisation_id)
    found |= set(Seat.objects.filter(organisation__in=others).values_list("partnership", flat=True))
    if not found and subject.is_ours(office):
        return list(kept), True
    return list(kept.filter(pk__in=found)), False


def _named_on(reader, office, subject):
    of = Q(post__in=subject.posts) | Q(person__in=subject.people)
    contacts = TieContact.objects.for_user(reader).filter(of, owner=office.organisation)
    yield from contacts.values_list("partnership", flat=True)
    asked = Deliverable.objects.for_user(reader).open().filter(contact__in=subject.people)
    yield from asked.order_by().values_list("agreement__partnership", flat=True)
    met = ActivityPost.objects.for_user(reader).filter(post__in=subject.posts)
    yield from met.values_list("activity__partnership", flat=True)


def _worked_on(reader, subject, today):
    steps = NextStep.objects.for_user(reader).open().filter(Q(user__in=subject.users) | Q(person__in=subject.people))
    yield from steps.order_by().values_list("activity__partnership", flat=True)
    led = Delegation.objects.for_user(reader).open().filter(lead__in=subject.users)
    yield from led.order_by().values_list("partnership", flat=True)
    recorded = Activity.objects.for_user(reader).filter(
        created_by__in=subject.users, starts_last__gte=today - LOOKED_BACK
    )
    yield from recorded.order_by().values_list("partnership", flat=True)
