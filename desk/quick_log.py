"""Quick log: one screen, four needed answers. What it led to is recorded in the same transaction."""

import secrets
from pathlib import Path
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from activities.forms import refuse
from activities.models import Activity
from activities.queries import acting_seat, last_participants, last_partnership, ties_to_log_on
from activities.services.activities import Facts as ActivityFacts
from activities.services.activities import log_activity, undo_activity
from desk.quick_log_form import (
    CONTRACT,
    CONTRACT_INDICATOR,
    DAYS,
    KINDS,
    LEAD,
    LED,
    NOTHING,
    RESULT,
    QuickLogForm,
)
from drawing import formats
from outcomes.forms import usual_currency
from outcomes.kept_files import KeptFiles
from outcomes.models import Claim, Indicator, Lead
from outcomes.services.claims import Facts as ClaimFacts
from outcomes.services.claims import claim_outcome, take_back
from outcomes.services.leads import open_lead
from outcomes.views.same_outcome import answered, question
from partnerships.models import Partnership, SeatRole
from partnerships.uploads import ACCEPT
from stakeholders.access import Permission, get_allowed
from stakeholders.dates import PartialDate
from stakeholders.models import Organisation
from stakeholders.verbs import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def log(request):
    """`?p=` names the tie. Without script, "Show its organisations" sends what was typed as a query and changes
    nothing."""
    ties = ties_to_log_on(request.user)
    tie = chosen_tie(request, ties)
    if tie is None:
        return render(request, "desk/log_none.html", status=200)
    typed = request.POST if request.method == "POST" else request.GET
    initial = initial_log(request.user, tie) | {
        name: value for name, value in typed.items()
        if name in QuickLogForm.base_fields and name != "organisations" and value
    }  # fmt: skip
    form = QuickLogForm(
        request.POST if request.method == "POST" else None, request.FILES or None, user=request.user, ties=ties,
        tie=tie, initial=initial,
    )  # fmt: skip
    kept, asked = KeptFiles(request.user, request.POST.get("kept", "")), {}
    if request.method == "POST" and form.is_valid() and not (asked := same_outcome(request, form, tie)):
        try:
            activity = save(form, request, kept, at=timezone.now())
        except Refusal as refusal:
            refusal.field = {"starts": "day", "file": "paper", "amount": "value"}.get(refusal.field, refusal.field)
            refuse(form, refusal)
        else:
            kept.drop()
            return done(request, form, activity)
    if form.is_bound:
        kept.add([*form.files.getlist("photo"), *form.files.getlist("paper")])
    context = {**page_of(request, form, tie), **asked, "kept": kept, "kept_text": kept.text(request.user)}
    return render(request, "desk/log.html", context, status=422 if form.errors else 200)


def same_outcome(request, form, tie):
    """The question whether what it led to stands already as an outcome; {} where there is nothing to ask."""
    if form.cleaned_data["led"] not in (CONTRACT, RESULT):
        return {}
    body = acting_seat(request.user, tie, Permission.REPORT_OUTCOME).organisation
    return question(request, claimed(form, form.on(timezone.localdate())), tie, body)


def chosen_tie(request, ties):
    """The tie named in the address or the form, else the last one, else the first; None where there is none."""
    slug = request.POST.get("partnership") or request.GET.get("partnership") or request.GET.get("p") or ""
    slug = slug.replace("\0", "")  # no text of the database holds it
    if slug and request.method != "POST":
        return get_allowed(Partnership.objects, request.user, Permission.LOG_ACTIVITY, slug=slug)
    named = ties.filter(slug=slug).first() if slug else None
    return named or ties.filter(pk=last_partnership(request.user)).first() or ties.first()


def initial_log(user, tie):
    """Last partnership and people; the first time, the organisation of the person's own city."""
    seat = acting_seat(user, tie)
    return {
        "partnership": tie.slug,
        "kind": KINDS[0][0],
        "when": "today",
        "led": NOTHING,
        "organisations": last_participants(user, tie) or {seat.organisation_id},
        "currency": usual_currency(seat.side),
    }


def page_of(request, form, tie):
    def rows(table, name):
        value = str(form[name].value() or "")
        return [{"value": v, "label": label, "icon": icon, "on": v == value} for v, label, icon in table]

    ticked = {str(value) for value in form["organisations"].value() or ()}
    known = Organisation.objects.for_user(request.user).order_by("name").values_list("name", flat=True)[:200]
    return {
        "form": form,
        "tie": tie,
        "of_lead": acting_seat(request.user, tie).role == SeatRole.LEAD,
        "kinds": rows(KINDS, "kind"),
        "days": rows(DAYS, "when"),
        "wheres": rows(form.wheres, "where"),
        "led": rows(LED, "led"),
        "bodies": [{"value": b.pk, "label": b.name, "on": str(b.pk) in ticked} for b in form.offered],
        "known": known,
        "accept": ACCEPT,
        "key": request.POST.get("key") or secrets.token_hex(16),
    }


@transaction.atomic
def save(form, request, kept, *, at):
    """The activity and what it led to, together or not at all. kept: files sent with the form before it asked back."""
    given, by, key = form.cleaned_data, request.user, request.POST.get("key", "")
    bodies = {body.pk: body for body in given["organisations"]}
    if given["another"]:
        bodies[given["another"].pk] = given["another"]
    day = form.on(timezone.localdate(at))
    facts = ActivityFacts(
        kind=form.meant(),
        title=given["title"],
        starts=PartialDate.day(day),
        organisations=list(bodies.values()),
        people=given["people"],
        notes=given["note"],
        **form.whereabouts(),
    )
    tie, files = given["partnership"], [*kept.opened(), *form.evidence()]
    activity = log_activity(tie, facts, by=by, at=at, files=files, idempotency_key=key)
    led = given["led"]
    if led == LEAD and not Lead.objects.filter(source_activity=activity).exists():
        band = formats.money(given["value"], given["currency"]) if given["value"] is not None else ""
        open_lead(tie, code_name=given["title"], activity=activity, size_band=band, by=by, at=at)
    if led in (CONTRACT, RESULT):
        for file in files:
            file.seek(0)
        claim_outcome(
            tie, acting_seat(by, tie, Permission.REPORT_OUTCOME).organisation, claimed(form, day, activity), by=by,
            at=at, files=files, idempotency_key=key, amount_later=True, same_as=answered(request),
        )  # fmt: skip
    return activity


def claimed(form, day, activity=None):
    """What it led to, as it is reported for the organisation for which the person acts; its amount may follow."""
    given = form.cleaned_data
    indicator = given["result"]
    if given["led"] == CONTRACT:
        indicator = Indicator.objects.shipped(CONTRACT_INDICATOR)
    return ClaimFacts(
        indicator=indicator,
        title=given["title"],
        occurred=PartialDate.day(day),
        amount=given["value"],
        currency=given["currency"] if indicator.is_money else "",
        activity=activity,
    )


def done(request, form, activity):
    """On to the record, or to the next log. A form sent by script is told the address and goes there itself."""
    if activity.title == form.cleaned_data["title"].strip():
        messages.success(request, _("Activity saved."))
    else:
        messages.warning(
            request,
            _("This log was saved before, as “%(title)s”. What you changed since is not in it: change it on its page.")
            % {"title": activity.title},
        )
    address = reverse("activities:activity", args=[activity.pk])
    if "again" in request.POST:
        when = f"&when=other&day={activity.starts_first.isoformat()}" if request.POST.get("when") == "other" else ""
        saved = quote(request.POST.get("key", ""))
        address = f"{reverse('desk:log')}?p={activity.partnership.slug}{when}&saved={saved}"
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


@require_safe
def worker(request):
    """The script that keeps the page of the log at hand where there is no connection. Its scope is this folder."""
    file = Path(finders.find("js/log-worker.js"))
    return HttpResponse(file.read_bytes(), content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@require_POST
@login_required
def undo(request, pk):
    """Take back an activity and what was recorded with it."""
    activity = get_allowed(Activity.objects, request.user, Permission.LOG_ACTIVITY, pk=pk)
    if activity.created_by_id != request.user.pk:
        raise PermissionDenied
    try:
        with transaction.atomic():
            for claim in Claim.objects.standing().filter(origins__activity=activity, created_by=request.user):
                take_back(claim, activity=activity, by=request.user, at=timezone.now())
            Lead.objects.filter(source_activity=activity, created_by=request.user).delete()
            undo_activity(activity, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("activities:activity", pk)
    messages.success(request, _("Taken back."))
    return redirect("desk:log")
