"""Chicago and Mexico City: a chamber of Chicago, a port of the far side, and their contacts."""

import datetime as dt
from zoneinfo import ZoneInfo

from agreements.models import UpdateLink
from reminders.models import Notice, OfficeRule, Recipient
from reminders.services.ledger import plan
from reminders.services.telling import tell_due
from stakeholders.models import Office, OrganisationKind, OutgoingMail, Place, User
from tests.agreements.scene import build as build_agreements
from tests.factories import (
    DeliverableFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
)

CHICAGO = ZoneInfo("America/Chicago")
NOON = dt.datetime(2026, 3, 2, 18, tzinfo=dt.UTC)  # a Monday, noon in Chicago
TODAY = dt.date(2026, 3, 2)
DAY = dt.timedelta(days=1)


def morning(day, zone=CHICAGO, hour=8):
    """Eight o'clock of a day there, as UTC."""
    return dt.datetime.combine(day, dt.time(hour), zone).astimezone(dt.UTC)


def build():
    """The scene of agreements, with nothing due, and a chamber of this side: `chamber`, its contact `cho`."""
    scene = build_agreements()
    Place.objects.filter(pk=scene.here.pk).update(time_zone="America/Chicago")
    Office.objects.update(time_zone="America/Chicago")
    User.objects.update(time_zone="America/Chicago")
    scene.report.delete()
    scene.contacts.delete()
    scene.chamber = OrganisationFactory(
        name="Lakeshore Chamber", place=scene.here, kind=OrganisationKind.CHAMBER, time_zone="America/Chicago"
    )
    SeatFactory(partnership=scene.tie, organisation=scene.chamber)
    scene.cho = PersonFactory(
        owner=scene.office, organisation=scene.chamber, name="Cho Park", email="cho@chamber.example",
        time_zone="America/Chicago",
    )  # fmt: skip
    for name in ("ana", "ben", "eve", "pia", "fara"):
        getattr(scene, name).refresh_from_db()
    return scene


def owe(scene, due_on, *, by=None, contact=None, **more):
    """A deliverable under the scene's agreement."""
    given = {"agreement": scene.agreement, "owed_by": by or scene.chamber, "due_on": due_on, "contact": contact}
    return DeliverableFactory(**{"title": "Buyer list", **given, **more})


def ask_by_hand(scene, person):
    """Somebody of the office has mailed this person a link before."""
    _token, hashed = UpdateLink.new_token()
    link = UpdateLink.objects.create(
        token_hash=hashed, email=person.email, name=person.name, person=person, office=scene.office,
        created_by=scene.ana, ends_at=NOON + 30 * DAY,
    )  # fmt: skip
    sent = NOON - 60 * DAY
    OutgoingMail.objects.create(key=f"update-link:{link.pk}", to=person.email, ready_at=sent, sent_at=sent)
    return link


def run(now):
    """What the worker does at a moment: plan, and tell who is due. Returns how many were told."""
    plan(now)
    return tell_due(now)


def run_days(first, days):
    """As the worker once a day over some days, at an hour that is after eight in Chicago."""
    return [run(dt.datetime.combine(first + n * DAY, dt.time(15), dt.UTC)) for n in range(days)]


def told(**lookup):
    """[(rule, occasion, address)] of what was told, in the order of telling."""
    rows = Notice.objects.filter(state="told", **lookup).select_related("recipient__user", "recipient__person")
    return [(row.rule, row.occasion, row.recipient.email) for row in rows.order_by("told_at", "pk")]


def mails():
    """[(address, subject)] of the mails that were queued, the oldest first."""
    rows = OutgoingMail.objects.exclude(key__startswith="update-link:")
    return list(rows.order_by("pk").values_list("to", "subject"))


def withheld(occasion="14"):
    """{who, or "" for nobody: why} of a step that is not told."""
    rows = Notice.objects.exclude(why="").filter(occasion=occasion).select_related("recipient")
    return {row.recipient.who if row.recipient else "": row.why for row in rows}


def planned():
    """{(rule, occasion, who): moment} of what is to be told."""
    rows = Notice.objects.filter(state="planned").select_related("recipient")
    return {(row.rule, row.occasion, row.recipient.who): row.send_at for row in rows}


def occasions_of(rule):
    """Steps of a rule that the ledger holds in any state."""
    return set(Notice.objects.filter(rule=rule).values_list("occasion", flat=True))


def wish(person=None, user=None, **wishes):
    return Recipient.objects.create(person=person, user=user, **wishes)


def office_rule(scene, rule="deliverable-due", **wishes):
    return OfficeRule.objects.create(office=scene.office, rule=rule, set_at=NOON, **wishes)
