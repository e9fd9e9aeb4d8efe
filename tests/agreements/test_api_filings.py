"""Filings and quotas over the API: read by those who file, closed with proof, used places reported."""

import pytest
from django.utils import timezone

from agreements.models import ClockTask, QuotaUse
from agreements.services.quotas import set_quota
from partnerships.models import Audience
from tests.agreements.scene import DAY, NOW
from tests.agreements.test_api_writing import asked, faults, send
from tests.factories import AgreementFactory, PartyFactory

FILINGS, QUOTAS = "/api/v1/filings/", "/api/v1/quotas/"


@pytest.fixture
def quota(scene):
    scene.agreement.kind = "academic"
    scene.agreement.save(update_fields=["kind"])
    PartyFactory(agreement=scene.agreement, organisation=scene.port)
    return set_quota(
        scene.agreement, direction="out", level="master", places=5, from_year=2025, until_year=2027,
        subject_code="041", months="5", by=scene.ana, at=NOW,
    )  # fmt: skip


def filing(task, verb=""):
    return f"{FILINGS}{task.pk}/" + (f"{verb}/" if verb else "")


def filed(**more):
    return {"done_on": timezone.localdate().isoformat(), "reference": "R-2026-7", **more}


def listed(person, question=""):
    answer = asked(person, f"{FILINGS}?{question}")
    assert answer.status_code == 200
    return [row["id"] for row in answer.json()["results"]]


def test_a_filing_says_what_is_to_be_filed_with_whom_by_when_and_by_which_law(task, scene):
    shown = asked(scene.ana, filing(task)).json()

    assert shown == {
        "id": task.pk, "agreement": scene.agreement.pk, "partnership": scene.tie.slug,
        "organisation": "City of Chicago",
        "event": "signed", "due_on": (timezone.localdate() - 6 * DAY).isoformat(), "title": task.title,
        "filed_with": task.filed_with, "law": task.law, "law_url": task.law_url, "state": "late", "closed_as": "",
        "done_on": None, "reference": "", "note": "",
    }  # fmt: skip


def test_filings_are_found_by_agreement_by_due_day_and_by_whether_they_are_open(task, scene):
    beside = AgreementFactory(partnership=scene.tie, owner=scene.office)
    due, after = task.due_on.isoformat(), (task.due_on + DAY).isoformat()

    assert listed(scene.ana, f"agreement={scene.agreement.pk}&open=true&due_from={due}&due_to={due}") == [task.pk]
    assert listed(scene.ana, f"agreement={beside.pk}") == []
    assert listed(scene.ana, f"due_from={after}") == []
    assert listed(scene.ana, "open=false") == []
    send(scene.ana, filing(task, "file"), filed())
    assert listed(scene.ana, "open=false") == [task.pk]


def test_a_filing_is_closed_with_its_day_and_reference_and_sent_twice_stays_so(task, scene):
    first = send(scene.ana, filing(task, "file"), filed(note="By post"))
    again = send(scene.ana, filing(task, "file"), filed(reference="Another"))

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert {name: first.json()[name] for name in ("state", "closed_as", "reference", "note")} == {
        "state": "done", "closed_as": "filed", "reference": "R-2026-7", "note": "By post",
    }  # fmt: skip


def test_nothing_has_to_be_filed_for_a_reason(task, scene):
    answer = send(scene.ana, filing(task, "set-aside"), {"note": "The council waived it"})

    assert (answer.json()["state"], answer.json()["closed_as"]) == ("waived", "not needed")
    assert answer.json()["note"] == "The council waived it"


def test_who_comes_second_is_told_who_closed_the_filing(task, scene):
    send(scene.ana, filing(task, "file"), filed())

    for verb, sent in (("file", filed()), ("set-aside", {"note": "Not needed"})):
        answer = send(scene.ben, filing(task, verb), sent)
        assert answer.status_code == 409
        assert "Ana closed this filing" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("verb", "sent", "field"),
    [
        ("file", {"done_on": "2999-01-01"}, "done_on"),
        ("file", {"done_on": "soon"}, "done_on"),
        ("file", {"reference": " "}, "reference"),
        ("file", {"reference": "x" * 201}, "reference"),
        ("set-aside", {"note": " "}, "note"),
    ],
)
def test_a_filing_without_proof_or_reason_stays_open(task, scene, verb, sent, field):
    assert faults(send(scene.ana, filing(task, verb), filed(**sent))) == {field}
    assert ClockTask.objects.get().is_open


def test_only_who_keeps_the_papers_of_the_body_closes_its_filing(task, scene):
    for person, status in ((scene.eve, 403), (scene.fara, 404), (scene.pia, 404), (scene.nobody, 404)):
        answers = [
            send(person, filing(task, "file"), filed()).status_code,
            send(person, filing(task, "set-aside"), {"note": "x"}).status_code,
        ]
        assert answers == [status, status], person.name
    assert ClockTask.objects.get().is_open
    assert (listed(scene.eve), listed(scene.fara), listed(scene.nobody)) == ([task.pk], [], [])


def test_a_quota_says_how_many_may_go_and_how_many_went(quota, scene):
    for year, used in ((2025, 4), (2026, 6)):
        answer = send(scene.ana, f"{QUOTAS}{quota.pk}/use/", {"year": year, "used": used, "months": "20"})

    assert answer.status_code == 200
    assert answer.json() == {
        "id": quota.pk, "agreement": scene.agreement.pk, "direction": "out", "level": "master", "places": 5,
        "months": "5.0", "subject_code": "041", "subject": "Business and administration", "from_year": 2025,
        "until_year": 2027, "years": "2025/26 – 2027/28",
        "uses": [
            {"year": 2026, "used": 6, "months": "20.0", "note": ""},
            {"year": 2025, "used": 4, "months": "20.0", "note": ""},
        ],
    }  # fmt: skip


def test_the_later_figure_of_a_year_stands_and_no_second_is_made(quota, scene):
    for used in (3, 4, 4):
        send(scene.ana, f"{QUOTAS}{quota.pk}/use/", {"year": 2025, "used": used})

    assert QuotaUse.objects.get().used == 4


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"year": 2028}, "year"),
        ({"year": "next"}, "year"),
        ({"used": -1}, "used"),
        ({"months": "-1"}, "months"),
        ({"note": "x" * 201}, "note"),
    ],
)
def test_a_use_that_cannot_be_is_named_by_its_field(quota, scene, sent, field):
    assert faults(send(scene.ana, f"{QUOTAS}{quota.pk}/use/", {"year": 2025, "used": 1, **sent})) == {field}
    assert not QuotaUse.objects.exists()


def test_a_party_reports_what_was_used_and_whoever_only_reads_does_not(quota, scene):
    use = {"year": 2025, "used": 2}
    for person, status in ((scene.pia, 200), (scene.eve, 403), (scene.fara, 403), (scene.nobody, 404)):
        assert send(person, f"{QUOTAS}{quota.pk}/use/", use).status_code == status, person.name


def test_quotas_are_found_by_agreement_and_read_with_it(quota, scene):
    def found(person, question=""):
        return [row["id"] for row in asked(person, f"{QUOTAS}?{question}").json()["results"]]

    assert found(scene.fara, f"agreement={scene.agreement.pk}&direction=out") == [quota.pk]
    assert found(scene.ana, "level=staff") == []
    scene.agreement.audience = Audience.OFFICE
    scene.agreement.save(update_fields=["audience"])
    assert found(scene.fara) == []
