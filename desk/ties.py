"""What later rooms know of ties, for the list and for the head of a page; all read through `for_user`."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from activities.models import Activity
from agreements.models import Agreement, Deliverable, DeliverableStatus, day_at_owner, handed_in_time, overdue_on
from outcomes.models import Claim
from outcomes.periods import year_to_date
from outcomes.queries.figures import Sums
from outcomes.queries.scopes import scope_of_tie
from partnerships.filters import offer
from partnerships.rules import THRESHOLDS, months_before

EXPORTS = "OC2"


@dataclass
class Known:
    """Of one tie, as this person may read it. due, on_time: promises that fell due in 24 months."""

    last_contact: object = None
    due: int = 0
    on_time: int = 0
    next_due: object = None
    late: int = 0

    @property
    def share(self):
        """Share of promises kept on time, 0–1; None where none fell due."""
        return self.on_time / self.due if self.due else None


def columns_of(user, partnerships, today=None):
    """{partnership id: Known} of a page of ties: three queries, however many rows."""
    today = today or timezone.localdate()
    ties = [tie.pk for tie in partnerships]
    known = defaultdict(Known)
    contacts = Activity.objects.for_user(user).happened().filter(partnership__in=ties).order_by()
    for tie, day in contacts.values_list("partnership").annotate(last=Max("starts_last")):
        known[tie].last_contact = day
    owed = Deliverable.objects.for_user(user).filter(agreement__partnership__in=ties).order_by()
    for row in owed.values("agreement__partnership").annotate(
        due=Count("pk", filter=fell_due(today)),
        on_time=Count("pk", filter=fell_due(today) & handed_in_time()),
        late=Count("pk", filter=overdue_on(day_at_owner(timezone.now()))),
    ):
        tie = known[row["agreement__partnership"]]
        tie.due, tie.on_time, tie.late = row["due"], row["on_time"], row["late"]
    coming = (
        Deliverable.objects.for_user(user).open().filter(agreement__partnership__in=ties)
        .order_by("agreement__partnership_id", "due_on", "pk").distinct("agreement__partnership_id")
        .select_related("agreement", "owed_by", "owner__office")
    )
    for deliverable in coming:
        known[deliverable.agreement.partnership_id].next_due = deliverable
    return known


def fell_due(today):
    since = months_before(today, THRESHOLDS.window_months)
    return Q(due_on__gte=since, due_on__lte=today) & ~Q(status=DeliverableStatus.CANCELLED)


def ties_with_late_promises(user):
    late = Deliverable.objects.for_user(user).overdue_at(timezone.now())
    return late.order_by().values("agreement__partnership")


def ties_with_open_promises(user):
    return Deliverable.objects.for_user(user).open().order_by().values("agreement__partnership")


def offer_filters():
    """The tick boxes of this room in the list of ties."""
    offer("late", gettext_lazy("Late promises"), ties_with_late_promises)
    offer("open", gettext_lazy("Open promises"), ties_with_open_promises)


def counts_of(user, partnership):
    """How many of each this person may read on the tie: {"activities", "deliverables", "outcomes", "agreements"}."""
    claims = Claim.objects.for_user(user).standing().filter(partnership=partnership)
    return {
        "activities": Activity.objects.for_user(user).filter(partnership=partnership).count(),
        "deliverables": Deliverable.objects.for_user(user).filter(agreement__partnership=partnership).count(),
        "outcomes": claims.values("outcome").distinct().count(),
        "agreements": Agreement.objects.for_user(user).filter(partnership=partnership).count(),
    }


def next_due(user, partnership, limit=3):
    """Open promises of the tie, the earliest first."""
    found = Deliverable.objects.for_user(user).open().filter(agreement__partnership=partnership)
    return list(found.select_related("owed_by", "owner__office").order_by("due_on", "pk")[:limit])


def agreement_in_force(user, partnership):
    found = Agreement.objects.for_user(user).in_force().filter(partnership=partnership)
    return found.order_by(F("signed_first").desc(nulls_last=True), "-pk").first()


def exports_of(user, office, partnership, today=None):
    """(the office's year, the tie's verified exports in it as a Figure): the one that its money page shows."""
    span = year_to_date(today or timezone.localdate(), office.year_starts_in)
    sums = Sums(user, office.organisation, [EXPORTS], scope_of_tie(partnership), since=span.first.year)
    return span.label, sums.figure(EXPORTS, span)


def outcomes_of(user, partnership):
    """Outcomes of the tie that this person reads, with the newest standing claim of each, newest first."""
    claims = (
        Claim.objects.for_user(user).standing().filter(partnership=partnership)
        .select_related("outcome__indicator", "organisation", "owner").order_by("-occurred_first", "-pk")
    )
    seen = {}
    for claim in claims:
        seen.setdefault(claim.outcome_id, claim)
    return list(seen.values())


def state_of(claim):
    """The word of drawing.words.STATES for one claim's evidence (METHODS 5)."""
    if claim.evidence >= 3:
        return "verified"
    return "documented" if claim.evidence == 2 else "reported"
