"""Settling two figures of one outcome."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.forms import refuse
from outcomes.models import Claim, Outcome, SettledHow
from outcomes.queries.settlement import TO_RECONCILE, mirror_of
from outcomes.services.settlements import leave_both, take_theirs
from outcomes.settle_forms import SettleForm
from outcomes.words import CAUSES, WHY
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal


def own_mirror(outcome, user):
    """(the person's own report among the two figures, the two), as far as they read both; (None, None) without."""
    claims = Claim.objects.for_user(user, Permission.EDIT).standing().filter(outcome=outcome)
    for owner in sorted(set(claims.values_list("owner", flat=True))):
        mirror = mirror_of(outcome, owner, user)
        if mirror and mirror.ours and mirror.state in TO_RECONCILE:
            return mirror.ours.claim, mirror
    return None, None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settle(request, pk):
    """Both figures side by side, the usual causes, and what the office makes of it."""
    outcome = get_allowed(Outcome.objects, request.user, Permission.EDIT, pk=pk)
    claim, mirror = own_mirror(outcome, request.user)
    form = SettleForm(request.POST or None)
    if request.method == "POST" and claim is None:
        form.add_error(None, _("There are not two figures to reconcile any more. Look at the outcome again."))
    elif request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if given["how"] == SettledHow.ASKED:
            asked = urlencode({"claim": claim.pk, "cause": given["cause"], "reason": given["reason"]})
            return redirect(f"{reverse('outcomes:ask', args=[outcome.pk])}?{asked}")
        verb = take_theirs if given["how"] == SettledHow.THEIRS else leave_both
        try:
            verb(claim, cause=given["cause"], reason=given["reason"], by=request.user, at=timezone.now())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Settled. The reason stands with the outcome."))
            return redirect("outcomes:outcome", outcome.pk)
    title = Claim.objects.for_user(request.user).filter(outcome=outcome).order_by("superseded_by", "pk").first().title
    context = {
        "outcome": outcome, "mirror": mirror, "form": form, "causes": CAUSES, "title": title,
        "why": WHY[mirror.state] if mirror else "",
    }  # fmt: skip
    return render(request, "outcomes/settle.html", context, status=422 if form.errors else 200)
