"""One outcome moving: letter of intent, contract, realised, each dated, as reports tell them."""

from django.utils import timezone

from activities.models import Activity
from outcomes.models import Step, StepKind
from outcomes.services import refusals
from outcomes.services.standing import locked, standing
from outcomes.services.waking import wake
from stakeholders.verbs import verb

ORDER = {kind: place for place, kind in enumerate(StepKind.values)}


def check_step(kind, reached, *, today, others=()):
    """Raise the refusal that fits. reached: PartialDate. others: (kind, first day, last day) of the same report."""
    if kind not in ORDER:
        raise refusals.StepUnknown(field="step")
    if reached.first > today:
        raise refusals.NotYet(field="step_reached")
    for other, first, last in others:
        if other == kind:
            continue
        too_early = ORDER[other] < ORDER[kind] and reached.last < first
        too_late = ORDER[other] > ORDER[kind] and reached.first > last
        if too_early or too_late:
            raise refusals.StepsOutOfOrder(field="step_reached")


def steps_on(claim):
    """(kind, first day, last day) of the steps that a report tells."""
    return list(claim.steps.values_list("kind", "reached_first", "reached_last"))


def keep_step(claim, kind, reached, activity=None):
    """The step on its report; told again, its date is corrected."""
    row, _made = Step.objects.update_or_create(
        claim=claim,
        kind=kind,
        defaults={"reached_first": reached.first, "reached_last": reached.last, "activity": activity},
    )
    return row


@verb("step.reached")
def reach_step(claim, kind, reached, *, by, at, activity=None):
    """Say that the outcome of a report reached a step. reached: PartialDate. Said again, the date is corrected.

    The figure and its evidence stay as they are: they change by a correction alone. Raises AlreadyWithdrawn,
    AlreadyCorrected, StepUnknown, NotYet, StepsOutOfOrder, FromAnotherTie.
    """
    claim = standing(locked(claim))
    check_step(kind, reached, today=timezone.localdate(at), others=steps_on(claim))
    if activity is not None:
        same = Activity.objects.for_user(by).filter(pk=activity.pk, partnership=claim.partnership_id)
        if not same.exists():
            raise refusals.FromAnotherTie(activity, field="activity")
    row = keep_step(claim, kind, reached, activity)
    wake()
    return row
