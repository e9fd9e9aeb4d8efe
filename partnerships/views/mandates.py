"""For which place an office acts: read by its people, given and ended by platform staff."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from partnerships.forms_lead import LeadForm
from partnerships.forms_mandates import DesignationForm
from partnerships.services.lead import may_take_over, without_mandate
from stakeholders import designations
from stakeholders.models import Designation
from stakeholders.verbs import Refusal


def show(request, form=None, status=200):
    office, staff = request.office or None, request.user.is_staff
    if not office and not staff:
        raise PermissionDenied
    rows = Designation.objects.select_related("office__organisation", "place")
    if not staff:  # one's own, and who else acts for the same place
        rows = rows.filter(place=office.home) | rows.filter(office=office)
    today = timezone.localdate()
    current = set(Designation.objects.current(today).values_list("pk", flat=True))
    context = {
        "rows": [(one, one.pk in current) for one in rows.distinct().order_by("place__name", "since", "pk")[:500]],
        "form": form or (DesignationForm() if staff else None), "office": office, "staff": staff,
        "unled": unled(today) if staff else [],
        "acts": bool(office) and Designation.objects.current(today).filter(office=office).exists(),
    }  # fmt: skip
    return render(request, "partnerships/mandates.html", context, status=status)


def unled(today):
    """[(leading seat whose office is designated no more, form or None where no other office acts for the place)]."""
    found = []
    for seat in without_mandate(today)[:50]:
        offices = may_take_over(seat.side, seat.organisation, today)
        found.append((seat, LeadForm(offices=offices, auto_id=f"id_lead_{seat.pk}_%s") if offices else None))
    return found


@require_safe
@login_required
def mandates(request):
    return show(request)


def for_staff(request):
    if not request.user.is_staff:
        raise PermissionDenied


@require_POST
@login_required
def give(request):
    for_staff(request)
    form = DesignationForm(request.POST)
    if not form.is_valid():
        return show(request, form, 422)
    try:
        designations.give_designation(by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        form.refuse(refusal)
        return show(request, form, 409)
    messages.success(request, _("Designation entered."))
    return redirect("partnerships:mandates")


@require_POST
@login_required
def end(request, pk):
    for_staff(request)
    found = get_object_or_404(Designation, pk=pk)
    try:
        designations.end_designation(found, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Designation ended. The office logs on, and moves no agreement for this place."))
    return redirect("partnerships:mandates")
