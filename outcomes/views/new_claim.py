"""Reporting an outcome: the form, and the question whether it is one that stands already."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.forms import refuse
from activities.models import Activity
from activities.queries import acting_seat
from outcomes.forms import ClaimForm, usual_currency
from outcomes.kept_files import KeptFiles
from outcomes.models import Claim, Indicator, Lead, Outcome
from outcomes.services.claims import claim_outcome, claimable_seats
from outcomes.services.leads import decide_lead
from outcomes.views.same_outcome import answered, question
from partnerships.models import Audience, Partnership
from stakeholders.access import Permission, get_allowed
from stakeholders.dates import PartialDate
from stakeholders.verbs import Refusal

form_page = require_http_methods(["GET", "HEAD", "POST"])
REALISED = {"OC5": "OC6"}  # what an announced investment is followed by: a figure of its own, of the same flow


def ties_to_report_on(user):
    return Partnership.objects.for_user(user, Permission.REPORT_OUTCOME)


@form_page
@login_required
def claim(request):
    """Report an outcome. `?p=` names the tie, without which one is chosen first; `?activity=` what it came through,
    `?lead=` the lead that was decided, `?of=` an outcome that this is a further report of."""
    slug = request.GET.get("p", "")
    if not slug:
        ties = ties_to_report_on(request.user)
        if not ties.exists():
            raise PermissionDenied
        return render(request, "outcomes/claim_tie.html", {"ties": ties})
    tie = get_allowed(Partnership.objects, request.user, Permission.REPORT_OUTCOME, slug=slug)
    lead, of = came_from(request, Lead, "lead", tie), came_from(request, Outcome, "of", tie)
    form = ClaimForm(
        request.POST or None, request.FILES or None, user=request.user, partnership=tie,
        initial=initial_claim(request, tie, lead, of),
    )  # fmt: skip
    kept = KeptFiles(request.user, request.POST.get("kept", ""))
    context = {
        "form": form, "partnership": tie, "key": request.POST.get("key") or secrets.token_hex(16), "kept": kept,
        "lead": lead, "of": of,
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        asked = {} if of else question(request, form.facts(), tie, form.cleaned_data["organisation"])
        if not asked:
            try:
                made = send(request, form, tie, kept, lead, of)
            except Refusal as refusal:
                refuse(form, refusal)
            else:
                kept.drop()
                messages.success(
                    request, _("Outcome reported. It counts once the firm or the other side confirms it.")
                )
                return redirect("outcomes:outcome", made.outcome_id)
        context |= asked
    if form.is_bound:
        kept.add(form.files.getlist("files"))
        context["kept_text"] = kept.text(request.user)
    return render(request, "outcomes/claim.html", context, status=422 if form.errors else 200)


def came_from(request, model, name, tie):
    """The lead or outcome that the address names, if the person may use it on this tie; else None."""
    number = request.GET.get(name, "")
    if not number.isdecimal():
        return None
    if model is Lead:
        found = get_allowed(Lead.objects, request.user, pk=int(number))
        return found if found.partnership_id == tie.pk else None
    return get_allowed(Outcome.objects, request.user, pk=int(number))


def send(request, form, tie, kept, lead, of):
    """Make the report. `same`: the number of the outcome that it tells of too, or "new"."""
    given = {
        "by": request.user,
        "at": timezone.now(),
        "files": [*kept.opened(), *form.cleaned_data["files"]],
        "idempotency_key": request.POST.get("key", ""),
        "same_as": answered(request) or of,
    }
    organisation = form.cleaned_data["organisation"]
    if lead:
        return decide_lead(lead, organisation, form.facts(), **given)
    return claim_outcome(tie, organisation, form.facts(), **given)


def initial_claim(request, tie, lead=None, of=None):
    """What is known already: who speaks, the usual currency, the activity, lead or outcome that it came from."""
    seat = acting_seat(request.user, tie, Permission.REPORT_OUTCOME)
    initial = {"currency": usual_currency(seat.side), "organisation": seat.organisation_id}
    if not claimable_seats(request.user, tie).filter(organisation=seat.organisation_id).exists():
        initial.pop("organisation")
    number = request.GET.get("activity", "")
    if number.isdecimal():
        came = Activity.objects.for_user(request.user).filter(pk=int(number), partnership=tie).first()
        if came:
            span = PartialDate(came.starts_first, came.starts_last)
            initial |= {"activity": came.pk, "title": came.title, "occurred": span}
    if lead:
        initial |= {
            "title": lead.code_name, "indicator": lead.indicator_id, "activity": lead.source_activity_id,
            "organisation": lead.organisation_id or lead.owner_id,
            "firm_name": lead.firm_name if lead.firm_consents else "", "audience": Audience.NAMED,
        }  # fmt: skip
    if of:
        known = Claim.objects.for_user(request.user).standing().filter(outcome=of).order_by("-evidence", "-pk").first()
        following = REALISED.get(of.indicator.code)
        indicator = Indicator.objects.filter(code=following, office=None).order_by("-version").first()
        initial |= {"indicator": indicator.pk if indicator else of.indicator_id, "title": known.title if known else ""}
    return initial
