"""Buttons of My work and of the next days: done with it, later, not about this."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from drawing.formats import long_date
from reminders.naming import KINDS
from reminders.rules import RULES
from reminders.services.inbox import mark_seen
from reminders.services.wishes import own_recipient, silence
from reminders.views.asking import number_of
from stakeholders.verbs import Refusal

BACK = {"my-work": "desk:my-work", "upcoming": "reminders:upcoming"}


@require_POST
@login_required
def done(request):
    """Done with the notices named; those of others are passed over."""
    pks = [number_of(text) for text in request.POST.getlist("notice")]
    if n := mark_seen(request.user, pks, at=timezone.now(), by=request.user):
        messages.success(request, _("Done with it.") if n == 1 or len(pks) == 1 else _("Done with all of these."))
    return redirect("desk:my-work")


@require_POST
@login_required
def later(request):
    """One's own wish alone: this rule on this record put off by some days, or nothing of this record for good."""
    sent, now = request.POST, timezone.now()
    rule, kind, pk = sent.get("rule", ""), sent.get("kind", ""), number_of(sent.get("pk", ""))
    days = number_of(sent.get("days", ""))
    if (rule and rule not in RULES) or kind not in KINDS or not pk or days > 1000:
        return HttpResponseBadRequest(_("No such reminder."))
    until = now + dt.timedelta(days=days) if days else None
    rule = rule if days else ""
    try:
        silence(own_recipient(request.user), rule=rule, kind=kind, pk=pk, until=until, at=now, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, said(until))
    return redirect(BACK.get(sent.get("back"), "desk:my-work"))


def said(until):
    if until is None:
        return _("You will not be told of it any more. Your reminders list what you asked not to be told.")
    return _("Put off until %(day)s.") % {"day": long_date(until)}
