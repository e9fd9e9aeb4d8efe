"""Settings of the database for some statements of a transaction."""

from contextlib import contextmanager


@contextmanager
def set_locally(cursor, settings):
    """settings: "name = value" each; they hold inside the block, and then what the server has by default."""
    for setting in settings:
        cursor.execute(f"SET LOCAL {setting}")
    yield  # where the block fails, the transaction's end takes the settings along
    for setting in settings:
        cursor.execute(f"SET LOCAL {setting.split()[0]} TO DEFAULT")
