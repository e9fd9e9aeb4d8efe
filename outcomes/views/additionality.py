"""What would have happened anyway: an office's assumptions, and its verified figures less what they take off."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.forms import refuse
from outcomes.additionality_forms import AssumptionsForm
from outcomes.models import Additionality
from outcomes.queries.additionality import net_by_indicator, stated_by
from outcomes.services.additionality import remove_assumptions, set_assumptions
from outcomes.services.indicators import manages
from outcomes.views.asked import office_or_refuse, period_of
from partnerships.models import Partnership
from stakeholders.verbs import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def additionality(request):
    """Read by the office, changed by its coordinators; `?period=` as on the overview."""
    office = office_or_refuse(request)
    organisation = office.organisation
    may = manages(request.user, organisation)
    if request.method == "POST" and not may:
        raise PermissionDenied
    if request.method == "POST" and "remove" in request.POST:
        return remove(request, organisation)
    ties = Partnership.objects.for_user(request.user).kept_by(organisation).order_by("name")
    form = AssumptionsForm(request.POST or None, office=organisation, ties=ties) if may else None
    if request.method == "POST" and form.is_valid() and save(request, organisation, form):
        messages.success(request, _("Assumptions saved."))
        return redirect("outcomes:additionality")
    span, _as_of, _today = period_of(request, office)
    stated = stated_by(organisation)
    context = {
        "span": span,
        "stated": stated,
        "figures": net_by_indicator(request.user, organisation, span) if stated else [],
        "form": form,
    }
    return render(request, "outcomes/additionality.html", context, status=422 if form and form.errors else 200)


def save(request, organisation, form):
    """Whether it was saved; else the refusal stands on the form."""
    given = form.cleaned_data
    try:
        set_assumptions(
            organisation, form.assumptions, source=given["source"], partnership=given["partnership"],
            indicator=given["indicator"], by=request.user, at=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        refuse(form, refusal)
        return False
    return True


def remove(request, organisation):
    number = request.POST["remove"]
    row = Additionality.objects.filter(owner=organisation, pk=number).first() if number.isdecimal() else None
    if row:
        remove_assumptions(row, by=request.user, at=timezone.now())
        messages.success(request, _("Assumptions removed."))
    return redirect("outcomes:additionality")
