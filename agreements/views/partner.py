"""The partner's page behind a mailed link: a named set of items, each saved on its own, no account (DESIGN 8).

GET changes nothing and uses nothing up. The link is the principal; agreements/link_access.py says what it opens.
Its forms carry no CSRF token: under `Referrer-Policy: no-referrer` browsers send `Origin: null`, which the check
refuses, and no cookie grants anything here. Whoever can post knows the secret address already.
"""

import functools
import secrets

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from agreements import queries
from agreements.forms import UpdateForm, states_of
from agreements.link_access import item_of, link_of
from agreements.models import DeliverableUpdate
from agreements.services import links as services
from agreements.services.refusals import LinkEnded, TooMuch
from stakeholders.verbs import Refusal


def private(view):
    """Look up the link; nobody keeps, indexes or passes on the address of such a page. `?lang=` says the language."""

    @functools.wraps(view)
    def run(request, token, *args, **kwargs):
        link = link_of(token)
        with translation.override(language_for(request, link)):
            response = view(request, link, token, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "no-store"
        return response

    return run


def language_for(request, link):
    """The language asked for, else the contact's own, else the one in use; only those that are switched on."""
    known = dict(settings.LANGUAGES)
    wanted = [request.GET.get("lang"), link.person.language if link.person else "", translation.get_language()]
    return next((code for code in wanted if code in known), settings.LANGUAGE_CODE)


def lang_links():
    """For the menu; empty where there is nothing to choose."""
    if len(settings.LANGUAGES) < 2:
        return []
    return [{"code": code, "name": name, "url": f"?lang={code}"} for code, name in settings.LANGUAGES]


def ended(request, token):
    context = {"url": reverse("agreements:update-new-link", args=[token])}
    return render(request, "410.html", context, status=410)


def context_of(link, token, bound=None):
    """The page: every item of the set with its own form; `bound` is (item, form, refusal) of a refused one."""
    today = timezone.localdate()
    items = services.items_of(link)
    last, before = {}, {}
    for update in DeliverableUpdate.objects.filter(deliverable__in=items).order_by("at", "pk"):
        if update.quantity is not None:
            before[update.deliverable_id] = update
        last[update.deliverable_id] = update
    cards = []
    waiting = [item for item in items if item.is_open]
    for number, item in enumerate(items, start=1):
        refused = bound and bound[0].pk == item.pk
        form = bound[1] if refused else blank_form(link, item, last.get(item.pk))
        is_first = waiting and item.pk == waiting[0].pk
        cards.append(
            {
                "item": item, "number": number, "total": len(items), "form": form, "last": last.get(item.pk),
                "open": bool(refused or (is_first and not bound)), "state": queries.state_of(item, today),
                "percent": queries.percent_done(item), "refusal": bound[2] if refused else "",
                "wait_days": (item.due_on - today).days, "states": states_of(form), "counted": before.get(item.pk),
                "other": refused and form.answer,
            }
        )  # fmt: skip
    return {
        "link": link, "token": token, "cards": cards, "open_cards": len(waiting), "office": link.office,
        "first": waiting[0] if waiting else items[0], "today": today, "lang_links": lang_links(),
        "waiting": len(waiting), "form": bound[1] if bound else None,
    }  # fmt: skip


def blank_form(link, item, last):
    known = {"on track": "on track", "at risk": "at risk", "stuck": "stuck", "done": "done"}
    initial = {
        "state": known.get(last.answer if last else item.outlook, ""),
        "quantity": queries.plain(item.quantity),
        "name": link.name,
        "key": secrets.token_urlsafe(12),
    }
    return UpdateForm(deliverable=item, ask_name=True, initial=initial, prefix=f"i{item.pk}")


@private
@require_safe
def page(request, link, token):
    if not link.is_open():
        return ended(request, token)
    return render(request, "agreements/partner.html", context_of(link, token))


@csrf_exempt
@private
@require_POST
def save(request, link, token, pk):
    if not link.is_open():
        return ended(request, token)
    item = item_of(link, pk)
    form = UpdateForm(
        request.POST, request.FILES, deliverable=item, ask_name=True, answer=request.POST.get("answer", ""),
        prefix=f"i{item.pk}",
    )  # fmt: skip
    if not form.is_valid():
        return render(request, "agreements/partner.html", context_of(link, token, (item, form, "")), status=422)
    found = form.cleaned_data
    files = [found["file"]] if found.get("file") else []
    try:
        update = services.update_by_link(
            link, item, answer=form.chosen, at=timezone.now(), by_name=found["name"], note=found["note"],
            quantity=found.get("quantity"), until=found.get("until"), files=files, key=found.get("key"),
        )  # fmt: skip
    except LinkEnded:
        return ended(request, token)
    except Refusal as refusal:
        status = 429 if isinstance(refusal, TooMuch) else 422 if refusal.field else 409
        beside = refusal.field in form.fields
        if beside:
            form.add_error(refusal.field, str(refusal.message))
        context = context_of(link, token, (item, form, "" if beside else refusal.message))
        return render(request, "agreements/partner.html", context, status=status)
    return redirect("agreements:update-sent", token, update.pk)


@private
@require_safe
def sent(request, link, token, pk):
    """What was sent, and what of the set is still open."""
    if not link.is_open():
        return ended(request, token)
    update = link.updates.select_related("deliverable__owner").prefetch_related("files").filter(pk=pk).first()
    if update is None:
        return redirect("agreements:update-link", token)
    done = set(link.updates.values_list("deliverable_id", flat=True))
    left = [item for item in services.items_of(link) if item.is_open and item.pk not in done]
    context = {"link": link, "token": token, "update": update, "left": left, "office": link.office}
    return render(request, "agreements/partner_sent.html", context)


@csrf_exempt
@private
@require_POST
def new_link(request, link, token):
    """An ended link: a new one goes to the known address, and the page says the same whether it did or not."""
    services.renew_link(link, at=timezone.now())
    context = {
        "title": _("Look into your mail"),
        "text": _("If this item is still open, a new link is on its way to the address we know."),
    }
    return render(request, "agreements/link_asked.html", context)
