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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements import queries
from agreements.forms_updates import PassForm, UpdateForm, states_of
from agreements.link_access import item_of, link_of
from agreements.models import DeliverableUpdate
from agreements.services import links as services
from agreements.services.refusals import LinkEnded, PassedTooOften, TooMuch
from drawing import languages
from stakeholders.private import private
from stakeholders.verbs import Refusal


def by_link(view):
    """Look up the link; nobody keeps, indexes or passes on the address of such a page. `?lang=` says the language."""

    @functools.wraps(view)
    def run(request, token, *args, **kwargs):
        link = link_of(token)
        wanted = languages.pick(request.GET.get("lang"), link.language, languages.of_browser(request))
        with translation.override(wanted):
            return private(view(request, link, token, *args, **kwargs))

    return run


def in_language(request, address):
    """The address, asked for in the language in which this page was asked for; as it is where none was."""
    asked = request.GET.get("lang")
    return f"{address}?lang={asked}" if asked in settings.EVERY_LANGUAGE else address


def ended(request, token):
    url = in_language(request, reverse("agreements:update-new-link", args=[token]))
    return render(request, "410.html", {"url": url, "lang_links": languages.menu()}, status=410)


def status_of(refusal):
    """Held back for a while, wrong in what was typed, or not possible as things stand."""
    if isinstance(refusal, TooMuch | PassedTooOften):
        return 429
    return 422 if refusal.field else 409


def context_of(request, link, token, bound=None):
    """The page: every item of the set with its own form; `bound` is (item, form, refusal) of a refused one."""
    now = timezone.now()
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
                "open": bool(refused or (is_first and not bound)), "state": queries.state_now(item, now),
                "percent": queries.percent_done(item), "refusal": bound[2] if refused else "",
                "wait_days": (item.due_on - item.day_at_owner(now)).days, "states": states_of(form),
                "counted": before.get(item.pk), "other": refused and form.answer,
                "save_url": in_language(request, reverse("agreements:update-item", args=[token, item.pk])),
            }
        )  # fmt: skip
    return {
        "link": link, "cards": cards, "asker": services.asker_of(link), "open_cards": len(waiting),
        "office": link.office,
        "first": waiting[0] if waiting else items[0], "lang_links": languages.menu(),
        "megabytes": settings.GEMEL_UPLOAD_MEGABYTES,
        "pass_url": "" if link.passed_by_id else in_language(request, reverse("agreements:update-pass", args=[token])),
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


@by_link
@require_safe
def page(request, link, token):
    if not link.is_open():
        return ended(request, token)
    return render(request, "agreements/partner.html", context_of(request, link, token))


@csrf_exempt
@by_link
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
        context = context_of(request, link, token, (item, form, ""))
        return render(request, "agreements/partner.html", context, status=422)
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
        beside = refusal.field in form.fields
        if beside:
            form.add_error(refusal.field, str(refusal.message))
        context = context_of(request, link, token, (item, form, "" if beside else refusal.message))
        return render(request, "agreements/partner.html", context, status=status_of(refusal))
    return redirect(in_language(request, reverse("agreements:update-sent", args=[token, update.pk])))


@by_link
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
    back = in_language(request, reverse("agreements:update-link", args=[token]))
    context = {
        "link": link, "back": back, "update": update, "left": left, "office": link.office,
        "lang_links": languages.menu(),
    }  # fmt: skip
    return render(request, "agreements/partner_sent.html", context)


@csrf_exempt
@by_link
@require_POST
def new_link(request, link, token):
    """An ended link: a new one goes to the known address, and the page says the same whether it did or not."""
    services.renew_link(link, at=timezone.now())
    context = {
        "title": _("Look into your mail"),
        "text": _("If this item is still open, a new link is on its way to the address we know."),
        "lang_links": languages.menu(),
    }
    return render(request, "agreements/link_asked.html", context)


@csrf_exempt
@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def pass_on(request, link, token):
    """Somebody else does it: they get a link of their own to what this one shows. What they got goes no further."""
    if not link.is_open():
        return ended(request, token)
    back = in_language(request, reverse("agreements:update-link", args=[token]))
    if link.passed_by_id and request.method != "POST":
        return redirect(back)
    items = [item for item in services.items_of(link) if item.is_open]
    form = PassForm(request.POST or None, items=items)
    context = {
        "link": link, "office": link.office, "items": items, "form": form, "lang_links": languages.menu(), "back": back,
    }
    if request.method != "POST":
        return render(request, "agreements/partner_pass.html", context)
    status = 422
    if form.is_valid():
        try:
            passed = services.pass_on(link, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
            status = status_of(refusal)
        else:
            return render(request, "agreements/partner_passed.html", {**context, "passed": passed})
    return render(request, "agreements/partner_pass.html", context, status=status)
