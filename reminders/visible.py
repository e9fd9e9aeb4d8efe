"""What a reader may see of the records that notices are about: the rule of each record's own room, asked in bulk."""

from collections import defaultdict

from activities.models import Activity
from agreements.models import Agreement, ClockTask, Deliverable
from outcomes.models import Claim, ReportingPlan, ReportLink
from outcomes.queries.settlement import to_confirm
from partnerships.models import Audience, Partnership

MODELS = {
    "deliverable": Deliverable,
    "activity": Activity,
    "agreement": Agreement,
    "filing": ClockTask,
    "reporting plan": ReportingPlan,
    "claim": Claim,
    "partnership": Partnership,
    "report link": ReportLink,
}
# A contact without an account reads its items by a mailed link, as a member of the body that owes them would.
BY_LINK = {Audience.PARTIES, Audience.SHARED, Audience.PUBLIC}


def seen_by(user, kind, ids, now):
    """Ids among these that this person reads, and about which they still have something to do."""
    if kind == "import":
        return set(ids)
    rows = MODELS[kind].objects.for_user(user).filter(pk__in=ids)
    if kind == "claim":
        rows = to_confirm(rows, user, now)
    return set(rows.values_list("pk", flat=True))


def seen(wanted, users, now):
    """{(user id, kind, id)} that are seen. wanted: such triples; users: {id: User}. A query a person and kind."""
    asked = defaultdict(set)
    for user, kind, pk in wanted:
        asked[user, kind].add(pk)
    return {
        (user, kind, pk)
        for (user, kind), ids in asked.items() if user in users
        for pk in seen_by(users[user], kind, ids, now)
    }  # fmt: skip
