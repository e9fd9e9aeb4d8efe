"""Drafts that came by mail: the list, the page on which one becomes an activity, and the addresses for such mails."""

import re

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.addresses import address_of
from activities.forms import ActivityForm, refuse
from activities.guesses import guess_bodies
from activities.models import Activity, ActivityKind, ActivityStatus, DraftFile, IncomingDraft, IntakeAddress
from activities.queries import acting_seat, organisations_for, ties_to_log_on
from activities.services.drafts import (
    NotYourAddress,
    coordinates,
    office_address,
    own_address,
    renew_address,
    save_draft,
    save_request,
    throw_away,
)
from activities.services.intake import KEPT_FOR
from partnerships.forms_requests import RequestForm
from partnerships.models import Form, RequestChannel, RequestKind
from partnerships.serving import file_response
from stakeholders.access import get_allowed
from stakeholders.dates import PartialDate
from stakeholders.private import private
from stakeholders.verbs import Refusal

ANSWERS = re.compile(r"^\s*((re|aw|sv|antw|fwd?|wg|tr|rv)\s*(\[\d+\])?\s*:\s*)+", re.IGNORECASE)
SHOWN = ("image/png", "image/jpeg", "image/webp")  # what browsers draw
MAIN = (
    "kind", "title", "status", "starts", "organisations", "people", "place", "place_text", "notes", "next_step",
    "files",
)  # fmt: skip


@require_safe
@login_required
def drafts(request):
    rows = IncomingDraft.objects.for_user(request.user).waiting().select_related("partnership")
    context = {
        "drafts": rows.annotate(photos=Count("files")),
        "by_mail": settings.GEMEL_INTAKE_ADDRESS is not None,
        "days": KEPT_FOR.days,
    }
    return render(request, "activities/drafts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def draft(request, pk):
    """One draft as a form with all that the mail tells. `?p=` chooses another partnership. Saving logs the activity."""
    found = get_allowed(IncomingDraft.objects, request.user, pk=pk)
    ties = ties_to_log_on(request.user)
    tie = _tie(request, found, ties)
    if found.closed_at:
        return _closed(request, found)
    may_ask = may_record_requests(request)
    if tie is None:
        context = {"ties": ties, "title": title_of(found), "draft": found if may_ask else None}
        return render(request, "partnerships/choose.html", context)
    form = ActivityForm(
        request.POST or None, request.FILES or None, user=request.user, partnership=tie,
        initial=initial_of_draft(found, tie, request.user),
    )  # fmt: skip
    kept = {int(pk) for pk in request.POST.getlist("keep") if pk.isdecimal()} if form.is_bound else None
    if form.is_bound and form.is_valid():
        try:
            made = save_draft(
                found, tie, form.facts(), by=request.user, at=timezone.now(), keep=kept,
                files=form.cleaned_data["files"],
            )  # fmt: skip
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Activity saved."))
            return redirect("activities:activity", made.pk)
    context = {
        "draft": found, "may_ask": may_ask, "tie": tie, "ties": ties, "form": form,
        "files": files_of(found, kept), "title": title_of(found),
        "main": [form[name] for name in MAIN if name in form.fields],
        "rest": [field for field in form if field.name not in MAIN],
    }  # fmt: skip
    return render(request, "activities/draft.html", context, status=422 if form.errors else 200)


def files_of(draft, kept):
    """The files of the mail for the page; kept: the ids that are ticked, None for all."""
    return [
        {"row": row, "on": kept is None or row.pk in kept, "is_shown": row.content_type in SHOWN}
        for row in draft.files.order_by("pk")
    ]


def may_record_requests(request):
    return bool(request.office) and coordinates(request.user, request.office.organisation_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def as_request(request, pk):
    """A mail that asks for a tie goes into the office's inbox of requests, with its files, and is a draft no more."""
    found = get_allowed(IncomingDraft.objects, request.user, pk=pk)
    if not may_record_requests(request):
        raise PermissionDenied
    if found.closed_at and request.method != "POST":
        return _closed(request, found)
    initial = {
        "kind": RequestKind.LETTER, "channel": RequestChannel.MAIL, "asked_form": Form.PARTNERSHIP,
        "received_on": timezone.localdate(found.received_at),
        "text": "\n\n".join(part for part in (found.subject, found.text) if part),
    }  # fmt: skip
    form = RequestForm(request.POST or None, request.FILES or None, initial=initial)
    kept = {int(pk) for pk in request.POST.getlist("keep") if pk.isdecimal()} if form.is_bound else None
    if form.is_bound and form.is_valid():
        try:
            made = save_request(
                found, request.office.organisation, by=request.user, at=timezone.now(), keep=kept, **form.cleaned_data
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Recorded. Only your office reads it."))
            return redirect("partnerships:request", made.pk)
    context = {"draft": found, "form": form, "files": files_of(found, kept), "title": title_of(found)}
    return render(request, "activities/draft_request.html", context, status=422 if form.errors else 200)


def _tie(request, found, ties):
    """The tie that the person chose, else the guessed one; None where neither is theirs to log on."""
    slug = request.POST.get("p") or request.GET.get("p")
    if slug:
        return ties.filter(slug=slug).first()
    return ties.filter(pk=found.partnership_id).first()


def _closed(request, found):
    if found.activity_id and Activity.objects.for_user(request.user).filter(pk=found.activity_id).exists():
        return redirect("activities:activity", found.activity_id)
    messages.info(request, _("This draft was thrown away or saved before."))
    return redirect("activities:drafts")


def title_of(draft):
    """The subject without Re: and Fwd:, else the first words of the text."""
    return (ANSWERS.sub("", draft.subject) or draft.text.strip().partition("\n")[0] or _("A mail without words"))[:200]


def initial_of_draft(draft, tie, user):
    """What the form starts with: all that the mail tells, and the kind that the person logged last."""
    last = Activity.objects.filter(created_by=user).order_by("-pk").values_list("kind", flat=True).first()
    today = timezone.localdate()
    named = {body.pk for body in guess_bodies(draft, organisations_for(user, tie))}
    own = {acting_seat(user, tie).organisation_id}  # who was there last is no news of this mail
    return {
        "kind": last or ActivityKind.BUSINESS_MEETING,
        "title": title_of(draft),
        "status": ActivityStatus.PLANNED if draft.day and draft.day > today else ActivityStatus.HAPPENED,
        "starts": PartialDate.day(draft.day or today),
        "organisations": list(named | own),
        "notes": draft.text,
    }


@require_POST
@login_required
def throw_draft_away(request, pk):
    found = get_allowed(IncomingDraft.objects, request.user, pk=pk)
    try:
        throw_away(found, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("activities:drafts")
    messages.success(request, _("Thrown away. Nothing of the mail is kept."))
    return redirect("activities:drafts")


@require_safe
@login_required
def draft_file(request, pk):
    """A file of one's own draft."""
    return file_response(get_allowed(DraftFile.objects, request.user, pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def by_mail(request):
    """One's own address and that of one's office; a button makes one that is not there yet. A look makes no row."""
    on = settings.GEMEL_INTAKE_ADDRESS is not None
    office = request.office.organisation if request.office else None
    if request.method == "POST":
        if not on:
            raise Http404
        made_for_office = request.POST.get("for") == "office" and office
        try:
            if made_for_office:
                office_address(office, by=request.user, at=timezone.now())
            else:
                own_address(request.user, by=request.user, at=timezone.now())
        except NotYourAddress as refusal:
            raise PermissionDenied from refusal
        return redirect("activities:by-mail")
    rows = IntakeAddress.objects.for_user(request.user).select_related("office", "user")
    own = rows.filter(user=request.user).first()
    shared = rows.filter(office=office).first() if office else None
    ties = ties_to_log_on(request.user)
    context = {
        "on": on, "may_log": ties.exists(), "own": own, "shared": shared, "office": office,
        "proves": bool(settings.GEMEL_INTAKE_TRUSTED), "may_change": bool(office) and coordinates(request.user, office),
        "own_address": address_of(own) if on and own else "",
        "shared_address": address_of(shared) if on and shared else "",
        "tagged": [{"tie": tie, "address": address_of(own, tie.slug)} for tie in ties[:30]] if on and own else [],
        "days": KEPT_FOR.days,
    }  # fmt: skip
    return private(render(request, "activities/by_mail.html", context))


@require_POST
@login_required
def renew_mail_address(request, pk):
    found = get_allowed(IntakeAddress.objects, request.user, pk=pk)
    try:
        renew_address(found, by=request.user, at=timezone.now())
    except NotYourAddress as refusal:
        raise PermissionDenied from refusal
    messages.success(request, _("A new address. Mails to the old one make no drafts any more."))
    return redirect("activities:by-mail")
