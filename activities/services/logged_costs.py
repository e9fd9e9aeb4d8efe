"""The one line of cost that the form of an activity writes: a shorthand for whoever has no further lines."""

from activities.bearers import resolve
from activities.models import CostLine


def write_logged_cost(activity, facts):
    """Make the line as logged what the facts say; where they say neither cost nor bearer it goes, unless hours stand on
    it."""
    line = CostLine.objects.filter(activity=activity, as_logged=True).first()
    if facts.cost is None and not facts.cost_borne_by and (line is None or line.hours is None):
        if line:
            line.delete()
        return
    line = line or CostLine(
        activity=activity, owner_id=activity.owner_id, partnership_id=activity.partnership_id, as_logged=True
    )
    line.amount, line.borne_by = facts.cost, facts.cost_borne_by
    line.currency = facts.currency if facts.cost is not None else line.currency if line.rate is not None else ""
    line.save()
    resolve([line.pk])
