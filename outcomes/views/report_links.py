"""Handing a frozen report to somebody without an account: see what goes out, make the link, end it, read it."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from activities.forms import refuse
from drawing import formats
from outcomes import report_words
from outcomes.models import ReportLink
from outcomes.queries.restated import content_of_snapshot
from outcomes.queries.shared_report import PARTS, shared_lines, shared_records
from outcomes.report_forms import ShareForm
from outcomes.services.reports import check_sharing, end_link, share_report
from outcomes.views.reports import allowed_to_share, form_page
from stakeholders.access import Permission, get_allowed
from stakeholders.private import private
from stakeholders.verbs import Refusal

LOOKS_AN_HOUR = 120
# What stands around the figures. The report's sentence and tiles stay in the office: they know no withholding.
HEAD = ("office", "scope", "period", "currency", "rule_version")


@form_page
@login_required
def share(request, pk):
    """First what goes out and to whom, then the button; the address is shown once and kept nowhere."""
    report = allowed_to_share(request, pk)
    form = ShareForm(request.POST or None)
    context = {"report": report, "form": form}
    with_records = form.is_bound and form.is_valid() and form.cleaned_data["with_records"]
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            check_sharing(report, name=given["name"], days=given["days"], by=request.user)
            if "make" in request.POST:
                link, token = share_report(report, **given, by=request.user, at=timezone.now())
                address = request.build_absolute_uri(reverse("outcomes:shared", args=[token]))
                context |= {"link": link, "address": address}
                return private(render(request, "outcomes/report_link.html", context))
            context["checked"] = True
        except Refusal as refusal:
            refuse(form, refusal)
    context |= shared_context(content_of_snapshot(report), with_records=with_records)
    return render(request, "outcomes/report_share.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def end(request, pk):
    """Close a link at once."""
    link = get_allowed(ReportLink.objects, request.user, Permission.SHARE, pk=pk)
    try:
        end_link(link, by=request.user, at=timezone.now())
        messages.success(request, _("The link has ended."))
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect("outcomes:report", link.snapshot_id)


@require_safe
def shared(request, token):
    """The figures of a frozen report for whoever holds the link. Reading it changes nothing."""
    link = ReportLink.objects.with_token(token)
    if link is None:
        raise Http404
    if not link.is_open():
        context = {"title": _("This link has ended"), "text": _("Ask the office for a new one.")}
        return private(render(request, "410.html", context, status=410))
    if too_many(link):
        context = {"title": _("Too many looks"), "text": _("Wait an hour, then try again.")}
        return private(render(request, "429.html", context, status=429))
    report = link.snapshot
    context = {"report": report, "link": link}
    context |= shared_context(content_of_snapshot(report), with_records=link.with_records)
    return private(render(request, "outcomes/report_shared.html", context))


def too_many(link):
    """More looks in an hour than people need: the address may have got about."""
    key = f"report-link-{link.pk}"
    cache.add(key, 0, timeout=int(dt.timedelta(hours=1).total_seconds()))
    return cache.incr(key) > LOOKS_AN_HOUR


def shared_context(content, *, with_records):
    """The body of what goes out; the preview shows exactly this."""
    lines, currency = shared_lines(content), content["currency"]
    names = {line["code"]: line for line in lines}
    context = {
        "shared": {key: content[key] for key in HEAD},
        "period": [dt.date.fromisoformat(content["period"][end]) for end in ("first", "last")],
        "as_of": dt.date.fromisoformat(content["as_of"]),
        "shared_lines": [line_row(line, currency) for line in lines],
    }
    if with_records:
        context["shared_records"] = [
            {
                **one,
                "indicator": names[one["indicator"]]["name"],
                "title": one["title"] or _("a firm that is not named"),
                "value": report_words.written(names[one["indicator"]], one["value"], currency)
                if one["value"] is not None
                else "",
            }
            for one in shared_records(content)
        ]
    return context


def line_row(line, currency):
    row = {"name": line["name"], "target": report_words.written(line, line["target"], currency)}
    for part in PARTS:
        withheld = part in line["withheld"]
        row[part] = "" if withheld else report_words.written(line, line[part], currency)
        row[f"{part}_n"] = "" if withheld or not line["n"][part] else formats.number(line["n"][part])
    return row
