"""A database of its own for a benchmark, made by the migrations and dropped afterwards."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def scratch_database(name="gemel_bench"):
    """Within the block `connection` stands on an empty, migrated database."""
    before = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield connection
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)
