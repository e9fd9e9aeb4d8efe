import datetime as dt
import threading
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from outcomes.models import Claim, ClaimFirm, Confirmation, ConfirmationAsk, Counted
from outcomes.services import refusals
from outcomes.services.claims import claim_outcome, correct_claim, withdraw_claim
from outcomes.services.confirmations import Answer, answer_by_link, ask_confirmation
from outcomes.services.counting import count_dirty
from partnerships.models import Seat, Standing
from stakeholders.models import OutgoingMail, Post
from tests.activities.scene import NOW, build
from tests.factories import PersonFactory
from tests.outcomes.test_claims import money

LATER = NOW + dt.timedelta(days=1)
Asked = ConfirmationAsk.Asked
YES = Answer(is_right=True, name="Lucía Paz")


def make_scene():
    scene = build()
    scene.claim = claim_outcome(
        scene.tie, scene.chamber, money(firm_name="Mercado Lago"), by=scene.carl, at=NOW
    )
    return scene


@pytest.fixture
def scene(db):
    return make_scene()


def ask(scene, **more):
    given = {"asked": Asked.FIRM, "email": "lucia@firm.example", "name": "Lucía Paz", "by": scene.ana, "at": NOW}
    return ask_confirmation(more.pop("claim", scene.claim), **{**given, **more})


def ask_chamber(scene, **more):
    return ask(scene, asked=Asked.OTHER_SIDE, organisation=scene.far_chamber, email="hk@example.de", **more)


def standing(scene):
    return {claim.organisation.name: claim for claim in Claim.objects.standing().select_related("organisation")}


def counted(scene):
    while count_dirty():
        pass
    row = Counted.objects.get(owner=scene.office, in_portfolio=True)
    return SimpleNamespace(state=row.state, nominal=row.nominal)


def test_the_mail_carries_the_chosen_fields_and_a_link_and_the_firm_is_not_in_it(scene):
    made = ask(scene, chosen=("amount", "date"), message="See you in May.")

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.reply_to) == ("lucia@firm.example", "ana@example.org")
    for text in ("Lease signed", "1,200,000", "October 2026", "See you in May.", "ana", made.token):
        assert text in mail.text
    assert "Chicago – Hamburg" not in mail.text
    assert "Mercado Lago" not in mail.text
    assert made.fields.keys() == {"title", "organisation", "amount", "currency", "unit", "date"}
    assert made.token not in str(ConfirmationAsk.objects.values().get())


def test_asking_the_same_address_twice_sends_one_mail(scene):
    assert ask(scene) == ask(scene, email="LUCIA@firm.example")
    assert OutgoingMail.objects.count() == 1


def test_whoever_reported_it_is_not_asked(scene):
    scene.office.email = "office@chicago.example"
    scene.office.save()

    for email in ("carl@example.org", "ANA@example.org", "eve@example.org", "office@chicago.example"):
        with pytest.raises(refusals.VerifierIsReporter):
            ask(scene, email=email)
    with pytest.raises(refusals.VerifierIsReporter):
        ask(scene, asked=Asked.OTHER_SIDE, organisation=scene.office)
    with pytest.raises(refusals.NotTheOtherSide):
        ask(scene, asked=Asked.OTHER_SIDE, organisation=scene.rival)
    with pytest.raises(refusals.NotTheOtherSide):
        ask(scene, asked=Asked.OTHER_SIDE)
    assert not OutgoingMail.objects.exists()


def test_nobody_is_mailed_against_their_wish_nor_after_a_pause(scene):
    PersonFactory(owner=scene.office, email="shy@firm.example", never_mail=True)
    Post.objects.create(organisation=scene.far, title="Mayor", email="mayor@hh.example", never_mail=True)
    for email in ("shy@firm.example", "mayor@hh.example"):
        with pytest.raises(refusals.NeverMailed):
            ask(scene, email=email)
    with pytest.raises(refusals.AddressMissing):
        ask(scene, email=" ")

    Seat.objects.filter(organisation=scene.office).update(standing=Standing.PAUSED)
    with pytest.raises(refusals.TieNotKept):
        ask(scene)


def test_a_withdrawn_or_corrected_claim_is_not_asked_about(scene):
    fresh = correct_claim(scene.claim, money(), reason="clearer", by=scene.ana, at=NOW)
    with pytest.raises(refusals.AlreadyCorrected):
        ask(scene)
    withdraw_claim(fresh, reason="wrong", by=scene.ana, at=NOW)
    with pytest.raises(refusals.AlreadyWithdrawn):
        ask(scene, claim=fresh)


def test_the_firm_confirms_its_own_deal_which_is_then_verified(scene):
    given = answer_by_link(ask(scene), Answer(is_right=True, name="Lucía Paz", may_name=True), at=LATER)

    claim = standing(scene)["Chicago chamber"]
    assert (claim.evidence, claim.amount, claim.learnt_on) == (3, 1200000, LATER.date())
    assert (len(standing(scene)), given.own_claim) == (1, None)
    assert counted(scene) == SimpleNamespace(state="one_sided", nominal=Decimal("1200000.00"))


def test_the_firms_leave_to_be_named_lifts_its_name_for_the_readers_of_the_claim(scene):
    assert not ClaimFirm.objects.for_user(scene.ben).exists()

    answer_by_link(ask(scene), Answer(is_right=True, name="L", may_name=True, may_share_amount=False), at=LATER)

    firm = ClaimFirm.objects.for_user(scene.ben).get(claim__superseded_by=None)
    assert (firm.name, firm.consents_to_amount) == ("Mercado Lago", False)


def test_an_organisation_of_the_other_side_that_says_how_it_knows_claims_for_itself(scene):
    answer = Answer(is_right=True, name="Hinrich", how_known="our member told us", amount=Decimal(1150000))

    given = answer_by_link(ask_chamber(scene), answer, at=LATER)

    rows = standing(scene)
    assert (rows["Chicago chamber"].evidence, rows["Hamburg chamber"].evidence) == (3, 3)
    assert (rows["Hamburg chamber"].side, rows["Hamburg chamber"].amount) == ("buyer", 1150000)
    assert given.own_claim == rows["Hamburg chamber"]
    assert counted(scene) == SimpleNamespace(state="agreed", nominal=Decimal("1175000.00"))


def test_the_other_side_has_to_say_how_it_knows(scene):
    with pytest.raises(refusals.HowKnownMissing):
        answer_by_link(ask_chamber(scene), YES, at=LATER)

    assert not Confirmation.objects.exists()


def test_a_city_offices_nod_is_acknowledged_and_no_more(scene):
    made = ask(scene, asked=Asked.OTHER_SIDE, organisation=scene.far, email="desk@hamburg.example")

    answer_by_link(made, YES, at=LATER)

    claim = standing(scene)["Chicago chamber"]
    assert (made.asked, claim.evidence, claim.acknowledged_at) == (Asked.CITY_OFFICE, 0, LATER)
    assert counted(scene).state == "reported"


def test_another_figure_stands_beside_the_first_to_be_reconciled(scene):
    answer_by_link(ask(scene), YES, at=LATER)
    answer = Answer(is_right=False, name="H", how_known="we saw it", amount=Decimal(600000))

    answer_by_link(ask_chamber(scene, claim=standing(scene)["Chicago chamber"]), answer, at=LATER)

    assert standing(scene)["Hamburg chamber"].amount == 600000
    assert standing(scene)["Chicago chamber"].amount == 1200000
    assert counted(scene) == SimpleNamespace(state="disputed", nominal=None)


def test_a_plain_no_lifts_nothing(scene):
    answer_by_link(ask(scene), Answer(is_right=False, name="L"), at=LATER)

    assert [claim.evidence for claim in standing(scene).values()] == [0]


def test_an_amount_that_was_not_shown_and_not_given_confirms_no_amount(scene):
    answer_by_link(ask(scene, chosen=("date",)), YES, at=LATER)

    assert [claim.evidence for claim in standing(scene).values()] == [0]


def test_an_answer_to_an_older_figure_does_not_verify_the_corrected_one(scene):
    made = ask(scene)
    correct_claim(scene.claim, money(amount=Decimal(9000000)), reason="typing error", by=scene.ana, at=NOW)

    answer_by_link(made, YES, at=LATER)

    assert [claim.evidence for claim in standing(scene).values()] == [0]


def test_answering_twice_keeps_the_first_answer(scene):
    made = ask(scene)

    first = answer_by_link(made, YES, at=LATER)
    again = answer_by_link(made, Answer(is_right=False, name="Somebody"), at=LATER)

    assert first == again
    assert Confirmation.objects.get().is_right


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        (Answer(is_right=None, name="L"), refusals.AnswerMissing),
        (Answer(is_right=True, name=" "), refusals.NameMissing),
        (Answer(is_right=True, name="L", amount=Decimal(-1)), refusals.NegativeAmount),
    ],
)
def test_half_an_answer_is_refused(scene, answer, refusal):
    with pytest.raises(refusal):
        answer_by_link(ask(scene), answer, at=LATER)


def test_a_link_ends_by_time_and_by_withdrawal(scene):
    made = ask(scene)
    with pytest.raises(refusals.LinkEnded):
        answer_by_link(made, YES, at=NOW + dt.timedelta(days=31))

    withdraw_claim(scene.claim, reason="wrong", by=scene.ana, at=NOW)
    with pytest.raises(refusals.LinkEnded):
        answer_by_link(made, YES, at=LATER)


def snapshot():
    rows = {model: list(model.objects.order_by("pk").values()) for model in (Claim, ClaimFirm, Confirmation)}
    return rows


def test_a_fault_in_any_write_leaves_everything_as_it_was(scene, monkeypatch):
    made = ask_chamber(scene)
    answer = Answer(is_right=True, name="H", how_known="we saw it")
    before = snapshot()
    real_save, real_update = models.Model.save, models.QuerySet.update
    for broken in range(1, 20):
        writes = iter(range(1, 100))

        def failing(real, broken=broken, writes=writes):
            def write(*args, **kwargs):
                if next(writes) == broken:
                    raise ConnectionError("the wire was cut")
                return real(*args, **kwargs)

            return write

        with monkeypatch.context() as patch:
            patch.setattr(models.Model, "save", failing(real_save))
            patch.setattr(models.QuerySet, "update", failing(real_update))
            try:
                answer_by_link(made, answer, at=LATER)
            except ConnectionError:
                assert snapshot() == before
            else:
                break
    assert broken > 4
    assert standing(scene)["Hamburg chamber"].evidence == 3


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_make_one(monkeypatch):
    scene = make_scene()
    made = ask_chamber(scene)
    answer = Answer(is_right=True, name="H", how_known="we saw it")
    together = threading.Barrier(2, timeout=10)
    real_filter = Confirmation.objects.filter
    faults = []

    def slow_filter(*args, **kwargs):
        found = list(real_filter(*args, **kwargs))
        try:
            together.wait(timeout=1)  # both read before either writes, unless a lock keeps the second one waiting
        except threading.BrokenBarrierError:
            together.reset()
        return SimpleNamespace(first=lambda: found[0] if found else None)

    monkeypatch.setattr(Confirmation.objects, "filter", slow_filter)

    def run():
        try:
            answer_by_link(made, answer, at=LATER)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert Confirmation.objects.count() == 1
    assert Claim.objects.standing().count() == 2


def test_the_page_asks_without_an_account_and_looking_changes_nothing(scene):
    made = ask(scene)
    url = reverse("outcomes:confirm", args=[made.token])
    visitor = Client()

    page = visitor.get(url)

    assert page.status_code == 200
    assert "1,200,000" in page.content.decode()
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert not Confirmation.objects.exists()
    assert visitor.get(reverse("outcomes:confirm", args=["nothing"])).status_code == 404

    wrong = visitor.post(url, {"is_right": "yes", "amount": "many", "note": "a long story", "name": ""})
    assert wrong.status_code == 422
    assert "a long story" in wrong.content.decode()
    assert "many" in wrong.content.decode()

    done = visitor.post(url, {"is_right": "yes", "name": "Lucía", "tie_did": "visit", "may_name": "on"})
    assert done.status_code == 302
    visitor.post(url, {"is_right": "no", "name": "Lucía"})
    assert (Confirmation.objects.get().is_right, Confirmation.objects.get().tie_did) == (True, "visit")
    assert "Answer sent" in visitor.get(url).content.decode()


def test_an_ended_link_says_so(scene):
    made = ask(scene)
    ConfirmationAsk.objects.update(ends_at=NOW - dt.timedelta(days=400))

    assert Client().get(reverse("outcomes:confirm", args=[made.token])).status_code == 410
    answer = Client().post(reverse("outcomes:confirm", args=[made.token]), {"is_right": "yes", "name": "L"})
    assert answer.status_code == 410


def test_one_link_takes_no_flood(scene):
    url = reverse("outcomes:confirm", args=[ask(scene).token])

    answers = [Client().post(url, {}).status_code for _ in range(21)]

    assert set(answers[:20]) == {422}
    assert answers[20] == 429
