"""`make run`, as it is: real processes, a real port, a clean farewell."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

from config import run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folder():
    """An empty folder: the first start makes everything, the later ones find it."""
    found = Path(tempfile.mkdtemp(prefix="gm-"))
    yield found
    for process in processes_of(found):
        process.kill()
    shutil.rmtree(found, ignore_errors=True)


def processes_of(folder):
    """Every process that has this folder in its command or as its GEMEL_VAR."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.pid == os.getpid() or process.status() == psutil.STATUS_ZOMBIE:
                continue
            named = any(str(folder) in part for part in process.cmdline())
            if named or process.environ().get("GEMEL_VAR") == str(folder):
                found.append(process)
    return found


class Running:
    """`make run` from its start to its end; `said` is what it printed."""

    def __init__(self, folder, port):
        self.folder = folder
        self.file = folder / "said"
        environment = {**os.environ, "GEMEL_VAR": str(folder), "PORT": str(port), "GEMEL_STATIC_HASHED": "1"}
        for name in ("DATABASE_URL", "GEMEL_URL"):
            environment.pop(name, None)
        with self.file.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.run"],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    @property
    def said(self):
        return self.file.read_text()

    def until_ready(self, patience=300):
        until = time.monotonic() + patience
        while "Gemel is ready" not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < until, self.said
            time.sleep(0.05)

    def end(self, number, patience=60):
        self.process.send_signal(number)
        return self.process.wait(patience)


def get(port, path):
    """(status, body) of an answer, whatever its status."""
    try:
        with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=20) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def taken():
    """A port on which somebody else listens, the one above it being free."""
    while True:
        port = free_port()
        with socket.socket() as above, contextlib.suppress(OSError):
            above.bind(("127.0.0.1", port + 1))
            break
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        yield port


def test_a_taken_port_leads_to_the_next_free_one(taken):
    assert run.find_free_port("127.0.0.1", taken) == taken + 1


def test_it_serves_on_the_next_port_with_a_worker_and_leaves_nothing_running_after_ctrl_c(folder, taken, wait_until):
    running = Running(folder, taken)
    running.until_ready()
    port = taken + 1

    assert f"Port {taken} is taken; using {port}." in running.said
    assert f"http://localhost:{port}" in running.said
    assert get(port, "/healthz") == (200, b"ok\n")
    wait_until(lambda: get(port, "/readyz")[0] == 200, seconds=30)
    assert json.loads(get(port, "/readyz")[1])["ready"] is True
    code = running.end(signal.SIGINT)

    assert (code, running.said.splitlines()[-1]) == (0, "Stopped. The data stay for the next time.")
    assert processes_of(folder) == []


def test_killed_outright_it_takes_its_children_along_and_the_next_start_loads_nothing_twice(folder, wait_until):
    running = Running(folder, free_port())
    running.until_ready()

    running.end(signal.SIGKILL)

    def only_the_database_is_left():
        return all(process.name() == "postgres" for process in processes_of(folder))

    wait_until(only_the_database_is_left, seconds=30, every=0.5)
    again = Running(folder, free_port())
    again.until_ready()
    assert "Static files" not in again.said
    assert "This version was loaded before: nothing to do." in again.said

    beat = next(process for process in processes_of(folder) if "beat" in process.cmdline())
    beat.kill()

    wait_until(lambda: "beat ended with code -9 and is started again" in again.said)
    wait_until(lambda: any("beat" in process.cmdline() for process in processes_of(folder)), every=0.5)
    assert again.end(signal.SIGTERM) == 0
    assert processes_of(folder) == []


def test_stopped_while_it_prepares_it_leaves_nothing_running_either(folder, wait_until):
    running = Running(folder, free_port())
    wait_until(lambda: "Tables" in running.said, seconds=60)

    assert running.end(signal.SIGTERM) == 0
    assert processes_of(folder) == []


def test_a_wrong_variable_is_named_in_one_line(folder):
    environment = {**os.environ, "GEMEL_VAR": str(folder), "PORT": "eighty"}

    command = [sys.executable, "-m", "config.run"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    assert done.returncode == 1
    assert done.stderr == 'Gemel cannot start. PORT: "eighty" is not a whole number\n'
