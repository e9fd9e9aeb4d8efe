"""One dashboard's figures: sentence, tiles, columns by quarter, for the scope and the period that are asked for.

The same for the programme, a tie, a place, a layer and an organisation, so that no two pages can disagree.
"""

from decimal import Decimal
from functools import cached_property, partial

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drawing import formats
from drawing.charts import EvidenceChart
from outcomes import tiles
from outcomes.catalogue import CATALOGUE
from outcomes.models import Indicator
from outcomes.periods import Span, quarters_to
from outcomes.queries import figures, programme
from outcomes.queries.cells import COUNTING
from outcomes.queries.engine import engine_of
from outcomes.queries.known_then import everything_as_of, readable
from outcomes.queries.recorded import most_recorded
from outcomes.queries.remembered import remember
from outcomes.queries.scopes import PROGRAMME, TIE
from outcomes.views.asked import figure_url

ENTRIES = {entry.code: entry for entry in CATALOGUE}
HEADLINE = "OC2"


class Board:
    """What a page says of a scope. Reads lazily: a page pays for what it shows."""

    def __init__(self, request, office, scope, asked):
        self.request, self.office, self.scope, self.asked = request, office, scope, asked
        self.user, self.organisation = request.user, office.organisation
        self.span, self.as_of = asked.span, asked.as_of
        self.frame = tiles.Frame(
            asked.span, asked.as_of, partial(figure_url, asked=asked, scope=scope), asked.than,
            asked.compare != "target",
        )  # fmt: skip
        self.entries = dict(ENTRIES)

    @cached_property
    def keys(self):
        """Of the tiles: the programme's follow the office's aims, all others what is recorded there as well."""
        instead = {"ties": "OC1"} if self.scope.kind == TIE else {}  # one tie is not counted, its contracts are
        chosen = [instead.get(key, key) for key in tiles.tiles_for(self.office.aims)]
        if self.follows_aims:
            return chosen
        recorded = most_recorded(self.by_year, self.as_of.year)
        self.entries |= {row.code: row for row in recorded if row.code not in ENTRIES}
        codes = [row.code for row in recorded]
        return tiles.fitted(chosen, codes, self._said(), of_one_tie=self.scope.kind == TIE)

    @property
    def follows_aims(self):
        """Whether the tiles are the office's own choice alone: on its whole programme."""
        return self.scope.kind == PROGRAMME and self.scope.only is None

    def _said(self):
        """Which tiles that are no indicator's have something to count in this scope."""
        promises = any(found["due"] for found in self._promises)
        said = {"ties": self.census.total, "promises": promises, "people": any(n for *_, n in self._months.values())}
        return {key for key, something in said.items() if something}

    @property
    def headline(self):
        """The code that sentence and columns start with: exports, else the first indicator among the tiles."""
        codes = [key for key in self.keys if key in self.entries]
        return HEADLINE if HEADLINE in codes or not codes else codes[0]

    @cached_property
    def quarters(self):
        return quarters_to(self.as_of, self.office.year_starts_in)

    @cached_property
    def since(self):
        """The first year that anything on the page looks at."""
        return min(self.quarters[0].first.year, self.asked.before.first.year)

    @cached_property
    def indicator(self):
        """The indicator of the columns and of the list of ties: the one asked for, else the headline's."""
        code = self.asked.indicator or self.headline
        if code in self.entries:
            return self.entries[code]
        found = Indicator.objects.of_office(self.organisation).filter(code=code).order_by("-version").first()
        if found is None:
            headline = self.entries[self.headline]
            words = _("No indicator is called “%(code)s”, so this is shown instead: %(headline)s.")
            self.asked.problems.append(words % {"code": code, "headline": name_of(headline)})
            return headline
        return found

    @cached_property
    def sums(self):
        """Of what the page shows above its tables."""
        if not self.follows_aims and not self.by_year.is_by_year:
            return self.by_year
        codes = {key for key in self.keys if key in self.entries} | {self.headline, self.indicator.code}
        return self._sums(sorted(codes))

    @cached_property
    def by_year(self):
        """Of all indicators: by calendar year where such sums are stored, else by month, and then they do for all."""
        return self._sums(None, whole_years=True)

    @cached_property
    def everything(self):
        """Of all indicators, by month."""
        return self._sums(None) if self.by_year.is_by_year else self.by_year

    def _sums(self, codes, *, whole_years=False):
        return figures.Sums(
            self.user, self.organisation, codes, scope=self.scope, since=self.since, as_of=self.asked.known,
            whole_years=whole_years,
        )  # fmt: skip

    def kept(self, name, answer):
        """The answer, worked out anew only where something it may rest on has changed since."""
        asked = self.asked
        about = (self.scope.key, self.scope.filter, self.span, asked.before, self.as_of, asked.today, asked.year)
        return remember(self.user, self.organisation, (name, *about), answer)

    @cached_property
    def engine(self):
        tie = self.scope.member if self.scope.kind == TIE else None
        return self.kept(
            "engine", lambda: engine_of(self.organisation, self.as_of, year=self.asked.year, tie=tie)
        )

    @cached_property
    def counting(self):
        """Codes of which something waits to be counted; a figure of an earlier day waits for nothing."""
        return frozenset() if self.asked.known else self.engine.counting

    @cached_property
    def targets(self):
        """{code: the year's target}; only the whole programme and single ties have any."""
        if self.scope.only is not None or self.scope.kind not in (PROGRAMME, TIE):
            return {}
        return self.engine.targets

    @cached_property
    def census(self):
        return self.kept("census", lambda: programme.census(self.user, self.office, self.scope))

    @cached_property
    def with_outcome(self):
        """Ties with a verified outcome: at the end of each quarter, a year before, and now; counted together."""
        days = [min(quarter.last, self.as_of) for quarter in self.quarters]
        days += [a_year_before(self.as_of), self.as_of]
        if self.asked.known:
            return self._with_outcome_as_known(days)
        return self.kept("with outcome", lambda: programme.verified_at(self.user, self.office, days, self.scope))

    def _with_outcome_as_known(self, days):
        kept = set(programme.kept_seats(self.office, self.scope).values_list("partnership", flat=True))
        rows = readable(self.user, everything_as_of(self.user, self.organisation, self.asked.known))
        rows = [
            row for row in rows
            if row.partnership_id in kept and row.state in COUNTING and row.group == "verified"
        ]
        return [
            len({row.partnership_id for row in rows if figures.window_start(day) < row.occurred_last <= day})
            for day in days
        ]

    # --- Tiles --------------------------------------------------------------------------------------------------------

    @cached_property
    def tiles(self):
        makers = {"ties": self._ties_tile, "promises": self._promises_tile, "people": self._people_tile}
        return [makers[key]() if key in makers else self._indicator_tile(key) for key in self.keys]

    def _ties_tile(self):
        *spark, before, now = self.with_outcome
        target = self.targets.get("OP1")
        return tiles.ties_tile(
            now, before, self.census.total, self.frame, spark, target=target,
            counting=bool(self.counting),
        )  # fmt: skip

    def _promises_tile(self):
        return tiles.promises_tile(*self._promises, self.frame)

    @cached_property
    def _promises(self):
        """What fell due in the period and in the one before."""
        now = clipped(self.span, self.as_of)
        before = clipped(self.asked.before, self._before_as_of())
        spans = [now, before]
        return self.kept("promises", lambda: programme.promises_of(self.user, self.office, spans, self.scope))

    def _before_as_of(self):
        """The day in the period compared with that lies as far in it as the as-of date in this one."""
        months = 3 if self.asked.compare == "period" and self.asked.quarter else 12
        return self.as_of if months == 3 else a_year_before(self.as_of)

    @cached_property
    def _months(self):
        """Exchanges by month, as far back as the page looks."""
        first = min(self.quarters[0].first, self.asked.before.first)
        return self.kept(
            "people", lambda: programme.people_by_month(self.user, self.office, first, self.as_of, self.scope)
        )

    def _people_tile(self):
        months = self._months
        return tiles.people_tile(
            programme.people_in(months, self.span), programme.people_in(months, self.asked.before), self.frame,
            [programme.people_in(months, quarter)["all"] for quarter in self.quarters],
            self.target_to_date("AC4"),
        )  # fmt: skip

    def _indicator_tile(self, code):
        indicator = self.entries[code]
        compared = tiles.Compared(
            now=self.sums.figure(code, self.span),
            before=self.sums.figure(code, self.asked.before),
            target=self.target_to_date(code),
            counting=code in self.counting,
            spark=tuple(self.sums.figure(code, quarter).verified for quarter in self.quarters),
            better=indicator.better,
        )
        return tiles.indicator_tile(code, name_of(indicator), compared, self.frame, indicator.is_money)

    def target_to_date(self, code):
        """A year's target in proportion to the months gone by; None without a target."""
        return to_date(self.targets.get(code), self.span, self.as_of)

    # --- Columns ------------------------------------------------------------------------------------------------------

    @cached_property
    def chart(self):
        code = self.indicator.code
        found = [self.sums.figure(code, quarter) for quarter in self.quarters]
        target = self.targets.get(code)
        return EvidenceChart(
            labels=[quarter.label for quarter in self.quarters],
            verified=[figure.verified for figure in found],
            documented=[figure.documented for figure in found],
            reported=[figure.reported for figure in found],
            target=target / 4 if target and self.sums.rules[code].is_summed else None,
            currency=settings.GEMEL_CURRENCY if self.indicator.is_money else None,
            open_last=sum(1 for quarter in self.quarters if quarter.last > self.engine.cut_off),
            period=_("a quarter"),
        )

    @property
    def chart_name(self):
        if self.indicator.code == HEADLINE:
            return _("Exports by quarter")
        return _("%(indicator)s by quarter") % {"indicator": str(self.indicator.name)}

    @property
    def undated(self):
        """Verified but dated to a year only, so in no quarter; as words, or ""."""
        value = self.sums.undated(self.indicator.code, self.quarters)
        return "" if value is None else written(self.indicator)(value)

    # --- Sentence -----------------------------------------------------------------------------------------------------

    def lead(self, waiting):
        """One sentence or two, by rule, each number with its records. waiting: how many decisions wait."""
        parts = [] if self.scope.kind == TIE else self._lead_on_ties()
        code = self.headline
        figure, url, write = self.sums.figure(code, self.span), self.frame.url(code), written(self.entries[code])
        target = self.target_to_date(code)
        if figure.verified is not None:
            says = {"text": write(figure.verified), "url": url}
            if target:
                share = formats.percent(figure.verified / target)
                says = {"text": _("%(share)s of the target to date") % {"share": share}, "strong": True}
            before, after = self._standing(code)
            parts += [before, says, after]
        elif self.scope.kind == TIE or not figure.unverified:
            parts.append(self._nothing(code) % {"period": self.span.label})
        if figure.unverified:
            text = {"text": write(figure.unverified), "url": url}
            before = _("A further ") if figure.verified is not None or code == HEADLINE else self._standing(code)[0]
            parts += [before, text, _(" is reported, not verified. ")]
        if waiting:
            text = ngettext("%(n)s item needs a decision.", "%(n)s items need a decision.", waiting)
            parts.append({"text": text % {"n": formats.number(waiting)}, "url": "#h-todo"})
        return parts

    def _standing(self, code):
        """The words around a verified figure."""
        if code == HEADLINE:
            return _("Verified exports stand at "), ". "
        return _("%(indicator)s: ") % {"indicator": name_of(self.entries[code])}, _(" verified. ")

    def _nothing(self, code):
        if code == HEADLINE:
            return _("No verified exports are on record for %(period)s. ")
        return _("Nothing verified is on record for %(period)s. ")

    def _lead_on_ties(self):
        now, kept = self.with_outcome[-1], self.census.total
        words = ngettext("%(n)s of %(all)s ties", "%(n)s of %(all)s ties", kept)
        return [
            {"text": words % {"n": formats.number(now), "all": formats.number(kept)}, "url": self.frame.url("ties")},
            ngettext(" has a verified outcome. ", " have a verified outcome. ", now),
        ]


def name_of(indicator):
    """The name on a tile: short, with the word verified where the headline is so."""
    names = {
        "OC2": _("Verified exports"),
        "OC6": _("Verified investment realised"),
        "OC13": _("Students from partner cities"),
        "IM3": _("Practices adopted"),
    }
    return names.get(indicator.code) or str(indicator.name)


def written(indicator):
    """How a value of an indicator is written short: money in the reporting currency, all else as a number."""

    def write(value):
        if value is None:
            return formats.MISSING
        return formats.money(value, settings.GEMEL_CURRENCY) if indicator.is_money else formats.compact(value)

    return write


def a_year_before(day):
    return day.replace(year=day.year - 1, day=min(day.day, 28))


def clipped(span, day):
    """The span up to the as-of date: what is due later is not late."""
    return Span(span.first, min(span.last, day), span.label)


def to_date(target, span, as_of):
    """A year's target in proportion to the months gone by, a quarter's to those of the quarter; None without one."""
    if target is None:
        return None
    gone = (as_of.year - span.first.year) * 12 + as_of.month - span.first.month + 1
    return target * min(Decimal(gone), Decimal(12)) / 12
