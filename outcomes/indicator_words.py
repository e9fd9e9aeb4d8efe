"""The rule and the mapping of an indicator in words (METHODS 8), for its page and the method page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OVER_TIME = {
    "sum": gettext_lazy("The periods are added up."),
    "last": gettext_lazy("The last period stands for the longer one."),
    "mean": gettext_lazy("The mean of the periods that are reported."),
    "max": gettext_lazy("The highest period stands for the longer one."),
    "distinct": gettext_lazy("Each one is counted once, in however many periods it appears."),
    "median": gettext_lazy("The median of the periods."),
    "recompute": gettext_lazy("Worked out anew for each span, never a mean of rates."),
    "model": gettext_lazy("Estimated by a model for the span as a whole."),
    "do not add": gettext_lazy("Periods are not added."),
}
OVER_PLACES = {
    "sum": gettext_lazy("Partnerships are added up."),
    "distinct": gettext_lazy("Each one is counted once, however many partnerships share it."),
    "last": gettext_lazy("The last partnership to report stands for all."),
    "wmean": gettext_lazy("A mean over partnerships, weighted."),
    "recompute": gettext_lazy("Worked out anew over all partnerships, never a mean of rates."),
    "do not add": gettext_lazy("Partnerships are not added."),
}
FREQUENCIES = {
    "live": gettext_lazy("At any time"),
    "month": gettext_lazy("Every month"),
    "quarter": gettext_lazy("Every quarter"),
    "year": gettext_lazy("Every year"),
}
RESULT_TYPES = {1: gettext_lazy("output"), 2: gettext_lazy("outcome"), 3: gettext_lazy("impact")}
MEASURES = {1: gettext_lazy("unit"), 2: gettext_lazy("percentage")}
UNITS = {
    "currency": gettext_lazy("money"),
    "count": gettext_lazy("number"),
    "ratio": gettext_lazy("0 to 1"),
    "fte": gettext_lazy("full-time jobs"),
    "teu": gettext_lazy("containers of 20 feet"),
    "per_week": gettext_lazy("a week"),
    "percent": gettext_lazy("percent"),
    "persons": gettext_lazy("persons"),
    "nights": gettext_lazy("nights"),
    "firms": gettext_lazy("firms"),
    "places": gettext_lazy("places"),
    "years": gettext_lazy("years"),
}
GROUPS = {
    "OC": gettext_lazy("Outcomes"),
    "OP": gettext_lazy("Outputs"),
    "AC": gettext_lazy("Activities"),
    "IN": gettext_lazy("Inputs"),
    "PR": gettext_lazy("How the programme works"),
    "IM": gettext_lazy("Impact"),
}


def unit_of(indicator):
    """The unit in words; an office's own unit as it wrote it."""
    return str(UNITS.get(indicator.unit, indicator.unit))


def part_of(indicator, way):
    return _("%(name)s (number of records)") % {"name": indicator.name} if way == "number" else indicator.name


def ratio_of(indicator):
    """ "X divided by Y", or "" for what is no ratio of two indicators."""
    if indicator.numerator is None:
        return ""
    return _("%(top)s divided by %(bottom)s") % {
        "top": part_of(indicator.numerator, indicator.numerator_as),
        "bottom": part_of(indicator.denominator, indicator.denominator_as),
    }


def rules_of(indicator):
    """[(name, words)] of how it adds and who reports it."""
    rows = [(_("Unit"), unit_of(indicator)), (_("Direction"), indicator.get_better_display())]
    if ratio := ratio_of(indicator):
        rows.append((_("Ratio"), ratio))
    rows += [
        (_("Over time"), str(OVER_TIME[indicator.over_time])),
        (_("Over partnerships"), str(OVER_PLACES[indicator.over_places])),
        (_("How often"), str(FREQUENCIES.get(indicator.frequency, ""))),
        (_("Who reports it"), _("worked out by the system") if indicator.computed else indicator.who),
        (_("Evidence needed"), indicator.evidence),
    ]
    return [(name, words) for name, words in rows if words]


def mapping_of(indicator):
    """[(scheme, words)] of the public lists that it maps to; "" parts are left out."""
    rows = []
    if indicator.result_type:
        rows.append(("IATI", _("result type %(n)s, %(word)s") % {
            "n": indicator.result_type, "word": RESULT_TYPES[indicator.result_type]}))  # fmt: skip
        rows.append((_("IATI measure"), f"{indicator.iati_measure}, {MEASURES[indicator.iati_measure]}"))
        rows.append((_("IATI ascending"), _("no") if indicator.better == "down" else _("yes")))
    if indicator.sdg:
        rows.append((_("SDG theme"), indicator.sdg))
    if indicator.classification:
        rows.append((_("Classification"), indicator.classification))
    if indicator.mapping and not rows:
        rows.append((_("Results chain"), indicator.mapping))
    return rows


def described(indicators):
    """The same rows, each carrying its rules and its mapping in words."""
    for row in indicators:
        row.rules, row.mapping_words = rules_of(row), mapping_of(row)
    return indicators


def grouped(indicators):
    """[(group in words, [Indicator])] of shipped indicators, in the order of GROUPS."""
    found = {code: [] for code in GROUPS}
    for row in indicators:
        found.setdefault(row.code[:2], []).append(row)
    return [(GROUPS.get(code, _("Others")), rows) for code, rows in found.items() if rows]
