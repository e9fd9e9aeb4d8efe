"""The series of periodic figures: each period with its figure, or why there is none."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from outcomes.adding import over_time
from outcomes.models import Claim, NotKnown, Outcome
from outcomes.spells import Spell, flow_key, spells_between

REPORTED, NOT_KNOWN, NOT_REPORTED, NOT_YET = "reported", "not known", "not reported", "not yet"


@dataclass(frozen=True)
class Cell:
    """One period of a plan. state: reported, not known, not reported (over, and nobody said), not yet (not over)."""

    spell: Spell
    state: str
    claim: object = None
    reason: str = ""

    @property
    def amount(self):
        return self.claim.amount if self.claim else None


@dataclass(frozen=True)
class Year:
    """A calendar year of a series. value by the indicator's rule over time; reported: how many of `due` periods."""

    year: int
    value: Decimal | None
    reported: int
    due: int

    @property
    def is_whole(self):
        return self.reported == self.due


def series_of(user, plans, today):
    """{plan id: [Cell, oldest first]} of plans that this person reads: three queries for any number of plans."""
    spells = {plan.pk: spells_of(plan, today) for plan in plans}
    claims = claims_of(Claim.objects.for_user(user), plans, spells)
    unknown = {
        (row.plan_id, row.period): row.reason for row in NotKnown.objects.for_user(user).filter(plan__in=plans)
    }
    return {plan.pk: [cell_of(plan, spell, claims, unknown, today) for spell in spells[plan.pk]] for plan in plans}


def spells_of(plan, today):
    """The periods of a plan up to the one that runs today, or to its end."""
    until = min(plan.last, today) if plan.last else today
    if until < plan.first:
        return [Spell.of(plan.frequency, plan.first)]
    return spells_between(plan.frequency, plan.first, until)


def claims_of(claims, plans, spells):
    """{(flow key, office of the indicator, organisation, owner): the claim that stands} of these claims."""
    keys = {flow_key(plan.partnership, plan.indicator.code, spell) for plan in plans for spell in spells[plan.pk]}
    outcomes = Outcome.objects.filter(flow_key__in=keys).values_list(
        "flow_key", "indicator__office", "pk", "merged_into"
    )
    told = defaultdict(list)  # by the outcome that holds the claims: a merged one left its key where it went
    for key, office, pk, merged in outcomes:
        told[merged or pk].append((key, office))
    rows = claims.standing().filter(outcome__in=told).select_related("outcome__indicator").order_by("pk")
    return {
        (key, office, row.organisation_id, row.owner_id): row
        for row in rows for key, office in told[row.outcome_id]
    }  # fmt: skip


def cell_of(plan, spell, claims, unknown, today):
    key = flow_key(plan.partnership, plan.indicator.code, spell)
    claim = claims.get((key, plan.indicator.office_id, plan.organisation_id, plan.owner_id))
    if claim is not None:
        return Cell(spell, REPORTED, claim)
    if (plan.pk, spell.name) in unknown:
        return Cell(spell, NOT_KNOWN, reason=unknown[plan.pk, spell.name])
    return Cell(spell, NOT_YET if spell.last >= today else NOT_REPORTED)


def years_of(plan, cells):
    """[Year, newest first] of a series. A missing period is left out and said to be missing; it is never nought."""
    years = defaultdict(list)
    for cell in cells:
        if cell.state != NOT_YET:
            years[cell.spell.first.year].append(cell)
    found = []
    for year, inside in sorted(years.items(), reverse=True):
        amounts = [cell.amount for cell in inside]
        currencies = {cell.claim.currency for cell in inside if cell.claim}
        value = over_time(plan.indicator.over_time, amounts) if len(currencies) <= 1 else None
        found.append(Year(year, value, sum(cell.claim is not None for cell in inside), len(inside)))
    return found


def missing(cells):
    """Periods that are over and of which nobody said anything."""
    return [cell for cell in cells if cell.state == NOT_REPORTED]


