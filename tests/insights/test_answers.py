"""Stored answers: asked once, worked out by one worker, taken back, taken up again, kept within bounds."""

import datetime as dt

import pytest

from insights import libraries
from insights.models import Answer, AnswerState
from insights.services import answers
from insights.services.answers import KEPT, LibrariesMissing, NotOpen, ask, cancel, sweep, take_up, teller, work
from insights.studies import PUBLIC, method_of
from insights.studies.base import Cancelled
from stakeholders.access import Role
from tests.factories import OfficeFactory, UserFactory
from tests.insights.ranking_world import NOW, member, office_with_cities

LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def office(db):
    return office_with_cities()


@pytest.fixture
def asked(office):
    return ask("ranking", owner=office.organisation, by=member(office), at=NOW)


def test_what_waits_already_is_not_asked_twice(office, asked):
    assert ask("ranking", owner=office.organisation, by=member(office), at=LATER) == asked


def test_an_answer_says_what_makes_it_again(asked):
    work(asked.pk)
    asked.refresh_from_db()

    assert (asked.state, asked.progress, len(asked.checksum)) == (AnswerState.DONE, 100, 64)
    assert asked.versions["method"] == method_of("ranking")
    assert set(libraries.NAMES) < set(asked.versions)


def test_what_the_data_do_not_allow_is_refused_with_its_reason(office):
    refused = ask(
        "ranking", owner=office.organisation, by=None, at=NOW, options={"least_population": 40_000_000}
    )  # fmt: skip
    work(refused.pk)
    refused.refresh_from_db()

    assert (refused.state, refused.reason_code, refused.found) == (AnswerState.REFUSED, "too_few", None)
    assert "Fewer than two cities" in refused.reason


def test_a_question_taken_back_is_not_worked_out(asked):
    cancel(asked, by=None, at=LATER)
    work(asked.pk)
    asked.refresh_from_db()

    assert (asked.state, asked.found) == (AnswerState.CANCELLED, None)
    with pytest.raises(NotOpen):
        cancel(asked, by=None, at=LATER)


def test_one_taken_back_while_it_runs_stops_at_its_next_step_and_stores_nothing(asked):
    running = answers.claim(asked.pk)
    tell = teller(running)
    tell(40, "half of it")
    cancel(asked, by=None, at=LATER)

    with pytest.raises(Cancelled):
        tell(50, "more of it")
    answers.finish(running, AnswerState.DONE, 0, found={})
    asked.refresh_from_db()
    assert (asked.state, asked.progress, asked.found) == (AnswerState.CANCELLED, 40, None)


def test_two_workers_do_not_work_on_one_answer(asked):
    assert answers.claim(asked.pk) is not None
    assert answers.claim(asked.pk) is None


def test_what_a_dead_worker_left_is_taken_up_again_and_given_up_in_the_end(asked):
    for _try in range(answers.TRIES):
        assert answers.claim(asked.pk) is not None
        Answer.objects.update(heard_at=NOW - dt.timedelta(hours=1))
        state = Answer.objects.get(pk=asked.pk).state
        assert state == AnswerState.RUNNING
        answers.give_back(at=NOW)

    asked.refresh_from_db()
    assert (asked.state, asked.reason_code) == (AnswerState.FAILED, "lost")


def test_of_old_answers_the_last_few_stay_and_the_latest_found_always(office, asked):
    work(asked.pk)
    for _again in range(KEPT + 2):
        other = ask("ranking", owner=office.organisation, by=None, at=LATER, options={"least_population": 40_000_000})
        work(other.pk)

    states = list(Answer.objects.values_list("state", flat=True))
    assert states.count(AnswerState.DONE) == 1
    assert len(states) == KEPT + 1


def test_without_the_libraries_nothing_is_asked_and_the_page_says_what_is_missing(office, client, monkeypatch):
    monkeypatch.setattr(libraries, "NAMES", ("no_such_library",))
    monkeypatch.setattr(libraries, "_complete", False)
    with pytest.raises(LibrariesMissing):
        ask("ranking", owner=office.organisation, by=None, at=NOW)

    client.force_login(member(office))
    for path in ("/learn/", "/ranking/", "/learn/conversion/"):
        assert "no_such_library" in client.get(path).content.decode(), path


def test_the_public_record_is_asked_once_a_week_by_the_server_itself(db):
    sweep_only_asks(NOW)
    assert set(Answer.objects.values_list("study", flat=True)) == set(PUBLIC)

    Answer.objects.update(state=AnswerState.CANCELLED)
    sweep_only_asks(NOW + dt.timedelta(days=1))
    assert Answer.objects.count() == len(PUBLIC)
    sweep_only_asks(NOW + dt.timedelta(days=8))
    assert Answer.objects.count() == 2 * len(PUBLIC)


def sweep_only_asks(at):
    for key in answers.due(at):
        ask(key, owner=None, by=None, at=at)


def test_an_office_reads_its_own_answers_and_the_public_ones_and_nobody_elses(office, asked):
    public = ask("network", owner=None, by=None, at=NOW)
    other = OfficeFactory()

    assert set(Answer.objects.for_user(member(office, Role.VIEWER))) == {asked, public}
    assert set(Answer.objects.for_user(member(other))) == {public}
    assert set(Answer.objects.for_user(UserFactory())) == {public}


def test_the_worker_takes_up_what_waits_oldest_first(asked):
    take_up()
    asked.refresh_from_db()
    assert asked.state == AnswerState.DONE
    sweep(at=NOW)  # and an empty look changes nothing of it
    assert Answer.objects.get(pk=asked.pk).done_at == asked.done_at


def test_a_page_does_not_read_what_an_older_method_found(office, asked, client):
    work(asked.pk)
    client.force_login(member(office))
    assert "Far" in client.get("/ranking/").content.decode()

    Answer.objects.update(versions={"method": "ranking-0"})

    page = client.get("/ranking/")
    assert page.status_code == 200
    assert "Far" not in page.content.decode()


def test_the_overview_tells_no_finding_of_an_older_method(office, client):
    found = {"nothing": "that a layout of today reads"}
    Answer.objects.create(
        study="network", owner=None, state=AnswerState.DONE, asked_at=NOW, found=found, versions={"method": "network-0"}
    )  # fmt: skip
    client.force_login(member(office))

    for path in ("/learn/", "/learn/network/"):
        assert client.get(path).status_code == 200, path


def test_the_public_record_is_asked_anew_as_soon_as_the_method_is_another(office, asked):
    Answer.objects.filter(pk=asked.pk).update(study="sought", owner=None, asked_at=NOW)
    for method, due in (("sought-0", True), (method_of("sought"), False)):
        Answer.objects.update(state=AnswerState.DONE, found={}, versions={"method": method})
        assert ("sought" in answers.due(LATER)) is due, method
