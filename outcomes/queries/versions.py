"""The versions of an indicator, and which of them add: a rule never moves under stored facts, so that each version's
facts follow its own (docs/indicators.md)."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from outcomes.catalogue import CATALOGUE
from outcomes.models import Indicator

SUMMED = ("sum", "distinct")
PER_PROJECT = {"OC8"}  # "last" of each project, and a project is an outcome: its standing claim is its last word


@dataclass(frozen=True)
class Rule:
    """How an indicator adds: over time, over partnerships."""

    over_time: str
    over_places: str
    per_project: bool = False

    @property
    def is_summed(self):
        return self.over_time in SUMMED or self.per_project


def rule_of(indicator):
    """The rule of a row of the table or of the shipped catalogue."""
    return Rule(indicator.over_time, indicator.over_places, indicator.code in PER_PROJECT)


SHIPPED = {entry.code: rule_of(entry) for entry in CATALOGUE}


@dataclass(frozen=True)
class Line:
    """The versions of one indicator that make one figure, for they have one unit and one rule.

    indicator: the newest of them. ids, versions: of all of them. in_use: whether the code's newest version is one.
    """

    indicator: object
    ids: tuple
    versions: tuple
    in_use: bool

    @property
    def rule(self):
        return rule_of(self.indicator)

    @property
    def name(self):
        """The indicator's name; one that is no longer in use says which versions it is."""
        if self.in_use:
            return str(self.indicator.name)
        numbers = ", ".join(str(version) for version in self.versions)
        return _("%(name)s (version %(numbers)s)") % {"name": self.indicator.name, "numbers": numbers}


def measured_alike(indicator):
    """What two versions must have in common to be added: unit and rule, and of a ratio its parts."""
    return (
        indicator.unit, indicator.is_money, indicator.over_time, indicator.over_places, indicator.numerator_id,
        indicator.numerator_as, indicator.denominator_id, indicator.denominator_as,
    )  # fmt: skip


def lines_of(organisation, codes=None):
    """{code: [Line]} of the office's own and the shipped indicators, the line in use first. codes: None for all."""
    rows = Indicator.objects.of_office(organisation).select_related("numerator", "denominator").order_by("-version")
    if codes is not None:
        rows = rows.filter(code__in=codes)
    found = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row.code][measured_alike(row)].append(row)
    return {
        code: [
            Line(same[0], tuple(row.pk for row in same), tuple(sorted(row.version for row in same)), place == 0)
            for place, same in enumerate(alike.values())
        ]
        for code, alike in found.items()
    }


def line_of(lines, code, version=None):
    """The line in use of a code, or the one that holds this version; None where there is none."""
    found = lines.get(code, ())
    return next((line for line in found if version is None or version in line.versions), None)


def alone(indicator):
    """An indicator by itself, as another office's own that enters what it shares."""
    return Line(indicator, (indicator.pk,), (indicator.version,), True)
