"""One thing done with many deliverables: each by itself, and what could not be done said item by item."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from agreements import queries
from agreements.forms_deliverables import BulkForm
from agreements.models import Deliverable
from agreements.services import deliverables as services
from agreements.services.refusals_deliverables import NothingChosen
from stakeholders.access import Permission
from stakeholders.verbs import Refusal

NEEDS = {
    "accept": Permission.ACCEPT_DELIVERABLE,
    "move": Permission.EDIT,
    "ask": Permission.ASK,
    "cancel": Permission.EDIT,
}


@require_POST
@login_required
def bulk(request):
    form = BulkForm(request.POST)
    query = QueryDict(request.POST.get("back", "")).urlencode()
    back = reverse("agreements:deliverables") + (f"?{query}" if query else "")
    if not form.is_valid():
        return render(request, "agreements/bulk.html", {"form": form, "back": back}, status=422)
    found = form.cleaned_data
    items = list(queries.listed(request.user).filter(pk__in=found["items"]).order_by("due_on", "pk"))
    if not items:
        form.add_error(None, str(NothingChosen.message))
        return render(request, "agreements/bulk.html", {"form": form, "back": back}, status=422)
    allowed = Deliverable.objects.for_user(request.user, NEEDS[found["action"]])
    mine = set(allowed.filter(pk__in=[item.pk for item in items]).values_list("pk", flat=True))
    if found["action"] == "ask":
        return ask(request, items, mine, back)
    done, refused = apply(items, mine, found, by=request.user)
    words = told(found["action"], len(done)) if done else ""
    if not refused:
        messages.success(request, words)
        return redirect(back)
    return render(request, "agreements/bulk.html", {"done": words, "refused": refused, "back": back}, status=409)


def apply(items, mine, found, *, by):
    """(items done, [{item, why}]): each in a transaction of its own, so that one refusal keeps no other back."""
    at, done, refused = timezone.now(), [], []
    acts = {
        "accept": lambda item: services.accept_deliverable(item, by=by, at=at),
        "move": lambda item: services.move_deliverable(item, due_on=found["due_on"], by=by, at=at),
        "cancel": lambda item: services.cancel_deliverable(item, by=by, at=at),
    }
    for item in items:
        if item.pk not in mine:
            refused.append({"item": item, "why": _("You may read it, not change it.")})
            continue
        try:
            done.append(acts[found["action"]](item))
        except Refusal as refusal:
            refused.append({"item": item, "why": refusal.message})
    return done, refused


def told(action, n):
    return {
        "accept": ngettext("%(n)s deliverable accepted", "%(n)s deliverables accepted", n),
        "move": ngettext("%(n)s deliverable moved", "%(n)s deliverables moved", n),
        "cancel": ngettext("%(n)s deliverable cancelled", "%(n)s deliverables cancelled", n),
    }[action] % {"n": n}


def ask(request, items, mine, back):
    """One mail for each organisation that owes some of them: where it is one, straight to its page."""
    letters, refused = {}, []
    for item in items:
        if item.pk not in mine:
            refused.append({"item": item, "why": _("You may read it, not change it.")})
        elif not item.is_open:
            refused.append({"item": item, "why": _("It is accepted or cancelled; there is nothing to ask.")})
        else:
            letters.setdefault((item.owed_by, item.owner), []).append(item)
    asked = [
        {
            "body": body,
            "n": len(some),
            "url": reverse("agreements:ask", args=[some[0].pk])
            + (f"?{urlencode([('items', item.pk) for item in some[1:]])}" if some[1:] else ""),
        }
        for (body, _owner), some in letters.items()
    ]
    if len(asked) == 1 and not refused:
        return redirect(asked[0]["url"])
    context = {"letters": asked, "refused": refused, "back": back}
    return render(request, "agreements/bulk.html", context, status=409 if refused else 200)
