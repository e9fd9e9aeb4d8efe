"""What a person has to do today, gathered from all rooms: late, this week, later, to settle, waiting, to confirm."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, Exists, Func, IntegerField, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import Activity, ActivityStatus
from agreements.models import ClockTask, Deliverable, DeliverableStatus, day_at_owner
from drawing.formats import due, long_date, partial_date, percent
from outcomes.enums import State
from outcomes.models import Claim, ConfirmationAsk
from outcomes.queries.settlement import to_confirm, to_settle
from partnerships.models.keys import keys_of
from reminders.inbox import to_know
from stakeholders.access import GRANTS, Permission, Role

WEEK = dt.timedelta(days=7)
SHOWN = 15  # of each group, until the whole group is asked for


@dataclass
class Item:
    """One row. actions: [{label, url}] in the order in which they are likely. known: a reminders.inbox.Known where it
    is only to be known, and can be put away."""

    icon: str
    title: str
    url: str
    text: str
    when: dt.date
    note: str = ""
    kind: str = ""
    actions: list = field(default_factory=list)
    known: object = None


@dataclass
class Group:
    key: str
    name: str
    items: list
    whole: bool = False

    @property
    def shown(self):
        return self.items if self.whole else self.items[:SHOWN]

    @property
    def left(self):
        return len(self.items) - len(self.shown)


def address(name, *args, **query):
    """The address of another room's page, or "" while the room has none."""
    try:
        url = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    return f"{url}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else url


class Desk:
    """A person's place: the organisations they work for and what they may do there."""

    def __init__(self, user, office=None):
        self.user = user
        self.office = office.organisation_id if office else None
        self.organisations = {key.organisation for key in keys_of(user).held}

    def may(self, permission):
        return any(permission in GRANTS[Role(key.role)] for key in keys_of(self.user).held)

    def deliverables(self):
        """Open ones that my organisations owe or my office keeps."""
        mine = Q(owed_by__in=self.organisations) | Q(owner__in=self.organisations)
        return Deliverable.objects.for_user(self.user).open().filter(mine)

    def filings(self):
        """Open ones that my organisations, or my office for them, have to file."""
        return ClockTask.objects.for_user(self.user).open()


def count_work(desk, at):
    """{"overdue": n, "my_work": n}: deliverables overdue; late, due or to file in a week, or to accept. One query.

    at: the moment. What is late is so by the day where the owning office keeps its clock.
    """
    today, there = timezone.localdate(at), day_at_owner(at)
    submitted = Q(status=DeliverableStatus.SUBMITTED)
    late = ~submitted & Q(due_on__lt=there)
    soon = ~submitted & Q(due_on__gte=there, due_on__lte=today + WEEK, owed_by__in=desk.organisations)
    to_accept = submitted & Q(owner__in=desk.organisations)
    filings = desk.filings().filter(due_on__lte=today + WEEK).order_by()
    to_file = Subquery(filings.annotate(all=Func("pk", function="COUNT")).values("all"), IntegerField())
    found = desk.deliverables().aggregate(
        overdue=Count("pk", filter=late),
        my_work=Count("pk", filter=late | soon | to_accept),
        to_file=Coalesce(Max(to_file), to_file),  # a maximum of one number; without any deliverable the number itself
    )
    return {"overdue": found["overdue"] or 0, "my_work": (found["my_work"] or 0) + (found["to_file"] or 0)}


def gather_work(desk, at):
    """The seven groups, in their order; a group may be empty. Some twenty queries, however many rows."""
    today = timezone.localdate(at)
    late, week, later, waiting, confirm = [], [], [], [], []
    for row in _deliverables(desk):
        is_late = row.is_overdue(row.day_at_owner(at))
        item = _deliverable_item(row, desk, is_late)
        owed_here = row.owed_by_id in desk.organisations
        if row.status == DeliverableStatus.SUBMITTED:
            (confirm if row.owner_id in desk.organisations else waiting).append(item)
        elif is_late:
            late.append(item)
        elif not owed_here:
            waiting.append(item)
        else:
            (week if row.due_on <= today + WEEK else later).append(item)
    for row in desk.filings().select_related("agreement__partnership", "organisation"):
        group = late if row.due_on < today else week if row.due_on <= today + WEEK else later
        group.append(_filing_item(row, today))
    confirm += [_silent_item(row, today) for row in _without_word(desk, today)]
    confirm += [_offered_item(row) for row in _offered(desk)]
    settle = _two_figures(desk)
    for claim in _unconfirmed(desk):
        (waiting if claim.is_asked else confirm).append(_claim_item(claim))
    for items in (late, week, later, settle, waiting, confirm):
        items.sort(key=lambda item: (item.when, item.title))
    shown = {item.url for items in (late, week, later, settle, waiting, confirm) for item in items}
    know = [_known_item(known) for known in to_know(desk.user, at) if known.url not in shown or not known.url]
    return [
        Group("late", _("Late"), late),
        Group("week", _("This week"), week),
        Group("later", _("Later"), later),
        Group("settle", _("Two figures"), settle),
        Group("waiting", _("Waiting for others"), waiting),
        Group("confirm", _("To confirm"), confirm),
        Group("know", _("To know"), know),
    ]


def _deliverables(desk):
    whole = desk.deliverables().select_related("owed_by", "owner__office", "agreement__partnership")
    return whole.order_by("due_on", "pk")


def _without_word(desk, today):
    """Activities my office planned that should have been by now, of which nobody has said whether they were."""
    planned = Activity.objects.for_user(desk.user, Permission.LOG_ACTIVITY).filter(
        status=ActivityStatus.PLANNED, owner__in=desk.organisations, starts_last__lt=today
    )
    return planned.select_related("partnership").order_by("starts_first", "pk")


def _offered(desk):
    """Activities that another office offered to us and that we have not confirmed."""
    if not desk.office or not desk.may(Permission.SHARE):
        return []
    offered = Activity.objects.for_user(desk.user).filter(
        offered_at__isnull=False, confirmed_at=None, status=ActivityStatus.HAPPENED
    )
    offered = offered.filter(partnership__seats__organisation=desk.office, partnership__seats__role="lead")
    return offered.exclude(owner__in=desk.organisations).select_related("partnership", "owner")


def _unconfirmed(desk):
    """Claims of my organisations that are still to be confirmed, with whether somebody has been asked."""
    now = timezone.now()
    asked = ConfirmationAsk.objects.filter(claim=OuterRef("pk"), revoked_at=None, ends_at__gt=now)
    claims = Claim.objects.for_user(desk.user, Permission.REPORT_OUTCOME).standing().filter(evidence__lt=3)
    claims = to_confirm(claims.filter(owner__in=desk.organisations), desk.user, now).annotate(is_asked=Exists(asked))
    return claims.select_related("partnership", "organisation").order_by("occurred_first", "pk")


def _deliverable_item(row, desk, is_late):
    url = address("agreements:deliverable", row.pk)
    actions = []
    if row.status == DeliverableStatus.SUBMITTED:
        note, kind = _("Submitted"), "info"
        if row.owner_id in desk.organisations and desk.may(Permission.ACCEPT_DELIVERABLE):
            actions = [{"label": _("Look and accept"), "url": url}]
    else:
        note, kind = due(row.due_on), "bad" if is_late else ""
        if row.owed_by_id in desk.organisations and desk.may(Permission.UPDATE_DELIVERABLE):
            actions = [{"label": _("Update"), "url": url}]
        elif row.owner_id in desk.organisations and desk.may(Permission.ASK):
            actions = [{"label": _("Remind"), "url": url}]
    text = _("%(organisation)s owes it · %(tie)s") % {"organisation": row.owed_by, "tie": row.agreement.partnership}
    icon = "package" if kind != "bad" else "clock"
    return Item(icon, row.title, url, text, row.due_on, note, kind, [a for a in actions if a["url"]])


def _filing_item(row, today):
    url = address("agreements:clock", row.pk)
    text = _("%(organisation)s files it with %(whom)s · %(agreement)s, %(tie)s") % {
        "organisation": row.organisation, "whom": row.filed_with, "agreement": row.agreement,
        "tie": row.agreement.partnership,
    }  # fmt: skip
    kind = "bad" if row.due_on < today else ""
    actions = [{"label": _("File it"), "url": url}] if url else []
    return Item("calendar-check", row.title, url, text, row.due_on, due(row.due_on), kind, actions)


def _silent_item(row, today):
    url = address("activities:activity", row.pk)
    text = _("Planned for %(day)s · %(tie)s. Did it happen?") % {
        "day": partial_date(row.starts_first, row.starts_last),
        "tie": row.partnership,
    }
    actions = [{"label": _("Say how it went"), "url": url}] if url else []
    return Item("calendar-clock", row.title, url, text, row.starts_last, _("no word yet"), "warn", actions)


def _offered_item(row):
    url = address("activities:activity", row.pk)
    text = _("%(owner)s recorded it · %(tie)s") % {"owner": row.owner, "tie": row.partnership}
    actions = [{"label": _("Look and confirm"), "url": url}] if url else []
    return Item("handshake", row.title, url, text, row.starts_last, _("offered to you"), "info", actions)


def _two_figures(desk):
    """Outcomes of which two sides report figures that differ and of which nobody has decided yet."""
    rows = to_settle(desk.user, desk.organisations, now=timezone.now())
    ids = [one["claim"] for row in rows for one in row.claims]
    titles = dict(Claim.objects.for_user(desk.user).filter(pk__in=ids).values_list("outcome", "title"))
    return [_two_figures_item(row, titles[row.outcome_id]) for row in rows if row.outcome_id in titles]


def _two_figures_item(row, title):
    text = _("The two figures lie %(gap)s apart · %(tie)s") % {"gap": percent(row.gap, 1), "tie": row.partnership}
    actions = [{"label": _("Settle it"), "url": address("outcomes:settle", row.outcome_id)}]
    note = _("two figures, being reconciled") if row.state == State.DISPUTED else _("the lower of two figures counts")
    url = address("outcomes:outcome", row.outcome_id)
    return Item("scale", title, url, text, row.occurred_last, note, "warn", actions)


def _claim_item(claim):
    url = address("outcomes:outcome", claim.outcome_id)
    day = partial_date(claim.occurred_first, claim.occurred_last)
    text = _("%(organisation)s reports it, %(day)s · %(tie)s") % {
        "organisation": claim.organisation, "day": day, "tie": claim.partnership,
    }  # fmt: skip
    ask = address("outcomes:ask", claim.outcome_id)
    actions = [] if claim.is_asked or not ask else [{"label": _("Ask for confirmation"), "url": ask}]
    note = _("asked, no answer yet") if claim.is_asked else _("reported, not verified")
    return Item("scale", claim.title, url, text, claim.occurred_last, note, "", actions)


KNOWN_ICONS = {
    "deliverable-accepted": ("circle-check", "good"), "deliverable-returned": ("undo-2", "warn"),
    "agreement-notice": ("file-text", ""), "agreement-expiry": ("file-text", "warn"), "figure-due": ("hash", ""),
    "claim-unconfirmed": ("scale", ""), "no-contact": ("history", "warn"), "anniversary": ("gift", "info"),
    "import-finished": ("upload", "good"), "link-ending": ("link", ""),
}  # fmt: skip


def _known_item(known):
    icon, kind = KNOWN_ICONS[known.rule]
    text = _("told on %(day)s") % {"day": long_date(known.told_on)}
    if known.tie:
        text = f"{known.tie} · {text}"
    note = f"{known.name}, {long_date(known.about_on)}" if known.about_on else known.name
    return Item(icon, known.title, known.url, text, known.told_on, note, kind, known=known)
