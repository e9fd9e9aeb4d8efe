"""Kinds of records with a retention: where they lie, whose they are, from which day their years are counted."""

from dataclasses import dataclass

from django.db.models import DateField, F, Max, OuterRef, Subquery
from django.db.models.functions import Cast, Coalesce, TruncDate

from activities.models import Activity, Delegation, Gift, IncomingDraft
from agreements.models import Agreement, Deliverable
from desk.history.kinds import events_of
from outcomes.models import Claim
from partnerships.models import RecordKind, RetentionClass, RetentionEnd, RetentionStart, Seat, Standing
from stakeholders.models import Person


@dataclass(frozen=True)
class Kept:
    """day, closed: expressions of the two days of the record itself; None where it has no such day."""

    model: object
    owner: str = "owner"
    tie: str = "partnership"
    day: object = None
    closed: object = None


def latest(*names):
    return Coalesce(*names) if len(names) > 1 else F(names[0])


KINDS = {
    RecordKind.AGREEMENT: Kept(
        Agreement, day=latest("signed_last", "in_force_last"), closed=latest("ended_on", "expires_on")
    ),
    RecordKind.DELIVERABLE: Kept(
        Deliverable, tie="agreement__partnership", day=latest("due_on"), closed=TruncDate("accepted_at")
    ),
    RecordKind.ACTIVITY: Kept(
        Activity, day=latest("ends_on", "starts_last"), closed=latest("ends_on", "starts_last")
    ),
    RecordKind.DELEGATION: Kept(
        Delegation, day=latest("ends_on", "starts_last"), closed=latest("ends_on", "starts_last")
    ),
    RecordKind.CLAIM: Kept(Claim, day=latest("occurred_last"), closed=latest("occurred_last")),
    RecordKind.GIFT: Kept(Gift, day=latest("on_last"), closed=latest("on_last")),
    RecordKind.DRAFT: Kept(
        IncomingDraft, owner="user__memberships__organisation", day=TruncDate("received_at"),
        closed=TruncDate("closed_at"),
    ),
    RecordKind.PERSON: Kept(Person, tie="", closed=Max("holdings__until")),
}  # fmt: skip

# What holds until an office writes its own: it is told, nothing is pressed by itself.
SUGGESTED = [
    ("Agreements and promises", 10, RetentionStart.CLOSED, [RecordKind.AGREEMENT, RecordKind.DELIVERABLE]),
    ("Activities and outcomes", 7, RetentionStart.DAY, [RecordKind.ACTIVITY, RecordKind.CLAIM, RecordKind.DELEGATION]),
    ("Gifts", 10, RetentionStart.DAY, [RecordKind.GIFT]),
    ("Contacts and mailed drafts", 2, RetentionStart.CHANGED, [RecordKind.PERSON, RecordKind.DRAFT]),
]


def rules_of(owner):
    """{kind: RetentionClass} of an office, its own where it wrote one, else the suggested one (unsaved, only told)."""
    found = {
        kind: RetentionClass(owner=owner, name=name, years=years, starts=starts, ends=RetentionEnd.TELL)
        for name, years, starts, kinds in SUGGESTED for kind in kinds
    }  # fmt: skip
    own = owner.retention_rules.select_related("retention")
    return found | {RecordKind(rule.kind): rule.retention for rule in own}


def with_start(kind, owner, starts):
    """Records of an office with `start`, the day from which their years are counted; without one none is due."""
    kept = KINDS[kind]
    rows = kept.model._base_manager.filter(**{kept.owner: owner})
    expression = {
        RetentionStart.DAY: kept.day,
        RetentionStart.CLOSED: kept.closed,
        RetentionStart.TIE_ENDED: _tie_ended(owner, kept.tie) if kept.tie else None,
        RetentionStart.CHANGED: _last_change(kept.model),
    }[starts]
    if expression is None:
        return rows.none()
    return rows.annotate(start=expression).filter(start__isnull=False)


def _tie_ended(owner, path):
    ended = Seat.objects.filter(partnership=OuterRef(path), organisation=owner, standing=Standing.ENDED)
    return Subquery(ended.values("standing_last")[:1], output_field=DateField())


def _last_change(model):
    events = events_of(model)
    if events is None:
        return TruncDate("received_at")  # a mailed draft has no history
    newest = events.objects.filter(pgh_obj_id=OuterRef("pk")).order_by("-pgh_id").values("pgh_created_at")[:1]
    return Cast(Subquery(newest), DateField())
