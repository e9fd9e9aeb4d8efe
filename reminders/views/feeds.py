"""The calendars of a person, and the address under which a calendar program reads one."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reminders.feeds.contents import calendar_of
from reminders.feeds.scope import TARGETS, readable
from reminders.forms_feeds import FeedForm
from reminders.models import Feed, FeedKind
from reminders.services.feeds import make_feed, note_reading, renew_feed, revoke_feed
from stakeholders.access import get_allowed
from stakeholders.private import private
from stakeholders.verbs import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def calendars(request):
    """One's calendars, and a form that makes one. `?of=agreement-5` chooses what the page of that record offers."""
    form = FeedForm(request.POST if request.method == "POST" else None, user=request.user, of=request.GET.get("of", ""))
    if request.method == "POST" and form.is_valid():
        kind, target = form.cleaned_data["of"]
        try:
            made = make_feed(request.user, kind, target, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _once(request, *made)
    context = {"form": form, "feeds": _shown(request.user)}
    return render(request, "reminders/calendars.html", context, status=422 if form.errors else 200)


def _shown(user):
    """The person's calendars that work, each with a `name`: "" where they may no longer read what it is of."""
    feeds = list(Feed.objects.for_user(user).filter(revoked_at=None))
    names = {}
    for kind in TARGETS:
        ids = [getattr(feed, f"{kind}_id") for feed in feeds if feed.kind == kind]
        names |= {(kind, row.pk): str(row) for row in readable(user, kind).filter(pk__in=ids)} if ids else {}
    for feed in feeds:
        own = feed.kind == FeedKind.MINE
        feed.name = feed.get_kind_display() if own else names.get((feed.kind, getattr(feed, f"{feed.kind}_id")), "")
    return feeds


def _once(request, feed, token):
    """The page that shows an address, once."""
    address = request.build_absolute_uri(reverse("reminders:calendar", args=[token]))
    name = feed.target or feed.get_kind_display()
    return private(render(request, "reminders/calendar_address.html", {"address": address, "name": name}))


@require_POST
@login_required
def renew(request, pk):
    feed = get_allowed(Feed.objects, request.user, pk=pk)
    try:
        return _once(request, *renew_feed(feed, by=request.user, at=timezone.now()))
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("reminders:calendars")


@require_POST
@login_required
def revoke(request, pk):
    feed = get_allowed(Feed.objects, request.user, pk=pk)
    revoke_feed(feed, by=request.user, at=timezone.now())
    messages.success(request, _("Calendar revoked. Its address answers nobody any more."))
    return redirect("reminders:calendars")


@require_safe
def calendar(request, token):
    """The file of a feed, for whoever holds its address: what its person may read now.

    Whether it changed is told by its tag alone, never by a date: a right that ended takes something away, and nothing
    in the file is newer for it.
    """
    feed = Feed.objects.with_token(token)
    if feed is None:
        raise Http404
    if feed.revoked_at is not None or not feed.user.is_active:
        context = {"title": _("This calendar has ended"), "text": _("Make another one in Gemel, under Calendars.")}
        return private(render(request, "410.html", context, status=410))
    now = timezone.now()
    body = calendar_of(feed, now)
    note_reading(feed, now)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8", headers={"ETag": tag})
    response["Content-Disposition"] = 'inline; filename="gemel.ics"'
    response = get_conditional_response(request, etag=tag, response=response)
    return _kept_by_its_reader(response)


def _kept_by_its_reader(response):
    """As other secret addresses, but the reader's program keeps its copy and asks whether it still holds."""
    private(response)["Cache-Control"] = "private, no-cache"
    return response
