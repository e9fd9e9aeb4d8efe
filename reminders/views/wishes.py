"""The page behind the link in each mail: how often, or not at all; without signing in.

GET changes nothing, for mail scanners open links. POST `List-Unsubscribe=One-Click` comes from mail programs (RFC 8058)
and carries neither cookie nor CSRF token; whoever can post knows the signed address. The page's own forms carry none
either: under `Referrer-Policy: no-referrer` browsers send `Origin: null`, which the check refuses.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from agreements.views.partner import in_language
from drawing import languages
from reminders.forms_wishes import form_of
from reminders.services.wishes import one_click, silence
from reminders.views import asking
from reminders.wishes_links import read_token
from stakeholders.private import private


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request, token):
    found = read_token(token)
    if found is None or found[0].webhook_id:
        raise Http404
    if request.method == "POST" and request.POST.get("List-Unsubscribe") == "One-Click":
        one_click(*found, at=timezone.now())
        return private(HttpResponse(status=204))
    wanted = languages.pick(request.GET.get("lang"), language_of(found[0]), languages.of_browser(request))
    with translation.override(wanted):
        return private(page(request, token, *found))


def language_of(recipient):
    """As their mails are written: their own language, else that of their organisation; "" where neither says."""
    if recipient.user_id:
        return recipient.user.language
    person = recipient.person
    return person.language or (person.organisation.language if person.organisation_id else "")


def page(request, token, recipient, rule, kind, pk):
    form = None
    if request.method == "POST":
        done, form = send(request, recipient, rule, kind, pk)
        if form is None:
            back = in_language(request, reverse("reminders:wishes", args=[token]))
            return redirect(f"{back}{'&' if '?' in back else '?'}done={done}")
    context = {
        "recipient": recipient,
        "about": asking.about(recipient, rule, kind, pk),
        "silences": asking.silences_of(recipient, timezone.now(), signed_in=False),
        "form": form or form_of(recipient),
        "said": asking.said(request.GET.get("done", "")),
        "lang_links": languages.menu(),
    }
    return render(request, "reminders/wishes.html", context, status=422 if form else 200)


def send(request, recipient, rule, kind, pk):
    """As asking.act, with the two buttons that end what this very mail told."""
    now = timezone.now()
    if rule and "not_this" in request.POST:
        silence(recipient, kind=kind, pk=pk, at=now) if kind else silence(recipient, rule=rule, at=now)
        return "silenced", None
    if rule and "not_such" in request.POST:
        silence(recipient, rule=rule, at=now)
        return "silenced", None
    return asking.act(request, recipient)
