"""Reads of agreements and deliverables for pages of this room and of later ones."""

import datetime as dt

from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.models import Agreement, Deliverable, DeliverableStatus
from drawing import formats
from stakeholders.access import Permission
from stakeholders.models import Person

PROMISE_MONTHS = 24


def listed(user):
    """Deliverables for lists, with their tie and who owes them."""
    return Deliverable.objects.for_user(user).select_related("agreement__partnership", "owed_by", "owner")


def may_change(user):
    """Ids of deliverables that the person may accept, return, move or ask about."""
    return set(Deliverable.objects.for_user(user, Permission.ACCEPT_DELIVERABLE).values_list("pk", flat=True))


def promises_kept(user, partnership_ids, today):
    """{partnership id: (on time, due)} of what fell due in 24 months; cancelled items are left out."""
    since = today - dt.timedelta(days=PROMISE_MONTHS * 30)
    rows = (
        Deliverable.objects.for_user(user)
        .filter(agreement__partnership__in=partnership_ids, due_on__range=(since, today))
        .exclude(status=DeliverableStatus.CANCELLED)
        .annotate(handed=TruncDate(Coalesce("submitted_at", "accepted_at")))
        .annotate(kept=Case(When(status=DeliverableStatus.ACCEPTED, handed__lte=F("due_on"), then=Value(1)), default=0))
        .values("agreement__partnership")
        .order_by()
        .annotate(due=Count("pk"), on_time=Count("pk", filter=Q(kept=1)))
    )
    return {row["agreement__partnership"]: (row["on_time"], row["due"]) for row in rows}


def open_items(user, partnership):
    """Open deliverables of a tie, the next due first."""
    return listed(user).open().filter(agreement__partnership=partnership).order_by("due_on", "pk")


def agreements_of(user, partnership):
    return (
        Agreement.objects.for_user(user).filter(partnership=partnership).select_related("owner").order_by(
            F("signed_first").desc(nulls_last=True), "pk"
        )
    )


def promises_of(user, agreement, today):
    """Counts of an agreement's items as this person reads them: kept, late, open, all."""
    items = list(Deliverable.objects.for_user(user).filter(agreement=agreement))
    return {
        "all": len(items),
        "kept": sum(1 for item in items if item.status == DeliverableStatus.ACCEPTED),
        "late": sum(1 for item in items if item.is_overdue(today)),
        "untouched": sum(1 for item in items if item.status == DeliverableStatus.PLANNED),
    }


def contacts_for(user, deliverable):
    """People at the organisation that owes it whom the person's office has on file, with an address."""
    return Person.objects.for_user(user).filter(organisation=deliverable.owed_by).exclude(email="")


def state_of(deliverable, today):
    """The word of drawing.words.STATES for where an item stands now."""
    if deliverable.is_overdue(today):
        return "late"
    if deliverable.status == DeliverableStatus.IN_PROGRESS and deliverable.outlook:
        return deliverable.outlook.replace(" ", "_")
    return deliverable.status.replace(" ", "_")


def plain(quantity):
    """A stored quantity as one would type it: 128, not 128.00; "" for none."""
    return "" if quantity is None else format(quantity.normalize(), "f")


def percent_done(deliverable):
    """How much of the goal is reached, in percent; None without a goal or a count."""
    if not deliverable.quantity_goal or deliverable.quantity is None:
        return None
    return deliverable.quantity * 100 / deliverable.quantity_goal


def timeline_entries(partnership, user, limit=100):
    """Agreements and deliverables of a tie for its timeline, newest first; the dicts of components/timeline.html."""
    today = dt.date.today()
    found = [entry_of_agreement(row) for row in agreements_of(user, partnership) if row.signed_first]
    items = listed(user).filter(agreement__partnership=partnership).order_by("-due_on")[:limit]
    found += [entry_of_deliverable(row, today) for row in items]
    return sorted(found, key=lambda entry: entry["on"], reverse=True)[:limit]


def entry_of_agreement(row):
    return {
        "on": row.signed_first,
        "type": "agreement",
        "kind": "agr",
        "icon": "file-signature",
        "title": row.title,
        "url": reverse("agreements:agreement", args=[row.pk]),
        "date": formats.partial_date(row.signed_first, row.signed_last),
        "iso": row.signed_first.isoformat(),
        "text": f"{row.get_kind_display()} · {row.get_status_display()} · {row.owner.name}",
        "audience": row.audience,
    }


def entry_of_deliverable(row, today):
    late = row.is_overdue(today)
    return {
        "on": row.due_on,
        "type": "deliverable",
        "kind": "late" if late else "",
        "icon": "clock" if row.is_open else "file-check",
        "title": _("Deliverable: %(title)s") % {"title": row.title},
        "url": reverse("agreements:deliverable", args=[row.pk]),
        "date": formats.long_date(row.due_on),
        "iso": row.due_on.isoformat(),
        "text": _("Owed by %(body)s. Recorded by %(owner)s.") % {"body": row.owed_by, "owner": row.owner},
        "audience": row.audience,
        "state": state_of(row, today),
    }
