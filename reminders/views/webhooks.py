"""Webhooks of an office: for its coordinators only."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, OuterRef, Q, Subquery
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from reminders.forms_webhooks import WebhookChangeForm, WebhookForm
from reminders.models import Webhook, WebhookFormat, WebhookPost
from reminders.services import webhooks as services
from stakeholders.access import Permission, get_allowed
from stakeholders.private import private
from stakeholders.verbs import Refusal
from stakeholders.views.office import office_for_coordinator

form_page = require_http_methods(["GET", "HEAD", "POST"])


def shown(request):
    """The office's webhooks, each with `host`, `waiting` (how many posts) and `last` (the last one tried, or None)."""
    tried = WebhookPost.objects.filter(webhook=OuterRef("pk"), attempts__gt=0).order_by("-pk")
    still = Q(posts__sent_at=None, posts__failed_at=None, posts__isnull=False)
    rows = list(
        Webhook.objects.for_user(request.user)
        .filter(office=request.office.organisation)
        .annotate(last_id=Subquery(tried.values("pk")[:1]), waiting=Count("posts", filter=still))
    )
    posts = WebhookPost.objects.in_bulk([row.last_id for row in rows if row.last_id])
    for row in rows:
        row.host, row.last = urlsplit(row.url).hostname, posts.get(row.last_id)
    return rows


def own(request, pk):
    """The webhook of an office that this person coordinates; else 403 or 404."""
    office_for_coordinator(request)
    return get_allowed(Webhook.objects.select_related("office"), request.user, Permission.MANAGE_TIE, pk=pk)


@form_page
@login_required
def webhooks(request):
    """The list, and the form that adds one."""
    office = office_for_coordinator(request)
    form = WebhookForm(request.POST or None)
    if form.is_valid():
        try:
            made = services.make_webhook(
                office.organisation, **form.cleaned_data, by=request.user, at=timezone.now()
            )
            return _made(request, made, _("Webhook added. Send a test to see that it arrives."))
        except Refusal as refusal:
            form.refuse(refusal)
    status = 422 if form.errors else 200
    return render(request, "reminders/webhooks.html", {"webhooks": shown(request), "form": form}, status=status)


@form_page
@login_required
def webhook(request, pk):
    found = own(request, pk)
    known = {"name": found.name, "format": found.format, "rules": found.rules}
    form = WebhookChangeForm(request.POST or None, initial=known)
    if form.is_valid():
        try:
            services.change_webhook(found, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Webhook saved"))
            return redirect("reminders:webhooks")
        except Refusal as refusal:
            form.refuse(refusal)
    status = 422 if form.errors else 200
    context = {"webhook": found, "form": form, "signed": found.format == WebhookFormat.JSON}
    return render(request, "reminders/webhook.html", context, status=status)


def _made(request, made, said):
    """The secret, this once, where a program checks it; Slack and Teams know their callers by the address."""
    if made.format != WebhookFormat.JSON:
        messages.success(request, said)
        return redirect("reminders:webhooks")
    return private(render(request, "reminders/webhook_secret.html", {"webhook": made}))


@require_POST
@login_required
def renew_secret(request, pk):
    found = own(request, pk)
    found = services.renew_secret(found, by=request.user, at=timezone.now())
    return private(render(request, "reminders/webhook_secret.html", {"webhook": found}))


@require_POST
@login_required
def test(request, pk):
    found = own(request, pk)
    try:
        services.test_webhook(found, by=request.user, at=timezone.now())
        messages.success(request, _("A test is on its way. Load this page again in a moment to see what became of it."))
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect("reminders:webhooks")


@require_POST
@login_required
def stop(request, pk):
    services.stop_webhook(own(request, pk), by=request.user, at=timezone.now())
    messages.success(request, _("Stopped: nothing is sent there."))
    return redirect("reminders:webhooks")


@require_POST
@login_required
def start(request, pk):
    services.start_webhook(own(request, pk), by=request.user, at=timezone.now())
    messages.success(request, _("Started: what waited goes out now."))
    return redirect("reminders:webhooks")
