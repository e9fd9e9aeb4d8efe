"""Outcomes as people see them: the list, a report's correction and withdrawal, its files."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.filters import filters_in_use
from activities.forms import refuse
from outcomes.forms import ClaimForm, OutcomeFilter
from outcomes.kept_files import KeptFiles
from outcomes.models import Claim, ClaimFile
from outcomes.queries.claims import listed, may_change
from outcomes.services.claims import correct_claim, withdraw_claim
from outcomes.views.outcome import show
from outcomes.words import STATES
from partnerships.models.keys import keys_of
from partnerships.serving import file_response
from stakeholders.access import Permission, get_allowed
from stakeholders.dates import PartialDate
from stakeholders.verbs import Refusal

ROWS = 50
SORTS = {"date", "title", "partnership", "counted"}
form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
def outcomes(request):
    found = OutcomeFilter(request.GET, queryset=listed(request.user), request=request)
    page = Paginator(found.qs, ROWS).get_page(request.GET.get("page"))
    sort = request.GET.get("sort", "")
    context = {
        "filter": found,
        "page": page,
        "sort": sort if sort.lstrip("-") in SORTS else "-date",
        "active": filters_in_use(request, found),
        "states": STATES,
        "may_review": bool(keys_of(request.user).with_permission(Permission.EDIT).held),
    }
    return render(request, "outcomes/list.html", context)


def claim_to_change(request, pk):
    found = get_allowed(Claim.objects, request.user, pk=pk)
    if not may_change(request.user, found):
        raise PermissionDenied
    return found


@form_page
@login_required
def correct(request, pk):
    found = claim_to_change(request, pk)
    initial = {
        "indicator": found.outcome.indicator_id,
        "occurred": PartialDate(found.occurred_first, found.occurred_last),
        "organisation": found.organisation_id,
        **{name: getattr(found, name) for name in ("title", "amount", "currency", "side", "basis", "note", "sector")},
        **{name: getattr(found, name) for name in ("rate", "rate_source", "rate_on")},
    }
    form = ClaimForm(
        request.POST or None, request.FILES or None, user=request.user, partnership=found.partnership, claim=found,
        initial=initial,
    )  # fmt: skip
    kept = KeptFiles(request.user, request.POST.get("kept", ""))
    context = {"form": form, "claim": found, "partnership": found.partnership, "kept": kept}
    if request.method == "POST" and form.is_valid():
        try:
            correct_claim(
                found, form.facts(), reason=form.cleaned_data["reason"], by=request.user, at=timezone.now(),
                files=[*kept.opened(), *form.cleaned_data["files"]],
            )  # fmt: skip
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            kept.drop()
            messages.success(request, _("Corrected. The earlier report stays in the history."))
            return redirect("outcomes:outcome", found.outcome_id)
    if form.is_bound:
        kept.add(form.files.getlist("files"))
        context["kept_text"] = kept.text(request.user)
    return render(request, "outcomes/claim.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def withdraw(request, pk):
    found = claim_to_change(request, pk)
    try:
        withdraw_claim(found, reason=request.POST.get("reason", ""), by=request.user, at=timezone.now())
    except Refusal as refusal:
        return show(request, found.outcome, refusal=refusal.message, status=409)
    messages.success(request, _("Report withdrawn."))
    return redirect(reverse("outcomes:outcome", args=[found.outcome_id]))


@require_safe
@login_required
def file(request, pk):
    """A document behind a claim that the person reads, always as a download."""
    found = get_allowed(ClaimFile.objects, request.user, pk=pk)
    return file_response(found)
