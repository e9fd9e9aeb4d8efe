"""Quotas of a university agreement: setting one, changing it, and saying how many places were used."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agreements.forms_quotas import QuotaForm, QuotaUseForm
from agreements.models import Agreement, Quota
from agreements.services import quotas as services
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal

TYPED = ("direction", "level", "places", "months", "subject_code", "subject", "from_year", "until_year")


def saved(form, change):
    """Whether the service took what was typed; its refusal stands in the form."""
    if not form.is_valid():
        return False
    try:
        change(**form.cleaned_data)
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


def page(request, agreement, form, title, *, quota=None):
    context = {"agreement": agreement, "form": form, "title": title, "quota": quota}
    return render(request, "agreements/quota.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request, pk):
    agreement = get_allowed(Agreement.objects.select_related("partnership"), request.user, Permission.EDIT, pk=pk)
    begins = agreement.in_force_first or agreement.signed_first or timezone.localdate()
    form = QuotaForm(request.POST or None, initial={"from_year": begins.year})

    def change(**typed):
        services.set_quota(agreement, by=request.user, at=timezone.now(), **typed)

    if request.method == "POST" and saved(form, change):
        messages.success(request, _("Quota saved"))
        return redirect("agreements:agreement", agreement.pk)
    return page(request, agreement, form, _("Add a quota"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request, pk):
    quota = get_allowed(Quota.objects.select_related("agreement"), request.user, Permission.EDIT, pk=pk)
    form = QuotaForm(request.POST or None, initial={name: getattr(quota, name) for name in TYPED})

    def change(**typed):
        services.set_quota(quota.agreement, quota=quota, by=request.user, at=timezone.now(), **typed)

    if request.method == "POST" and saved(form, change):
        messages.success(request, _("Quota saved"))
        return redirect("agreements:agreement", quota.agreement_id)
    return page(request, quota.agreement, form, _("Change a quota"), quota=quota)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def use(request, pk):
    quota = get_allowed(
        Quota.objects.select_related("agreement"), request.user, Permission.UPDATE_DELIVERABLE, pk=pk
    )
    form = QuotaUseForm(request.POST or None, initial={"year": timezone.localdate().year})

    def change(**typed):
        services.report_use(quota, by=request.user, at=timezone.now(), **typed)

    if request.method == "POST" and saved(form, change):
        messages.success(request, _("Places used saved"))
        return redirect("agreements:agreement", quota.agreement_id)
    return page(request, quota.agreement, form, _("Say how many places were used"))


@require_POST
@login_required
def remove(request, pk):
    quota = get_allowed(Quota.objects.select_related("agreement"), request.user, Permission.EDIT, pk=pk)
    try:
        services.remove_quota(quota, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect("agreements:edit-quota", quota.pk)
    messages.success(request, _("Quota removed"))
    return redirect("agreements:agreement", quota.agreement_id)
