"""Why something cannot be done with a deliverable that somebody else decided on, or with a series."""

from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from agreements.services.refusals import NotSubmitted
from drawing import formats
from stakeholders.verbs import Refusal


def who_and_when(by, at):
    """For a sentence: the name, the day and the time on the reader's clock."""
    here = timezone.localtime(at)
    return {"who": str(by or now("Somebody")), "day": formats.long_date(here.date()), "time": formats.clock_time(here)}


class AlreadyAccepted(NotSubmitted):
    """Somebody was faster; the subject says who and when."""

    code = "already_accepted"
    message = _("Somebody accepted it already.")

    def __init__(self, deliverable, field=None):
        words = now("%(who)s accepted it on %(day)s at %(time)s, so it is not returned.")
        super().__init__(deliverable, words % who_and_when(deliverable.accepted_by, deliverable.accepted_at), field)


class AlreadyReturned(NotSubmitted):
    code = "already_returned"
    message = _("Somebody returned it already.")

    def __init__(self, deliverable, field=None):
        words = now("%(who)s returned it on %(day)s at %(time)s. It can be accepted when it is handed in again.")
        super().__init__(deliverable, words % who_and_when(deliverable.returned_by, deliverable.returned_at), field)


class NoMoreTimeAsked(Refusal):
    code = "no_more_time_asked"
    message = _("This update does not ask for more time.")


class AlreadyAnswered(Refusal):
    code = "already_answered"
    message = _("This wish for more time was answered already.")

    def __init__(self, answer, field=None):
        words = (
            now("%(who)s granted it on %(day)s at %(time)s.")
            if answer.granted
            else now("%(who)s refused it on %(day)s at %(time)s.")
        )
        super().__init__(answer, words % who_and_when(answer.by, answer.at), field)


class NewDayMissing(Refusal):
    code = "new_day_missing"
    message = _("Say until when.")


class NotLater(Refusal):
    code = "not_later"
    message = _("The new date is not later than the one that stands.")


class NotARule(Refusal):
    code = "not_a_rule"
    message = _("This is no rule by which days come again.")


class TooManyItems(Refusal):
    code = "too_many_items"
    message = _("This would open more than 200 deliverables at once. Begin later, or choose fewer.")


class NothingChosen(Refusal):
    code = "nothing_chosen"
    message = _("Tick at least one deliverable.")
