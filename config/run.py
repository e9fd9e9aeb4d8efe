"""`make run`: the whole of Gemel on one machine. Starts everything, watches it, and stops all of it cleanly.

Children run in sessions of their own, so Ctrl-C reaches this process alone, and it decides the order of farewell:
web first, then beat and worker, then the embedded database (by the wheel's own farewell, when nobody else uses it).
"""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from config import embedded, env, libraries

PORTS_TRIED = 100
PATIENCE = 20  # seconds that a child has to finish what it is doing
SHORT_LIFE = 10  # seconds; a child that dies younger than this counts as failing
FAILURES = 3
LOG_LIMIT = 10_000_000  # bytes; a longer log is begun anew at the next start
PR_SET_PDEATHSIG = 1


class Stopped(Exception):
    """Somebody asked this process to end."""


def main():
    started = time.monotonic()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    children, installation = [], None
    try:
        install = libraries.wanted()
        environment, port = _prepare()
        children = _start(environment, port)
        _wait_until_served(children[0], port)
        seconds = time.monotonic() - started
        say(f"\nGemel is ready at http://localhost:{port}  (in {seconds:.0f} s; Ctrl-C stops it; logs in {_logs()})")
        if install:
            installation = libraries.Installation(_logs() / "insights.log", say)
        _watch(children, installation)
    except Stopped:
        say("\nStopping ...")
    except (env.WrongVariable, embedded.CannotStart) as fault:
        sys.exit(f"Gemel cannot start. {fault}")
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        if installation:
            installation.stop()
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.insist()
    say("Stopped. The data stay for the next time.")


def _stop(number, frame):
    raise Stopped


def _prepare():
    """Database and data. Returns the environment of the children and the port that the web will take."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("GEMEL_LOCAL", "1")
    host = env.text("GEMEL_BIND", "127.0.0.1")
    wanted = env.number("PORT", 8000, least=1, most=65535)
    port = find_free_port(host, wanted)
    if port != wanted:
        say(f"Port {wanted} is taken; using {port}.")
    environment = {**os.environ, "PORT": str(port)}
    environment.setdefault("GEMEL_URL", f"http://localhost:{port}")
    if not env.text("DATABASE_URL", None):
        say("Database ...")
        environment["DATABASE_URL"] = embedded.url()
    _logs().mkdir(parents=True, exist_ok=True)
    preparation = Child("preparation", ["-m", "config.prepare"], environment, log=False)
    try:
        code = preparation.process.wait()
    except Stopped:
        preparation.ask_to_stop()
        preparation.insist()
        raise
    if code:
        sys.exit("Gemel could not be prepared; the reason stands above.")
    return environment, port


def find_free_port(host, wanted):
    """`wanted`, or the next port above it that nothing listens on."""
    for port in range(wanted, min(wanted + PORTS_TRIED, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except PermissionError:
                raise env.WrongVariable("PORT", f"this user may not open port {port}") from None
            except OSError:
                continue
            return port
    raise env.WrongVariable("PORT", f"{wanted} and the {PORTS_TRIED - 1} ports above it are taken")


def _start(environment, port):
    host = env.text("GEMEL_BIND", "127.0.0.1")
    web = ["-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", "2"]
    web += ["--blocking-threads", "4", "--no-ws", "--log-level", "warning", "config.wsgi:application"]
    celery = ["-m", "celery", "-A", "config"]
    beat = [*celery, "beat", "--loglevel", "INFO", "--pidfile=", "--schedule", str(embedded.var_folder() / "beat")]
    worker = [*celery, "worker", "--loglevel", "INFO", "--concurrency", "2"]
    worker += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return [
        Child("web", web, environment, log=False),
        Child("worker", worker, environment),
        Child("beat", beat, environment),
    ]


class Child:
    """One program of this installation, with its log."""

    def __init__(self, name, command, environment, *, log=True):
        self.name = name
        self.command = [sys.executable, *command]
        self.environment = environment
        self.log = _logs() / f"{name}.log" if log else None
        self.failures = 0
        if self.log and self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.unlink()
        self.start()

    def start(self):
        output = self.log.open("ab") if self.log else None
        try:
            self.process = subprocess.Popen(
                self.command,
                cwd=embedded.BASE_DIR,
                env=self.environment,
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )
        finally:
            if output:
                output.close()
        self.started = time.monotonic()

    def ask_to_stop(self):
        if self.process.poll() is None:
            self.process.terminate()

    def insist(self):
        """Wait for the farewell; whatever of its session is left after that is killed."""
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            say(f"{self.name} did not stop in {PATIENCE} s and is killed.")
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def _end_with_parent():
    """On Linux a child is told to end when this process is killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _wait_until_served(web, port):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if web.process.poll() is not None:
            sys.exit("The web server did not start; the reason stands above.")
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    sys.exit("The web server did not answer within 60 s.")


def _watch(children, installation=None):
    """Start again what dies; give up on what cannot live; tell how the installation beside them ended."""
    while True:
        if installation:
            installation.look()
        for child in children:
            if child.process.poll() is None:
                continue
            young = time.monotonic() - child.started < SHORT_LIFE
            child.failures = child.failures + 1 if young else 1
            where = f"; see {child.log}" if child.log else ""
            if child.failures > FAILURES:
                sys.exit(f"{child.name} ended {child.failures} times in a row{where}.")
            say(f"{child.name} ended with code {child.process.returncode} and is started again{where}.")
            time.sleep(1)
            child.start()
        time.sleep(0.5)


def _logs():
    return embedded.var_folder() / "log"


def say(words):
    print(words, flush=True)


if __name__ == "__main__":
    main()
