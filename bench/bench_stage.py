"""Stages of 25,000 ties with a million activities of ten years, against a bare aggregate over the same rows."""

import datetime as dt
import time
from functools import partial
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.scratch import scratch_database
from bench.stage_plain import facts_of_tie
from bench.stage_scene import fill
from outcomes.queries.stage_facts import gather_stage_facts
from outcomes.services.staging import restage
from partnerships.models import StageResult

TIES = {"normal": 25_000, "large": 25_000}
ACTIVITIES = {"normal": 1_000_000, "large": 5_000_000}
TODAY = dt.date(2026, 6, 30)
ROUNDS = 3
SAMPLE = 40
MOST_QUERIES = 6
# As bare as it gets: of each tie how many took part, in how many that are confirmed, and the last day.
BARE = """
SELECT a.partnership_id, count(*), count(a.confirmed_at), max(a.starts_last)
FROM activities_activity a JOIN activities_participant p ON p.activity_id = a.id GROUP BY 1
"""


def measure(size):
    with scratch_database() as database, database.cursor() as cursor:
        office = fill(cursor, TIES[size], ACTIVITIES[size], TODAY)
        restage(office, TODAY)
        cursor.execute("VACUUM (ANALYZE) partnerships_stageresult")
        assert_right(office)
        yield whole(cursor, office, size)
        yield one_tie(office)


def assert_right(office):
    """On a sample of ties the facts are those of a plain reading, and every tie has its row."""
    facts = gather_stage_facts(office, TODAY)
    assert len(facts) == StageResult.objects.filter(current=True, as_of=TODAY).count()
    ties = sorted(facts)
    for tie in ties[:: len(ties) // SAMPLE]:
        plain = facts_of_tie(office, tie, TODAY)
        assert facts[tie] == plain, f"tie {tie}: {facts[tie]}, plainly {plain}"
    stages = set(StageResult.objects.values_list("stage", flat=True))
    assert len(stages) > 3, f"the ties are all alike: {stages}"


def seconds(job):
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def bare(cursor):
    cursor.execute(BARE)
    assert cursor.fetchall()


def whole(cursor, office, size):
    """Nights: the facts of every tie are gathered for the next day, the rule is applied where they changed, every row
    moves its day. The note tells of nights on which, as after a new version of the rule, all is written anew."""
    ours, anew, plain = [], [], []
    for number in range(1, 2 * ROUNDS, 2):
        ours.append(seconds(partial(restage, office, TODAY + dt.timedelta(days=number))))
        plain.append(seconds(lambda: bare(cursor)))
        anew.append(seconds(partial(restage, office, TODAY + dt.timedelta(days=number + 1), anew=True)))
        plain.append(seconds(lambda: bare(cursor)))
    note = f"{TIES[size]} ties; with every result worked out and written anew {median(anew) / median(plain):.1f} times"
    return result("recompute of all ties", median(ours), median(plain), 3, ACTIVITIES[size], "s", note)


def one_tie(office):
    tie = StageResult.objects.filter(current=True).order_by("pk").first().partnership_id
    with CaptureQueriesContext(connection) as seen:
        took = seconds(lambda: restage(office, TODAY + dt.timedelta(days=2 * ROUNDS), [tie]))
    note = f"with its store; {took * 1000:.0f} ms"
    return result("queries of one tie's recompute", len(seen), MOST_QUERIES, 1, 1, "queries", note)


def result(name, ours, yardstick, want, n, unit, note):
    ratio = ours / yardstick
    return {
        "name": f"stage: {name}", "ours": round(ours, 4), "yardstick": round(yardstick, 4), "ratio": round(ratio, 4),
        "want": want, "ok": ratio <= want, "unit": unit, "n": n, "note": note,
    }  # fmt: skip
