"""manage.py rollup as CONTRACTS 3 fixes it."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from outcomes.models import RollUp, Total, YearlyTotal
from outcomes.services import sums
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
    assert RollUp.objects.count() == 1


def test_check_finds_nothing_once_settled(claimed, capsys):
    run(capsys)

    assert run(capsys, "--check") == ({"rows": 2, "differences": 0}, 0)


def test_check_exits_with_one_when_a_stored_sum_is_wrong(claimed, capsys):
    run(capsys)
    RollUp.objects.update(n=7)

    assert run(capsys, "--check") == ({"rows": 2, "differences": 1}, 1)


@pytest.mark.parametrize("stored", [Total, YearlyTotal])
def test_check_sees_a_large_total_that_is_wrong(claimed, capsys, monkeypatch, stored):
    monkeypatch.setattr(sums, "LARGE", 0)
    run(capsys, "--full")
    totals = Total.objects.count()
    assert run(capsys, "--check") == ({"rows": 2 + 2 * totals, "differences": 0}, 0)

    stored.objects.update(n=7)

    assert run(capsys, "--check") == ({"rows": 2 + 2 * totals, "differences": totals}, 1)
    assert totals > 2


def test_check_writes_nothing(claimed, capsys):
    found, code = run(capsys, "--check")

    assert (code, RollUp.objects.count()) == (1, 0)
    assert found["differences"] == 1


def test_full_mends_what_somebody_changed(claimed, capsys):
    run(capsys)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE outcomes_rollup SET nominal = 1")

    run(capsys, "--full")

    assert run(capsys, "--check") == ({"rows": 2, "differences": 0}, 0)


def test_full_and_check_together_are_a_wrong_call():
    with pytest.raises(CommandError):
        call_command("rollup", "--full", "--check")
