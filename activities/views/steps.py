"""Buttons and pages of next steps and of moving what is planned; each calls one verb."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from activities.forms import refuse
from activities.forms_around import MoveActivityForm, StepForm, step_initial
from activities.models import Activity, NextStep
from activities.services import next_steps as services
from activities.services.moving import move_activity
from activities.views.changes import back_to, form_page
from activities.views.pages import may_change, show
from stakeholders.access import get_allowed
from stakeholders.dates import PartialDate
from stakeholders.verbs import Refusal


def changeable(request, pk):
    activity = get_allowed(Activity.objects, request.user, pk=pk)
    if not may_change(request.user, activity):
        raise PermissionDenied
    return activity


def changeable_step(request, pk):
    """A step that the person reads and may change: those who change the activity, and whoever does the step."""
    step = get_allowed(NextStep.objects.select_related("activity"), request.user, pk=pk)
    if step.user_id != request.user.pk and not may_change(request.user, step.activity):
        raise PermissionDenied
    return step


@form_page
@login_required
def move(request, pk):
    """Another day for what is planned."""
    activity = changeable(request, pk)
    initial = {"starts": str(PartialDate(activity.starts_first, activity.starts_last))}
    form = MoveActivityForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            move_activity(activity, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("New date saved."))
            return back_to(request, activity)
    context = {"activity": activity, "form": form, "next": request.POST.get("next") or request.GET.get("next", "")}
    return render(request, "activities/move.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def add_step(request, pk):
    activity = changeable(request, pk)
    form = StepForm(request.POST, activity=activity, user=request.user)
    if form.is_valid():
        try:
            services.add_step(activity, **form.given(), by=request.user, at=timezone.now())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Next step saved."))
            return redirect("activities:activity", activity.pk)
    return show(request, activity, step_form=form, status=422)


@form_page
@login_required
def step(request, pk):
    """Change what a next step says, who does it or until when."""
    found = changeable_step(request, pk)
    given = {"activity": found.activity, "user": request.user, "initial": step_initial(found)}
    form = StepForm(request.POST or None, **given)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_step(found, **form.given(), by=request.user, at=timezone.now())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Next step saved."))
            return redirect("activities:activity", found.activity_id)
    context = {"activity": found.activity, "step": found, "form": form}
    return render(request, "activities/step.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def finish_step(request, pk):
    return change_step(request, pk, services.finish_step, _("Done."))


@require_POST
@login_required
def reopen_step(request, pk):
    return change_step(request, pk, services.reopen_step, _("Open again."))


@require_POST
@login_required
def drop_step(request, pk):
    return change_step(request, pk, services.drop_step, _("Next step dropped."))


def change_step(request, pk, service, done):
    found = changeable_step(request, pk)
    service(found, by=request.user, at=timezone.now())
    messages.success(request, done)
    return back_to(request, found.activity)
