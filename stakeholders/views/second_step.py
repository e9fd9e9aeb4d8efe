"""An organisation asks its members for a second step: its coordinators' page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stakeholders.access import get_allowed
from stakeholders.forms_account import SecondStepForm
from stakeholders.models import Organisation, SecondStepRule
from stakeholders.second_step import (
    coordinates,
    has_second_step,
    members_by_step,
    release_second_step,
    require_second_step,
)
from stakeholders.verbs import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def second_step(request, slug):
    """Who of the members has a second step, and from when it is asked for. POST asks, with `release` it stops."""
    organisation = get_allowed(Organisation.objects, request.user, slug=slug)
    if not coordinates(request.user, organisation):
        raise PermissionDenied
    form, status, now = SecondStepForm(request.POST or None), 200, timezone.now()
    if request.method == "POST":
        if "release" in request.POST:
            release_second_step(organisation, by=request.user, at=now)
            messages.success(request, _("No second step is asked for any more."))
            return redirect("stakeholders:second-step", slug=organisation.slug)
        if form.is_valid():
            try:
                require_second_step(organisation, holds_from=form.day(now.date()), by=request.user, at=now)
            except Refusal as refusal:
                form.refuse(refusal)
                status = 409
            else:
                messages.success(request, _("Saved. Members without a second step are led to set one up."))
                return redirect("stakeholders:second-step", slug=organisation.slug)
        else:
            status = 422
    context = {
        "organisation": organisation,
        "rule": SecondStepRule.objects.filter(organisation=organisation).first(),
        "members": members_by_step(organisation),
        "own": has_second_step(request.user),
        "today": timezone.localdate(),
        "form": form,
    }
    return render(request, "stakeholders/second_step.html", context, status=status)
