"""IM1 of the catalogue: the estimated effect on exports, from the office's stored answer (METHODS 6 and 8)."""

from decimal import Decimal
from math import expm1

from django.utils.translation import gettext as _

from drawing.formats import long_date, number
from insights.models import Answer, AnswerState
from insights.studies import method_of
from outcomes.queries.worked_out import WORKED_OUT, Reached


def estimated_effect(asked):
    """Per cent, of all countries with a tie together; it is told of the office as a whole and never of one tie."""
    if asked.partnership is not None:
        return Reached(None, _("an estimate over all ties together, never of one"))
    stored = Answer.objects.for_user(asked.user).filter(
        study="effect", owner=asked.organisation, state=AnswerState.DONE, source=None, as_of__lte=asked.span.last
    )
    answer = stored.by([method_of("effect")]).defer("table").first()
    if answer is None or not answer.found["enough"]:
        return Reached(None, _("an estimate from official statistics; what it lacks stands under What to learn"))
    did = answer.found["did"]
    value, low, high = (None if did[key] is None else 100 * expm1(did[key]) for key in
                        ("simple", "simple_low", "simple_high"))  # fmt: skip
    note = _("95%%: %(low)s to %(high)s, as of %(day)s; a model’s estimate, part of no sum") % {
        "low": number(low, 1), "high": number(high, 1), "day": long_date(answer.as_of),
    }  # fmt: skip
    return Reached(None if value is None else Decimal(repr(round(value, 1))), note)


WORKED_OUT["IM1"] = estimated_effect
