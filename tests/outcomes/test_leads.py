import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.services.activities import log_activity
from outcomes.models import Claim, ClaimFirm, Indicator, Lead, LeadMove, LeadStage
from outcomes.queries.leads import pipeline
from outcomes.services import refusals
from outcomes.services.claims import withdraw_claim
from outcomes.services.leads import close_lead, decide_lead, move_lead, open_lead, reopen_lead
from tests.activities.scene import NOW, TODAY, build
from tests.activities.scene import facts as activity_facts
from tests.outcomes.test_claim_pages import client_of, typed
from tests.outcomes.test_claims import money
from tests.outcomes.test_races import at_once

MAY = dt.date(2026, 5, 4)


def make():
    found = build()
    found.lead = start(found)
    return found


def start(scene, **more):
    given = {"code_name": "Project Pike", "by": scene.ana, "at": NOW, "opened_on": MAY, "firm_name": "Lake Foods"}
    return open_lead(scene.tie, **{**given, **more})


@pytest.fixture
def scene(db):
    return make()


def move(scene, stage="qualified", **more):
    return move_lead(scene.lead, stage, **{"on": dt.date(2026, 6, 1), "by": scene.ana, "at": NOW, **more})


def close(scene, stage="dropped", **more):
    given = {"on": dt.date(2026, 9, 1), "note": "No site fits.", "by": scene.ana, "at": NOW}
    return close_lead(scene.lead, stage, **{**given, **more})


def decide(scene, **more):
    return decide_lead(scene.lead, scene.office, money(**more), by=scene.ana, at=NOW)


def counts(user, **more):
    return {row.stage.value: row.here for row in pipeline(user, **more) if row.here}


def test_a_lead_remembers_its_way_with_days_and_reasons(scene):
    move(scene)
    move(scene, "offer", on=dt.date(2026, 8, 1), note="Two sites shown.")
    move(scene, "offer", on=dt.date(2026, 8, 2))
    close(scene)
    reopened = reopen_lead(scene.lead, "qualified", on=dt.date(2026, 10, 1), note="They called.", by=scene.ana, at=NOW)

    assert [(row.stage, str(row.on)) for row in LeadMove.objects.all()] == [
        ("enquiry", "2026-05-04"), ("qualified", "2026-06-01"), ("offer", "2026-08-01"), ("dropped", "2026-09-01"),
        ("qualified", "2026-10-01"),
    ]  # fmt: skip
    assert (reopened.stage, reopened.closed_on) == (LeadStage.QUALIFIED, None)


def test_a_lead_moves_only_as_it_may(scene):
    for refusal, wrong in [
        (refusals.StageUnknown, {"stage": "dropped"}),
        (refusals.NotYet, {"on": TODAY + dt.timedelta(days=1)}),
        (refusals.BeforeLastMove, {"on": MAY - dt.timedelta(days=1)}),
    ]:
        with pytest.raises(refusal):
            move(scene, **wrong)
    with pytest.raises(refusals.DecidedByReport):
        close(scene, "decided here")
    with pytest.raises(refusals.StageUnknown):
        close(scene, "offer")
    with pytest.raises(refusals.ReasonMissing):
        close(scene, note=" ")
    close(scene)
    assert close(scene).moves.count() == 2
    with pytest.raises(refusals.LeadClosed):
        move(scene)
    with pytest.raises(refusals.LeadClosed):
        close(scene, "decided elsewhere")
    with pytest.raises(refusals.LeadClosed):
        decide(scene)
    with pytest.raises(refusals.ReasonMissing):
        reopen_lead(scene.lead, "offer", on=TODAY, note="", by=scene.ana, at=NOW)


def test_a_lead_is_opened_from_a_seat_with_a_name_for_ones_own_side_and_once(scene):
    with pytest.raises(refusals.NoSeat):
        start(scene, by=scene.nobody)
    with pytest.raises(refusals.CodeNameMissing):
        start(scene, code_name=" ")
    with pytest.raises(refusals.NotYourOrganisation):
        start(scene, organisation=scene.far_chamber)
    with pytest.raises(refusals.NotYet):
        start(scene, opened_on=TODAY + dt.timedelta(days=1))

    assert start(scene, idempotency_key="k") == start(scene, idempotency_key="k")
    assert Lead.objects.count() == 2


def test_decided_here_becomes_an_outcome_with_what_it_came_through(scene):
    visit = log_activity(scene.tie, activity_facts(), by=scene.ana, at=NOW)
    Lead.objects.update(source_activity=visit)

    claim = decide(scene)
    again = decide(scene)

    scene.lead.refresh_from_db()
    assert again == claim
    assert (scene.lead.stage, scene.lead.outcome, scene.lead.closed_on) == ("decided here", claim.outcome, TODAY)
    assert [origin.activity for origin in claim.origins.all()] == [visit]
    assert not ClaimFirm.objects.exists()
    with pytest.raises(refusals.OutcomeStands):
        reopen_lead(scene.lead, "offer", on=TODAY, note="oh", by=scene.ana, at=NOW)

    withdraw_claim(claim, reason="fell through", by=scene.ana, at=NOW)
    assert reopen_lead(scene.lead, "offer", on=TODAY, note="on again", by=scene.ana, at=NOW).outcome is None


def test_the_firm_goes_along_only_with_its_consent(scene):
    Lead.objects.update(firm_consents=True)

    assert ClaimFirm.objects.get(claim=decide(scene)).name == "Lake Foods"


def test_a_refused_report_leaves_the_lead_open(scene):
    with pytest.raises(refusals.AmountMissing):
        decide(scene, amount=None)

    scene.lead.refresh_from_db()
    assert scene.lead.stage == "enquiry"
    assert not Claim.objects.exists()


def test_nobody_else_sees_so_much_as_the_number(scene):
    close(scene)
    start(scene, code_name="Project Roach")

    assert counts(scene.ana) == {"enquiry": 1, "dropped": 1}
    assert counts(scene.ana, first=dt.date(2026, 9, 2)) == {"enquiry": 1}
    assert counts(scene.ana, owner=scene.chamber) == {}
    for who in (scene.ben, scene.eve, scene.carl, scene.rita, scene.hanna, scene.nobody):
        assert counts(who) == {}
        assert "Project" not in client_of(who).get(reverse("outcomes:leads")).content.decode()
        assert client_of(who).get(reverse("outcomes:lead", args=[scene.lead.pk])).status_code == 404


def test_the_list_says_stage_and_age_and_takes_as_many_queries_for_three_as_for_one(scene):
    ana, url = client_of(scene.ana), reverse("outcomes:leads")
    ana.get(url)
    with CaptureQueriesContext(connection) as one:
        page = ana.get(url).content.decode()
    start(scene, code_name="Project Roach")
    start(scene, code_name="Project Carp")

    with CaptureQueriesContext(connection) as three:
        ana.get(url)

    assert "Project Pike" in page
    assert "Enquiry" in page
    assert len(three) == len(one)
    assert "Project" not in ana.get(url + "?stage=offer").content.decode().partition("<main")[2]


def test_a_lead_is_opened_moved_and_decided_on_its_pages(scene):
    ana = client_of(scene.ana)
    new = reverse("outcomes:new-lead") + f"?p={scene.tie.slug}"
    assert "Code name" in ana.get(new).content.decode()
    empty = ana.post(new, {"code_name": ""})
    given = {"code_name": "Project Carp", "organisation": scene.chamber.pk, "opened_on": "2026-05-04",
             "indicator": Indicator.objects.get(code="OC1").pk, "key": "k"}  # fmt: skip
    made = ana.post(new, given)
    assert empty.status_code == 422
    assert ana.post(new, given).url == made.url

    lead = Lead.objects.get(code_name="Project Carp")
    url = reverse("outcomes:move-lead", args=[lead.pk])
    ahead = ana.post(url, {"stage": "offer", "on": "2999-01-01"})
    ana.post(url, {"stage": "offer", "on": "2026-06-01", "note": "Shown."})
    assert ahead.status_code == 409
    assert "Shown." in ana.get(made.url).content.decode()

    form = f"{reverse('outcomes:claim')}?p={scene.tie.slug}&lead={lead.pk}"
    assert "Project Carp" in ana.get(form).content.decode()
    done = ana.post(form, typed(scene, audience="named"))

    lead.refresh_from_db()
    assert done.url == reverse("outcomes:outcome", args=[lead.outcome_id])
    assert "Project Carp" in ana.get(done.url).content.decode()
    assert Claim.objects.get().amount == Decimal("1200000")


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_make_one_outcome():
    scene = make()

    at_once(lambda: decide(scene), lambda: decide(scene))

    assert Claim.objects.count() == 1
    assert LeadMove.objects.filter(stage="decided here").count() == 1
