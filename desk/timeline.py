"""The timeline of a tie: what the rooms recorded, as this person may read it, newest first."""

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import Activity, ActivityStatus
from agreements.models import Agreement, Deliverable, DeliverableStatus
from desk.ties import outcomes_of, state_of
from drawing import formats
from drawing.words import KIND_ICONS, state_key
from partnerships.timeline import Entry

SHOWN = 12
AT_MOST = 400  # of each kind; older ones are on their own tabs
KINDS = ("activity", "deliverable", "outcome", "agreement")


def address(name, pk):
    """The record's page, or "" where there is none."""
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""


def recorded_by(record):
    """Who recorded it, by name where known, and for whom: "Recorded by Ana Ruiz"."""
    who = record.created_by or record.owner
    return _("Recorded by %(who)s.") % {"who": who}


def entries_of(user, partnership, only=""):
    """Entries of one kind or of all, newest first. Four queries and what hangs on them."""
    makers = {
        "activity": activity_entries, "deliverable": deliverable_entries,
        "outcome": outcome_entries, "agreement": agreement_entries,
    }
    chosen = [only] if only in makers else KINDS
    found = [entry for kind in chosen for entry in makers[kind](user, partnership)]
    return sorted(found, key=lambda entry: (entry.first, entry.type, entry.title), reverse=True)


def activity_entries(user, partnership):
    rows = (
        Activity.objects.for_user(user).filter(partnership=partnership)
        .select_related("owner", "created_by", "grew_from").prefetch_related("participants__organisation")
        .order_by("-starts_first", "-pk")[:AT_MOST]
    )
    readable = set(
        Activity.objects.for_user(user).filter(partnership=partnership).values_list("pk", flat=True)
    )
    for row in rows:
        names = ", ".join(part.organisation.name for part in row.participants.all())
        tags = []
        if row.people:
            tags.append({"text": _("%(n)s people") % {"n": formats.number(row.people)}, "icon": "users"})
        if row.grew_from_id in readable:
            tags.append({"text": _("From: %(title)s") % {"title": row.grew_from.title}, "icon": "link"})
        yield Entry(
            type="activity",
            first=row.starts_first,
            last=row.ends_on or row.starts_last,
            date=formats.partial_date(row.starts_first, row.ends_on or row.starts_last),
            icon=KIND_ICONS.get(state_key(row.kind), "users"),
            title=row.title,
            text=" ".join(part for part in (f"{names}." if names else "", recorded_by(row)) if part),
            audience=row.audience,
            state="" if row.status == ActivityStatus.HAPPENED else row.status,
            tags=tags,
            url=address("activities:activity", row.pk),
            recorded_by=str(row.created_by or row.owner),
        )


def deliverable_entries(user, partnership):
    now, today = timezone.now(), timezone.localdate()
    rows = (
        Deliverable.objects.for_user(user).filter(agreement__partnership=partnership)
        .exclude(status=DeliverableStatus.CANCELLED).select_related("owed_by", "owner__office", "created_by")
        .order_by("-due_on", "-pk")[:AT_MOST]
    )
    for row in rows:
        is_late = row.is_overdue(row.day_at_owner(now))
        if row.status == DeliverableStatus.ACCEPTED:
            title = _("Deliverable done: %(title)s") % {"title": row.title}
        elif is_late:
            title = _("Deliverable %(late)s: %(title)s") % {"late": formats.due(row.due_on, today), "title": row.title}
        else:
            title = _("Deliverable due: %(title)s") % {"title": row.title}
        yield Entry(
            type="deliverable",
            first=row.due_on,
            date=formats.long_date(row.due_on),
            kind="late" if is_late else "",
            icon="clock" if row.is_open else "file-check",
            title=title,
            text=f"{row.owed_by.name}. {recorded_by(row)}",
            audience=row.audience,
            state=state_key(row.outlook) if row.is_open and row.outlook else state_key(row.status),
            url=address("agreements:deliverable", row.pk),
            recorded_by=str(row.created_by or row.owner),
        )


def outcome_entries(user, partnership):
    claims = outcomes_of(user, partnership)
    sources = origins(user, claims)
    for claim in claims[:AT_MOST]:
        amount = amount_of(claim)
        title = _("Outcome: %(title)s") % {"title": claim.title}
        yield Entry(
            type="outcome",
            first=claim.occurred_first,
            last=claim.occurred_last,
            date=formats.partial_date(claim.occurred_first, claim.occurred_last),
            kind="out",
            icon="banknote" if claim.currency else "trending-up",
            title=f"{title}, {amount}" if amount else title,
            text=_("Reported by %(who)s.") % {"who": claim.organisation.name},
            audience=claim.audience,
            state=state_of(claim),
            tags=[
                {"text": _("From: %(title)s") % {"title": title}, "icon": "link"} for title in sources.get(claim.pk, ())
            ],
            url=address("outcomes:outcome", claim.outcome_id),
            recorded_by=str(claim.owner),
        )


def origins(user, claims):
    """{claim id: titles of the activities it came through}, of those that this person reads."""
    found = {}
    rows = Activity.objects.for_user(user).filter(origins__claim__in=[claim.pk for claim in claims])
    for claim, title in rows.order_by("pk").values_list("origins__claim", "title"):
        found.setdefault(claim, []).append(title)
    return found


def amount_of(claim):
    if claim.amount is None:
        return ""
    if claim.currency:
        return formats.money(claim.amount, claim.currency)
    unit = claim.outcome.indicator.unit
    return f"{formats.number(claim.amount)} {unit}".strip() if unit != "currency" else ""


def agreement_entries(user, partnership):
    rows = (
        Agreement.objects.for_user(user).filter(partnership=partnership).exclude(signed_first=None)
        .select_related("owner", "created_by").order_by("-signed_first")[:AT_MOST]
    )
    for row in rows:
        yield Entry(
            type="agreement",
            first=row.signed_first,
            last=row.signed_last,
            date=formats.partial_date(row.signed_first, row.signed_last),
            kind="agr",
            icon="file-signature",
            title=_("Agreement: %(title)s") % {"title": row.title},
            text=recorded_by(row),
            audience=row.audience,
            state=state_key(row.status),
            url=address("agreements:agreement", row.pk),
            recorded_by=str(row.created_by or row.owner),
        )


def grouped(entries):
    """[{name, entries}] by month, in the order given."""
    groups = []
    for entry in entries:
        name = formats.month_year(entry.first)
        if not groups or groups[-1]["name"] != name:
            groups.append({"name": name, "entries": []})
        groups[-1]["entries"].append(entry)
    return groups
