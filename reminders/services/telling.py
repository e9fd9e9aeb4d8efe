"""Whoever is due is told: looked at once more, one mail each, and the ledger marked, all in one transaction.

A crash before the commit leaves nothing done; after it the queue of mails has the mail. Two workers never hold the same
recipient, so nobody gets two digests of one hour.
"""

import hashlib
import logging
import random
from collections import defaultdict
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Max

from reminders.models import Channel, Mode, Notice, Recipient, State
from reminders.planning import foresee, wide_window
from reminders.posting import Line as PostLine
from reminders.posting import queue_post
from reminders.services.ledger import cancel, reconcile
from reminders.services.writing import write_letter
from reminders.subjects import subjects_of
from reminders.zones import zones_of
from stakeholders.mail import queue_mail

logger = logging.getLogger(__name__)
RECIPIENTS = 50  # of one transaction
PUT_OFF = timedelta(hours=1)
FAR = 2**62  # beyond the number of any recipient

CLAIM = """
SELECT DISTINCT recipient_id FROM reminders_notice
WHERE state = 'planned' AND recipient_id > %s AND recipient_id <= %s AND send_at <= %s ORDER BY recipient_id LIMIT %s
"""


def tell_due(now, *, batch=RECIPIENTS):
    """Tell everybody who is due. Returns how many notices were told. May run in any number of workers at once."""
    return sum(in_batches(now, tell, batch=batch))


def in_batches(now, act, *, batch=RECIPIENTS):
    """What act(notices, now) returns of each batch of due notices, each batch in a transaction of its own.

    Each worker begins at another recipient and goes round, so that they seldom look at those whom another holds.
    """
    most = Recipient.objects.aggregate(most=Max("pk"))["most"] or 0
    begin = random.randint(0, most)
    for after, until in ((begin, most), (0, begin)):
        while after is not None:
            with transaction.atomic():
                after, notices = claim(now, after=after, until=until, limit=batch)
                done = act(notices, now)
            yield done


def claim(now, *, after, limit, until=FAR):
    """(the last recipient looked at or None at the end, their due notices), each locked against other workers."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [after, until, now, limit])
        due = [pk for (pk,) in cursor.fetchall()]
    free = Recipient.objects.filter(pk__in=due).select_for_update(of=("self",), skip_locked=True, no_key=True)
    mine = {one.pk: one for one in free.select_related("user", "person__organisation", "webhook")}
    notices = Notice.objects.due(now).filter(recipient__in=mine).order_by("recipient", "send_at", "pk")
    notices = list(notices.select_for_update(no_key=True).prefetch_related("office"))
    for one in notices:  # each recipient was read once, however many notices they have
        one.recipient = mine[one.recipient_id]
    return (due[-1] if due else None), notices


def mark_told(notices, now, *, mail=None, post=None):
    """The ledger says that these were handed over."""
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(
        state=State.TOLD, why="", told_at=now, mail=mail, post=post
    )


def tell(notices, now):
    """Look at the facts once more and tell what still stands. Returns how many were told."""
    if not notices:
        return 0
    standing = still_standing(notices, now)
    subjects = subjects_of({(one.subject_kind, one.subject_id) for one in standing})
    by_recipient = defaultdict(list)
    for one in standing:
        by_recipient[one.recipient_id].append(one)
    zones = zones_of(standing, now.date())
    return sum(tell_or_put_off(mine, subjects, zones, now) for mine in by_recipient.values())


def tell_or_put_off(notices, subjects, zones, now):
    """Tell one recipient; a letter that cannot be written is put off and must not hold up the others. Returns how many
    notices were told."""
    try:
        with transaction.atomic():
            tell_one(notices, subjects, zones, now)
    except DatabaseError:
        raise
    except Exception:  # whatever a template or a broken record may raise; the log says which, and the notices wait
        logger.exception("Recipient %s could not be told; it is tried again later.", notices[0].recipient_id)
        Notice.objects.filter(pk__in=[one.pk for one in notices]).update(send_at=now + PUT_OFF)
        return 0
    return len(notices)


def still_standing(notices, now):
    """Those of the claimed notices that the facts still ask for at this moment; the others are put off or cancelled."""
    only = defaultdict(set)
    for one in notices:
        only[one.rule].add(one.subject_id)
    search = wide_window(now, dict(only))
    drafts, _book, held = foresee(search, now)
    drafts = {draft.key: draft for draft in drafts}
    reconcile([drafts[one.key] for one in notices if one.key in drafts], now, held)
    cancel([one.key for one in notices if one.key not in drafts], search)
    keep = Notice.objects.due(now).filter(pk__in=[one.pk for one in notices]).values_list("pk", flat=True)
    keep = set(keep)
    return [one for one in notices if one.pk in keep]


def tell_one(notices, subjects, zones, now):
    """Hand over what one recipient is told: a mail (one for each thing where they want it at once), or a post."""
    recipient = notices[0].recipient
    # A demonstration in a real installation writes to nobody: its addresses are invented.
    quiet = [one for one in notices if one.office.sample and not settings.LOCAL]
    if quiet:
        mark_told(quiet, now)
        notices = [one for one in notices if one not in quiet]
    by_mail = [one for one in notices if one.channel == Channel.MAIL]
    others = [one for one in notices if one.channel != Channel.MAIL]
    if recipient.webhook_id and others:
        lines = [post_line(one, subjects) for one in others]
        post = queue_post(recipient.webhook, key=key_of_mail(others), lines=lines, at=now)
        mark_told(others, now, post=post)
        return
    if others:
        mark_told(others, now)
    letters = [[one] for one in by_mail] if recipient.mode == Mode.IMMEDIATE else [by_mail] if by_mail else []
    for told in letters:
        letter = write_letter(recipient, told, subjects, now, zones[told[0].pk])
        mail = queue_mail(key=key_of_mail(told), at=now, **letter)
        mark_told(told, now, mail=mail)


def key_of_mail(notices):
    """The same for the same notices, so that they are put into one mail once."""
    keys = "\n".join(sorted(one.key for one in notices))
    return f"notices:{hashlib.sha256(keys.encode()).hexdigest()}"


def post_line(notice, subjects):
    """One line of a post. The rule's name is left to post_formats: it is said in the language of the office."""
    subject = subjects.get((notice.subject_kind, notice.subject_id))
    return PostLine(
        title=subject.title if subject else notice.note or None,
        url=settings.GEMEL_URL + subject.path if subject and subject.path else "",
        text=None, about_on=notice.about_on, rule=notice.rule,
        subject_kind=notice.subject_kind, subject_id=notice.subject_id,
    )  # fmt: skip
