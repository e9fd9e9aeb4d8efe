import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from outcomes.models import Claim, ConfirmationAsk, Indicator
from outcomes.services.claims import claim_outcome
from outcomes.services.confirmations import ask_confirmation
from outcomes.services.counting import count_dirty
from stakeholders.models import OutgoingMail
from tests.activities.scene import NOW, build
from tests.outcomes.test_claims import PDF, money, paper


@pytest.fixture
def scene(db):
    return build()


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def typed(scene, **more):
    given = {
        "indicator": Indicator.objects.get(code="OC1").pk, "title": "Lease signed", "amount": "1,200,000",
        "currency": "usd", "occurred": "2026-10", "organisation": scene.chamber.pk, "side": "seller", "basis": "none",
        "audience": "parties", "key": "k",
    }  # fmt: skip
    return {**given, **more}


def new_url(scene):
    return reverse("outcomes:claim") + f"?p={scene.tie.slug}"


def count_all():
    while count_dirty():
        pass


def make(scene, **more):
    return claim_outcome(scene.tie, scene.chamber, money(**more), by=scene.carl, at=NOW)


def test_a_chamber_contributor_reports_its_own_claim_and_its_competitor_finds_nothing(scene):
    carl = client_of(scene.carl)
    assert "A contract was signed" in carl.get(new_url(scene)).content.decode()

    made = carl.post(new_url(scene), typed(scene, files=[paper()]))
    again = carl.post(new_url(scene), typed(scene, files=[paper()]))

    claim = Claim.objects.get()
    assert made.url == again.url == reverse("outcomes:outcome", args=[claim.outcome_id])
    assert (claim.amount, claim.currency, claim.evidence) == (1200000, "USD", 2)
    assert client_of(scene.rita).get(made.url).status_code == 404
    assert "Lease signed" not in client_of(scene.rita).get(reverse("outcomes:list")).content.decode()
    file = reverse("outcomes:file", args=[claim.files.get().pk])
    assert client_of(scene.rita).get(file).status_code == 404
    assert b"".join(carl.get(file).streaming_content) == PDF


def test_a_chamber_may_not_report_for_its_competitor(scene):
    answer = client_of(scene.carl).post(new_url(scene), typed(scene, organisation=scene.rival.pk))

    assert answer.status_code == 422
    assert not Claim.objects.exists()


def test_what_was_typed_stays_beside_what_is_wrong(scene):
    ana = client_of(scene.ana)

    wrong = ana.post(new_url(scene), typed(scene, occurred="soon", note="a long story", amount="much"))
    refused = ana.post(new_url(scene), typed(scene, currency="", note="a long story"))
    bad_file = ana.post(new_url(scene), typed(scene, note="a long story", files=SimpleUploadedFile("x.exe", b"MZ")))

    for answer, words in (
        (wrong, "Write the number as 1,200,000."), (refused, "Name the currency"), (bad_file, "Files of this type"),
    ):  # fmt: skip
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert "a long story" in answer.content.decode()
    assert 'value="much"' in wrong.content.decode()
    assert not Claim.objects.exists()


def test_the_firm_stands_on_the_page_for_those_with_the_right(scene):
    url = reverse("outcomes:outcome", args=[make(scene, firm_name="Mercado Lago").outcome_id])

    assert "Mercado Lago" in client_of(scene.ana).get(url).content.decode()
    assert "Mercado Lago" not in client_of(scene.ben).get(url).content.decode()


def test_an_outcome_reads_being_counted_until_it_is(scene):
    url = reverse("outcomes:outcome", args=[make(scene).outcome_id])

    assert "It is being counted" in client_of(scene.ana).get(url).content.decode()
    count_all()

    text = client_of(scene.ana).get(url).content.decode()
    assert "It is being counted" not in text
    assert "Reported, not verified." in text


def test_an_ask_shows_the_mail_before_anything_is_sent(scene):
    made = make(scene, firm_name="Mercado Lago")
    ana = client_of(scene.ana)
    url = reverse("outcomes:ask", args=[made.outcome_id])
    given = {"claim": made.pk, "asked": "firm", "email": "lucia@firm.example", "chosen": ["amount"]}

    looked = ana.post(url, given).content.decode()
    assert "This is the mail" in looked
    assert "1,200,000" in looked
    assert not OutgoingMail.objects.exists()
    assert ana.post(url, {**given, "send": "1"}).status_code == 302
    assert OutgoingMail.objects.get().to == "lucia@firm.example"
    assert ConfirmationAsk.objects.get().fields.keys() == {"title", "organisation", "amount", "currency", "unit"}

    own = ana.post(url, {**given, "email": "carl@example.org"})
    assert own.status_code == 422
    assert "cannot confirm it" in own.content.decode()
    for person in (scene.ben, scene.carl):
        assert client_of(person).get(url).status_code == 403
    assert client_of(scene.rita).get(url).status_code == 404


def test_a_correction_and_a_withdrawal_ask_why(scene):
    made = make(scene)
    carl = client_of(scene.carl)
    url = reverse("outcomes:correct", args=[made.pk])

    assert carl.get(url).status_code == 200  # who made it corrects it, though the row belongs to the office
    assert client_of(scene.ben).get(url).status_code == 403
    ana = client_of(scene.ana)
    assert ana.get(url).status_code == 200
    assert ana.post(url, typed(scene)).status_code == 422
    assert ana.post(url, typed(scene, amount="5", reason="typing error")).status_code == 302
    fresh = Claim.objects.standing().get()
    assert fresh.amount == 5

    withdraw = reverse("outcomes:withdraw", args=[fresh.pk])
    assert ana.get(withdraw).status_code == 405
    assert ana.post(withdraw).status_code == 409
    assert ana.post(withdraw, {"reason": "wrong"}).status_code == 302
    assert "Withdrawn" in ana.get(reverse("outcomes:outcome", args=[made.outcome_id])).content.decode()


def count_queries(client, url):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_the_list_filters_and_makes_no_more_queries_with_three_rows_than_with_one(scene):
    ana = client_of(scene.ana)
    url = reverse("outcomes:list")
    make(scene)
    count_all()
    ana.get(url)
    counted = count_queries(ana, url)
    make(scene, title="Second", occurred=money().occurred)
    make(scene, title="Third")
    count_all()

    assert count_queries(ana, url) == counted
    for query, there in [
        ({"q": "second"}, True), ({"state": "reported"}, True), ({"state": "agreed"}, False),
        ({"indicator": "OC1", "partnership": scene.tie.slug}, True), ({"since": "2026-11-01"}, False),
        ({"until": "2026-10-31", "sort": "-counted"}, True),
    ]:  # fmt: skip
        assert ("Second" in ana.get(url, query).content.decode()) == there, query


@pytest.mark.parametrize("name", ["list", "claim", "outcome", "ask", "correct"])
def test_no_page_carries_inline_style_or_script(scene, name):
    made = make(scene)
    args = {"outcome": [made.outcome_id], "ask": [made.outcome_id], "correct": [made.pk]}.get(name, [])

    text = client_of(scene.ana).get(reverse(f"outcomes:{name}", args=args), {"p": scene.tie.slug}).content.decode()

    assert " style=" not in text
    assert "onclick" not in text
    assert "<style" not in text


def test_nobody_types_evidence_or_a_flow_key_on_a_form_or_a_mailed_page(scene):
    typed_too = {"evidence": "4", "flow_key": "mine", "withdrawn_at": "", "superseded_by": ""}
    client_of(scene.ana).post(new_url(scene), typed(scene, **typed_too))
    made = Claim.objects.get()
    assert (made.evidence, made.outcome.flow_key == "mine") == (0, False)

    correct = typed(scene, reason="clearer", **typed_too)
    client_of(scene.ana).post(reverse("outcomes:correct", args=[made.pk]), correct)
    fresh = Claim.objects.standing().get()
    assert fresh.evidence == 0

    asked = ask_confirmation(fresh, asked="firm", email="lucia@firm.example", by=scene.ana, at=timezone.now())
    answer = {"is_right": "yes", "name": "Lucía", **typed_too}
    client_of(scene.nobody).post(reverse("outcomes:confirm", args=[asked.token]), answer)
    assert Claim.objects.standing().get().evidence == 3
