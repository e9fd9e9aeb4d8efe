"""Saved views: kept from any dashboard or list, opened from the side bar."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outcomes.models import SavedView
from outcomes.services.saved_views import is_page, remove_view, save_view
from outcomes.views.asked import office_or_refuse
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def views(request):
    """All views of the person and those shared in the office; a form of any page posts here to keep that page."""
    office = office_or_refuse(request)
    if request.method == "POST":
        return keep(request, office)
    rows = SavedView.objects.for_user(request.user).select_related("made_by")
    return render(request, "outcomes/views.html", {"rows": rows})


def keep(request, office):
    """Keep the page that the form stands on; back to it either way."""
    path, query = request.POST.get("path", ""), request.POST.get("query", "")
    try:
        save_view(
            office.organisation, name=request.POST.get("name", ""), path=path, query=query,
            shared=request.POST.get("shared") == "1", by=request.user, at=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("View saved. It stands in the side bar."))
    if not is_page(path):
        return redirect("outcomes:views")
    return redirect(f"{path}?{query}" if query else path)


@require_safe
@login_required
def view(request, pk):
    """The page of a view, with its filters."""
    found = get_allowed(SavedView.objects, request.user, pk=pk)
    return redirect(address(found))


def address(view):
    return f"{view.path}?{view.query}" if view.query else view.path


@require_POST
@login_required
def remove(request, pk):
    found = get_allowed(SavedView.objects, request.user, Permission.EDIT, pk=pk)
    remove_view(found, by=request.user, at=timezone.now())
    messages.success(request, _("View removed."))
    return redirect("outcomes:views")
