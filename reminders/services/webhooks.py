"""Webhooks of an office: made, changed, tried, stopped and started by its coordinators."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.services.ties import require_manager
from reminders import wire
from reminders.models import Mode, Recipient, Webhook, WebhookFormat, WebhookPost
from reminders.post_formats import TEST, Line
from reminders.posting import queue_post
from reminders.rules import RULES
from reminders.signing import new_secret
from stakeholders.verbs import Refusal, verb

STALE_AFTER = timedelta(days=7)  # what waited longer while a webhook stood still is not told any more


class NameMissing(Refusal):
    code = "name_missing"
    message = _("Give it a name.")


class NameTaken(Refusal):
    code = "name_taken"
    message = _("Your office has a webhook of this name.")


class WrongAddress(Refusal):
    code = "wrong_address"
    message = _("Posts go to an address on the public internet that begins with https:// and holds no password.")


class UnknownFormat(Refusal):
    code = "unknown_format"
    message = _("Choose one of the formats.")


class UnknownRule(Refusal):
    code = "unknown_rule"
    message = _("Choose among the rules of reminders.")


class WebhookStopped(Refusal):
    code = "webhook_stopped"
    message = _("It is stopped. Start it first.")


@verb("webhook.made")
def make_webhook(office, *, name, url, format, by, at, rules=()):
    """A channel of this organisation. format: of WebhookFormat. rules: those it is told of, empty for all.

    Returns it; its secret is made here and shown to nobody after this. Raises NotYourOffice, NameMissing, NameTaken,
    WrongAddress, UnknownFormat and UnknownRule.
    """
    require_manager(by, office)
    name = _free_name(office, name)
    _check(url, format, rules)
    webhook = Webhook(
        office=office, name=name, url=url, secret=new_secret(), format=format, rules=sorted(rules), created_by=by,
        created_at=at,
    )  # fmt: skip
    _save(webhook)
    # A channel has no hours and no weekend: it is told at once.
    Recipient.objects.create(webhook=webhook, mode=Mode.IMMEDIATE)
    return webhook


@verb("webhook.changed")
def change_webhook(webhook, *, name, format, by, at, url="", rules=()):
    """The same channel under another name, address or rules. url "": the address stays, which nobody is shown again.

    Raises as make_webhook does. What waits already keeps its text.
    """
    webhook = _locked(webhook, by)
    webhook.name = _free_name(webhook.office, name, but=webhook)
    _check(url or webhook.url, format, rules)
    webhook.url, webhook.format, webhook.rules = url or webhook.url, format, sorted(rules)
    _save(webhook, update_fields=["name", "url", "format", "rules"])
    return webhook


@verb("webhook.secret_renewed")
def renew_secret(webhook, *, by, at):
    """Another secret from now on; the one before signs nothing any more. Returns the webhook."""
    webhook = _locked(webhook, by)
    webhook.secret = new_secret()
    webhook.save(update_fields=["secret"])
    return webhook


@verb("webhook.stopped")
def stop_webhook(webhook, *, by, at):
    """Nothing is sent there from now on. Twice is once; why it was stopped before stays."""
    webhook = _locked(webhook, by)
    if webhook.stopped_at is None:
        webhook.stopped_at, webhook.problem = at, ""
        webhook.save(update_fields=["stopped_at", "problem"])
    return webhook


@verb("webhook.started")
def start_webhook(webhook, *, by, at):
    """Send there again. What waited goes out now, with all its tries; what waited for over a week is given up."""
    webhook = _locked(webhook, by)
    if webhook.stopped_at is not None:
        webhook.stopped_at, webhook.problem = None, ""
        webhook.save(update_fields=["stopped_at", "problem"])
        waiting = WebhookPost.objects.waiting().filter(webhook=webhook)
        stale = {"failed_at": at, "problem": _now("it waited for over a week"), "body": {}}
        waiting.filter(created_at__lt=at - STALE_AFTER).update(**stale)
        waiting.update(ready_at=at, attempts=0)
    return webhook


@verb("webhook.tested")
def test_webhook(webhook, *, by, at):
    """Queue a post that says who tries it. Returns its row. Raises WebhookStopped."""
    webhook = _locked(webhook, by)
    if webhook.stopped_at is not None:
        raise WebhookStopped(webhook)
    office = getattr(webhook.office, "office", None)
    with translation.override(office.language if office else None):
        title = _now("This is a test from %(office)s") % {"office": webhook.office.name}
    url = settings.GEMEL_URL + reverse("reminders:webhooks")
    line = Line(
        title=title, url=url, text="", about_on=None, rule=TEST, subject_kind="webhook", subject_id=webhook.pk
    )
    return queue_post(webhook, key=f"test:{webhook.pk}:{at.isoformat()}", lines=[line], at=at)


test_webhook.__test__ = False  # it is no test, whatever its name says to pytest


def _locked(webhook, by):
    require_manager(by, webhook.office)
    # Its coordinators may change it at the same time; of= because the office is read along.
    found = Webhook.objects.select_related("office").select_for_update(of=["self"], no_key=True)
    return found.get(pk=webhook.pk)


def _free_name(office, name, but=None):
    name = " ".join(name.split())
    if not name:
        raise NameMissing(field="name")
    if Webhook.objects.filter(office=office, name=name).exclude(pk=but and but.pk).exists():
        raise NameTaken(field="name")
    return name


def _save(webhook, **given):
    """Two at once may have asked for the same name: the database tells the second."""
    try:
        with transaction.atomic():
            webhook.save(**given)
    except IntegrityError:
        raise NameTaken(field="name") from None


def _check(url, format, rules):
    if format not in WebhookFormat.values:
        raise UnknownFormat(field="format")
    if not set(rules) <= set(RULES):
        raise UnknownRule(field="rules")
    try:
        wire.check_url(url)
    except wire.Unsendable:
        raise WrongAddress(field="url") from None
