"""The other side's own account by sign-in, and taking its figures over."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from activities.forms import refuse
from activities.forms_sides import AccountForm, initial_of
from activities.models import AccountAnswer, Activity, ActivityAccount
from activities.queries import may_confirm
from activities.queries_around import may_change
from activities.queries_sides import facts_shown
from activities.services.accounts import answer_signed_in, take_over
from activities.services.asking import lines_of
from activities.views.pages import show
from stakeholders.access import get_allowed
from stakeholders.verbs import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account(request, pk):
    """Another account than the one that was offered, or: this was not us. For the lead of the other side."""
    activity = get_allowed(Activity.objects.select_related("place", "owner"), request.user, pk=pk)
    if may_confirm(activity, request.user) is None:
        raise PermissionDenied
    facts = facts_shown(activity)
    form = AccountForm(request.POST or None, ask_name=False, initial=initial_of(facts))
    context = {"activity": activity, "form": form, "facts": lines_of(facts), "answers": AccountAnswer}
    if request.method != "POST":
        return render(request, "activities/account.html", context)
    if form.is_valid():
        answer = form.account(request.POST.get("answer", AccountAnswer.OWN))
        try:
            answer_signed_in(activity, answer, by=request.user, at=timezone.now())
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Your account is kept beside theirs."))
            return redirect("activities:activity", activity.pk)
    return render(request, "activities/account.html", context, status=422)


@require_POST
@login_required
def take(request, pk):
    """Write their figures into our record, those that were ticked."""
    given = get_allowed(ActivityAccount.objects, request.user, pk=pk)
    activity = Activity.objects.get(pk=given.activity_id)
    if not may_change(request.user, activity):
        raise PermissionDenied
    try:
        take_over(activity, given, fields=request.POST.getlist("fields"), by=request.user, at=timezone.now())
    except Refusal as refusal:
        return show(request, activity, refusal=refusal.message, status=409)
    messages.success(request, _("Their figures stand in your record. Ask them again to confirm it."))
    return redirect("activities:activity", activity.pk)
