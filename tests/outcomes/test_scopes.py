"""A tile equals its list and a drill-down adds up to its parent: every figure, level and reader, over random data."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from statistics import mean

import pytest

from outcomes.models import Counted, LargeTotal
from outcomes.periods import Span, quarters_to, year_of
from outcomes.queries import cells, figures, scopes
from outcomes.queries.versions import SHIPPED
from outcomes.services import rollup, sums
from partnerships.models import Partnership
from stakeholders.models import Place
from tests.outcomes.portfolio import CODES, YEARS, fill, portfolio

SPANS = [year_of(year, 1) for year in YEARS] + quarters_to(dt.date(2025, 12, 31), 1, 8)
SPANS += [year_of(2024, 7), Span(dt.date(2024, 1, 1), dt.date(2025, 6, 30))]
READERS = ("coordinator", "executive", "volunteer", "far coordinator")


@pytest.fixture
def made(db):
    return portfolio()


def every_scope(made):
    yield scopes.programme_scope()
    for tie in made.ties:
        yield scopes.Scope(scopes.TIE, "partnership", tie.pk, tie.name, tie.slug)
    for place in Place.objects.all():
        yield scopes.place_scope(place.pk)
    yield scopes.layer_scope("chamber")
    yield scopes.layer_scope("port")
    for body in made.bodies:
        yield scopes.Scope(scopes.ORGANISATION, "organisation", body.pk, body.name, body.slug)
    programme = scopes.programme_scope()
    some = Partnership.objects.filter(pk__in=[made.ties[1].pk, made.ties[2].pk]).values("pk")
    yield programme.narrowed(some, "stage=4")


def owner_of(made, reader):
    return made.other_office.organisation if reader == "far coordinator" else made.owner


def by_hand(rows, code, span):
    """The verified figure of the rows that the list shows, added by the plainest reading of METHODS 8."""
    rule = SHIPPED[code]
    rows = [row for row in rows if inside(row, span) and row.state in cells.COUNTING]
    if rule.is_summed:
        return sum(row.nominal for row in rows) if rows else None
    ties = defaultdict(lambda: defaultdict(list))
    for row in rows:
        ties[row.partnership_id][row.month or dt.date(row.year, 12, 31)].append(row.nominal)
    values = []
    for periods in ties.values():
        each = [sum(periods[when]) for when in sorted(periods)]
        values.append(each[-1] if rule.over_time == "last" else mean(each))
    return sum(values) if values else None


def inside(row, span):
    if row.month:
        return span.first <= row.month <= span.last
    return (span.first, span.last) == (dt.date(row.year, 1, 1), dt.date(row.year, 12, 31))


def near(value):
    return None if value is None else round(Decimal(value), 6)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_tile_equals_its_list_and_the_ties_add_up_to_their_scope(made, seed):
    fill(made, seed)
    checked = 0
    for reader in READERS:
        user, owner = made.people[reader], owner_of(made, reader)
        for scope in every_scope(made):
            read = figures.Sums(user, owner, CODES, scope=scope)
            apart = figures.Sums(user, owner, CODES, scope=scope, by_tie=True)
            listed = defaultdict(list)
            for row in scope.counted(Counted.objects.for_user(user).filter(owner=owner)).select_related("indicator"):
                listed[row.indicator.code].append(row)
            for code in CODES:
                rows = listed[code]
                assert len({row.outcome_id for row in rows}) == len(rows), "an outcome stands once in a list"
                for span in SPANS:
                    figure = read.figure(code, span)
                    case = (seed, reader, scope.key, scope.filter, code, span)
                    assert near(figure.verified) == near(by_hand(rows, code, span)), case
                    parts = [part.verified for part in apart.ties(code, span).values()]
                    assert near(cells.total(parts)) == near(figure.verified), case
                    checked += figure.verified is not None
    assert checked > 100


@pytest.mark.parametrize("seed", [4, 5])
def test_what_is_known_today_is_the_same_from_sums_and_from_claims(made, seed):
    fill(made, seed)
    day = dt.date(2030, 1, 1)
    for reader in ("coordinator", "executive", "volunteer"):
        for scope in every_scope(made):
            user = made.people[reader]
            stored = figures.Sums(user, made.owner, CODES, scope=scope)
            known = figures.Sums(user, made.owner, CODES, scope=scope, as_of=day)
            for code in CODES:
                for span in SPANS[:4]:
                    case = (seed, reader, scope.key, code, span)
                    assert known.figure(code, span) == stored.figure(code, span), case


def every_figure(made, spans=SPANS, **how):
    """({case: figure}, how many scopes were read by year)."""
    found, by_year = {}, 0
    for reader in READERS:
        user, owner = made.people[reader], owner_of(made, reader)
        for scope in every_scope(made):
            read = figures.Sums(user, owner, CODES, scope=scope, **how)
            found |= {
                (reader, scope.key, scope.filter, code, span): read.figure(code, span)
                for code in CODES for span in spans
            }  # fmt: skip
            by_year += read.is_by_year
    return found, by_year


@pytest.mark.parametrize("seed", [8, 9])
def test_a_large_total_says_by_month_and_by_year_what_its_sums_say(made, seed, monkeypatch):
    fill(made, seed)
    year = [year_of(2025, 1)]
    added, by_year = every_figure(made), every_figure(made, year, whole_years=True)
    assert by_year[1] == 0

    monkeypatch.setattr(sums, "LARGE", 5)
    rollup.rebuild()

    assert LargeTotal.objects.count() > 10
    assert every_figure(made) == added
    found, read_by_year = every_figure(made, year, whole_years=True)
    assert found == by_year[0]
    assert read_by_year > 10


@pytest.mark.parametrize("seed", [6, 7])
def test_quarters_and_what_is_undated_make_the_year(made, seed):
    fill(made, seed)
    for scope in every_scope(made):
        read = figures.Sums(made.people["coordinator"], made.owner, ["OC2", "OC6"], scope=scope)
        for code in ("OC2", "OC6"):
            quarters = quarters_to(dt.date(2025, 12, 31), 1, 4)
            parts = [read.figure(code, quarter).verified for quarter in quarters] + [read.undated(code, quarters)]
            assert cells.total(parts) == read.figure(code, year_of(2025, 1)).verified, (seed, scope.key, code)


def test_the_list_names_the_outcomes_that_the_rule_over_time_passes_over(made):
    fill(made, 8, outcomes=40)
    user, year = made.people["coordinator"], year_of(2025, 1)
    rows = list(figures.counted_rows(user, made.owner, "OC13", year).filter(figures.in_span(year)))
    rule = SHIPPED["OC13"]

    aside = figures.set_aside(rows, year, rule)

    kept = [row.nominal for row in rows if row.outcome_id not in aside and row.state in cells.COUNTING]
    assert aside
    assert cells.total(kept) == figures.Sums(user, made.owner, ["OC13"]).figure("OC13", year).verified
