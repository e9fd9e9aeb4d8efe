"""PPM-1, and the panel that comes with the project: flows between places by PPML."""

import json
import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from insights.rules import fitting
from insights.rules.gravity import gravity
from insights.rules.plain import DIGITS, plain
from insights.rules.refusals import NoAnswer
from tests.conftest import ROOT
from tests.insights.methods import tables
from tests.insights.methods.goldens import ppm_1

PANEL = ROOT / "data" / "examples" / "trade_panel.csv.gz"


def test_the_effect_put_in_comes_out():
    rows = ppm_1()

    found = gravity(rows, rows[["tie"]])

    assert found["coef"]["tie"] == pytest.approx(0.1, abs=1e-8)
    assert found["effect_percent"]["tie"] == pytest.approx(10.517092, abs=1e-6)
    assert (found["n"], found["dropped"], found["warning"]) == (128, 0, None)


def test_a_pair_that_never_traded_is_dropped_told_and_changes_nothing():
    rows = ppm_1(nothing=[(2, 1)])

    found = gravity(rows, rows[["tie"]])

    assert (found["n"], found["dropped"]) == (120, 8)
    assert found["coef"]["tie"] == pytest.approx(0.1, abs=1e-8)


def test_an_effect_above_what_was_ever_found_is_warned_of():
    rows = ppm_1(effect=0.5)

    found = gravity(rows, rows[["tie"]])

    assert found["warning"].startswith("An effect of 65 % on trade is above what published work finds")


def test_the_published_gravity_figures_come_out(answer):
    """Yotov et al. 2016, table 1: distance, border, language, colony; errors by pair."""
    found = answer(
        "gravity", pd.read_csv(PANEL, keep_default_na=False, dtype=str),
        options=["--x", "ln:dist,cntg,lang,clny", "--fe", "origin_year,destination_year"],
    )  # fmt: skip

    told = [round(value, 3) for value in found["coef"].values()]
    assert list(found["coef"]) == ["ln:dist", "cntg", "lang", "clny"]
    assert (told, found["n"]) == ([-0.841, 0.437, 0.247, -0.222], 28152)


def test_ordinary_least_squares_are_those_of_the_normal_equations():
    rows = ppm_1(nothing=[(2, 1)])
    kept = rows[rows["flow"] > 0]
    design = np.column_stack([np.ones(len(kept)), kept["tie"]])

    found = gravity(rows, rows[["tie"]], effects=(), model="ols")

    assert list(found["coef"].values()) == pytest.approx(list(np.linalg.lstsq(design, np.log(kept["flow"]))[0]))
    assert (found["n"], found["dropped"]) == (120, 8)


def test_the_answer_is_the_same_in_nine_digits_however_a_process_orders_its_sets(tmp_path):
    """The library takes the effects in the order of a set, which differs from one process to the next."""
    table = tmp_path / "flows.csv"
    table.write_text(tables.flows(1).to_csv(index=False))
    asked = [sys.executable, "manage.py", "insight", "gravity", str(table), "--x", "tie", "--json"]

    told = []
    for seed in "012":
        settings = {**os.environ, "PYTHONHASHSEED": seed}
        printed = subprocess.run(asked, cwd=ROOT, env=settings, capture_output=True, check=True).stdout
        told.append(plain(json.loads(printed), DIGITS))

    assert told[0] == told[1] == told[2]


def test_a_fit_that_does_not_come_to_rest_gives_its_reason_and_no_number(monkeypatch):
    monkeypatch.setattr(fitting, "ROUNDS", 2)
    rows = tables.flows(1).assign(pair=lambda flows: flows["origin"] + flows["destination"])

    with pytest.raises(NoAnswer) as refused:
        gravity(rows, rows[["tie"]])

    assert refused.value.code == "not_settled"
