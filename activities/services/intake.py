"""Mails to the log: read from a mailbox, held against who may send them, kept as drafts of whoever sent them.

Nothing is published or counted by it, and nobody is answered: a forged sender would have somebody else be mailed.
"""

import hashlib
import logging
import time
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.addresses import rows_of
from activities.guesses import guess_day, guess_tie
from activities.letters import letter_of
from activities.models import DraftFile, IncomingDraft, IntakeRefusal, WhyRefused
from activities.proof import is_proven
from activities.queries import ties_to_log_on
from partnerships.scanning import ScannerAway
from partnerships.services.holds import held_offices, held_ties
from partnerships.uploads import check_upload
from stakeholders.access import Permission, roles_granting
from stakeholders.mailbox import Mailbox, NotRead
from stakeholders.models import Membership, User
from stakeholders.verbs import Refusal, verb

logger = logging.getLogger(__name__)
KEYWORD = "$GemelLogged"
BACK = timedelta(days=28)
KEPT_FOR = timedelta(days=30)  # longer than the mailbox is read back, so that what is gone does not come again
AT_MOST_SECONDS = 90
MEGABYTE = 1_000_000
MOST_BYTES = 60 * MEGABYTE  # of a mail as it is sent: photos weigh a third more
MOST_FILES = 20
MOST_WAITING = 100  # drafts of one person; whoever has the secret address cannot fill the disk


def read_intake(now):
    """Read the mailbox of the settings. Returns how many drafts were made; 0 without a mailbox.

    A crash half-way, or two at once, do no harm: a mail makes one draft. One that cannot be read, or that fails here,
    does not keep the others from coming; the second kind is tried again.
    """
    if settings.GEMEL_INTAKE is None:
        return 0
    until, made = time.monotonic() + AT_MOST_SECONDS, 0
    try:
        with Mailbox(settings.GEMEL_INTAKE, KEYWORD) as box:
            for mail in box.fresh(now, BACK, most_bytes=MOST_BYTES):
                try:
                    drafts, refused = take(mail.raw, now, whole=mail.whole)
                except Exception:  # whatever it is, other mails are waiting
                    logger.exception("A mail to the log could not be kept; it is tried again.")
                    continue
                made += drafts
                if refused:
                    box.flag(mail.uid)
                else:
                    box.put_away(mail.uid)
                if time.monotonic() > until:
                    break
    except NotRead as fault:
        logger.error("The mailbox of GEMEL_INTAKE_URL could not be read: %s", fault)
    return made


def take(raw, now, *, whole=True):
    """What becomes of one mail (bytes): (number of new drafts, the WhyRefused or ""). whole: raw is not cut off."""
    letter = letter_of(raw)
    if letter is None:
        people, why = {}, WhyRefused.BROKEN
    elif letter.is_automatic:
        people, why = {}, WhyRefused.AUTOMATIC
    else:
        people, why = senders_of(letter)
    made = 0
    for user, tag in people.items():
        try:
            made += receive(letter, user, tag=tag, by=user, at=now, whole=whole)[1]
        except TooManyWaiting:
            why = WhyRefused.MANY
    if why:
        note_refusal(hashlib.sha256(raw).hexdigest(), why, at=now)
    return made, why


def senders_of(letter):
    """({user: tag}, "") of those whose log the mail is for; ({}, WhyRefused) where it is for nobody's.

    A person's own secret address speaks for itself, wherever servers say that the mail went. To the address of an
    office, which stands in To or Cc, a person of that office writes who may log, and our mail server vouches for it.
    """
    own = [(row.user, tag) for row, tag in rows_of(letter.recipients) if row.user_id]
    people = {user: tag for user, tag in own if may_log(user)}
    offices = [(row.office, tag) for row, tag in rows_of(letter.named) if row.office_id]
    if people or not offices:
        return people, "" if people else WhyRefused.SENDER if own else WhyRefused.ADDRESS
    user = User.objects.filter(email__iexact=letter.sender).first() if letter.sender else None
    known = [tag for office, tag in offices if user and may_log(user) and belongs(user, office)]
    if not known:
        return {}, WhyRefused.SENDER
    if not is_proven(letter.results, letter.sender.rpartition("@")[2], settings.GEMEL_INTAKE_TRUSTED):
        return {}, WhyRefused.PROOF
    return {user: known[0]}, ""


def may_log(user):
    return user.is_active and ties_to_log_on(user).exists()


def belongs(user, office):
    held = Membership.objects.held_by(user, roles_granting(Permission.LOG_ACTIVITY))
    return held.filter(organisation=office).exists()


class TooManyWaiting(Refusal):
    code = "too_many_waiting"
    message = gettext_lazy("Too many drafts are waiting. Save them or throw them away.")


@verb("draft.received")
def receive(letter, user, *, tag="", whole=True, by, at):
    """Keep a mail as a draft of this person. Returns (draft, whether it is new): the same mail twice is one draft.

    Files that may not come in are named in `left_out` with the reason, in the person's language. Raises TooManyWaiting,
    ScannerAway.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # two readers of one mailbox follow each other
    drafts = IncomingDraft.objects.filter(user=user)
    if found := drafts.filter(mail_key=letter.key).first():
        return found, False
    if drafts.waiting().count() >= MOST_WAITING:
        raise TooManyWaiting(user)
    tie, guessed_by = guess_tie(user, letter, tag)
    with translation.override(user.language):
        files, left_out = sorted_files(letter.files) if whole else ([], [_too_large()])
    draft = IncomingDraft.objects.create(
        user=user, mail_key=letter.key, received_at=at, subject=letter.subject[:200], text=letter.text,
        partnership=tie, guessed_by=guessed_by, day=guess_day(letter, user, at), left_out=left_out,
    )  # fmt: skip
    for file, upload in files:
        kept = DraftFile(draft=draft, **upload._asdict())
        kept.file.save(upload.name, file, save=False)
        kept.save()
    return draft, True


def sorted_files(found):
    """([(file, Upload)], [{"name", "why"}]) of the files of a mail: those to keep, and those left out. Small pictures
    inside the text are logos, of which nothing is said; the same file twice is one. Raises ScannerAway."""
    files, left_out, seen = [], [], set()
    for one in found:
        file = ContentFile(one.content, name=one.name)
        why = ""
        try:
            upload = check_upload(file)
        except ScannerAway:
            raise  # not the file's fault: the mail is tried again
        except Refusal as refusal:
            why = str(refusal.message)
        if one.packed:
            why = _("Outlook packed files into it. Ask for them once more, sent as HTML or plain text.")
        elif not why and len(files) >= MOST_FILES:
            why = _("A mail brings at most %(n)s files.") % {"n": MOST_FILES}
        if one.is_small or (not why and upload.sha256 in seen):
            continue
        if why:
            left_out.append({"name": one.name, "why": why})
        else:
            seen.add(upload.sha256)
            files.append((file, upload))
    return files, left_out[:MOST_FILES]


def _too_large():
    why = _("The mail is larger than %(n)s MB, so its files were left out.") % {"n": MOST_BYTES // MEGABYTE}
    return {"name": _("Photos and papers"), "why": why}


@verb("mail.refused")
def note_refusal(mail_key, why, *, at, by=None):
    """Count that a mail made no draft, once however often it is read; who sent it is not kept."""
    IntakeRefusal.objects.bulk_create([IntakeRefusal(mail_key=mail_key, why=why, at=at)], ignore_conflicts=True)
    logger.warning("A mail to the log made no draft: %s", why)


@verb("drafts.purged")
def purge_drafts(now, *, by=None):
    """Away with drafts and counts older than 30 days, their files too. Returns how many drafts went.

    Drafts of people whose office is under a legal hold, and of a tie that is, stay until it is lifted.
    """
    old = IncomingDraft.objects.filter(received_at__lt=now - KEPT_FOR).exclude(
        Q(user__memberships__organisation__in=held_offices(now.date())) | Q(partnership__in=held_ties(now.date()))
    )
    files = list(DraftFile.objects.filter(draft__in=old).values_list("file", flat=True))
    count = old.count()
    old.delete()
    IntakeRefusal.objects.filter(at__lt=now - KEPT_FOR).delete()
    forget_files(files)
    return count


def forget_files(names):
    """Delete stored files once the transaction stands; each belongs to one row."""
    transaction.on_commit(lambda: [default_storage.delete(name) for name in names])
