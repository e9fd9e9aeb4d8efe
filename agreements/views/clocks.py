"""Filings: the list, one of them, what is done with it, and the days that start them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements import clock_queries as queries
from agreements.forms_clocks import FiledForm, MilestoneForm, SetAsideForm
from agreements.models import Agreement, ClockFile, ClockTask, Milestone
from agreements.services import clocks as services
from partnerships.serving import file_response
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal

ROWS = 50


@require_safe
@login_required
def index(request):
    """Open filings by due day; `?show=late` or `closed` those."""
    today = timezone.localdate()
    every, show = queries.filings(request.user), request.GET.get("show", "")
    rows = {
        "late": every.open().filter(due_on__lt=today),
        "closed": every.exclude(closed_as="").order_by("-closed_at"),
    }.get(show, every.open())
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    queries.with_state(page, today)
    context = {"page": page, "show": show, "chips": chips(every, show, today)}
    return render(request, "agreements/clocks.html", context)


def chips(every, show, today):
    """Open, late, closed with their counts: one query."""
    counts = every.order_by().aggregate(
        open=Count("pk", filter=Q(closed_as="")), late=Count("pk", filter=Q(closed_as="", due_on__lt=today))
    )
    return [
        {"text": _("Open"), "url": "?", "on": show not in ("late", "closed"), "count": counts["open"]},
        {"text": _("Late"), "url": "?show=late", "on": show == "late", "count": counts["late"]},
        {"text": _("Closed"), "url": "?show=closed", "on": show == "closed"},
    ]


def context_of(request, task, **more):
    today = timezone.localdate()
    return {
        "task": task,
        "state": queries.state_of(task, today),
        "files": task.files.all(),
        "may_file": ClockTask.objects.for_user(request.user, Permission.EDIT).filter(pk=task.pk).exists(),
        "rules": queries.pack_name(task.pack),
        "filed_form": FiledForm(proof_asked=task.proof_asked, initial={"done_on": today}),
        "aside_form": SetAsideForm(),
        **more,
    }


@require_safe
@login_required
def detail(request, pk):
    whole = queries.filings(request.user).select_related("agreement__partnership", "organisation", "closed_by")
    task = get_allowed(whole, request.user, pk=pk)
    return render(request, "agreements/clock.html", context_of(request, task))


def answer(request, task, change, form, name, done):
    """Run one service and go back to the filing; a refusal is said on the page."""
    try:
        change()
    except Refusal as refusal:
        form.refuse(refusal)
        task.refresh_from_db()
        context = context_of(request, task, form=form, **{name: form})
        return render(request, "agreements/clock.html", context, status=422 if refusal.field else 409)
    messages.success(request, done)
    return redirect("agreements:clock", task.pk)


@require_POST
@login_required
def file(request, pk):
    task = get_allowed(ClockTask.objects, request.user, Permission.EDIT, pk=pk)
    form = FiledForm(request.POST, request.FILES, proof_asked=task.proof_asked)
    if not form.is_valid():
        context = context_of(request, task, form=form, filed_form=form)
        return render(request, "agreements/clock.html", context, status=422)
    typed = dict(form.cleaned_data)
    upload = typed.pop("file")
    return answer(
        request, task,
        lambda: services.close_filing(
            task, files=[upload] if upload else [], by=request.user, at=timezone.now(), **typed
        ),
        form, "filed_form", _("Filing closed"),
    )  # fmt: skip


@require_POST
@login_required
def set_aside(request, pk):
    task = get_allowed(ClockTask.objects, request.user, Permission.EDIT, pk=pk)
    form = SetAsideForm(request.POST)
    if not form.is_valid():
        context = context_of(request, task, form=form, aside_form=form)
        return render(request, "agreements/clock.html", context, status=422)
    note = form.cleaned_data["note"]
    return answer(
        request, task, lambda: services.set_filing_aside(task, note=note, by=request.user, at=timezone.now()),
        form, "aside_form", _("Filing closed: not needed"),
    )  # fmt: skip


@require_POST
@login_required
def reopen(request, pk):
    task = get_allowed(ClockTask.objects, request.user, Permission.EDIT, pk=pk)
    agreement = task.agreement_id
    services.reopen_filing(task, by=request.user, at=timezone.now())
    messages.success(request, _("Filing open again"))
    if ClockTask.objects.filter(pk=pk).exists():
        return redirect("agreements:clock", pk)
    return redirect("agreements:agreement", agreement)  # its rule holds no longer


@require_safe
@login_required
def download(request, pk):
    return file_response(get_allowed(ClockFile.objects, request.user, pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def days(request, pk):
    """The days of an agreement's making: what is recorded, and a form for one more."""
    agreement = get_allowed(Agreement.objects.select_related("partnership"), request.user, Permission.EDIT, pk=pk)
    form = MilestoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.record_milestone(agreement, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Day recorded"))
            return redirect("agreements:agreement", agreement.pk)
    context = {
        "agreement": agreement,
        "milestones": Milestone.objects.for_user(request.user).filter(agreement=agreement),
        "form": form,
    }
    return render(request, "agreements/days.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@login_required
def remove_day(request, pk):
    milestone = get_allowed(Milestone.objects.select_related("agreement"), request.user, Permission.EDIT, pk=pk)
    services.remove_milestone(milestone, by=request.user, at=timezone.now())
    messages.success(request, _("Day taken back"))
    return redirect("agreements:days", milestone.agreement_id)
