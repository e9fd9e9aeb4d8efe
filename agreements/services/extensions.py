"""Somebody asked for more time: the office grants it or says why not, once."""

from django.utils import translation
from django.utils.translation import gettext as _

from agreements.models import DeliverableUpdate, ExtensionAnswer, UpdateAnswer
from agreements.services.deliverables import locked
from agreements.services.links import is_never_mailed
from agreements.services.refusals import Closed, ReasonMissing
from agreements.services.refusals_deliverables import AlreadyAnswered, NewDayMissing, NoMoreTimeAsked, NotLater
from agreements.services.terms import check_due
from drawing import formats, languages
from stakeholders.mail import queue_mail
from stakeholders.verbs import verb


def asks_for_time(update):
    """An answer "more time", or any other with a new date in it."""
    return update.answer == UpdateAnswer.MORE_TIME or update.until is not None


def to_answer(update):
    """(update, its deliverable locked). Raises NoMoreTimeAsked, AlreadyAnswered and Closed."""
    deliverable = locked(update.deliverable)
    update = DeliverableUpdate.objects.get(pk=update.pk)
    if not asks_for_time(update):
        raise NoMoreTimeAsked(update)
    answer = ExtensionAnswer.objects.filter(update=update).select_related("by").first()
    if answer:
        raise AlreadyAnswered(answer)
    if not deliverable.is_open:
        raise Closed(deliverable)
    return update, deliverable


def answered(update, deliverable, **fields):
    """Keep the answer, and mail it to who asked through a link; who signs in reads it on the page."""
    answer = ExtensionAnswer.objects.create(update=update, **fields)
    link = update.by_link
    if link is None or (link.person and is_never_mailed(link.person)):
        return answer
    with translation.override(languages.pick(link.language)):
        subject, text = mail_of(answer, deliverable, link)
    queue_mail(
        key=f"more-time:{answer.pk}", to=link.email, subject=subject, text=text, reply_to=answer.by.email, at=answer.at
    )
    return answer


def mail_of(answer, deliverable, link):
    """(subject, text) of the mail with the answer, in the language in use."""
    title, day = {"title": deliverable.title}, {"day": formats.long_date(deliverable.due_on)}
    if answer.granted:
        subject, said = _("More time: %(title)s") % title, [_("You have time until %(day)s.") % day]
    else:
        subject = _("The date stays: %(title)s") % title
        said = [_("It stays due on %(day)s.") % day, "", answer.reason]
    lines = [_("Dear %(name)s,") % {"name": link.name}, "", deliverable.title, "", *said, ""]
    if link.is_open(answer.at):
        still = _("The link in our earlier mail works until %(day)s.")
        lines += [still % {"day": formats.long_date(link.ends_at.date())}, ""]
    return subject, "\n".join([*lines, str(answer.by), str(deliverable.owner)])


@verb("deliverable.more_time_granted")
def grant_more_time(update, *, by, at, until=None, outside_term=False):
    """Move the due day to the one asked for, or to `until` where the office names another. Returns the answer.

    outside_term: it is meant to be due outside the term of the agreement. Raises what to_answer raises, NewDayMissing,
    NotLater and DueOutside.
    """
    update, deliverable = to_answer(update)
    until = until or update.until
    if until is None:
        raise NewDayMissing(update, field="until")
    if until <= deliverable.due_on:
        raise NotLater(update, field="until")
    deliverable.outside_term = check_due(deliverable.agreement, until, outside_term)
    deliverable.due_on = until
    deliverable.save(update_fields=["due_on", "outside_term"])
    return answered(update, deliverable, granted=True, until=until, by=by, at=at)


@verb("deliverable.more_time_refused")
def refuse_more_time(update, *, reason, by, at):
    """The due day stays, and the partner reads why. Returns the answer. Raises what to_answer raises, ReasonMissing."""
    update, deliverable = to_answer(update)
    if not reason.strip():
        raise ReasonMissing(update, field="reason")
    return answered(update, deliverable, granted=False, reason=reason.strip(), by=by, at=at)
