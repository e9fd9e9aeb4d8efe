"""Whatever happens to dates, ties, rules and wishes: every occasion is told once, or the ledger says why not."""

import datetime as dt
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.models import Deliverable
from partnerships.models import Seat, Standing
from reminders.models import Notice, OfficeRule, Recipient, Silence
from reminders.moments import is_working_day
from reminders.services.ledger import plan
from reminders.services.telling import tell_due
from stakeholders.models import OutgoingMail, Person, Place, User
from tests.reminders.scene import DAY, NOON, TODAY, ask_by_hand, build, owe

pytestmark = pytest.mark.django_db
DAYS = 9
ZONES = {
    "America/Chicago": "US", "Asia/Tokyo": "JP", "Asia/Riyadh": "SA", "Pacific/Kiritimati": "KI", "Europe/Berlin": "DE",
}  # fmt: skip

offsets = st.integers(-3, 16)
items = st.lists(
    st.tuples(offsets, st.sampled_from(["contact", "new contact", "far city", "far port", "own", "nobody"])),
    min_size=1, max_size=4,
)  # fmt: skip
events = st.lists(
    st.tuples(
        st.integers(1, DAYS - 2),
        st.sampled_from(["move", "done", "pause", "resume", "mute", "stop", "asked", "rule off", "rule on", "leads"]),
        st.integers(0, 3), st.integers(-6, 9),
    ),
    max_size=6,
)  # fmt: skip
leads = st.lists(st.integers(-5, 6), min_size=1, max_size=3, unique=True)
clocks = st.tuples(
    st.sampled_from(sorted(ZONES)), st.sampled_from(["immediate", "daily", "weekly"]), st.integers(0, 23),
    st.integers(0, 6),
)  # fmt: skip


class Play:
    """A few days of an office: things happen in the morning, then the worker runs."""

    def __init__(self, items, leads, clock):
        self.scene = build()
        self.zone, mode, self.hour, weekday = clock
        Place.objects.filter(level="city").update(country_code=ZONES[self.zone], time_zone=self.zone)
        User.objects.update(time_zone=self.zone)
        self.scene.cho.time_zone = self.zone
        self.scene.cho.save()
        for who in ({"person": self.scene.cho}, {"user": self.scene.ana}, {"user": self.scene.pia}):
            Recipient.objects.create(**who, mode=mode, hour=self.hour, weekday=weekday)
        self.same_wishes = {row.who for row in Recipient.objects.all()}  # the others are told at eight
        self.rule = OfficeRule.objects.create(
            office=self.scene.office, rule="deliverable-due", leads=leads, set_at=NOON
        )
        bodies = {"far city": self.scene.far, "far port": self.scene.port, "own": self.scene.office}
        for n, (days, kind) in enumerate(items):
            contact = self.scene.cho if kind in ("contact", "new contact") else None
            if kind == "contact":
                ask_by_hand(self.scene, self.scene.cho)
            owe(self.scene, TODAY + days * DAY, by=bodies.get(kind), contact=contact, title=f"Item {n}")
        self.items = list(Deliverable.objects.order_by("pk"))
        self.expected = set()  # (item, step) of which a line must stand in the ledger

    def happen(self, what, n, days):
        item = self.items[n % len(self.items)]
        seat = Seat.objects.filter(partnership=self.scene.tie, organisation=self.scene.office)
        cho = Recipient.objects.get(person=self.scene.cho)
        if what == "move":
            Deliverable.objects.filter(pk=item.pk).exclude(status="submitted").update(due_on=item.due_on + days * DAY)
        elif what == "done":
            Deliverable.objects.filter(pk=item.pk).update(status="submitted", submitted_at=NOON)
        elif what in ("pause", "resume"):
            seat.update(standing=Standing.PAUSED if what == "pause" else Standing.KEPT)
        elif what == "mute":
            Silence.objects.get_or_create(
                recipient=cho, subject_kind="deliverable", subject_id=item.pk, defaults={"made_at": NOON}
            )
        elif what == "stop":
            Recipient.objects.filter(pk=cho.pk).update(stopped_at=NOON)
        elif what == "asked":
            ask_by_hand(self.scene, self.scene.cho)
        elif what == "leads":
            OfficeRule.objects.update(leads=[days, -days])
        else:
            OfficeRule.objects.update(is_on=what == "rule on")
        self.items = list(Deliverable.objects.order_by("pk"))

    def work(self, day):
        """The worker from hour to hour; what it has to have in the ledger is noted before."""
        rule = OfficeRule.objects.get()
        for item in self.items:
            if rule.is_on and item.status != "submitted":
                for lead in {*rule.leads, -14}:
                    if day - 7 * DAY <= item.due_on - lead * DAY <= day:
                        self.expected.add((item.pk, str(lead)))
        plan(dt.datetime.combine(day, dt.time(0, 1), dt.UTC))
        for hour in range(24):
            tell_due(dt.datetime.combine(day, dt.time(hour, 5), dt.UTC))


@settings(max_examples=8)
@given(items, leads, clocks, events)
def test_every_occasion_is_told_once_or_the_ledger_says_why_not(items, leads, clock, events):
    with transaction.atomic():
        play = Play(items, leads, clock)
        for n in range(DAYS):
            for _day, what, which, days in (one for one in events if one[0] == n):
                play.happen(what, which, days)
            play.work(TODAY + n * DAY)
        end = dt.datetime.combine(TODAY + (DAYS - 1) * DAY, dt.time(23, 5), dt.UTC)
        rows = list(Notice.objects.select_related("recipient", "mail"))

        told = [row for row in rows if row.state == "told"]
        assert {(row.subject_id, row.occasion) for row in rows} >= play.expected
        assert not [row for row in rows if row.state == "planned" and row.send_at <= end]
        assert all(row.why for row in rows if row.state in ("withheld", "cancelled"))
        assert max(Counter((row.subject_id, row.occasion, row.recipient_id) for row in told).values(), default=1) == 1
        assert all(row.mail_id for row in told)
        letters = OutgoingMail.objects.filter(key__startswith="notices:")
        assert {mail.pk for mail in letters} == {row.mail_id for row in told}
        for row in told:
            there = row.told_at.astimezone(ZoneInfo(play.zone))
            assert row.send_at <= row.told_at
            assert is_working_day(there.date(), ZONES[play.zone])
            if row.recipient.who in play.same_wishes:
                assert there.hour >= play.hour
        assert not [row for row in told if row.recipient.who == f"user:{play.scene.fara.pk}"]
        assert Person.objects.get(pk=play.scene.cho.pk).email not in {
            mail.to for mail in letters
        } or play.scene.cho.recipient.notices.filter(state="told").exists()
        transaction.set_rollback(True)
