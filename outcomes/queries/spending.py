"""What is in the pipeline, and what the programme costs against its budget."""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from activities.models import ActivityStatus, CostLine, OfficeNote
from outcomes.models import Lead, LeadStage

OPEN = [LeadStage.ENQUIRY, LeadStage.QUALIFIED, LeadStage.SITE_VISIT, LeadStage.OFFER]
CLOSED = [LeadStage.DECIDED_HERE, LeadStage.DECIDED_ELSEWHERE, LeadStage.DROPPED]


@dataclass(frozen=True)
class Spending:
    """spent: [(currency, amount, lines)], currencies never added; without: activities with notes and no cost.

    budget: in the reporting currency, None where none is recorded.
    """

    spent: list
    without: int
    budget: Decimal | None

    @property
    def own(self):
        """Spent in the reporting currency, the only part that is held against the budget; None where nothing is."""
        return next((amount for currency, amount, _n in self.spent if currency == settings.GEMEL_CURRENCY), None)

    @property
    def share(self):
        return self.own / self.budget if self.budget and self.own is not None else None


def spending_of(rows, without, budget):
    """Spending from (currency, amount, lines) rows. budget: the year's target of IN1."""
    spent = [(currency, amount, n) for currency, amount, n in rows if amount is not None]
    spent.sort(key=lambda row: (row[0] != settings.GEMEL_CURRENCY, row[0]))
    return Spending(spent, without, budget)


def stages_of(counts):
    """[(stage, leads)] in the order of the stages, nought where there is none. counts: {stage: leads}."""
    return [(stage, counts.get(stage.value, 0)) for stage in [*OPEN, *CLOSED]]


def leads_of(user, office, span, scope):
    """Leads that the person may read: those open now and those closed in the period, the lost ones too."""
    leads = Lead.objects.for_user(user).filter(owner=office.organisation)
    ended = Q(closed_on__gte=span.first, closed_on__lte=span.last)
    leads = leads.filter(Q(stage__in=OPEN) | Q(stage__in=CLOSED) & ended)
    return leads.filter(scope.ties("partnership")) if scope else leads


def costs_of(user, office, span, scope):
    """Lines of cost of the period; of activities, of those that happened."""
    lines = CostLine.objects.for_user(user).spent(span.first, span.last).filter(owner=office.organisation)
    return lines.filter(scope.ties("partnership")) if scope else lines


def uncosted_of(user, office, span, scope):
    """Activities that happened in the period, have notes, and no line of cost with an amount."""
    priced = CostLine.objects.filter(activity=OuterRef("activity"), amount__isnull=False)
    notes = OfficeNote.objects.for_user(user).filter(
        ~Exists(priced), activity__owner=office.organisation, activity__status=ActivityStatus.HAPPENED,
        activity__starts_first__gte=span.first, activity__starts_first__lte=span.last,
    )  # fmt: skip
    return notes.filter(scope.ties("activity__partnership")) if scope else notes
