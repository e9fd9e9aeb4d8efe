"""What stands of an activity, as the facts that a change starts from."""

from activities import times
from activities.models import LinkRelation
from activities.queries_money import logged_cost
from activities.services.activities import Facts
from stakeholders.dates import PartialDate

OWN = (
    "kind", "title", "status", "ends_on", "place", "place_text", "direction", "people", "people_out", "people_in",
    "grew_from",
)  # fmt: skip


def facts_of(activity):
    """Facts that, written again, change nothing. Lists that are None there stay as they are."""
    note = getattr(activity, "office_note", None)
    spent = logged_cost(activity)
    given = {"notes": note.notes} if note else {}
    if spent:
        given |= {"cost": spent.amount, "currency": spent.currency, "cost_borne_by": spent.borne_by}
    served = activity.deliverable_links.filter(relation=LinkRelation.SERVES).select_related("deliverable")
    starts, ends = [
        moment and times.there(moment, activity.time_zone) for moment in (activity.starts_at, activity.ends_at)
    ]
    of_place = activity.place and activity.place.time_zone == activity.time_zone
    return Facts(
        **{name: getattr(activity, name) for name in OWN},
        **given,
        starts=PartialDate(activity.starts_first, activity.starts_last),
        starts_time=starts and starts.time().replace(fold=0),
        ends_time=ends and ends.time().replace(fold=0),
        second_hour=bool(starts and starts.fold),
        time_zone="" if of_place else activity.time_zone,
        organisations=[part.organisation for part in activity.participants.select_related("organisation")],
        deliverables=[link.deliverable for link in served],
    )
