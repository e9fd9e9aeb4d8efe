"""Deliverables as a list and as a calendar, each filtered alike; the list is taken away as a table too."""

import calendar as months
import datetime as dt

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements import queries
from agreements.filters import DeliverableFilter
from agreements.forms_deliverables import ACTIONS
from agreements.models import Deliverable
from drawing import exports, formats
from stakeholders.access import Permission
from stakeholders.dates import NotADate, PartialDate

ROWS = 50
SHOWN_A_DAY = 4
FIRST_YEAR, LAST_YEAR = 1900, 2200
NOT_FILTERS = ("page", "sort", "month", "format")


def filtered(request):
    """(the filter, the rows that it leaves); a filter that cannot be read leaves all."""
    rows = queries.open_first(queries.listed(request.user))
    found = DeliverableFilter(request.GET, rows, request=request)
    return found, found.qs if found.form.is_valid() else rows


@require_safe
@login_required
def index(request):
    found, rows = filtered(request)
    now = timezone.now()
    if kind := request.GET.get("format"):
        return download(kind, rows, now)
    mine = Deliverable.objects.for_user(request.user, Permission.ACCEPT_DELIVERABLE).filter(pk=OuterRef("pk"))
    rows = rows.annotate(may_change=Exists(mine))
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    for row in page:
        row.state = queries.state_now(row, now)
    may_change = any(row.may_change for row in page)
    context = {
        "filter": found,
        "page": page,
        "actions": [{"value": value, "label": label} for value, label in ACTIONS] if may_change else [],
        "sort": request.GET.get("sort", ""),
        "chips": chips(request, queries.listed(request.user), now),
        "filtered": is_filtered(request),
        "files": files_of(request),
        "calendar_query": without(request, "page", "sort", "format"),
    }
    return render(request, "agreements/deliverables.html", context)


def is_filtered(request):
    return any(value for name, value in request.GET.items() if name not in NOT_FILTERS)


def without(request, *names, **more):
    """The address's query without these, with those."""
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    for name, value in more.items():
        query[name] = value
    return query.urlencode()


def files_of(request):
    return [
        {"kind": kind.upper(), "url": "?" + without(request, "page", "format", format=kind)}
        for kind in exports.FORMATS
    ]


def chips(request, rows, now):
    """Late, waiting for the office, all open: one query."""
    late = Q(pk__in=rows.overdue_at(now).order_by().values("pk"))
    counts = rows.order_by().aggregate(
        late=Count("pk", filter=late), submitted=Count("pk", filter=Q(status="submitted")),
    )  # fmt: skip
    asked = request.GET
    return [
        {"text": _("All"), "url": "?", "on": not asked.get("late") and not asked.get("status")},
        {"text": _("Late"), "url": "?late=on", "on": bool(asked.get("late")), "count": counts["late"]},
        {
            "text": _("Submitted"), "url": "?status=submitted", "on": asked.get("status") == "submitted",
            "count": counts["submitted"],
        },
    ]  # fmt: skip


def download(kind, rows, now):
    """Exactly the rows of the view, every page of them, in its order."""
    if kind not in exports.FORMATS:
        raise Http404("No such download.")
    columns = [
        _("Number"), _("Deliverable"), _("Partnership"), _("Agreement"), _("Owed by"), _("Due on"), _("State"),
        _("Late"), _("Progress, %"), _("Quantity"), _("Goal"), _("Unit"), _("Weight"), _("Submitted"), _("Accepted"),
        _("Recorded by"), _("Who reads it"),
    ]  # fmt: skip
    table = (
        (
            row.pk, row.title, row.agreement.partnership.name, row.agreement.title, row.owed_by.name, row.due_on,
            row.get_status_display(), _("yes") if row.is_overdue(row.day_at_owner(now)) else "", row.progress,
            row.quantity, row.quantity_goal, row.unit, row.weight, row.submitted_at, row.accepted_at, row.owner.name,
            row.get_audience_display(),
        )
        for row in rows
    )  # fmt: skip
    return exports.table_response(kind, f"{_('Deliverables')} {timezone.localdate().isoformat()}", columns, table)


@require_safe
@login_required
def calendar(request):
    """One month: every day with what is due on it."""
    found, rows = filtered(request)
    now = timezone.now()
    first = month_asked(request.GET.get("month", ""))
    weeks = months.Calendar(firstweekday=formats.locale().first_week_day).monthdatescalendar(first.year, first.month)
    due = {}
    for row in rows.filter(due_on__range=(weeks[0][0], weeks[-1][-1])).order_by("due_on", "pk"):
        row.state = queries.state_now(row, now)
        due.setdefault(row.due_on, []).append(row)
    today = timezone.localdate()
    context = {
        "filter": found,
        "first": first,
        "weekdays": [formats.weekday(day) for day in weeks[0]],
        "weeks": [[day_cell(request, day, due.get(day, []), first, today) for day in week] for week in weeks],
        "before": "?" + without(request, month=f"{first - dt.timedelta(days=1):%Y-%m}"),
        "after": "?" + without(request, month=f"{first + dt.timedelta(days=31):%Y-%m}"),
        "this_month": "?" + without(request, "month"),
        "keep": {"month": f"{first:%Y-%m}"},
        "count": sum(len(items) for day, items in due.items() if day.month == first.month),
        "list_query": without(request, "month"),
    }
    return render(request, "agreements/calendar.html", context)


def day_cell(request, day, items, first, today):
    of_day = without(request, "month", "late", due_from=day.isoformat(), due_to=day.isoformat())
    return {
        "day": day, "items": items[:SHOWN_A_DAY], "more": max(0, len(items) - SHOWN_A_DAY), "query": of_day,
        "outside": day.month != first.month, "today": day == today,
    }  # fmt: skip


def month_asked(text):
    """The first day of the month asked for; this month where the text is none."""
    try:
        asked = PartialDate.parse(text).first
    except NotADate:
        asked = timezone.localdate()
    if not FIRST_YEAR <= asked.year <= LAST_YEAR:
        asked = timezone.localdate()
    return asked.replace(day=1)
