"""The page behind the link in each mail: how often, or not at all; without signing in.

GET changes nothing, for mail scanners open links. POST `List-Unsubscribe=One-Click` comes from mail programs (RFC 8058)
and carries neither cookie nor CSRF token; whoever can post knows the signed address.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from reminders.services.wishes import one_click
from reminders.wishes_links import read_token
from stakeholders.private import private


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request, token):
    found = read_token(token)
    if found is None:
        raise Http404
    if request.method == "POST" and request.POST.get("List-Unsubscribe") == "One-Click":
        one_click(*found, at=timezone.now())
        return private(HttpResponse(status=204))
    return private(render(request, "reminders/wishes.html", {"recipient": found[0]}))
