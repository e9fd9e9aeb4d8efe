"""The list of people of a visit: added one by one or as a list, ordered, and deleted when its day has come."""

import logging

from django.db.models import F
from django.db.models.lookups import LessThanOrEqual

from activities.models import Delegation, DelegationPerson, Reply, Side
from activities.services import refusals_delegations as refusals
from activities.services.delegations import check_list_open
from activities.services.delegations import locked as locked_delegation
from agreements.models.deliverables import day_at_owner
from partnerships.services.holds import OnHold, require_no_hold
from stakeholders.verbs import verb

log = logging.getLogger(__name__)
TEXTS = ("name", "office", "organisation", "address", "language", "email", "reply", "representative")
WHO = ("name", "office", "organisation")


def locked(person):
    """(person, its delegation), the delegation first, so that two changes of one order follow each other."""
    delegation = locked_delegation(person.delegation)
    return DelegationPerson.objects.get(pk=person.pk), delegation


@verb("delegation.people_added")
def add_people(delegation, rows, *, side=Side.GUEST, replace=False, by, at):
    """Add people in the order given, after those who are there; those with a precedence of their own go before.

    rows: dicts with the texts of DelegationPerson, precedence (number or None), side ("" is `side`). replace: the rows
    of each side that is named take the place of all that stood there. Whoever stands there already with the same name,
    office and organisation is left as they are, so that a list sent twice adds nobody twice. Raises NobodyOnTheList,
    AlreadyPurged. Returns how many were added.
    """
    delegation = locked_delegation(delegation)
    check_list_open(delegation, at)
    rows = [row for row in rows if row.get("name", "").strip()]
    if not rows:
        raise refusals.NobodyOnTheList(delegation, field="text")
    added = 0
    for one in Side.values:
        mine = [row for row in rows if (row.get("side") or side) == one]
        if not mine:
            continue
        if replace:
            delegation.people.filter(side=one).delete()
        there = set(delegation.people.filter(side=one).values_list(*WHO))
        start = delegation.people.filter(side=one).count()
        mine = [row for row in mine if tuple(row.get(name, "") for name in WHO) not in there]
        mine.sort(key=lambda row: row.get("precedence") or 1_000_000)
        DelegationPerson.objects.bulk_create(
            DelegationPerson(
                delegation=delegation, side=one, precedence=start + n,
                **{name: row.get(name, "") for name in TEXTS},
            )
            for n, row in enumerate(mine, 1)
        )  # fmt: skip
        added += len(mine)
    return added


@verb("delegation.person_changed")
def change_person(person, given, *, by, at):
    """given: the texts, side and precedence. A precedence moves the person to that place in the order of the side."""
    person, delegation = locked(person)
    check_list_open(delegation, at)
    if not given["name"].strip():
        raise refusals.NameMissing(field="name")
    was = person.side
    for name in TEXTS:
        setattr(person, name, given.get(name, getattr(person, name)))
    person.side = given.get("side") or person.side
    person.save()
    put_at(person, given.get("precedence") or person.precedence)
    if was != person.side:
        renumber(delegation, was)
    return person


@verb("delegation.person_replied")
def record_reply(person, reply, *, by, at):
    person, _delegation = locked(person)
    person.reply = Reply(reply)
    person.save(update_fields=["reply"])
    return person


@verb("delegation.person_moved")
def move_person(person, steps, *, by, at):
    """Up (-1) or down (+1) in the order of precedence; at either end nothing changes."""
    person, _delegation = locked(person)
    put_at(person, person.precedence + steps)
    return person


@verb("delegation.person_dropped")
def drop_person(person, *, by, at):
    delegation = locked_delegation(person.delegation)
    delegation.people.filter(pk=person.pk).delete()
    renumber(delegation, person.side)


def put_at(person, number):
    """Stand at this place (from 1) of the side's order; all others keep theirs among themselves."""
    others = list(person.delegation.people.filter(side=person.side).exclude(pk=person.pk))
    others.insert(max(0, min(number - 1, len(others))), person)
    write_order(others)


def renumber(delegation, side):
    write_order(list(delegation.people.filter(side=side)))


def write_order(people):
    for n, one in enumerate(people, 1):
        one.precedence = n
    DelegationPerson.objects.bulk_update(people, ["precedence"])


def to_purge(at):
    """Visits whose day of deletion has come where their office keeps its clock: never on the evening before."""
    return Delegation.objects.filter(LessThanOrEqual(F("purge_on"), day_at_owner(at)), purged_at=None)


@verb("delegation.purged")
def purge(delegation, *, at, by=None):
    """Delete the list and the papers of one visit; head counts stay. A second time does nothing. Returns heads or None.

    Names of interpreters and of hosts, and the notes of the programme, are emptied with it. Raises OnHold.
    """
    delegation = locked_delegation(delegation)
    if not to_purge(at).filter(pk=delegation.pk).exists():
        return None
    require_no_hold(office=delegation.owner, partnership=delegation.partnership, on=at.date())
    came = delegation.people.exclude(reply=Reply.NO)
    delegation.heads_guests = came.filter(side=Side.GUEST).count()
    delegation.heads_hosts = came.filter(side=Side.HOST).count()
    delegation.purged_at = at
    delegation.save(update_fields=["heads_guests", "heads_hosts", "purged_at"])
    for item in delegation.programme.all():
        item.people.clear()
    delegation.programme.update(interpreter="", host_text="", notes="")
    delegation.people.all().delete()
    papers = delegation.files.count()
    delegation.files.all().delete()
    log.info(
        "Deleted the list (%s guests, %s hosts) and %s papers of delegation %s, kept until %s",
        delegation.heads_guests, delegation.heads_hosts, papers, delegation.pk, delegation.purge_on,
    )  # fmt: skip
    return delegation.heads_guests + delegation.heads_hosts


def purge_due(at):
    """Purge each visit whose day has come, each in a transaction of its own. Returns how many.

    What a legal hold keeps waits for the night after the hold is lifted.
    """
    gone = 0
    for one in to_purge(at).order_by("pk"):
        try:
            gone += purge(one, at=at) is not None
        except OnHold as refusal:
            log.info("The list of delegation %s stays: %s", one.pk, refusal.message)
    return gone


def heads_of(delegation):
    """(guests, hosts) on the list, without those who do not come; after the purge as they were kept."""
    if delegation.purged_at:
        return delegation.heads_guests, delegation.heads_hosts
    came = delegation.people.exclude(reply=Reply.NO)
    return came.filter(side=Side.GUEST).count(), came.filter(side=Side.HOST).count()
