"""Things that happen at the same moment, each on a connection of its own."""

import threading

from django.db import connections


def at_once(*jobs):
    """Run each job in a thread with its own connection, all let go together; raise what any of them raised."""
    start, faults = threading.Barrier(len(jobs)), []

    def run(job):
        try:
            start.wait(10)
            job()
        except Exception as fault:  # raised again below
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if faults:
        raise faults[0]
