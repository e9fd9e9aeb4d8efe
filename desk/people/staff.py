"""The page on which an office lets platform staff in, ends it, and sees who was let in when and why."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desk.people.letting_in import LONGEST, let_staff_in, shut_staff_out
from stakeholders.forms import ServiceForm
from stakeholders.models import StaffGrant
from stakeholders.verbs import Refusal
from stakeholders.views.office import office_for_coordinator

LOOKS = 100


class LetInForm(ServiceForm, forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail address of the member of staff"), max_length=254)
    days = forms.IntegerField(
        label=gettext_lazy("For how many days?"), min_value=1, max_value=LONGEST, initial=1,
        help_text=gettext_lazy("At most seven; it ends by itself."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("What are they to look at?"), max_length=300,
        help_text=gettext_lazy("Your office keeps it on record."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def staff_grants(request):
    office, status = office_for_coordinator(request), 200
    form = LetInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                grant = let_staff_in(office.organisation, by=request.user, at=timezone.now(), **form.cleaned_data)
            except Refusal as refusal:
                form.refuse(refusal)
                status = 409
            else:
                messages.success(request, _("%(name)s may look into your records now.") % {"name": grant.user})
                return redirect("desk:staff-grants")
    now = timezone.now()
    grants = StaffGrant.objects.filter(office=office.organisation).select_related("user", "granted_by")
    grants = grants.annotate(opened=Count("looks")).order_by("-granted_at")[:200]
    rows = [(grant, grant.revoked_at is None and grant.ends_at > now) for grant in grants]
    return render(request, "desk/people/staff.html", {"office": office, "form": form, "rows": rows}, status=status)


@require_safe
@login_required
def what_they_opened(request, pk):
    """Every page opened under one grant, the latest first."""
    office = office_for_coordinator(request)
    grant = get_object_or_404(StaffGrant.objects.select_related("user"), pk=pk, office=office.organisation)
    page = Paginator(grant.looks.all(), LOOKS).get_page(request.GET.get("page"))
    return render(request, "desk/people/staff_looks.html", {"grant": grant, "page": page})


@require_POST
@login_required
def end_grant(request, pk):
    office = office_for_coordinator(request)
    grant = get_object_or_404(StaffGrant.objects.select_related("office", "user"), pk=pk, office=office.organisation)
    try:
        shut_staff_out(grant, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("%(name)s reads nothing of your office any more.") % {"name": grant.user})
    return redirect("desk:staff-grants")
