"""The records of an office: holds, classes and what is due, requests and what was given out. Coordinators only."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.forms import refuse
from desk.keeping import requests, retention
from desk.keeping.forms import ClassForm, GroundForm, HoldForm, RequestForm
from desk.keeping.gathering import sheets
from desk.keeping.kinds import rules_of
from desk.models import RecordsRequest
from outcomes.services.staging import today_of
from outcomes.views.asked import office_or_refuse
from partnerships.models import Hold, RecordKind, RetentionAct, RetentionClass, RetentionEnd
from partnerships.services.holds import lift_hold, set_hold
from stakeholders.verbs import Refusal

form_page = require_http_methods(["GET", "HEAD", "POST"])


def for_keepers(view):
    """Only full coordinators of an office; the view gets (request, office, …)."""

    @login_required
    @wraps(view)
    def run(request, *args, **kwargs):
        office = office_or_refuse(request)
        if not retention.is_keeper(request.user, office.organisation):
            raise PermissionDenied
        return view(request, office, *args, **kwargs)

    return run


def written(request, form, write, done):
    """Whether the form was sent and its verb did it; a refusal stands beside its field."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        found = write(**form.cleaned_data, by=request.user, at=timezone.now())
    except Refusal as refusal:
        refuse(form, refusal)
        return None
    messages.success(request, done)
    return found


def pressed(request, act, done, back, *args):
    """Do what a button says; a refusal is told on the page that follows."""
    try:
        act(by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, done)
    return redirect(back, *args)


@require_safe
@for_keepers
def records(request, office):
    """What is held, what is due, what was asked for: with the way to each."""
    owner, today = office.organisation, today_of(office, timezone.now())
    rules = rules_of(owner)
    context = {
        "office": office,
        "holds": Hold.objects.filter(owner=owner).select_related("partnership", "organisation", "set_by"),
        "standing": set(Hold.objects.standing(today).filter(owner=owner).values_list("pk", flat=True)),
        "due": retention.due(owner, today),
        "rules": [(kind.label, rules[kind], rules[kind].pk is None) for kind in RecordKind],
        "classes": RetentionClass.objects.filter(owner=owner),
        "done": RetentionAct.objects.filter(owner=owner).select_related("by")[:30],
        "requests": RecordsRequest.objects.filter(owner=owner).select_related("partnership"),
        "TELL": RetentionEnd.TELL,
    }
    return render(request, "desk/keeping/records.html", context)


@form_page
@for_keepers
def new_hold(request, office):
    owner = office.organisation
    form = HoldForm(
        request.POST or None, user=request.user, owner=owner, initial={"since": today_of(office, timezone.now())}
    )
    if written(request, form, lambda **given: set_hold(owner, **given), _("The hold stands.")):
        return redirect("desk:records")
    intro = _("While it stands, nothing of this is erased, merged or purged, and whoever tries is told of the hold.")
    return show(request, form, _("Put under a legal hold"), intro)


@require_POST
@for_keepers
def lift(request, office, pk):
    hold = get_object_or_404(Hold, pk=pk, owner=office.organisation)
    why = request.POST.get("why", "")
    return pressed(request, lambda **who: lift_hold(hold, why=why, **who), _("The hold is lifted."), "desk:records")


@form_page
@for_keepers
def new_class(request, office):
    form = ClassForm(request.POST or None)
    if written(request, form, lambda **given: retention.set_class(office.organisation, **given), _("Class saved.")):
        return redirect("desk:records")
    return show(request, form, _("A retention class"), _("Nothing is deleted by itself: what is due is listed."))


@form_page
@for_keepers
def change_class(request, office, pk):
    owner = office.organisation
    found = get_object_or_404(RetentionClass, pk=pk, owner=owner)
    initial = {name: getattr(found, name) for name in ("name", "years", "starts", "ends", "basis")}
    initial["kinds"] = list(found.rules.values_list("kind", flat=True))
    form = ClassForm(request.POST or None, initial=initial)
    if written(
        request, form, lambda **given: retention.set_class(owner, retention=found, **given), _("Class saved.")
    ):
        return redirect("desk:records")
    return show(request, form, found.name, _("Nothing is deleted by itself: what is due is listed."), drop=found)


@require_POST
@for_keepers
def drop_class(request, office, pk):
    found = get_object_or_404(RetentionClass, pk=pk, owner=office.organisation)
    return pressed(request, lambda **who: retention.drop_class(found, **who), _("Taken out."), "desk:records")


@require_POST
@for_keepers
def take_suggestions(request, office):
    owner = office.organisation
    return pressed(
        request, lambda **who: retention.take_suggestions(owner, **who), _("The suggested classes are yours now."),
        "desk:records",
    )  # fmt: skip


@require_POST
@for_keepers
def press(request, office):
    """Keep ticked records longer, or do what their class says; each stands or falls by itself."""
    keys = [key.partition(":") for key in request.POST.getlist("record")]
    longer, done = request.POST.get("do") == "keep", 0
    for kind, _colon, pk in keys:
        if kind not in RecordKind.values or not pk.isdecimal():
            continue
        who = {"by": request.user, "at": timezone.now()}
        try:
            if longer:
                years = request.POST.get("years", "")
                years = int(years) if years.isdecimal() and len(years) < 4 else 1
                reason = request.POST.get("reason", "")
                retention.keep_longer(office.organisation, kind, int(pk), years=years, reason=reason, **who)
            else:
                retention.purge(office.organisation, kind, int(pk), **who)
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
        else:
            done += 1
    if done:
        messages.success(request, _("%(n)s records done.") % {"n": done})
    elif not keys:
        messages.error(request, _("Tick a record first."))
    return redirect("desk:records")


@form_page
@for_keepers
def new_request(request, office):
    owner = office.organisation
    form = RequestForm(request.POST or None, user=request.user, owner=owner)

    def write(partnership, **given):
        return requests.open_request(owner, partnership, **given)

    if found := written(request, form, write, _("The request is on file.")):
        return redirect("desk:records-request", found.pk)
    return show(request, form, _("A records request"), _("Everything your office owns of the partnership is gathered."))


def asked_for(request, office, pk):
    rows = RecordsRequest.objects.for_user(request.user).filter(owner=office.organisation)
    return get_object_or_404(rows.select_related("partnership", "owner"), pk=pk)


@require_safe
@for_keepers
def records_request(request, office, pk):
    """All records of the request, to be looked through and blackened."""
    asked = asked_for(request, office, pk)
    found = sheets(asked, request.user)
    context = {
        "asked": asked, "sheets": found, "grounds": requests.grounds_of(asked.owner), "ground_form": GroundForm(),
        "releases": asked.releases.select_related("given_by"), "files": sum(len(sheet.papers) for sheet in found),
    }  # fmt: skip
    return render(request, "desk/keeping/request.html", context)


def marks_of(request):
    """[(kind, key, field)] of the ticked boxes."""
    found = []
    for text in request.POST.getlist("mark"):
        kind, pk, field = (text.split(":", 2) + ["", ""])[:3]
        if pk.isdecimal() and len(pk) < 19:
            found.append((kind, int(pk), field))
    return found


@require_POST
@for_keepers
def blacken(request, office, pk):
    asked, marks = asked_for(request, office, pk), marks_of(request)
    if request.POST.get("do") == "show":
        return pressed(
            request, lambda **who: requests.show_again(asked, marks, **who), _("Shown again."),
            "desk:records-request", pk,
        )  # fmt: skip
    chosen = request.POST.get("ground", "")
    ground = requests.grounds_of(asked.owner).filter(pk=chosen).first() if chosen.isdecimal() else None
    return pressed(
        request, lambda **who: requests.blacken(asked, marks, ground=ground, **who), _("Blackened."),
        "desk:records-request", pk,
    )  # fmt: skip


@require_POST
@for_keepers
def add_ground(request, office, pk):
    asked = asked_for(request, office, pk)
    code, words = request.POST.get("code", "")[:20], request.POST.get("words", "")[:300]
    return pressed(
        request, lambda **who: requests.set_ground(asked.owner, code=code, words=words, **who), _("Ground saved."),
        "desk:records-request", pk,
    )  # fmt: skip


@require_safe
@for_keepers
def printed(request, office, pk):
    """As it goes out, to read through or to print."""
    asked = asked_for(request, office, pk)
    context = {"asked": asked, "sheets": sheets(asked, request.user), "at": timezone.now()}
    return render(request, "desk/keeping/print.html", context)


@require_POST
@for_keepers
def give(request, office, pk):
    """Write down to whom it is given, and send the ZIP file."""
    asked = asked_for(request, office, pk)
    given_to = request.POST.get("given_to", "")
    try:
        _release, data = requests.give_out(asked, given_to=given_to, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect("desk:records-request", pk)
    response = HttpResponse(data, content_type="application/zip")
    name = slugify(asked.reference) or "records"
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    response["Cache-Control"] = "no-store"
    return response


def show(request, form, title, intro, drop=None):
    context = {"form": form, "title": title, "intro": intro, "drop": drop}
    return render(request, "desk/keeping/form.html", context, status=422 if form.errors else 200)
