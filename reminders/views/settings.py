"""One's own wishes, for somebody who signs in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reminders.forms_wishes import form_of
from reminders.models import Recipient
from reminders.services.wishes import own_recipient
from reminders.views import asking
from stakeholders.access import Role


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settings(request):
    form = None
    if request.method == "POST":
        done, form = asking.act(request, own_recipient(request.user), by=request.user)
        if form is None:
            messages.success(request, asking.said(done))
            return redirect("reminders:settings")
    # A look makes no row: until the first wish the defaults hold.
    recipient = Recipient.objects.for_user(request.user).select_related("user").first() or Recipient(user=request.user)
    context = {
        "recipient": recipient, "form": form or form_of(recipient), "csrf": True, "always": True,
        "silences": asking.silences_of(recipient, timezone.now()), "coordinates": coordinates(request),
    }  # fmt: skip
    return render(request, "reminders/settings.html", context, status=422 if form else 200)


def coordinates(request):
    """Whether this person is a full coordinator of the office in which they work."""
    office = request.office
    return bool(office and office.role == Role.COORDINATOR and not office.limited)
