"""Operations of a migration are made in few steps, and make the same tables."""

import pytest
from django.db import connection, models
from django.db.migrations import AddConstraint, AddField, AlterField, CreateModel, RemoveConstraint, RenameField, RunSQL
from django.db.migrations.state import ProjectState

from stakeholders.together import Together, together

KEY = ("id", models.BigAutoField(primary_key=True))


def table(name="Pier"):
    return CreateModel(name, [KEY])


def field(name="length", model="pier"):
    return AddField(model, name, models.IntegerField(null=True))


def long_enough():
    return AddConstraint("pier", models.CheckConstraint(condition=models.Q(length__gt=0), name="pier_length_gt_0"))


def sizes(operations):
    return [len(step.operations) if isinstance(step, Together) else 1 for step in together(operations)]


def test_a_table_and_what_is_added_to_it_are_one_step():
    assert sizes([table(), field(), long_enough()]) == [3]


def test_a_statement_meets_the_tables_as_they_were_at_its_place():
    statement = RunSQL("SELECT 1")

    assert sizes([table(), field(), statement, statement, field("depth"), long_enough()]) == [2, 1, 1, 2]


@pytest.mark.parametrize(
    "later",
    [
        AlterField("pier", "length", models.BigIntegerField(null=True)),
        RenameField("pier", "length", "metres"),
        RenameField("pier", "depth", "draught"),
    ],
)
def test_what_needs_the_former_change_of_its_table_is_a_step_of_its_own(later):
    assert sizes([field(), later]) == [1, 1]


def test_a_constraint_is_not_taken_away_in_the_step_that_adds_it():
    assert sizes([long_enough(), RemoveConstraint("pier", "pier_length_gt_0")]) == [1, 1]


@pytest.mark.django_db
def test_a_table_made_in_one_step_has_all_that_is_added_and_goes_again():
    [step] = together([table(), table("Ship"), field(), long_enough(), field("length", "ship")])
    before, after = ProjectState(), ProjectState()
    step.state_forwards("harbour", after)

    with connection.schema_editor() as editor:
        step.database_forwards("harbour", editor, before, after)
    made, checks = columns(), constraints()
    with connection.schema_editor() as editor:
        step.database_backwards("harbour", editor, after, before)

    assert made == [(f"harbour_{name}", column) for name in ("pier", "ship") for column in ("id", "length")]
    assert checks == ["pier_length_gt_0"]
    assert columns() == []


@pytest.mark.django_db
def test_a_unique_constraint_over_a_new_field_goes_back_with_it():
    before = ProjectState()
    table().state_forwards("harbour", before)
    once = models.UniqueConstraint(fields=["id"], condition=models.Q(length__gt=0), name="pier_once")
    [step] = together([field(), AddConstraint("pier", once)])
    after = before.clone()
    step.state_forwards("harbour", after)

    with connection.schema_editor() as editor:
        table().database_forwards("harbour", editor, ProjectState(), before)
        step.database_forwards("harbour", editor, before, after)
    with connection.schema_editor() as editor:
        step.database_backwards("harbour", editor, after, before)

    assert columns() == [("harbour_pier", "id")]


def columns():
    return rows("""SELECT table_name, column_name FROM information_schema.columns WHERE table_name LIKE 'harbour%'
        ORDER BY table_name, ordinal_position""")


def constraints():
    found = rows("SELECT conname FROM pg_constraint WHERE conrelid = 'harbour_pier'::regclass AND contype = 'c'")
    return [name for (name,) in found]


def rows(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()
