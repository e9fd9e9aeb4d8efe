"""Who can read a record: everybody who can, by which right; opened to more or closed again; what was open when."""

from django.apps import apps
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from desk.history import words
from desk.history.kinds import page_of, readable
from desk.readers.reading import KINDS, listed_and_staff, opened_when, reading_now
from drawing.words import AUDIENCES
from partnerships.audiences import narrower_audiences, wider_audiences
from partnerships.models import Audience
from partnerships.services.audience import close_record, share_record, who_will_read
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def readers(request, label, pk):
    """Open to whoever reads the record; changed by those who may share it."""
    if label not in KINDS:
        raise Http404
    model = apps.get_model(label)
    record = get_allowed(model.objects.select_related("owner"), request.user, pk=pk)
    may_change = model.objects.for_user(request.user, Permission.SHARE).filter(pk=pk).exists()
    refusal, status = "", 200
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        try:
            _change(request, record)
        except Refusal as refused:
            refusal, status = refused.message, 409
        except ValueError:
            refusal, status = _("Choose who may read it."), 422
        else:
            return redirect("desk:readers", label, pk)
    own = readable(model, request.user).filter(pk=pk).exists()
    named, staff = listed_and_staff(record) if own else ([], [])
    context = {
        "record": record,
        "label": label,
        "title": words.title_of(model, record),
        "url": page_of(record),
        "own": own,
        "bodies": reading_now(record, request.user, whole=own),
        "named": named,
        "staff": staff,
        "opened": opened_when(record, request.user) if own else [],
        "wider": _choices(record, wider_audiences(record)) if may_change else [],
        "narrower": _choices(record, narrower_audiences(record)) if may_change else [],
        "may_change": may_change,
        "reason": request.POST.get("reason", ""),
        "refusal": refusal,
    }
    return render(request, "desk/readers/readers.html", context, status=status)


def _change(request, record):
    audience = Audience(request.POST.get("audience", ""))
    given = {"audience": audience, "by": request.user, "at": timezone.now()}
    if audience == record.audience:
        messages.info(request, _("It is read by these people already"))
    elif audience in narrower_audiences(record):
        close_record(record, reason=request.POST.get("reason", ""), **given)
        messages.success(request, _("Closed again: fewer people read it from now on"))
    else:
        share_record(record, **given)
        messages.success(request, _("More people can read it now"))


def _choices(record, audiences):
    """Each audience with who would read the record then, and who of today's organisations would come or go."""
    now = {body.pk for body in who_will_read(record, record.audience).organisations}
    found = []
    for audience in audiences:
        then = who_will_read(record, audience)
        kept = {body.pk for body in then.organisations}
        found.append({
            "value": audience, "word": AUDIENCES[audience][1], "readers": then,
            "come": [body for body in then.organisations if body.pk not in now],
            "go": [body for body in who_will_read(record, record.audience).organisations if body.pk not in kept],
        })  # fmt: skip
    return found
