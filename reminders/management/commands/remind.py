"""Reminders: look ahead, or plan and send what is due (CONTRACTS 4)."""

import datetime as dt
import json
import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from reminders.naming import named_for
from reminders.queries import told_at, upcoming
from reminders.services.ledger import plan
from reminders.services.telling import tell_due
from reminders.showing import upcoming_title
from stakeholders.access import Role
from stakeholders.mail import send_due
from stakeholders.models import Membership, User

DAYS = 30
MOST_DAYS = 400


class Command(BaseCommand):
    help = (
        "Plan and send the reminders that are due. With --dry-run: list who would be told what, when and why in the "
        "next days, and write nothing; exit 2 when the call is wrong."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--now", metavar="ISO", help="as if it were this moment; without an offset in UTC")
        parser.add_argument("--days", metavar="N", default=str(DAYS), help=f"how many days ahead (default {DAYS})")
        parser.add_argument("--dry-run", action="store_true", help="look only, write and send nothing")
        parser.add_argument("--as", dest="email", metavar="EMAIL", help="only the offices this person coordinates")
        parser.add_argument("--json", action="store_true", help="print one JSON document to stdout")

    def handle(self, **options):
        self.as_json = options["json"]
        now = self.moment(options["now"])
        days = self.number(options["days"])
        reader = self.person(options["email"])
        offices = self.offices(reader, options["dry_run"])
        if options["dry_run"]:
            rows = upcoming(now, days, offices)
            found = as_read_by(reader, [row for row in rows if not row.why])
            self.show(found, f"{len(found)} would be told in {days} days; {len(rows) - len(found)} withheld.")
            return
        failed = plan(now).get("failed", 0)
        tell_due(now)
        sent = send_due(now)
        found = as_read_by(reader, told_at(now))
        self.show(found, f"{len(found)} told, {sent} mails sent.")
        if failed:
            self.stderr.write(f"{failed} rules could not be planned; the log says why.")
            sys.exit(1)

    def show(self, found, summary):
        self.stderr.write(summary)
        if self.as_json:
            self.stdout.write(json.dumps({"notices": found}, ensure_ascii=False))
        else:
            for row in found:
                self.stdout.write(f"{row['send_at']}  {row['recipient']}  {row['subject']}  ({row['reason']})")

    def moment(self, text):
        if text is None:
            return timezone.now()
        try:
            found = parse_datetime(text)
            if found is None and (day := parse_date(text)):
                found = dt.datetime.combine(day, dt.time())
        except ValueError:
            found = None
        if found is None or not 2000 <= found.year <= 2200:
            self.refuse("wrong_moment", f"--now takes a moment as 2026-03-31T08:00:00Z, not {text!r}.")
        return found if found.tzinfo else found.replace(tzinfo=dt.UTC)

    def number(self, text):
        if not text.isascii() or not text.isdigit() or not 0 < int(text) <= MOST_DAYS:
            self.refuse("wrong_days", f"--days takes a number from 1 to {MOST_DAYS}, not {text!r}.")
        return int(text)

    def person(self, email):
        """Whoever signs in with this address; None without --as."""
        user = User.objects.filter(email__iexact=email, is_active=True).first() if email is not None else None
        if email is not None and user is None:
            self.refuse("unknown_person", f"Nobody signs in as {email!r}.")
        return user

    def offices(self, user, is_dry):
        """Ids of the organisations this person coordinates; None without --as, or for platform staff."""
        if user is None or user.is_staff:
            return None
        if not is_dry:
            self.refuse("not_allowed", "Only platform staff plan and send; others look ahead with --dry-run.")
        held = Membership.objects.current().filter(user=user, role=Role.COORDINATOR, limited=False)
        return set(held.values_list("organisation", flat=True))

    def refuse(self, code, message):
        if self.as_json:
            self.stdout.write(json.dumps({"error": {"code": code, "message": message}}))
        raise CommandError(message, returncode=2)


def as_read_by(reader, rows):
    """The notices as this person reads them on the page of the next days; without a reader with every title."""
    if reader is None:
        return [told(row, row.subject.title or row.subject.tie) for row in rows]
    named = named_for(reader, {(row.kind, row.id) for row in rows})
    return [told(row, upcoming_title(reader, row, named.get((row.kind, row.id)))) for row in rows]


def told(row, title):
    """One notice as CONTRACTS 4 names its keys."""
    return {
        "key": row.key,
        "rule": row.rule,
        "subject": f"{title} ({row.kind} {row.id})".strip(),
        "recipient": row.recipient,
        "channel": row.channel,
        "send_at": row.send_at.isoformat(),
        "reason": row.reason,
    }
