"""The list of deliverables with 10,000 of them and every filter, against the same page with none.

Both offices stand in one database and are asked in turn through the whole of Django. At most 12 queries, counted first.
"""

import datetime as dt

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from agreements.models import Agreement, Deliverable, DeliverableUpdate
from bench.bench_dashboard import in_turn, visitor
from bench.scratch import scratch_database
from partnerships.models import Partnership, PartnershipPlace, Seat
from stakeholders.models import Level, Membership, Office, Organisation, Place, User

MANY, TIES, OWING = 10_000, 200, 100
MOST_QUERIES = 12
# What a page of 50 rows may cost beside a page of none.
TIMES = 4
TABLES = ("agreements_deliverable", "agreements_deliverableupdate", "agreements_agreement", "partnerships_seat",
          "partnerships_partnership", "stakeholders_organisation")  # fmt: skip
FILTERS = (
    "?q=report&partnership={tie}&owed_by={body}&status=in+progress&outlook=stuck&late=on&more_time=on"
    "&due_from=2000-01-01&due_to=2100-01-01&sort=-due"
)
PAGES = {
    "all": "",
    "late": "?late=on",
    "asking for more time": "?more_time=on",
    "sorted by partnership": "?sort=partnership",
    "the last page": "?page=200",
}


# Style sheets are named as they are written, so that nothing has to be collected before.
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def measure(size):
    settings.ALLOWED_HOSTS = ["*"]
    plain = override_settings(STORAGES={**settings.STORAGES, "staticfiles": PLAIN})
    with plain, scratch_database() as database, database.cursor() as cursor:
        today = timezone.localdate()
        full, query = make_office("full", MANY, today)
        empty, _query = make_office("empty", 0, today)
        for table in TABLES:
            cursor.execute(f"VACUUM ANALYZE {table}")
        visitors = visitor(full), visitor(empty)
        for name, asked in {**PAGES, "every filter at once": query}.items():
            yield page(name, asked, *visitors)


def page(name, query, full, empty):
    address = f"/deliverables/{query}"
    with CaptureQueriesContext(connection) as asked:
        answer = full.get(address)
    queries = len(asked)  # read now: the next request empties the log
    assert answer.status_code == 200
    assert b'name="items"' in answer.content, f"{name}: rows are shown"
    ours, yardstick = in_turn(lambda: full.get(address), lambda: empty.get("/deliverables/"))
    ratio = ours / yardstick
    return {
        "name": f"list of {MANY:,} deliverables, {name}", "ours": round(ours, 5), "yardstick": round(yardstick, 5),
        "ratio": round(ratio, 4), "want": TIMES, "ok": ratio <= TIMES and queries <= MOST_QUERIES, "unit": "s",
        "n": MANY, "note": f"{queries} queries, at most {MOST_QUERIES}; yardstick: the list of an office with none",
    }  # fmt: skip


def make_office(word, n, today):
    """(its coordinator, a query with every filter that leaves some). n deliverables over TIES ties."""
    code = word[:2].upper()
    country = Place.objects.create(level=Level.COUNTRY, name=f"{word} land", country_code=code, iso_code=code)
    city = {"level": Level.CITY, "parent": country, "country": country, "country_code": code, "lat": 41, "lon": -87}
    home, there = (Place.objects.create(name=f"{word} {name}", **city) for name in ("home", "there"))
    body = Organisation.objects.create(name=f"{word} office", slug=f"{word}-office", kind="city government", place=home)
    Office.objects.create(organisation=body, home=home, aims=["economy"], time_zone="America/Chicago")
    person = User.objects.create(email=f"{word}@example.org", name="Coordinator")
    Membership.objects.create(user=person, organisation=body, role="coordinator")
    if not n:
        return person, ""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # the history of these rows is no part of the page
        query = fill(word, n, body, home, there, person, today)
        cursor.execute("SET session_replication_role = origin")
    return person, query


def fill(word, n, body, home, there, person, today):
    keep = {"batch_size": 5000}
    owing = Organisation.objects.bulk_create(
        [Organisation(name=f"Firm {k}", slug=f"{word}-firm-{k}", kind="company", place=there) for k in range(OWING)]
    )
    ties = Partnership.objects.bulk_create(
        [Partnership(name=f"Tie {k:03}", slug=f"{word}-tie-{k}") for k in range(TIES)]
    )
    PartnershipPlace.objects.bulk_create(
        [PartnershipPlace(partnership=tie, place=at, position=k) for tie in ties for k, at in enumerate((home, there))]
    )
    Seat.objects.bulk_create([Seat(partnership=tie, organisation=body, side=home, role="lead") for tie in ties])
    pacts = Agreement.objects.bulk_create(
        [Agreement(partnership=tie, owner=body, kind="MoU", title="Pact", status="in force", audience="shared")
         for tie in ties]
    )  # fmt: skip
    items = Deliverable.objects.bulk_create(
        [
            Deliverable(
                agreement=pacts[k % TIES], owner=body, owed_by=owing[k % OWING], title=f"Report {k}",
                audience="parties", due_on=today + dt.timedelta(days=k % 400 - 200),
                **({"status": "in progress", "outlook": "stuck"} if k % 3 else {"status": "planned"}),
            )
            for k in range(n)
        ], **keep
    )  # fmt: skip
    DeliverableUpdate.objects.bulk_create(
        [
            DeliverableUpdate(deliverable=item, answer="more time", until=today + dt.timedelta(days=300),
                              by_user=person, by_name="C", at=timezone.now())
            for k, item in enumerate(items) if k % 2
        ], **keep
    )  # fmt: skip
    late = next(k for k, item in enumerate(items) if k % 2 and k % 3 and item.due_on < today - dt.timedelta(days=2))
    return FILTERS.format(tie=ties[late % TIES].slug, body=owing[late % OWING].slug)
