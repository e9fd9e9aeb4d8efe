"""What an item says of itself, and the answer to somebody who asks for more time."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agreements import queries
from agreements.forms_deliverables import GRANT, EditForm, TimeForm
from agreements.models import Deliverable, DeliverableUpdate
from agreements.services import extensions
from agreements.services.editing import EDITABLE, edit_deliverable
from agreements.views import deliverables as pages
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request, pk):
    whole = Deliverable.objects.select_related("agreement")
    item = get_allowed(whole, request.user, Permission.EDIT, pk=pk)
    words = {name: getattr(item, name) for name in EDITABLE}
    words["quantity_goal"], words["weight"] = queries.plain(item.quantity_goal), queries.plain(item.weight)
    form = EditForm(request.POST or None, initial=words)
    context = {"item": item, "edit_form": form}
    if request.method != "POST":
        return render(request, "agreements/edit_deliverable.html", context)
    if not form.is_valid():
        return render(request, "agreements/edit_deliverable.html", {**context, "form": form}, status=422)
    try:
        edit_deliverable(item, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        return render(request, "agreements/edit_deliverable.html", {**context, "form": form}, status=409)
    messages.success(request, _("Deliverable changed"))
    return redirect("agreements:deliverable", item.pk)


@require_POST
@login_required
def answer_time(request, pk):
    """Grant or refuse what one update asks for."""
    update = DeliverableUpdate.objects.for_user(request.user).filter(pk=pk).select_related("deliverable").first()
    item = get_allowed(
        Deliverable.objects, request.user, Permission.ACCEPT_DELIVERABLE, pk=update.deliverable_id if update else 0
    )
    form = TimeForm(request.POST, auto_id="wish-%s")
    if not form.is_valid():
        return pages.invalid(request, item, time_form=form, form=form)
    found = form.cleaned_data

    def act():
        if request.POST.get("answer") == GRANT:
            extensions.grant_more_time(
                update, until=found["until"], outside_term=found["outside_term"], by=request.user, at=timezone.now()
            )
        else:
            extensions.refuse_more_time(update, reason=found["reason"], by=request.user, at=timezone.now())

    granted = request.POST.get("answer") == GRANT
    done = _("New date saved") if granted else _("The date stays as it is")
    return pages.answer(request, item, act, done=done, time_form=form)
