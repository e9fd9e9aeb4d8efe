"""What stands behind a figure, read for one person: its counted rows, the reports that went in, each step's records."""

from dataclasses import dataclass, field

from outcomes import rules, waterfall
from outcomes.enums import COUNTING_STATES
from outcomes.models import Claim
from outcomes.queries.counted import see, shares_of_view
from outcomes.queries.gather import gather


@dataclass(frozen=True)
class Proof:
    """One figure taken apart. bars: the waterfall. entries: what stands behind each bar.

    reports: {claim id: Seen}, the claims with their rates. rows: {outcome id: its counted row}.
    """

    bars: list
    entries: list
    reports: dict = field(repr=False)
    rows: dict = field(repr=False)

    def behind(self, step):
        """The entries of one bar, the largest first."""
        found = [entry for entry in self.entries if entry.step == step]
        return sorted(found, key=lambda entry: (entry.value is None, -(entry.value or 0), entry.flow))


def proof_of(user, indicator, rows, *, ties=None, constant=False, terms=None):
    """The waterfall of these counted rows, each outcome once, in their owner's view.

    rows: counted rows of one owner and indicator (stored, or counted as of a day). ties: (outcome, partnership) of the
    stated shares that are this figure's; None for all. constant: in prices of the base year. terms: those of the rows.
    """
    rows = {row.outcome_id: row for row in rows}
    gathered = gather(list(rows), terms)
    readable = set(Claim.objects.for_user(user).filter(outcome__in=list(rows)).values_list("pk", flat=True))
    reports, entries = {}, []
    for outcome, row in rows.items():
        flow = gathered.flows.get(outcome)
        if flow is None:
            continue
        claims = [claim for claim in flow.claims if row.owner_id in gathered.readers[claim.pk]]
        seen = {claim.pk: see(claim, indicator.is_money, gathered) for claim in claims}
        shown = readable | {used["claim"] for used in row.claims}
        ends = dict.fromkeys(
            claim
            for claim in rules.standing_claims([one.rule for one in seen.values()])
            if claim is not None and claim.key in shown
        )
        reports |= {claim.key: seen[claim.key] for claim in ends}
        shares = shares_of_view(flow, row.owner_id, claims, gathered.seated)
        entries += waterfall.entries_of(
            waterfall.Flow(
                outcome, row.state, row.nominal,
                tuple(waterfall.report_of(claim, money=indicator.is_money) for claim in ends),
                parts_of(row, shares, ties, constant), row.constant,
            ),
            constant=constant,
        )  # fmt: skip
    return Proof(waterfall.bars_of(entries, money=indicator.is_money, constant=constant), entries, reports, rows)


def parts_of(row, shares, ties, constant):
    """What each tie's share of the row's value comes to, in the prices shown."""
    value = row.constant if constant else row.nominal
    if row.state not in COUNTING_STATES or value is None:
        return ()
    parts = rules.with_shares(rules.Counted(row.state, value), shares).parts
    return tuple(
        waterfall.Part(
            part.partnership, part.contributed, part.stated, ties is None or (row.outcome_id, part.partnership) in ties
        )  # fmt: skip
        for part in parts
    )


def titles_of(user, outcome_ids):
    """{outcome id: title of the newest claim that the person may read}."""
    claims = Claim.objects.for_user(user).filter(outcome__in=outcome_ids).order_by("outcome", "learnt_on", "pk")
    return dict(claims.values_list("outcome_id", "title"))
