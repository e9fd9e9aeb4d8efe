"""PostgreSQL as the message broker of Celery, where BROKER_URL is unset (kombu's PGMQ transport)."""

from psycopg import connect
from psycopg.conninfo import make_conninfo

# Seconds after which a message taken by a worker that died is handed to another. Longer than any task may run.
VISIBILITY_TIMEOUT = 300


def conninfo(database):
    """libpq's description of one of Django's DATABASES."""
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    given = {libpq: database[django] for django, libpq in names.items() if database.get(django)}
    plain = {name: value for name, value in database.get("OPTIONS", {}).items() if isinstance(value, str)}
    return make_conninfo(**given, **plain)


def options(database):
    """Transport options that put the queue into this database."""
    return {
        "conn_string": conninfo(database),
        "init_extension": False,  # its tables come as plain SQL: the embedded server has no extensions
        "use_notify": True,
        "visibility_timeout": VISIBILITY_TIMEOUT,
        "wait_time_seconds": 0,  # NOTIFY wakes; polling inside the server would hold a connection
        "polling_interval": 1,
        "pool_size": 2,
        "pool_timeout": 10,
    }


def install(database):
    """Make the queue's tables in this database, once. Running it again changes nothing."""
    from pgmq.install import install_pgmq_from_sql

    with connect(conninfo(database)) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(7203712)")
        if connection.execute("SELECT to_regclass('pgmq.meta')").fetchone()[0] is None:
            install_pgmq_from_sql(conn=connection)
