"""The overview of an office with 25,000 ties against one with 25, and a page that has not changed against one built.

Both offices stand in one database and are asked in turn through the whole of Django: middleware, queries, template.
A tie has a stage, an agreement, two promises, two activities with costs, four outcomes over four years, a claim each.
"""

import datetime as dt
import time
from statistics import median

from django.conf import settings
from django.test import Client
from django.utils import timezone

from activities.models import Activity, CostLine
from agreements.models import Agreement, Deliverable
from bench.scratch import scratch_database
from outcomes.models import Claim, Counted, Indicator, Outcome, Reach
from outcomes.services.rollup import rebuild_rollups
from partnerships.models import Partnership, PartnershipPlace, Seat, StageResult
from stakeholders.models import Level, Membership, Office, Organisation, Place, User

FEW, MANY = 25, 25_000
ROUNDS = 9
CODES = ("OC2", "OC2", "OC6", "OC1")
TABLES = ("partnerships_seat", "partnerships_stageresult", "outcomes_counted", "outcomes_claim", "outcomes_rollup",
          "agreements_deliverable", "agreements_agreement", "activities_activity", "activities_costline",
          "partnerships_partnership", "partnerships_partnershipplace", "stakeholders_place")  # fmt: skip


def measure(size):
    settings.ALLOWED_HOSTS = ["*"]
    with scratch_database() as connection, connection.cursor() as cursor:
        today = timezone.localdate()
        people = {ties: make_office(cursor, ties, today) for ties in (FEW, MANY)}
        cursor.execute("TRUNCATE outcomes_dirty_flow")
        rebuild_rollups()
        for table in TABLES:
            cursor.execute(f"VACUUM ANALYZE {table}")
        visitors = {ties: visitor(person) for ties, person in people.items()}
        yield many_ties(visitors)
        yield unchanged(visitors[FEW], FEW)
        yield unchanged(visitors[MANY], MANY)


def many_ties(visitors):
    for ties, client in visitors.items():
        page = client.get("/").content.decode()
        assert f"{ties:,} of {ties:,} ties" in page, "every tie has a verified outcome"
    few, many = in_turn(lambda: visitors[FEW].get("/"), lambda: visitors[MANY].get("/"))
    return result("overview with 25,000 ties against 25", many, few, 2, MANY,
                  "ours: 25,000 ties; yardstick: 25 ties; the same page through all of Django")  # fmt: skip


def unchanged(client, ties):
    page = client.get("/")
    tag = page["ETag"]
    assert client.get("/", headers={"if-none-match": tag}).status_code == 304
    built, kept = in_turn(lambda: client.get("/"), lambda: client.get("/", headers={"if-none-match": tag}))
    name = f"an unchanged overview of {ties:,} ties"
    return result(name, kept, built, round(1 / 15, 4), ties, "ours: answered 304; yardstick: the page built")


def in_turn(one, other):
    """(median seconds of one, of the other), asked in turn so that both meet the same machine."""
    times = ([], [])
    one(), other()
    for _ in range(ROUNDS):
        for place, job in enumerate((one, other)):
            start = time.perf_counter()
            job()
            times[place].append(time.perf_counter() - start)
    return median(times[0]), median(times[1])


def result(name, ours, yardstick, want, n, note):
    ratio = ours / yardstick
    return {
        "name": name, "ours": round(ours, 5), "yardstick": round(yardstick, 5), "ratio": round(ratio, 4), "want": want,
        "ok": ratio <= want, "unit": "s", "n": n, "note": note,
    }  # fmt: skip


def visitor(person):
    """A browser of this person that has looked before, so that what is new is known."""
    client = Client()
    client.force_login(person)
    client.get("/")
    return client


def make_office(cursor, ties, today):
    """An office with so many ties and their records, and its executive. History and marks are left out: the rows are
    there before anybody looks."""
    home, others = make_places(ties)
    body = Organisation.objects.create(name=f"Office {ties}", slug=f"office-{ties}", kind="city government", place=home)
    Office.objects.create(
        organisation=body, home=home, aims=["economy"], records_complete_from=dt.date(today.year - 4, 1, 1)
    )
    person = User.objects.create(email=f"{ties}@example.org", name="Executive")
    Membership.objects.create(user=person, organisation=body, role="viewer")
    indicators = [Indicator.objects.get(code=code, office=None, version=1) for code in CODES]
    cursor.execute("SET session_replication_role = replica")
    made = Partnership.objects.bulk_create(
        [Partnership(name=f"{ties} tie {n}", slug=f"{ties}-tie-{n}") for n in range(ties)], batch_size=5000
    )
    make_ties(made, body, home, others, today, person)
    cursor.execute("SET session_replication_role = origin")
    reaches = Reach.objects.bulk_create([Reach(partnership=tie) for tie in made], batch_size=5000)
    cursor.execute("SET session_replication_role = replica")
    make_outcomes(made, reaches, body, indicators, today)
    cursor.execute("SET session_replication_role = origin")
    return person


def make_places(ties):
    country = Place.objects.create(
        level=Level.COUNTRY, name=f"Country {ties}", country_code=f"X{ties % 7}", iso_code=f"X{ties % 7}"
    )
    cities = Place.objects.bulk_create(
        [
            Place(level=Level.CITY, name=f"City {ties} {n}", parent=country, country=country,
                  country_code=country.country_code, lat=-60 + n * 7 % 120, lon=-170 + n * 13 % 340)
            for n in range(min(ties, 2000) + 1)
        ]
    )  # fmt: skip
    return cities[0], cities[1:]


def make_ties(made, body, home, others, today, person):
    """Seats, places, stages, agreements, promises and activities of an office's ties."""
    keep = {"batch_size": 5000}
    PartnershipPlace.objects.bulk_create(
        [
            PartnershipPlace(partnership=tie, place=place, position=position)
            for n, tie in enumerate(made)
            for position, place in enumerate((home, others[n % len(others)]))
        ], **keep
    )  # fmt: skip
    Seat.objects.bulk_create([Seat(partnership=tie, organisation=body, side=home, role="lead") for tie in made], **keep)
    StageResult.objects.bulk_create(
        [
            StageResult(
                partnership=tie, owner=body, as_of=today, since=today, first_on=today, rule_version="bench",
                stage=n % 6, tests={f"S{stage}": stage <= n % 6 for stage in range(1, 6)},
                gaps=[{"test": "reciprocity", "stage": 3}] if n % 3 == 0 else [],
            )
            for n, tie in enumerate(made)
        ], **keep
    )  # fmt: skip
    agreements = Agreement.objects.bulk_create(
        [
            Agreement(partnership=tie, owner=body, kind="sister city", title="Agreement", status="in force",
                      audience="office", expires_on=today + dt.timedelta(days=60) if n % 10 == 0 else None)
            for n, tie in enumerate(made)
        ], **keep
    )  # fmt: skip
    Deliverable.objects.bulk_create(
        [
            Deliverable(agreement=agreement, owner=body, owed_by=body, title=f"Promise {k}", audience="office",
                        due_on=today - dt.timedelta(days=(n * 7 + k * 90) % 500),
                        status="accepted" if (n + k) % 5 else "planned",
                        accepted_by=person if (n + k) % 5 else None,
                        accepted_at=timezone.now() - dt.timedelta(days=500) if (n + k) % 5 else None)
            for n, agreement in enumerate(agreements)
            for k in range(2)
        ], **keep
    )  # fmt: skip
    activities = Activity.objects.bulk_create(
        [
            Activity(partnership=tie, owner=body, kind="official visit", title="Visit", status="happened",
                     audience="office", starts_first=day, starts_last=day, people_out=n % 9, people_in=n % 7)
            for n, tie in enumerate(made)
            for k in range(2)
            for day in [today - dt.timedelta(days=(n * 3 + k * 200) % 700)]
        ], **keep
    )  # fmt: skip
    CostLine.objects.bulk_create(
        [
            CostLine(
                activity=activity, owner_id=activity.owner_id, partnership_id=activity.partnership_id, amount=100,
                currency="USD", as_logged=True,
            )
            for activity in activities
        ], **keep
    )  # fmt: skip


def make_outcomes(made, reaches, body, indicators, today):
    """Four outcomes a tie, each with its claim and what it counts for; the newest within three years."""
    keep = {"batch_size": 5000}
    reach_of = {reach.partnership_id: reach for reach in reaches}
    wanted = [(tie, n, k) for n, tie in enumerate(made) for k in range(4)]
    outcomes = Outcome.objects.bulk_create(
        [Outcome(flow_key=f"{tie.pk}-{k}", indicator=indicators[k]) for tie, _n, k in wanted], **keep
    )
    days = [today - dt.timedelta(days=20 + (n * 11 + k * 340) % 1000) for _tie, n, k in wanted]
    Claim.objects.bulk_create(
        [
            Claim(outcome=outcome, partnership=tie, owner=body, organisation=body, side="seller", title="Contract",
                  amount=1000 + n, currency="USD", occurred_first=day, occurred_last=day,
                  learnt_on=day + dt.timedelta(days=20 + n % 60), evidence=2 if n % 50 == 0 and k == 3 else 3,
                  audience="office")
            for outcome, day, (tie, n, k) in zip(outcomes, days, wanted, strict=True)
        ], **keep
    )  # fmt: skip
    Counted.objects.bulk_create(
        [
            Counted(outcome=outcome, partnership=tie, reach=reach_of[tie.pk], indicator=outcome.indicator, owner=body,
                    audience="office", month=day.replace(day=1), year=day.year, occurred_last=day, state="one_sided",
                    group="verified", nominal=1000 + n, contributed=1000 + n, rule_version="bench")
            for outcome, day, (tie, n, _k) in zip(outcomes, days, wanted, strict=True)
        ], **keep
    )  # fmt: skip
    # Counted long ago, so that not everything is new to who looks.
    Counted.objects.filter(owner=body).update(counted_at=timezone.now() - dt.timedelta(days=90))
