import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity, OfficeNote
from outcomes.models import Claim, Indicator, Lead, Outcome
from outcomes.services import claims
from outcomes.services.claims import Facts as ClaimFacts
from stakeholders.dates import PartialDate
from tests.activities.scene import PNG, build

URL = "/log/"


@pytest.fixture
def scene(db):
    return build()


@pytest.fixture
def ana(scene):
    client = Client()
    client.force_login(scene.ana)
    return client


def typed(scene, **more):
    given = {
        "partnership": scene.tie.slug, "kind": "business meeting", "title": "Lease terms agreed", "when": "today",
        "organisations": [scene.office.pk, scene.far.pk], "people": "6", "led": "no", "key": "k",
    }  # fmt: skip
    return {**given, **more}


def test_the_page_says_who_sees_it_and_starts_with_ones_own_city(scene, ana):
    text = ana.get(URL, {"p": scene.tie.slug}).content.decode()

    assert "Only your office sees this until you offer it" in text
    assert f'name="organisations" value="{scene.office.pk}" checked' in text
    assert f'name="organisations" value="{scene.far.pk}">' in text
    assert " style=" not in text


def test_a_chamber_is_told_that_its_results_go_to_the_office_of_its_city(scene):
    client = Client()
    client.force_login(scene.carl)

    assert "Only your organisation sees this" in client.get(URL).content.decode()
    client.post(URL, typed(scene, led="deal", value="5", currency="USD"))

    assert Activity.objects.for_user(scene.carl).exists()
    assert not Activity.objects.for_user(scene.ana).exists()
    assert Claim.objects.for_user(scene.ana).get().organisation == scene.chamber


def test_four_answers_are_enough(scene, ana):
    answer = ana.post(URL, {"partnership": scene.tie.slug, "kind": "other", "title": "Call", "when": "today"})

    made = Activity.objects.get()
    assert answer.url == reverse("activities:activity", args=[made.pk])
    assert (made.starts_first, made.status, made.owner) == (timezone.localdate(), "happened", scene.office)
    assert "Undo" in ana.get(answer.url).content.decode()


def test_the_last_partnership_and_people_are_there_the_next_time(scene, ana):
    ana.post(URL, typed(scene, organisations=[scene.far.pk, scene.chamber.pk]))

    text = ana.get(URL).content.decode()

    assert f'name="organisations" value="{scene.chamber.pk}" checked' in text
    assert f'name="organisations" value="{scene.office.pk}">' in text


def test_sending_twice_makes_one_activity_and_one_claim(scene, ana):
    first = ana.post(URL, typed(scene, led="deal", value="1,200,000", currency="usd"))
    again = ana.post(URL, typed(scene, led="deal", value="1,200,000", currency="usd"))

    claim = Claim.objects.get()
    assert first.url == again.url
    assert (claim.outcome.indicator.code, claim.amount, claim.currency, claim.evidence) == ("OC1", 1200000, "USD", 1)
    assert claim.origins.get().activity == Activity.objects.get()


def test_a_photo_makes_it_documented_on_both(scene, ana):
    ana.post(URL, typed(scene, led="deal", photo=SimpleUploadedFile("p.png", PNG)))

    claim = Claim.objects.get()
    assert (claim.evidence, claim.amount) == (2, None)
    assert claim.files.get().file.read() == Activity.objects.get().files.get().file.read() == PNG


def test_a_lead_keeps_its_value_as_a_band_and_another_result_names_its_kind(scene, ana):
    ana.post(URL, typed(scene, led="lead", value="1200000", currency="USD"))
    assert (Lead.objects.get().code_name, Lead.objects.get().size_band) == ("Lease terms agreed", "$1.2M")

    wrong = ana.post(URL, typed(scene, led="other", key="2"))
    assert wrong.status_code == 422
    assert "Say which result it was." in wrong.content.decode()
    result = Indicator.objects.get(code="OC13")
    ana.post(URL, typed(scene, led="other", key="2", result=result.pk, value="12"))
    assert (Claim.objects.get().outcome.indicator, Claim.objects.get().currency) == (result, "")


def test_what_was_typed_stays_when_something_is_wrong(scene, ana):
    answer = ana.post(URL, typed(scene, title="", note="Names and numbers", value="lots", another="Nobody knows it"))

    text = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Names and numbers", "lots", "Nobody knows it", f'value="{scene.far.pk}" checked', "data-bound"):
        assert words in text
    assert not Activity.objects.exists()


def test_a_wrong_file_and_a_day_ahead_are_refused_beside_their_field(scene, ana):
    bad = ana.post(URL, typed(scene, note="kept", paper=SimpleUploadedFile("x.exe", b"MZ")))
    ahead = ana.post(URL, typed(scene, note="kept", when="other", day="2999-01-01"))
    missing = ana.post(URL, typed(scene, note="kept", when="other"))

    for answer, words in ((bad, "Files of this type"), (ahead, "This day lies ahead"), (missing, "Choose the day")):
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert "kept" in answer.content.decode()
    assert not Activity.objects.exists()


def test_without_script_another_tie_shows_its_organisations_and_keeps_what_was_typed(scene, ana):
    text = ana.get(URL, {"partnership": scene.tie.slug, "title": "Half typed", "note": "words"}).content.decode()

    assert "Half typed" in text
    assert "words" in text
    assert not Activity.objects.exists()


def test_without_script_the_organisations_of_the_tie_are_ticked_and_no_digits_of_their_numbers(scene, ana):
    text = ana.get(URL, {"partnership": scene.tie.slug, "organisations": [1, f"{scene.far.pk}0"]}).content.decode()

    assert f'name="organisations" value="{scene.office.pk}" checked' in text
    assert text.count('checked><span>Hamburg') == 0


@pytest.mark.parametrize("name", ["partnership", "key", "title"])
def test_what_no_database_takes_is_no_fault_of_ours(scene, ana, name):
    given = typed(scene)

    assert ana.get(URL, {"p": "no\0where"}).status_code == 404
    assert ana.post(URL, {**given, name: f"{given[name]}\0"}).status_code in (302, 422)


def test_save_and_add_another_keeps_the_partnership_and_the_day(scene, ana):
    answer = ana.post(URL, typed(scene, again="1", when="other", day="2026-03-04"))

    text = ana.get(answer.url).content.decode()
    assert "2026-03-04" in text
    assert f'<option value="{scene.tie.slug}" selected>' in text


def test_an_organisation_on_file_may_be_added_by_name(scene, ana):
    ana.post(URL, typed(scene, another="  lake FOODS "))

    assert scene.known in [part.organisation for part in Activity.objects.get().participants.all()]


def test_a_fault_in_the_claim_takes_the_activity_back(scene, ana, monkeypatch):
    def fail(*args, **kwargs):
        raise ConnectionError("the wire was cut")

    monkeypatch.setattr(claims.Share.objects, "create", fail)
    with pytest.raises(ConnectionError):
        ana.post(URL, typed(scene, led="deal"))

    assert (Activity.objects.count(), OfficeNote.objects.count(), Outcome.objects.count()) == (0, 0, 0)


@pytest.fixture
def standing(scene):
    """A verified lease that the office reported three days ago."""
    day = timezone.localdate() - dt.timedelta(days=3)
    given = {"indicator": Indicator.objects.get(code="OC1"), "title": "Lease signed", "occurred": PartialDate.day(day)}
    facts = ClaimFacts(**given, amount=Decimal("1250000"), currency="USD", sector="H")
    made = claims.claim_outcome(scene.tie, scene.office, facts, by=scene.ana, at=timezone.now())
    Claim.objects.filter(pk=made.pk).update(evidence=3)
    return made


def test_it_asks_whether_it_is_the_same_outcome_before_it_saves_and_nothing_typed_is_lost(scene, ana, standing):
    sent = typed(scene, led="deal", value="1,200,000", currency="USD", note="Seen by us.", again="1")

    asked = ana.post(URL, {**sent, "photo": SimpleUploadedFile("p.png", PNG)})

    page = asked.content.decode()
    assert asked.status_code == 200
    for words in ("Is this the same?", "Lease signed", "Seen by us.", "1,200,000", "p.png", 'name="again" value="1"'):
        assert words in page
    assert (Activity.objects.count(), Claim.objects.count()) == (0, 1)

    made = ana.post(URL, {**sent, "same": str(standing.outcome_id), "kept": asked.context["kept_text"]})

    claim, activity = Claim.objects.standing().get(), Activity.objects.get()
    assert made.url.startswith(URL)
    assert (claim.outcome, claim.amount, claim.title) == (standing.outcome, 1200000, "Lease signed")
    assert (claim.occurred_first, claim.sector, claim.evidence) == (standing.occurred_first, "H", 2)
    assert claim.origins.get().activity == activity
    assert claim.files.get().file.read() == activity.files.get().file.read() == PNG


def test_the_same_outcome_without_an_amount_only_gains_the_activity(scene, ana, standing):
    ana.post(URL, typed(scene, led="deal", same=str(standing.outcome_id)))

    claim = Claim.objects.standing().get()
    assert (claim.outcome, claim.amount, claim.currency, claim.evidence) == (standing.outcome, 1250000, "USD", 3)
    assert claim.origins.get().activity == Activity.objects.get()


def test_another_outcome_is_one_of_its_own(scene, ana, standing):
    ana.post(URL, typed(scene, led="deal", same="new"))

    assert Outcome.objects.count() == Claim.objects.standing().count() == 2


def test_what_the_other_side_reported_is_met_from_the_other_end(scene, ana):
    day = PartialDate.day(timezone.localdate())
    facts = ClaimFacts(Indicator.objects.get(code="OC1"), "Lease", day, amount=Decimal(5), currency="USD")
    theirs = claims.claim_outcome(scene.tie, scene.far, facts, by=scene.hanna, at=timezone.now())
    Claim.objects.filter(pk=theirs.pk).update(audience="shared")

    ana.post(URL, typed(scene, led="deal", value="5", currency="USD", same=str(theirs.outcome_id)))

    assert Claim.objects.get(organisation=scene.office).side == "buyer"
    assert Outcome.objects.count() == 1


def test_a_lead_and_an_outcome_of_another_kind_are_not_asked_about(scene, ana, standing):
    ana.post(URL, typed(scene, led="lead", value="1250000", currency="USD"))
    ana.post(URL, typed(scene, led="other", key="2", result=Indicator.objects.get(code="OC13").pk, value="12"))

    assert Activity.objects.count() == 2


def test_undo_brings_back_the_report_that_the_log_corrected(scene, ana, standing):
    ana.post(URL, typed(scene, led="deal", value="1300000", currency="USD", same=str(standing.outcome_id)))

    ana.post(reverse("desk:undo-log", args=[Activity.objects.get().pk]))

    claim = Claim.objects.standing().get()
    assert (claim.amount, claim.evidence, claim.origins.count()) == (1250000, 3, 0)


def test_an_answer_that_names_what_one_may_not_read_is_refused(scene, ana):
    answer = ana.post(URL, typed(scene, led="deal", same="999999", note="kept"))

    assert answer.status_code == 422
    assert "kept" in answer.content.decode()
    assert not Activity.objects.exists()


def test_undo_takes_back_the_activity_and_what_came_with_it(scene, ana):
    ana.post(URL, typed(scene, led="deal", value="5", currency="USD"))
    url = reverse("desk:undo-log", args=[Activity.objects.get().pk])
    other = Client()
    other.force_login(scene.ben)

    assert other.post(url).status_code == 403
    assert ana.get(url).status_code == 405
    assert ana.post(url).status_code == 302
    assert not Activity.objects.exists()
    assert not Claim.objects.standing().exists()


@pytest.mark.parametrize(("name", "status"), [("eve", 403), ("nobody", 404), ("hanna", 200), ("carl", 200)])
def test_only_those_who_may_log_on_a_tie_find_it(scene, name, status):
    client = Client()
    client.force_login(getattr(scene, name))

    assert client.get(URL, {"p": scene.tie.slug}).status_code == status
    assert client.get(URL).status_code == 200
