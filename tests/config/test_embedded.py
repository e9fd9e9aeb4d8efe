"""The embedded database: started, joined, left, recovered. Real servers in folders of their own."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
JOIN = """
import sys
from config import embedded
print(embedded.url(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder():
    """A short path, for it holds a socket; every server in it is gone afterwards."""
    found = Path(tempfile.mkdtemp(prefix="gm-"))
    yield found
    for process in servers_in(found):
        process.kill()
    shutil.rmtree(found, ignore_errors=True)


def servers_in(folder):
    found = []
    for process in psutil.process_iter(["name", "cmdline"]):
        if process.info["name"] == "postgres" and any(str(folder) in part for part in process.info["cmdline"] or []):
            found.append(process)
    return found


def run(code, folder):
    """A Python program of this project that keeps its files in `folder`."""
    environment = {**os.environ, "GEMEL_VAR": str(folder)}
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


class Joined:
    """A process that holds a handle until it is told to leave."""

    def __init__(self, folder):
        self.process = run(JOIN, folder)
        self.url = self.process.stdout.readline().strip()
        assert self.url, self.process.stderr.read()

    def leave(self):
        self.process.communicate(timeout=60)


def ask(url, query):
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(query)
        return cursor.fetchone() if cursor.description else None


def postmaster(folder):
    return int((folder / "postgres" / "postmaster.pid").read_text().split()[0])


def test_the_first_starts_it_others_join_and_the_last_stops_it(folder):
    first = Joined(folder)
    server = postmaster(folder)
    second = Joined(folder)

    assert (second.url, postmaster(folder)) == (first.url, server)
    first.leave()
    assert ask(second.url, "SELECT current_database()::text") == ("gemel",)
    second.leave()
    assert servers_in(folder) == []


def test_two_that_start_at_the_same_moment_share_one_server(folder):
    both = [run(JOIN, folder), run(JOIN, folder)]

    urls = {process.stdout.readline() for process in both}

    assert len(urls) == 1
    assert ask(urls.pop().strip(), "SELECT 1") == (1,)
    for process in both:
        process.communicate(timeout=60)
    assert servers_in(folder) == []


def test_what_was_written_is_there_at_the_next_start(folder):
    first = Joined(folder)
    ask(first.url, "CREATE TABLE kept AS SELECT 7 AS number")
    first.leave()

    again = Joined(folder)

    assert ask(again.url, "SELECT number FROM kept") == (7,)
    again.leave()


def test_handles_of_killed_programs_do_not_keep_the_server_running(folder):
    killed = Joined(folder)
    killed.process.send_signal(signal.SIGKILL)
    killed.process.wait()

    later = Joined(folder)

    held = json.loads((folder / "postgres" / ".handle_pids.json").read_text())
    assert held == [later.process.pid]
    later.leave()
    assert servers_in(folder) == []


def test_after_a_crash_of_the_server_it_recovers_what_was_committed(folder):
    first = Joined(folder)
    ask(first.url, "CREATE TABLE kept AS SELECT 7 AS number")
    os.kill(postmaster(folder), signal.SIGKILL)
    first.process.kill()

    again = Joined(folder)

    assert ask(again.url, "SELECT number FROM kept") == (7,)
    again.leave()


def test_a_path_too_long_for_a_socket_is_no_obstacle(folder):
    deep = folder / ("a" * 50) / ("b" * 50)
    deep.mkdir(parents=True)

    joined = Joined(deep)

    assert str(deep) not in joined.url
    assert ask(joined.url, "SELECT 1") == (1,)
    joined.leave()
    shutil.rmtree(Path(joined.url.partition("host=")[2]).parent)


def test_its_lock_file_stands_in_a_folder_of_ours(folder):
    Joined(folder).leave()

    assert (folder / "lock" / ".lockfile").exists()


def test_data_that_cannot_be_opened_are_left_alone_and_the_reason_is_said(folder):
    data = folder / "postgres"
    data.mkdir()
    (data / "PG_VERSION").write_text("9\n")

    done = run("from config import embedded; embedded.join(patience=1)", folder)
    said = done.communicate(timeout=60)[1]

    assert done.returncode == 1
    assert "CannotStart: the embedded PostgreSQL in" in said
    assert (data / "PG_VERSION").read_text() == "9\n"


def test_a_command_that_needs_no_database_starts_none(folder):
    environment = {**os.environ, "GEMEL_VAR": str(folder), "GEMEL_WITHOUT_DATABASE": "1"}
    environment.pop("DATABASE_URL", None)

    subprocess.run([sys.executable, "-c", "import django; django.setup()"], cwd=ROOT, env=environment, check=True)

    assert not (folder / "postgres").exists()
