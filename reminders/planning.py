"""Who would be told what, when, and why or why not: worked out from the facts alone; nothing is written."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, Min, TextField, Value

from partnerships.models import Audience
from reminders.addressees import Addressee, Book, open_book
from reminders.models import Because, Channel, Notice, State, Why
from reminders.moments import Clock, moment_after, moment_for, next_from
from reminders.occasions import Occasion, Search, find
from reminders.rules import AHEAD_DAYS, GRACE_DAYS, key_of, superseded
from reminders.visible import BY_LINK, seen

DAY = dt.timedelta(days=1)
ON_PURPOSE = {Why.STANDS_STILL, Why.MUTED}  # nobody is told instead
WIDE = dt.timedelta(days=90)  # how far back a notice that was put off is still found


@dataclass(frozen=True, slots=True)
class Draft:
    """One notice as it would be. moment: when it is told by the rule and the recipient's wishes, before what is over is
    put off; why: the reason why it is not, or ""."""

    key: str
    of: Occasion
    who: str
    because: str
    channel: str
    clock: Clock
    moment: dt.datetime
    why: str = ""

    def send_at(self, now):
        return next_from(self.clock, self.moment, now)


class Held(NamedTuple):
    """What the ledger holds of a notice."""

    key: str
    state: str
    why: str
    send_at: dt.datetime
    day: dt.date
    about_on: dt.date | None
    because: str


def foresee(search, now, *, all_seen=True):
    """([Draft], Book, {key: Held}) of a search. all_seen: whether the reader may see the record is asked of every
    draft; else only of those that the ledger does not hold yet or has withheld (planned ones are asked again when they
    are told)."""
    occasions = find(search)
    if not occasions:
        return [], Book(), {}
    book = open_book(occasions, now.date())
    drafts = [
        draft_of(one, occasion, search.rule(occasion.rule, occasion.office), book)
        for occasion in occasions
        for one in book.addressees(occasion, search.rule(occasion.rule, occasion.office))
    ]
    held = held_of(drafts)
    asked = {} if all_seen else held
    drafts = gate(drafts, book, now, asked)
    more = fallbacks(occasions, drafts, search, book, now, asked)
    held |= held_of(more)
    drafts = [draft for draft in [*drafts, *more] if not is_told_otherwise(draft, held)]
    return only_latest(drafts, now, held), book, held


def held_of(drafts):
    """{key: Held} of what the ledger holds of these, and of the same in the other way of telling a user."""
    keys = {key for draft in drafts for key in (draft.key, other_way(draft))}
    rows = Notice.objects.filter(key__in=Listed(sorted(keys))).values_list(*Held._fields)
    return {row[0]: Held(*row) for row in rows}


def other_way(draft):
    """The key of the same notice by mail where it is for My work alone, and the other way round."""
    channel = Channel.INBOX if draft.channel == Channel.MAIL else Channel.MAIL
    return draft.key.removesuffix(draft.channel) + channel


def is_told_otherwise(draft, held):
    """The office changed the channel after it was told; it is not told again."""
    row = held.get(other_way(draft))
    return draft.channel != Channel.WEBHOOK and row is not None and row.state == State.TOLD


class Listed(Func):
    """Many texts as one parameter: as many parameters as texts would take longer to write than to look up."""

    function = "unnest"
    template = "(SELECT unnest(%(expressions)s::text[]))"

    def __init__(self, values):
        super().__init__(Value(values, output_field=ArrayField(TextField())), output_field=TextField())


def window(now, *, back=GRACE_DAYS, ahead=AHEAD_DAYS, **given):
    """The Search of what is planned at this moment. given: its other fields."""
    today = now.astimezone(dt.UTC).date()
    return Search(today - back * DAY, today + ahead * DAY, **given)


def wide_window(now, only):
    """The Search of single records, as far back as something may have been put off."""
    today = now.astimezone(dt.UTC).date()
    oldest = Notice.objects.filter(state=State.PLANNED, rule__in=only).aggregate(day=Min("day"))["day"]
    return Search(min(today - WIDE, oldest or today), today + AHEAD_DAYS * DAY, only)


def draft_of(one, occasion, rule, book):
    """The Draft of one addressee, with the hindrances that lie in the tie and in their wishes."""
    channel = channel_of(one, rule)
    if not one.who:
        return make(one, occasion, channel, Clock(*book.offices.get(occasion.office, ("UTC", ""))), None)
    clock = book.clock(one, occasion)
    muted, snoozed = book.silence(one.who, occasion)
    why = one.why or hindrance(one, occasion, rule, channel, book) or (Why.MUTED if muted else "")
    return make(replace(one, why=why), occasion, channel, clock, snoozed)


def make(one, occasion, channel, clock, snoozed):
    if occasion.at is not None:
        moment = moment_after(clock, occasion.at)
    else:
        moment = moment_for(clock, occasion.day, occasion.lead > 0 or occasion.about_on == occasion.day)
    if snoozed and snoozed > moment:
        moment = moment_after(clock, snoozed)
    key = key_of(occasion.rule, occasion.kind, occasion.id, occasion.occasion, one.who, channel)
    return Draft(key, occasion, one.who, one.because, channel, clock, moment, one.why)


def channel_of(one, rule):
    """People without an account have mail only; a rule that goes to webhooks is in My work of those who sign in."""
    if one.who.startswith("webhook:"):
        return Channel.WEBHOOK
    if one.is_person or not one.who:
        return Channel.MAIL
    return Channel.MAIL if rule.channel == "mail" else Channel.INBOX


def hindrance(one, occasion, rule, channel, book):
    """Why this addressee is not told, of what does not depend on the record's readers; "" for nothing."""
    own = one.is_user and not book.is_across(occasion.tie, occasion.office, occasion.body or occasion.office)
    if not (rule.runs_on and own):
        if book.stands_still(occasion.tie, occasion.office):
            return Why.STANDS_STILL
        if book.stands_still_for(one, occasion):
            return Why.MUTED  # one side's pause is not told in the other's ledger
    if channel != Channel.MAIL:
        return ""
    wishes = book.recipients.get(one.who)
    return Why.STOPPED if book.has_stopped(one) else Why.BOUNCED if wishes is not None and wishes.bounced_at else ""


def gate(drafts, book, now, held):
    """The drafts, with those withheld whose reader may not see the record: each room's own rule decides."""
    wanted = {
        (int(draft.who.partition(":")[2]), draft.of.kind, draft.of.id)
        for draft in drafts
        if draft.who.startswith("user:") and not draft.why and not is_settled(draft, held)
    }
    visible = seen(wanted, book.users, now)
    drafts = [
        draft if may_be_told(draft, visible, held) else replace(draft, why=Why.MAY_NOT_SEE) for draft in drafts
    ]
    # Whether a claim is still to be confirmed is asked of people: a channel is told what one of them is told.
    told = {draft.of for draft in drafts if draft.who.startswith("user:") and not draft.why}
    return [
        replace(draft, why=Why.MAY_NOT_SEE)
        if draft.channel == Channel.WEBHOOK and draft.of.kind == "claim" and not draft.why and draft.of not in told
        else draft
        for draft in drafts
    ]


def is_settled(draft, held):
    """Planned or told already: asked before, and asked again when it is told."""
    row = held.get(draft.key)
    return row is not None and row.state in (State.PLANNED, State.TOLD)


def may_be_told(draft, visible, held):
    if draft.why or is_settled(draft, held):
        return True
    if draft.who.startswith("user:"):
        return (int(draft.who.partition(":")[2]), draft.of.kind, draft.of.id) in visible
    if draft.who.startswith("person:"):
        return draft.of.audience in BY_LINK
    return draft.of.audience not in ("", Audience.NAMED)


def fallbacks(occasions, drafts, search, book, now, held):
    """Where nobody who must act can be told, the coordinators are; where there are none either, a line that says so."""
    known = defaultdict(set)
    told = set()
    for draft in drafts:
        known[draft.of].add(draft.who)
        if draft.why in ON_PURPOSE or (not draft.why and draft.because not in (Because.OTHERS, Because.CHANNEL)):
            told.add(draft.of)
    added, lacking = [], [occasion for occasion in occasions if occasion not in told]
    for occasion in lacking:
        if occasion.at is not None:  # what was just done here needs no telling to who did it
            continue
        rule = search.rule(occasion.rule, occasion.office)
        added += [
            draft_of(replace(one, because=Because.INSTEAD), occasion, rule, book)
            for one in book.coordinators(occasion.office, occasion.tie) if one.who not in known[occasion]
        ]  # fmt: skip
    added = gate(added, book, now, held)
    told |= {draft.of for draft in [*drafts, *added] if not draft.why and draft.because != Because.CHANNEL}
    nobody = [occasion for occasion in lacking if occasion not in told and not known[occasion]]
    return added + [
        draft_of(Addressee("", Because(one.to), Why.NOBODY), one, search.rule(one.rule, one.office), book)
        for one in nobody
    ]


def only_latest(drafts, now, held):
    """The drafts, with those withheld that are overtaken by a later step of the same rule that is due too."""
    steps, late = defaultdict(dict), set()
    for draft in drafts:
        row, occasion = held.get(draft.key), draft.of
        if row is not None and row.state == State.WITHHELD and not draft.why and draft.moment <= now:
            late.add(draft.key)  # its moment passed while it was withheld: it is not told behind time
        elif draft.who and not draft.why and occasion.at is None and (row is None or row.state != State.TOLD):
            group = occasion.rule, occasion.kind, occasion.id, occasion.about_on, draft.who
            steps[group][draft.key] = (occasion.day, draft.moment)
    late |= {key for moments in steps.values() if len(moments) > 1 for key in superseded(moments, now)}
    return [replace(draft, why=Why.TOO_LATE) if draft.key in late else draft for draft in drafts]
