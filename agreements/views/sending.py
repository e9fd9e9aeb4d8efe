"""What the form pages of this room share: which agreement may be changed, and how one form is sent."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agreements.models import Agreement
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal

form_page = require_http_methods(["GET", "HEAD", "POST"])


def changeable(request, pk):
    """The agreement, which the person may change; 403 or 404."""
    whole = Agreement.objects.select_related("partnership", "owner")
    return get_allowed(whole, request.user, Permission.EDIT, pk=pk)


def send(request, agreement, form, act, *, title, done, hint=""):
    """One form: shown, or sent and refused beside what was typed, or done and back to the agreement."""
    context = {"agreement": agreement, "form": form, "title": title, "hint": hint}
    if request.method != "POST":
        return render(request, "agreements/form.html", context)
    if form.is_valid():
        try:
            act(by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        else:
            messages.success(request, done)
            return redirect("agreements:agreement", agreement.pk)
    return render(request, "agreements/form.html", context, status=422)
