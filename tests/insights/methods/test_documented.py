"""docs/insights.md names every key that the command prints; whoever reads an answer looks it up there."""

import re
from pathlib import Path

import pytest

from tests.insights.methods.goldens import cnt_1, did_1, mcd_1, mcd_1_weights, net_2, ppm_1, sur_1, trd_1

DOCUMENT = Path(__file__).parents[3] / "docs" / "insights.md"
ENDS = ("_low", "_high", "_se")
CALLS = {
    "independence": (net_2, ()),
    "conversion": (sur_1, ()),
    "counts": (cnt_1, ("--y", "ties", "--x", "ln:pop,ln1p:flights")),
    "effect": (did_1, ()),
    "gravity": (ppm_1, ()),
    "partners": (mcd_1, ()),
}
OF_THE_DATA = (
    "median_by_group", "poisson", "nb2", "vif", "by_group", "event_time", "coef", "se", "effect_percent", "low", "high",
    "p", "minmax", "zscore", "topsis", "ranks", "acceptability", "switch_weights", "missing", "withheld",
)  # fmt: skip


def keys_of(document):
    """Every key of its own that a document has; of those under which keys of the data stand, the outer one alone."""
    if isinstance(document, list):
        return set().union(*(keys_of(one) for one in document))
    if not isinstance(document, dict):
        return set()
    return set(document).union(*(keys_of(value) for key, value in document.items() if not is_of_the_data(key)))


def is_of_the_data(key):
    """Whether the keys under this one are names that the table brought."""
    return key in OF_THE_DATA or (key.endswith(ENDS) and key.rpartition("_")[0] in OF_THE_DATA)


def documented(question):
    """The words of the entry of a question."""
    entry = re.search(rf"^- \*\*{question}\*\*:(.*?)(?=^- \*\*|^Whatever)", DOCUMENT.read_text(), re.M | re.S).group(1)
    names = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", entry))))
    return names | {name + end for name in names if not name.startswith("_") for end in ENDS if end in names}


@pytest.mark.parametrize("question", CALLS)
def test_every_key_of_an_answer_is_documented(question, answer):
    table, options = CALLS[question]
    more = {"weights": mcd_1_weights()} if question == "partners" else {}
    found = answer(question, table(), options=options, **more)

    assert sorted(keys_of(found) - documented(question) - {"withheld"}) == []


def test_the_measures_of_trade_are_documented_with_their_shape(answer):
    found = answer("market", trd_1(), options=("--what", "rca"))

    assert {type(value) for value in found.values()} == {dict}
    assert "{place: {product or place: value}}" in DOCUMENT.read_text()
