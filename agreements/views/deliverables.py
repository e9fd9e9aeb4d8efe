"""Deliverables: the list, one of them, and what is done with it."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements import queries
from agreements.filters import DeliverableFilter
from agreements.forms import MoveForm, ReasonForm, UpdateForm, states_of
from agreements.models import Deliverable, DeliverableUpdate, UpdateFile, UpdateLink
from agreements.services import deliverables as services
from partnerships.audiences import wider_audiences
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal

ROWS = 50


@require_safe
@login_required
def index(request):
    found = DeliverableFilter(request.GET, queries.listed(request.user), request=request)
    today = timezone.localdate()
    rows = found.qs if found.form.is_valid() else queries.listed(request.user)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    for row in page:
        row.state = queries.state_of(row, today)
    counts = queries.listed(request.user)
    context = {
        "filter": found,
        "page": page,
        "today": today,
        "sort": request.GET.get("sort", ""),
        "chips": chips(request, counts, today),
        "filtered": any(value for name, value in request.GET.items() if name not in ("page", "sort")),
    }
    return render(request, "agreements/deliverables.html", context)


def chips(request, rows, today):
    """Late, waiting for the office, all open: one query."""
    late = Q(pk__in=rows.overdue(today).values("pk"))
    counts = rows.order_by().aggregate(
        late=Count("pk", filter=late), submitted=Count("pk", filter=Q(status="submitted")),
    )  # fmt: skip
    asked = request.GET
    return [
        {"text": _("All"), "url": "?", "on": not asked.get("late") and not asked.get("status")},
        {"text": _("Late"), "url": "?late=on", "on": bool(asked.get("late")), "count": counts["late"]},
        {
            "text": _("Submitted"), "url": "?status=submitted", "on": asked.get("status") == "submitted",
            "count": counts["submitted"],
        },
    ]  # fmt: skip


def first_words(item):
    """What the form of an update says before anything is typed."""
    return {"state": item.outlook, "quantity": queries.plain(item.quantity), "key": secrets.token_urlsafe(12)}


def context_of(request, item, **more):
    today = timezone.localdate()
    mine = Deliverable.objects.filter(pk=item.pk)
    may_coordinate = mine.for_user(request.user, Permission.ACCEPT_DELIVERABLE).exists()
    may_update = mine.for_user(request.user, Permission.UPDATE_DELIVERABLE).exists()
    updates = (
        DeliverableUpdate.objects.for_user(request.user).filter(deliverable=item).prefetch_related("files")
    )
    links = UpdateLink.objects.filter(items__deliverable=item).order_by("-created_at") if may_coordinate else []
    context = {
        "item": item,
        "state": queries.state_of(item, today),
        "today": today,
        "updates": updates,
        "links": [{"link": link, "open": link.is_open()} for link in links],
        "may_coordinate": may_coordinate,
        "may_share": mine.for_user(request.user, Permission.SHARE).exists() and bool(wider_audiences(item)),
        "may_update": may_update and item.is_open and not (may_coordinate and item.status == "submitted"),
        "percent": queries.percent_done(item),
        "update_form": UpdateForm(deliverable=item, initial=first_words(item)),
        "reason_form": ReasonForm(),
        "move_form": MoveForm(initial={"due_on": item.due_on}),
    }
    context.update(more)
    context["states"] = states_of(context["update_form"])
    return context


@require_safe
@login_required
def detail(request, pk):
    whole = Deliverable.objects.select_related("agreement__partnership", "owed_by", "owner", "contact")
    item = get_allowed(whole, request.user, pk=pk)
    return render(request, "agreements/deliverable.html", context_of(request, item))


def answer(request, item, act, *, done, **forms):
    """Do one thing; show the page again with what was typed and the reason where it is refused."""
    try:
        act()
    except Refusal as refusal:
        for form in forms.values():
            if refusal.field in form.fields:
                form.add_error(refusal.field, str(refusal.message))
                return invalid(request, item, **forms, form=form)
        return render(
            request, "agreements/deliverable.html", context_of(request, item, refusal=refusal.message, **forms),
            status=409,
        )  # fmt: skip
    messages.success(request, done)
    return redirect("agreements:deliverable", item.pk)


def invalid(request, item, **forms):
    return render(request, "agreements/deliverable.html", context_of(request, item, **forms), status=422)


@require_POST
@login_required
def update(request, pk):
    item = get_allowed(Deliverable.objects, request.user, Permission.UPDATE_DELIVERABLE, pk=pk)
    form = UpdateForm(request.POST, request.FILES, deliverable=item, answer=request.POST.get("answer", ""))
    if not form.is_valid():
        return invalid(request, item, update_form=form, form=form)
    found = form.cleaned_data
    files = [found["file"]] if found.get("file") else []

    def act():
        services.update_deliverable(
            item, answer=form.chosen, by=request.user, at=timezone.now(), note=found["note"],
            quantity=found.get("quantity"), until=found.get("until"), files=files, key=found.get("key"),
        )  # fmt: skip

    return answer(request, item, act, done=_("Update sent"), update_form=form)


@require_POST
@login_required
def accept(request, pk):
    item = get_allowed(Deliverable.objects, request.user, Permission.ACCEPT_DELIVERABLE, pk=pk)
    return answer(
        request, item, lambda: services.accept_deliverable(item, by=request.user, at=timezone.now()),
        done=_("Deliverable accepted"),
    )  # fmt: skip


@require_POST
@login_required
def give_back(request, pk):
    item = get_allowed(Deliverable.objects, request.user, Permission.ACCEPT_DELIVERABLE, pk=pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return invalid(request, item, reason_form=form, form=form)
    reason = form.cleaned_data["reason"]
    return answer(
        request, item, lambda: services.return_deliverable(item, reason=reason, by=request.user, at=timezone.now()),
        done=_("Deliverable returned"), reason_form=form,
    )  # fmt: skip


@require_POST
@login_required
def move(request, pk):
    item = get_allowed(Deliverable.objects, request.user, Permission.EDIT, pk=pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return invalid(request, item, move_form=form, form=form)
    day = form.cleaned_data["due_on"]
    return answer(
        request, item, lambda: services.move_deliverable(item, due_on=day, by=request.user, at=timezone.now()),
        done=_("New date saved"), move_form=form,
    )  # fmt: skip


@require_POST
@login_required
def cancel(request, pk):
    item = get_allowed(Deliverable.objects, request.user, Permission.EDIT, pk=pk)
    return answer(
        request, item, lambda: services.cancel_deliverable(item, by=request.user, at=timezone.now()),
        done=_("Deliverable cancelled"),
    )  # fmt: skip


@require_safe
@login_required
def download(request, pk):
    found = get_allowed(UpdateFile.objects, request.user, pk=pk)
    response = FileResponse(found.file.open("rb"), as_attachment=True, filename=found.name)
    response["Content-Type"] = found.content_type
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response
