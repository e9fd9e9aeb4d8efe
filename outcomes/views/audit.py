"""Audit samples: the list with the form to draw one, a drawn one, and its archive."""

import secrets

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from activities.forms import refuse
from drawing.exports import as_download
from outcomes.models import AuditSample, Counted, Indicator
from outcomes.queries.audit_archive import LARGEST, archive_of, files_of
from outcomes.queries.proof import titles_of
from outcomes.report_forms import SampleForm
from outcomes.services import report_refusals as refusals
from outcomes.services.audit import draw_sample
from outcomes.services.reports import coordinates
from outcomes.views.asked import asked_of, office_or_refuse
from outcomes.words import STATES
from stakeholders.access import get_allowed
from stakeholders.verbs import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def audit(request):
    """Samples drawn so far, and the form that draws another."""
    office = office_or_refuse(request)
    if not coordinates(request.user, office.organisation):
        raise PermissionDenied
    asked = asked_of(request, office)
    span = asked.span
    used = Counted.objects.for_user(request.user).filter(owner=office.organisation).values("indicator")
    form = SampleForm(
        request.POST or None,
        indicators=Indicator.objects.filter(pk__in=used),
        initial={"first": span.first, "last": min(span.last, asked.today), "seed": secrets.token_hex(4)},
    )
    if form.is_bound and form.is_valid():
        try:
            drawn = draw_sample(office.organisation, **form.cleaned_data, by=request.user, at=timezone.now())
            return redirect("outcomes:audit-sample", drawn.pk)
        except Refusal as refusal:
            refuse(form, refusal)
    samples = AuditSample.objects.for_user(request.user).filter(owner=office.organisation)
    context = {"form": form, "samples": samples.select_related("drawn_by", "indicator")}
    return render(request, "outcomes/audit.html", context, status=422 if form.errors else 200)


def sample_allowed(request, pk):
    """The sample, for coordinators of its office; other members know of none."""
    found = get_allowed(AuditSample.objects.select_related("owner", "drawn_by", "indicator"), request.user, pk=pk)
    if not coordinates(request.user, found.owner):
        raise PermissionDenied
    return found


@require_safe
@login_required
def audit_sample(request, pk):
    """Which outcomes were drawn, how, and what they count for now."""
    sample = sample_allowed(request, pk)
    ids = [one["outcome"] for one in sample.drawn]
    titles = titles_of(request.user, ids)
    rows = Counted.objects.for_user(request.user).filter(owner=sample.owner, outcome__in=ids, in_portfolio=True)
    rows = {row.outcome_id: row for row in rows.select_related("partnership")}
    kinds = Indicator.objects.filter(code__in={one["indicator"] for one in sample.drawn})
    money = dict(kinds.values_list("code", "is_money"))
    files = files_of(request.user, sample)
    size = files.aggregate(size=Sum("size"))["size"] or 0
    context = {
        "sample": sample,
        "rows": [drawn_row(one, rows.get(one["outcome"]), titles, money) for one in sample.drawn],
        "files": files.count(),
        "size": size,
        "too_large": refusals.TooManyFiles.message if size > LARGEST else "",
    }
    return render(request, "outcomes/audit_sample.html", context)


def drawn_row(one, row, titles, money):
    return {
        "outcome": one["outcome"],
        "title": titles.get(one["outcome"], ""),
        "indicator": one["indicator"],
        "is_money": money.get(one["indicator"], False),
        "value": one["value"],
        "chance": float(one["chance"]),
        "partnership": row.partnership if row else "",
        "state": STATES.get(row.state, row.state) if row else "",
        "now": row.nominal if row else None,
    }


@require_safe
@login_required
def audit_archive(request, pk):
    """Everything about the drawn outcomes that this person may open, as one ZIP."""
    sample = sample_allowed(request, pk)
    if (files_of(request.user, sample).aggregate(size=Sum("size"))["size"] or 0) > LARGEST:
        return redirect("outcomes:audit-sample", sample.pk)
    response = FileResponse(archive_of(request.user, sample), content_type="application/zip")
    return as_download(response, f"audit-sample-{sample.pk}-{sample.first}-{sample.last}.zip")
