"""How long does it take: from the office's records to the page."""

import datetime as dt
import json
import re

import pytest

from agreements.models import AgreementKind
from insights.models import AnswerState
from partnerships.models import Standing
from stakeholders.access import Role
from tests.factories import CityFactory, MembershipFactory, OfficeFactory, PartnershipFactory, SeatFactory, UserFactory
from tests.insights.conversion_world import YEAR, agreement, office_since, outcome, tie, ties, worked
from tests.insights.ranking_world import member

SOON = [1.5, 2, 3, 4, 5, 6, None, None]  # years to an outcome of ties signed in 2001, 2002, …


@pytest.fixture
def office(db):
    return office_since()


def page_of(client, office, role=Role.VIEWER):
    client.force_login(member(office, role))
    return client.get("/learn/conversion/")


def text_of(client, office):
    return page_of(client, office).content.decode()


def why(answer):
    return {row["name"]: row["why"] for row in answer.found["inputs"]["left_out"]}


def test_the_curve_is_that_of_the_records(office):
    ties(office, SOON, ends=1)
    found = worked(office).found

    assert (found["n"], found["outcomes"], found["ended"], found["censored"]) == (9, 6, 1, 2)
    steps = [(round(row["t"], 1), row["at_risk"], round(row["one_minus_s"], 6)) for row in found["km"]]
    expected, left = [], 1.0
    for t, n in ((1.5, 9), (2, 8), (3, 7), (4, 6), (5, 4), (6, 3)):  # the one that ended goes at four
        left *= 1 - 1 / n
        expected.append((t, n, round(1 - left, 6)))
    assert steps == expected
    assert round(found["median"], 1) == 5.0


def test_the_page_tells_it_in_one_sentence_with_the_curve_and_its_table(office, client):
    ties(office, [2, 2, 3, 3, 4, 4, *[None] * 5])
    found = worked(office).found
    page = page_of(client, office)
    text = page.content.decode()

    assert page.context["sentence"] == (
        "6 of 11 ties that can be followed have a verified outcome. Half have one 4.0 years after signature "
        "(2.0 to –)."
    )
    assert text.count('class="lead"') == 1
    assert text.count('class="chart steps"') == 2  # wide and narrow
    rows = re.findall(r'<tr><td class="num">([\d.]+)</td><td class="num">(\d+)</td><td class="num">(\d+)%', text)
    assert len(rows) == len(found["km"])
    assert rows[-1][2] == f"{100 * found['km'][-1]['one_minus_s']:.0f}"


def test_worked_out_twice_the_stored_answer_is_the_same(office):
    ties(office, SOON, ends=2, chamber=(0, 3))
    first, second = worked(office), worked(office)

    assert first.pk != second.pk
    assert (json.dumps(first.found), first.checksum) == (json.dumps(second.found), second.checksum)


def test_an_office_that_has_not_declared_its_records_complete_is_refused_with_what_is_missing(db, client):
    office = office_since(None)
    ties(office, SOON)
    answer = worked(office)

    assert (answer.state, answer.reason_code, answer.found) == (AnswerState.REFUSED, "not_declared", None)
    text = text_of(client, office)
    assert "has not said from when its records are complete" in text
    assert "chart steps" not in text


def test_an_office_without_a_tie_to_follow_is_refused(office, client):
    tie(office, "Unsigned")
    answer = worked(office)

    assert (answer.state, answer.reason_code) == (AnswerState.REFUSED, "none_followed")
    assert "No tie can be followed yet" in text_of(client, office)


def test_whatever_cannot_be_followed_is_counted_and_named_with_its_reason(db, client):
    office = office_since(dt.date(2010, 1, 1))
    day = dt.date(2012, 3, 1)
    tie(office, "Followed", day)
    tie(office, "Unsigned")
    tie(office, "Early outcome", dt.date(2005, 1, 1), years=2)
    outcome(office, tie(office, "Outcome first", day), day - YEAR)
    outcome(office, tie(office, "Same day", day), day)
    tie(office, "Ended when", day, standing=Standing.ENDED)
    tie(office, "Ended early", dt.date(2004, 1, 1), standing=Standing.ENDED, ended=dt.date(2008, 1, 1))
    tie(office, "Ended before", day, standing=Standing.ENDED, ended=day - YEAR)
    tie(office, "New", dt.date.today())
    answer = worked(office)

    assert (answer.found["n"], answer.found["inputs"]["ties"]) == (1, 9)
    assert why(answer) == {
        "Unsigned": "no day of signature on record",
        "Early outcome": "an outcome from before the records were complete",
        "Outcome first": "an outcome from before it was signed, or from the day itself",
        "Same day": "an outcome from before it was signed, or from the day itself",
        "Ended when": "ended on a day that is not on record",
        "Ended early": "ended before the records were complete",
        "Ended before": "ended before it was signed, or on the day itself",
        "New": "signed after the data cut-off",
    }
    text = text_of(client, office)
    assert "8 ties cannot be followed" in text
    assert all(name in text and reason in text for name, reason in why(answer).items())


def test_records_that_are_complete_only_from_yesterday_follow_nobody_yet_and_say_why(db):
    office = office_since(dt.date.today() - dt.timedelta(days=1))
    tie(office, "Old", dt.date(2005, 1, 1))

    assert worked(office).reason_code == "none_followed"


def test_a_tie_from_before_the_records_were_complete_is_watched_from_that_day_on(db):
    office = office_since(dt.date(2010, 1, 1))
    tie(office, "Old", dt.date(2000, 1, 1), years=12)
    tie(office, "New", dt.date(2011, 1, 1), years=3)
    found = worked(office).found

    # nobody else is under watch at three years, and nobody but the old one at twelve
    assert [(round(row["t"]), row["at_risk"]) for row in found["km"]] == [(3, 1), (12, 1)]


def test_outcomes_that_are_only_reported_or_of_others_do_not_count(office):
    first, second, *_rest = ties(office, [None] * 6)
    outcome(office, first, dt.date(2010, 1, 1), evidence=1)
    outcome(OfficeFactory(), second, dt.date(2010, 1, 1))

    assert worked(office).found["outcomes"] == 0


def test_ties_that_an_office_only_thinks_of_or_looks_on_at_are_not_its_own(office):
    ties(office, [None] * 5)
    tie(office, "Explored", dt.date(2005, 1, 1), standing=Standing.EXPLORING)
    seen = PartnershipFactory(between=[office.home, CityFactory()])
    SeatFactory(partnership=seen, organisation=office.organisation, role="observer", standing=Standing.KEPT)

    assert worked(office).found["inputs"]["ties"] == 5


@pytest.mark.parametrize("outcomes", [0, 1, 4])
def test_below_five_ties_there_is_no_share_no_time_and_no_curve(office, client, outcomes):
    ties(office, [3] * outcomes + [None] * (4 - outcomes))
    worked(office)
    page = page_of(client, office)
    text = page.content.decode()

    assert page.context["sentence"] == (
        f"{outcomes} of 4 ties that can be followed have a verified outcome. "
        "Not enough data: five that can be followed are needed."
    )
    assert "chart steps" not in text
    assert "95% interval" not in text
    assert not re.search(r"\d+%|\d+\.\d years", text.split('aria-labelledby="h-conv"')[0].split("<main")[1])
    assert re.search(r"Mean time without an outcome.*?not enough data", text)


@pytest.mark.parametrize(("late", "half"), [(0.9, True), (1, True), (3, False)])
def test_where_fewer_than_five_are_watched_at_the_same_age_neither_time_nor_share_is_told(db, client, late, half):
    office = office_since(dt.date(2004, 1, 1))
    ties(office, [None] * 5, first=1999)  # watched from the age of five, four, three, two and one on
    tie(office, "Late", dt.date(2012, 1, 1), years=late)
    assert (worked(office).found["median"] is not None) is half
    page = page_of(client, office)

    assert "neither a time nor a share can be told" in page.context["sentence"]
    assert "%" not in page.context["sentence"]
    text = page.content.decode()
    assert "is not to be quoted" in text
    assert re.search(r"Mean time without an outcome.*?not enough data", text)


def test_where_half_is_not_reached_the_page_says_how_many_have_one_by_when(office, client):
    ties(office, [2, 3, *[None] * 8])
    worked(office)

    assert page_of(client, office).context["sentence"] == (
        "2 of 10 ties that can be followed have a verified outcome. "
        "The half is not reached: after 3.0 years 20% have one."
    )


def test_what_others_did_is_looked_at_twelve_months_on_among_those_without_an_outcome_by_then(office):
    tie(office, "Early bird", dt.date(2003, 1, 1), years=0.5, active=0.2)
    tie(office, "Active", dt.date(2003, 2, 1), active=0.5)
    tie(office, "Active late", dt.date(2003, 3, 1), active=1.5)
    tie(office, "Watched later", dt.date(1999, 3, 1), active=0.5)
    found = worked(office).found

    assert (found["n"], found["landmark"]["n"]) == (4, 2)
    assert found["landmark"]["groups"] == {"0": 1, "1": 1}
    assert found["landmark"]["why"] == "few"


def test_groups_wholly_apart_after_twelve_months_do_not_cost_the_rest_of_the_page(office, client):
    for k in range(10):
        tie(office, f"Active {k}", dt.date(2003, 1, 1 + k), years=2 + k % 3, active=0.5)
    for k in range(6):
        tie(office, f"Quiet {k}", dt.date(2003, 2, 1 + k))
    answer = worked(office)

    assert answer.state == AnswerState.DONE
    assert answer.found["landmark"]["why"] == "no_ratio"
    assert "By who was active in the first twelve months: no ratio can be told." in text_of(client, office)


def test_the_funnel_counts_each_step_ever_reached_and_hides_shares_below_five(office, client):
    made = ties(office, [2, 3, None, None], first=2001) + ties(office, [2, *[None] * 4], first=2005)
    agreement(office, made[0], dt.date(2010, 1, 1), kind=AgreementKind.TRADE)
    every, young, old = worked(office).found["funnel"]

    def told(one):
        return {step["name"]: (step["count"], step["share"] is None) for step in one["steps"]}

    assert [(one["years"], one["n"]) for one in (every, young, old)] == [("all", 9), ("2000–2004", 4), ("2005–2009", 5)]
    assert told(every)["outcome"] == (3, False)
    assert told(every)["commercial"] == (1, False)
    assert told(young)["outcome"] == (2, True)
    assert told(old)["outcome"] == (1, False)
    assert "left out below five ties" in text_of(client, office)


def test_ties_with_an_outcome_are_named_with_their_years(office, client):
    ties(office, [2.5, *[None] * 5])
    found = worked(office).found

    assert [(row["name"], round(row["years"], 1)) for row in found["converted"]] == [("Tie of 2001", 2.5)]
    assert "after 2.5 years" in text_of(client, office)


def test_another_office_someone_let_in_to_one_tie_and_a_stranger_do_not_see_it(office, client):
    kept, *_rest = ties(office, SOON)
    worked(office)
    assert "Tie of 2001" in text_of(client, office)

    assert "Tie of 2001" not in text_of(client, OfficeFactory())
    limited = MembershipFactory(organisation=office.organisation, role=Role.VIEWER, limited=True)
    limited.ties.create(partnership=kept)
    for user in (limited.user, UserFactory()):
        client.force_login(user)
        assert client.get("/learn/conversion/").status_code == 403
    client.logout()
    assert client.get("/learn/conversion/").status_code == 302
