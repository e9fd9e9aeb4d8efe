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


# Each process that declares the queue asks for its NOTIFY trigger. PGMQ then drops it and makes it anew, which wants
# the table for itself: workers that start or reconnect together ran into deadlocks, one second each, with everybody
# who reads or writes. A trigger that is there is left alone.
ENABLE_ONCE = """
DO $do$
BEGIN
  IF to_regproc('pgmq.enable_notify_insert_anew') IS NULL AND EXISTS (
    SELECT FROM pg_proc WHERE oid = to_regprocedure('pgmq.enable_notify_insert(text, integer)')
    AND pg_has_role(proowner, 'USAGE') AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = oid AND deptype = 'e')
  ) THEN
    ALTER FUNCTION pgmq.enable_notify_insert(text, integer) RENAME TO enable_notify_insert_anew;
    CREATE FUNCTION pgmq.enable_notify_insert(queue_name TEXT, throttle_interval_ms INTEGER DEFAULT 250)
    RETURNS void AS $$
    DECLARE
      qtable TEXT := format('pgmq.%I', pgmq.format_table_name(queue_name, 'q'));
      its_name CONSTANT TEXT := 'trigger_notify_queue_insert_listeners';
    BEGIN
      IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid = to_regclass(qtable) AND tgname = its_name) THEN
        RETURN;
      END IF;
      PERFORM pgmq.acquire_queue_lock(queue_name);
      IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = to_regclass(qtable) AND tgname = its_name) THEN
        PERFORM pgmq.enable_notify_insert_anew(queue_name, throttle_interval_ms);
      END IF;
    END
    $$ LANGUAGE plpgsql;
  END IF;
END
$do$
"""


def install(database):
    """Make the queue's tables in this database, once. Running it again changes nothing."""
    from pgmq.install import install_pgmq_from_sql

    with connect(conninfo(database)) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(7203712)")
        if connection.execute("SELECT to_regclass('pgmq.meta')").fetchone()[0] is None:
            install_pgmq_from_sql(conn=connection)
        connection.execute(ENABLE_ONCE)
