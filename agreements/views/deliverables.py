"""One deliverable, and what is done with it."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements import queries
from agreements.forms import MoveForm, ReasonForm
from agreements.forms_deliverables import TimeForm
from agreements.forms_updates import UpdateForm, states_of
from agreements.models import Deliverable, DeliverableUpdate, UpdateFile, UpdateLink
from agreements.services import deliverables as services
from partnerships.audiences import wider_audiences
from partnerships.serving import file_response
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal


def first_words(item):
    """What the form of an update says before anything is typed."""
    return {"state": item.outlook, "quantity": queries.plain(item.quantity), "key": secrets.token_urlsafe(12)}


def context_of(request, item, **more):
    today = item.day_at_owner(timezone.now())
    mine = Deliverable.objects.filter(pk=item.pk)
    may_coordinate = mine.for_user(request.user, Permission.ACCEPT_DELIVERABLE).exists()
    may_update = mine.for_user(request.user, Permission.UPDATE_DELIVERABLE).exists()
    updates = (
        DeliverableUpdate.objects.for_user(request.user).filter(deliverable=item)
        .select_related("extension__by").prefetch_related("files")
    )
    links = UpdateLink.objects.filter(items__deliverable=item).select_related("passed_by").order_by("-created_at")
    context = {
        "item": item,
        "state": queries.state_of(item, today),
        "today": today,
        "updates": updates,
        "links": [{"link": link, "open": link.is_open()} for link in (links if may_coordinate else [])],
        "may_coordinate": may_coordinate,
        "may_share": mine.for_user(request.user, Permission.SHARE).exists() and bool(wider_audiences(item)),
        "may_update": may_update and item.is_open and not (may_coordinate and item.status == "submitted"),
        "percent": queries.percent_done(item),
        "update_form": UpdateForm(deliverable=item, initial=first_words(item)),
        "reason_form": ReasonForm(),
        "move_form": MoveForm(initial={"due_on": item.due_on}),
    }
    context["wish"] = wish = queries.wish_for_time(request.user, item) if may_coordinate else None
    context["time_form"] = TimeForm(initial={"until": wish.until if wish else None}, auto_id="wish-%s")
    context.update(more)
    context["states"] = states_of(context["update_form"])
    return context


@require_safe
@login_required
def detail(request, pk):
    whole = Deliverable.objects.select_related(
        "agreement__partnership", "owed_by", "owner__office", "contact", "series"
    )
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
    day, outside = form.cleaned_data["due_on"], form.cleaned_data["outside_term"]
    return answer(
        request, item, lambda: services.move_deliverable(
            item, due_on=day, outside_term=outside, by=request.user, at=timezone.now()
        ),
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
    return file_response(found)
