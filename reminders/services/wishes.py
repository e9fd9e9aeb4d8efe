"""How somebody wants to be told, and what they do not want to be told: their own choice, on a page or by a link."""

from django.utils.translation import gettext_lazy as _

from reminders.models import Mode, Recipient, Silence
from stakeholders.verbs import Refusal, verb

LONGEST_SNOOZE_DAYS = 60


class UnknownWish(Refusal):
    code = "unknown_wish"
    message = _("Choose one of the ways, an hour from 0 to 23 and a day of the week.")


class SnoozedTooLong(Refusal):
    code = "snoozed_too_long"
    message = _("Put it off by a day at least and by 60 days at most.")


def own_recipient(user):
    """The row of somebody who signs in, made when it is first needed."""
    return Recipient.objects.get_or_create(user=user)[0]


@verb("recipient.wishes_changed")
def change_wishes(recipient, *, mode, hour, weekday, at, by=None):
    """When and how often; it also starts what was stopped. Raises UnknownWish."""
    if mode not in Mode.values or not 0 <= hour <= 23 or not 0 <= weekday <= 6:
        raise UnknownWish(recipient)
    recipient = Recipient.objects.select_for_update(no_key=True).get(pk=recipient.pk)
    recipient.mode, recipient.hour, recipient.weekday, recipient.stopped_at = mode, hour, weekday, None
    recipient.save(update_fields=["mode", "hour", "weekday", "stopped_at"])
    of_address(recipient).exclude(stopped_at=None).update(stopped_at=None)
    return recipient


@verb("recipient.stopped")
def stop(recipient, *, at, by=None):
    """No reminder goes to this person any more, by any rule. Again, it changes nothing."""
    recipient = Recipient.objects.select_for_update(no_key=True).get(pk=recipient.pk)
    if recipient.stopped_at is None:
        recipient.stopped_at = at
        recipient.save(update_fields=["stopped_at"])
    of_address(recipient).filter(stopped_at=None).update(stopped_at=recipient.stopped_at)
    return recipient


def of_address(recipient):
    """Everybody with this recipient's address: who stops or starts has one mailbox, however many rows name it."""
    return Recipient.objects.at_addresses([recipient.email] if recipient.email else [])


@verb("recipient.silenced")
def silence(recipient, *, rule="", kind="", pk=None, until=None, at, by=None):
    """Not this rule, or not this record, or not this rule about it: for good, or until a moment. Raises
    SnoozedTooLong. The same again takes the new moment."""
    if until is not None and not 0 < (until - at).total_seconds() <= LONGEST_SNOOZE_DAYS * 86400:
        raise SnoozedTooLong(recipient, field="until")
    found, made = Silence.objects.get_or_create(
        recipient=recipient, rule=rule, subject_kind=kind, subject_id=pk, defaults={"until": until, "made_at": at}
    )
    if not made and found.until != until:
        found.until, found.made_at = until, at
        found.save(update_fields=["until", "made_at"])
    return found


@verb("recipient.listens_again")
def listen_again(silence, *, at, by=None):
    """Take back a silence. Returns its recipient."""
    recipient = silence.recipient
    silence.delete()
    return recipient


def one_click(recipient, rule, kind, pk, *, at):
    """What the header of a mail promises (RFC 8058): with a rule these mails end, else all."""
    if rule:
        return silence(recipient, rule=rule, kind=kind, pk=pk, at=at)
    return stop(recipient, at=at)
