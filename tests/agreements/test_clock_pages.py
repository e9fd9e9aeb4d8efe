"""Pages of filings, of the days and rules behind them, and of quotas."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agreements.models import ClockFile, ClockTask, Jurisdiction, Milestone, Quota, QuotaUse
from agreements.services import clocks as services
from agreements.services.clock_refusals import NoSuchSubject, NotAcademic, QuotaWasUsed, YearOutside
from agreements.services.quotas import remove_quota, report_use, set_quota
from desk.sample import clear
from desk.work import Desk, count_work, gather_work
from stakeholders.queries import office_of
from tests.agreements.scene import NOW, PDF
from tests.agreements.test_pages import page
from tests.factories import PartyFactory, UserFactory


@pytest.fixture
def ana(scene, client):
    client.force_login(scene.ana)
    return client


@pytest.fixture
def academic(scene):
    scene.agreement.kind = "academic"
    scene.agreement.save(update_fields=["kind"])
    PartyFactory(agreement=scene.agreement, organisation=scene.port)
    return scene.agreement


def quota_of(agreement, by, **changes):
    asked = {"direction": "out", "level": "master", "places": 5, "from_year": 2025, **changes}
    return set_quota(agreement, by=by, at=NOW, **asked)


def test_a_filing_stands_on_the_agreement_in_the_list_and_in_my_work(task, scene, ana):
    for path in (f"/agreements/{scene.agreement.pk}/", "/clocks/", "/clocks/?show=late", "/my-work/"):
        assert task.title in page(ana, path), path
    assert task.title not in page(ana, "/clocks/?show=closed")

    groups = gather_work(Desk(scene.ana, office_of(scene.ana)), timezone.now())
    assert [item.title for group in groups if group.key == "late" for item in group.items] == [task.title]
    assert count_work(Desk(scene.ana, office_of(scene.ana)), timezone.now())["my_work"] == 1


def test_a_filing_is_closed_on_its_page_with_a_receipt_that_its_readers_download(task, scene, ana):
    path = f"/clocks/{task.pk}/"
    assert ana.post(f"{path}file/", {"done_on": timezone.localdate()}).status_code == 422

    sent = {"done_on": timezone.localdate(), "reference": "R-7", "file": SimpleUploadedFile("r.pdf", PDF)}
    assert ana.post(f"{path}file/", sent).status_code == 302

    text = page(ana, path)
    assert "R-7" in text
    assert "after its last day" in text
    receipt = f"/clocks/files/{ClockFile.objects.get().pk}/"
    assert b"".join(ana.get(receipt).streaming_content) == PDF
    ana.force_login(scene.fara)
    assert (ana.get(path).status_code, ana.get(receipt).status_code) == (404, 404)


def test_not_needed_asks_why_and_can_be_opened_again(task, ana):
    path = f"/clocks/{task.pk}/"
    assert ana.post(f"{path}set-aside/", {"note": ""}).status_code == 422
    assert ana.post(f"{path}set-aside/", {"note": "Entered by the region"}).status_code == 302
    assert ana.post(f"{path}file/", {"done_on": timezone.localdate(), "reference": "7"}).status_code == 409
    assert "Entered by the region" in page(ana, path)

    assert ana.post(f"{path}reopen/").status_code == 302
    assert ClockTask.objects.open().count() == 1


def test_a_day_is_recorded_and_taken_back(scene, ana):
    path = f"/agreements/{scene.agreement.pk}/days/"
    assert ana.post(path, {"event": "signing planned", "on": "soon"}).status_code == 422
    assert ana.post(path, {"event": "signing planned", "on": "2027-03"}).status_code == 302

    stone = Milestone.objects.get()
    assert (stone.on_first, stone.on_last) == (dt.date(2027, 3, 1), dt.date(2027, 3, 31))
    assert "March 2027" in page(ana, path)
    assert ana.post(f"/agreements/days/{stone.pk}/remove/").status_code == 302
    assert not Milestone.objects.exists()


def test_a_coordinator_chooses_and_drops_rules_of_the_office(scene, ana):
    assert "Public register" in page(ana, "/clocks/rules/")
    assert ana.post("/clocks/rules/", {"pack": "public-register"}).status_code == 302
    row = Jurisdiction.objects.get()
    assert (row.office, row.place) == (scene.office, None)

    ana.force_login(scene.fara)
    assert ana.post(f"/clocks/rules/{row.pk}/drop/").status_code == 403  # her organisation runs no office here
    ana.force_login(scene.ben)
    assert ana.post(f"/clocks/rules/{row.pk}/drop/").status_code == 302
    assert not Jurisdiction.objects.exists()


def test_the_law_of_a_country_is_set_by_platform_staff_alone(scene, ana, client):
    sent = {"pack": "jp-clair", "place": "JP"}
    japan_of(scene)
    assert ana.post("/clocks/rules/", sent).status_code == 422  # not offered to an office elsewhere

    client.force_login(UserFactory(is_staff=True))
    assert client.post("/clocks/rules/", {**sent, "place": "XX"}).status_code == 422
    assert client.post("/clocks/rules/", sent).status_code == 302
    assert Jurisdiction.objects.get().place == scene.there.country


def test_more_filings_cost_no_more_queries(task, ana, django_assert_max_num_queries):
    for number in range(3):
        ClockTask.objects.create(
            agreement=task.agreement, organisation=task.organisation, owner=task.owner, pack="x", clock=f"c{number}",
            event="signed", event_first=task.event_first, event_last=task.event_last, due_on=task.due_on,
            title=f"T{number}", filed_with="W", law="L", opened_at=NOW,
        )  # fmt: skip

    with django_assert_max_num_queries(14):
        ana.get("/clocks/")


def test_clearing_the_sample_takes_its_filings_rules_and_quotas_along(task, academic, scene):
    services.close_filing(task, done_on=NOW.date(), reference="7", by=scene.ana, at=NOW)
    services.choose_rules(pack="jp-clair", place=japan_of(scene), by=scene.ana, at=NOW)
    report_use(quota_of(academic, scene.ana), year=2025, used=1, by=scene.ana, at=NOW)
    for record in (scene.office, scene.tie, scene.agreement, scene.ana, scene.ben, scene.eve, scene.office.office):
        type(record).objects.filter(pk=record.pk).update(sample=True)

    clear.clear()

    left = [model.objects.exists() for model in (ClockTask, Jurisdiction, Quota, QuotaUse)]
    assert left == [False] * 4


def japan_of(scene):
    scene.there.country.iso_code = scene.there.country.country_code = "JP"
    scene.there.country.save()
    return scene.there.country


class TestQuotas:
    def test_a_quota_and_what_was_used_stand_on_the_agreement_in_plain_words(self, academic, scene, ana):
        sent = {"direction": "both", "level": "doctorate", "places": 5, "months": "6", "subject_code": "041",
                "from_year": 2025}  # fmt: skip
        assert ana.post(f"/agreements/{academic.pk}/quotas/new/", sent).status_code == 302
        quota = Quota.objects.get()
        assert ana.post(f"/agreements/quotas/{quota.pk}/use/", {"year": 2025, "used": 8}).status_code == 302

        text = page(ana, f"/agreements/{academic.pk}/")
        for words in ("Business and administration", "2025/26: 8 of 5", "3 more than agreed", "Both ways"):
            assert words in text

    def test_a_party_reports_what_was_used_and_sets_no_quota(self, academic, scene, client):
        quota = quota_of(academic, scene.ana)
        client.force_login(scene.pia)
        path = f"/agreements/quotas/{quota.pk}/"

        assert client.post(f"{path}use/", {"year": 2025, "used": 4}).status_code == 302
        assert client.post(path, {}).status_code == 403
        assert client.post(f"/agreements/{academic.pk}/quotas/new/", {}).status_code == 403
        client.force_login(scene.fara)
        assert client.post(f"{path}use/", {"year": 2025, "used": 4}).status_code == 403
        client.force_login(scene.nobody)
        assert client.get(f"{path}use/").status_code == 404

    def test_the_later_figure_of_a_year_stands(self, academic, scene):
        quota = quota_of(academic, scene.ana)
        for used in (3, 4):
            report_use(quota, year=2025, used=used, by=scene.ana, at=NOW)

        assert QuotaUse.objects.get().used == 4

    def test_the_same_form_twice_sets_one_quota(self, academic, scene):
        assert quota_of(academic, scene.ana) == quota_of(academic, scene.ana)

    def test_what_cannot_be_is_refused(self, academic, scene):
        quota = quota_of(academic, scene.ana, until_year=2027)
        report_use(quota, year=2027, used=1, by=scene.ana, at=NOW)

        with pytest.raises(YearOutside):
            report_use(quota, year=2028, used=1, by=scene.ana, at=NOW)
        with pytest.raises(NoSuchSubject):
            quota_of(academic, scene.ana, subject_code="law")
        with pytest.raises(QuotaWasUsed):
            remove_quota(quota, by=scene.ana, at=NOW)
        academic.kind = "trade"
        with pytest.raises(NotAcademic):
            quota_of(academic, scene.ana)

    def test_an_unused_quota_is_changed_and_removed_on_its_page(self, academic, scene, ana):
        quota = quota_of(academic, scene.ana)
        path = f"/agreements/quotas/{quota.pk}/"
        page(ana, path)

        changed = {"direction": "in", "level": "staff", "places": 2, "from_year": 2026, "until_year": 2025}
        assert ana.post(path, changed).status_code == 422
        assert ana.post(path, {**changed, "until_year": 2028}).status_code == 302
        quota.refresh_from_db()
        assert (quota.direction, quota.level, quota.places, quota.years) == ("in", "staff", 2, "2026/27 – 2028/29")
        assert ana.post(f"{path}remove/").status_code == 302
        assert not Quota.objects.exists()
