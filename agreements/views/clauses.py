"""The clauses of an agreement: what they say, what is promised under each, and the editor."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements import clause_queries, queries
from agreements.forms_clauses import ClauseForm, PlaceForm, RewordForm
from agreements.models import Agreement, Clause, Deliverable
from agreements.services import clauses as services
from agreements.views.sending import form_page
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal


def parts_of(user, agreement, items, at, may_edit):
    """What the agreement's page shows of clauses and amendments."""
    return {
        "clauses": clause_queries.clauses_of(user, agreement, items, at),
        "amendments": clause_queries.amendments_of(user, agreement),
        "amendment": getattr(agreement, "amendment", None),
        "may_amend": may_edit and clause_queries.may_be_amended(agreement),
    }


def clauses_page(request, agreement, status=200, **more):
    """The page of an agreement's clauses; more: a form with errors, or a refusal."""
    now = timezone.now()
    items = list(queries.listed(request.user).filter(agreement=agreement).order_by("due_on"))
    may_edit = Agreement.objects.for_user(request.user, Permission.EDIT).filter(pk=agreement.pk).exists()
    may_place = set(
        Deliverable.objects.for_user(request.user, Permission.EDIT)
        .filter(agreement=agreement).values_list("pk", flat=True)
    )  # fmt: skip
    for item in items:
        item.state = queries.state_now(item, now)
        item.may_place = item.pk in may_place
    clauses = clause_queries.clauses_of(request.user, agreement, items, now)
    amendment = getattr(agreement, "amendment", None)
    locked = amendment and (amendment.applied_at or clause_queries.step_of(agreement) != "draft")
    context = {
        "agreement": agreement,
        "amendment": amendment,
        "clauses": clauses,
        "loose": [item for item in items if item.clause_id is None],
        "promises": queries.counted(items, now),
        "may_edit": may_edit and not locked,
        "clause_form": ClauseForm(),
        **more,
    }
    return render(request, "agreements/clauses.html", context, status=status)


@form_page
@login_required
def clauses(request, pk):
    """The list; a coordinator of the owning office adds one at its end."""
    asked = Permission.EDIT if request.method == "POST" else Permission.VIEW
    whole = Agreement.objects.select_related("partnership", "amendment")
    agreement = get_allowed(whole, request.user, asked, pk=pk)
    if request.method != "POST":
        return clauses_page(request, agreement)
    form = ClauseForm(request.POST)
    if not form.is_valid():
        return clauses_page(request, agreement, 422, clause_form=form, form=form)
    try:
        services.add_clause(agreement, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        return clauses_page(request, agreement, 409, clause_form=form, refusal=refusal.message)
    messages.success(request, _("Clause added"))
    return redirect("agreements:clauses", agreement.pk)


def allowed_clause(request, pk):
    return get_allowed(Clause.objects.select_related("agreement__partnership"), request.user, Permission.EDIT, pk=pk)


@form_page
@login_required
def clause(request, pk):
    """Reword one clause. Words that came meanwhile are shown beside what was typed."""
    found = allowed_clause(request, pk)
    first = {
        "number": found.number, "kind": found.kind, "text": found.text, "seen": services.mark_of_clause(found),
    }  # fmt: skip
    form = RewordForm(request.POST or None, initial=first)
    context = {"clause": found, "agreement": found.agreement, "clause_form": form}
    if request.method != "POST":
        return render(request, "agreements/clause.html", context)
    if not form.is_valid():
        return render(request, "agreements/clause.html", {**context, "form": form}, status=422)
    try:
        services.change_clause(found, by=request.user, at=timezone.now(), **form.cleaned_data)
    except services.ClauseChanged as refusal:
        form.data = {**form.data.dict(), "seen": services.mark_of_clause(refusal.subject)}
        context |= {"refusal": refusal.message, "now": refusal.subject}
        return render(request, "agreements/clause.html", context, status=409)
    except Refusal as refusal:
        return render(request, "agreements/clause.html", {**context, "refusal": refusal.message}, status=409)
    messages.success(request, _("Clause saved"))
    return redirect("agreements:clauses", found.agreement_id)


def answer(request, agreement_id, act, done):
    """Do it and go back to the list, or show the list with the refusal."""
    try:
        act()
    except Refusal as refusal:
        agreement = Agreement.objects.select_related("partnership", "amendment").get(pk=agreement_id)
        return clauses_page(request, agreement, 409, refusal=refusal.message)
    messages.success(request, done)
    return redirect("agreements:clauses", agreement_id)


@require_POST
@login_required
def move(request, pk):
    found = allowed_clause(request, pk)
    up = request.POST.get("way") != "down"
    return answer(
        request, found.agreement_id,
        lambda: services.move_clause(found, up=up, by=request.user, at=timezone.now()), _("Clause moved"),
    )  # fmt: skip


@require_POST
@login_required
def remove(request, pk):
    found = allowed_clause(request, pk)
    return answer(
        request, found.agreement_id,
        lambda: services.remove_clause(found, by=request.user, at=timezone.now()), _("Clause taken out"),
    )  # fmt: skip


@require_POST
@login_required
def place(request, pk):
    """Put a deliverable under a clause of its agreement."""
    item = get_allowed(
        Deliverable.objects.select_related("agreement"), request.user, Permission.EDIT, pk=pk
    )
    form = PlaceForm(request.POST, agreement=item.agreement, user=request.user)
    if not form.is_valid():
        return clauses_page(request, item.agreement, 422, refusal=_("Choose a clause of this agreement."))
    return answer(
        request, item.agreement_id,
        lambda: services.place_deliverable(
            item, clause=form.cleaned_data["clause"], by=request.user, at=timezone.now()
        ),
        _("Deliverable put under its clause"),
    )  # fmt: skip
