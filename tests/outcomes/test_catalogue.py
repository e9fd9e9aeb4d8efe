"""The catalogue holds what METHODS 8 lists."""

from collections import Counter

from outcomes.catalogue import CATALOGUE, DIRECTIONS, ECONOMIC_CODES, FREQUENCIES, PLACE_RULES, TIME_RULES


def test_there_are_forty_indicators_in_six_groups():
    groups = Counter(item.code.rstrip("0123456789") for item in CATALOGUE)

    assert groups == {"IN": 2, "AC": 6, "OP": 7, "OC": 16, "PR": 6, "IM": 3}
    assert len({item.code for item in CATALOGUE}) == 40


def test_every_entry_keeps_to_the_closed_lists():
    for item in CATALOGUE:
        assert item.direction in DIRECTIONS, item
        assert item.over_time in TIME_RULES, item
        assert item.over_places in PLACE_RULES, item
        assert item.frequency in FREQUENCIES, item
        assert item.iati_type in (None, 1, 2, 3), item
        assert all((item.name, item.who, item.evidence)), item


def test_money_is_marked_by_its_unit():
    assert {item.code for item in CATALOGUE if item.is_money} == {
        "IN1", "IN2", "OC1", "OC2", "OC3", "OC4", "OC5", "OC6", "OC12", "PR6", "IM2",
    }  # fmt: skip


def test_announced_investment_is_no_economic_outcome():
    assert ECONOMIC_CODES & {"OC5", "OC6"} == {"OC6"}
