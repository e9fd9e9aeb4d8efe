"""Finding what falls on a day among a million open deliverables, and claiming and marking what is due by four workers.

Finding: the query that the plan asks for one day, against a bare one over the same index for the same rows. Claiming
and marking: four processes through the functions that tell people, without writing letters, against one bare UPDATE.
"""

import datetime as dt
import multiprocessing
import os
import time
from statistics import median

from django.db import connection
from django.utils import timezone

from agreements.models import Deliverable
from bench.bench_dashboard import in_turn
from bench.killed import address
from bench.notice_scene import make_office
from bench.scratch import scratch_database
from reminders.models import Notice, Recipient
from reminders.occasions import Search, deliverables_due, due_rows
from reminders.rules import event_days
from reminders.services import telling
from stakeholders.models import User

ITEMS = 1_000_000
DAYS = 2000  # over which they fall due
RECIPIENTS, EACH = 20_000, 5
WORKERS, ROUNDS = 4, 3
BARE = "SELECT id, owner_id, owed_by_id, contact_id, created_by_id, audience, due_on FROM agreements_deliverable WHERE"
BARE_UPDATE = "UPDATE reminders_notice SET state = 'told', told_at = %s WHERE state = 'planned' AND send_at <= %s"


def measure(size):
    with scratch_database() as database, database.cursor() as cursor:
        office, pact = make_office()
        today = timezone.now().date()
        fill_deliverables(cursor, pact, today)
        yield from finding(cursor, today)
        now = timezone.now()
        fill_notices(cursor, office, now)
        yield claiming(cursor, now)


def fill_deliverables(cursor, pact, today):
    """A million, spread evenly over the days around today, in no order."""
    given = {"agreement": pact, "owner": pact.owner, "owed_by": pact.owner, "audience": "parties", "title": "Report"}
    first = Deliverable.objects.create(**given, due_on=today - dt.timedelta(days=DAYS // 2))
    same = [field.column for field in Deliverable._meta.concrete_fields if field.column not in ("id", "due_on")]
    cursor.execute("SET session_replication_role = replica")  # their history is no part of this
    cursor.execute(
        f"INSERT INTO agreements_deliverable (due_on, {', '.join(same)})"
        f" SELECT due_on + (n::bigint * 7919 %% %s)::int, {', '.join(same)}"
        " FROM agreements_deliverable, generate_series(1, %s) n WHERE id = %s",
        [DAYS, ITEMS - 1, first.pk],
    )
    cursor.execute("SET session_replication_role = origin")
    cursor.execute("VACUUM ANALYZE agreements_deliverable")


def finding(cursor, today):
    search = Search(today, today)
    days = event_days(today, today, search.leads("deliverable-due"))

    def bare():
        cursor.execute(f"{BARE} due_on = ANY(%s) AND status IN ('planned', 'in progress', 'returned')", [days])
        return cursor.fetchall()

    def ours():
        return list(due_rows(search))

    assert sorted(row[0] for row in ours()) == sorted(row[0] for row in bare()), "the same deliverables are found"
    found = list(deliverables_due(search))
    assert len(found) == len(bare()) == ITEMS // DAYS * len(days), "each of them on one step"
    took, yardstick = in_turn(ours, bare)
    name = f"finding what falls on a day among {ITEMS:,} deliverables"
    note = f"yardstick: the bare query over the index of due days, {len(days)} days"
    yield line(name, took, yardstick, 2, len(found), note)
    took, _yardstick = in_turn(lambda: list(deliverables_due(search)), bare)
    yield {**line(f"{name}, with the steps made of them", took, yardstick, 0, len(found), "told, not held"), "ok": True}


def line(name, ours, yardstick, want, n, note):
    ratio = ours / yardstick
    return {
        "name": name, "ours": round(ours, 5), "yardstick": round(yardstick, 5), "ratio": round(ratio, 4), "want": want,
        "ok": ratio <= want, "unit": "s", "n": n, "note": note,
    }  # fmt: skip


# --- Claiming and marking ---------------------------------------------------------------------------------------------


def fill_notices(cursor, office, now):
    users = User.objects.bulk_create(
        [User(email=f"p{n}@example.org", name=f"P {n}") for n in range(RECIPIENTS)], batch_size=5000
    )
    Recipient.objects.bulk_create([Recipient(user=user) for user in users], batch_size=5000)
    recipients = list(Recipient.objects.values_list("pk", flat=True))
    Notice.objects.bulk_create(
        [
            Notice(
                key=f"deliverable-due/{n}/{k}/14/mail", office=office, rule="deliverable-due", occasion="14",
                subject_kind="deliverable", subject_id=k * RECIPIENTS + n, recipient_id=recipient, because="owes",
                day=now.date(), about_on=now.date(), send_at=now - dt.timedelta(minutes=k + 1), planned_at=now,
            )
            for k in range(EACH) for n, recipient in enumerate(recipients)
        ], batch_size=5000,
    )  # fmt: skip


def reset(cursor):
    cursor.execute("UPDATE reminders_notice SET state = 'planned', told_at = NULL WHERE state = 'told'")
    cursor.execute("VACUUM FULL ANALYZE reminders_notice")


def claiming(cursor, now):
    """The ratio is of the speeds: 1 would be as fast as the bare UPDATE."""
    count, times = RECIPIENTS * EACH, ([], [])
    for _ in range(ROUNDS):
        reset(cursor)
        times[0].append(by_workers(now))
        assert Notice.objects.filter(state="told", told_at=now).count() == count, "each is marked"
        reset(cursor)
        begun = time.perf_counter()
        cursor.execute(BARE_UPDATE, [now, now])
        times[1].append(time.perf_counter() - begun)
        assert cursor.rowcount == count
    ours, yardstick = median(times[0]), median(times[1])
    ratio = yardstick / ours
    return {
        "name": f"claiming and marking by {WORKERS} workers, its speed beside a bare UPDATE's", "ours": round(ours, 3),
        "yardstick": round(yardstick, 3), "ratio": round(ratio, 3), "want": 0.2, "ok": ratio >= 0.2, "unit": "s",
        "n": count, "note": f"{RECIPIENTS:,} recipients with {EACH} notices each, marked by batch; aim 0.4",
    }  # fmt: skip


def by_workers(now):
    """Seconds from the start of the first to the end of the last."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bench.ready"])
    before, os.environ["DATABASE_URL"] = os.environ.get("DATABASE_URL"), address()
    try:
        gate, done = context.Barrier(WORKERS + 1), context.Queue()
        workers = [context.Process(target=claim_and_mark, args=(now, gate, done)) for _ in range(WORKERS)]
        for worker in workers:
            worker.start()
        gate.wait(60)
        begun = time.perf_counter()
        marked = [done.get(timeout=300) for _ in workers]
        took = time.perf_counter() - begun
        for worker in workers:
            worker.join()
    finally:
        if before is None:
            del os.environ["DATABASE_URL"]
        else:
            os.environ["DATABASE_URL"] = before
    assert sum(marked) == RECIPIENTS * EACH, f"each is claimed by one worker: {marked}"
    return took


def claim_and_mark(now, gate, done):
    """What telling.tell_due does, but for looking at the facts and writing letters."""
    import django

    django.setup()
    connection.ensure_connection()
    gate.wait(60)
    marked = sum(telling.in_batches(now, mark))
    done.put(marked)


def mark(notices, now):
    telling.mark_told(notices, now)
    return len(notices)
