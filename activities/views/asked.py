"""The other side's page behind a mailed link: was it so? One page, one button, no account (DESIGN 8).

GET changes nothing and uses nothing up. The link is the principal: it shows the frozen copy that it was made with and
nothing of the record. Its forms carry no CSRF token: under `Referrer-Policy: no-referrer` browsers send
`Origin: null`, which the check refuses, and no cookie grants anything here.
"""

import functools
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from activities.forms import refuse
from activities.forms_sides import AccountForm, PassAskForm, initial_of
from activities.models import AccountAnswer, ActivityAsk, ActivityStatus
from activities.services import asking as services
from activities.services.accounts import answer_by_link
from agreements.services.refusals import LinkEnded, PassedTooOften
from drawing import languages
from stakeholders.private import private
from stakeholders.verbs import Refusal

POSTS_AN_HOUR = 20


def by_link(view):
    """Look up the link, or 404; nobody keeps, indexes or passes on the address. `?lang=` says the language."""

    @functools.wraps(view)
    def run(request, token, *args, **kwargs):
        ask = ActivityAsk.objects.with_token(token)
        if ask is None:
            raise Http404
        wanted = languages.pick(request.GET.get("lang"), ask.language, languages.of_browser(request))
        with translation.override(wanted):
            if request.method == "POST" and too_many(ask):
                return private(held_back(request))
            return private(view(request, ask, token, *args, **kwargs))

    return run


def too_many(ask):
    """More than twenty posts an hour on one link."""
    key = f"activity-ask-{ask.pk}"
    cache.add(key, 0, timeout=int(timedelta(hours=1).total_seconds()))
    return cache.incr(key) > POSTS_AN_HOUR


def held_back(request):
    context = {"title": _("Too many tries"), "text": _("Wait an hour, then try again."), "lang_links": languages.menu()}
    return render(request, "429.html", context, status=429)


def in_language(request, address):
    """The address, asked for in the language in which this page was asked for; as it is where none was."""
    asked = request.GET.get("lang")
    return f"{address}?lang={asked}" if asked in settings.EVERY_LANGUAGE else address


def ended(request, token):
    url = in_language(request, reverse("activities:asked-new-link", args=[token]))
    text = _("Links end after some weeks, or when the office closes them. What you sent before is kept.")
    return render(request, "410.html", {"url": url, "text": text, "lang_links": languages.menu()}, status=410)


@csrf_exempt
@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def page(request, ask, token):
    """What was asked with its three answers; after the answer, what was said, for as long as the link works."""
    if not ask.is_open():
        return ended(request, token)
    given = ask.accounts.first()
    if given is not None:
        return done(request, ask, given)
    if ask.activity.status != ActivityStatus.HAPPENED:
        return ended(request, token)
    if request.method != "POST":
        return question(request, ask, token, AccountForm(initial=initial_of(ask.fields, ask.name)))
    form = AccountForm(request.POST)
    if not form.is_valid():
        return question(request, ask, token, form, status=422)
    account = form.account(request.POST.get("answer", ""))
    try:
        answer_by_link(ask, account, name=form.cleaned_data["name"], at=timezone.now())
    except LinkEnded:
        return ended(request, token)
    except Refusal as refusal:
        refuse(form, refusal)
        return question(request, ask, token, form, status=422)
    return redirect(in_language(request, request.path))


def question(request, ask, token, form, status=200):
    own = request.POST.get("answer", "") in ("", AccountAnswer.OWN)
    pass_url = "" if ask.passed_by_id else in_language(request, reverse("activities:asked-pass", args=[token]))
    context = {
        "ask": ask, "form": form, "office": ask.activity.owner, "facts": services.lines_of(ask.fields),
        "asker": asker_of(ask), "lang_links": languages.menu(), "answers": AccountAnswer, "pass_url": pass_url,
        "is_open": own and bool(form.errors),
    }  # fmt: skip
    return render(request, "activities/asked.html", context, status=status)


def asker_of(ask):
    """The name of who asks: the coordinator, or the one who passed the link on; "" where nobody is known."""
    if ask.passed_by:
        return ask.passed_by.name or ask.passed_by.email
    return str(ask.created_by) if ask.created_by else ""


def done(request, ask, given):
    told = services.lines_of(given.told or ask.fields)
    context = {
        "ask": ask, "given": given, "office": ask.activity.owner, "told": told, "lang_links": languages.menu(),
        "answers": AccountAnswer,
    }  # fmt: skip
    return render(request, "activities/asked_done.html", context)


@csrf_exempt
@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def pass_on(request, ask, token):
    """Somebody else knows it: they get a link of their own. What they got goes no further."""
    if not ask.is_open() or ask.accounts.exists():
        return ended(request, token)
    back = in_language(request, reverse("activities:asked", args=[token]))
    if ask.passed_by_id and request.method != "POST":
        return redirect(back)
    form = PassAskForm(request.POST or None, initial={"by_name": ask.name})
    context = {"link": ask, "office": ask.activity.owner, "form": form, "lang_links": languages.menu(), "back": back}
    if request.method != "POST":
        return render(request, "agreements/partner_pass.html", context)
    status = 422
    if form.is_valid():
        try:
            passed = services.pass_on(ask, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            refuse(form, refusal)
            status = 429 if isinstance(refusal, PassedTooOften) else 422 if refusal.field else 409
        else:
            return render(request, "agreements/partner_passed.html", {**context, "passed": passed})
    return render(request, "agreements/partner_pass.html", context, status=status)


@csrf_exempt
@by_link
@require_POST
def new_link(request, ask, token):
    """An ended link: a new one goes to the known address, and the page says the same whether it did or not."""
    services.renew_ask(ask, at=timezone.now())
    context = {
        "title": _("Look into your mail"),
        "text": _("If the question is still open, a new link is on its way to the address we know."),
        "lang_links": languages.menu(),
    }
    return render(request, "agreements/link_asked.html", context)
