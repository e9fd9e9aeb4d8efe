"""Clocks of law: what opens them, what moves them, what closes them, and for whom."""

import datetime as dt
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import AgreementStatus, Approval, ClockTask, Milestone, Signature
from agreements.services import clocks as services
from agreements.services.agreements import record_agreement
from agreements.services.clock_refusals import (
    AlreadyClosed,
    FiledLater,
    NotRecordedHere,
    ProofMissing,
    UnknownRules,
    WhyNotNeeded,
)
from agreements.services.moves import move_agreement
from partnerships.models import Audience
from stakeholders.dates import PartialDate
from stakeholders.models import Post
from tests.agreements.scene import DAY, NOW, PDF
from tests.agreements.test_rule_packs import CLOCK, pack, written
from tests.factories import AgreementFactory, PartyFactory

TODAY = NOW.date()


@pytest.fixture
def folder(tmp_path, settings):
    """A folder with one law of a jurisdiction that is not shipped, added as an installation adds its own."""
    written(tmp_path, pack(code="mx-registro", country="MX", clocks=[
        CLOCK,
        {**CLOCK, "code": "ask", "title": "Ask before", "event": "signing planned",
         "offset": {"days": 5, "when": "before"}},
        {**CLOCK, "code": "ports", "title": "Port notice", "organisation_kinds": ["port authority"]},
        {**CLOCK, "code": "changed", "title": "Notify the change", "event": "amended"},
        {**CLOCK, "code": "over", "title": "Notify the end", "event": "ended"},
    ]))  # fmt: skip
    settings.RULE_PACKS = [*settings.RULE_PACKS, tmp_path]
    return tmp_path


@pytest.fixture
def law(folder, scene):
    """The law holds for Mexico."""
    return services.choose_rules(pack="mx-registro", place=scene.there.country, by=scene.ana, at=NOW)


@pytest.fixture
def rule(scene):
    """The office keeps a public register."""
    return services.choose_rules(pack="public-register", office=scene.office, by=scene.ana, at=NOW)


def sign(agreement, day, last=None):
    agreement.signed_first, agreement.signed_last = day, last or day
    agreement.save(update_fields=["signed_first", "signed_last"])
    services.open_all_clocks(at=NOW)


def tasks(agreement):
    """{clock code: due day} of what is open."""
    return dict(agreement.clock_tasks.open().values_list("clock", "due_on"))


def test_a_new_jurisdiction_is_one_file_and_its_clocks_open(law, scene):
    sign(scene.agreement, TODAY)

    assert tasks(scene.agreement) == {"notify": TODAY + 10 * DAY}
    task = scene.agreement.clock_tasks.get()
    assert (task.organisation, task.owner, task.filed_with, task.law) == (scene.far, scene.far, "Ministry", "A law")


def test_a_city_inherits_the_law_of_its_country_until_it_chooses_its_own(law, folder, scene):
    written(folder, pack(code="of-the-city", clocks=[{**CLOCK, "code": "city"}]), "city.json")
    services.choose_rules(pack="of-the-city", place=scene.there, by=scene.ana, at=NOW)

    sign(scene.agreement, TODAY)

    assert tasks(scene.agreement) == {"city": TODAY + 10 * DAY}


def test_only_the_bodies_of_the_kind_that_the_law_names_have_to_file(law, scene):
    PartyFactory(agreement=scene.agreement, organisation=scene.port)

    sign(scene.agreement, TODAY)

    found = scene.agreement.clock_tasks.order_by("clock").values_list("clock", "organisation", "owner")
    assert list(found) == [
        ("notify", scene.port.pk, scene.far.pk), ("ports", scene.port.pk, scene.far.pk),
    ]  # the lead of the port's side keeps its papers  # fmt: skip


def test_opening_twice_opens_nothing_twice(law, scene):
    sign(scene.agreement, TODAY)
    before = list(ClockTask.objects.values())

    assert services.open_all_clocks(at=NOW + DAY) == 0
    services.open_clocks(scene.agreement, at=NOW + DAY)

    assert list(ClockTask.objects.values()) == before


def test_the_sweep_asks_no_more_questions_for_more_agreements(law, scene, django_assert_num_queries):
    AgreementFactory.create_batch(2, partnership=scene.tie, owner=scene.office, signed_first=TODAY, signed_last=TODAY)
    services.open_all_clocks(at=NOW)
    with CaptureQueriesContext(connection) as few:
        services.open_all_clocks(at=NOW)
    AgreementFactory.create_batch(6, partnership=scene.tie, owner=scene.office, signed_first=TODAY, signed_last=TODAY)
    assert services.open_all_clocks(at=NOW) == 6

    with django_assert_num_queries(len(few)):
        services.open_all_clocks(at=NOW)


def test_a_month_starts_its_clock_on_its_last_day(law, scene):
    sign(scene.agreement, dt.date(2026, 11, 1), dt.date(2026, 11, 30))
    assert tasks(scene.agreement) == {}

    services.open_all_clocks(at=dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC))

    assert tasks(scene.agreement) == {"notify": dt.date(2026, 12, 10)}


def test_what_comes_before_opens_with_the_plan_and_moves_with_it(law, scene):
    plan = {"event": "signing planned", "by": scene.ana, "at": NOW}
    services.record_milestone(scene.agreement, on=PartialDate.day(TODAY + 30 * DAY), **plan)
    assert tasks(scene.agreement) == {"ask": TODAY + 25 * DAY}

    services.record_milestone(scene.agreement, on=PartialDate.parse("2027-03"), **plan)

    assert tasks(scene.agreement) == {"ask": dt.date(2027, 2, 24)}
    assert Milestone.objects.count() == 1


def test_a_day_that_moves_moves_what_is_open_and_leaves_what_was_filed(law, scene):
    other = AgreementFactory(partnership=scene.tie, owner=scene.office)
    sign(scene.agreement, TODAY)
    sign(other, TODAY)
    services.close_filing(other.clock_tasks.get(), done_on=TODAY, reference="7", by=scene.fara, at=NOW)

    sign(scene.agreement, TODAY - 3 * DAY)
    sign(other, TODAY - 3 * DAY)

    assert tasks(scene.agreement) == {"notify": TODAY + 7 * DAY}
    assert other.clock_tasks.get().due_on == TODAY + 10 * DAY


def test_a_day_taken_back_takes_back_what_is_still_open(law, scene):
    milestone = services.record_milestone(
        scene.agreement, event="signing planned", on=PartialDate.day(TODAY), by=scene.ana, at=NOW
    )

    services.remove_milestone(milestone, by=scene.ana, at=NOW)

    assert tasks(scene.agreement) == {}


def test_each_amendment_has_a_clock_of_its_own(law, scene):
    for day in (TODAY - DAY, TODAY):
        services.record_milestone(scene.agreement, event="amended", on=PartialDate.day(day), by=scene.ana, at=NOW)

    due = scene.agreement.clock_tasks.filter(clock="changed").values_list("due_on", flat=True)
    assert list(due) == [TODAY + 9 * DAY, TODAY + 10 * DAY]


def test_what_happened_before_the_law_or_before_it_was_chosen_opens_nothing(folder, scene):
    row = services.choose_rules(
        pack="mx-registro", place=scene.there.country, since=TODAY - DAY, by=scene.ana, at=NOW
    )
    sign(scene.agreement, TODAY - 2 * DAY)
    assert tasks(scene.agreement) == {}

    services.choose_rules(pack="mx-registro", place=scene.there.country, by=scene.ana, at=NOW)
    services.open_all_clocks(at=NOW)
    assert list(tasks(scene.agreement)) == ["notify"]

    sign(scene.agreement, dt.date(2019, 5, 1))
    assert tasks(scene.agreement) == {}
    row.refresh_from_db()
    assert row.since is None


def test_an_office_switches_a_rule_on_and_off_for_itself_alone(rule, scene):
    sign(scene.agreement, TODAY)
    assert tasks(scene.agreement) == {"enter": TODAY + 14 * DAY}
    assert scene.agreement.clock_tasks.get().organisation == scene.office

    services.drop_rules(rule, by=scene.ana, at=NOW)

    assert tasks(scene.agreement) == {}


def test_recording_and_moving_an_agreement_open_its_clocks_at_once(rule, scene):
    agreement = record_agreement(
        scene.tie, owner=scene.office, kind="trade", title="Trade pact", status=AgreementStatus.IN_FORCE,
        signed=PartialDate.day(TODAY), parties=[scene.office], by=scene.ana, at=NOW,
    )  # fmt: skip
    assert tasks(agreement) == {"enter": TODAY + 14 * DAY}

    move_agreement(agreement, to="ended", on=TODAY, reason="Both agreed", by=scene.ana, at=NOW)

    assert tasks(agreement) == {"enter": TODAY + 14 * DAY, "enter-end": TODAY + 14 * DAY}


def test_rules_that_are_not_there_or_not_for_this_are_refused(folder, scene):
    asked = [
        {"pack": "nothing", "office": scene.office},
        {"pack": "public-register", "place": scene.here},
        {"pack": "mx-registro", "office": scene.office},
        {"pack": "mx-registro", "place": scene.here},
    ]

    for typed in asked:
        with pytest.raises(UnknownRules):
            services.choose_rules(by=scene.ana, at=NOW, **typed)


def test_days_that_the_agreement_itself_holds_are_not_written_twice(scene):
    with pytest.raises(NotRecordedHere):
        services.record_milestone(scene.agreement, event="signed", on=PartialDate.day(TODAY), by=scene.ana, at=NOW)


class TestClosing:
    @pytest.fixture
    def task(self, rule, scene):
        sign(scene.agreement, TODAY - 20 * DAY)
        return scene.agreement.clock_tasks.get()

    def test_a_filing_is_closed_with_its_proof_and_says_that_it_was_late(self, task, scene):
        receipt = SimpleUploadedFile("receipt.pdf", PDF)

        services.close_filing(task, done_on=TODAY, reference="R-7", files=[receipt], by=scene.ana, at=NOW)

        task.refresh_from_db()
        assert (task.closed_as, task.reference, task.closed_by, task.was_late) == ("filed", "R-7", scene.ana, True)
        assert task.files.get().name == "receipt.pdf"

    def test_without_proof_ahead_of_time_or_without_a_reason_nothing_is_closed(self, task, scene):
        with pytest.raises(ProofMissing):
            services.close_filing(task, done_on=TODAY, by=scene.ana, at=NOW)
        with pytest.raises(FiledLater):
            services.close_filing(task, done_on=TODAY + DAY, reference="7", by=scene.ana, at=NOW)
        with pytest.raises(WhyNotNeeded):
            services.set_filing_aside(task, note=" ", by=scene.ana, at=NOW)

        assert ClockTask.objects.open().count() == 1

    def test_the_second_is_told_who_closed_it_and_the_first_may_send_twice(self, task, scene):
        for _time in range(2):
            services.close_filing(task, done_on=TODAY, reference="7", by=scene.ana, at=NOW)

        with pytest.raises(AlreadyClosed) as refusal:
            services.set_filing_aside(task, note="not ours", by=scene.ben, at=NOW)
        assert "Ana" in str(refusal.value.message)

    def test_what_was_closed_by_mistake_opens_again_with_the_day_of_now(self, task, scene):
        services.set_filing_aside(task, note="not ours", by=scene.ana, at=NOW)
        sign(scene.agreement, TODAY)

        services.reopen_filing(task, by=scene.ben, at=NOW)

        task.refresh_from_db()
        assert (task.is_open, task.due_on, task.note) == (True, TODAY + 14 * DAY, "not ours")


class TestReaders:
    def test_a_filing_is_read_by_the_body_that_files_and_its_office_alone(self, rule, law, scene):
        sign(scene.agreement, TODAY)
        ours, theirs = scene.agreement.clock_tasks.order_by("clock")

        read = {
            name: set(ClockTask.objects.for_user(getattr(scene, name)).values_list("clock", flat=True))
            for name in ("ana", "eve", "fara", "pia", "nobody")
        }

        assert (ours.clock, theirs.clock) == ("enter", "notify")
        assert read == {"ana": {"enter"}, "eve": {"enter"}, "fara": {"notify"}, "pia": set(), "nobody": set()}

    def test_who_may_not_read_the_agreement_does_not_read_its_filing(self, law, scene):
        sign(scene.agreement, TODAY)
        scene.agreement.audience = Audience.OFFICE
        scene.agreement.save(update_fields=["audience"])

        assert not ClockTask.objects.for_user(scene.fara).exists()

    def test_when_an_office_plans_to_negotiate_is_its_own_affair(self, scene):
        services.record_milestone(
            scene.agreement, event="negotiation planned", on=PartialDate.day(TODAY), by=scene.ana, at=NOW
        )

        read = {name: Milestone.objects.for_user(getattr(scene, name)).exists() for name in ("ana", "fara", "nobody")}
        assert read == {"ana": True, "fara": False, "nobody": False}


class TestAustralia:
    """The shipped scheme, with the Mexican side standing in for a city, a state and a university of Australia."""

    @pytest.fixture
    def scheme(self, scene):
        country = scene.there.country
        country.iso_code = country.country_code = "AU"
        country.save()
        scene.there.country_code = "AU"
        scene.there.save()
        return services.choose_rules(pack="au-foreign-arrangements", place=country, by=scene.ana, at=NOW)

    def plan(self, scene):
        for event in ("negotiation planned", "signing planned"):
            services.record_milestone(
                scene.agreement, event=event, on=PartialDate.day(TODAY + 60 * DAY), by=scene.ana, at=NOW
            )

    def test_a_city_notifies_before_entering_and_within_fourteen_days_after(self, scheme, scene):
        self.plan(scene)
        sign(scene.agreement, TODAY)

        assert tasks(scene.agreement) == {"before-entering": TODAY + 59 * DAY, "after-entering": TODAY + 14 * DAY}

    def test_a_state_also_notifies_before_negotiating(self, scheme, scene):
        scene.far.kind = "regional government"
        scene.far.save()

        self.plan(scene)

        assert tasks(scene.agreement) == {
            "core-before-negotiating": TODAY + 30 * DAY, "core-before-entering": TODAY + 30 * DAY,
        }  # fmt: skip


class TestClassified:
    """CLAIR's three marks, answered from what is recorded."""

    @pytest.fixture
    def japan(self, scene):
        scene.here.country.iso_code = scene.here.country.country_code = "JP"
        scene.here.country.save()
        scene.here.country_code = "JP"
        scene.here.save()
        return services.choose_rules(pack="jp-clair", place=scene.here, by=scene.ana, at=NOW)

    def answered(self, scene):
        from agreements.clock_queries import clocks_of

        agreement = type(scene.agreement).objects.get(pk=scene.agreement.pk)
        found = clocks_of(scene.ana, agreement, TODAY, may_edit=True)["classified"]
        return [(one.verdict, [reason.verdict for reason in one.reasons]) for one in found]

    def signed_by(self, scene, titles):
        for organisation, title in titles.items():
            party = PartyFactory(agreement=scene.agreement, organisation=organisation)
            post = Post.objects.create(organisation=organisation, title=title)
            Signature.objects.create(party=party, post=post)

    def test_nothing_recorded_is_not_known_and_not_no(self, japan, scene):
        assert self.answered(scene) == [("not known", ["not known"] * 3)]

    def test_all_three_recorded_is_yes(self, japan, scene):
        self.signed_by(scene, {scene.office: "大阪市長", scene.far: "Alcaldesa de la ciudad"})
        Approval.objects.create(
            agreement=scene.agreement, body="Assembly", kind="council resolution", side=scene.here, result="approved",
            decided_on=TODAY,
        )  # fmt: skip
        type(scene.agreement).objects.filter(pk=scene.agreement.pk).update(fields="culture, sport; schools")

        assert self.answered(scene) == [("yes", ["yes"] * 3)]

    def test_a_deputy_one_field_and_a_refusal_are_no(self, japan, scene):
        self.signed_by(scene, {scene.office: "Deputy mayor", scene.far: "Mayor"})
        Approval.objects.create(
            agreement=scene.agreement, body="Assembly", kind="council resolution", result="refused", decided_on=TODAY
        )
        type(scene.agreement).objects.filter(pk=scene.agreement.pk).update(fields="sport")

        assert self.answered(scene) == [("no", ["no"] * 3)]

    def test_the_other_side_is_not_told(self, japan, scene):
        from agreements.clock_queries import clocks_of

        assert clocks_of(scene.fara, scene.agreement, TODAY, may_edit=False)["classified"] == []


def test_the_whole_of_a_pack_is_read_anew_when_its_file_changes(law, folder, scene):
    sign(scene.agreement, TODAY)
    content = json.loads((folder / "test.json").read_text())
    content["clocks"][0]["offset"]["days"] = 20
    content["name"] = "Changed and longer"
    written(folder, content)

    services.open_all_clocks(at=NOW)

    assert tasks(scene.agreement) == {"notify": TODAY + 20 * DAY}
