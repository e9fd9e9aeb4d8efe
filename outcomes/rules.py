"""What an outcome counts for: pure functions, Decimal only, no database (METHODS 5, CONTRACTS 2).

Steps 1 (evidence), 2 (currency), 3 (CIF to FOB), 4 (mirror), 5 (constant prices), 6 (shares) and 7 (kinds are never
added) stand here; the rates come from `rates`, what brings an amount into prices of the base year from `prices`, as
does step 8. The function `count` decides every headline; a set-based statement may replace the loop around it only
while a test holds the two equal.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from operator import itemgetter

from outcomes.enums import COUNTING_STATES, Basis, Evidence, EvidenceGroup, Reason, Side, State

RULE_VERSION = "ledger-2"

CENT = Decimal("0.01")
MILLIONTH = Decimal("0.000001")
ONE = Decimal(1)
CIF_TO_FOB = Decimal("1.06")  # the IMF's current factor (METHODS 5.3); editable per corridor

# The two ends of a flow: goods and money leave one and reach the other.
ENDS = (frozenset({Side.SELLER, Side.HOME, Side.JOINT}), frozenset({Side.BUYER, Side.HOST, Side.JOINT}))


@dataclass(frozen=True)
class Tolerance:
    """Mirror gaps up to `agree` are one value, up to `dispute` the lower side counts (METHODS 5.4)."""

    agree: Decimal = Decimal("0.10")
    dispute: Decimal = Decimal("0.25")


MIRROR_TOLERANCE = Tolerance()


@dataclass(frozen=True)
class Claim:
    """One organisation's report as the rule reads it.

    amount: in its own currency, or in the indicator's unit; None when the amount is not known.
    rate: reporting currency per unit of the claim's currency; None when there is no rate.
    cif_factor: what a CIF value is divided by on the claim's corridor. constant: by what the amount is multiplied to be
    in prices of the base year; None with a reason where it cannot be, or where no base year is asked for.
    key: makes the choice between otherwise equal claims the same every time (the row's id).
    """

    side: str
    amount: Decimal | None
    evidence: int
    rate: Decimal | None = ONE
    basis: str = Basis.FOB
    reported_on: date = date.min
    external_id: str = ""
    withdrawn: bool = False
    key: int = 0
    cif_factor: Decimal = CIF_TO_FOB
    constant: Decimal | None = None
    constant_reason: Reason = Reason.NONE


@dataclass(frozen=True)
class Part:
    """What one partnership contributed. share and contributed are None where no share was stated or can be given."""

    partnership: object
    share: Decimal | None
    contributed: Decimal | None
    stated: bool


@dataclass(frozen=True)
class Counted:
    """The ledger's answer for one outcome.

    nominal: counted value in the reporting currency (or the indicator's unit), to the cent; None unless it counts.
    constant: the same in prices of the base year, by the sides chosen on nominal values; None where not asked for or
    not known.
    reported: what the claims say, for showing apart from the headline; None when there is no rate or amount.
    gap: mirror gap, six decimals; None without two sides.
    evidence: the strongest evidence behind the value.
    """

    state: State
    nominal: Decimal | None = None
    reported: Decimal | None = None
    gap: Decimal | None = None
    reason: Reason = Reason.NONE
    evidence: int = 0
    parts: tuple[Part, ...] = field(default=())
    constant: Decimal | None = None

    @property
    def counts(self):
        return self.state in COUNTING_STATES


def evidence_group(evidence):
    """Reported (E0, E1), documented (E2) or verified (E3, E4)."""
    if evidence >= Evidence.CONFIRMED:
        return EvidenceGroup.VERIFIED
    if evidence == Evidence.DOCUMENTED:
        return EvidenceGroup.DOCUMENTED
    return EvidenceGroup.REPORTED


def to_cents(value):
    """Rounded half up, as an accountant does; None stays None."""
    return None if value is None else value.quantize(CENT, ROUND_HALF_UP)


def claim_value(claim, *, money=True):
    """The claim in the reporting currency and free on board, unrounded; None without amount or rate.

    Indicators without money keep their own unit: nominal = amount.
    """
    if claim.amount is None:
        return None
    if not money:
        return claim.amount
    if claim.rate is None:
        return None
    return free_on_board(claim, claim.amount * claim.rate)


def constant_value(claim, *, money=True):
    """The claim in prices of the base year and free on board, unrounded; None where that is not known."""
    if not money or claim.amount is None or claim.constant is None:
        return None
    return free_on_board(claim, claim.amount * claim.constant)


def free_on_board(claim, value):
    return value / claim.cif_factor if claim.basis == Basis.CIF else value


def mirror_gap(one, other):
    """|x - m| / ((x + m) / 2). Nought when both are nought; None (beyond any tolerance) when only the mean is."""
    if one == other:
        return Decimal(0)
    middle = abs(one + other) / 2
    return abs(one - other) / middle if middle else None


def standing_order(claim):
    return (claim.evidence, claim.reported_on, claim.external_id, claim.key)


def standing_claims(claims):
    """The standing claim of each end of the flow: (giving end, receiving end), None where nobody speaks for it.

    Not withdrawn, highest evidence, then latest reported, then latest external id. A joint claim speaks for both ends,
    so it can be the standing claim of both.
    """
    live = [claim for claim in claims if not claim.withdrawn]
    return tuple(max((claim for claim in live if claim.side in end), key=standing_order, default=None) for end in ENDS)


def count(claims, *, money=True, tolerance=MIRROR_TOLERANCE, shares=(), of="nominal"):
    """What a set of claims about one outcome counts for (METHODS 5). None when no claim stands.

    claims: all claims of the outcome, superseded and withdrawn ones included, in any order.
    shares: (partnership, stated share or None) for each partnership of the outcome. of: the value that partnerships
    contribute to, "nominal" or "constant".
    """
    ends = [claim for claim in standing_claims(claims) if claim is not None]
    if not ends:
        return None
    return with_shares(count_ends(ends, money=money, tolerance=tolerance), shares, of=of)


def count_ends(ends, *, money, tolerance):
    """Evidence first, then currency, then the mirror. ends: one or two standing claims."""
    verified = [claim for claim in ends if claim.evidence >= Evidence.CONFIRMED]
    evidence = max(claim.evidence for claim in ends)
    if not verified:
        strongest = max(ends, key=standing_order)
        return Counted(State.REPORTED, reported=to_cents(claim_value(strongest, money=money)), evidence=evidence)

    converted = [(value, claim) for claim in verified if (value := claim_value(claim, money=money)) is not None]
    if not converted:
        amountless = all(claim.amount is None for claim in verified)
        reason = Reason.NO_AMOUNT if amountless else Reason.NO_RATE
        return Counted(State.NOT_CONVERTED, reason=reason, evidence=evidence)
    if len(converted) == 1:
        reason = Reason.OTHER_SIDE_NOT_CONVERTED if len(verified) == 2 else Reason.NONE
        return counting(State.ONE_SIDED, converted, money=money, reason=reason, evidence=evidence)

    gap = mirror_gap(converted[0][0], converted[1][0])
    shown = None if gap is None else gap.quantize(MILLIONTH, ROUND_HALF_UP)
    if gap is not None and gap <= tolerance.agree:
        return counting(State.AGREED, converted, money=money, gap=shown, evidence=evidence)
    lower = min(converted, key=itemgetter(0))
    if gap is not None and gap <= tolerance.dispute:
        return counting(State.LOWER, [lower], money=money, gap=shown, evidence=evidence)
    return Counted(State.DISPUTED, None, to_cents(lower[0]), shown, evidence=evidence)


def counting(state, chosen, *, money, evidence, gap=None, reason=Reason.NONE):
    """A flow that counts: the mean of the sides chosen on nominal values, and of the same ones in constant prices.

    chosen: [(nominal value, claim)], one or two. Where one of them has no constant value, the flow has none.
    """
    nominal = to_cents(sum(value for value, _ in chosen) / len(chosen))
    constants = [constant_value(claim, money=money) for _, claim in chosen]
    missing = None in constants
    if missing and not reason and money:
        reason = next((claim.constant_reason for _, claim in chosen if claim.constant_reason), reason)
    constant = None if missing else to_cents(sum(constants) / len(constants))
    return Counted(state, nominal, nominal, gap, reason, evidence, constant=constant)


def split_shares(shares):
    """The share of each partnership, as exact as Decimal is: all blank 1/n each, some blank split what is left.

    Returns [(partnership, share, stated)] in the order given; None when the stated shares add to more than one.
    """
    stated = sum((share for _, share in shares if share is not None), Decimal(0))
    blanks = sum(1 for _, share in shares if share is None)
    if stated > 1:
        return None
    rest = (1 - stated) / blanks if blanks else Decimal(0)
    return [(partnership, rest if share is None else share, share is not None) for partnership, share in shares]


def with_shares(counted, shares, *, of="nominal"):
    """The same answer with its part of the nominal or the constant value for each partnership.

    Each part is rounded half up; where rounding lifts the sum above the flow's own value, the cents come off the
    parts that gained most, for no flow may contribute more than it is (METHODS 5, invariants).
    """
    split = split_shares(shares)
    if split is None:
        parts = tuple(Part(partnership, None, None, share is not None) for partnership, share in shares)
        return replace(counted, parts=parts, reason=counted.reason or Reason.SHARES_ABOVE_ONE)
    whole = counted.constant if of == "constant" else counted.nominal
    if whole is None:
        return replace(counted, parts=tuple(Part(who, shorten(share), None, stated) for who, share, stated in split))
    exact = [share * whole for _, share, _ in split]
    money = [to_cents(value) for value in exact]
    over = sum(money, Decimal(0)) - whole
    gained = sorted(range(len(money)), key=lambda n: (money[n] - exact[n], n), reverse=True)
    for n in gained:
        if over <= 0:
            break
        money[n] -= CENT
        over -= CENT
    parts = (Part(who, shorten(share), cents, stated) for (who, share, stated), cents in zip(split, money, strict=True))
    return replace(counted, parts=tuple(parts))


def shorten(share):
    """Six decimals, cut and not rounded, so that shortened shares never add to more than one."""
    return share.quantize(MILLIONTH, ROUND_DOWN)


def total(flows, *, at_least=Evidence.CONFIRMED):
    """Sum of counted values by indicator: {indicator: value}; kinds are never added (METHODS 5.7).

    flows: (indicator, Counted). The evidence bar is held against the whole flow after counting, not against its claims
    before: dropping one side of a dispute would otherwise raise the total as the bar rises.
    """
    sums = defaultdict(Decimal)
    for indicator, counted in flows:
        if counted is not None and counted.counts and counted.evidence >= at_least:
            sums[indicator] += counted.nominal
    return dict(sums)


def claims_used(claims):
    """The claims that the answer rests on: the verified standing ones, else the strongest one; each once."""
    ends = list(dict.fromkeys(claim for claim in standing_claims(claims) if claim is not None))
    verified = [claim for claim in ends if claim.evidence >= Evidence.CONFIRMED]
    return verified or [max(ends, key=standing_order)] if ends else []
