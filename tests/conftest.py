"""What all tests share: an embedded PostgreSQL of their own, Redis, a worker, and Chromium.

A test that needs a program marks itself `browser`, `redis` or `imap`. Where the program is missing, those tests are
left out and the summary says so; with CI=true the run fails instead.
"""

import atexit
import fcntl
import gc
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

import django
import hypothesis
import pytest
from django.core.cache import cache
from django.test import TransactionTestCase
from pytest_django.plugin import blocking_manager_key

from tests.emptying import empty_what_was_filled

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = os.environ.get("GEMEL_CHROMIUM", "/usr/bin/chromium")
REDIS = shutil.which("redis-server")
# A package of Debian puts it where only root looks.
DOVECOT = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
PROGRAMS = {
    "browser": ("chromium", os.access(CHROMIUM, os.X_OK)),
    "redis": ("redis-server", bool(REDIS)),
    "imap": ("dovecot-imapd", bool(DOVECOT) and Path("/usr/lib/dovecot/imap").exists()),
}
CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CI = os.environ.get("CI", "").lower() in {"1", "true"}
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


def _environment():
    """Before Django reads its settings: local mode, plain static files, and a folder that no `make run` uses."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ["GEMEL_LOCAL"] = "1"
    os.environ["GEMEL_STATIC_HASHED"] = "0"
    os.environ.setdefault("GEMEL_LOG_LEVEL", "ERROR")
    if not os.environ.get("GEMEL_VAR"):
        folder = tempfile.mkdtemp(prefix="gemel-tests-")
        os.environ["GEMEL_VAR"] = folder
        # Registered before the embedded database registers its own farewell, so it runs after it.
        atexit.register(shutil.rmtree, folder, ignore_errors=True)


_environment()
django.setup()
TransactionTestCase._fixture_teardown = empty_what_was_filled
# Machines are shared: what takes long there is no fault of the code.
HOUSE = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("house", **HOUSE)
# One tree gets one verdict: there the examples are the same each time; at a desk they are new ones.
hypothesis.settings.register_profile("ci", derandomize=True, database=None, **HOUSE)
hypothesis.settings.load_profile("ci" if CI else "house")
# What is loaded now stays to the end, so the collector need not look through it some hundred thousand times.
gc.freeze()
gc.set_threshold(100_000, 50, 100)


def pytest_collection_modifyitems(config, items):
    # One process goes through `make run`, which brings a database of its own, while the other migrates the tests'.
    items.sort(key=lambda item: item.path.name != "test_run.py")
    missing = {mark: program for mark, (program, found) in PROGRAMS.items() if not found}
    left_out = [item for item in items if any(item.get_closest_marker(mark) for mark in missing)]
    if not left_out:
        return
    if CI:
        raise pytest.UsageError(f"CI=true, and these programs are missing: {', '.join(missing.values())}")
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]
    config.stash[LEFT_OUT] = (len(left_out), sorted(missing.values()))


LEFT_OUT = pytest.StashKey[tuple[int, list[str]]]()


def pytest_terminal_summary(terminalreporter, config):
    count, programs = config.stash.get(LEFT_OUT, (0, []))
    if count:
        terminalreporter.write_line(f"Left out: {count} tests that need {' and '.join(programs)}.", yellow=True)
    for report in [one for kind in ("passed", "failed") for one in terminalreporter.stats.get(kind, ())]:
        for name, figures in report.user_properties:
            if name == "figures":  # seeds and counts of fault runs
                terminalreporter.write_line(figures)
    _say_who_tried(terminalreporter)


def _say_who_tried(terminalreporter):
    """Of tests/access: how often somebody asked or sent what is not theirs, and how often they got it."""
    reports = [one for kind in ("passed", "failed") for one in terminalreporter.stats.get(kind, ())]
    walks = [value for one in reports for name, value in one.user_properties if name == "attempts"]
    if walks:
        attempts, leaks = sum(tried for _who, tried, _got in walks), sum(got for _who, _tried, got in walks)
        each = "; ".join(f"{who} {tried:,}" for who, tried, _got in walks)
        terminalreporter.write_line(f"Who may not: {attempts:,} attempts, {leaks} leaks ({each}).")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """The tests' own server may forget everything in a crash and lives for minutes: no waiting, no cleaning."""
    from django.conf import settings
    from django.db import connection

    if settings.EMBEDDED:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            for name in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
                cursor.execute(f"ALTER SYSTEM SET {name} = off")
            cursor.execute("SELECT pg_reload_conf()")
            connection.close()


@pytest.fixture(scope="session")
def django_db_keepdb():
    return True


@pytest.fixture(scope="session")
def django_db_createdb(django_db_createdb, django_db_modify_db_settings, django_db_blocker):
    """Migrating takes half a minute: it is done once, and the database of each process is a copy of the result.

    The database of the last run serves again where no migration changed since. The stamp is away while tests run, so
    what a killed run left behind is never taken over.
    """
    from django.conf import settings

    stamp = settings.VAR / f"test-database-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    now = _fingerprint_of_migrations()
    as_it_was = stamp.exists() and stamp.read_text() == now
    stamp.unlink(missing_ok=True)
    if django_db_createdb or not as_it_was:
        with django_db_blocker.unblock():
            _copy_migrated_database(settings.VAR, now)
    yield False
    stamp.write_text(now)


def _copy_migrated_database(folder, fingerprint):
    """Make this process's test database anew, from a template that the first process to come here migrates."""
    from django.db import connection
    from psycopg.sql import SQL, Identifier

    template, own = "gemel_migrated", connection.creation._get_test_db_name()
    made = folder / "test-database-migrated"
    with (folder / "test-database.lock").open("w") as lock, connection._nodb_cursor() as cursor:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists() or made.read_text() != fingerprint:
            made.unlink(missing_ok=True)
            cursor.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(template)))
            cursor.execute(SQL("CREATE DATABASE {}").format(Identifier(template)))
            environment = {**os.environ, "DATABASE_URL": address_of_database(template)}
            command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
            subprocess.run(command, check=True, cwd=ROOT, env=environment)
            made.write_text(fingerprint)
        cursor.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(own)))
        cursor.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(own), Identifier(template)))


def _fingerprint_of_migrations():
    files = [ROOT / "requirements.txt", ROOT / "desk" / "broker.py", *sorted(ROOT.glob("*/migrations/*.py"))]
    return hashlib.sha256(b"".join(str(file).encode() + file.read_bytes() for file in files)).hexdigest()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Messages of this process go to the queue of the test database."""
    from django.conf import settings
    from django.db import connection

    from config.celery import app
    from desk import broker

    with django_db_blocker.unblock():
        load_catalogue()
    if app.conf.broker_url.startswith("pgmq"):
        options = broker.options(connection.settings_dict)
        app.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS = options


def load_catalogue():
    """What is shipped: indicators, dimensions, the stage rule, where a test that commits has emptied the tables."""
    from django.apps import apps
    from django.db import connection

    from outcomes.models import Category
    from partnerships.models import StageRule

    if not Category.objects.exists():
        import_module("outcomes.migrations.0002_catalogue").load(apps, None)
    if not StageRule.objects.exists():
        with connection.cursor() as cursor:
            cursor.execute(import_module("partnerships.migrations.0002_stage_rules").SHIPPED)


def pytest_make_parametrize_id(val):
    """Bytes are named by their length: a packed file holds the second of its making, and every process that collects
    the tests must give them the same names."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """A test that commits leaves empty tables: what is shipped comes back for whichever test is next."""
    outcome = yield
    marker = item.get_closest_marker("django_db")
    if "transactional_db" in item.fixturenames or (marker and marker.kwargs.get("transaction")):
        with item.config.stash[blocking_manager_key].unblock():
            load_catalogue()
    return outcome


@pytest.fixture(autouse=True)
def _quick_and_apart(settings, tmp_path):
    """Uploads and remembered answers of a test stay with the test; passwords of tests need no slow hash."""
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()  # versions of records begin anew with each test
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def wait_until(condition, seconds=15, every=0.05):
    """Call `condition` until it is true; return its value. The first task after a worker's start may take 8 seconds."""
    until = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > until:
            raise AssertionError(f"{condition} did not become true within {seconds} s")
        time.sleep(every)
    return found


@pytest.fixture(name="wait_until")
def _wait_until():
    return wait_until


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory):
    """A real redis-server on a socket of its own, nothing kept on disk."""
    folder = Path(tempfile.mkdtemp(prefix="gemel-redis-"))
    path = folder / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(path), "--save", "", "--appendonly", "no", "--dir", str(folder)]
    server = subprocess.Popen([REDIS, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(path.exists)
        yield f"redis+socket://{path}"
    finally:
        stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def stop(process, patience=20):
    """Ask a process to end, then insist."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def address_of_test_database():
    from django.db import connection

    return address_of_database(connection.settings_dict["NAME"])


def address_of_database(name):
    """URL of a database on the server of the tests."""
    from urllib.parse import quote

    from django.db import connection

    found = connection.settings_dict
    who = quote(found["USER"]) + (f":{quote(found['PASSWORD'])}" if found["PASSWORD"] else "")
    port = f"&port={found['PORT']}" if found["PORT"] else ""
    return f"postgresql://{who}@/{quote(name)}?host={quote(found['HOST'])}{port}"


class Worker:
    """A real worker with its beat on the test database, started and stopped by the test."""

    def __init__(self, folder, **environment):
        self.folder = folder
        self.environment = {**os.environ, "DATABASE_URL": address_of_test_database(), **environment}
        self.process = None

    def start(self):
        log = (self.folder / "worker.log").open("ab")
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--beat", "--pool", "solo"]
        command += ["--schedule", str(self.folder / "beat"), "--loglevel", "INFO"]
        command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
        )

    def stop(self):
        if self.process is not None:
            stop(self.process)
            self.process = None

    def log(self):
        return (self.folder / "worker.log").read_text()


@pytest.fixture
def worker(transactional_db, tmp_path):
    """Not yet started: call `worker.start()`, and `worker.stop()` to see what happens without it."""
    found = Worker(tmp_path)
    yield found
    found.stop()


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    # Playwright keeps a loop in this thread, for which Django would refuse the ORM; nothing here is concurrent.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS, chromium_sandbox=False)
        yield browser
        browser.close()


COUNT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (e) =>
  console.error(`CSP: ${e.effectiveDirective} refused ${e.blockedURI} at ${e.sourceFile}:${e.lineNumber}`))
"""


@pytest.fixture
def open_page(chromium, live_server):
    """open_page(DESKTOP or PHONE size, javascript=True) gives a page of a fresh visitor.

    After the test: nothing was refused by the Content-Security-Policy, no script failed, no request left the server.
    """
    contexts, faults = [], []

    def open_one(size=None, *, javascript=True, **options):
        size = size or DESKTOP
        context = chromium.new_context(
            base_url=live_server.url,
            viewport=size,
            java_script_enabled=javascript,
            has_touch=size["width"] < 600,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        if javascript:
            context.add_init_script(COUNT_VIOLATIONS)
        page = context.new_page()
        page.on("console", lambda message: faults.append(message.text) if _is_fault(message) else None)
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        page.on("request", lambda request: _note_stranger(request.url, live_server.url, faults))
        return page

    open_one.faults = faults
    yield open_one
    for context in contexts:
        context.close()
    assert faults == []


def _is_fault(message):
    return message.text.startswith("CSP:") or "Content Security Policy" in message.text or "Refused to" in message.text


def _note_stranger(url, ours, faults):
    if not url.startswith((ours, "data:", "blob:", "about:")):
        faults.append(f"request to {url}")


@pytest.fixture
def desktop(open_page):
    return open_page(DESKTOP)


@pytest.fixture
def phone(open_page):
    return open_page(PHONE)
