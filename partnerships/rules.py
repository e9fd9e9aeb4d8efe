"""Stage and health of a tie from what is recorded (METHODS 3): pure functions, no database."""

from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import IntEnum, StrEnum
from functools import lru_cache
from math import log

RULE_VERSION = "stage-1"


@dataclass(frozen=True)
class Thresholds:
    """Numbers of the stage rule and of health; stored with each result by their version (models.StageRule)."""

    version: str = RULE_VERSION
    window_months: int = 24
    outcome_months: int = 36
    report_months: int = 12
    exchanges: int = 2
    reciprocity: Decimal = Decimal("0.33")
    layers: int = 2
    strategic_layers: int = 3
    strategic_outcomes: int = 3
    strategic_years: int = 2
    strategic_kinds: int = 2
    contact_full_days: int = 90
    contact_none_days: int = 730


THRESHOLDS = Thresholds()
NUMBERS = tuple(one.name for one in fields(Thresholds) if one.name != "version")
FIRST_LAYERS = frozenset({"city", "region"})  # the offices themselves; S2 asks for somebody besides them


class Stage(IntEnum):
    DORMANT = 0
    SYMBOLIC = 1
    ASSOCIATIVE = 2
    RECIPROCATIVE = 3
    COMMERCIAL = 4
    STRATEGIC = 5


class NoStage(StrEnum):
    """Why a tie has no stage."""

    NO_AGREEMENT = "no_agreement"  # on screen: no agreement on file
    ENDED = "ended"  # ended agreements have no stage
    NOT_ENOUGH_RECORDS = "not_enough_records"
    PAPER_ONLY = "paper_only"  # signatures or deliverables in the window, but no activity


class Test(StrEnum):
    """The single conditions of which the tests of the stages are made."""

    __test__ = False  # a word of METHODS, not a class for pytest to collect

    ACTIVITY = "activity"
    EXCHANGES = "exchanges"
    OTHER_LAYER = "other_layer"
    RECIPROCITY = "reciprocity"
    TWO_LAYERS = "two_layers"
    WORK_PLAN = "work_plan"
    BOTH_FUND = "both_fund"
    VERIFIED_OUTCOME = "verified_outcome"
    THREE_OUTCOMES = "three_outcomes"
    TWO_YEARS = "two_years"
    TWO_KINDS = "two_kinds"
    THREE_LAYERS = "three_layers"
    BOTH_REPORTED = "both_reported"


class Why(StrEnum):
    """Why a test failed."""

    NOT_MET = "not_met"
    NOT_RECORDED = "not_recorded"
    NOT_ENOUGH_RECORDS = "not_enough_records"


@dataclass(frozen=True)
class OutcomeFact:
    """One verified economic outcome: its year, its kind (indicator) and sector ("" when not known)."""

    year: int
    kind: str
    sector: str = ""


@dataclass(frozen=True)
class TieFacts:
    """What is recorded of one tie, from the home place's view, within the windows that end on `as_of`.

    None means that this sort of fact is not recorded yet: its test counts as not met and is listed as a gap.
    Counts are of activities at E1 or more in 24 months; an exchange without direction counts once on each side.
    outcomes: verified economic outcomes in 36 months. complete_from: the day from which the office's records are
    complete, None until it says so.
    """

    as_of: date
    agreement_in_force: bool = False
    agreement_ended: bool = False
    complete_from: date | None = None
    activities: int = 0
    exchanges: int = 0
    exchanges_out: int = 0
    exchanges_in: int = 0
    layers: frozenset[str] = frozenset()
    work_plan: bool | None = None
    both_fund: bool | None = None
    outcomes: tuple[OutcomeFact, ...] = ()
    both_reported: bool | None = None
    deliverable_accepted: bool = False
    signed: bool = False


@dataclass(frozen=True)
class Gap:
    """A condition that is not met, the stage it belongs to and why."""

    stage: Stage
    test: Test
    why: Why


@dataclass(frozen=True)
class StageResult:
    """stage is None where reason says why. passed: stages whose own test passes. gaps: unmet conditions of the stages
    below. ahead: unmet conditions of the next stage up."""

    stage: Stage | None
    reason: NoStage | None
    passed: tuple[Stage, ...]
    gaps: tuple[Gap, ...]
    ahead: tuple[Gap, ...]
    reciprocity: Decimal
    version: str = field(default=RULE_VERSION)


@lru_cache(maxsize=1024)
def months_before(day, months):
    """The same day some months earlier, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 - months, 12)
    year, month = day.year + years, month + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def reciprocity(out, into):
    """R = 2 min(out, in) / (out + in), nought when there is nothing."""
    return Decimal(2 * min(out, into)) / (out + into) if out + into else Decimal(0)


def conditions(facts, limits=THRESHOLDS):
    """Every condition of the five tests: {stage: {test: met, or None where it is not recorded}}."""
    years = kinds = sectors = ()
    if facts.outcomes:  # most ties have none, and they come by the ten thousand
        years = {outcome.year for outcome in facts.outcomes}
        kinds = {outcome.kind for outcome in facts.outcomes}
        sectors = {outcome.sector for outcome in facts.outcomes if outcome.sector}
    level = reciprocity(facts.exchanges_out, facts.exchanges_in)
    reciprocal = {
        Test.RECIPROCITY: level >= limits.reciprocity,
        Test.TWO_LAYERS: len(facts.layers) >= limits.layers,
        Test.WORK_PLAN: facts.work_plan,
        Test.BOTH_FUND: facts.both_fund,
    }
    return {
        Stage.SYMBOLIC: {Test.ACTIVITY: facts.activities >= 1},
        Stage.ASSOCIATIVE: {
            Test.EXCHANGES: facts.exchanges >= limits.exchanges,
            Test.OTHER_LAYER: bool(facts.layers - FIRST_LAYERS),
        },
        Stage.RECIPROCATIVE: reciprocal,
        Stage.COMMERCIAL: {Test.VERIFIED_OUTCOME: len(facts.outcomes) >= 1},
        Stage.STRATEGIC: {
            **reciprocal,
            Test.THREE_OUTCOMES: len(facts.outcomes) >= limits.strategic_outcomes,
            Test.TWO_YEARS: len(years) >= limits.strategic_years,
            Test.TWO_KINDS: max(len(kinds), len(sectors)) >= limits.strategic_kinds,
            Test.THREE_LAYERS: len(facts.layers) >= limits.strategic_layers,
            Test.BOTH_REPORTED: facts.both_reported,
        },
    }


# The conditions of each stage's own test, in the order in which `conditions` gives them.
RECIPROCAL = (Test.RECIPROCITY, Test.TWO_LAYERS, Test.WORK_PLAN, Test.BOTH_FUND)
TESTS_OF = {
    Stage.SYMBOLIC: (Test.ACTIVITY,),
    Stage.ASSOCIATIVE: (Test.EXCHANGES, Test.OTHER_LAYER),
    Stage.RECIPROCATIVE: RECIPROCAL,
    Stage.COMMERCIAL: (Test.VERIFIED_OUTCOME,),
    Stage.STRATEGIC: (
        *RECIPROCAL, Test.THREE_OUTCOMES, Test.TWO_YEARS, Test.TWO_KINDS, Test.THREE_LAYERS, Test.BOTH_REPORTED,
    ),
}  # fmt: skip
OVER_OUTCOMES = frozenset({Test.VERIFIED_OUTCOME, Test.THREE_OUTCOMES, Test.TWO_YEARS, Test.TWO_KINDS})


def window_of(test, limits=THRESHOLDS):
    """Months of record that the test needs before its failing says something."""
    if test in OVER_OUTCOMES:
        return limits.outcome_months
    return limits.report_months if test == Test.BOTH_REPORTED else limits.window_months


def is_covered(facts, months):
    """Whether the office's records are complete over the months up to the as-of date."""
    return facts.complete_from is not None and facts.complete_from <= months_before(facts.as_of, months)


def stage_of(facts, limits=THRESHOLDS):
    """The highest stage whose own test passes, with the gaps below it (METHODS 3).

    Until the office has said from when its records are complete it has no stages; what passes is told all the same.
    Dormant beats every other test and needs records that span the window and an agreement in force with no activity,
    verified outcome, accepted deliverable or signature in it. A test that fails while the records do not span its
    window says "not enough records"; one that passes is a fact, whatever the coverage.
    """
    met = tuple(met for tests in conditions(facts, limits).values() for met in tests.values())
    covered = tuple(is_covered(facts, months) for months in windows(limits))
    known = facts.agreement_in_force, facts.agreement_ended, facts.complete_from is not None
    stage, reason, passed, below, ahead = judged(
        met, covered, known, facts.deliverable_accepted or facts.signed, limits
    )
    level = reciprocity(facts.exchanges_out, facts.exchanges_in)
    return StageResult(stage, reason, passed, below, ahead, level, limits.version)


def windows(limits):
    """Months of record that the tests look back: of activities, outcomes and reports."""
    return limits.window_months, limits.outcome_months, limits.report_months


@lru_cache(maxsize=4096)
def judged(met, covered, known, on_paper, limits):
    """(stage, reason, passed, gaps, ahead) by what is met; thousands of ties differ in few ways, so it is kept.

    met: in the order of TESTS_OF. covered: whether the records span each of `windows`. known: whether an agreement is
    in force, one has ended, the office has said from when its records are complete. on_paper: something was signed or
    accepted in the window.
    """
    in_force, ended, declared = known
    if not in_force:
        return None, NoStage.ENDED if ended else NoStage.NO_AGREEMENT, (), (), ()
    spans = dict(zip(windows(limits), covered, strict=True))
    answers, unmet = iter(met), {}
    for stage, tests in TESTS_OF.items():
        found = [(test, next(answers)) for test in tests]
        unmet[stage] = tuple(
            Gap(stage, test, why_unmet(answer, spans[window_of(test, limits)])) for test, answer in found if not answer
        )
    passed = tuple(stage for stage, gaps in unmet.items() if not gaps)
    stage, reason = max(passed, default=None), None
    if not declared:
        stage, reason = None, NoStage.NOT_ENOUGH_RECORDS
    elif stage is None:
        stage, reason = without_passed_test(spans[limits.window_months], on_paper)
    below = tuple(gap for place, gaps in unmet.items() if stage is not None and place < stage for gap in gaps)
    following = max(passed, default=Stage.DORMANT) + 1
    return stage, reason, passed, below, unmet.get(following, ())


def without_passed_test(is_spanned, on_paper):
    """(stage, reason) of a tie in force that passes no test of its own."""
    if not is_spanned:
        return None, NoStage.NOT_ENOUGH_RECORDS
    return (None, NoStage.PAPER_ONLY) if on_paper else (Stage.DORMANT, None)


def why_unmet(met, is_spanned):
    if not is_spanned:
        return Why.NOT_ENOUGH_RECORDS
    return Why.NOT_RECORDED if met is None else Why.NOT_MET


def drop_raises_reciprocity(facts, without, limits=THRESHOLDS):
    """Whether leaving one activity out raises the stage by lifting R; the page then says so (METHODS 3)."""
    before, after = stage_of(facts, limits), stage_of(without, limits)
    rises = (after.stage or 0) > (before.stage or 0)
    return rises and after.reciprocity > before.reciprocity


def drop_of_one_raises(facts, limits=THRESHOLDS):
    """Whether some single exchange of the side that sends more holds the stage down by its reciprocity alone.

    That side's exchange is left out, with the layers as they are; one that no other activity shares a layer with would
    take its layer along and raise nothing more than this says.
    """
    out, into = facts.exchanges_out, facts.exchanges_in
    if out == into or not facts.exchanges:
        return False
    fewer = out - (out > into), into - (into > out)
    if not reciprocity(out, into) < limits.reciprocity <= reciprocity(*fewer):
        return False  # the others only fall
    without = replace(
        facts, activities=facts.activities - 1, exchanges=facts.exchanges - 1,
        exchanges_out=fewer[0], exchanges_in=fewer[1],
    )  # fmt: skip
    return drop_raises_reciprocity(facts, without, limits)


def evenness(counts, offered):
    """(H, evenness) of layers by their shares of activity (METHODS 3): H = -sum p ln p, over ln(layers offered).

    counts: activities of each layer. Evenness is None with fewer than two layers offered, both without activity.
    """
    counts = [count for count in counts if count]
    if not counts:
        return None, None
    shares = [count / sum(counts) for count in counts]
    spread = -sum(share * log(share) for share in shares) + 0.0
    return spread, spread / log(offered) if offered > 1 else None


@dataclass(frozen=True)
class HealthFacts:
    """Counts behind the five parts; None or a denominator of nought means not recorded.

    promises: accepted on time of those due in 24 months. layers: active of those agreed.
    activities: at E3 or more of those at E1 or more, in 24 months.
    """

    as_of: date
    last_contact: date | None = None
    promises_on_time: int | None = None
    promises_due: int = 0
    layers_active: int | None = None
    layers_agreed: int = 0
    exchanges_out: int = 0
    exchanges_in: int = 0
    activities_confirmed: int | None = None
    activities: int = 0


@dataclass(frozen=True)
class Health:
    """Five parts, 0 to 100 each, never added; None reads "not recorded"."""

    contact: int | None
    promises: int | None
    breadth: int | None
    reciprocity: int | None
    two_sided: int | None

    @property
    def parts(self):
        return {
            "contact": self.contact,
            "promises": self.promises,
            "breadth": self.breadth,
            "reciprocity": self.reciprocity,
            "two_sided": self.two_sided,
        }


def health_of(facts, limits=THRESHOLDS):
    """The five parts of health, side by side (METHODS 3)."""
    exchanges = facts.exchanges_out + facts.exchanges_in
    level = reciprocity(facts.exchanges_out, facts.exchanges_in) if exchanges else None
    return Health(
        contact=contact_points(facts.last_contact, facts.as_of, limits),
        promises=percent(facts.promises_on_time, facts.promises_due),
        breadth=percent(facts.layers_active, facts.layers_agreed),
        reciprocity=None if level is None else whole(100 * level),
        two_sided=percent(facts.activities_confirmed, facts.activities),
    )


def contact_points(last_contact, as_of, limits=THRESHOLDS):
    """100 up to 90 days since the last contact at E1 or more, falling evenly to 0 at 730; None without contact."""
    if last_contact is None:
        return None
    return points_after((as_of - last_contact).days, limits.contact_full_days, limits.contact_none_days)


@lru_cache(maxsize=4096)
def points_after(days, full, none):
    kept = Decimal(none - days) / (none - full)
    return whole(100 * min(max(kept, Decimal(0)), Decimal(1)))


def percent(part, of):
    """Whole percent, at most 100; None when it is not recorded."""
    if part is None or not of:
        return None
    return min(whole(Decimal(100 * part) / of), 100)


def whole(value):
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))
