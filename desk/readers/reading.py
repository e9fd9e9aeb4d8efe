"""Who reads a record now, by which right, and what was open when. Reads only."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from desk.history import words
from desk.history.kinds import colleagues, events_of
from desk.history.reading import entry_of
from partnerships.audiences import PARTY_PATHS, kind_of
from partnerships.models import Audience
from partnerships.services.audience import members_reading, named_reading, readers_of, staff_reading

KINDS = frozenset(PARTY_PATHS)  # labels of the records that have a page of readers


@dataclass
class Body:
    """An organisation whose members read the record. people: [(name, role)] of those whom the asker knows; others: how
    many more there are."""

    organisation: object
    why: str
    people: list = field(default_factory=list)
    others: int = 0

    @property
    def n(self):
        return len(self.people) + self.others


@dataclass(frozen=True)
class Opened:
    """From this moment on this audience read the record. was: "" for how it was recorded."""

    at: dt.datetime
    audience: str
    was: str
    who: str
    why: str
    door: str


def reading_now(record, user, *, whole):
    """[Body] by name. whole: every organisation; else only those of which the person is a member."""
    bodies, known = {}, colleagues(user)
    for organisation in readers_of(record, record.audience) if whole else ():  # nobody may sign in there yet
        bodies[organisation.pk] = Body(organisation, _why(record, organisation))
    for member in members_reading(record, record.audience):
        organisation = member.organisation
        body = bodies.setdefault(organisation.pk, Body(organisation, _why(record, organisation)))
        if member.user_id in known:
            body.people.append((str(member.user), member.get_role_display()))
        else:
            body.others += 1
    mine = {member.organisation_id for member in user.memberships.current()}
    return [body for body in bodies.values() if whole or body.organisation.pk in mine]


def _why(record, organisation):
    if organisation.pk == record.owner_id:
        return _("keeps the record")
    if record.audience in (Audience.PARTIES, Audience.SHARED, Audience.PUBLIC) and _is_party(record, organisation):
        return _("is named on it")
    return _("leads its side of the partnership")


def _is_party(record, organisation):
    own = type(record)._base_manager.filter(pk=record.pk)
    return own.filter(**{PARTY_PATHS[kind_of(record)]: organisation}).exists()


def listed_and_staff(record):
    """(people listed on the record, grants of platform staff) who read it besides."""
    return list(named_reading(record, record.audience)), list(staff_reading(record, record.audience))


def opened_when(record, user):
    """[Opened], the newest first: every audience that the record had."""
    rows = events_of(type(record)).objects.filter(pgh_obj_id=record.pk).select_related("pgh_context").order_by("pgh_id")
    names, found, was = words.Names(user, colleagues(user)), [], ""
    for row in rows:
        if row.audience == was:
            continue
        made = entry_of(row, names)
        found.append(Opened(made.at, row.audience, was, made.who, made.why, made.door))
        was = row.audience
    return found[::-1]
