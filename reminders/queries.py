"""Reads of what will be told and what was: for the page of the next days, the command, and the ledger of an office."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from reminders.models import Notice, State
from reminders.moments import zone_of
from reminders.planning import foresee, wide_window, window
from reminders.rules import RULES, Unit
from reminders.subjects import Subject, subjects_of
from reminders.words import WHY, reason_of, step_text
from reminders.zones import zones_of

EARLIER = 11  # a weekend or a weekly mail brings a step forward by as many days


@dataclass(frozen=True)
class Upcoming:
    """One notice of the days to come. send_at: in the recipient's zone. why: the code of the reason why it is withheld,
    "" where it goes out; why_text: its sentence."""

    key: str
    rule: str
    office: int
    kind: str
    id: int
    subject: Subject
    who: str
    recipient: str
    name: str
    channel: str
    send_at: dt.datetime
    about_on: dt.date | None
    reason: str
    why: str = ""
    because: str = ""
    step: str = ""

    @property
    def why_text(self):
        return WHY[self.why] if self.why else ""


def upcoming(now, days, offices=None):
    """[Upcoming] of the next days, the earliest first, withheld ones too; nothing is written. offices: ids of
    organisations to which it is restricted, None for all. What was told already is left out."""
    drafts, book, held = foresee(window(now, ahead=days + EARLIER, offices=offices), now)
    put_off, book_of_those = put_off_long(now, offices)
    rows = {draft.key: (draft, book_of_those) for draft in put_off} | {draft.key: (draft, book) for draft in drafts}
    until = now + dt.timedelta(days=days)
    rows = [
        (draft, whose) for draft, whose in rows.values()
        if not (draft.key in held and held[draft.key].state == State.TOLD) and draft.send_at(now) <= until
    ]  # fmt: skip
    subjects = subjects_of({(draft.of.kind, draft.of.id) for draft, _book in rows})
    notes = {draft.key: draft.of.note for draft, _book in rows if draft.of.note}
    found = [row_of(draft, subjects, notes, whose, now) for draft, whose in rows]
    return sorted(found, key=lambda row: (row.send_at, row.key))


def put_off_long(now, offices):
    """([Draft], Book) of what is planned and was put off for longer than a plan looks back."""
    planned = Notice.objects.filter(state=State.PLANNED, day__lt=window(now).first)
    planned = planned if offices is None else planned.filter(office__in=offices)
    only, keys = defaultdict(set), set()
    for key, rule, pk in planned.values_list("key", "rule", "subject_id"):
        only[rule].add(pk)
        keys.add(key)
    if not keys:
        return [], None
    drafts, book, _held = foresee(wide_window(now, dict(only)), now)
    return [draft for draft in drafts if draft.key in keys], book


def told_at(moment):
    """[Upcoming] of what was told at exactly this moment."""
    notices = Notice.objects.filter(told_at=moment).select_related(
        "recipient__user", "recipient__person__organisation", "recipient__webhook", "office__office"
    )
    subjects = subjects_of({(one.subject_kind, one.subject_id) for one in notices})
    found, zones = [], zones_of(notices, moment.date())
    for one in notices:
        who = one.recipient.user or one.recipient.person or one.recipient.webhook
        subject = subjects.get((one.subject_kind, one.subject_id)) or Subject(one.note)
        found.append(
            Upcoming(
                one.key, one.rule, one.office_id, one.subject_kind, one.subject_id, subject, one.recipient.who,
                getattr(who, "email", str(who)), str(who), one.channel, one.send_at.astimezone(zones[one.pk]),
                one.about_on, reason_of(one.rule, one.because, lead_of(one)),
            )
        )  # fmt: skip
    return found


def lead_of(notice):
    """The lead of a notice's step in its rule's unit; None where the rule tells at once."""
    unit = RULES[notice.rule].unit
    if unit == Unit.MONTHS:  # its occasion says so, for what never had any contact has no day to count from
        return -int(notice.occasion.split()[0]) if notice.rule == "no-contact" else int(notice.occasion.split()[-1])
    if unit == Unit.AT_ONCE or notice.about_on is None:
        return None
    return (notice.about_on - notice.day).days


def row_of(draft, subjects, notes, book, now):
    occasion = draft.of
    subject = subjects.get((occasion.kind, occasion.id)) or Subject(notes.get(draft.key, ""))
    address, name = address_of(draft.who, book)
    lead = None if RULES[occasion.rule].unit == Unit.AT_ONCE else occasion.lead
    return Upcoming(
        draft.key, occasion.rule, occasion.office, occasion.kind, occasion.id, subject, draft.who, address, name,
        draft.channel, draft.send_at(now).astimezone(zone_of(draft.clock.zone)), occasion.about_on,
        reason_of(occasion.rule, draft.because, lead), draft.why, draft.because,
        "" if lead is None else step_text(occasion.rule, lead),
    )  # fmt: skip


def address_of(who, book):
    """(address, name) of a recipient; of a webhook its name twice, of nobody ("", "")."""
    kind, _colon, pk = who.partition(":")
    if kind == "user":
        user = book.users[int(pk)]
        return user.email, str(user)
    if kind == "person":
        person = book.persons[int(pk)]
        return person.email, person.name
    names = {hook.pk: hook.name for hooks in book.webhooks.values() for hook in hooks}
    return (names.get(int(pk), ""),) * 2 if pk else ("", "")
