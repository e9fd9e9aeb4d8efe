"""Everything in the world falls due at once: nobody is told of a record that they may not read."""

import datetime as dt

import pytest

from activities.models import Activity
from agreements.models import Agreement, ClockTask, Deliverable
from outcomes.models import Claim, ReportingPlan, ReportLink
from partnerships.models import Audience
from reminders.models import OfficeRule, Recipient
from reminders.queries import upcoming
from reminders.rules import RULES, Unit
from reminders.services.ledger import plan
from reminders.services.telling import tell_due
from reminders.visible import MODELS
from stakeholders.models import OutgoingMail, User
from tests.access.world import NOW, build
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
DAYS = 40
DAY = dt.timedelta(days=1)
OUTSIDE = {"third coordinator", "nobody", "staff", "granted staff", "former", "friends", "far coordinator", "far port"}
KINDS = {rule.subject for rule in RULES.values()} - {"import"}


@pytest.fixture
def world(db):
    """Each kind of record at each audience is due in these weeks; the office wants everybody told of everything."""
    world, day = build(), NOW.date() + 10 * DAY
    coordinator = world.people["coordinator"]
    Recipient.objects.all().delete()  # with what they were told and do not want to be told
    Deliverable.objects.update(due_on=day, status="planned")
    Activity.objects.update(status="planned", starts_first=day, starts_last=day, created_by=world.people["colleague"])
    Agreement.objects.exclude(status="draft").update(expires_on=day + 30 * DAY, notice_days=5, renewal="by notice")
    ClockTask.objects.update(due_on=day)
    Claim.objects.update(evidence=2, learnt_on=NOW.date() - 10 * DAY)
    ReportingPlan.objects.update(frequency="month")
    ReportLink.objects.update(ends_at=NOW + 8 * DAY, created_by=coordinator)
    world.tie.since_first = world.tie.since_last = dt.date(1993, 5, 20)
    world.tie.save()
    for office in world.offices.values():
        for code, rule in RULES.items():
            leads = [12, 5, -5] if rule.unit == Unit.DAYS else None
            OfficeRule.objects.create(
                office=office.organisation, rule=code, leads=leads, others=["coordinators", "executives"], set_at=NOW
            )
    contact = PersonFactory(
        owner=world.offices["here"].organisation, organisation=world.organisations["far chamber"],
        email="contact@example.org", name="Contact",
    )  # fmt: skip
    Deliverable.objects.filter(audience__in=[Audience.SHARED, Audience.OFFICE]).update(contact=contact)
    return world


def test_the_days_to_come_name_each_kind_and_withhold_what_may_not_be_seen(world):
    rows = upcoming(NOW, DAYS)

    assert {row.kind for row in rows if not row.why} == KINDS
    assert {"may not see"} <= {row.why for row in rows}


def test_whoever_would_be_told_reads_the_record(world):
    told = [row for row in upcoming(NOW, DAYS) if not row.why]

    for row in told:
        kind, _colon, pk = row.who.partition(":")
        assert kind == "user", row
        user = User.objects.get(pk=pk)
        assert MODELS[row.kind].objects.for_user(user).filter(pk=row.id).exists(), row
    names = {world.people[name].email for name in OUTSIDE}
    office = world.offices["here"].organisation_id
    assert names.isdisjoint(row.recipient for row in told if row.office == office)


def test_no_mail_to_anybody_outside_holds_the_word(world):
    for n in range(0, DAYS, 2):
        plan(NOW + n * DAY)
        tell_due(NOW + n * DAY)

    with_word = set(OutgoingMail.objects.filter(text__contains=world.word).values_list("to", flat=True))
    assert {world.people[name].email for name in ("coordinator", "colleague", "executive", "chamber")} <= with_word
    assert with_word.isdisjoint({world.people[name].email for name in OUTSIDE} | {"contact@example.org"})
    assert not Recipient.objects.filter(user=world.people["volunteer"], notices__state="told").exists()


def test_a_named_record_is_told_to_those_who_read_it_alone(world):
    named = {record.pk for (kind, audience), record in world.records.items()
             if kind == "deliverable" and audience == Audience.NAMED}  # fmt: skip

    told = [row for row in upcoming(NOW, DAYS) if not row.why and row.kind == "deliverable" and row.id in named]

    assert {row.recipient for row in told} == {world.people["coordinator"].email}
