"""Whom the office turns to on a tie: looked at, named, taken off."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from partnerships.contact_queries import contacts_of
from partnerships.forms_contacts import ContactForm
from partnerships.models import SeatRole, TieContact
from partnerships.queries import own_seat_of
from partnerships.services.contacts import drop_contact, name_contact
from partnerships.views.listing import is_coordinator
from partnerships.views.page import partnership_or_signpost
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def contacts(request, slug):
    found, signpost = partnership_or_signpost(request, slug)
    if signpost:
        return signpost
    office = request.office
    seat = own_seat_of(found, [office.organisation_id]) if office else None
    if seat is None or seat.role == SeatRole.OBSERVER:
        raise Http404
    may_change = is_coordinator(request)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    given = {"user": request.user, "office": office.organisation, "partnership": found}
    form = ContactForm(request.POST if request.method == "POST" else None, **given)
    if request.method == "POST" and form.is_valid():
        try:
            name_contact(
                found, office=office.organisation, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Contact named."))
            return redirect("partnerships:contacts", slug=found.slug)
    context = {
        "partnership": found, "form": form, "may_change": may_change,
        "turned": contacts_of(request.user, [found]).get(found.pk, []),
    }  # fmt: skip
    return render(request, "partnerships/contacts.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def drop(request, pk):
    contact = get_allowed(TieContact.objects.select_related("partnership"), request.user, Permission.EDIT, pk=pk)
    if not is_coordinator(request):
        raise PermissionDenied
    drop_contact(contact, by=request.user, at=timezone.now())
    messages.success(request, _("Taken off. The post and the person stay on file."))
    return redirect("partnerships:contacts", slug=contact.partnership.slug)
