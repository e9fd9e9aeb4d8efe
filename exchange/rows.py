"""INSERT … SELECT for a model: what the import does not give takes the default that the model gives it."""

from django.db import connection
from django.db.models.fields import NOT_PROVIDED


def named(columns):
    """Quoted, for a column may bear a word of SQL."""
    return ", ".join(f'"{column}"' for column in columns)


def insert(stage, model, given, source):
    """Insert rows into the model's table. given: {column: SQL}; source: SQL that follows FROM. Returns how many."""
    expressions, values = dict(given), {}
    for field in model._meta.concrete_fields:
        left_to_the_database = field.primary_key or field.generated or field.db_default is not NOT_PROVIDED
        if field.column in given or left_to_the_database:
            continue
        if getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False):
            expressions[field.column] = "now()"
        else:
            name = f"default_{field.column}"
            values[name] = field.get_db_prep_save(field.get_default(), connection)
            expressions[field.column] = f"%({name})s::{field.db_type(connection)}"
    return stage.execute(
        f"""
        INSERT INTO {model._meta.db_table} ({named(expressions)})
        SELECT {", ".join(expressions.values())} FROM {source}
        """,
        **values,
    )


def copies(stage, model, changes, source, alias="known"):
    """Insert rows that are as those of `alias` but for the changes. changes: {column: SQL}; the key is made anew
    unless it is among them."""
    columns = [
        field.column
        for field in model._meta.concrete_fields
        if not field.generated and (not field.primary_key or field.column in changes)
    ]
    return stage.execute(
        f"""
        INSERT INTO {model._meta.db_table} ({named(columns)})
        SELECT {", ".join(changes.get(column, f"{alias}.{column}") for column in columns)} FROM {source}
        """
    )
