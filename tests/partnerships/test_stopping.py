"""What a pause stops beside the links of deliverables, and what of others goes on and is told with what is theirs."""

import pytest
from django.urls import reverse

from activities.models import ActivityAsk
from agreements.models import DeliverableUpdate, ExtensionAnswer, UpdateLink
from agreements.services.deliverables import update_deliverable
from agreements.services.extensions import grant_more_time
from outcomes.models import ConfirmationAsk
from outcomes.services.confirmations import ask_confirmation
from partnerships import going_on
from partnerships.models import Seat, Standing, Stop
from partnerships.services.seats import pause_tie
from stakeholders.mail import send_due
from stakeholders.models import OutgoingMail
from tests.activities.scene import NOW, build, client_of
from tests.activities.sides import DAY, asked, logged
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    ClaimFactory,
    DeliverableFactory,
    ParticipantFactory,
    PartyFactory,
    RegisterEntryFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return build()


def pause(scene, at=NOW):
    return pause_tie(scene.tie, office=scene.office, reason="War", authority="Council", by=scene.ana, at=at)


def sent(at=NOW):
    return send_due(at, send=lambda mail: None)


def test_asks_of_activities_and_outcomes_end_with_their_mail_and_the_stop_names_them(scene):
    asked(scene, logged(scene))
    claim = ClaimFactory(partnership=scene.tie, organisation=scene.office, owner=scene.office, title="Lease")
    ask_confirmation(claim, asked="firm", email="lucia@firm.example", name="Lucia", by=scene.ana, at=NOW)

    seat = pause(scene)

    assert sent() == 0
    assert set(OutgoingMail.objects.values_list("problem", flat=True)) == {"stopped"}
    assert [ActivityAsk.objects.get().revoked_at, ConfirmationAsk.objects.get().revoked_at] == [NOW, NOW]
    assert {one["kind"]: one["names"] for one in Stop.objects.get(seat=seat).what} == {
        "activity asks": ["Jonas Petersen: Lease terms agreed"], "confirmation asks": ["Lucia: Lease"],
    }  # fmt: skip


def test_an_answer_to_an_ask_for_more_time_that_waits_does_not_go_out_either(scene):
    pact = AgreementFactory(partnership=scene.tie, owner=scene.office)
    item = DeliverableFactory(agreement=pact, owed_by=scene.office, owner=scene.office, due_on=NOW.date())
    wish = update_deliverable(item, answer="more time", until=NOW.date() + 30 * DAY, by=scene.ana, at=NOW)
    link = UpdateLink.objects.create(
        office=scene.office, name="Pia", email="pia@port.example", token_hash="0" * 64, ends_at=NOW + 30 * DAY
    )
    DeliverableUpdate.objects.filter(pk=wish.pk).update(by_link=link)
    grant_more_time(wish, by=scene.ana, at=NOW)
    assert OutgoingMail.objects.get().key == f"more-time:{ExtensionAnswer.objects.get().pk}"

    Seat.objects.filter(partnership=scene.tie, organisation=scene.office).update(standing=Standing.PAUSED)

    assert sent() == 0
    assert OutgoingMail.objects.get().problem == "stopped"


def test_the_page_names_what_others_of_the_side_hold_of_their_own_and_the_reader_may_read(scene):
    for body in (scene.chamber, scene.rival):
        RegisterEntryFactory(office=scene.office, organisation=body)
    own = AgreementFactory(
        partnership=scene.tie, owner=scene.chamber, title="Pact of the chambers", audience="shared", status="in force"
    )
    ours = AgreementFactory(partnership=scene.tie, owner=scene.office, title="Pact of the cities", status="in force")
    closed = AgreementFactory(
        partnership=scene.tie, owner=scene.chamber, title="Quokkaberg", audience="office", status="in force"
    )
    over = AgreementFactory(
        partnership=scene.tie, owner=scene.chamber, title="Wombatstadt", audience="shared", status="ended"
    )
    for pact in (own, ours, closed, over):
        PartyFactory(agreement=pact, organisation=scene.chamber, side=scene.here)
    PartyFactory(agreement=ours, organisation=scene.office, side=scene.here)
    fair = ActivityFactory(
        partnership=scene.tie, owner=scene.chamber, title="Trade fair", audience="shared", status="planned"
    )
    ParticipantFactory(activity=fair, organisation=scene.chamber)

    page = client_of(scene.ana).get(reverse("partnerships:standing", args=[scene.tie.slug]))

    held = {
        one["body"].name: {str(sort["label"]): sort["rows"] for sort in one["sorts"]} for one in page.context["others"]
    }
    assert held == {
        "Chicago chamber": {
            "Agreements of their own": [("Pact of the chambers", reverse("agreements:agreement", args=[own.pk]))],
            "Activities they plan": [("Trade fair", reverse("activities:activity", args=[fair.pk]))],
        },
        "Chicago rival": {},
    }
    text = page.content.decode()
    assert "Pact of the chambers" in text
    assert "Quokkaberg" not in text


def test_the_list_costs_as_many_queries_for_three_bodies_as_for_one(scene, django_assert_max_num_queries):
    for body in (scene.chamber, scene.rival):
        pact = AgreementFactory(partnership=scene.tie, owner=body, audience="shared", status="in force")
        PartyFactory(agreement=pact, organisation=body, side=scene.here)
    going_on.of_bodies(scene.ana, scene.tie, [scene.chamber], scene.office)  # the reader's keys are known by then

    with django_assert_max_num_queries(2):
        going_on.of_bodies(scene.ana, scene.tie, [scene.chamber, scene.rival], scene.office)
