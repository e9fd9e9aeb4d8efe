"""The data and trigger migrations of this room."""

import importlib

import pytest
from django.apps import apps
from django.db import connection

from outcomes.models import Indicator

pytestmark = pytest.mark.django_db

catalogue = importlib.import_module("outcomes.migrations.0002_catalogue")
OF_TRIGGERS = [
    importlib.import_module(f"outcomes.migrations.{name}")
    for name in (
        "0004_dirty", "0005_reach", "0006_pages", "0010_moved_places", "0013_stage_marks", "0014_cost_marks",
        "0015_happenings", "0016_second_step_marks",
    )
]  # fmt: skip


def shipped():
    return Indicator.objects.filter(office=None, version=1)


def empty_the_catalogue():
    Indicator.objects.update(numerator=None, denominator=None)
    Indicator.objects.all().delete()


def test_loading_the_catalogue_twice_leaves_forty_indicators():
    empty_the_catalogue()

    catalogue.load(apps, None)
    catalogue.load(apps, None)

    assert shipped().count() == 40


def test_an_indicator_that_is_there_keeps_what_is_said_of_it():
    empty_the_catalogue()
    catalogue.load(apps, None)
    shipped().filter(code="OC2").update(name="Exports, as our council calls them")

    catalogue.load(apps, None)

    assert shipped().get(code="OC2").name == "Exports, as our council calls them"


def test_money_is_what_is_measured_in_a_currency():
    empty_the_catalogue()
    catalogue.load(apps, None)

    assert set(shipped().filter(is_money=True).values_list("unit", flat=True)) == {"currency"}
    assert set(shipped().filter(is_money=False).values_list("unit", flat=True)).isdisjoint({"currency"})


def triggers():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
            "WHERE NOT tgisinternal AND tgname ~ '_(dirty|base|stage|reach|filled|page|happening)$'"
        )
        return set(cursor.fetchall())


def test_the_triggers_go_and_come_back():
    before = triggers()

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for migration in reversed(OF_TRIGGERS):
            cursor.execute(migration.back())
        gone = before - triggers()
        for migration in OF_TRIGGERS:
            cursor.execute(migration.forward())

    assert len(before) > 100
    assert gone == before
    assert triggers() == before
