"""Targets beside what was reached: the actual figures come from where each indicator is counted (METHODS 10)."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from activities.models import Activity, ActivityKind
from agreements.models import Agreement, AgreementStatus
from outcomes.adding import progress, ratio
from outcomes.models import Better, Indicator, Lead, RatioPart, Target
from outcomes.periods import year_of
from outcomes.queries.figures import Sums
from outcomes.queries.programme import exchanges, seats_of
from outcomes.queries.worked_out import WORKED_OUT, Asked

ACTIVITY_KINDS = {
    "AC1": [ActivityKind.OFFICIAL_VISIT],
    "AC2": [ActivityKind.TRADE_MISSION, ActivityKind.INVESTMENT_FORUM, ActivityKind.FAIR],
    "AC3": [ActivityKind.BUSINESS_MEETING],
}


@dataclass(frozen=True)
class Row:
    """An indicator with its target and what is reached by now. progress: 0 to 1 and beyond; None where undefined.

    unverified: what is reported or documented beside, and counts towards nothing yet. note: what a figure that the
    system works out is made of, or which of its parts is not recorded.
    """

    indicator: object
    target: object
    actual: Decimal | None
    unverified: Decimal | None = None
    note: str = ""

    @property
    def progress(self):
        if self.target is None or self.needs_baseline:
            return None
        return progress(self.actual, self.target.baseline, self.target.target)

    @property
    def needs_baseline(self):
        """Where less is better nothing is gone of a way that starts nowhere: nought would be the goal itself."""
        return self.indicator.better == Better.DOWN and self.target.baseline is None

    @property
    def percent(self):
        """Progress as the bar draws it, 0 to 100."""
        return None if self.progress is None else min(max(self.progress, Decimal(0)), Decimal(1)) * 100


def targets_in(user, organisation, year, partnership=None):
    """{indicator id: Target} of a year, for one tie or (None) for all."""
    rows = Target.objects.for_user(user).filter(owner=organisation, year=year, partnership=partnership)
    return {row.indicator_id: row for row in rows.select_related("indicator", "owner")}


def rows_of(user, office, year, scope, partnership=None):
    """[Row] of every indicator with a target in the year, in the order of the catalogue."""
    targets = targets_in(user, office.organisation, year, partnership)
    indicators = list(
        Indicator.objects.for_user(user).filter(pk__in=targets).select_related("numerator", "denominator")
    )
    indicators.sort(key=lambda row: (row.office_id is not None, row.code[:2], len(row.code), row.code, row.version))
    found = actuals(user, office, indicators, year_of(year, office.year_starts_in), scope, partnership)
    return [Row(row, targets[row.pk], *found[row.pk]) for row in indicators]


def actuals(user, office, indicators, span, scope, partnership=None):
    """{indicator id: (what was reached in the span, what is unverified beside, a note)}, None where nothing is
    recorded: the verified figure of the ledger; of activities, agreements, leads and stages what their rooms hold; of a
    ratio its parts, divided.
    """
    parts = [part for row in indicators for part in (row.numerator, row.denominator) if part]
    codes = {row.code for row in [*indicators, *parts]}
    sums = Sums(user, office.organisation, codes, scope, since=span.first.year)
    asked = Asked(user, office, span, scope, partnership)

    def value(row, way=RatioPart.VALUE):
        if row.office_id is None and row.code in OF_OTHER_ROOMS:
            return OF_OTHER_ROOMS[row.code](user, office, span, partnership, row.code)
        figure = sums.figure(row.code, span, row.version)
        if way == RatioPart.NUMBER:
            return Decimal(figure.n)
        if figure.verified is None and row.office_id is None and row.code in ELSE_OF_OTHER_ROOMS:
            return ELSE_OF_OTHER_ROOMS[row.code](user, office, span, partnership, row.code)
        return figure.verified

    def found(row):
        if row.numerator_id:
            above, below = value(row.numerator, row.numerator_as), value(row.denominator, row.denominator_as)
            rate = ratio(above, below)
            rate = rate * 100 if rate is not None and row.unit == "percent" else rate
            return rate, None, "" if rate is not None else missing_part(row, above)
        if row.office_id is None and row.code in WORKED_OUT:
            reached = WORKED_OUT[row.code](asked)
            return reached.value, None, reached.note
        return value(row), sums.figure(row.code, span, row.version).unverified, ""

    return {row.pk: found(row) for row in indicators}


def missing_part(row, above):
    """Which part of a ratio is not recorded; what stands below the line may be nought, which divides nothing."""
    part = row.numerator if above is None else row.denominator
    return _("%(part)s: nothing verified in this year") % {"part": part.name}


def people(user, office, span, partnership, code):
    """Persons exchanged, out and in; None where no exchange with a head count is recorded."""
    rows = exchanges(user, office, span.first, span.last)
    if partnership:
        rows = rows.filter(partnership=partnership)
    heads = [(row.people_out or 0) + (row.people_in or 0) for row in rows]
    return Decimal(sum(heads)) if heads else None


def events(user, office, span, partnership, code):
    """Activities of the kinds that the indicator counts."""
    rows = Activity.objects.for_user(user).happened().filter(
        owner=office.organisation, kind__in=ACTIVITY_KINDS[code],
        starts_first__gte=span.first, starts_first__lte=span.last,
    )  # fmt: skip
    return Decimal((rows.filter(partnership=partnership) if partnership else rows).count())


def ties_in_force(user, office, span, partnership, code):
    """Kept ties with an agreement in force."""
    rows = Agreement.objects.for_user(user).filter(
        status=AgreementStatus.IN_FORCE, partnership__in=seats_of(office).values("partnership")
    )
    rows = rows.filter(partnership=partnership) if partnership else rows
    return Decimal(rows.order_by().values("partnership").distinct().count())


def leads_opened(user, office, span, partnership, code):
    """Leads opened in the span; None where none is recorded."""
    rows = Lead.objects.for_user(user).filter(
        owner=office.organisation, opened_on__gte=span.first, opened_on__lte=span.last
    )
    return Decimal((rows.filter(partnership=partnership) if partnership else rows).count()) or None


OF_OTHER_ROOMS = {"AC4": people, "OP1": ties_in_force, **dict.fromkeys(ACTIVITY_KINDS, events)}
ELSE_OF_OTHER_ROOMS = {"OP4": leads_opened}  # where no figure of them is reported
