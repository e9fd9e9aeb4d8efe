"""How the answer to a question about somebody's own table is laid out: a sentence, tables, a curve where there is one.

Each function takes the document of CONTRACTS 5 and gives {"sentence", "tables": [Told], "drawn"}. Screens tell no
estimate below the minimum of METHODS 10; the download has what the command prints.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from drawing.formats import MISSING, number, percent
from drawing.steps import Steps

SHOWN = 200  # rows of a table on the page; the download has all
ROBUST_FROM = 0.70


@dataclass(frozen=True)
class Told:
    """A table: head and rows of text, the first cell of a row its name. more: rows that are left to the download."""

    title: str
    head: tuple
    rows: list
    more: int = 0

    @property
    def cells(self):
        """[[(name of the column, cell)]], for rows that fold on a phone."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


def context(found, question, options):
    """What the page shows of `found`, of a question of insights.asking."""
    return {"drawn": None, **LAYOUTS[question](found["answer"], options)}


def table(title, head, rows):
    rows = list(rows)
    return Told(title, head, rows[:SHOWN], max(0, len(rows) - SHOWN))


def within(value, low, high, show=number, digits=2):
    """A figure with its interval, or without where none is known; an end that is not reached reads "–"."""
    if value is None:
        return MISSING
    if low is None and high is None:
        return show(value, digits)
    return f"{show(value, digits)} ({show(low, digits)} {_('to')} {show(high, digits)})"


def tiny(p):
    """A p-value as it is read."""
    return MISSING if p is None else "< 0.001" if p < 0.001 else number(p, 3)


def lacking(found, key):
    """The reason why a question is below its minimum, or None."""
    return found.get("withheld", {}).get(key)


def not_enough(reason):
    return {"sentence": _("Not enough data: %(why)s.") % {"why": reason}, "tables": []}


def independence(found, options):
    pooled = found["pooled"]
    ties = pooled["a"] + pooled["c"]
    share = within(*(pooled[f"independence{end}"] for end in ("", "_low", "_high")), show=percent, digits=0)
    sentence = (
        _("Not enough data: five city ties are needed, %(n)s are in the table.") % {"n": number(ties)}
        if pooled["independence"] is None
        else _("%(share)s of %(n)s city ties go where the regions have none.") % {"share": share, "n": number(ties)}
    )
    rows = [
        (_("Pairs of cities under a regional tie that are tied"),
         within(*(pooled[f"coverage{end}"] for end in ("", "_low", "_high")), show=percent, digits=1)),
        (_("Odds ratio over all strata (Mantel–Haenszel)"),
         within(*(pooled[key] for key in ("mh_or", "mh_low", "mh_high"))) if pooled["mh_or"] else pooled.get("why")),
        (_("City ties under a regional tie; by chance, if each city keeps its number"),
         f"{number(pooled['a'])}; {number(pooled['degree_mean'], 1)} (p {tiny(pooled['degree_p'])})"),
        (_("Coefficient of a conditional logit within strata"),
         within(*(pooled[f"conditional_logit{end}"] for end in ("", "_low", "_high")), digits=3)),
    ]  # fmt: skip
    if found["order"]:
        order = found["order"]
        rows.append((_("The regional tie came first; the city tie; both in one year"), "; ".join(
            number(order[key]) for key in ("region_first", "city_first", "same_year"))))  # fmt: skip
    strata = [
        (row["stratum"], *(number(row[key]) for key in "abcd"),
         within(row["or"], row["or_low"], row["or_high"]) if row["or"] is not None else _("no regional tie"),
         number(row["degree_mean"], 1), tiny(row["degree_p"]))
        for row in found["strata"]
    ]  # fmt: skip
    return {"sentence": sentence, "tables": [
        table(_("All together"), (_("Figure"), _("Value (95%)")), rows),
        table(_("By stratum"), (_("Stratum"), _("Both tied"), _("Regions alone"), _("Cities alone"), _("Neither"),
                                _("Odds ratio (95%)"), _("By chance"), _("p")), strata),
    ]}  # fmt: skip


def conversion(found, options):
    n = _("%(outcomes)s of %(n)s ties had an outcome.") % {
        "outcomes": number(found["outcomes"]), "n": number(found["n"])}  # fmt: skip
    if found["n"] < 5:
        return not_enough(_("five ties are needed, %(n)s are in the table") % {"n": number(found["n"])})
    median = within(found["median"], found["median_low"], found["median_high"], digits=1)
    told = _("The half is not reached.") if found["median"] is None else _("Half had one after %(years)s years.") % {
        "years": median}  # fmt: skip
    rows = [(_("Mean time free of an outcome, up to the horizon"),
             within(found["rmst"], found["rmst_low"], found["rmst_high"]))]  # fmt: skip
    if found["cox_hr"] is not None and found["outcomes"] >= 10:
        rows.append((_("Rate of group 1 against group 0 (Cox)"),
                     f"{within(found['cox_hr'], found['cox_hr_low'], found['cox_hr_high'])}, "
                     f"{_('log-rank p')} {tiny(found['logrank_p'])}"))  # fmt: skip
    steps = [
        (number(row["t"]), number(row["at_risk"]), within(row["one_minus_s"], *(
            None if row[end] is None else 1 - row[end] for end in ("high", "low")), show=percent, digits=0))
        for row in found["km"]
    ]  # fmt: skip
    curve = [
        (row["t"], row["one_minus_s"], *(None if row[end] is None else 1 - row[end] for end in ("high", "low")))
        for row in found["km"]
    ]
    beside = [(row["t"], row["outcome"]) for row in found["cif"]] if found["ended"] else []
    last = curve[-1][0] if curve else 0
    drawn = Steps(curve, beside, last, apart(found["km"], last), _("Years since signature"), f"{n} {told}")
    return {"sentence": f"{n} {told}", "drawn": drawn if curve else None, "tables": [
        table(_("Figures"), (_("Figure"), _("Value (95%)")), rows),
        table(_("The curve"), (_("Years"), _("Watched"), _("With an outcome (95%)")), steps),
    ]}  # fmt: skip


def apart(rows, last):
    """[(time, number watched)] of steps at least a sixth of the axis apart, so that the numbers do not touch."""
    told = []
    for row in rows:
        if not told or row["t"] - told[-1][0] >= last / 6:
            told.append((row["t"], row["at_risk"]))
    return told


def counts(found, options):
    if lacking(found, "counts"):
        return not_enough(lacking(found, "counts"))
    names = [name for name in found["poisson"] if name != "const"]
    rows = [
        (name, within(*(found[f"poisson{end}"][name] for end in ("", "_low", "_high")), digits=3),
         within(*(found[f"nb2{end}"][name] for end in ("", "_low", "_high")), digits=3)
         if found["nb2"] else MISSING, number(found["vif"].get(name), 1))
        for name in names
    ]  # fmt: skip
    sentence = _(
        "%(n)s cities compared, %(dropped)s left out for a blank. The counts spread %(times)s times as far "
        "as a Poisson count would."
    ) % {
        "n": number(found["n"]), "dropped": number(found["dropped"]), "times": number(found["pearson_df"], 1),
    }  # fmt: skip
    return {"sentence": sentence, "tables": [table(
        _("What goes with the count"), (_("Column"), _("Poisson (95%, robust)"), _("Negative binomial (95%)"),
                                        _("VIF")), rows)]}  # fmt: skip


def effect(found, options):
    if lacking(found, "effect"):
        return not_enough(lacking(found, "effect"))
    sentence = _(
        "After the first year with a tie, y stands %(value)s from what the others let expect, over %(treated)s units "
        "with a tie and %(controls)s without."
    ) % {
        "value": within(found["simple"], found["simple_low"], found["simple_high"], digits=3),
        "treated": number(found["treated"]), "controls": number(found["controls"]),
    }  # fmt: skip
    events = [
        (number(int(at)), within(found["event_time"][at], found["event_time_low"][at], found["event_time_high"][at],
                                 digits=3))
        for at in sorted(found["event_time"], key=int)
    ]  # fmt: skip
    rows = [
        (_("Each cohort counted alike"), within(found["by_group_overall"], found["by_group_overall_low"],
                                                found["by_group_overall_high"], digits=3)),
        (_("Two-stage (did2s)"), number(found["did2s"], 3)),
        (_("Sun and Abraham"), number(found["sun_abraham"], 3)),
        (_("Plain two-way fixed effects, for contrast alone"), number(found["twfe"], 3)),
        (_("A made-up start two years early"), within(found["placebo"], found["placebo_low"], found["placebo_high"],
                                                     digits=3)),
        (_("Apart before the start, as often by chance (p)"), tiny(found["pretrend_p"])),
    ]  # fmt: skip
    dropped = [(row["unit"], row["why"]) for row in found["dropped"]]
    tables = [table(_("By years since the start"), (_("Years"), _("Effect (95%)")), events),
              table(_("Checks"), (_("Way"), _("Value (95%)")), rows)]  # fmt: skip
    return {"sentence": sentence, "tables": [
        *tables, *([table(_("Left out"), (_("Unit"), _("Why")), dropped)] if dropped else [])]}  # fmt: skip


def gravity(found, options):
    rows = [
        (name, within(b, found["low"][name], found["high"][name], digits=3), number(found["effect_percent"][name], 1),
         tiny(found["p"][name]))
        for name, b in found["coef"].items()
    ]  # fmt: skip
    sentence = _("%(n)s flows compared, %(dropped)s left out.") % {
        "n": number(found["n"]), "dropped": number(found["dropped"])}  # fmt: skip
    return {"sentence": sentence, "warning": found["warning"], "tables": [table(
        _("What goes with the flow"), (_("Column"), _("Coefficient (95%)"), _("Per cent for one more"), _("p")),
        rows)]}  # fmt: skip


def partners(found, options):
    order = found["ranks"]["minmax"]
    first = found["acceptability"][order[0]][0]
    firm = _("robust") if first >= ROBUST_FROM else _("the order hangs on the weights")
    sentence = _("%(name)s comes first of %(n)s by these weights, and in %(share)s of random ones: %(firm)s.") % {
        "name": order[0], "n": number(len(order)), "share": percent(first), "firm": firm}  # fmt: skip
    at = {method: {name: rank for rank, name in enumerate(names, 1)} for method, names in found["ranks"].items()}
    rows = [
        (name, number(at["minmax"][name]), number(100 * found["minmax"][name], 1), number(at["zscore"][name]),
         number(at["topsis"][name]), percent(found["acceptability"][name][0]), number(found["missing"].get(name, 0)))
        for name in order
    ]  # fmt: skip
    switches = [(name, MISSING if weight is None else percent(weight))
                for name, weight in found["switch_weights"].items()]  # fmt: skip
    return {"sentence": sentence, "tables": [
        table(_("The order"), (_("Candidate"), _("Rank"), _("Points"), _("Rank by z scores"), _("Rank by TOPSIS"),
                               _("First in random weightings"), _("Criteria without a value")), rows),
        table(_("Weight at which another comes first"), (_("Criterion"), _("Weight")), switches),
    ]}  # fmt: skip


def market(found, options):
    names = {"rca": _("Revealed comparative advantage"), "tci": _("Trade complementarity"),
             "esi": _("Export similarity"), "proximity": _("Proximity of products"),
             "density": _("Density around products that are not made")}  # fmt: skip
    pairs = [(one, other, value) for one, row in found.items() for other, value in row.items() if value is not None]
    pairs.sort(key=lambda row: (-row[2], row[0], row[1]))
    sentence = _("%(what)s of %(n)s, the highest first.") % {"what": names[options["what"]], "n": number(len(found))}
    rows = [(one, other, number(value, 3)) for one, other, value in pairs]
    return {"sentence": sentence, "tables": [table(names[options["what"]], (_("Of"), _("To or in"), _("Value")), rows)]}


LAYOUTS = {
    "independence": independence, "conversion": conversion, "counts": counts, "effect": effect, "gravity": gravity,
    "partners": partners, "market": market,
}  # fmt: skip
