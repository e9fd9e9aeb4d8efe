"""Pages and buttons that change an activity; each calls one verb."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from activities.forms import ActivityForm, initial_of, refuse
from activities.models import Activity, ActivityStatus
from activities.services.activities import cancel_activity, edit_activity, log_activity, mark_happened
from activities.services.offering import confirm_activity, offer_activity
from activities.services.refusals import NotTheOtherSide
from activities.views.pages import may_change, show
from activities.when import which_of_two
from partnerships.models import Audience, Partnership
from partnerships.services.audience import who_will_read
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@login_required
def plan(request):
    """Plan an activity on the tie named by `?p=`, chosen first where none is; the date may be a month or a year."""
    slug = request.GET.get("p", "")
    if not slug:
        ties = Partnership.objects.for_user(request.user, Permission.LOG_ACTIVITY)
        if not ties.exists():
            raise PermissionDenied
        return render(request, "partnerships/choose.html", {"ties": ties, "title": _("Plan an activity")})
    tie = get_allowed(Partnership.objects, request.user, Permission.LOG_ACTIVITY, slug=slug)
    initial = {"status": ActivityStatus.PLANNED, "key": secrets.token_hex(16)}
    form = ActivityForm(
        request.POST or None, request.FILES or None, user=request.user, partnership=tie, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = log_activity(
                tie, form.facts(), by=request.user, at=timezone.now(), files=form.cleaned_data["files"],
                idempotency_key=request.POST.get("key", ""),
            )  # fmt: skip
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            return saved(request, made)
    context = {"form": form, "partnership": tie, "key": request.POST.get("key") or initial["key"]}
    return render(request, "activities/form.html", context, status=422 if form.errors else 200)


def saved(request, activity):
    """To its page; where the hour comes twice that night, it is said which of the two is meant."""
    messages.success(request, _("Activity saved."))
    if twice := which_of_two(activity):
        messages.info(request, twice)
    return redirect("activities:activity", activity.pk)


@form_page
@login_required
def edit(request, pk):
    activity = get_allowed(Activity.objects, request.user, pk=pk)
    if not may_change(request.user, activity):
        raise PermissionDenied
    form = ActivityForm(
        request.POST or None, request.FILES or None, user=request.user, partnership=activity.partnership,
        activity=activity, initial=initial_of(activity),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            activity = edit_activity(
                activity, form.facts(), by=request.user, at=timezone.now(), files=form.cleaned_data["files"]
            )
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            return saved(request, activity)
    context = {"form": form, "activity": activity, "partnership": activity.partnership}
    return render(request, "activities/form.html", context, status=422 if form.errors else 200)


@form_page
@login_required
def offer(request, pk):
    """First who will read which fields, then the button (ARCHITECTURE 4)."""
    activity = get_allowed(Activity.objects, request.user, Permission.SHARE, pk=pk)
    if request.method != "POST":
        may_ask = activity.status == ActivityStatus.HAPPENED and not activity.confirmed_at
        context = {"activity": activity, "readers": who_will_read(activity, Audience.SHARED), "may_ask": may_ask}
        return render(request, "activities/offer.html", context)
    return answer(request, activity, offer_activity, _("Activity offered to the other side."))


@require_POST
@login_required
def confirm(request, pk):
    activity = get_allowed(Activity.objects, request.user, pk=pk)
    return answer(request, activity, confirm_activity, _("Activity confirmed."), forbidden=NotTheOtherSide)


@require_POST
@login_required
def happened(request, pk):
    return change(request, pk, mark_happened, _("Recorded as happened."))


@require_POST
@login_required
def cancel(request, pk):
    return change(request, pk, cancel_activity, _("Activity cancelled."))


def change(request, pk, service, done):
    activity = get_allowed(Activity.objects, request.user, pk=pk)
    if not may_change(request.user, activity):
        raise PermissionDenied
    return answer(request, activity, service, done)


def back_to(request, activity):
    """The page that the button stood on, else the activity."""
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        return redirect(back)
    return redirect("activities:activity", activity.pk)


def answer(request, activity, service, done, forbidden=()):
    """Call the verb; show the activity with what happened. forbidden: refusals that are a matter of rights."""
    try:
        service(activity, by=request.user, at=timezone.now())
    except forbidden as refusal:
        raise PermissionDenied from refusal
    except Refusal as refusal:
        return show(request, activity, refusal=refusal.message, status=409)
    messages.success(request, done)
    return back_to(request, activity)
