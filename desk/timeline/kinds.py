"""The sorts of records that stand in a timeline. A room adds its own by a Kind here: two functions, no more."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.timeline import agreements, doings, money, outcomes, promises, standing, visits


@dataclass(frozen=True)
class Kind:
    """One sort of record.

    code: in `?show=` and in Entry.type. name: on its chip.
    keys(user, tie): the queryset of what this person may read of the tie, through its own `for_user`, annotated with
    `day` (a date, never null) and `said` (the text that a search looks in).
    entries(user, ids): yields (id, partnerships.timeline.Entry) of these ids, which keys gave a moment before, in a
    number of queries that does not depend on how many there are.
    """

    code: str
    name: str | Promise
    keys: Callable
    entries: Callable


KINDS = (
    Kind("activity", _("Activities"), doings.activity_keys, doings.activity_entries),
    Kind("step", _("Next steps"), doings.step_keys, doings.step_entries),
    Kind("visit", _("Visits"), visits.keys, visits.entries),
    Kind("deliverable", _("Deliverables"), promises.deliverable_keys, promises.deliverable_entries),
    Kind("update", _("Reports"), promises.update_keys, promises.update_entries),
    Kind("outcome", _("Outcomes"), outcomes.keys, outcomes.entries),
    Kind("agreement", _("Agreements"), agreements.agreement_keys, agreements.agreement_entries),
    Kind("amendment", _("Amendments"), agreements.amendment_keys, agreements.amendment_entries),
    Kind("signature", _("Signatures"), agreements.signature_keys, agreements.signature_entries),
    Kind("gift", _("Gifts"), money.gift_keys, money.gift_entries),
    Kind("fund report", _("Reports to funds"), money.report_keys, money.report_entries),
    Kind("move", _("States of agreements"), agreements.move_keys, agreements.move_entries),
    Kind("request", _("Requests"), standing.request_keys, standing.request_entries),
    Kind("request answer", _("Answers to requests"), standing.answer_keys, standing.answer_entries),
    Kind("standing", _("Standing"), standing.standing_keys, standing.standing_entries),
    Kind("lead", _("Who leads"), standing.lead_keys, standing.lead_entries),
)
NAMES = {kind.code: kind.name for kind in KINDS}
