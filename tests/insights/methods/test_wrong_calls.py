"""Calls that no file would mend: status 2, the reason in JSON where that is asked for, and never a traceback."""

import pytest

from tests.insights.methods.conftest import run
from tests.insights.methods.goldens import did_1, mcd_1_weights


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "rows.csv"
    did_1().to_csv(path, index=False)
    return str(path)


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense", "FILE"], ["effect"], [], ["effect", "FILE", "--seed", "-1"], ["effect", "FILE", "--seed", "many"],
        ["effect", "FILE", "--seed", "1.5"], ["effect", "FILE", "--controls", "some"],
        ["effect", "FILE", "--anticipation", "9"], ["effect", "FILE", "--draws", "10"],
        ["effect", "FILE", "--tau", "3"],
        ["independence", "FILE", "--draws", "0"], ["independence", "FILE", "--draws", "99999999"],
        ["conversion", "FILE", "--tau", "long"], ["gravity", "FILE", "--model", "logit"],
        ["gravity", "FILE", "--cluster", "continent"], ["market", "FILE"], ["market", "FILE", "--what", "luck"],
        ["partners", "FILE"], ["counts", "FILE"], ["counts", "FILE", "--y", "ties"], ["counts", "FILE", "--x", "pop"],
        ["counts", "FILE", "--y", "ties", "--x", " , "],
    ],
)  # fmt: skip
def test_a_call_that_cannot_be_understood_is_refused(file, words):
    status, found = run(*(file if word == "FILE" else word for word in words), "--json")

    assert (status, found["error"]["code"]) == (2, "wrong_call")
    assert found["error"]["message"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["gravity", "FILE", "--fe", "weather"], "unknown_effect"),
        (["gravity", "FILE", "--x", ","], "no_covariate"),
        (["conversion", "FILE", "--tau", "0"], "wrong_tau"),
        (["conversion", "FILE", "--tau", "-1"], "wrong_tau"),
        (["conversion", "FILE", "--tau", "nan"], "wrong_tau"),
        (["conversion", "FILE", "--tau", "inf"], "wrong_tau"),
        (["counts", "FILE", "--y", "ties", "--x", "const"], "wrong_name"),
        (["effect", "NOWHERE"], "no_file"),
        (["effect", "FILE", "NOWHERE"], "no_file"),
        (["partners", "FILE", "--weights", "NOWHERE"], "no_file"),
    ],
)
def test_what_is_asked_for_wrongly_is_named(file, words, code):
    files = {"FILE": file, "NOWHERE": "/nowhere/rows.csv"}
    if code not in ("unknown_effect", "no_covariate", "no_file"):
        with open(file, "w") as table:
            table.write("tie,time,kind,ties,const\na,1,1,1,2\nb,2,0,3,4\n")

    status, found = run(*(files.get(word, word) for word in words), "--json")

    assert (status, list(found), found["error"]["code"]) == (2, ["error"], code)


def test_a_folder_is_no_file(tmp_path):
    assert run("effect", str(tmp_path), "--json")[1]["error"]["code"] == "no_file"


def test_weights_of_another_question_are_refused(file, tmp_path):
    weights = tmp_path / "weights.csv"
    mcd_1_weights().to_csv(weights, index=False)

    status, found = run("effect", file, "--weights", str(weights), "--json")

    assert (status, found["error"]["message"]) == (2, "--weights is no option of effect.")
