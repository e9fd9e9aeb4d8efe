"""Posts to webhooks: a row first, the sending later (STYLE 5). A crash repeats a post under its id, never loses it."""

import json
import logging
import time
from datetime import timedelta

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reminders import wire
from reminders.models import Webhook, WebhookPost
from reminders.post_formats import Line, body_of
from reminders.signing import id_of, sign
from reminders.stopping import stop_post
from stakeholders.mail import STOPPED
from stakeholders.waking import send_wake

__all__ = ["Line", "body_of", "queue_post", "send_posts"]

logger = logging.getLogger(__name__)
SEND_POSTS = "reminders.tasks.send_posts"
# A post that was taken and not marked is taken again after this: longer than a slow name and wire.WHOLE_SECONDS.
LEASE = timedelta(minutes=3)
SHORTEST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
LONGEST_ASKED = timedelta(days=1)  # however long a Retry-After asks for
MOST_ATTEMPTS = 30  # with the waits above about a day
AT_MOST_SECONDS = 200  # one sweep; what is left waits for the next one
NOT_FOR_EVER = {408, 425, 429}  # the refusals that may pass
GONE = 410


def queue_post(webhook, *, key, lines, at):
    """Write one post to be sent; the same key a second time adds nothing. Returns its row.

    lines: at least one Line. Call it inside the transaction of what it tells of. What is queued for a webhook that was
    stopped waits until it is started.
    """
    given = {"webhook": webhook, "body": body_of(webhook, lines, at, key=key), "ready_at": at}
    row, is_new = WebhookPost.objects.get_or_create(key=key, defaults=given)
    if is_new:
        transaction.on_commit(wake, robust=True)
    return row


def wake():
    send_wake(SEND_POSTS, "post to webhooks")


def send_posts(now):
    """Send what is ready. Returns how many were taken by the other side. Each failure is written on its row.

    A webhook that did not answer is left alone for the rest of the sweep, so that it does not hold up the others.
    """
    started, sent, hung = time.monotonic(), 0, set()
    while (passed := time.monotonic() - started) < AT_MOST_SECONDS:
        moment = now + timedelta(seconds=passed)
        post = _take(moment, hung)
        if post is None:
            break
        if post.failed_at:
            continue
        if _send(post, moment):
            sent += 1
        else:
            hung.add(post.webhook_id)
    return sent


def _take(moment, hung):
    """The next post, ours until its lease ends; None when there is none that nobody else has.

    One that is not to be sent any more is marked instead, and failed_at says so. Its key is free then.
    """
    with transaction.atomic():
        ready = WebhookPost.objects.ready(moment).exclude(webhook__in=hung).select_related("webhook")
        post = ready.select_for_update(of=["self"], skip_locked=True, no_key=True).first()
        if post is not None and stop_post(post, moment):
            given = {"failed_at": moment, "problem": STOPPED, "key": f"{post.key}:{post.pk}", "body": {}}
            for name, value in given.items():
                setattr(post, name, value)
            post.save(update_fields=given)
        elif post is not None:
            post.attempts += 1
            post.ready_at = moment + LEASE
            post.save(update_fields=["attempts", "ready_at"])
    return post


def _send(post, moment):
    """Whether it was taken. What became of it is written only while the row is still ours: attempts tell."""
    body = json.dumps(post.body, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Gemel"}
    headers |= sign(post.webhook.secret, id_of(post.key), int(time.time()), body)
    row = WebhookPost.objects.filter(pk=post.pk, attempts=post.attempts, sent_at=None, failed_at=None)
    try:
        answer = wire.post(post.webhook.url, body, headers)
    except wire.Unanswered as fault:
        _fail(row, post, moment, str(fault))
        return False
    except wire.Unsendable as fault:
        row.update(**_given_up(), status=None, problem=_told(fault))
        _stop(post.webhook, _told(fault))
        return False
    if 200 <= answer.status < 300:
        row.update(sent_at=timezone.now(), status=answer.status, problem="", body={})
        return True
    problem = _problem(answer)
    if answer.status < 500 and answer.status not in NOT_FOR_EVER:
        row.update(**_given_up(), status=answer.status, problem=problem)
        if answer.status == GONE:
            _stop(post.webhook, problem)
        return False
    _fail(row, post, moment, problem, answer)
    return False


def _fail(row, post, moment, problem, answer=None):
    """Try again later, or give up and stop the webhook after the last time."""
    given = {"status": answer and answer.status, "problem": _told(problem)}
    if post.attempts >= MOST_ATTEMPTS:
        if row.update(**_given_up(), **given):
            _stop(post.webhook, _told(problem))
        return
    wait = min(SHORTEST_WAIT * 2 ** min(post.attempts - 1, 10), LONGEST_WAIT)
    if answer and answer.retry_after is not None:
        wait = max(wait, min(timedelta(seconds=answer.retry_after), LONGEST_ASKED))
        # It was not meant for this post alone.
        others = WebhookPost.objects.waiting().filter(webhook=post.webhook_id, ready_at__lt=moment + wait)
        others.exclude(pk=post.pk).update(ready_at=moment + wait)
    row.update(ready_at=moment + wait, **given)


def _given_up():
    """What was told stands in the ledger; the texts are not kept a second time."""
    return {"failed_at": timezone.now(), "body": {}}


def _stop(webhook, problem):
    with pghistory.context(verb="webhook.failed"):
        Webhook.objects.running().filter(pk=webhook.pk).update(stopped_at=timezone.now(), problem=problem)


def _problem(answer):
    if 300 <= answer.status < 400:
        return _("answered %(status)s, which leads elsewhere; that is not followed") % {"status": answer.status}
    said = _("answered %(status)s") % {"status": answer.status}
    return f"{said} ({answer.word})" if answer.word else said


def _told(problem):
    return str(problem)[:300]
