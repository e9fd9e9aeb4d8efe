"""Real workers, beats, brokers and a mail server, and everything that can befall them. Mails are counted in the mail
server's own log."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from bench.killed import address
from bench.mail_server import mail_server
from bench.notice_scene import OCCASION, TITLE, add_notices, make_office, release, working_now
from reminders.models import Notice, State
from stakeholders.models import OutgoingMail

ROOT = Path(__file__).resolve().parent.parent
WORKERS, BEATS = 4, 2
EACH = 4  # notices of one person
# The shortest lease that the settings allow for a mail server that has two seconds for each step.
TIMES = {"GEMEL_MAIL_TIMEOUT_SECONDS": "2", "GEMEL_MAIL_LEASE_SECONDS": "14", "GEMEL_MAIL_RETRY_SECONDS": "1"}
PATIENCE = 90  # seconds within which everything must have gone out once nothing befalls anybody any more
BAD_DAY = {"554 at the door": 0.05, "451": 0.08, "hang": 0.01, "drop before": 0.06, "drop after": 0.08}
SLOW, SLOWER = {"pause": 0.1, "late": 0.05}, {"pause": 0.4, "late": 0.2}


class Crew:
    """The process of bench/crew.py and the workers and beats that it forked."""

    def __init__(self, folder, **environment):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.crew", str(folder)],
            cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=(folder / "crew.err").open("w"), env={**os.environ, **environment},
        )  # fmt: skip
        self.process.stdout.readline()

    def ask(self, command):
        self.process.stdin.write(f"{command}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def kill(self, pid):
        """Kill with -9 and return how the process ended; -9, unless it had ended before by itself."""
        os.kill(pid, 9)
        return self.ask(f"reap {pid}")

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


class Redis:
    """A redis-server on a socket of its own, which keeps nothing: stopped and started it is an empty one."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="gemel-storm-"))
        self.url = f"redis+socket://{self.folder / 'redis.sock'}"
        self.process = None
        self.start()

    def start(self):
        path = self.folder / "redis.sock"
        options = ["--port", "0", "--unixsocket", str(path), "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(
            [shutil.which("redis-server"), *options, "--dir", str(self.folder)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + 10
        while not path.exists() and time.monotonic() < until:
            time.sleep(0.02)

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def restart(self):
        self.stop()
        time.sleep(0.3)
        self.start()


@contextmanager
def broker(kind):
    """(URL or "" for PostgreSQL itself, a function that restarts it)"""
    if kind == "pgmq":
        yield "", cut_lines
        return
    redis = Redis()
    try:
        yield redis.url, redis.restart
    finally:
        redis.stop()
        shutil.rmtree(redis.folder, ignore_errors=True)


def cut_lines():
    """End all sessions of this database except our own: those of the workers, and of a broker that lives in it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0]


def bad_day(storm, restart_broker, *, times):
    """The mail server misbehaves, the broker restarts, the database cuts its lines. Nobody is killed."""
    storm.server.behave(seed=storm.seed, **BAD_DAY, **SLOW)
    for number in range(times):
        storm.release(times - number)
        storm.wait_for_mail(most=3)
        time.sleep(storm.chance.random() * 0.4)
        cut_lines()
        if number % 2:
            restart_broker()
        storm.revive()
    storm.wait_until_done(but=len(storm.titles) // 8)
    storm.server.behave(**SLOW)
    storm.wait_until_done()


def killing(storm, *, kills):
    """Kill a worker at a random moment, so many times, and put a new one in its place.

    Returns (how many died of it, how many mails they had in hand). Twice as many workers as else, so that one lives
    long enough to be in the middle of something.
    """
    storm.server.behave(seed=storm.seed, **SLOWER)
    dead, before = 0, storm.tries()
    storm.workers += [storm.crew.ask("worker") for _ in range(WORKERS)]
    for number in range(kills):
        storm.release(kills - number)
        storm.wait_for_mail(most=3)
        time.sleep(storm.chance.random() * 0.2)
        dead += storm.crew.kill(storm.workers.pop(0)) == -9
        storm.workers.append(storm.crew.ask("worker"))
    storm.server.behave()
    storm.wait_until_done()
    return dead, storm.tries() - before


class Storm:
    """What runs. titles: {title of a notice: address}, of all notices that are due. seed: of everything that is left
    to chance."""

    def __init__(self, crew, server, seed):
        self.crew, self.server, self.seed = crew, server, seed
        self.chance = random.Random(seed)
        country, self.zone = working_now(timezone.now())
        self.pact = make_office(country=country)[1]
        self.titles = {}
        self.workers, self.ended = [], 0
        self.begun = time.monotonic()

    def start(self):
        self.workers = [self.crew.ask("worker") for _ in range(WORKERS)]
        self.beats = [self.crew.ask("beat") for _ in range(BEATS)]

    def add(self, word, people, **given):
        self.titles |= add_notices(self.pact, word, people, now=timezone.now(), zone=self.zone, **given)

    def revive(self):
        """Start a worker anew that ended by itself, as a supervisor would."""
        for place, pid in enumerate(self.workers):
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                self.crew.ask(f"reap {pid}")
                self.workers[place] = self.crew.ask("worker")
                self.ended += 1

    def release(self, portions):
        """One of so many equal portions of what is still held becomes due."""
        now = timezone.now()
        held = Notice.objects.filter(occasion=OCCASION, state=State.PLANNED, send_at__gt=now).count()
        release(-(-held // portions), now)

    def tries(self):
        """How often a mail was taken in hand and not sent, up to now."""
        mails = OutgoingMail.objects.exclude(sent_at=None)
        return (mails.aggregate(tries=Sum("attempts"))["tries"] or 0) - mails.count()

    def wait_for_mail(self, *, most):
        """Until the mail server has taken one more, or so many seconds: what befalls then falls into the sending."""
        size, until = self.server.size(), time.monotonic() + most
        while self.server.size() == size and time.monotonic() < until:
            time.sleep(0.02)

    def wait_until_done(self, *, but=0):
        """Until at most so many notices and mails are due; raises TimeoutError."""
        until = time.monotonic() + PATIENCE
        while sum((left := self.left()).values()) > but:
            self.revive()
            if time.monotonic() > until:
                raise TimeoutError(f"seed {self.seed}: {left} after {PATIENCE} s of calm; {self.figures()}")
            time.sleep(0.2)

    def left(self):
        due = Notice.objects.due(timezone.now()).count()
        waits = OutgoingMail.objects.filter(sent_at=None, failed_at=None).count()
        return {"due": due, "waits": waits}

    def figures(self):
        """Counts, from the log of the mail server alone but for those that it refused."""
        taken = [(TITLE.search(mail["Subject"])[0], mail["to"][0], mail["Message-ID"]) for mail in self.server.taken()]
        titles = Counter(title for title, _to, _id in taken)
        refused = set(OutgoingMail.objects.exclude(failed_at=None).values_list("to", flat=True))
        wanted = {title for title, to in self.titles.items() if to not in refused}
        return {
            "seed": self.seed,
            "notices": len(self.titles),
            "mails": len(taken),
            "repeats": len(taken) - len(titles),
            "losses": len(wanted - titles.keys()),
            "refused": len(self.titles) - len(wanted),
            "strays": sum(self.titles.get(title) != to for title, to, _id in taken),
            "repeats under another Message-ID": len(set(taken)) - len(titles),
            "ended by themselves": self.ended,
            "told": Notice.objects.filter(state=State.TOLD).count(),
            "seconds": round(time.monotonic() - self.begun),
        }


@contextmanager
def storm(folder, broker_url, *, seed):
    """Within the block a Storm is ready to start; afterwards nothing of it runs."""
    with mail_server(folder) as server:
        crew = Crew(
            folder, DATABASE_URL=address(), BROKER_URL=broker_url, GEMEL_MAIL_URL=server.url, GEMEL_LOCAL="1", **TIMES
        )
        try:
            yield Storm(crew, server, seed)
        finally:
            crew.stop()


def ordeal(kind, folder, *, seed, notices, kills):
    """A bad day and then a day of kills, each with so many notices, on one kind of broker.

    Returns (figures after the bad day, figures at the end with "kills" and "in hand": how many mails those killed had).
    """
    with broker(kind) as (url, restart), storm(folder, url, seed=seed) as found:
        found.add("bad", notices[0] // EACH, each=EACH, gone=1)
        found.start()
        bad_day(found, restart, times=8)
        bad = {**found.figures(), "tried again": found.tries()}
        found.add("killed", notices[1] // EACH, each=EACH)
        dead, in_hand = killing(found, kills=kills)
        return bad, {**found.figures(), "kills": dead, "in hand": in_hand}


def is_well(figures, *, repeats):
    """Whether each notice was mailed once but for so many repeats, each of them under the Message-ID seen before."""
    sent = figures["notices"] - figures["refused"]
    return (
        figures["losses"] == figures["strays"] == figures["repeats under another Message-ID"] == 0
        and figures["refused"] == EACH  # those of the one address that the mail server does not know
        and figures["told"] == figures["notices"]
        and figures["mails"] == sent + figures["repeats"]
        and figures["repeats"] <= repeats
    )
