"""The history of a record, what was deleted, and the page that puts a wrong edit back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from desk.history import putting_back, words
from desk.history.kinds import model_of, page_of
from desk.history.reading import deleted, gate, history_of
from stakeholders.verbs import Refusal

SHOWN = 50


def opened(request, label, pk):
    """(model, record or None, last event) through the gate; 404 for what this person may not read."""
    model = model_of(label)
    record, last = gate(model, pk, request.user) if model else (None, None)
    if record is None and last is None:
        raise Http404
    return model, record, last


@require_safe
@login_required
def history(request, label, pk):
    model, record, last = opened(request, label, pk)
    entries = history_of(model, pk, request.user, record)
    if record is not None and putting_back.may_put_back(model, pk, request.user):
        columns = putting_back.columns_of(model)
        for step in (step for entry in entries for step in entry.steps if step.own and step.made == "update"):
            step.can_put_back = any(columns & set(change.names) for change in step.changes)
    page = request.GET.get("page", "1")
    page = max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1
    context = {
        "title": words.title_of(model, record or last),
        "kind": words.kind_words(model),
        "label": model._meta.label_lower,
        "pk": pk,
        "record": record,
        "url": page_of(record) if record is not None else "",
        "entries": entries[(page - 1) * SHOWN : page * SHOWN],
        "n": len(entries),
        "newer": page - 1,
        "older": page + 1 if len(entries) > page * SHOWN else 0,
    }
    return render(request, "desk/history/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def put_back(request, label, pk, event):
    model, record, _last = opened(request, label, pk)
    found = putting_back.event_of(model, pk, event) if record is not None else None
    if found is None:
        raise Http404
    if not putting_back.may_put_back(model, pk, request.user):
        raise PermissionDenied
    refusal = None
    if request.method == "POST":
        try:
            putting_back.put_back(model, record, found, by=request.user, at=timezone.now())
        except Refusal as error:
            refusal = error
        else:
            messages.success(request, _("Put back."))
            return redirect("desk:history", label, pk)
    context = {
        "title": words.title_of(model, record),
        "label": model._meta.label_lower,
        "pk": pk,
        "at": found.pgh_created_at,
        "lines": putting_back.preview(model, record, found, request.user),
        "refusal": refusal.message if refusal else "",
    }
    return render(request, "desk/history/put_back.html", context, status=409 if refusal else 200)


@require_safe
@login_required
def gone(request):
    """What this person's offices deleted, each with its history."""
    return render(request, "desk/history/gone.html", {"rows": deleted(request.user)})
