"""The data and trigger migrations of this room."""

import importlib

import pytest
from django.apps import apps
from django.db import connection

from outcomes.models import Indicator

pytestmark = pytest.mark.django_db

dirty = importlib.import_module("outcomes.migrations.0005_dirty")
indicators = importlib.import_module("outcomes.migrations.0006_indicators")
prices = importlib.import_module("outcomes.migrations.0010_dirty_prices")
stages = importlib.import_module("outcomes.migrations.0007_dirty_stage")


def shipped():
    return Indicator.objects.filter(office=None, version=1)


def empty_the_catalogue():
    Indicator.objects.update(numerator=None, denominator=None)
    Indicator.objects.all().delete()


def test_loading_the_catalogue_twice_leaves_forty_indicators():
    empty_the_catalogue()

    indicators.load(apps, None)
    indicators.load(apps, None)

    assert shipped().count() == 40


def test_an_indicator_that_is_there_keeps_what_is_said_of_it():
    empty_the_catalogue()
    indicators.load(apps, None)
    shipped().filter(code="OC2").update(name="Exports, as our council calls them")

    indicators.load(apps, None)

    assert shipped().get(code="OC2").name == "Exports, as our council calls them"


def test_money_is_what_is_measured_in_a_currency():
    empty_the_catalogue()
    indicators.load(apps, None)

    assert set(shipped().filter(is_money=True).values_list("unit", flat=True)) == {"currency"}
    assert set(shipped().filter(is_money=False).values_list("unit", flat=True)).isdisjoint({"currency"})


def marks():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND (tgname ~ '_dirty$' OR tgname ~ '_stage$')"
        )
        return cursor.fetchone()[0]


def test_the_triggers_go_and_come_back():
    before = marks()

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(stages.back())
        cursor.execute(dirty.back())
        gone = marks()
        cursor.execute(dirty.forward())
        cursor.execute(stages.forward())

    of_later_migrations = 4 * (len(prices.FLOWS) + 1)  # and what a counted row reaches
    assert before == 4 * (len(dirty.FLOWS) + 1 + len(stages.TIES)) + of_later_migrations
    assert (gone, marks()) == (of_later_migrations, before)
