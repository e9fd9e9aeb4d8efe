"""What is in the pipeline, and what the programme costs against its budget; read together in one statement."""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db.models import CharField, Count, DecimalField, IntegerField, Q, Sum, Value
from django.db.models.functions import Cast

from activities.models import ActivityStatus, OfficeNote
from outcomes.models import Lead, LeadStage

OPEN = [LeadStage.ENQUIRY, LeadStage.QUALIFIED, LeadStage.SITE_VISIT, LeadStage.OFFER]
CLOSED = [LeadStage.DECIDED_HERE, LeadStage.DECIDED_ELSEWHERE, LeadStage.DROPPED]
AMOUNT = DecimalField(max_digits=24, decimal_places=2)


@dataclass(frozen=True)
class Spending:
    """spent: [(currency, amount, activities)], currencies never added; without: activities without a cost.

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


def pipeline_and_spending(user, office, span, budget, scope=None):
    """([(stage, leads)], Spending) of a period. budget: the office's target of IN1 in the year, or None."""
    leads = columns(leads_of(user, office, span, scope).order_by().values("stage"), "lead", "stage", Count("pk"), None)
    costs = columns(costs_of(user, office, span, scope).order_by().values("currency"), "cost", "currency",
                    Count("cost"), Sum("cost"))  # fmt: skip
    counts, spent, without = {}, [], 0
    for kind, word, n, amount, everything in leads.union(costs, all=True):
        if kind == "lead":
            counts[word] = n
        else:
            without += everything - n
            if amount is not None:
                spent.append((word, amount, n))
    spent.sort(key=lambda row: (row[0] != settings.GEMEL_CURRENCY, row[0]))
    stages = [(stage, counts.get(stage.value, 0)) for stage in [*OPEN, *CLOSED]]
    return stages, Spending(spent, without, budget)


def columns(rows, kind, word, n, amount):
    made = {
        "kind": Value(kind, CharField()), "word": Cast(word, CharField()), "known": Cast(n, IntegerField()),
        "amount": Cast(Value(None) if amount is None else amount, AMOUNT),
        "everything": Cast(Count("pk"), IntegerField()),
    }  # fmt: skip
    return rows.annotate(**made).values_list(*made)


def leads_of(user, office, span, scope):
    """Leads that the person may read: those open now and those closed in the period, the lost ones too."""
    leads = Lead.objects.for_user(user).filter(owner=office.organisation)
    ended = Q(closed_on__gte=span.first, closed_on__lte=span.last)
    leads = leads.filter(Q(stage__in=OPEN) | Q(stage__in=CLOSED) & ended)
    return leads.filter(scope.ties("partnership")) if scope else leads


def costs_of(user, office, span, scope):
    """Office notes of the activities that happened in the period."""
    notes = OfficeNote.objects.for_user(user).filter(
        activity__owner=office.organisation, activity__status=ActivityStatus.HAPPENED,
        activity__starts_first__gte=span.first, activity__starts_first__lte=span.last,
    )  # fmt: skip
    return notes.filter(scope.ties("activity__partnership")) if scope else notes
