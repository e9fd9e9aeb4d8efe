"""manage.py rollup as CONTRACTS 3 fixes it."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from outcomes.models import RollUp, YearlyRollUp
from tests.factories import ClaimFactory, OfficeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def claimed():
    return ClaimFactory(owner=OfficeFactory().organisation, evidence=3)


def run(capsys, *options):
    """(document on stdout, exit code)."""
    code = 0
    try:
        call_command("rollup", *options, "--json")
    except SystemExit as stop:
        code = stop.code
    return json.loads(capsys.readouterr().out), code


def test_without_options_it_settles_what_is_dirty(claimed, capsys):
    found, code = run(capsys)

    assert code == 0
    assert found["flows"] > 0
    assert RollUp.objects.count() == 4


def test_check_finds_nothing_once_settled(claimed, capsys):
    run(capsys)

    assert run(capsys, "--check") == ({"rows": 7, "differences": 0}, 0)


def test_check_exits_with_one_when_a_stored_sum_is_wrong(claimed, capsys):
    run(capsys)
    RollUp.objects.update(n=7)

    assert run(capsys, "--check") == ({"rows": 7, "differences": 4}, 1)


def test_check_sees_a_wrong_sum_of_a_year(claimed, capsys):
    run(capsys)
    YearlyRollUp.objects.update(n=7)

    assert run(capsys, "--check") == ({"rows": 7, "differences": 2}, 1)


def test_check_writes_nothing(claimed, capsys):
    found, code = run(capsys, "--check")

    assert (code, RollUp.objects.count()) == (1, 0)
    assert found["differences"] == 1


def test_full_mends_what_somebody_changed(claimed, capsys):
    run(capsys)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE outcomes_rollup SET nominal = 1")

    run(capsys, "--full")

    assert run(capsys, "--check") == ({"rows": 7, "differences": 0}, 0)


def test_full_and_check_together_are_a_wrong_call():
    with pytest.raises(CommandError):
        call_command("rollup", "--full", "--check")
