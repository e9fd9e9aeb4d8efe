"""The ledger as of a day: what had happened by then, from what was known by then (METHODS 1 and 5, CONTRACTS 2)."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q

from outcomes import rules
from outcomes.models import Claim, Outcome
from outcomes.prices import Way
from outcomes.queries.counted import count_view, see
from outcomes.queries.gather import Terms, gather, stored_terms
from partnerships.models import Partnership, Seat, SeatRole

BATCH = 2000


def counted_as_of(organisation, as_of, known_on=None, *, base_year=None, way=Way.OWN):
    """An office's figures of an earlier day: rows of Counted in its view, computed from the claims, not saved.

    organisation: the office's organisation (Counted.owner). as_of: only what had happened by then, a year or month
    from its last day. known_on: only what had been reported by then; the same day where it is not given, so that a
    figure as of an earlier day is never rewritten by what was reported, corrected or withdrawn since. base_year, way:
    the prices of `constant`; those of the stored figures where they are not given. Rates, indices and corridor factors
    are those known on that day (`outcomes/queries/prices_then.py`).

    Returns a list with the fields of stored rows (`in_portfolio`, `month`, `group`, `claims` and all), `outcome` and
    `indicator` at hand without a query. Who may ask for an office's figures is the caller's to decide; rows with
    audience "named" are for readers of confidential records alone, as `Counted.objects.for_user` has it.
    """
    terms = stored_terms()
    terms = Terms(terms.into, base_year or terms.base_year, way, as_of, known_on or as_of)
    rows = []
    for ids in batches(outcomes_of(organisation)):
        gathered = gather(ids, terms)
        for flow in gathered.flows.values():
            seen = [claim for claim in flow.claims if organisation.pk in gathered.readers[claim.pk]]
            for row in count_view(flow, organisation.pk, seen, gathered):
                row.outcome, row.indicator = flow.outcome, flow.outcome.indicator
                rows.append(row)
    return rows


def outcomes_of(organisation):
    """Ids of the outcomes that may enter an office's figures: its own claims', those made in its name, and those shared
    on the ties that it leads. Which claims it reads is decided when they are gathered."""
    led = Seat.objects.filter(organisation=organisation, role=SeatRole.LEAD).values("partnership")
    claims = Claim.objects.filter(Q(owner=organisation) | Q(organisation=organisation) | Q(partnership__in=led))
    return sorted(set(claims.values_list("outcome", flat=True)))


def batches(ids):
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


@dataclass(frozen=True)
class Line:
    """One flow on one partnership, as CONTRACTS 2 prints it. nominal and constant are the whole flow's."""

    flow_key: str
    indicator: str
    partnership: int
    state: str
    reason: str
    gap: Decimal | None
    nominal: Decimal | None
    constant: Decimal | None
    share: Decimal | None
    contributed: Decimal | None


@dataclass
class Ledger:
    """reported_as_given: all standing money claims of either side at their rates, before any step of the ledger.
    not_converted: how many of them have no rate and are left out of it."""

    lines: list = field(default_factory=list)
    reported_as_given: Decimal = Decimal("0.00")
    not_converted: int = 0

    def totals(self):
        """[(indicator, nominal, constant, contributed)]: each flow once, parts added over partnerships; kinds apart.

        None where no flow of the indicator has the value: nothing is not nought.
        """
        flows, parts = defaultdict(dict), defaultdict(list)
        for line in self.lines:
            flows[line.indicator][line.flow_key] = line
            parts[line.indicator].append(line.contributed)
        return [
            (
                indicator,
                sum_known(line.nominal for line in found.values()),
                sum_known(line.constant for line in found.values()),
                sum_known(parts[indicator]),
            )
            for indicator, found in sorted(flows.items())
        ]


def sum_known(values):
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def ledger(terms, *, user=None, partnership=None):
    """Every flow on the given terms, sorted. user: only the claims this person may read; None reads all.

    partnership: only its lines and what was claimed on it; a flow is still counted from all its claims.
    """
    claims = Claim.objects.all() if user is None else Claim.objects.for_user(user)
    ties = None if user is None else set(Partnership.objects.for_user(user).values_list("pk", flat=True))
    asked = claims if partnership is None else claims.filter(Q(partnership=partnership) | shared_with(partnership))
    ids = Outcome.objects.filter(pk__in=asked.values("outcome")).order_by("flow_key", "indicator__code", "pk")
    found = Ledger()
    for batch in batches(list(ids.values_list("pk", flat=True))):
        gathered = gather(batch, terms, claims)
        for flow in gathered.flows.values():
            if flow.claims:
                enter(found, flow, gathered, terms, ties=ties, partnership=partnership)
    found.lines.sort(key=lambda line: (line.flow_key, line.indicator, line.partnership))
    return found


def shared_with(partnership):
    return Q(outcome__shares__partnership=partnership)


def enter(found, flow, gathered, terms, *, ties, partnership):
    """Add one flow's lines and what its standing claims say as given."""
    money = flow.outcome.indicator.is_money
    seen = {claim.pk: see(claim, money, gathered) for claim in flow.claims}
    read = [one.rule for one in seen.values()]
    shares = [(tie, flow.shares.get(tie)) for tie in sorted(ties_of(flow, ties))]
    counted = rules.count(read, money=money, shares=shares, of="nominal" if terms.base_year is None else "constant")
    for part in counted.parts:
        if partnership in (None, part.partnership):
            found.lines.append(line_of(flow, counted, part))
    if money:
        standing = dict.fromkeys(claim for claim in rules.standing_claims(read) if claim is not None)
        here = [claim for claim in standing if partnership in (None, seen[claim.key].claim.partnership_id)]
        given = [claim.amount * claim.rate for claim in here if claim.rate is not None and claim.amount is not None]
        found.reported_as_given += rules.to_cents(sum(given, Decimal(0)))
        found.not_converted += sum(1 for claim in here if claim.rate is None and claim.amount is not None)


def ties_of(flow, readable):
    claimed = {claim.partnership_id for claim in flow.claims}
    return claimed | {tie for tie in flow.shares if readable is None or tie in readable}


def line_of(flow, counted, part):
    return Line(
        flow.outcome.flow_key,
        flow.outcome.indicator.code,
        part.partnership,
        counted.state.value,
        counted.reason.value,
        counted.gap,
        counted.nominal,
        counted.constant,
        part.share,
        part.contributed,
    )
