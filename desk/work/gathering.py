"""Gathers the rows of My work from all rooms. A further sort of work is a function of its own in SOURCES."""

from django.db.models import Count, Func, IntegerField, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import DeliverableStatus, day_at_owner
from desk.work import activities, delegations, drafts, handovers, leads, money, outcomes, promises, requests, steps
from desk.work.items import WEEK, Group
from desk.work.known import known_items

# Each takes (desk, at) and gives (key of a group, Item) pairs, in a fixed number of queries.
SOURCES = [
    drafts.from_mail,
    requests.waiting,
    leads.lead_offers,
    promises.deliverables,
    promises.filings,
    money.gifts,
    money.fund_reports,
    steps.next_steps,
    activities.without_word,
    activities.offered,
    activities.both_sides,
    activities.to_complete,
    delegations.delegations,
    handovers.hand_overs,
    outcomes.two_figures,
    outcomes.claims,
]


class Beside(Subquery):
    """One number of another table beside the sums of a query: it hangs on none of the rows that are summed up."""

    contains_aggregate = True


def count_work(desk, at):
    """{"overdue": n, "my_work": n}: deliverables overdue; late, due or to file in a week, or to accept. One query.

    at: the moment. What is late is so by the day where the owning office keeps its clock.
    """
    today, there = timezone.localdate(at), day_at_owner(at)
    submitted = Q(status=DeliverableStatus.SUBMITTED)
    late = ~submitted & Q(due_on__lt=there)
    soon = ~submitted & Q(due_on__gte=there, due_on__lte=today + WEEK, owed_by__any_of=desk.organisations)
    to_accept = submitted & Q(owner__any_of=desk.organisations)
    filings = desk.filings().filter(due_on__lte=today + WEEK).order_by()
    to_file = Beside(filings.annotate(all=Func("pk", function="COUNT")).values("all"), IntegerField())
    found = desk.deliverables().aggregate(
        overdue=Count("pk", filter=late),
        my_work=Count("pk", filter=late | soon | to_accept),
        to_file=to_file,
    )
    return {"overdue": found["overdue"] or 0, "my_work": (found["my_work"] or 0) + (found["to_file"] or 0)}


def gather_work(desk, at):
    """The eight groups, in their order; a group may be empty. Some twenty queries, however many rows."""
    groups = {
        "mail": Group("mail", _("From your mail"), []),
        "late": Group("late", _("Late"), []),
        "week": Group("week", _("This week"), []),
        "later": Group("later", _("Later"), []),
        "settle": Group("settle", _("Two figures"), []),
        "waiting": Group("waiting", _("Waiting for others"), []),
        "confirm": Group("confirm", _("To confirm"), []),
    }
    for source in SOURCES:
        for key, item in source(desk, at):
            groups[key].items.append(item)
    for group in groups.values():
        group.items.sort(key=lambda item: (item.when, item.title))
    shown = {item.url for group in groups.values() for item in group.items}
    return [*groups.values(), Group("know", _("To know"), known_items(desk, at, shown))]
