"""PPM-1, and the panel that comes with the project: flows between places by PPML."""

import numpy as np
import pandas as pd
import pytest

from insights.rules.gravity import gravity
from tests.conftest import ROOT
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
