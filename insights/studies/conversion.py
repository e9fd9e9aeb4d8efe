"""Do an office's ties turn into verified outcomes, and after how many years? From its own records (METHODS 4)."""

import pandas as pd
from django.utils.translation import gettext_noop as _

from insights.queries.tie_spells import STEPS, standing_now, tie_spells
from insights.rules import funnel, hazards, survival
from insights.rules.continents import same_continent
from insights.rules.conversion import EVENTS_FOR_P, conversion
from insights.rules.known_groups import FEWEST, known_groups
from insights.rules.refusals import NoAnswer
from insights.studies.base import Inputs, Study
from outcomes.queries.engine import engine_of

YEAR = 365.25
COHORT = 5  # years of signature that are told together
LANDMARK = 12  # months
KNOWN = ("trade_signed", "others_signed", "same_continent")  # at signature: the groupings that are compared


def gather(answer, as_of):
    """One row for each tie that can be followed, and those that cannot, each with its reason."""
    organisation = answer.owner
    start = organisation.office.records_complete_from
    if start is None:
        raise NoAnswer(
            "not_declared",
            _(
                "The office has not said from when its records are complete. Until it has, nobody can tell a tie "
                "without an outcome from one whose outcome was never written down."
            ),
        )
    cut_off = engine_of(organisation, as_of).cut_off
    rows, left_out, spells = [], [], tie_spells(organisation)
    for tie in spells:
        watched = followed(tie, start, cut_off)
        if isinstance(watched, str):
            left_out.append({"name": tie.name, "slug": tie.slug, "why": watched})
        else:
            rows.append({**watched, "pk": tie.pk, "name": tie.name, "slug": tie.slug,
                         "signed": tie.signed.isoformat()})  # fmt: skip
    signed = [tie for tie in spells if tie.signed]
    steps = pd.DataFrame([{"pk": tie.pk, "year": tie.signed.year, **reached(tie, as_of)} for tie in signed])
    now = standing_now(organisation, [tie.pk for tie in signed])
    facts = {
        "ties": len(spells), "followed": len(rows), "left_out": left_out, "start": start.isoformat(),
        "cut_off": cut_off.isoformat(), "now": {step: len(now[step]) for step in STEPS},
    }  # fmt: skip
    if not rows:
        why = _("No tie can be followed yet: none was signed and watched before the cut-off.")
        raise NoAnswer("none_followed", why)
    return Inputs({"ties": pd.DataFrame(rows), "steps": steps}, facts)


def followed(tie, start, cut_off):
    """{"time", "kind", "entry"} of a tie, in years, with its groups; or in words why it cannot be followed."""
    if tie.signed is None:
        return "no day of signature on record"
    begin = max(tie.signed, start)
    if tie.outcome and tie.outcome <= begin:
        return "an outcome from before it was signed, or from the day itself" if tie.outcome <= tie.signed else (
            "an outcome from before the records were complete")  # fmt: skip
    if tie.standing == "ended" and tie.ended is None:
        return "ended on a day that is not on record"
    if tie.ended and tie.ended <= begin:
        return "ended before it was signed, or on the day itself" if tie.ended <= tie.signed else (
            "ended before the records were complete")  # fmt: skip
    if begin >= cut_off:
        return "signed after the data cut-off" if tie.signed >= cut_off else (
            "the records are complete only from after the data cut-off")  # fmt: skip
    end = min(day for day in (tie.outcome, tie.ended, cut_off) if day)
    kind = survival.OUTCOME if end == tie.outcome else survival.ENDED if end == tie.ended else survival.CENSORED
    early = tie.others_active and (tie.others_active - tie.signed).days <= LANDMARK / 12 * YEAR
    return {
        "time": (end - tie.signed).days / YEAR, "kind": kind, "entry": (begin - tie.signed).days / YEAR,
        "active_early": int(bool(early)), **known(tie),
    }  # fmt: skip


def known(tie):
    """{grouping: 1, 0, or None where it cannot be told} by what was known on the day of signature."""
    shared = same_continent(tie.country, tie.others)
    return {
        "trade_signed": int(tie.trade_signed), "others_signed": int(tie.others_signed),
        "same_continent": None if shared is None else int(shared),
    }  # fmt: skip


def reached(tie, as_of):
    return {step: int(bool(tie.steps.get(step)) and tie.steps[step] <= as_of) for step in STEPS}


def work(inputs, options, seed, tell):
    """The curve with its band, by what was known at signature, at the landmark, and the funnel by cohort."""
    table = inputs.tables["ties"]
    data = survival.spells(table["time"], table["kind"], table["entry"])
    found = conversion(data)
    found["known"] = known_groups(data, {name: table[name] for name in KNOWN})
    found["needed"] = {str(ratio): survival.events_needed(ratio) for ratio in (2, 1.5)}
    found["landmark"] = at_landmark(table, data)
    found["last"] = float(data.time.max())
    found["watched"] = watched_at(data)
    found["funnel"] = funnels(inputs.tables["steps"])
    found["converted"] = [
        {"name": row["name"], "slug": row["slug"], "years": float(row["time"])}
        for _at, row in table[table["kind"] == survival.OUTCOME].sort_values(["time", "pk"]).iterrows()
    ]
    return found


def watched_at(data, columns=6):
    """[(years, ties under watch then)] evenly along the axis of the picture."""
    times = [k * float(data.time.max()) / columns for k in range(columns + 1)]
    return [(t, int(n)) for t, n in zip(times, survival.at_risk(data, times), strict=True)]


def at_landmark(table, data):
    """Ties still without an outcome twelve months after signature, by whether a body besides city and region was
    active by then; only those watched from their signature on, for of others the first year is not known.

    why: None, "few", or "no_ratio" where the two cannot be told apart by a ratio.
    """
    mask = hazards.landmark(data, LANDMARK) & (table["entry"].to_numpy() == 0)
    sizes = table.loc[mask, "active_early"].value_counts()
    events = int((table.loc[mask, "kind"] == survival.OUTCOME).sum())
    told = {
        "n": int(mask.sum()), "groups": {str(key): int(n) for key, n in sizes.items()}, "outcomes": events, "why": None
    }  # fmt: skip
    if len(sizes) < 2 or sizes.min() < FEWEST or events < EVENTS_FOR_P:
        return told | {"why": "few"}
    later = survival.Spells(data.time[mask], data.kind[mask], data.entry[mask] + LANDMARK / 12)
    try:
        model = hazards.cox(later, table.loc[mask, ["active_early"]])
    except NoAnswer:
        return told | {"why": "no_ratio"}
    return told | {key: model[key]["active_early"] for key in ("hr", "low", "high", "p", "proportional_p")}


def funnels(steps):
    """[{"years", "n", "steps": [{"name", "count", "share", "low", "high"}]}]: all, then by years of signature."""
    if steps.empty:
        return []
    cohort = steps["year"] // COHORT * COHORT
    parts = [("all", steps), *((f"{first}–{first + COHORT - 1}", rows) for first, rows in steps.groupby(cohort))]
    return [{"years": years, "n": len(rows), "steps": one_funnel(rows)} for years, rows in parts]


def one_funnel(rows):
    told = []
    for step in funnel.funnel([(name, int(rows[name].sum())) for name in STEPS]):
        share = step.of_first if step.of_first.is_enough else None
        before = step.of_previous if step.of_previous and step.of_previous.is_enough else None
        told.append({
            "name": step.name, "count": step.count, "share": share and share.value, "low": share and share.low,
            "high": share and share.high, "of_previous": before and before.value,
        })  # fmt: skip
    return told


STUDY = Study("conversion", gather, work)
