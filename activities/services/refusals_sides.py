"""Why an answer of the other side was not taken. Partners read these words, in their own language."""

from django.utils.translation import gettext_lazy as _

from stakeholders.verbs import Refusal


class AsksItself(Refusal):
    code = "asks_itself"
    message = _("This address belongs to the office that recorded the activity; the other side has to say it.")


class AnswerMissing(Refusal):
    code = "answer_missing"
    message = _("Choose one of the answers on the page.")


class NameMissing(Refusal):
    code = "name_missing"
    message = _("Write your name.")


class NothingTold(Refusal):
    code = "nothing_told"
    message = _("Say what was different, or press the button that confirms it.")


class EndsBeforeItStarts(Refusal):
    code = "ends_before_it_starts"
    message = _("The last day lies before the first.")
