"""Forks real Celery workers and beats from a process that has loaded everything, so that each is there at once.

Each line of input is a command, each answer a line: "worker" and "beat" answer the process number; "reap N" waits for
that process and answers how it ended (-9 is signal 9). At the end of the input whoever is left is killed. The address
of the database, the broker, the mail server and all settings come from the environment, as everywhere.
"""

import faulthandler
import os
import signal
import sys
import traceback
from importlib import import_module

HASTE = {"stakeholders.tasks.send_mail", "reminders.tasks.sweep"}
QUICK = 0.25  # seconds between two calls of what the beat calls all half minute or so


LOADED = [
    "celery.app.amqp", "celery.app.control", "celery.app.events", "celery.app.log", "celery.apps.worker",
    "celery.bin.celery", "celery.concurrency.solo", "celery.events.receiver", "celery.worker.components",
    "celery.worker.consumer.delayed_delivery", "celery.worker.strategy", "kombu.transport.pgmq",
    "kombu.transport.redis", "psycopg_pool", "css_inline", "config.urls",
]  # fmt: skip


def main(folder):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["CELERY_SKIP_CHECKS"] = "1"  # Django's checks of all models, at each start of a worker
    import django

    django.setup()
    from django.core.mail.utils import DNS_NAME

    from config.celery import app

    app.loader.import_default_modules()
    for name in LOADED:
        import_module(name)
    DNS_NAME.get_fqdn()
    crew = {"worker": worker, "beat": beat}
    children = set()
    say("ready")
    for line in sys.stdin:
        command, *given = line.split()
        if command == "reap":
            child = int(given[0])
            _pid, status = os.waitpid(child, 0)
            children.discard(child)
            say(os.waitstatus_to_exitcode(status))
            continue
        child = os.fork()
        if child == 0:
            become(crew[command], app, folder)
        children.add(child)
        say(child)
    for child in children:
        os.kill(child, signal.SIGKILL)


def say(word):
    print(word, flush=True)


def become(act, app, folder):
    """Be a worker or a beat from here on; never returns."""
    log = os.open(os.path.join(folder, "crew.log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115  (as long as the process)
    faulthandler.register(signal.SIGUSR1)  # where each thread stands, into the log
    code = 1
    try:
        act(app, folder)
        code = 0
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def worker(app, folder):
    # One message in hand: what a killed worker had in hand nobody sees for five minutes.
    alone = ["-c", "1", "--prefetch-multiplier", "1", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    app.worker_main(["worker", "--pool", "solo", "--loglevel", "WARNING", "-n", f"crew-{os.getpid()}", *alone])


def beat(app, folder):
    app.conf.beat_schedule = {
        name: {**entry, "schedule": QUICK} for name, entry in app.conf.beat_schedule.items() if entry["task"] in HASTE
    }
    app.conf.beat_max_loop_interval = QUICK
    app.Beat(schedule=os.path.join(folder, f"beat-{os.getpid()}"), loglevel="WARNING").run()


if __name__ == "__main__":
    main(sys.argv[1])
