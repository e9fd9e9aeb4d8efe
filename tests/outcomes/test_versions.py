"""Each version of an indicator follows its own rule: what is measured alike adds, the rest stands apart."""

import datetime as dt
import random
from collections import defaultdict
from decimal import Decimal
from statistics import mean

import pytest

from outcomes.models import Indicator, Target
from outcomes.periods import year_of
from outcomes.queries import figures
from outcomes.queries.engine import engine_of
from outcomes.queries.report import Frame, indicator_lines, rows_of
from outcomes.queries.scopes import TIE, Scope, layer_scope, programme_scope
from outcomes.queries.versions import lines_of
from outcomes.services.rollup import settle
from tests.factories import ClaimFactory, OutcomeFactory
from tests.outcomes.portfolio import portfolio

YEAR = 2025
SPAN = year_of(YEAR, 1)
KNOWN = dt.date(2030, 1, 1)
RULES = [("books", "sum"), ("books", "last"), ("readers", "sum"), ("books", "mean"), ("books", "sum")]


@pytest.fixture
def made(db):
    return portfolio()


def version(made, number, unit="books", over_time="sum", **more):
    return Indicator.objects.create(
        code="BOOKS", version=number, office=made.owner, name="Books", unit=unit, better="up", over_time=over_time,
        over_places="sum", **more,
    )  # fmt: skip


def fact(made, indicator, amount, month=3, tie=None, body=None):
    first = dt.date(YEAR, month, 1)
    return ClaimFactory(
        partnership=tie or made.ties[0], owner=made.owner, organisation=body or made.bodies[0], evidence=3,
        outcome=OutcomeFactory(indicator=indicator), amount=Decimal(amount), currency="", side="seller",
        occurred_first=first, occurred_last=first.replace(day=28), learnt_on=first,
    )  # fmt: skip


def by_hand(facts, over_time):
    """facts: [(tie, month, amount)]."""
    ties = defaultdict(lambda: defaultdict(list))
    for tie, month, amount in facts:
        ties[tie][month].append(Decimal(amount))
    values = []
    for months in ties.values():
        each = [sum(months[month]) for month in sorted(months)]
        values.append({"sum": sum(each), "last": each[-1], "mean": mean(each)}[over_time])
    return sum(values) if values else None


@pytest.mark.parametrize("seed", range(1, 9))
def test_each_version_follows_its_own_rule_and_its_list_in_every_scope(made, seed):
    chance = random.Random(seed)
    rules = [chance.choice(RULES) for _ in range(4)]
    versions = [version(made, number, *rule) for number, rule in enumerate(rules, 1)]
    facts = defaultdict(list)
    for _ in range(25):
        number, tie, month = chance.randint(1, 4), chance.choice(made.ties), chance.randint(1, 12)
        body, amount = chance.choice(made.bodies), chance.randint(0, 50)
        fact(made, versions[number - 1], amount, month, tie, body)
        facts[number].append((tie.pk, month, amount, body))
    settle()
    user, port = made.people["coordinator"], made.bodies[2]
    scopes = {
        programme_scope(): lambda row: True,
        Scope(TIE, "partnership", made.ties[1].pk, "", "t"): lambda row: row[0] == made.ties[1].pk,
        layer_scope("port"): lambda row: row[3] == port,
    }

    for scope, is_in in scopes.items():
        for as_of in (None, KNOWN):
            sums = figures.Sums(user, made.owner, ["BOOKS"], scope=scope, as_of=as_of)
            for number, rule in enumerate(rules, 1):
                alike = [one for one, other in enumerate(rules, 1) if other == rule]
                rows = [row[:3] for one in alike for row in facts[one] if is_in(row)]
                line = next(line for line in sums.lines["BOOKS"] if number in line.versions)
                listed = list(figures.counted_rows(user, made.owner, "BOOKS", SPAN, scope, as_of, line))
                figure = sums.figure("BOOKS", SPAN, number)
                expected, case = by_hand(rows, rule[1]), (seed, scope.key, number)

                assert (line.versions, line.in_use) == (tuple(alike), 4 in alike), case
                assert (figure.verified is None) == (expected is None), case
                assert expected is None or round(figure.verified, 6) == round(expected, 6), case
                assert len(listed) == len(rows), case
            assert sums.figure("BOOKS", SPAN) == sums.figure("BOOKS", SPAN, 4)


def test_versions_of_another_rule_have_rows_of_their_own_and_their_page_lists_their_records(made, client):
    first, second = version(made, 1, retired_on=dt.date(YEAR, 6, 1)), version(made, 2, over_time="last")
    for indicator, amount, month in ((first, 10, 1), (first, 20, 2), (second, 7, 8), (second, 9, 9)):
        fact(made, indicator, amount, month)
    settle()
    client.force_login(made.people["coordinator"])

    board = client.get(f"/partnerships/{made.ties[0].slug}/money/?year={YEAR}")
    rows = {row["name"]: row for row in board.context["indicators"]}
    pages = {name: client.get(row["url"]).context for name, row in rows.items()}

    assert {name: row["verified"] for name, row in rows.items()} == {"Books": "9", "Books (version 1)": "30"}
    assert {name: page["name"] for name, page in pages.items()} == {name: name for name in rows}
    assert {name: (page["value"], page["parts"][0]["n"]) for name, page in pages.items()} == {
        "Books": ("9", 1), "Books (version 1)": ("30", 2),
    }  # fmt: skip
    table = client.get(f"/partnerships/{made.ties[0].slug}/money/?year={YEAR}&format=csv&table=indicators")
    text = table.getvalue().decode()
    assert "Books (version 1)" in text


def test_a_version_that_changed_only_which_way_is_good_goes_on_with_the_figure(made, client):
    first, second = version(made, 1, retired_on=dt.date(YEAR, 6, 1)), version(made, 2)
    Indicator.objects.filter(pk=second.pk).update(better="down")
    fact(made, first, 10, 1)
    fact(made, second, 7, 8)
    settle()
    client.force_login(made.people["coordinator"])

    page = client.get(f"/figures/BOOKS/?year={YEAR}").context

    assert (page["value"], page["parts"][0]["n"]) == ("17", 2)
    assert [line.versions for line in lines_of(made.owner, ["BOOKS"])["BOOKS"]] == [(1, 2)]


@pytest.mark.parametrize("query", ["version=3", "version=x", "version=99999999"])
def test_a_version_that_is_none_is_not_found(made, client, query):
    version(made, 1)
    client.force_login(made.people["coordinator"])

    assert client.get(f"/figures/BOOKS/?{query}").status_code == 404


def test_a_report_gives_each_rule_a_line_and_names_it_for_good(made):
    first = version(made, 1)
    fact(made, first, 10, 1)
    settle()
    user = made.people["coordinator"]
    frame = Frame(made.owner, programme_scope(), SPAN, SPAN.last)

    def lines():
        found = indicator_lines(made.owner, rows_of(user, frame), {}, {})
        return [(line["code"], line["version"], line["name"], line["verified"]) for line in found]

    before = lines()
    fact(made, version(made, 2, over_time="last"), 7, 8)
    settle()

    assert before == [("BOOKS", 1, "Books", "10.00")]
    assert sorted(lines()) == [("BOOKS", 1, "Books (version 1)", "10.00"), ("BOOKS", 2, "Books", "7.00")]


def test_a_target_for_an_earlier_rule_is_held_against_no_later_figure(made):
    first = version(made, 1)
    Target.objects.create(owner=made.owner, indicator=first, year=YEAR, target=40)
    assert engine_of(made.owner, SPAN.last, year=YEAR).targets == {"BOOKS": 40}

    version(made, 2, unit="readers")
    assert engine_of(made.owner, SPAN.last, year=YEAR).targets == {}

    version(made, 3)
    assert engine_of(made.owner, SPAN.last, year=YEAR).targets == {"BOOKS": 40}
