"""What waits in a queue is looked at once more before it goes: a tie that was paused or a person who stopped meanwhile.

A mail or a post that holds other notices too goes out as it was written: of several ties one may stand still.
"""

from collections import defaultdict

from reminders.models import Notice, Recipient, Silence, State, Why
from reminders.planning import foresee, wide_window
from reminders.standing import still_seats
from stakeholders.mail import looks_again

ENDING = {Why.STANDS_STILL, Why.STOPPED, Why.MUTED}


@looks_again("notices:")
def stop_mail(mail, now):
    """Whether a mail of notices is not to be sent any more; then the ledger says why. Call it where the mail is
    locked."""
    return stop(mail, now, Recipient.objects.stopped([mail.to]))


def stop_post(post, now):
    """As stop_mail, of a post to a webhook."""
    return stop(post, now, set())


def stop(row, now, stopped):
    """As stop_mail. stopped: not empty where its reader asked for no reminders."""
    notices = list(row.notices.filter(state=State.TOLD).select_related("recipient").order_by("send_at", "pk"))
    if not notices:
        return False
    if stopped or any(one.recipient.stopped_at for one in notices):
        why = dict.fromkeys((one.key for one in notices), Why.STOPPED)
    else:
        why = hindered(notices, now) if may_be_hindered(notices) else {}
    if any(one.key not in why for one in notices):
        return False
    take_back(notices, why)
    return True


def may_be_hindered(notices):
    """A short look that spares the long one: most mails go at once, and nothing has happened."""
    silences = Silence.objects.filter(recipient__in={one.recipient_id for one in notices}, until=None)
    return still_seats().filter(partnership__in={one.partnership_id for one in notices}).exists() or silences.exists()


def hindered(notices, now):
    """{key: why} of those that would be withheld if they were told now."""
    only = defaultdict(set)
    for one in notices:
        only[one.rule].add(one.subject_id)
    drafts, _book, _held = foresee(wide_window(now, dict(only)), now)
    return {draft.key: draft.why for draft in drafts if draft.why in ENDING}


def take_back(notices, why):
    """They were not told, unless somebody was done with one in My work."""
    ids = [one.pk for one in notices]
    # In the order in which they are locked where they are told.
    rows = Notice.objects.filter(pk__in=ids, state=State.TOLD, seen_at=None).order_by("recipient", "send_at", "pk")
    for one in rows.select_for_update(of=("self",), no_key=True):
        one.state, one.why, one.told_at = State.WITHHELD, why[one.key], None
        one.save(update_fields=["state", "why", "told_at"])
