"""The office's own settings and its people: for its coordinators only."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stakeholders import services
from stakeholders.access import Role
from stakeholders.forms import InvitationForm, OfficeForm, RoleForm
from stakeholders.models import Membership
from stakeholders.verbs import Refusal


def office_for_coordinator(request):
    """The person's office; PermissionDenied for everybody but its full coordinators."""
    office = request.office
    if not office or office.role != Role.COORDINATOR or office.limited:
        raise PermissionDenied
    return office


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settings(request):
    office = office_for_coordinator(request)
    if request.method != "POST":
        return _show(request, office)
    form = OfficeForm(request.POST, instance=office)
    if not form.is_valid():
        return _show(request, office, form=form, status=422)
    try:
        services.change_office_settings(office, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        form.refuse(refusal)
        return _show(request, office, form=form, status=409)
    messages.success(request, _("Settings saved."))
    return redirect("desk:settings")


def _show(request, office, *, form=None, invitation=None, refusal=None, status=200):
    members = Membership.objects.current().filter(organisation=office.organisation_id)
    context = {
        "office": office,
        "form": form or OfficeForm(instance=office),
        "invitation": invitation or InvitationForm(auto_id="id_invite_%s"),
        "members": members.select_related("user").order_by("user__name", "user__email"),
        "roles": Role.choices,
        "refusal": refusal,
    }
    return render(request, "stakeholders/settings.html", context, status=status)


@require_POST
@login_required
def invite(request):
    office = office_for_coordinator(request)
    form = InvitationForm(request.POST, auto_id="id_invite_%s")
    if not form.is_valid():
        return _show(request, office, invitation=form, status=422)
    try:
        services.invite_member(office, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        form.refuse(refusal)
        return _show(request, office, invitation=form, status=409)
    messages.success(request, _("Invitation sent to %(email)s.") % {"email": form.cleaned_data["email"]})
    return redirect("desk:settings")


def _member(office, pk):
    members = Membership.objects.current().select_related("user")
    return get_object_or_404(members, pk=pk, organisation=office.organisation_id)


@require_POST
@login_required
def change_role(request, pk):
    office = office_for_coordinator(request)
    member = _member(office, pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _show(request, office, refusal=_("Choose a role."), status=422)
    try:
        services.change_role(member, role=form.cleaned_data["role"], by=request.user, at=timezone.now())
    except Refusal as refusal:
        return _show(request, office, refusal=refusal.message, status=409)
    messages.success(request, _("Role of %(name)s saved.") % {"name": member.user})
    return redirect("desk:settings")


@require_POST
@login_required
def remove_member(request, pk):
    office = office_for_coordinator(request)
    member = _member(office, pk)
    try:
        services.remove_member(member, by=request.user, at=timezone.now())
    except Refusal as refusal:
        return _show(request, office, refusal=refusal.message, status=409)
    messages.success(request, _("%(name)s is no longer in your office.") % {"name": member.user})
    return redirect("desk:settings")
