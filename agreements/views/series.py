"""What is owed again and again: shown on its agreement, begun by the form of a deliverable, and ended."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements import recurrence
from agreements.forms import EVERY
from agreements.models import DeliverableSeries
from agreements.services.agreements import add_deliverable
from agreements.services.series import end_series, start_series
from stakeholders.access import Permission, get_allowed


def series_of(user, agreement):
    """The agreement's series for the office that recorded it, each with its rule in words; an unusual one as it is."""
    words = dict(EVERY)
    rows = DeliverableSeries.objects.for_user(user).filter(agreement=agreement).select_related("owed_by")
    mine = set(DeliverableSeries.objects.for_user(user, Permission.EDIT).filter(agreement=agreement).values_list("pk"))
    return {
        "series": [
            {
                "series": row,
                "every": words.get(recurrence.every_of(row.rule, row.first_on) or None, row.rule),
                "may_end": row.ended_at is None and (row.pk,) in mine,
            }
            for row in rows
        ]
    }


def add_owed(agreement, found, *, by, at):
    """Add what the form says, once or again and again. Returns the address of the page that shows it."""
    found = {**found}
    every, until = found.pop("every"), found.pop("until")
    if found["weight"] is None:
        found["weight"] = 1
    if not every:
        return reverse("agreements:deliverable", args=[add_deliverable(agreement, by=by, at=at, **found).pk])
    found["first_on"] = found.pop("due_on")
    found.pop("outside_term", None)
    start_series(agreement, rule=every, until=until, by=by, at=at, **found)
    return reverse("agreements:agreement", args=[agreement.pk])


@require_POST
@login_required
def end(request, pk):
    series = get_allowed(DeliverableSeries.objects, request.user, Permission.EDIT, pk=pk)
    end_series(series, by=request.user, at=timezone.now())
    messages.success(request, _("Nothing more opens; what stands open stays"))
    return redirect("agreements:agreement", series.agreement_id)
