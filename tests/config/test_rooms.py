"""A room knows only the rooms before it: in its models and migrations too, where the linter of imports sees nothing."""

import tomllib
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parents[2]
ORDER = {room: position for position, room in enumerate(settings.ROOMS)}


def points_down(source, target):
    """A room may point to itself, to rooms before it, and to what is not a room (Django, pghistory)."""
    return source in ORDER and target in ORDER and ORDER[target] > ORDER[source]


def fields_that_point_down(models):
    found = []
    for model in models:
        for field in [*model._meta.get_fields(), *model._meta.many_to_many]:
            if field.auto_created and not field.concrete:
                continue  # the far end of somebody else's field
            targets = [field.related_model] if field.is_relation and field.related_model else []
            through = getattr(getattr(field, "remote_field", None), "through", None)
            for target in [*targets, *([through] if through else [])]:
                if points_down(model._meta.app_label, target._meta.app_label):
                    found.append(f"{model._meta.label}.{field.name} > {target._meta.label}")
    return found


def test_no_model_points_to_a_later_room():
    assert fields_that_point_down(apps.get_models(include_auto_created=True)) == []


def test_no_migration_waits_for_one_of_a_later_room():
    migrations = MigrationLoader(None).disk_migrations

    found = [
        f"{room}.{name} > {target}.{other}"
        for (room, name), migration in migrations.items()
        for target, other in [*migration.dependencies, *migration.run_before]
        if points_down(room, target)
    ]

    assert found == []


def test_the_check_itself_sees_a_field_that_points_down(monkeypatch):
    found = next(model for model in apps.get_models() if fields_between_rooms(model))
    monkeypatch.setitem(ORDER, found._meta.app_label, -1)

    assert fields_that_point_down([found])


def fields_between_rooms(model):
    own = model._meta.app_label
    relations = [field for field in model._meta.get_fields() if field.is_relation and field.concrete]
    targets = {field.related_model._meta.app_label for field in relations if field.related_model} - {own}
    return own in ORDER and bool(targets & set(ORDER))


def test_the_linter_knows_every_room_in_the_same_order():
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]

    assert contract["layers"] == ["config", *reversed(settings.ROOMS)]
