"""What somebody was told and is not done with, where it is not work that stands in My work anyway."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from agreements.models import Deliverable, DeliverableStatus
from outcomes.models import Claim
from outcomes.queries.settlement import to_confirm
from reminders.models import Notice, Silence, State, Why
from reminders.naming import KINDS, named_for
from reminders.subjects import Subject
from reminders.words import NAMES

TO_KNOW = {
    "deliverable-returned", "deliverable-accepted", "agreement-notice", "agreement-expiry", "figure-due",
    "claim-unconfirmed", "no-contact", "anniversary", "import-finished", "link-ending",
}  # fmt: skip
MOST = 500  # of one person, the newest
LONG = dt.timedelta(days=400)  # what nobody put away for over a year is history


@dataclass(frozen=True)
class Known:
    """One thing to know: the newest step of one rule on one record. title, url, tie: as its reader may read them."""

    notice: int
    rule: str
    kind: str
    pk: int
    title: str
    url: str
    tie: str
    name: str
    told_on: dt.date
    about_on: dt.date | None


def to_know(user, now):
    """[Known], the newest first. Two queries, and one or two for each kind of record, however many rows."""
    rows, seen = [], set()
    for one in _mine(user, now):
        if (one.rule, one.subject_kind, one.subject_id) not in seen:
            seen.add((one.rule, one.subject_kind, one.subject_id))
            rows.append(one)
    named = named_for(user, {(one.subject_kind, one.subject_id) for one in rows})
    over = _over(user, rows, now)
    return [
        _known(one, named.get((one.subject_kind, one.subject_id)))
        for one in rows
        if one.pk not in over and (one.subject_kind == "import" or (one.subject_kind, one.subject_id) in named)
    ]


def _mine(user, now):
    """Told ones, or due and to be told in a moment; those that only a broken address kept back are there too."""
    due = Q(state=State.TOLD) | Q(state=State.PLANNED, send_at__lte=now)
    due |= Q(state=State.WITHHELD, why=Why.BOUNCED, send_at__lte=now)
    quiet = Silence.objects.filter(
        Q(rule="") | Q(rule=OuterRef("rule")),
        Q(subject_kind="") | Q(subject_kind=OuterRef("subject_kind"), subject_id=OuterRef("subject_id")),
        Q(until=None) | Q(until__gt=now),
        recipient=OuterRef("recipient"),
    )
    rows = Notice.objects.filter(due, recipient__user=user, seen_at=None, rule__in=TO_KNOW, subject_kind__in=KINDS)
    rows = rows.filter(send_at__gt=now - LONG).exclude(Exists(quiet))
    return rows.order_by("-send_at", "-pk")[:MOST]


def _over(user, rows, now):
    """Ids of those of which nothing is left to know: handed in again since, confirmed since."""
    over = set()
    returned = {one.subject_id for one in rows if one.rule == "deliverable-returned"}
    if returned:
        still = Deliverable.objects.filter(pk__in=returned, status=DeliverableStatus.RETURNED)
        still = set(still.values_list("pk", flat=True))
        over |= {one.pk for one in rows if one.rule == "deliverable-returned" and one.subject_id not in still}
    claims = {one.subject_id for one in rows if one.subject_kind == "claim"}
    if claims:
        waiting = Claim.objects.for_user(user).standing().filter(pk__in=claims, evidence__lt=3)
        still = set(to_confirm(waiting, user, now).values_list("pk", flat=True))
        over |= {one.pk for one in rows if one.subject_kind == "claim" and one.subject_id not in still}
    return over


def _known(one, subject: Subject | None):
    title = subject.title if subject else one.note or str(NAMES[one.rule])
    tie = subject.tie if subject and subject.tie != title else ""
    return Known(
        notice=one.pk, rule=one.rule, kind=one.subject_kind, pk=one.subject_id, title=title,
        url=subject.path if subject else "", tie=tie, name=str(NAMES[one.rule]),
        told_on=(one.told_at or one.send_at).date(), about_on=one.about_on,
    )  # fmt: skip
