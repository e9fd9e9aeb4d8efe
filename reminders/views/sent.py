"""The ledger of an office: who was told what, when and how, and what became of it."""

from itertools import islice

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from drawing import exports
from reminders.filters import STATES, NoticeFilter, chip, in_use
from reminders.models import Channel, Notice, Recipient, State
from reminders.showing import people_of, rows_told
from reminders.views.upcoming import choices
from stakeholders.views.office import office_for_coordinator

ROWS = 50
BATCH = 500


@require_safe
@login_required
def index(request):
    office = office_for_coordinator(request).organisation
    ledger = ledger_of(request.user, office, timezone.now())
    recipients = {row.pk: row for row in Recipient.objects.filter(pk__in=ledger.order_by().values("recipient"))}
    people = people_of(office, {row.who for row in recipients.values()} | {""})
    form = NoticeFilter(request.GET, people=choices(people))
    rows = filtered(ledger, form, recipients)
    state = request.GET.get("state", "")
    counts = counted(rows)
    if state in STATES:
        rows = rows.filter(STATES[state][1])
    if kind := request.GET.get("format"):
        return download(kind, request.user, office, rows, people)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "office": office, "page": page, "rows": rows_told(request.user, office, list(page), people), "form": form,
        "active": in_use(request, form), "keep": {"state": state} if state in STATES else {},
        "chips": [chip(request, _("All"), "state", "", None)]
        + [chip(request, label, "state", code, counts[code]) for code, (label, _rows) in STATES.items()],
        "files": files_of(request),
    }  # fmt: skip
    return render(request, "reminders/sent.html", context)


def ledger_of(user, office, now):
    """What was decided: told, cancelled, or withheld at its moment. What may still be told stands in the next days."""
    to_come = Q(state=State.PLANNED) | Q(state=State.WITHHELD, send_at__gt=now)
    return Notice.objects.for_user(user).filter(office=office).exclude(to_come)


def filtered(ledger, form, recipients):
    """The rows of the rule and the person that were chosen, the newest first."""
    rows = ledger.select_related(
        "recipient__user", "recipient__person", "recipient__webhook", "office__office", "mail", "post"
    ).order_by("-send_at", "-pk")
    if rule := form.chosen("rule"):
        rows = rows.filter(rule=rule)
    if who := form.chosen("who"):
        rows = rows.filter(recipient__in=[pk for pk, row in recipients.items() if row.who == who])
    return rows


def counted(rows):
    """{code of a state: how many}; one query."""
    return rows.order_by().aggregate(**{code: Count("pk", filter=among) for code, (_label, among) in STATES.items()})


def files_of(request):
    query = request.GET.copy()
    query.pop("page", None)
    found = []
    for kind in exports.FORMATS:
        query["format"] = kind
        found.append({"kind": kind.upper(), "url": f"?{query.urlencode()}"})
    return found


def download(kind, user, office, rows, people):
    """Exactly the rows of the view, every page of them, in its order."""
    if kind not in exports.FORMATS:
        raise Http404("No such download.")
    columns = [
        _("When"), _("Time zone"), _("To whom"), _("Works for"), _("Rule"), _("Step"), _("Record"), _("Partnership"),
        _("About the day"), _("Because"), _("How"), _("Result"), _("More"),
    ]  # fmt: skip
    table = (
        (
            row.when, row.zone, row.who.name, row.who.body, row.rule_name, row.step, row.title, row.tie, row.about_on,
            row.because, Channel(row.channel).label, row.result[2], row.result[3],
        )
        for some in batches(rows)
        for row in rows_told(user, office, some, people)
    )  # fmt: skip
    return exports.table_response(kind, f"{_('Reminders')} {timezone.localdate().isoformat()}", columns, table)


def batches(rows):
    """Lists of rows, so that a whole ledger is never held at once."""
    left = rows.iterator(chunk_size=BATCH)
    while some := list(islice(left, BATCH)):
        yield some
