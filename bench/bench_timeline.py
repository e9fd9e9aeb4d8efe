"""The timeline of a tie with 5,000 entries of seven kinds against that of a tie with 50, through the whole of Django.

Both ties belong to one office in one database and are asked in turn; a page shows 50 entries of either.
"""

import datetime as dt

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from activities.models import Activity, NextStep
from agreements.models import Agreement, AgreementMove, Deliverable, DeliverableUpdate, Party, Signature
from bench.bench_dashboard import in_turn, visitor
from bench.bench_deliverables import PLAIN
from bench.scratch import scratch_database
from partnerships.models import Partnership, PartnershipPlace, Seat
from stakeholders.models import Level, Membership, Office, Organisation, Place, User

MANY, FEW = 5_000, 50
# What a page of 50 out of 5,000 may cost beside a page of all 50.
TIMES = 2
TABLES = ("activities_activity", "activities_nextstep", "agreements_agreement", "agreements_deliverable",
          "agreements_deliverableupdate", "agreements_signature", "agreements_agreementmove")  # fmt: skip
PAGES = {
    "newest": "timeline/",
    "last page": "timeline/?page=100",
    "one kind": "timeline/?show=activity",
    "words in one year": f"timeline/?q=report&year={dt.date.today().year}",  # of which both have some
    "page of the tie": "",
}


def measure(size):
    settings.ALLOWED_HOSTS = ["*"]
    plain = override_settings(STORAGES={**settings.STORAGES, "staticfiles": PLAIN})
    with plain, scratch_database() as database, database.cursor() as cursor:
        person, office, places = make_office()
        cursor.execute("SET session_replication_role = replica")  # the history of these rows is no part of the page
        ties = [make_tie(person, office, places, n) for n in (MANY, FEW)]
        cursor.execute("SET session_replication_role = origin")
        for table in TABLES:
            cursor.execute(f"VACUUM ANALYZE {table}")
        browser = visitor(person)
        for name, path in PAGES.items():
            yield page(name, browser, *(f"/partnerships/{tie.slug}/{path}" for tie in ties))


def page(name, browser, long, short):
    asked = []
    for address in (long, short):
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(address)
        assert answer.status_code == 200
        asked.append(len(queries))
    ours, yardstick = in_turn(lambda: browser.get(long), lambda: browser.get(short))
    ratio = ours / yardstick
    return {
        "name": f"timeline of {MANY:,}, {name}", "ours": round(ours, 5), "yardstick": round(yardstick, 5),
        "ratio": round(ratio, 4), "want": TIMES, "ok": ratio <= TIMES and asked[0] <= asked[1] + 2, "unit": "s",
        "n": MANY, "note": f"{asked[0]} queries; yardstick: the tie with {FEW}, {asked[1]} queries",
    }  # fmt: skip


def make_office():
    """(its coordinator, the organisation, the two cities)."""
    country = Place.objects.create(level=Level.COUNTRY, name="Land", country_code="XL", iso_code="XL")
    city = {"level": Level.CITY, "parent": country, "country": country, "country_code": "XL", "lat": 41, "lon": -87}
    home, there = (Place.objects.create(name=name, **city) for name in ("Home", "There"))
    body = Organisation.objects.create(name="Office", slug="office", kind="city government", place=home)
    Office.objects.create(organisation=body, home=home, aims=["economy"], time_zone="America/Chicago")
    person = User.objects.create(email="office@example.org", name="Coordinator")
    Membership.objects.create(user=person, organisation=body, role="coordinator")
    return person, body, (home, there)


def make_tie(person, body, places, n):
    """A tie with n entries: of a hundred, 70 activities, 10 next steps, 8 deliverables, 8 reports on them, and of one
    agreement its signing, one signature and two states."""
    tie = Partnership.objects.create(name=f"Tie of {n}", slug=f"tie-{n}")
    PartnershipPlace.objects.bulk_create(
        PartnershipPlace(partnership=tie, place=place, position=k) for k, place in enumerate(places)
    )
    Seat.objects.create(partnership=tie, organisation=body, side=places[0], role="lead")
    today, own = timezone.localdate(), {"owner": body, "created_by": person, "audience": "shared"}
    keep = {"batch_size": 2000}

    def day(k):
        return today - dt.timedelta(days=k % 3650)

    share = n // 100 or 1
    pacts = Agreement.objects.bulk_create(
        [Agreement(partnership=tie, kind="MoU", title=f"Pact {k}", status="in force", signed_first=day(k * 70),
                   signed_last=day(k * 70), **own) for k in range(share)], **keep
    )  # fmt: skip
    parties = Party.objects.bulk_create([Party(agreement=pact, organisation=body, side=places[0]) for pact in pacts])
    Signature.objects.bulk_create(
        [Signature(party=party, person_name="Mayor", signed_first=party.agreement.signed_first,
                   signed_last=party.agreement.signed_last) for party in parties]
    )  # fmt: skip
    AgreementMove.objects.bulk_create(
        [AgreementMove(agreement=pact, was=was, became=became, on=pact.signed_first, at=timezone.now(), by=person)
         for pact in pacts for was, became in (("draft", "negotiation"), ("signed", "in force"))]
    )  # fmt: skip
    items = Deliverable.objects.bulk_create(
        [Deliverable(agreement=pacts[k % share], owed_by=body, title=f"Report {k}", due_on=day(k * 9), **own)
         for k in range(n * 8 // 100)], **keep
    )  # fmt: skip
    DeliverableUpdate.objects.bulk_create(
        [DeliverableUpdate(deliverable=item, answer="on track", by_user=person, by_name="C",
                           at=timezone.now() - dt.timedelta(days=k * 9 % 3650)) for k, item in enumerate(items)], **keep
    )  # fmt: skip
    steps = n * 10 // 100
    met = Activity.objects.bulk_create(
        [Activity(partnership=tie, kind="business meeting", title=f"Meeting {k}", starts_first=day(k),
                  starts_last=day(k), **own) for k in range(n - share * 4 - len(items) * 2 - steps)], **keep
    )  # fmt: skip
    NextStep.objects.bulk_create(
        [NextStep(activity=met[k], text=f"Send the report {k}", due_on=day(k * 3)) for k in range(steps)], **keep
    )
    return tie
