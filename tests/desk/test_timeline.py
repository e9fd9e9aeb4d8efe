"""The timeline of a tie: every kind of record, each read by its own rule, in a number of queries that stays."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.models import Activity, NextStep
from agreements.models import AgreementMove, DeliverableUpdate, Signature
from desk.timeline import KINDS, page_of
from partnerships.models import TieRequest
from partnerships.services.seats import end_tie, pause_tie, resume_tie
from stakeholders.dates import PartialDate
from stakeholders.models import User
from tests.activities.scene import NOW, build
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    ClaimFactory,
    DeliverableFactory,
    OutcomeFactory,
    PartyFactory,
    ShareFactory,
)

DAY = dt.date(2026, 3, 1)


@pytest.fixture
def scene(db):
    found = build()
    fill(found, 1)
    return found


def fill(scene, times, audience="office"):
    """One record of each kind, so many times; signed papers and their parts lie in 2025."""
    for number in range(times):
        own = {"owner": scene.office, "audience": audience}
        pact = AgreementFactory(
            partnership=scene.tie, title=f"Pact {number}", signed_first=dt.date(2025, 5, 1),
            signed_last=dt.date(2025, 5, 1), **own,
        )  # fmt: skip
        party = PartyFactory(agreement=pact, organisation=scene.office, side=scene.here)
        Signature.objects.create(
            party=party, person_name="Ines Roth", signed_first=dt.date(2025, 5, 1), signed_last=dt.date(2025, 5, 1)
        )
        AgreementMove.objects.create(
            agreement=pact, was="signed", became="in force", on=dt.date(2025, 6, 1), at=NOW, by=scene.ana
        )
        report = DeliverableFactory(agreement=pact, owed_by=scene.office, title=f"Survey {number}", due_on=DAY, **own)
        DeliverableUpdate.objects.create(
            deliverable=report, answer="on track", by_user=scene.ana, by_name="Ana", at=NOW, note="half of it"
        )
        visit = ActivityFactory(
            partnership=scene.tie, title=f"Visit {number}", starts_first=DAY, starts_last=DAY, **own
        )
        NextStep.objects.create(activity=visit, text=f"Send photos {number}", due_on=DAY + dt.timedelta(days=9))
        outcome = OutcomeFactory()
        ShareFactory(outcome=outcome, partnership=scene.tie)
        ClaimFactory(
            outcome=outcome, partnership=scene.tie, organisation=scene.office, title=f"Lease {number}",
            occurred_first=DAY, occurred_last=DAY, **own,
        )  # fmt: skip


def read(scene, user=None, **asked):
    return page_of(User.objects.get(pk=(user or scene.ana).pk), scene.tie, **asked)


def types(page):
    return [entry.type for entry in page.entries]


def test_every_kind_stands_in_it_newest_first(scene):
    page = read(scene)

    assert types(page) == [
        "update", "step", "activity", "deliverable", "outcome", "move", "agreement", "signature",
    ]  # fmt: skip
    assert page.by_year == {2026: 5, 2025: 3}
    elsewhere = {"amendment", "fund report", "gift", "visit", "request", "request answer", "standing", "lead"}
    assert set(types(page)) | elsewhere == {kind.code for kind in KINDS}
    assert [entry.first for entry in page.entries] == sorted((entry.first for entry in page.entries), reverse=True)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"show": "activity"}, ["activity"]),
        ({"year": 2025}, ["move", "agreement", "signature"]),
        ({"year": 2025, "show": "activity"}, []),
        ({"text": "ínes PACT"}, ["signature"]),
        ({"text": "half"}, ["update"]),
        ({"text": "%_"}, []),
    ],
)
def test_one_kind_a_year_and_words_narrow_it(scene, asked, found):
    assert types(read(scene, **asked)) == found


def test_each_kind_is_read_as_its_own_rule_says(scene):
    fill(scene, 1, audience="shared")

    seen = {user.name: sorted(types(read(scene, user))) for user in (scene.hanna, scene.rita, scene.nobody)}

    assert seen == {
        "hanna": ["activity", "agreement", "deliverable", "outcome", "signature", "update"],
        "rita": [],
        "nobody": [],
    }


def test_pages_follow_each_other_without_gap_or_repeat(scene):
    fill(scene, 4)
    whole = [(entry.type, entry.title) for entry in read(scene, rows=100).entries]

    pages = [read(scene, number=number, rows=7) for number in range(1, 7)]

    assert [(entry.type, entry.title) for page in pages for entry in page.entries] == whole
    assert [page.left for page in pages] == [33, 26, 19, 12, 5, 0]
    assert read(scene, number=99, rows=7).entries == pages[-1].entries


def asked_queries(scene):
    user = User.objects.get(pk=scene.ana.pk)
    with CaptureQueriesContext(connection) as queries:
        page = page_of(user, scene.tie, rows=50)
    return len(queries), page.total


def test_two_thousand_entries_cost_the_queries_of_ten(scene):
    few = asked_queries(scene)
    Activity.objects.bulk_create(
        Activity(
            partnership=scene.tie, owner=scene.office, title=f"Meeting {number}", kind="business meeting",
            starts_first=DAY - dt.timedelta(days=number), starts_last=DAY - dt.timedelta(days=number),
        )
        for number in range(2000)
    )  # fmt: skip

    many = asked_queries(scene)

    assert (few[1], many[1]) == (8, 2008)
    assert many[0] <= few[0]


@pytest.mark.parametrize(
    "query", ["", "?show=activity", "?year=2025&q=pact", "?page=999", "?page=x&year=00&show=%00&q=%00", "?year=99999"]
)
def test_the_page_answers_whatever_is_asked(scene, query):
    client = Client()
    client.force_login(scene.ana)

    answer = client.get(reverse("partnerships:tab", args=[scene.tie.slug, "timeline"]) + query)

    assert answer.status_code == 200


def test_the_page_of_the_tie_leads_to_the_earlier_entries(scene):
    fill(scene, 2)
    client = Client()
    client.force_login(scene.ana)

    home = client.get(reverse("partnerships:detail", args=[scene.tie.slug]) + "?show=activity").content.decode()
    whole = client.get(reverse("partnerships:detail", args=[scene.tie.slug])).content.decode()

    assert "earlier entr" not in home
    assert "12 earlier entries" in whole
    assert f"/partnerships/{scene.tie.slug}/timeline/" in whole


def test_the_office_reads_how_the_tie_came_about_and_why_it_rests_and_nobody_else_does(scene):
    request = TieRequest.objects.create(
        owner=scene.office, place=scene.there, partnership=scene.tie, sender="Jana Ek", received_on=DAY,
        text="Dear city", state="exploring", decided_on=DAY + dt.timedelta(days=5), reason="It fits", authority="Mayor",
    )  # fmt: skip
    given = {"office": scene.office, "by": scene.ana, "at": NOW}
    pause_tie(scene.tie, reason="An audit", authority="Council", on=PartialDate.day(dt.date(2026, 4, 1)), **given)
    resume_tie(scene.tie, on=PartialDate.day(dt.date(2026, 5, 1)), **given)
    end_tie(scene.tie, reason="The fund ended", authority="Council", on=PartialDate.day(dt.date(2026, 6, 1)), **given)

    wanted = ("request", "request answer", "standing")
    read_by = {
        user.name: [
            (entry.iso, entry.title, entry.text)
            for entry in read(scene, user, rows=100).entries if entry.type in wanted
        ]
        for user in (scene.ana, scene.hanna, scene.rita)
    }

    assert read_by == {
        "ana": [
            ("2026-06-01", "Chicago office: Ended", "The fund ended. Council."),
            ("2026-05-01", "Chicago office: Kept", ""),
            ("2026-04-01", "Chicago office: Paused", "An audit. Council."),
            ("2026-03-06", "Request answered: Exploring", "It fits. Mayor."),
            ("2026-03-01", "Hamburg asked for a tie", "Jana Ek."),
        ],
        "hanna": [],
        "rita": [],
    }
    assert types(read(scene, text="jana dear")) == ["request"]
    assert read(scene, show="request").entries[0].url == reverse("partnerships:request", args=[request.pk])
