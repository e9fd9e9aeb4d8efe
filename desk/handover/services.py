"""A post changes hands, somebody leaves: the change, what it hands on, and the pack that My work then shows."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from activities.services.handing_on import hand_on_steps, hand_on_visits, steps_of, visits_of
from activities.services.next_steps import colleagues_of
from agreements.services.handing_on import hand_on_promises, promises_asked_of
from desk.models import HandOver
from partnerships.models import TieContact
from partnerships.services.contacts import hand_on_contacts
from stakeholders import posts
from stakeholders.verbs import Refusal, verb


class SuccessorMissing(Refusal):
    code = "successor_missing"
    message = _("Say who follows: choose somebody or write a name.")


class NotOfYourOffice(Refusal):
    code = "not_of_your_office"
    message = _("This is nobody of your office.")


class ToThemselves(Refusal):
    code = "to_themselves"
    message = _("Choose somebody else: they leave.")


@verb("post.handed_over")
def hand_over_post(post, *, office, on, by, at, person=None, name="", email="", former=(), why=""):
    """From a day on somebody else holds the post; a name that is new becomes a contact. Returns the HandOver.

    Raises SuccessorMissing and what stakeholders.posts.change_holder raises.
    """
    if person is None and not name.strip():
        raise SuccessorMissing(field="name")
    person = person or posts.new_holder(
        office=office, organisation=post.organisation, name=name, email=email, by=by, at=at
    )
    posts.change_holder(post, office=office, person=person, on=on, former=former, why=why, by=by, at=at)
    left = former[0].person if former else None
    return _record(office, post=post, person=left, successor=person, on=on, why=why, by=by, at=at)


@verb("post.vacated")
def vacate(holding, *, office, on, by, at, why=""):
    """The holder leaves on a day, their last one, without a successor. Returns the HandOver."""
    posts.end_holding(holding, on=on, why=why, by=by, at=at)
    return _record(office, post=holding.post, person=holding.person, on=on + DAY, why=why, by=by, at=at)


@verb("posts.vacated")
def vacate_all(holdings, *, office, on, by, at, why=""):
    """An election day: the holders of these posts leave together. Returns the HandOvers, one a post and holder."""
    ended = posts.end_holdings(holdings, office=office, on=on, why=why, by=by, at=at)
    return [
        _record(office, post=one.post, person=one.person, on=on + DAY, why=why, by=by, at=at) for one in ended
    ]


DAY = dt.timedelta(days=1)


def _record(office, *, on, why, by, at, **who):
    given = {"post": None, "person": None, "successor": None, "user": None, "to_user": None, **who}
    return HandOver.objects.get_or_create(
        owner=office.organisation, on=on, **given,
        defaults={"why": why.strip(), "made_by": by, "made_at": at, "sample": office.sample},
    )[0]  # fmt: skip


def work_of(user, office, subject):
    """What would be handed on, as this person may change it: {steps, visits, promises, contacts}."""
    owner = office.organisation
    steps = steps_of(user, owner, users=subject.users, people=subject.people)
    visits, promises = visits_of(user, owner, subject.users), promises_asked_of(user, owner, subject.people)
    contacts = TieContact.objects.for_user(user).filter(owner=owner, person__in=subject.people)
    return {
        "steps": list(steps.select_related("activity__partnership", "user", "person").order_by("due_on", "pk")),
        "visits": list(visits.select_related("partnership").order_by("starts_first", "pk")),
        "promises": list(promises.select_related("agreement__partnership", "owed_by").order_by("due_on", "pk")),
        "contacts": list(contacts.select_related("partnership").order_by("partnership__name", "pk")),
    }


@verb("work.handed_on")
def hand_on(subject, *, office, by, at, to_user=None, to_person=None, why=""):
    """What a colleague or a contact had taken on passes on, all of it or nothing. Returns (HandOver, rows passed).

    to_user: a colleague who takes over next steps and visits. to_person: a contact whom one asks from now on. Raises
    SuccessorMissing, NotOfYourOffice, ToThemselves.
    """
    owner = office.organisation
    if to_user is None and to_person is None:
        raise SuccessorMissing()
    if to_user and not colleagues_of(owner.pk).filter(pk=to_user.pk).exists():
        raise NotOfYourOffice(field="to_user")
    if to_person and to_person.owner_id != owner.pk:
        raise NotOfYourOffice(field="to_person")
    if to_user in subject.users or to_person in subject.people:
        raise ToThemselves(field="to_user" if to_user in subject.users else "to_person")
    who, users, people = {"by": by, "at": at}, subject.users, subject.people
    moved = hand_on_steps(owner, users=users, people=people, to_user=to_user, to_person=to_person, **who)
    if to_user:
        moved += hand_on_visits(owner, users=users, to_user=to_user, **who)
    if to_person:
        moved += hand_on_promises(owner, people=people, to_person=to_person, **who)
        moved += hand_on_contacts(owner, people=people, to_person=to_person, **who)
    left = people[0] if people else None
    row = _record(
        office, person=left, successor=to_person, user=users[0] if users else None, to_user=to_user,
        on=at.date(), why=why, **who,
    )  # fmt: skip
    return row, moved


@verb("hand_over.put_away")
def put_away(hand_over, *, by, at):
    """The pack was read; My work shows it no more. Again keeps the first time."""
    hand_over = HandOver.objects.select_for_update(no_key=True).get(pk=hand_over.pk)
    if hand_over.done_at is None:
        hand_over.done_at, hand_over.done_by = at, by
        hand_over.save(update_fields=["done_at", "done_by"])
    return hand_over
