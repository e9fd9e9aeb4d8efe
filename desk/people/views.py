"""The members page of an organisation: its own members see it; its coordinators change it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from desk.people import services
from desk.people.forms import InviteForm, MemberForm
from stakeholders.models import Membership, Organisation
from stakeholders.verbs import Refusal


def _organisation(request, slug):
    """(organisation, may manage); 404 for everybody but its full members and the staff that gives the first one."""
    found = get_object_or_404(Organisation.objects.select_related("place"), slug=slug)
    manages = services.manages(request.user, found)
    own = Membership.objects.current().filter(organisation=found, user=request.user, limited=False)
    if not manages and not own.exists():
        raise Http404
    return found, manages


def _show(request, organisation, manages, *, form=None, refusal=None, status=200):
    now, former = services.members_of(organisation, timezone.localdate())
    context = {
        "organisation": organisation,
        "manages": manages,
        "members": [(member, services.is_invited(member)) for member in now],
        "former": former,
        "form": form or (InviteForm(organisation=organisation) if manages else None),
        "refusal": refusal,
    }
    return render(request, "desk/people/members.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def members(request, slug):
    organisation, manages = _organisation(request, slug)
    if request.method != "POST":
        return _show(request, organisation, manages)
    if not manages:
        raise PermissionDenied
    form = InviteForm(request.POST, organisation=organisation)
    if not form.is_valid():
        return _show(request, organisation, manages, form=form, status=422)
    try:
        services.invite(organisation, by=request.user, at=timezone.now(), **form.wanted)
    except Refusal as refusal:
        form.refuse(refusal)
        return _show(request, organisation, manages, form=form, status=409)
    messages.success(request, _("Invitation sent to %(email)s.") % {"email": form.cleaned_data["email"]})
    return redirect("desk:members", slug)


def _member(request, slug, pk):
    organisation, manages = _organisation(request, slug)
    rows = Membership.objects.select_related("user", "organisation").filter(organisation=organisation)
    if not manages:
        rows = rows.filter(user=request.user)  # themselves: to leave
    return get_object_or_404(rows, pk=pk), organisation, manages


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def member(request, slug, pk):
    found, organisation, manages = _member(request, slug, pk)
    if not manages:
        raise Http404
    initial = {name: getattr(found, name) for name in ("role", "since", "until", "confidential", "limited")}
    initial["ties"] = found.ties.values_list("partnership", flat=True)
    form = MemberForm(request.POST or None, organisation=organisation, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            services.change_member(found, by=request.user, at=timezone.now(), **form.wanted)
        except Refusal as refusal:
            form.refuse(refusal)
            status = 409
        else:
            messages.success(request, _("Membership of %(name)s saved.") % {"name": found.user})
            return redirect("desk:members", slug)
    elif request.method == "POST":
        status = 422
    context = {"organisation": organisation, "member": found, "form": form}
    return render(request, "desk/people/member.html", context, status=status)


ACTS = {
    "again": (services.send_again, gettext_lazy("The invitation was sent again; the earlier link has ended.")),
    "withdraw": (services.withdraw, gettext_lazy("The invitation is withdrawn; its link has ended.")),
    "end": (services.end_member, gettext_lazy("The membership has ended.")),
    "leave": (services.leave, gettext_lazy("You have left.")),
}


@require_POST
@login_required
def act(request, slug, pk):
    """One button beside a member: `act` names it."""
    found, organisation, manages = _member(request, slug, pk)
    if request.POST.get("act") not in ACTS:
        raise Http404
    verb, done = ACTS[request.POST["act"]]
    try:
        verb(found, by=request.user, at=timezone.now())
    except Refusal as refusal:
        return _show(request, organisation, manages, refusal=refusal.message, status=409)
    messages.success(request, done)
    return redirect("desk:home") if verb is services.leave else redirect("desk:members", slug)
