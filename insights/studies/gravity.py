"""The worked example of a gravity estimate: trade of 69 countries, and what agreements on it go with (METHODS 6.2)."""

from pathlib import Path

from django.conf import settings

from insights.questions import gravity
from insights.rules.frames import read_csv
from insights.studies.base import Inputs, Study

PANEL = Path("data") / "examples" / "trade_panel.csv.gz"
SOURCE = "Yotov, Piermartini, Monteiro & Larch 2016, An Advanced Guide to Trade Policy Analysis, UN and WTO"
BETWEEN = ("origin_year", "destination_year")
APART = ["ln:dist", "cntg", "lang", "clny"]
TOLD = ("coef", "se", "low", "high", "p", "effect_percent")


def gather(answer, as_of):
    """The shipped panel as it stands in its file."""
    frame = read_csv(settings.BASE_DIR / PANEL)
    changing = frame.groupby("pair")["rta"].nunique() > 1
    facts = {
        "rows": len(frame), "countries": int(frame["origin"].nunique()), "years": sorted(frame["year"].unique()),
        "pairs": len(changing), "pairs_that_sign": int(changing.sum()), "source": SOURCE,
    }  # fmt: skip
    return Inputs({"flows": frame}, facts)


def work(inputs, options, seed, tell):
    """{"distance", "between", "within"}: what lies between countries; agreements compared across pairs; and each pair
    compared with itself. Each {key: {name: value}} with n and dropped."""
    frame = inputs.tables["flows"]
    tell(5, "What lies between countries.")
    distance = gravity.ask(frame, x=APART, fe=BETWEEN)
    tell(50, "Trade agreements, across pairs.")
    between = gravity.ask(frame, x=[*APART, "rta"], fe=BETWEEN)
    tell(75, "Trade agreements, within pairs.")
    within = gravity.ask(frame, x=["rta"], fe=(*BETWEEN, "pair"))
    found = {"distance": distance, "between": between, "within": within}
    return {name: {key: one[key] for key in (*TOLD, "n", "dropped")} for name, one in found.items()}


STUDY = Study("gravity", gather, work, of_office=False)
