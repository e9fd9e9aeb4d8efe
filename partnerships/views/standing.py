"""Keeping, adding, pausing, ending, renaming: what an office does with a tie on its own side."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnerships import going_on, stopping
from partnerships.forms import ChangeForm, StandingForm, TieForm
from partnerships.models import Partnership, Standing
from partnerships.queries import own_seat_of
from partnerships.services import seats, ties
from partnerships.services.mandate import why_not
from partnerships.views.listing import is_coordinator
from partnerships.views.page import partnership_or_signpost
from stakeholders.access import Permission
from stakeholders.models import Organisation
from stakeholders.verbs import Refusal

VERBS = {
    Standing.EXPLORING: seats.explore_tie,
    Standing.KEPT: seats.resume_tie,
    Standing.PAUSED: seats.pause_tie,
    Standing.ENDED: seats.end_tie,
}


def _office(request):
    if not is_coordinator(request):
        raise PermissionDenied
    return request.office


@require_POST
@login_required
def keep(request, slug):
    """A tie on record becomes the office's own. Its page needs no seat, but its keeping needs an office."""
    found = get_object_or_404(Partnership.objects.filter(pk__in=_keepable(request)), slug=slug)
    office = _office(request)
    try:
        ties.keep_tie(found, office=office.organisation, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("partnerships:on-record")
    messages.success(request, _("Your office keeps %(name)s now.") % {"name": found.name})
    return redirect("partnerships:detail", slug=found.slug)


def _keepable(request):
    """What the person sees, and what stands on public record though another side keeps it."""
    visible = Partnership.objects.for_user(request.user).values("pk")
    return Partnership.objects.filter(pk__in=visible).values("pk").union(Partnership.objects.on_record().values("pk"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request):
    office = _office(request)
    form = TieForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                seat = ties.add_tie_by_hand(
                    office=office.organisation,
                    places=[office.home, given["other"]],
                    form=given["form"],
                    since=given["since"],
                    by=request.user,
                    at=timezone.now(),
                )
            except Refusal as refusal:
                form.add_error("other" if refusal.field == "places" else None, str(refusal.message))
                status = 409
            else:
                messages.success(request, _("Partnership added."))
                return redirect("partnerships:detail", slug=seat.partnership.slug)
    return render(request, "partnerships/add.html", {"form": form, "home": office.home}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request, slug):
    """Name and form; the former address keeps leading here."""
    found, signpost = partnership_or_signpost(request, slug, Permission.MANAGE_TIE)
    if signpost:
        return signpost
    office = _office(request)
    form = ChangeForm(
        request.POST if request.method == "POST" else None, initial={"name": found.name, "form": found.form}
    )
    context = {"form": form, "partnership": found}
    if request.method != "POST":
        return render(request, "partnerships/change.html", context)
    if not form.is_valid():
        return render(request, "partnerships/change.html", context, status=422)
    who = {"office": office.organisation, "by": request.user, "at": timezone.now()}
    try:
        if form.cleaned_data["form"] != found.form:
            ties.change_form(found, form=form.cleaned_data["form"], **who)
        found = ties.rename_tie(found, name=form.cleaned_data["name"], **who)
    except Refusal as refusal:
        form.refuse(refusal)
        return render(request, "partnerships/change.html", context, status=409)
    messages.success(request, _("Partnership saved."))
    return redirect("partnerships:detail", slug=found.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def move(request, slug):
    """Pause, end, take up again or explore: on the own side, without telling the other."""
    found, signpost = partnership_or_signpost(request, slug, Permission.MANAGE_TIE)
    if signpost:
        return signpost
    office = _office(request)
    seat = own_seat_of(found, [office.organisation_id])
    if seat is None:
        raise PermissionDenied
    form = StandingForm(request.POST if request.method == "POST" else None, seat=seat)
    now, body = timezone.now(), office.organisation
    last = seat.stops.first()
    context = {
        "form": form, "partnership": found, "seat": seat, "stops": stopping.would_stop(found, body, now),
        "stopped": stopping.labelled(last.what) if last else [], "last": last, "others": held_by_others(request, found),
        "why_not": why_not(found, body, timezone.localdate(now)),
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "partnerships/standing.html", context)
    if not form.is_valid():
        return render(request, "partnerships/standing.html", context, status=422)
    given = dict(form.cleaned_data)
    verb, publish = VERBS[Standing(given.pop("standing"))], given.pop("publish")
    try:
        with transaction.atomic():
            verb(found, office=body, by=request.user, at=now, **given)
            if publish and given["statement"].strip():
                seats.publish_statement(found, office=body, statement=given["statement"], by=request.user, at=now)
    except Refusal as refusal:
        form.refuse(refusal)
        return render(request, "partnerships/standing.html", context, status=409)
    messages.success(request, _("Saved. The other side is not told."))
    if verb in (seats.pause_tie, seats.end_tie):
        return redirect("partnerships:standing", slug=found.slug)
    return redirect("partnerships:detail", slug=found.slug)


def held_by_others(request, tie):
    """Other organisations of the person's side, which decide for themselves, with what of their own goes on."""
    seen = Organisation.objects.for_user(request.user)
    mine = tie.seats.filter(side__in=tie.seats.filter(organisation=request.office.organisation_id).values("side"))
    rows = mine.filter(organisation__in=seen.values("pk")).exclude(organisation=request.office.organisation_id)
    bodies = [one.organisation for one in rows.select_related("organisation").order_by("organisation__name")]
    return going_on.of_bodies(request.user, tie, bodies, request.office.organisation)
