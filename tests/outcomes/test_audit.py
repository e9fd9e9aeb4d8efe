"""A sample for an audit: drawn by seed, from what the drawer may read, with everything about it in one archive."""

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from outcomes.models import AuditSample, ClaimFile, ClaimFirm
from outcomes.queries.audit_archive import archive_of
from outcomes.services import report_refusals as refusals
from outcomes.services.audit import draw_sample
from outcomes.services.claims import supersede, withdraw_claim
from outcomes.services.rollup import settle
from partnerships.models import Audience
from stakeholders.access import Role
from tests.factories import (
    ClaimFactory,
    IndicatorFactory,
    MembershipFactory,
    OfficeFactory,
    OutcomeFactory,
    PartnershipFactory,
    SeatFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year - 1
FIRST, LAST = dt.date(YEAR, 1, 1), dt.date(YEAR, 12, 31)


class Scene:
    def __init__(self):
        self.body = OfficeFactory().organisation
        self.tie = PartnershipFactory(between=[self.body.place])
        SeatFactory(partnership=self.tie, organisation=self.body, role="lead")
        self.exports, self.jobs = IndicatorFactory(code="OC2"), IndicatorFactory(code="OC1")
        self.coordinator = self.member(Role.COORDINATOR)

    def member(self, role, **more):
        return MembershipFactory(user=UserFactory(), organisation=self.body, role=role, **more).user

    def claim(self, amount, indicator=None, **more):
        facts = {"evidence": 3, "occurred_first": dt.date(YEAR, 5, 1), "occurred_last": dt.date(YEAR, 5, 31), **more}
        return ClaimFactory(
            outcome=OutcomeFactory(indicator=indicator or self.exports), partnership=self.tie, owner=self.body,
            amount=Decimal(amount), currency="USD", **facts,
        )  # fmt: skip

    def draw(self, **more):
        settle()
        given = {"n": 3, "seed": "council", "first": FIRST, "last": LAST, "chosen_by": "happened", "method": "equal"}
        return draw_sample(self.body, **{**given, **more}, by=self.coordinator, at=timezone.now())


@pytest.fixture
def scene(db):
    return Scene()


def outcomes(sample):
    return [one["outcome"] for one in sample.drawn]


def test_the_same_seed_draws_the_same_outcomes_and_says_how(scene):
    for amount in range(100, 1100, 100):
        scene.claim(amount)

    first, again, other = scene.draw(), scene.draw(), scene.draw(seed="auditor")

    assert outcomes(first) == outcomes(again) != outcomes(other)
    assert (first.n, first.frame, first.frame_sha256) == (3, 10, again.frame_sha256)
    assert {one["chance"] for one in first.drawn} == {"0.300000"}
    assert first.events.get().pgh_context.metadata == {"verb": "sample.drawn", "by": scene.coordinator.pk}


def test_only_what_counts_is_drawn_and_nothing_confidential(scene):
    good = scene.claim(100)
    scene.claim(100, evidence=2)
    scene.claim(100, audience=Audience.NAMED)
    scene.claim(100, occurred_first=dt.date(YEAR - 1, 5, 1), occurred_last=dt.date(YEAR - 1, 5, 31))
    scene.coordinator.memberships.update(confidential=True)

    assert outcomes(scene.draw(n=10)) == [good.outcome_id]


def test_verified_in_the_period_is_another_list_than_happened_in_it(scene):
    old = {"occurred_first": dt.date(YEAR - 1, 5, 1), "occurred_last": dt.date(YEAR - 1, 5, 31)}
    late = scene.claim(100, evidence=2, learnt_on=dt.date(YEAR - 1, 6, 1), **old)
    supersede(late, evidence=3, learnt_on=dt.date(YEAR, 2, 1))
    early = scene.claim(100, learnt_on=dt.date(YEAR + 1, 1, 15))

    assert outcomes(scene.draw(n=9)) == [early.outcome_id]
    assert outcomes(scene.draw(n=9, chosen_by="verified")) == [late.outcome_id]


def test_by_size_it_is_drawn_within_each_indicator(scene):
    for amount in (10**6, 10, 10, 10):
        scene.claim(amount)
    for amount in (2, 2, 2):
        scene.claim(amount, scene.jobs)

    drawn = scene.draw(n=3, method="size")

    chances = {one["value"]: one["chance"] for one in drawn.drawn}
    assert {one["indicator"] for one in drawn.drawn} == {"OC1", "OC2"}
    assert chances["1000000.00"] == "1.000000"
    assert drawn.stratified


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"n": 0}, refusals.SampleSize),
        ({"n": 501}, refusals.SampleSize),
        ({"seed": " "}, refusals.SeedMissing),
        ({"first": LAST, "last": FIRST}, refusals.PeriodOutOfOrder),
        ({"first": dt.date(1990, 1, 1), "last": dt.date(1990, 1, 2)}, refusals.NothingToDraw),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(scene, given, refusal):
    scene.claim(100)

    with pytest.raises(refusal):
        scene.draw(**given)
    assert not AuditSample.objects.exists()


def read(archive):
    """{name: bytes} of a ZIP."""
    with zipfile.ZipFile(archive) as found:
        return {name: found.read(name) for name in found.namelist()}


def rows_of(files, name):
    return list(csv.DictReader(io.StringIO(files[name].decode("utf-8-sig"))))


def test_the_archive_holds_evidence_people_dates_and_history(scene):
    claim = scene.claim(100, evidence=2, title="=HYPERLINK(1)", created_by=scene.coordinator)
    ClaimFirm.objects.create(claim=claim, name="Alder Works", audience=Audience.OFFICE)
    kept = ClaimFile(claim=claim, name="contract page.pdf", content_type="application/pdf", size=9, sha256="x")
    kept.file.save("contract", ContentFile(b"%PDF-1.7."), save=False)
    kept.save()
    supersede(claim, evidence=4)
    sample = scene.draw()

    files = read(archive_of(scene.coordinator, sample))

    manifest = json.loads(files["manifest.json"])
    claims, history = rows_of(files, "claims.csv"), rows_of(files, "history.csv")
    assert [row["evidence"] for row in claims] == ["E2", "E4"]
    assert claims[0]["title"] == "'=HYPERLINK(1)"
    assert claims[0]["superseded_by"] == claims[1]["claim"]
    assert {row["name"] for row in rows_of(files, "people.csv")} >= {"Alder Works", scene.coordinator.name}
    assert {row["what"] for row in history} == {"insert", "update"}
    assert rows_of(files, "outcomes.csv")[0]["state_now"] == "one_sided"
    assert [data for name, data in files.items() if name.endswith("contract_page.pdf")] == [b"%PDF-1.7."] * 2
    assert all(hashlib.sha256(files[one["name"]]).hexdigest() == one["sha256"] for one in manifest["files"])
    assert len(manifest["files"]) + 1 == len(files)


def test_the_same_archive_is_the_same_file_until_a_record_changes(scene):
    claim = scene.claim(100)
    sample = scene.draw()

    first, again = (archive_of(scene.coordinator, sample).read() for _ in range(2))
    withdraw_claim(claim, reason="Cancelled.", by=scene.coordinator, at=timezone.now())
    settle()
    later = read(archive_of(scene.coordinator, sample))

    assert first == again
    assert rows_of(later, "outcomes.csv")[0]["state_now"] == "not counted"
    assert rows_of(later, "claims.csv")[0]["withdrawn_reason"] == "Cancelled."


def test_the_archive_holds_only_what_its_reader_may_open(scene):
    claim = scene.claim(100, title="Pumps")
    sample = scene.draw()
    type(claim).objects.update(audience=Audience.NAMED)

    files = read(archive_of(scene.coordinator, sample))

    assert rows_of(files, "claims.csv") == rows_of(files, "history.csv") == []
    assert json.loads(files["manifest.json"])["closed_to_reader"] == [claim.outcome_id]


def test_coordinators_draw_on_a_page_and_others_find_none(scene):
    scene.claim(100)
    settle()
    client, executive = Client(), Client()
    client.force_login(scene.coordinator)
    executive.force_login(scene.member(Role.VIEWER))

    typed = {"n": 1, "seed": "x", "first": FIRST, "last": LAST, "chosen_by": "happened", "method": "equal"}
    answer = client.post("/audit/", typed)
    page = client.get(answer["Location"]).content.decode()
    archive = client.get(answer["Location"] + "archive/")
    refused = client.post("/audit/", {**typed, "last": dt.date(1990, 1, 1)})

    assert "1 of 1 outcomes" in page
    assert read(io.BytesIO(archive.getvalue())).keys() >= {"manifest.json", "claims.csv"}
    assert refused.status_code == 422
    assert str(refusals.PeriodOutOfOrder.message) in refused.content.decode()
    assert executive.get("/audit/").status_code == 403
    assert executive.get(answer["Location"] + "archive/").status_code == 403
