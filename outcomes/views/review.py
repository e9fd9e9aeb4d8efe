"""Outcomes that look alike, found after imports and quick notes: one or two, said once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from outcomes.models import Outcome
from outcomes.queries.similar import mark_without_rate, undecided_pairs
from outcomes.services.joining import merge_outcomes, say_not_the_same
from outcomes.views.same_outcome import described
from partnerships.models.keys import keys_of
from stakeholders.access import Permission
from stakeholders.verbs import Refusal


def coordinators_only(user):
    if not keys_of(user).with_permission(Permission.EDIT).held:
        raise PermissionDenied


def shown(request, refusal=None, status=200):
    pairs = undecided_pairs(request.user)
    mark_without_rate([claim for pair in pairs for claim in (pair.mine, pair.other)])
    for pair in pairs:
        described(pair.mine)
        described(pair.other)
    return render(request, "outcomes/review.html", {"pairs": pairs, "refusal": refusal}, status=status)


@require_safe
@login_required
def review(request):
    coordinators_only(request.user)
    return shown(request)


@require_POST
@login_required
def decide(request):
    """`one`, `other`: the outcomes; `answer`: "one" merges them, "two" remembers that they are two."""
    coordinators_only(request.user)
    numbers = [request.POST.get(name, "") for name in ("one", "other")]
    if not all(number.isdecimal() for number in numbers):
        raise Http404
    found = {row.pk: row for row in Outcome.objects.for_user(request.user).filter(pk__in=map(int, numbers))}
    if len(found) != 2:
        raise Http404
    one, other = (found[int(number)] for number in numbers)
    try:
        if request.POST.get("answer") == "one":
            kept = merge_outcomes(other, one, by=request.user, at=timezone.now())
            messages.success(request, _("They are one outcome now, counted once."))
            return redirect("outcomes:outcome", kept.pk) if request.POST.get("open") else redirect("outcomes:review")
        say_not_the_same(one, other, by=request.user, at=timezone.now())
    except Refusal as refusal:
        return shown(request, refusal.message, 409)
    messages.success(request, _("Two outcomes. You are not asked about them again."))
    return redirect("outcomes:review")
