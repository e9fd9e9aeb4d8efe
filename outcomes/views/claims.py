"""Outcomes as people see them: the list, one outcome, a new report, its correction and withdrawal, its files."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.filters import filters_in_use
from activities.forms import refuse
from activities.models import Activity
from activities.queries import acting_seat
from outcomes.forms import ClaimForm, OutcomeFilter, usual_currency
from outcomes.models import Claim, ClaimFile, ClaimFirm, Confirmation, ConfirmationAsk, Counted, Origin, Outcome
from outcomes.queries.claims import is_being_counted, listed
from outcomes.services.claims import claim_outcome, claimable_seats, correct_claim, withdraw_claim
from outcomes.words import EVIDENCE_WORDS, SIDES, STATES, WHY
from partnerships.models import Partnership
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
    }
    return render(request, "outcomes/list.html", context)


def ties_to_report_on(user):
    return Partnership.objects.for_user(user, Permission.REPORT_OUTCOME)


@form_page
@login_required
def claim(request):
    """Report an outcome. `?p=` names the tie, `?activity=` what it came through; without a tie, choose one first."""
    ties = ties_to_report_on(request.user)
    slug = request.GET.get("p", "")
    if not slug:
        if not ties.exists():
            raise PermissionDenied
        return render(request, "outcomes/claim_tie.html", {"ties": ties})
    tie = get_allowed(Partnership.objects, request.user, Permission.REPORT_OUTCOME, slug=slug)
    form = ClaimForm(
        request.POST or None, request.FILES or None, user=request.user, partnership=tie,
        initial=initial_claim(request, tie),
    )  # fmt: skip
    key = request.POST.get("key") or secrets.token_hex(16)
    if request.method == "POST" and form.is_valid():
        try:
            made = claim_outcome(
                tie, form.cleaned_data["organisation"], form.facts(), by=request.user, at=timezone.now(),
                files=form.cleaned_data["files"], idempotency_key=request.POST.get("key", ""),
            )  # fmt: skip
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Outcome reported. It counts once the firm or the other side confirms it."))
            return redirect("outcomes:outcome", made.outcome_id)
    context = {"form": form, "partnership": tie, "key": key}
    return render(request, "outcomes/claim.html", context, status=422 if form.errors else 200)


def initial_claim(request, tie):
    """What is known already: who speaks, the usual currency, the activity it came through."""
    seat = acting_seat(request.user, tie, Permission.REPORT_OUTCOME)
    initial = {"currency": usual_currency(seat.side), "organisation": seat.organisation_id}
    if not claimable_seats(request.user, tie).filter(organisation=seat.organisation_id).exists():
        initial.pop("organisation")
    number = request.GET.get("activity", "")
    if number.isdecimal():
        came = Activity.objects.for_user(request.user).filter(pk=int(number), partnership=tie).first()
        if came:
            span = PartialDate(came.starts_first, came.starts_last)
            initial |= {"activity": came.pk, "title": came.title, "occurred": span}
    return initial


@require_safe
@login_required
def outcome(request, pk):
    return show(request, get_allowed(Outcome.objects, request.user, pk=pk))


def show(request, found, *, refusal=None, status=200):
    """The page of one outcome; only what this person reads of it."""
    user = request.user
    claims = list(
        Claim.objects.for_user(user)
        .filter(outcome=found)
        .select_related("organisation", "owner", "partnership", "created_by")
        .prefetch_related("files")
        .order_by("superseded_by", "withdrawn_at", "pk")
    )
    ids = [row.pk for row in claims]
    firms = {firm.claim_id: firm for firm in ClaimFirm.objects.for_user(user).filter(claim__in=ids)}
    editable = set(Claim.objects.for_user(user, Permission.EDIT).filter(pk__in=ids).values_list("pk", flat=True))
    askable = set(Claim.objects.for_user(user, Permission.ASK).filter(pk__in=ids).values_list("pk", flat=True))
    own = set(
        Claim.objects.for_user(user, Permission.REPORT_OUTCOME)
        .filter(pk__in=ids, created_by=user)
        .values_list("pk", flat=True)
    )
    for row in claims:
        row.firm_known = firms.get(row.pk)
        row.evidence_words = EVIDENCE_WORDS[row.evidence]
        row.side_words = SIDES[row.side]
        row.stands = row.superseded_by_id is None and row.withdrawn_at is None
        row.given = row.source == "confirmation"
        row.may_correct = row.stands and not row.given and (row.pk in editable or row.pk in own)
        row.may_ask = row.stands and not row.given and row.evidence < 3 and row.pk in askable
    standing = [row for row in claims if row.stands]
    counted = Counted.objects.for_user(user).filter(outcome=found).select_related("owner", "partnership")
    counted = list(counted.order_by("-in_portfolio", "pk"))
    context = {
        "outcome": found,
        "title": (standing or claims)[0].title,
        "standing": standing,
        "former": [row for row in claims if not row.stands],
        "counted": counted[0] if counted else None,
        "state_words": STATES.get(counted[0].state) if counted else None,
        "why": WHY.get(counted[0].state) if counted else None,
        "being_counted": is_being_counted(found),
        "shares": shares_of(found, claims),
        "origins": Origin.objects.for_user(user)
        .filter(claim__in=[row.pk for row in standing])
        .select_related("activity", "agreement", "deliverable"),
        "confirmations": Confirmation.objects.for_user(user)
        .filter(claim__in=ids)
        .select_related("ask__organisation")
        .order_by("-at"),
        "asks": ConfirmationAsk.objects.filter(claim__in=askable, confirmations=None).order_by("-pk"),
        "ask_of": next((row for row in standing if row.may_ask), None),
        "refusal": refusal,
    }
    visible = set(Activity.objects.for_user(user).filter(origins__in=context["origins"]).values_list("pk", flat=True))
    context["visible_activities"] = visible
    return render(request, "outcomes/outcome.html", context, status=status)


def shares_of(outcome, claims):
    """Shares on the ties of which this person reads a claim."""
    ties = {row.partnership_id for row in claims}
    return outcome.shares.filter(partnership__in=ties).select_related("partnership").order_by("partnership__name")


def claim_to_change(request, pk):
    """Coordinators of the owner change its claims; whoever made one changes that one."""
    found = get_allowed(Claim.objects, request.user, pk=pk)
    rights = [(Permission.EDIT, {}), (Permission.REPORT_OUTCOME, {"created_by": request.user})]
    for permission, more in rights:
        if Claim.objects.for_user(request.user, permission).filter(pk=found.pk, **more).exists():
            return found
    raise PermissionDenied


@form_page
@login_required
def correct(request, pk):
    found = claim_to_change(request, pk)
    initial = {
        "indicator": found.outcome.indicator_id,
        "occurred": PartialDate(found.occurred_first, found.occurred_last),
        "organisation": found.organisation_id,
        **{name: getattr(found, name) for name in ("title", "amount", "currency", "side", "basis", "note", "sector")},
    }
    form = ClaimForm(
        request.POST or None, request.FILES or None, user=request.user, partnership=found.partnership, claim=found,
        initial=initial,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            correct_claim(
                found, form.facts(), reason=form.cleaned_data["reason"], by=request.user, at=timezone.now(),
                files=form.cleaned_data["files"],
            )  # fmt: skip
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Corrected. The earlier report stays in the history."))
            return redirect("outcomes:outcome", found.outcome_id)
    context = {"form": form, "claim": found, "partnership": found.partnership}
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
    try:
        opened = found.file.open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    response = FileResponse(opened, as_attachment=True, filename=found.name, content_type=found.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response
