"""The same lists for the person whom the rules hold back most, and for one who reads everything.

10,000 organisations, 2,000 ties, 20,000 activities, 8,000 deliverables. The guest is a viewer in 50 bodies, ten of them
for named ties only, and reads what the audiences leave; the administrator coordinates the office that owns it all.
Every row the guest may read is counted in Python first. Asked in turn through the whole of Django: other work on the
machine only ever adds to a page, and by more than the two differ, so each round counts the quickest of its pages.
"""

import time
from contextlib import contextmanager
from statistics import median

from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from activities.models import Activity
from agreements.models import Deliverable
from bench.bench_dashboard import visitor
from bench.bench_deliverables import PLAIN
from bench.rights_scene import BODIES, MEMBERSHIPS, TABLES, TIES, Scene
from bench.scratch import scratch_database
from partnerships.models import Partnership
from stakeholders.models import Organisation

TIMES = 1.3
ROUNDS, PAGES_A_ROUND = 5, 5
PAGES = {
    "organisations": "/organisations/",
    "organisations, last page": "/organisations/?page=180",
    "organisations by a word": "/organisations/?q=77",
    "ties": "/partnerships/",
    "activities": "/activities/",
    "activities by a word": "/activities/?q=77",
    "deliverables": "/deliverables/",
    "search": "/search/?q=77",
    "API, organisations": "/api/v1/organisations/",
    "API, ties": "/api/v1/partnerships/",
    "API, activities": "/api/v1/activities/",
    "API, deliverables": "/api/v1/deliverables/",
}


def measure(size):
    settings.ALLOWED_HOSTS = ["*"]
    plain = override_settings(STORAGES={**settings.STORAGES, "staticfiles": PLAIN})
    with plain, scratch_database() as database, database.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # the history of these rows is no part of a list
        scene = Scene(timezone.localdate())
        cursor.execute("SET session_replication_role = origin")
        for table in TABLES:
            cursor.execute(f"VACUUM ANALYZE {table}")
        cursor.execute("CHECKPOINT")  # now, and not in the middle of a page
        guest, administrator = visitor(scene.guest), visitor(scene.administrator)
        check(guest, scene.guest_reads())
        all_of_it = {"organisations": BODIES, "partnerships": TIES, "activities": 20_000, "deliverables": 8_000}
        check(administrator, all_of_it)
        for name, address in PAGES.items():
            yield from page(name, address, guest, administrator)


def check(browser, wanted):
    """Each list holds as many rows as were counted without it."""
    for noun, rows in wanted.items():
        found = browser.get(f"/api/v1/{noun}/").json()["count"]
        assert found == rows, f"{noun}: {found} rows instead of {rows}"


def page(name, address, guest, administrator):
    asked = []
    for browser in (guest, administrator):
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(address)
        assert answer.status_code == 200, address
        asked.append(len(queries))
    ours, yardstick = in_turn(address, guest, administrator)
    ratio = ours / yardstick
    with no_rule():
        (bare,) = in_turn(address, administrator)
    yield {
        "name": f"{name}, as a guest of {MEMBERSHIPS} bodies", "ours": round(ours, 5), "yardstick": round(yardstick, 5),
        "ratio": round(ratio, 4), "want": TIMES, "ok": ratio <= TIMES and asked[0] <= asked[1] + 2, "unit": "s",
        "n": BODIES,
        "note": f"{asked[0]} queries; yardstick: the administrator, {asked[1]} queries; without any rule {bare:.5f} s",
    }  # fmt: skip


def in_turn(address, *browsers):
    """[seconds of the page for each browser]: the median over the rounds of the quickest page of a round."""
    rounds = []
    for _ in range(ROUNDS):
        pages = [[seconds(browser, address) for browser in browsers] for _ in range(PAGES_A_ROUND)]
        rounds.append([min(times) for times in zip(*pages, strict=True)])
    return [median(times) for times in zip(*rounds, strict=True)]


def seconds(browser, address):
    start = time.perf_counter()
    browser.get(address)
    return time.perf_counter() - start


@contextmanager
def no_rule():
    """What the same page takes where nobody asks who reads it."""
    models = (Organisation, Partnership, Activity, Deliverable)
    kinds = {next(kind for kind in type(model.objects.all()).__mro__ if "for_user" in vars(kind)) for model in models}
    kept = {kind: kind.for_user for kind in kinds}
    for kind in kinds:
        kind.for_user = lambda self, user, permission="view": self
    try:
        yield
    finally:
        for kind, rule in kept.items():
            kind.for_user = rule
