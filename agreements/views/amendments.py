"""Amendments: drafting one, what it changes clause by clause, deciding what clashes, applying it."""

import copy
import datetime as dt
import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from agreements import differences, papers
from agreements.forms_clauses import AmendForm, DecideForm, TermsForm
from agreements.models import Agreement, ClauseKind, Renewal
from agreements.services import amendments as services
from agreements.services.terms import falling_outside
from agreements.views.sending import form_page
from drawing.formats import long_date
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal

TERMS = {
    "title": gettext_lazy("Title"),
    "expires_on": gettext_lazy("Ends on"),
    "renewal": gettext_lazy("Renewal"),
    "renewal_months": gettext_lazy("Each renewal, months"),
    "notice_days": gettext_lazy("Notice, days"),
    "fields": gettext_lazy("Fields of cooperation"),
}


@form_page
@login_required
def amend(request, pk):
    """Say what drafting an amendment does, then draft it."""
    whole = Agreement.objects.select_related("partnership")
    agreement = get_allowed(whole, request.user, Permission.EDIT, pk=pk)
    form = AmendForm(request.POST or None, initial={"key": secrets.token_urlsafe(12)})
    context = {"agreement": agreement, "amend_form": form, "count": agreement.clauses.count()}
    try:
        if request.method != "POST":
            services.amendable(agreement)
            return render(request, "agreements/amend.html", context)
        key = form.cleaned_data["key"] if form.is_valid() else None
        amendment = services.draft_amendment(agreement, by=request.user, at=timezone.now(), key=key)
    except Refusal as refusal:
        context |= {"refusal": refusal.message, "closed": True}
        status = 409 if request.method == "POST" else 200
        return render(request, "agreements/amend.html", context, status=status)
    messages.success(request, _("Amendment drafted. Change its clauses and terms."))
    return redirect("agreements:difference", amendment.agreement_id)


def amendment_for(request, pk, permission=Permission.VIEW):
    """The amendment that this agreement is, for who may do so and reads the agreement it changes."""
    whole = Agreement.objects.select_related("partnership", "amendment", "parent", "owner")
    draft = get_allowed(whole, request.user, permission, pk=pk)
    if not hasattr(draft, "amendment") or draft.parent is None:
        raise Http404
    get_object_or_404(Agreement.objects.for_user(request.user), pk=draft.parent_id)
    draft.amendment.agreement = draft
    return draft.amendment


def said(name, value):
    """A term as one reads it; "" for none."""
    if value in (None, ""):
        return ""
    if name == "expires_on":
        return long_date(dt.date.fromisoformat(value))
    return str(Renewal(value).label) if name == "renewal" else str(value)


def clause_row(one, was_taken):
    """One clause as the page shows it. was_taken: what was decided about it when the amendment was applied, or ""."""
    base, theirs, ours = one.base, one.theirs, one.ours
    anyone = ours or theirs or base
    row = {
        "one": one,
        "name": anyone.number,
        "kind": ClauseKind(anyone.kind).label,
        "kind_was": ClauseKind(base.kind).label if base and ours and base.kind != ours.kind else "",
        "number_was": base.number if base and ours and base.number != ours.number else "",
        "runs": differences.words(base.text if base else "", ours.text if ours else ""),
        "kept": was_taken == differences.THEIRS,
    }
    if one.state in (differences.CONFLICT, differences.THEIRS):
        row["runs_theirs"] = differences.words(base.text if base else "", theirs.text if theirs else "")
        row["name_theirs"] = theirs.number if theirs else ""
        row["kind_theirs"] = ClauseKind(theirs.kind).label if theirs else ""
    return row


def term_row(one):
    name = one.key.removeprefix("term:")
    return {
        "one": one, "label": TERMS[name], "base": said(name, one.base), "theirs": said(name, one.theirs),
        "ours": said(name, one.ours),
    }  # fmt: skip


def consequences(amendment, comparison):
    """What applying does, in counts: clauses added, reworded and taken out, terms, deliverables that come or stay."""
    written = [one for one in comparison.clauses if one.result != one.theirs]
    gone = [one for one in written if one.result is None]
    leaving = papers.carried_by([int(one.key.removeprefix("clause:")) for one in gone])
    amended = copy.copy(amendment.agreement.parent)
    services.with_terms(amended, comparison)
    return {
        "added": sum(1 for one in written if one.theirs is None),
        "reworded": sum(1 for one in written if one.theirs is not None and one.result is not None),
        "removed": len(gone),
        "terms": sum(1 for one in comparison.terms if one.result != one.theirs),
        "reordered": comparison.order.result != comparison.order.theirs,
        "outside": 0 if amendment.applied_at else len(falling_outside(amended)),
        "loose": sum(leaving.values()),
        "coming": amendment.agreement.deliverables.count(),
    }


def difference_page(request, amendment, status=200, **more):
    comparison = papers.comparison_of(amendment)
    taken = {key: found["take"] for key, found in amendment.decisions.items()} if amendment.applied_at else {}
    rows = [clause_row(one, taken.get(one.key, "")) for one in comparison.clauses]
    told = [row for row in rows if row["one"].change or row["one"].state != differences.SAME]
    terms = [term_row(one) for one in comparison.terms]
    draft = amendment.agreement
    missing = papers.unsigned(draft)
    may_edit = Agreement.objects.for_user(request.user, Permission.EDIT).filter(pk=draft.pk).exists()
    does = consequences(amendment, comparison)
    context = {
        "amendment": amendment,
        "draft": draft,
        "original": draft.parent,
        "rows": told,
        "untouched": [row for row in rows if row not in told],
        "terms": [row for row in terms if row["one"].state != differences.SAME],
        "order": comparison.order,
        "open": comparison.open,
        "does": does,
        "changes_nothing": not any(value for name, value in does.items() if name not in ("loose", "coming", "outside")),
        "missing": missing,
        "all_signed": missing == [],
        "may_edit": may_edit and not amendment.applied_at,
        "may_write": may_edit and not amendment.applied_at and not signed_by_some(draft, missing),
        **more,
    }
    return render(request, "agreements/difference.html", context, status=status)


def signed_by_some(draft, missing):
    return missing is not None and len(missing) < draft.parties.count()


@require_safe
@login_required
def difference(request, pk):
    return difference_page(request, amendment_for(request, pk))


@form_page
@login_required
def terms(request, pk):
    """The terms that the draft gives to the agreement."""
    amendment = amendment_for(request, pk, Permission.EDIT)
    draft = amendment.agreement
    first = {
        "title": amendment.title, "expires_on": draft.expires_on, "renewal": draft.renewal,
        "renewal_months": draft.renewal_months, "notice_days": draft.notice_days, "fields_of": draft.fields,
    }  # fmt: skip
    form = TermsForm(request.POST or None, initial=first)
    context = {"amendment": amendment, "draft": draft, "original": draft.parent, "terms_form": form}
    if request.method != "POST":
        return render(request, "agreements/terms.html", context)
    if not form.is_valid():
        return render(request, "agreements/terms.html", {**context, "form": form}, status=422)
    try:
        services.change_terms(amendment, by=request.user, at=timezone.now(), **form.terms)
    except Refusal as refusal:
        return render(request, "agreements/terms.html", {**context, "refusal": refusal.message}, status=409)
    messages.success(request, _("Terms saved"))
    return redirect("agreements:difference", draft.pk)


@require_POST
@login_required
def decide(request, pk):
    amendment = amendment_for(request, pk, Permission.EDIT)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return difference_page(request, amendment, 422, refusal=_("Choose which words are to stand."))
    try:
        services.decide(amendment, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        return difference_page(request, amendment, 409, refusal=refusal.message)
    messages.success(request, _("Decided"))
    return redirect("agreements:difference", pk)


@require_POST
@login_required
def apply(request, pk):
    """Both papers change, so both must be this person's to change."""
    amendment = amendment_for(request, pk, Permission.EDIT)
    get_allowed(Agreement.objects, request.user, Permission.EDIT, pk=amendment.agreement.parent_id)
    try:
        services.apply_amendment(amendment, by=request.user, at=timezone.now())
    except Refusal as refusal:
        return difference_page(request, amendment, 409, refusal=refusal.message)
    messages.success(request, _("Amendment applied"))
    return redirect("agreements:agreement", amendment.agreement.parent_id)
