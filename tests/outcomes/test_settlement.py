import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from desk.work import Desk, gather_work
from outcomes.models import Claim, ConfirmationAsk, Counted, SettledHow, Settlement
from outcomes.periods import year_to_date
from outcomes.queries.settlement import mirror_of, to_settle
from outcomes.queries.waiting import lists_of
from outcomes.services import refusals
from outcomes.services.claims import claim_outcome, correct_claim
from outcomes.services.settlements import leave_both, settle_by_asking, take_theirs
from outcomes.services.standing import keep_file, latest
from partnerships.uploads import check_upload
from stakeholders.models import OutgoingMail
from tests.activities.scene import NOW
from tests.outcomes.test_claim_pages import client_of
from tests.outcomes.test_claims import money, paper
from tests.outcomes.test_races import at_once
from tests.outcomes.two_sides import LATER, count_all, make


@pytest.fixture
def scene(db):
    return make()


def state(scene):
    count_all()
    row = Counted.objects.get(owner=scene.office, in_portfolio=True)
    return row.state, row.nominal


def waiting(user, now=LATER):
    count_all()
    return [row.outcome_id for row in to_settle(user, now=now)]


def settle(verb, scene, **more):
    given = {"cause": "timing", "reason": "Theirs is of the year before.", "by": scene.ana, "at": LATER}
    return verb(more.pop("claim", scene.claim), **{**given, **more})


def test_both_figures_stand_side_by_side_with_what_speaks_for_them(scene):
    mirror = mirror_of(scene.outcome, scene.office.pk, scene.ana)

    assert (mirror.state, mirror.gap) == ("disputed", Decimal("0.500000"))
    assert (mirror.ours.claim, mirror.theirs.claim) == (scene.claim, scene.theirs)
    assert [given.by_name for given in mirror.ours.confirmed_by] == ["Lucía Paz"]
    assert [given.by_name for given in mirror.theirs.confirmed_by] == []
    assert mirror_of(scene.outcome, scene.office.pk, scene.hanna) is None


def test_taking_over_their_figure_corrects_ours_and_its_confirmation_does_not_carry_over(scene):
    assert state(scene) == ("disputed", None)

    made = settle(take_theirs, scene)

    ours = latest(Claim.objects.get(pk=scene.claim.pk))
    assert (ours.amount, ours.currency, ours.evidence) == (Decimal("600000.00"), "USD", 1)
    assert "Theirs is of the year before." in ours.note
    assert state(scene) == ("one_sided", Decimal("600000.00"))
    assert (made.how, made.by, made.claim) == (SettledHow.THEIRS, scene.ana, scene.claim)
    assert waiting(scene.ana) == []


def test_leaving_both_bends_no_rule_and_asks_no_more_until_a_report_changes(scene):
    assert waiting(scene.ana) == [scene.outcome.pk]
    settle(leave_both, scene)

    assert state(scene) == ("disputed", None)
    assert waiting(scene.ana) == []

    fresh = correct_claim(scene.claim, money(amount=Decimal("1000000"), title="Lease"), reason="title", by=scene.ana,
                          at=LATER)  # fmt: skip
    assert fresh.evidence == 3
    assert waiting(scene.ana) == [scene.outcome.pk]


def test_asking_sends_one_mail_and_rests_until_the_link_ends(scene):
    OutgoingMail.objects.all().delete()

    made = settle(settle_by_asking, scene, organisation=scene.far_chamber, email="other@example.de")

    assert OutgoingMail.objects.get().to == "other@example.de"
    assert (made.how, made.ask.claim) == (SettledHow.ASKED, scene.claim)
    assert waiting(scene.ana) == []
    assert waiting(scene.ana, now=LATER + dt.timedelta(days=31)) == [scene.outcome.pk]


def test_nothing_is_settled_without_cause_reason_two_figures_or_twice(scene):
    with pytest.raises(refusals.CauseUnknown):
        settle(leave_both, scene, cause="weather")
    with pytest.raises(refusals.ReasonMissing):
        settle(leave_both, scene, reason=" ")
    with pytest.raises(refusals.NothingToSettle):
        settle(leave_both, scene, claim=scene.theirs)

    settle(leave_both, scene)
    with pytest.raises(refusals.AlreadySettled):
        settle(leave_both, scene)
    with pytest.raises(refusals.AlreadySettled):
        settle(take_theirs, scene)
    assert Settlement.objects.count() == 1


def test_a_failed_mail_leaves_no_settlement(scene):
    with pytest.raises(refusals.NotTheOtherSide):
        settle(settle_by_asking, scene, organisation=scene.rival, email="x@example.org")
    assert not Settlement.objects.exists()


def test_the_page_settles_and_the_outcome_says_why(scene):
    count_all()
    ana, url = client_of(scene.ana), reverse("outcomes:settle", args=[scene.outcome.pk])
    page = ana.get(url).content.decode()
    for text in ("1,000,000", "600,000", "Lucía Paz", "FOB and CIF", "50.0%"):
        assert text in page

    empty = ana.post(url, {"cause": "timing", "how": "both right", "reason": ""})
    done = ana.post(url, {"cause": "timing", "how": "both right", "reason": "Ours is the whole lease."})

    assert (empty.status_code, done.status_code) == (422, 302)
    shown = ana.get(done.url).content.decode()
    assert "Two figures, both right" in shown
    assert "Ours is the whole lease." in shown
    assert "Settle it" not in shown
    assert ana.post(url, {"cause": "timing", "how": "both right", "reason": "x"}).status_code == 422


def test_two_figures_wait_in_my_work_until_they_are_settled(scene):
    count_all()
    ana = client_of(scene.ana)
    assert reverse("outcomes:settle", args=[scene.outcome.pk]) in ana.get(reverse("desk:my-work")).content.decode()
    for who in (scene.eve, scene.carl, scene.hanna):
        assert "Settle it" not in client_of(who).get(reverse("desk:my-work")).content.decode()

    settle(leave_both, scene)

    assert "Settle it" not in ana.get(reverse("desk:my-work")).content.decode()


def to_confirm(scene):
    """Amounts under "To confirm" in My work of the office."""
    groups = {group.key: group.items for group in gather_work(Desk(scene.ana), LATER)}
    shown = {item.url for item in groups["confirm"] + groups["waiting"]}
    here = reverse("outcomes:outcome", args=[scene.outcome.pk])
    return here in shown


def test_after_taking_theirs_nobody_is_asked_to_confirm_it_until_our_figure_changes_again(scene):
    settle(take_theirs, scene)
    count_all()
    assert not to_confirm(scene)

    ours = latest(Claim.objects.get(pk=scene.claim.pk))
    correct_claim(ours, money(amount=Decimal("700000"), title="Lease"), reason="counted anew", by=scene.ana, at=LATER)
    count_all()

    assert to_confirm(scene)


@pytest.mark.parametrize("theirs", ["1050000", "600000"])
def test_a_further_report_of_what_is_agreed_or_settled_waits_for_nobody(db, theirs):
    scene = make(theirs=theirs)
    claim_outcome(scene.tie, scene.office, money(amount=Decimal("1000001")), by=scene.ana, at=NOW,
                  same_as=scene.outcome)  # fmt: skip
    count_all()
    assert to_confirm(scene) is (theirs == "600000")

    if theirs == "600000":
        settle(leave_both, scene)

    assert not to_confirm(scene)


def test_the_dashboard_does_not_call_a_figure_taken_over_unconfirmed(scene):
    keep_file(scene.claim, paper(), check_upload(paper()))
    settle(take_theirs, scene)
    count_all()
    assert latest(Claim.objects.get(pk=scene.claim.pk)).evidence == 2
    Claim.objects.filter(outcome=scene.outcome).update(learnt_on="2026-01-01")
    span = year_to_date(LATER.date(), 1)

    lists = lists_of(scene.ana, scene.office.office, LATER.date(), span, 5)

    assert [row.code for row in lists.waiting if row.code == "unconfirmed"] == []


def test_the_page_is_for_those_who_may_change_our_report(scene):
    url = reverse("outcomes:settle", args=[scene.outcome.pk])

    assert client_of(scene.eve).get(url).status_code == 403
    assert client_of(scene.hanna).get(url).status_code == 404
    assert client_of(scene.ana).get(url).status_code == 200


def test_asking_from_the_page_shows_the_mail_before_it_goes(scene):
    count_all()
    ana, url = client_of(scene.ana), reverse("outcomes:settle", args=[scene.outcome.pk])

    asked = ana.post(url, {"cause": "rate", "how": "asked", "reason": "Another day."})
    given = {"asked": "other side", "organisation": scene.far_chamber.pk, "email": "hk2@example.de",
             "chosen": ["amount"], "claim": scene.claim.pk, "cause": "rate", "reason": "Another day."}  # fmt: skip
    seen = ana.post(asked.url, {**given, "look": "1"})
    assert "hk2@example.de" in seen.content.decode()
    assert not Settlement.objects.exists()
    ana.post(asked.url, {**given, "send": "1"})

    assert Settlement.objects.get().ask == ConfirmationAsk.objects.latest("pk")


@pytest.mark.django_db(transaction=True)
def test_two_who_settle_at_once_settle_once():
    scene = make()
    refused = []

    def one(verb):
        def run():
            try:
                settle(verb, scene)
            except (refusals.AlreadySettled, refusals.AlreadyCorrected, refusals.NothingToSettle) as refusal:
                refused.append(refusal)

        return run

    at_once(one(take_theirs), one(leave_both))

    assert len(refused) == Settlement.objects.count() == 1
    assert Claim.objects.standing().filter(outcome=scene.outcome).count() == 2
    assert Settlement.objects.get().at == LATER > NOW
