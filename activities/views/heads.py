"""Heads by country and sex: the form of one activity, and the table of a tie and period for a fund's report."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from activities.forms_asking import HeadsForm, HeadsPeriodForm
from activities.models import Activity, HeadCount, Sex
from activities.queries import heads
from activities.queries_around import may_change
from activities.queries_sides import by_country, countries_of, head_rows
from activities.services.heads import count_heads
from drawing.exports import FORMATS, table_response
from partnerships.models import Partnership
from stakeholders.access import get_allowed
from stakeholders.verbs import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def counted(request, pk):
    """The table of one activity, written anew as a whole."""
    activity = get_allowed(Activity.objects, request.user, pk=pk)
    if not may_change(request.user, activity):
        raise PermissionDenied
    rows = activity.head_counts.select_related("country")
    form = HeadsForm(request.POST or None, rows=rows, suggested=countries_of(activity))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                count_heads(activity, form.counted(), over=form.over, by=request.user, at=timezone.now())
            except Refusal as refusal:
                form.refusal = refusal.message
            else:
                messages.success(request, _("Heads saved"))
                return redirect("activities:activity", activity.pk)
        elif not form.rows.management_form.is_valid():
            form.refusal = _("The table was not sent whole. Write it again.")
            form.rows = HeadsForm(rows=rows, suggested=countries_of(activity)).rows
    context = {"activity": activity, "heads_form": form, "heads": heads(activity), "sexes": Sex.labels}
    return render(request, "activities/heads.html", context, status=status)


@require_safe
@login_required
def table(request):
    """Heads of a tie and period, as a page, CSV or XLSX: a row for each activity and country that was counted."""
    counts = HeadCount.objects.for_user(request.user)
    ties = Partnership.objects.filter(pk__in=counts.order_by().values("activity__partnership"))
    form = HeadsPeriodForm(request.GET, ties=ties)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = head_rows(counts if form.is_valid() else counts.none(), tie=asked.get("p"), since=asked.get("since"),
                     until=asked.get("until"))  # fmt: skip
    kind = request.GET.get("format")
    if kind in FORMATS and form.is_valid():  # a wrong day would send the fund every row there is
        return table_response(kind, file_name(asked), COLUMNS, (row.cells() for row in rows))
    context = {"form": form, "rows": rows, "sexes": Sex.labels, "sums": by_country(rows), "query": query_of(request)}
    return render(request, "activities/heads_table.html", context, status=200 if form.is_valid() else 422)


def query_of(request):
    kept = request.GET.copy()
    kept.pop("format", None)
    return kept.urlencode()


def file_name(asked):
    named = ["heads", asked["p"].slug if asked.get("p") else "", asked.get("since") or "", asked.get("until") or ""]
    return "-".join(str(part) for part in named if part)


COLUMNS = [
    "activity", "title", "kind", "partnership", "first day", "last day", "place", "country code", "country",
    "female", "male", "other", "not stated", "people", "head count of the activity",
]  # fmt: skip
