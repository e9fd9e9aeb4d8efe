"""Workers that settle until they are killed with -9 in the middle of it, and somebody who kills them."""

import multiprocessing
import os
import random
import time
from urllib.parse import quote

from django.db import connection

WORKERS = 2


def address():
    """The URL of the database that this process has open."""
    found = connection.settings_dict
    who = quote(found["USER"]) + (f":{quote(found['PASSWORD'])}" if found["PASSWORD"] else "")
    port = f"&port={found['PORT']}" if found["PORT"] else ""
    return f"postgresql://{who}@/{quote(found['NAME'])}?host={quote(found['HOST'])}{port}"


def settle_for_ever(started):
    """What a worker does, without a pause and in small batches, so that a kill seldom finds it idle."""
    import django

    django.setup()
    from outcomes.services import rollup

    rollup.settle(key_batch=20)
    started.set()
    while True:
        rollup.settle(key_batch=20)


def kill_workers(kills, change, *, seed):
    """Keep workers settling while `change(number)` alters facts; kill one at random moments, `kills` times.

    Each kill falls up to 300 ms after a change, in which the workers count and sum. Returns how many of the killed
    were really dead by signal 9. Afterwards nothing runs and the queues may hold what was not settled.
    """
    chance = random.Random(seed)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bench.ready"])
    before = os.environ.get("DATABASE_URL")
    os.environ["DATABASE_URL"] = address()
    try:
        workers = [start(context) for _ in range(WORKERS)]
        dead = 0
        for number in range(kills):
            change(number)
            time.sleep(chance.random() * 0.3)
            victim = workers.pop(0)
            victim.kill()
            victim.join()
            dead += victim.exitcode == -9
            workers.append(start(context))
        for worker in workers:
            worker.kill()
            worker.join()
    finally:
        if before is None:
            del os.environ["DATABASE_URL"]
        else:
            os.environ["DATABASE_URL"] = before
    return dead


def start(context):
    started = context.Event()
    worker = context.Process(target=settle_for_ever, args=(started,), daemon=True)
    worker.start()
    if not started.wait(60):
        raise TimeoutError("the worker did not start within a minute")
    return worker
