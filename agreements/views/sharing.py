"""Opening an agreement or a deliverable to more readers: who will read what comes first, then the button."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement, Deliverable
from agreements.views.sending import form_page
from drawing.words import AUDIENCES
from partnerships.audiences import wider_audiences
from partnerships.services.audience import share_record, who_will_read
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal


@form_page
@login_required
def agreement(request, pk):
    record = get_allowed(Agreement.objects.select_related("owner"), request.user, Permission.SHARE, pk=pk)
    return share(request, record, "agreements:agreement")


@form_page
@login_required
def deliverable(request, pk):
    record = get_allowed(Deliverable.objects.select_related("owner"), request.user, Permission.SHARE, pk=pk)
    return share(request, record, "agreements:deliverable")


def share(request, record, page):
    """Every audience that is still open to the record, each with its readers; one button each."""
    refusal, status = "", 200
    if request.method == "POST":
        try:
            share_record(record, audience=request.POST.get("audience", ""), by=request.user, at=timezone.now())
        except Refusal as refused:
            refusal, status = refused.message, 409
        except ValueError:
            refusal, status = _("Choose who may read it."), 422
        else:
            messages.success(request, _("More people can read it now"))
            return redirect(page, record.pk)
    choices = [
        {"value": audience, "word": AUDIENCES[audience][1], "readers": who_will_read(record, audience)}
        for audience in wider_audiences(record)
        if audience != "office"
    ]
    context = {"record": record, "choices": choices, "back": page, "refusal": refusal}
    return render(request, "agreements/share.html", context, status=status)
