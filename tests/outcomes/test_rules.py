"""The ledger's rules against the worked numbers of METHODS 5 and its portfolio invariants."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes import rules
from outcomes.enums import Evidence, EvidenceGroup, Reason, Side, State
from outcomes.rules import Claim, Tolerance, count, mirror_gap, split_shares, standing_claims, total


def claim(side, amount, evidence=3, rate="1", basis="FOB", **more):
    amount = None if amount is None else Decimal(amount)
    rate = None if rate is None else Decimal(rate)
    return Claim(side, amount, Evidence(evidence), rate, basis, **more)


F1 = [claim("seller", "1000000", 3, "1.19"), claim("buyer", "1310000", 4, basis="CIF")]
F2 = [claim("seller", "500000", 3, "1.24"), claim("buyer", "757900", 3, basis="CIF")]
F3 = [claim("host", "4000000", 4)]
F4 = [claim("seller", "800000", 1, "1.08")]
F5 = [claim("seller", "300000", 3), claim("buyer", "480000", 3, basis="CIF")]


@pytest.mark.parametrize(
    ("claims", "share", "state", "gap", "nominal", "contributed"),
    [
        # METHODS 5 prints 0.037805 for F1, the logarithm of the ratio; its own formula gives 0.037800.
        (F1, "0.50", State.AGREED, "0.037800", "1212924.53", "606462.27"),
        (F2, "0.40", State.LOWER, "0.142322", "620000.00", "248000.00"),
        (F3, "0.25", State.ONE_SIDED, None, "4000000.00", "1000000.00"),
        (F4, "1.00", State.REPORTED, None, None, None),
        (F5, "1.00", State.DISPUTED, "0.406015", None, None),
    ],
    ids=["F1", "F2", "F3", "F4", "F5"],
)
def test_golden_led_1_counts_as_worked_by_hand(claims, share, state, gap, nominal, contributed):
    counted = count(claims, shares=[("t", Decimal(share))])

    found = (counted.state, counted.gap, counted.nominal, counted.parts[0].contributed)
    assert found == (state, *(None if x is None else Decimal(x) for x in (gap, nominal, contributed)))


def test_golden_led_1_totals_keep_exports_and_investment_apart():
    flows = [("OC2", count(F1)), ("OC2", count(F2)), ("OC6", count(F3)), ("OC2", count(F4)), ("OC2", count(F5))]

    assert total(flows) == {"OC2": Decimal("1832924.53"), "OC6": Decimal("4000000.00")}


@pytest.mark.parametrize(("one", "other", "gap"), [("0", "0", "0"), ("100", "0", "2"), ("90", "110", "0.2")])
def test_the_mirror_gap_is_the_distance_over_the_mean(one, other, gap):
    assert mirror_gap(Decimal(one), Decimal(other)) == Decimal(gap)


def test_a_gap_around_a_mean_of_nought_is_disputed():
    counted = count([claim("seller", "-5"), claim("buyer", "5")])

    assert (counted.state, counted.gap, counted.nominal) == (State.DISPUTED, None, None)


@pytest.mark.parametrize(
    ("seller", "buyer", "state"),
    [
        ("95", "105", State.AGREED),  # exactly 0.10
        ("94.99", "105.01", State.LOWER),
        ("87.5", "112.5", State.LOWER),  # exactly 0.25
        ("87.49", "112.51", State.DISPUTED),
    ],
)
def test_tolerances_include_their_own_edge(seller, buyer, state):
    assert count([claim("seller", seller), claim("buyer", buyer)]).state == state


def test_an_office_may_set_its_own_tolerance():
    strict = Tolerance(agree=Decimal("0.01"), dispute=Decimal("0.02"))

    assert count(F1, tolerance=strict).state == State.DISPUTED


def test_nought_is_a_value_and_agrees_with_nought():
    counted = count([claim("seller", "0"), claim("buyer", "0")])

    assert (counted.state, counted.nominal, counted.gap) == (State.AGREED, Decimal("0.00"), Decimal("0.000000"))


def test_only_verified_claims_are_mirrored():
    counted = count([claim("seller", "100", 3), claim("buyer", "900", 2)])

    assert (counted.state, counted.nominal, counted.gap) == (State.ONE_SIDED, Decimal("100.00"), None)


def test_a_side_without_a_rate_leaves_the_other_one_sided_and_says_so():
    counted = count([claim("seller", "100", 3), claim("buyer", "100", 3, rate=None)])

    assert (counted.state, counted.reason) == (State.ONE_SIDED, Reason.OTHER_SIDE_NOT_CONVERTED)


def test_without_any_rate_a_verified_flow_is_not_converted_and_never_guessed():
    counted = count([claim("seller", "100", 3, rate=None)], shares=[("t", None)])

    assert (counted.state, counted.reason, counted.nominal) == (State.NOT_CONVERTED, Reason.NO_RATE, None)
    assert counted.parts[0].contributed is None


def test_evidence_is_looked_at_before_currency():
    assert count([claim("seller", "100", 1, rate=None)]).state == State.REPORTED


def test_a_joint_claim_speaks_for_both_sides():
    counted = count([claim("joint", "250", 3)])

    assert (counted.state, counted.gap, counted.nominal) == (State.AGREED, Decimal("0.000000"), Decimal("250.00"))


def test_a_joint_claim_is_mirrored_against_a_better_supported_side():
    counted = count([claim("joint", "100", 3), claim("buyer", "110", 4)])

    assert (counted.state, counted.nominal) == (State.AGREED, Decimal("105.00"))


def test_host_and_home_are_the_two_sides_of_an_investment():
    assert count([claim("host", "100"), claim("home", "150")]).state == State.DISPUTED


def test_the_standing_claim_has_the_best_evidence_then_the_latest_report_then_the_latest_id():
    weak_and_late = claim("seller", "1", 3, reported_on=date(2026, 5, 1), external_id="z")
    strong_and_early = claim("seller", "2", 4, reported_on=date(2024, 1, 1), external_id="a")
    strong_and_late = claim("seller", "3", 4, reported_on=date(2025, 1, 1), external_id="a")
    latest_id = claim("seller", "4", 4, reported_on=date(2025, 1, 1), external_id="b")
    withdrawn = claim("seller", "5", 4, reported_on=date(2026, 1, 1), external_id="c", withdrawn=True)

    standing = standing_claims([latest_id, weak_and_late, withdrawn, strong_and_early, strong_and_late])

    assert standing == (latest_id, None)


def test_when_every_claim_is_withdrawn_nothing_stands():
    assert count([claim("seller", "100", withdrawn=True)]) is None


def test_indicators_without_money_count_their_amount_whatever_the_rate():
    counted = count([claim("host", "120", 3, rate=None, basis="CIF")], money=False)

    assert (counted.state, counted.nominal) == (State.ONE_SIDED, Decimal("120.00"))


def test_a_verified_claim_without_an_amount_counts_for_nothing_and_says_why():
    counted = count([claim("seller", None)])

    assert (counted.state, counted.reason) == (State.NOT_CONVERTED, Reason.NO_AMOUNT)


def test_what_is_only_reported_is_kept_apart_from_the_headline():
    counted = count(F4)

    assert (counted.nominal, counted.reported) == (None, Decimal("864000.00"))


def test_money_is_rounded_half_up():
    assert count([claim("seller", "0.125")]).nominal == Decimal("0.13")
    assert count([claim("seller", "0.124999")]).nominal == Decimal("0.12")


@pytest.mark.parametrize(
    ("given_shares", "expected"),
    [
        ([None], ["1"]),
        ([None, None], ["0.5", "0.5"]),
        (["0.4", None, None], ["0.4", "0.3", "0.3"]),
        (["0.4", "0.1"], ["0.4", "0.1"]),
        (["1", None], ["1", "0"]),
        ([], []),
    ],
)
def test_blank_shares_split_what_is_left(given_shares, expected):
    shares = [(n, None if share is None else Decimal(share)) for n, share in enumerate(given_shares)]

    assert [share for _, share, _ in split_shares(shares)] == [Decimal(share) for share in expected]


def test_shares_above_one_give_no_contribution_and_leave_the_value():
    counted = count(F3, shares=[("a", Decimal("0.7")), ("b", Decimal("0.7"))])

    assert (counted.nominal, counted.reason) == (Decimal("4000000.00"), Reason.SHARES_ABOVE_ONE)
    assert [part.contributed for part in counted.parts] == [None, None]


def test_rounding_never_lifts_the_parts_above_the_whole():
    counted = count([claim("seller", "100")], shares=[(tie, None) for tie in range(6)])

    assert sum(part.contributed for part in counted.parts) == Decimal("100.00")


@pytest.mark.parametrize(
    ("evidence", "group"),
    [
        (0, EvidenceGroup.REPORTED),
        (1, EvidenceGroup.REPORTED),
        (2, EvidenceGroup.DOCUMENTED),
        (3, EvidenceGroup.VERIFIED),
        (4, EvidenceGroup.VERIFIED),
    ],
)
def test_evidence_reads_in_three_steps(evidence, group):
    assert rules.evidence_group(evidence) == group


amounts = st.decimals(min_value=0, max_value=10**10, places=2, allow_nan=False)
claims = st.builds(
    Claim,
    side=st.sampled_from(Side.values),
    amount=amounts,
    evidence=st.sampled_from(Evidence.values),
    rate=st.none() | st.decimals(min_value=Decimal("0.001"), max_value=500, places=4),
    basis=st.sampled_from(["FOB", "CIF", "none"]),
    reported_on=st.dates(date(2020, 1, 1), date(2026, 12, 31)),
    external_id=st.text("ab12", max_size=3),
    withdrawn=st.booleans(),
    constant=st.none() | st.decimals(min_value=Decimal("0.001"), max_value=500, places=4),
)
flows = st.lists(claims, max_size=6).map(lambda found: [replace(one, key=n) for n, one in enumerate(found)])
blank_or_stated = st.lists(st.none() | st.decimals(min_value=0, max_value=1, places=3), max_size=6)
indicators = st.sampled_from(["OC1", "OC2", "OC6"])
portfolios = st.lists(st.tuples(indicators, flows), max_size=6)


def counted_portfolio(portfolio):
    return [(indicator, count(found)) for indicator, found in portfolio]


@given(portfolio=portfolios, chance=st.randoms(use_true_random=False))
def test_the_total_does_not_depend_on_the_order_of_records(portfolio, chance):
    shuffled = [(indicator, chance.sample(found, len(found))) for indicator, found in portfolio]
    chance.shuffle(shuffled)

    assert total(counted_portfolio(shuffled)) == total(counted_portfolio(portfolio))


@given(amount=amounts, share=st.decimals(min_value=Decimal("0.9"), max_value=Decimal("1.1"), places=3))
def test_a_matching_report_of_the_other_side_never_doubles_the_total(amount, share):
    one = claim("seller", amount)
    both = [one, claim("buyer", amount * share)]

    alone, together = count([one]), count(both)

    assert together.state in (State.AGREED, State.LOWER)
    assert abs(together.nominal - alone.nominal) <= Decimal("0.1") * alone.nominal + Decimal("0.01")


@given(found=flows, shares=blank_or_stated)
def test_contributions_in_constant_prices_never_add_to_more_than_the_constant_value(found, shares):
    counted = count(found, shares=list(enumerate(shares)), of="constant")

    parts = () if counted is None else counted.parts
    contributed = sum((part.contributed for part in parts if part.contributed is not None), Decimal(0))
    assert contributed <= (counted.constant if counted and counted.constant is not None else Decimal(0))


@given(found=flows)
def test_prices_never_change_what_counts(found):
    without = count([replace(one, constant=None) for one in found])
    with_prices = count(found)

    assert (without is None) == (with_prices is None)
    if without is not None:
        assert replace(with_prices, constant=None) == without


@given(found=flows)
def test_a_constant_value_stands_only_beside_a_nominal_one(found):
    counted = count(found)

    assert counted is None or counted.constant is None or counted.nominal is not None


@given(found=flows, factor=st.decimals(min_value=Decimal("0.01"), max_value=100, places=2))
def test_one_factor_for_all_sides_scales_the_flow(found, factor):
    """Where every side's constant is the same multiple of its rate, the constant value is that of the nominal one."""
    scaled = [replace(one, constant=None if one.rate is None else one.rate * factor) for one in found]

    counted = count(scaled)

    if counted is not None and counted.counts:
        assert abs(counted.constant - counted.nominal * factor) <= Decimal("0.005") * (1 + factor)


@given(found=flows, shares=blank_or_stated)
def test_contributions_never_add_to_more_than_is_verified(found, shares):
    counted = count(found, shares=list(enumerate(shares)))

    parts = () if counted is None else counted.parts
    contributed = sum((part.contributed for part in parts if part.contributed is not None), Decimal(0))
    assert all(part.contributed is None or part.contributed >= 0 for part in parts)
    assert contributed <= (counted.nominal if counted and counted.counts else Decimal(0))


@given(found=flows, shares=blank_or_stated)
def test_splitting_a_flow_among_ties_leaves_verified_unchanged(found, shares):
    split, whole = count(found, shares=list(enumerate(shares))), count(found)

    assert (split and split.nominal) == (whole and whole.nominal)


@given(portfolio=portfolios, bar=st.sampled_from([Evidence.CONFIRMED, Evidence.THIRD_PARTY]))
def test_raising_the_evidence_bar_never_raises_a_total(portfolio, bar):
    counted = counted_portfolio(portfolio)

    high, low = total(counted, at_least=bar), total(counted)

    assert all(value <= low[indicator] for indicator, value in high.items())


@given(found=flows)
def test_a_value_stands_only_where_the_state_counts(found):
    counted = count(found)

    assert counted is None or (counted.nominal is not None) == counted.counts
