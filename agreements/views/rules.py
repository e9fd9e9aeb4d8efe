"""Which rules hold for an office and its place: chosen by its coordinators, for regions and countries by staff."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agreements.clock_days import chosen_for
from agreements.clock_queries import pack_name
from agreements.forms_clocks import RulesForm
from agreements.models import ClockEvent, Jurisdiction
from agreements.rule_packs import packs
from agreements.services import clocks as services
from stakeholders.access import Role
from stakeholders.verbs import Refusal


def acting_office(request):
    """The office whose rules this person may change, or None for platform staff. Raises PermissionDenied."""
    office = request.office or None
    if office and office.role == Role.COORDINATOR and not office.limited:
        return office
    if request.user.is_staff:
        return None
    raise PermissionDenied


def rows_for(request, office):
    """What holds for the office; staff see every place that has rules."""
    if office:
        return chosen_for(office)
    return Jurisdiction.objects.filter(place__isnull=False).select_related("place", "set_by")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rules(request):
    office = acting_office(request)
    staff = request.user.is_staff
    shown = [
        pack for pack in packs().values()
        if (staff and pack.scope == "place")
        or (office and (pack.scope == "office" or pack.country in ("", office.home.country_code)))
    ]  # fmt: skip
    form = RulesForm(request.POST or None, packs=shown, staff=staff, office=bool(office))
    if request.method == "POST" and form.is_valid() and choose(request, office, form):
        messages.success(request, _("Rules chosen"))
        return redirect("agreements:rules")
    rows = list(rows_for(request, office))
    for row in rows:
        row.pack_name = pack_name(row.pack)
        row.may_drop = may_drop(row, office, staff)
    events = dict(ClockEvent.choices)
    context = {"form": form, "rows": rows, "packs": shown, "office": office, "events": events}
    return render(request, "agreements/rules.html", context, status=422 if request.method == "POST" else 200)


def choose(request, office, form):
    typed = form.cleaned_data
    pack = packs()[typed["pack"]]
    place = typed.get("place") or (office and office.home)
    where = {"place": place} if pack.scope == "place" else {"office": office and office.organisation}
    try:
        services.choose_rules(pack=pack.code, since=typed["since"], by=request.user, at=timezone.now(), **where)
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


def may_drop(row, office, staff):
    if row.place_id:
        return staff or bool(office and row.place_id == office.home_id)
    return bool(office and row.office_id == office.organisation_id)


@require_POST
@login_required
def drop(request, pk):
    office = acting_office(request)
    row = rows_for(request, office).filter(pk=pk).first()
    if row is None:
        raise Http404
    if not may_drop(row, office, request.user.is_staff):
        raise PermissionDenied
    services.drop_rules(row, by=request.user, at=timezone.now())
    messages.success(request, _("Rules dropped"))
    return redirect("agreements:rules")
