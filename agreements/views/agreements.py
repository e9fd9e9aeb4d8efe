"""One agreement, a new one, and a new deliverable under it."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements import queries
from agreements.clock_queries import clocks_of, quotas_of
from agreements.forms import RELATIONS, AgreementForm, DeliverableForm, parents_in
from agreements.models import Agreement
from agreements.services import agreements as services
from agreements.services.moves import CARRIES_ON
from agreements.views.clauses import parts_of
from agreements.views.life import life_context
from agreements.views.series import add_owed, series_of
from partnerships.audiences import wider_audiences
from partnerships.models import Partnership
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal


@require_safe
@login_required
def detail(request, pk):
    whole = Agreement.objects.select_related("partnership", "owner", "parent", "amendment")
    agreement = get_allowed(whole, request.user, pk=pk)
    now, today = timezone.now(), timezone.localdate()
    may_edit = Agreement.objects.for_user(request.user, Permission.EDIT).filter(pk=pk).exists()
    items = list(queries.open_first(queries.listed(request.user).filter(agreement=agreement)))
    for item in items:
        item.state = queries.state_now(item, now)
    mine = Agreement.objects.for_user(request.user)
    context = {
        **parts_of(request.user, agreement, items, now, may_edit),
        **clocks_of(request.user, agreement, today, may_edit),
        **quotas_of(request.user, agreement, may_edit),
        **series_of(request.user, agreement),
        "life": life_context(request, agreement, may_edit),
        "agreement": agreement,
        "parties": agreement.parties.select_related("organisation", "side").prefetch_related("signatures__post"),
        "parent": mine.filter(pk=agreement.parent_id).first(),
        "children": mine.filter(parent=agreement).exclude(parent_relation=Agreement.Relation.AMENDS),
        "items": items,
        "promises": queries.counted(items, now),
        "may_share": Agreement.objects.for_user(request.user, Permission.SHARE).filter(pk=pk).exists()
        and bool(wider_audiences(agreement)),
        "may_edit": may_edit,
    }
    return render(request, "agreements/agreement.html", context)


def follows(request, tie):
    """What the address says of the agreement that the new one hangs on: ?parent=12&relation=renews.

    What carries one on is of its kind, until somebody says otherwise.
    """
    parent, relation = request.GET.get("parent", ""), request.GET.get("relation", "")
    if not parent.isdecimal() or relation not in dict(RELATIONS):
        return {}
    found = parents_in(tie, request.user).filter(pk=parent).first()
    if found is None:
        return {}
    kind = {"kind": found.kind} if relation in CARRIES_ON else {}
    return {"parent": found.pk, "parent_relation": relation, **kind}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request, slug):
    tie = get_allowed(Partnership.objects, request.user, Permission.EDIT, slug=slug)
    if not request.office:
        raise PermissionDenied
    initial = {"key": secrets.token_urlsafe(12), **follows(request, tie)}
    form = AgreementForm(request.POST or None, partnership=tie, user=request.user, initial=initial)
    context = {"tie": tie, "agreement_form": form}
    if request.method != "POST":
        return render(request, "agreements/new.html", context)
    if not form.is_valid():
        return render(request, "agreements/new.html", {**context, "form": form}, status=422)
    try:
        agreement = services.record_agreement(
            tie, owner=request.office.organisation, by=request.user, at=timezone.now(), **form.cleaned_data
        )
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        return render(request, "agreements/new.html", {**context, "form": form}, status=422)
    messages.success(request, _("Agreement recorded"))
    return redirect("agreements:agreement", agreement.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_deliverable(request, pk):
    agreement = get_allowed(Agreement.objects.select_related("partnership"), request.user, Permission.EDIT, pk=pk)
    form = DeliverableForm(
        request.POST or None, partnership=agreement.partnership, user=request.user, agreement=agreement,
        initial={"key": secrets.token_urlsafe(12)},
    )  # fmt: skip
    context = {"agreement": agreement, "deliverable_form": form}
    if request.method != "POST":
        return render(request, "agreements/new_deliverable.html", context)
    if not form.is_valid():
        return render(request, "agreements/new_deliverable.html", {**context, "form": form}, status=422)
    try:
        found = add_owed(agreement, form.cleaned_data, by=request.user, at=timezone.now())
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        return render(request, "agreements/new_deliverable.html", {**context, "form": form}, status=422)
    messages.success(request, _("Deliverable added"))
    return redirect(found)
