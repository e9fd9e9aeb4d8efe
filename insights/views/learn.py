"""What to learn: a page for each study, from its stored answer; asking anew, taking back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from insights.libraries import missing
from insights.models import Answer
from insights.pages import PAGES, shown
from insights.services.answers import ask, cancel
from insights.views.stored import latest_of
from stakeholders.access import Permission, Role, get_allowed
from stakeholders.verbs import Refusal


def office_of(request):
    """The person's office as a whole. Raises PermissionDenied for whoever has none, or is let in to single ties."""
    if not request.office or request.office.limited:
        raise PermissionDenied
    return request.office


def may_ask(request, of_office):
    """Whether this person has a study worked out anew: a coordinator for the office, staff for the public record."""
    return request.office.role == Role.COORDINATOR if of_office else request.user.is_staff


@require_safe
@login_required
def learn(request):
    """The questions, and what each found last."""
    office = office_of(request)
    cards = shown(request.user, office)
    return render(request, "insights/learn.html", {"cards": cards, "office": office, "missing": missing()})


@require_safe
@login_required
def study_page(request, key):
    """One study: its latest answer, how far a running one is, and why the newest has none."""
    office = office_of(request)
    page = PAGES.get(key)
    if page is None:
        raise Http404(_("No such page."))
    owner = office.organisation if page.of_office else None
    stored = latest_of(request.user, key, owner)
    context = {
        "page": page,
        "office": office,
        **stored,
        "may_ask": may_ask(request, page.of_office),
        "missing": missing(),
        **(page.context(stored["answer"].found, office) if stored["answer"] else {}),
    }
    return render(request, page.template, context)


@require_POST
@login_required
def ask_study(request, key):
    """Have a study worked out anew."""
    office = office_of(request)
    page = PAGES.get(key)
    if page is None:
        raise Http404(_("No such page."))
    if not may_ask(request, page.of_office):
        raise PermissionDenied
    try:
        ask(key, owner=office.organisation if page.of_office else None, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    return redirect("insights:study", key)


@require_POST
@login_required
def cancel_study(request, pk):
    """Take back a question that waits or runs."""
    office_of(request)
    answer = get_allowed(Answer.objects.defer("table", "found"), request.user, Permission.EDIT, pk=pk)
    try:
        cancel(answer, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    if answer.question:
        return redirect("insights:own-table", answer.pk)
    return redirect("insights:ranking") if answer.study == "ranking" else redirect("insights:study", answer.study)
