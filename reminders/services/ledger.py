"""The ledger is brought into line with the facts: planned, put off, withheld or cancelled, each with its reason.

Nothing told is ever touched again. It may run twice at once: keys are unique, and rows are locked before they change.
"""

import datetime as dt
import logging
from collections import defaultdict

from django.db import DatabaseError, transaction

from reminders.models import Because, Channel, Notice, Recipient, State, Why
from reminders.moments import is_their_time
from reminders.occasions import FINDERS, Search, find, wishes
from reminders.planning import foresee, wide_window, window
from reminders.rules import RULES, key_of
from stakeholders.models import Organisation

logger = logging.getLogger(__name__)
BATCH = 2000
LONGER = dt.timedelta(days=5 * 366)  # a date that was moved further away than this counts as settled
CHANGING = ["send_at", "day", "about_on", "because", "state", "why"]


def plan(now):
    """Plan what is to be told in the next days. Returns {"planned": n, "changed": n, "withheld": n, "cancelled": n}.

    Rule by rule: one that cannot be worked out holds up no other; it is in the log with its fault, and counted under
    "failed", which is there where there is one.
    """
    counts = defaultdict(int, planned=0, changed=0, withheld=0, cancelled=0)
    rules = wishes()
    for code in FINDERS:
        try:
            found = plan_rule(code, now, rules)
        except DatabaseError:
            raise
        except Exception:  # whatever a single broken record may raise
            logger.exception("The rule %s could not be planned.", code)
            counts["failed"] += 1
            continue
        for name, n in found.items():
            counts[name] += n
    return dict(counts)


def plan_rule(code, now, rules):
    """As plan, of one rule. rules: as Search has them."""
    drafts, _book, held = foresee(window(now, code=code, rules=rules), now, all_seen=False)
    counts = reconcile(drafts, now, held)
    for name, n in settle_stale(code, now, {draft.key for draft in drafts}).items():
        counts[name] += n
    return counts


def reconcile(drafts, now, held):
    """Write the drafts that the ledger does not hold, and change the rows that are not told yet. Returns counts.

    held: {key: Held} as it was read; what differs is locked and looked at again before it is changed.
    """
    counts = defaultdict(int, planned=0, changed=0, withheld=0, cancelled=0)
    # In one order, so that two planners at once wait for each other and none dies.
    new = sorted((draft for draft in drafts if draft.key not in held), key=lambda draft: draft.key)
    differing = {draft.key: draft for draft in drafts if draft.key in held and wanted(held[draft.key], draft, now)}
    if differing:
        with transaction.atomic():
            rows = Notice.objects.filter(key__in=differing).order_by("pk")
            # A row that somebody is telling at this moment is left to them.
            rows = list(rows.select_for_update(of=("self",), no_key=True, skip_locked=True))
            changed = [row for row in rows if bring_into_line(row, differing[row.key], now)]
            Notice.objects.bulk_update(changed, CHANGING, batch_size=BATCH)
        for row in changed:
            counts["withheld" if row.why else "changed"] += 1
    for start in range(0, len(new), BATCH):
        write(new[start : start + BATCH], now, counts)
    return counts


def write(drafts, now, counts):
    recipients = ensure_recipients({draft.who for draft in drafts if draft.who})
    samples = set(
        Organisation.objects.filter(pk__in={draft.of.office for draft in drafts}, sample=True)
        .values_list("pk", flat=True)
    )  # fmt: skip
    rows = [
        Notice(
            key=draft.key, office_id=draft.of.office, partnership_id=draft.of.tie, rule=draft.of.rule,
            subject_kind=draft.of.kind, subject_id=draft.of.id, occasion=draft.of.occasion,
            recipient_id=recipients.get(draft.who), channel=draft.channel, because=draft.because, day=draft.of.day,
            about_on=draft.of.about_on, send_at=draft.send_at(now), note=draft.of.note,
            planned_at=draft.of.at if draft.of.note else now,
            state=State.WITHHELD if draft.why else State.PLANNED, why=draft.why, sample=draft.of.office in samples,
        )
        for draft in drafts
    ]  # fmt: skip
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    withheld = sum(bool(draft.why) for draft in drafts)
    counts["withheld"] += withheld
    counts["planned"] += len(drafts) - withheld


def ensure_recipients(whos):
    """{who: pk} of these; those that have no row yet get one with the default wishes."""
    fields = {"user": "user_id", "person": "person_id", "webhook": "webhook_id"}
    wanted = defaultdict(set)
    for who in whos:
        kind, _colon, pk = who.partition(":")
        wanted[kind].add(int(pk))
    found = {}
    for kind, ids in wanted.items():
        column = fields[kind]
        known = dict(Recipient.objects.filter(**{f"{column}__in": ids}).values_list(column, "pk"))
        if missing := ids - known.keys():
            made = [Recipient(**{column: pk}) for pk in sorted(missing)]
            Recipient.objects.bulk_create(made, ignore_conflicts=True)
            known |= dict(Recipient.objects.filter(**{f"{column}__in": missing}).values_list(column, "pk"))
        found |= {f"{kind}:{pk}": row for pk, row in known.items()}
    return found


def wanted(row, draft, now):
    """What the row (a Notice or Held) should be by this draft, as {field: value}; {} where nothing is to change."""
    if row.state == State.TOLD or (row.state == State.WITHHELD and draft.why == Why.TOO_LATE):
        return {}  # told; or its moment passed while it was withheld, and the reason of then stays
    state = State.WITHHELD if draft.why else State.PLANNED
    values = {
        "send_at": row.send_at, "day": draft.of.day, "about_on": draft.of.about_on, "because": str(draft.because),
        "state": str(state), "why": str(draft.why),
    }  # fmt: skip
    # What is due stays so, unless it was left lying until an hour that is not theirs.
    is_due = row.state == State.PLANNED and row.send_at <= now and is_their_time(draft.clock, now)
    if not draft.why and (draft.moment > now or not is_due):
        values["send_at"] = draft.send_at(now)
    return values if any(getattr(row, name) != value for name, value in values.items()) else {}


def bring_into_line(row, draft, now):
    """Change one row that is not told yet as the facts now say. Returns whether it changed."""
    values = wanted(row, draft, now)
    for name, value in values.items():
        setattr(row, name, value)
    return bool(values)


def settle_stale(code, now, current):
    """Planned rows whose step falls on no day of the plan any more: looked for over a longer time, else cancelled."""
    planned = Notice.objects.filter(state=State.PLANNED, rule=code).values_list("key", "subject_id")
    stale = [row for row in planned if row[0] not in current]
    if not stale:
        return {}
    search = wide_window(now, {code: {pk for _key, pk in stale}})
    drafts, _book, held = foresee(search, now, all_seen=False)
    counts = reconcile(drafts, now, held)
    found = {draft.key for draft in drafts}
    counts["cancelled"] += cancel([key for key, _pk in stale if key not in found], search)
    return counts


def cancel(keys, search):
    """Cancel planned rows that the facts do not ask for any more, each with its reason. Returns how many."""
    with transaction.atomic():
        rows = Notice.objects.filter(key__in=keys, state=State.PLANNED).order_by("pk")
        rows = list(rows.select_for_update(of=("self",), no_key=True, skip_locked=True))
        open_ones = still_asked_for(rows, search)
        for row in rows:
            row.state = State.CANCELLED
            if row.rule in FINDERS and not search.rule(row.rule, row.office_id).is_on:
                row.why = Why.RULE_OFF
            elif (row.rule, row.subject_id) not in open_ones:
                row.why = Why.SETTLED
            else:
                same_day = row.about_on in open_ones[row.rule, row.subject_id]
                row.why = Why.OTHERWISE if same_day else Why.MOVED
        Notice.objects.bulk_update(rows, ["state", "why"], batch_size=BATCH)
    return len(rows)


def still_asked_for(rows, search):
    """{(rule, record): days that are told} of which another step is still to come, on the same day or a moved one."""
    only = defaultdict(set)
    for row in rows:
        only[row.rule].add(row.subject_id)
    longer = Search(search.first, search.last + LONGER, dict(only), search.rules)
    found = defaultdict(set)
    for one in find(longer) if rows else ():
        found[one.rule, one.id].add(one.about_on)
    return found


@transaction.atomic
def tell_later(*, rule, office, user, kind, pk, occasion, note, at):
    """Something that happened and has no record of its own is to be told to one user, once. Returns the Notice.

    For later rooms (an import that finished). The same occasion again adds nothing.
    """
    channel = Channel.MAIL if wishes()[rule].get(office.pk, RULES[rule]).channel == "mail" else Channel.INBOX
    key = key_of(rule, kind, pk, occasion, f"user:{user.pk}", channel)
    recipient = ensure_recipients({f"user:{user.pk}"})[f"user:{user.pk}"]
    found, _made = Notice.objects.get_or_create(
        key=key,
        defaults={
            "office_id": office.pk, "rule": rule, "subject_kind": kind, "subject_id": pk, "occasion": occasion,
            "recipient_id": recipient, "channel": channel, "because": Because.AUTHOR, "day": at.date(),
            "send_at": at, "planned_at": at, "note": note[:300], "sample": office.sample,
        },
    )  # fmt: skip
    return found
