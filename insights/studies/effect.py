"""Would it have happened anyway? Exports to countries with a tie against those to countries without (METHODS 6)."""

import numpy as np
import pandas as pd
from django.conf import settings

from insights.queries.exports_abroad import exports_abroad
from insights.queries.ledger_exports import rates_of_years, verified_exports
from insights.queries.tied_countries import on_record_alone, tied_countries
from insights.rules.effect import MIN_UNITS, effect
from insights.rules.gravity import gravity
from insights.rules.panel import NEVER, panel
from insights.rules.refusals import NoAnswer
from insights.studies.base import Inputs, Study
from stakeholders.models import Place

ANTICIPATION = 1  # the year before a signature is compared too, not compared with: ties follow earlier contacts
COLUMNS = ["unit", "name", "year", "value", "cohort", "rate", "ledger"]
UNDATED = "a tie without any date"
ON_RECORD = "a tie on the public record that is not the office’s"
NOUGHT = "a year without any exports"


def gather(answer, as_of):
    """The panel country by year of what home sells, since when the office has a tie with each, and what it verified."""
    organisation, home = answer.owner, answer.owner.office.home
    ties = tied_countries(organisation, home, as_of)
    names = dict(Place.objects.filter(pk__in=ties).values_list("pk", "name"))
    facts = {
        "home": home.name, "needed": MIN_UNITS, "anticipation": ANTICIPATION,
        "reporting_currency": settings.GEMEL_CURRENCY,
        "ties": [
            {"country": names[pk], "since": one.since, "by": one.by, "ties": one.ties, "ended": one.ended}
            for pk, one in sorted(ties.items(), key=lambda item: (item[1].since or 9999, names[item[0]]))
        ],
    }  # fmt: skip
    exports = exports_abroad(home, as_of)
    if exports is None or not exports.rows:
        return Inputs({"panel": pd.DataFrame(columns=COLUMNS)}, facts | {"origin": None})
    rows, left_out = rows_of(exports, ties, on_record_alone(organisation, home), organisation)
    facts |= {
        "origin": exports.place.name, "level": exports.place.level, "currency": exports.currency,
        "years": sorted({year for _pk, _name, year, _value in exports.rows}), "flows": exports.left,
        "countries": len({pk for pk, *_rest in exports.rows}), "left_out": left_out,
    }  # fmt: skip
    return Inputs({"panel": rows}, facts)


def rows_of(exports, ties, strangers, organisation):
    """(the panel, [{"unit", "why"}]): a country whose treatment is not known is neither treated nor a control."""
    rates = rates_of_years(exports.currency, sorted({year for _pk, _name, year, _value in exports.rows}))
    ledger = verified_exports(organisation, ties)
    why = {pk: UNDATED for pk, tie in ties.items() if tie.since is None}
    why |= {pk: ON_RECORD for pk in strangers - set(ties)}
    rows, left_out = [], {}
    for pk, name, year, value in exports.rows:
        if pk in why:
            left_out[name] = why[pk]
            continue
        cohort = ties[pk].since if pk in ties else NEVER
        rows.append((str(pk), name, year, value, cohort, rates.get(year), ledger.get((pk, year), 0.0)))
    frame = pd.DataFrame(rows, columns=COLUMNS).astype({"rate": float, "value": float, "ledger": float})
    return frame, [{"unit": unit, "why": reason} for unit, reason in sorted(left_out.items())]


def work(inputs, options, seed, tell):
    """Below the minimum the number of countries alone, and no estimate; else the estimates, checks and both sums.

    Keys of "did" as insights.rules.effect gives them, of logarithms; of "ppml" as insights.rules.gravity.
    """
    rows = inputs.tables["panel"]
    if rows.empty:
        return {"enough": False, "treated": 0, "controls": 0, "dropped": []}
    logs, noughts = logarithms(rows)
    treated, controls, dropped = counted(logs)
    dropped = named(rows, dropped) + [{"unit": name, "why": NOUGHT} for name in noughts]
    found = {"treated": treated, "controls": controls, "dropped": dropped, "enough": False}
    if min(treated, controls) < MIN_UNITS:
        return found
    tell(10, "Comparing countries with and without a tie.")
    did = effect(logs, anticipation=ANTICIPATION, seed=seed)
    tell(60, "The same by gravity.")
    early = {row["unit"] for row in did["dropped"] if row["why"] != "a year without value"}
    ppml = by_gravity(rows[~rows["unit"].isin(early)])
    tell(90, "Setting the estimate beside the ledger.")
    kept = set(logs["unit"]) - {row["unit"] for row in did["dropped"]}
    found |= {"enough": True, "ppml": ppml, "sums": sums(rows[rows["unit"].isin(kept)], did)}
    return found | {"did": {key: value for key, value in did.items() if key not in ("dropped", "att", "withheld")}}


def logarithms(rows):
    """(unit, year, y, cohort; names left out): logarithms know no nought, so countries with one are left out here."""
    noughts = rows[rows["value"] <= 0]
    kept = rows[~rows["unit"].isin(noughts["unit"])]
    frame = kept[["unit", "year", "cohort"]].assign(y=np.log(kept["value"]))
    return frame.reset_index(drop=True), sorted(noughts["name"].unique())


def counted(logs):
    """(treated, controls, dropped) as the estimate counts them; where there is none, nobody is treated."""
    try:
        held, dropped = panel(logs, ANTICIPATION)
        return held.treated, held.controls, dropped
    except NoAnswer:
        years = logs["year"].nunique()
        whole = logs.groupby("unit")["year"].nunique() == years
        never = logs.groupby("unit")["cohort"].first() == NEVER
        return 0, int((whole & never).sum()), []


def named(rows, dropped):
    names = dict(zip(rows["unit"], rows["name"], strict=True))
    return [{"unit": names[row["unit"]], "why": row["why"]} for row in dropped]


def by_gravity(rows):
    """PPML with effects of pair and year: there is one origin, so these are all that its effects could be."""
    frame = pd.DataFrame({
        "origin": "home", "destination": rows["unit"], "year": rows["year"], "flow": rows["value"], "pair": rows["unit"]
    }).reset_index(drop=True)  # fmt: skip
    tied = ((rows["cohort"] > NEVER) & (rows["year"] >= rows["cohort"])).astype(float)
    covariates = pd.DataFrame({"tie": tied.to_numpy()})
    try:
        found = gravity(frame, covariates, effects=("pair", "year"))
    except NoAnswer as reason:
        return {"reason": str(reason)}
    keys = ("coef", "se", "low", "high", "p", "effect_percent")
    return {key: found[key]["tie"] for key in keys} | {"n": found["n"], "dropped": found["dropped"],
            "warning": found["warning"], "noughts": int((rows["value"] == 0).sum())}  # fmt: skip


def sums(rows, did):
    """Both ways of counting over the same years of the same countries, from signature on; never added.

    base: exports of the last year before each tie and the year of anticipation, once for each year since; top_down:
    that times the effect; bottom_up: what the ledger verified. In the reporting currency where every year has a rate,
    else in the flows' own, and then without a ratio.
    """
    base, years, lacking, ledger = 0.0, 0, set(), 0.0
    plain = 0.0
    for _unit, own in rows[rows["cohort"] > NEVER].groupby("unit"):
        cohort = own["cohort"].iloc[0]
        after = own[own["year"] >= cohort]
        before = own[own["year"] < cohort - ANTICIPATION].sort_values("year").iloc[-1]
        years += len(after)
        ledger += float(after["ledger"].sum())
        plain += before["value"] * len(after)
        base += before["value"] * before["rate"] * len(after)
        if np.isnan(before["rate"]) and len(after):
            lacking.add(int(before["year"]))
    shares = {key: None if did[f"simple{end}"] is None else float(np.expm1(did[f"simple{end}"]))
              for key, end in (("value", ""), ("low", "_low"), ("high", "_high"))}  # fmt: skip
    whole = plain if lacking else base
    top_down = {key: None if share is None else share * whole for key, share in shares.items()}
    ratio = None if lacking or top_down["value"] <= 0 else ledger / top_down["value"]
    return {"base": whole, "converted": not lacking, "no_rate": sorted(lacking), "country_years": years,
            "top_down": top_down, "bottom_up": ledger, "ratio": ratio}  # fmt: skip


STUDY = Study("effect", gather, work)
