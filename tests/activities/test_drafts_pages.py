"""The pages of drafts that came by mail: found in My work, saved as an activity, thrown away; the addresses."""

import pytest
from django.urls import reverse
from django.utils import timezone

from activities.addresses import address_of
from activities.models import Activity, IncomingDraft, IntakeAddress
from activities.services.drafts import own_address, throw_away
from activities.services.intake import note_refusal, take
from partnerships.models import TieRequest
from tests.activities.mails import TRUSTED, two_photos
from tests.activities.test_intake import second_tie
from tests.factories import CityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on(settings):
    settings.GEMEL_INTAKE_ADDRESS = "log@gemel.example"
    settings.GEMEL_INTAKE_TRUSTED = TRUSTED


@pytest.fixture
def draft(scene):
    own = own_address(scene.ana, by=scene.ana, at=timezone.now())
    take(two_photos(address_of(own), texts={"Fri, 20 Nov 2026 15:13:58": "Fri, 20 Nov 2020 15:13:58"}), timezone.now())
    return IncomingDraft.objects.get()


@pytest.fixture
def ana(client, scene):
    client.force_login(scene.ana)
    return client


def page_of(draft):
    return reverse("activities:draft", args=[draft.pk])


def sent(page, **changes):
    """What the browser sends of the form as it stands."""
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields if name != "files"}
    data = {name: value for name, value in data.items() if value not in (None, "", [])}
    data |= {"p": page.context["tie"].slug, "keep": [row["row"].pk for row in page.context["files"] if row["on"]]}
    return data | changes


def test_drafts_stand_in_my_work_of_the_sender_alone(ana, client, scene, draft):
    mine = ana.get(reverse("desk:my-work")).content.decode()
    client.force_login(scene.ben)
    theirs = client.get(reverse("desk:my-work")).content.decode()

    assert "From your mail" in mine
    assert "second berth agreed" in mine
    assert page_of(draft) in mine
    assert "second berth agreed" not in theirs
    assert client.get(page_of(draft)).status_code == 404


def test_the_list_names_what_came_and_is_empty_without_it(ana, scene, draft):
    full = ana.get(reverse("activities:drafts")).content.decode()
    throw_away(draft, by=scene.ana, at=timezone.now())
    empty = ana.get(reverse("activities:drafts")).content.decode()

    assert "second berth agreed" in full
    assert "2 files" in full
    assert "No draft" in empty


def test_everything_the_mail_tells_stands_in_the_form(ana, scene, draft):
    page = ana.get(page_of(draft))

    form = page.context["form"]
    assert form["title"].value() == "Hamburg port – second berth agreed"
    assert str(form["starts"].value()) == "2020-11-20"
    assert (form["status"].value(), form["kind"].value()) == ("happened", "business meeting")
    assert form["notes"].value().startswith("Walked the quay")
    assert scene.office.pk in form["organisations"].value()
    assert page.content.decode().count("<img ") >= 2


def test_organisations_that_the_mail_names_are_ticked_besides_ones_own(ana, scene, draft):
    IncomingDraft.objects.update(text="Lunch with the Hamburg chamber.")

    ticked = ana.get(page_of(draft)).context["form"]["organisations"].value()

    assert set(ticked) == {scene.office.pk, scene.far_chamber.pk}


def test_one_press_makes_the_activity_with_the_photos_that_are_ticked(ana, scene, draft):
    page = ana.get(page_of(draft))
    first, _second = page.context["files"]

    answers = [ana.post(page_of(draft), sent(page, keep=[first["row"].pk])) for _ in range(2)]

    made = Activity.objects.get()
    assert [answer["Location"] for answer in answers] == [reverse("activities:activity", args=[made.pk])] * 2
    assert [file.name for file in made.files.all()] == ["IMG_2041.jpg"]
    assert (made.title, made.partnership, made.audience) == (
        "Hamburg port – second berth agreed", scene.tie, "office",
    )  # fmt: skip


def test_what_cannot_be_saved_keeps_what_was_typed_and_ticked(ana, draft):
    page = ana.get(page_of(draft))
    _first, second = page.context["files"]

    again = ana.post(page_of(draft), sent(page, title="", notes="other words", keep=[second["row"].pk]))

    assert again.status_code == 422
    assert [row["on"] for row in again.context["files"]] == [False, True]
    assert "other words" in again.content.decode()
    assert not Activity.objects.exists()


def test_another_partnership_is_chosen_first(ana, scene, draft):
    osaka = second_tie(scene)

    page = ana.get(page_of(draft), {"p": osaka.slug})
    ana.post(page_of(draft), sent(page))

    assert Activity.objects.get().partnership == osaka


def test_a_draft_on_no_known_partnership_asks_for_it(ana, scene, draft):
    second_tie(scene)
    IncomingDraft.objects.update(partnership=None)

    page = ana.get(page_of(draft)).content.decode()

    assert "Of which partnership?" in page
    assert ana.get(page_of(draft), {"p": "no-such"}).status_code == 200


def test_thrown_away_it_is_gone_and_its_page_says_so(ana, draft):
    file = reverse("activities:draft-file", args=[draft.files.first().pk])
    before = ana.get(file)

    ana.post(reverse("activities:throw-draft-away", args=[draft.pk]))

    assert (before.status_code, before["Content-Type"]) == (200, "image/jpeg")
    assert ana.get(file).status_code == 404
    assert "thrown away" in ana.get(page_of(draft), follow=True).content.decode()


def test_a_look_makes_no_address_a_press_does_and_another_press_a_new_one(ana, scene):
    url = reverse("activities:by-mail")
    looked = ana.get(url)
    none = IntakeAddress.objects.count()

    first = ana.post(url, {"for": "me"}, follow=True).context["own_address"]
    row = IntakeAddress.objects.get()
    second = ana.post(reverse("activities:renew-mail-address", args=[row.pk]), follow=True).context["own_address"]

    assert (looked.context["own_address"], none) == ("", 0)
    assert first.startswith("log+")
    assert first.endswith("@gemel.example")
    assert second != first
    assert looked["Cache-Control"] == "no-store"


def test_the_address_of_the_office_is_made_by_a_coordinator_and_read_by_whoever_logs(client, scene):
    url = reverse("activities:by-mail")
    client.force_login(scene.ben)
    refused = client.post(url, {"for": "office"}).status_code
    client.force_login(scene.ana)
    made = client.post(url, {"for": "office"}, follow=True).context["shared_address"]
    row = IntakeAddress.objects.get()

    seen = {}
    for who in (scene.ben, scene.eve, scene.hanna):
        client.force_login(who)
        seen[who.name] = client.get(url).context["shared_address"]
    client.force_login(scene.ben)

    assert refused == 403
    assert seen == {"ben": made, "eve": "", "hanna": ""}
    assert client.post(reverse("activities:renew-mail-address", args=[row.pk])).status_code == 403


def test_without_a_mailbox_the_page_says_so(ana, settings):
    settings.GEMEL_INTAKE_ADDRESS = None

    assert "Not set up here" in ana.get(reverse("activities:by-mail")).content.decode()
    assert ana.post(reverse("activities:by-mail"), {"for": "me"}).status_code == 404


def test_staff_see_how_many_mails_made_no_draft_and_why(client, scene):
    for number in range(3):
        note_refusal(str(number), "proof", at=timezone.now())
    scene.nobody.is_staff = True
    scene.nobody.save(update_fields=["is_staff"])
    client.force_login(scene.nobody)

    page = client.get(reverse("desk:mail"))

    assert page.context["refused"] == [{"why": "nothing proves who sent it", "n": 3}]
    assert "nothing proves who sent it" in page.content.decode()


def test_a_mail_that_asks_for_a_tie_becomes_a_request_with_its_files_and_is_a_draft_no_more(ana, scene, draft):
    button = reverse("activities:draft-request", args=[draft.pk])
    assert button in ana.get(page_of(draft)).content.decode()
    form = ana.get(button).context["form"]
    names = [row.name for row in draft.files.order_by("pk")]
    data = {name: form[name].value() for name in ("kind", "channel", "asked_form", "received_on", "text")}
    data |= {"place": CityFactory(name="Turku").name, "keep": [draft.files.order_by("pk").first().pk]}

    refused = ana.post(button, data | {"place": ""})
    done = ana.post(button, data)
    again = ana.post(button, data)

    asked = TieRequest.objects.get()
    draft.refresh_from_db()
    assert (refused.status_code, done["Location"]) == (422, reverse("partnerships:request", args=[asked.pk]))
    assert again["Location"] == done["Location"]
    assert (asked.owner, asked.place.name, asked.channel) == (scene.office, "Turku", "mail")
    assert "second berth agreed" in asked.text
    assert [one.name for one in asked.files.all()] == names[:1]
    assert (draft.closed_at is not None, draft.text, draft.files.count()) == (True, "", 0)
    assert Activity.objects.count() == 0


def test_who_coordinates_no_office_makes_no_request_of_a_mail(client, scene, draft):
    IncomingDraft.objects.filter(pk=draft.pk).update(user=scene.ben)
    client.force_login(scene.ben)

    assert "draft-request" not in client.get(page_of(draft)).content.decode()
    assert client.get(reverse("activities:draft-request", args=[draft.pk])).status_code == 403
