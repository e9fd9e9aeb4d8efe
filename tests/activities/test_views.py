import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity
from activities.services.activities import log_activity
from activities.services.offering import offer_activity
from tests.activities.scene import NOW, PNG, facts


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def form_of(**more):
    return {"kind": "fair", "title": "A fair", "status": "happened", "starts": "2026-10", "key": "k", **more}


@pytest.fixture
def activity(scene):
    given = facts(organisations=[scene.office, scene.far], notes="inside words")
    return log_activity(scene.tie, given, by=scene.ana, at=NOW)


def test_the_page_shows_notes_to_the_office_and_never_to_the_other_side(scene, activity):
    url = reverse("activities:activity", args=[activity.pk])
    assert "inside words" in client_of(scene.ana).get(url).content.decode()
    assert client_of(scene.hanna).get(url).status_code == 404

    offer_activity(activity, by=scene.ana, at=NOW)

    page = client_of(scene.hanna).get(url)
    assert page.status_code == 200
    assert "inside words" not in page.content.decode()
    assert "Yes, it was so" in page.content.decode()


def test_an_offer_is_looked_at_first_and_then_pressed_by_a_coordinator(scene, activity):
    url = reverse("activities:offer", args=[activity.pk])

    seen = client_of(scene.ana).get(url).content.decode()
    assert "Hamburg office" in seen
    assert Activity.objects.get().audience == "office"
    assert client_of(scene.ben).get(url).status_code == 403
    assert client_of(scene.ana).post(url).status_code == 302
    assert Activity.objects.get().audience == "shared"

    confirm = reverse("activities:confirm", args=[activity.pk])
    assert client_of(scene.eve).post(confirm).status_code == 403
    assert client_of(scene.hanna).get(confirm).status_code == 405
    assert client_of(scene.hanna).post(confirm).status_code == 302
    assert Activity.objects.get().confirmed_by == scene.far


def test_what_was_typed_stays_on_the_page_beside_what_is_wrong(scene, activity):
    url = reverse("activities:edit", args=[activity.pk])

    answer = client_of(scene.ana).post(url, form_of(starts="30 11 2026", notes="a long story"))

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "a long story" in text
    assert "30 11 2026" in text
    assert "Write the date as" in text

    refused = client_of(scene.ana).post(url, form_of(cost="12", notes="a long story"))
    assert refused.status_code == 422
    assert "Name the currency of the cost." in refused.content.decode()
    assert Activity.objects.get().title == "Lease terms agreed"


def test_an_edit_saves_and_a_viewer_may_not(scene, activity):
    url = reverse("activities:edit", args=[activity.pk])

    assert client_of(scene.eve).get(url).status_code == 403
    assert client_of(scene.ben).post(url, form_of()).status_code == 403
    assert client_of(scene.ana).get(url).status_code == 200
    saved = client_of(scene.ana).post(url, form_of(organisations=[scene.far.pk], cost="12.5", currency="eur"))

    assert saved.status_code == 302
    activity.refresh_from_db()
    line = activity.cost_lines.get(as_logged=True)
    assert (activity.title, str(line.amount), line.currency) == ("A fair", "12.50", "EUR")
    assert [part.organisation for part in activity.participants.all()] == [scene.far]


def test_the_tie_of_a_plan_is_chosen_where_none_is_named(scene):
    ana = client_of(scene.ana)

    page = ana.get(reverse("activities:plan")).content.decode()

    assert f'href="?p={scene.tie.slug}"' in page
    assert reverse("activities:plan") in ana.get(reverse("activities:list")).content.decode()
    assert reverse("activities:plan") in ana.get(reverse("partnerships:detail", args=[scene.tie.slug])).content.decode()


def test_a_plan_is_made_happens_and_may_be_cancelled(scene):
    ana = client_of(scene.ana)
    url = reverse("activities:plan") + f"?p={scene.tie.slug}"

    assert ana.get(url).status_code == 200
    made = ana.post(url, form_of(status="planned", starts="2020"))
    again = ana.post(url, form_of(status="planned", starts="2020"))

    assert made.url == again.url
    planned = Activity.objects.get()
    assert ana.post(reverse("activities:happened", args=[planned.pk])).status_code == 302
    assert ana.post(reverse("activities:cancel", args=[planned.pk])).status_code == 302
    assert ana.post(reverse("activities:happened", args=[planned.pk])).status_code == 409


def test_a_file_comes_as_a_download_to_those_who_read_the_activity(scene):
    made = log_activity(
        scene.tie, facts(), by=scene.ana, at=NOW, files=[SimpleUploadedFile("photo.png", PNG)]
    )
    url = reverse("activities:file", args=[made.files.get().pk])

    answer = client_of(scene.ana).get(url)

    assert b"".join(answer.streaming_content) == PNG
    assert "attachment" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client_of(scene.hanna).get(url).status_code == 404


def test_the_list_filters_and_makes_no_more_queries_with_three_rows_than_with_one(scene):
    ana = client_of(scene.ana)
    url = reverse("activities:list")
    bodies = [scene.office, scene.far]
    log_activity(scene.tie, facts(organisations=bodies), by=scene.ana, at=NOW)
    ana.get(url)
    counted = count_queries(ana, url)
    for number in range(2):
        log_activity(scene.tie, facts(title=f"Another {number}", organisations=bodies), by=scene.ana, at=NOW)

    assert count_queries(ana, url) == counted
    text = ana.get(url, {"q": "another 1", "partnership": scene.tie.slug, "since": "2026-01-01"}).content.decode()
    assert "Another 1" in text
    assert "Another 0" not in text
    assert "No activity matches" in ana.get(url, {"kind": "sport"}).content.decode()
    assert "Another" not in client_of(scene.hanna).get(url).content.decode()


def count_queries(client, url):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


@pytest.mark.parametrize("name", ["list", "plan", "activity", "edit", "offer"])
def test_no_page_carries_inline_style_or_script(scene, name):
    made = log_activity(scene.tie, facts(organisations=[scene.office]), by=scene.ana, at=timezone.now())
    args = [] if name in ("list", "plan") else [made.pk]

    text = client_of(scene.ana).get(reverse(f"activities:{name}", args=args), {"p": scene.tie.slug}).content.decode()

    assert " style=" not in text
    assert "onclick" not in text
    assert "<style" not in text
