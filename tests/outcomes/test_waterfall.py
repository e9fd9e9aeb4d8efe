"""From reported to counted without a cent unexplained: examples, and any set of flows."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from outcomes import rules, waterfall
from outcomes.enums import Basis, Evidence, Side, State
from outcomes.waterfall import Step


def flow_of(key, claims, shares=(("t1", None),), inside=("t1",), *, money=True, index=None):
    """A Flow as the ledger's rule counts these claims; index: constant is nominal times it."""
    counted = rules.count(claims, money=money, shares=shares)
    ends = dict.fromkeys(claim for claim in rules.standing_claims(claims) if claim is not None)
    constant = None
    parts = counted.parts
    if index is not None and counted.counts:
        constant = rules.to_cents(counted.nominal * index)
        parts = rules.with_shares(rules.Counted(counted.state, constant), shares).parts
    return waterfall.Flow(
        key, counted.state, counted.nominal,
        tuple(waterfall.report_of(claim, money=money) for claim in ends),
        tuple(waterfall.Part(part.partnership, part.contributed, part.stated, part.partnership in inside)
              for part in parts),
        constant,
    )  # fmt: skip


def bars(flows, **options):
    constant = options.get("constant", False)
    entries = [entry for flow in flows for entry in waterfall.entries_of(flow, constant=constant)]
    return waterfall.bars_of(entries, **options)


def values(found):
    return {bar.step: bar.value for bar in found}


def report(side, amount, rate="1", evidence=3, basis=Basis.FOB, key=1):
    return rules.Claim(side, Decimal(amount), evidence, Decimal(rate), basis, key=key)


def test_the_exports_of_led_1_step_by_step():
    flows = [
        flow_of(1, [report(Side.SELLER, 1_000_000, "1.19", key=1),
                    report(Side.BUYER, 1_310_000, evidence=4, basis=Basis.CIF, key=2)], [("t1", Decimal("0.5"))]),
        flow_of(2, [report(Side.SELLER, 500_000, "1.24", key=3),
                    report(Side.BUYER, 757_900, basis=Basis.CIF, key=4)], [("t1", Decimal("0.4"))]),
        flow_of(4, [report(Side.SELLER, 800_000, "1.08", evidence=1, key=5)], [("t1", Decimal(1))]),
        flow_of(5, [report(Side.SELLER, 300_000, key=6),
                    report(Side.BUYER, 480_000, basis=Basis.CIF, key=7)], [("t1", Decimal(1))]),
    ]  # fmt: skip

    found = values(bars(flows))

    assert found[Step.REPORTED] == Decimal("5521900.00")
    assert found[Step.NOT_VERIFIED] == Decimal("864000.00")
    assert found[Step.DISPUTED] == Decimal("752830.19")
    assert found[Step.LOWER] == Decimal("95000.00")
    assert found[Step.MIRRORED] == Decimal("1832924.53")
    assert found[Step.CONTRIBUTED] == Decimal("606462.27") + Decimal("248000.00")


def test_a_report_without_a_rate_stands_beside_the_bars_and_in_none():
    flow = flow_of(1, [rules.Claim(Side.SELLER, Decimal(5000), Evidence.CONFIRMED, None, key=1)])

    found = {bar.step: (bar.n, bar.without, bar.value) for bar in bars([flow])}

    assert found[Step.REPORTED] == found[Step.VERIFIED] == found[Step.NO_RATE] == (1, 1, 0)
    assert found[Step.MIRRORED] == (0, 0, 0)


def test_a_joint_report_is_one_report_and_has_no_copy():
    found = values(bars([flow_of(1, [report(Side.JOINT, 900)], [("t1", Decimal(1))])]))

    assert found == {step: 900 for step in waterfall.LEVELS if step != Step.CONSTANT}


def test_what_other_ties_and_other_causes_did_is_told_apart():
    shares = [("t1", Decimal("0.5")), ("t2", Decimal("0.2")), ("t3", None)]

    found = values(bars([flow_of(1, [report(Side.SELLER, 1000)], shares, inside=("t1", "t3"))]))

    assert (found[Step.CONTRIBUTED], found[Step.OTHER_TIES], found[Step.NOT_STATED]) == (500, 200, 300)


def test_half_a_share_leaves_the_other_half_to_other_causes():
    found = values(bars([flow_of(1, [report(Side.SELLER, 1000)], [("t1", Decimal("0.5"))])]))

    assert (found[Step.CONTRIBUTED], found[Step.OTHER_CAUSES]) == (500, 500)


def test_constant_prices_take_off_what_prices_did_and_what_has_no_index():
    flows = [
        flow_of(1, [report(Side.SELLER, 1000)], [("t1", Decimal(1))], index=Decimal("0.8")),
        flow_of(2, [report(Side.SELLER, 70)], [("t1", Decimal(1))]),
    ]

    found = values(bars(flows, constant=True))

    assert (found[Step.MIRRORED], found[Step.PRICES], found[Step.NO_INDEX]) == (1070, 200, 70)
    assert found[Step.CONSTANT] == found[Step.CONTRIBUTED] == 800


amounts = st.decimals(0, 10**9, places=2)
claims = st.builds(
    rules.Claim,
    side=st.sampled_from(list(Side)),
    amount=amounts | st.none(),
    evidence=st.integers(0, 4),
    rate=st.decimals("0.0001", 400, places=6) | st.none(),
    basis=st.sampled_from(list(Basis)),
    key=st.integers(1, 9),
)
share_lists = st.lists(st.decimals(0, "0.4", places=3) | st.none(), min_size=1, max_size=3).map(
    lambda found: [(f"t{n}", share) for n, share in enumerate(found)]
)


@given(
    st.lists(st.tuples(st.lists(claims, min_size=1, max_size=5), share_lists), min_size=1, max_size=4),
    st.booleans(),
    st.decimals("0.2", 3, places=4) | st.none(),
)
@settings(max_examples=200, deadline=None)
def test_every_level_less_its_named_differences_is_the_next_level(drawn, money, index):
    flows = [
        flow_of(n, found, shares, inside=("t0", "t2"), money=money, index=index if money else None)
        for n, (found, shares) in enumerate(drawn)
    ]
    constant = money and index is not None

    found = bars(flows, money=money, constant=constant)

    assert waterfall.unexplained(found) == []
    counting = [flow.nominal for flow in flows if flow.state in (State.AGREED, State.LOWER, State.ONE_SIDED)]
    assert values(found)[Step.MIRRORED] == sum(counting)
    assert Step.WAITING not in values(found)
    assert all(bar.value >= 0 for bar in found if bar.step not in (Step.PRICES,))
