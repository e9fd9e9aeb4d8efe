"""The quick log in a real browser: how many taps it takes, and what becomes of a log where there is no connection."""

import datetime as dt
import statistics

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from activities.models import Activity
from tests.activities.scene import PNG, build
from tests.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(transactional_db):
    return build()


@pytest.fixture
def phone(open_page, scene, client, live_server):
    """Ana's phone, signed in."""
    page = open_page(PHONE)
    client.force_login(scene.ana)
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return page


class Thumb:
    """Counts what a person does: taps, and fields typed into (the tap that opens one is counted too)."""

    def __init__(self, page):
        self.page, self.taps, self.texts = page, 0, 0

    def tap(self, name):
        self.page.locator("label.opt-b", has_text=name).first.click()
        self.taps += 1

    def write(self, label, text):
        self.page.get_by_label(label).click()
        self.page.keyboard.type(text)
        self.taps, self.texts = self.taps + 1, self.texts + 1

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()
        self.taps += 1


def logged(title):
    return Activity.objects.filter(title=title)


def ready(page):
    """The page is kept for offline use and its worker answers for it."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("caches.open('log').then((cache) => cache.match('/log/')).then(Boolean)")
    page.reload()
    page.wait_for_function("Boolean(navigator.serviceWorker.controller)")


EVENINGS = [
    ["Meeting", "They came to"],
    ["Visit", "Yesterday", "We went to"],
    ["Event", "Yesterday", "They came to"],
    ["Trade", "We went to", "A lead"],
    ["Study", "Online"],
]


def test_a_known_partnership_takes_at_most_eight_taps_and_one_text(phone, scene):
    counts = []
    for number, taps in enumerate(EVENINGS):
        phone.goto("/log/")
        thumb = Thumb(phone)
        for name in taps:
            thumb.tap(name)
        thumb.write("In one line, what happened?", f"Evening {number}")
        if not number:
            thumb.tap(scene.far.name)
        thumb.press("Save")
        phone.wait_for_url("**/activities/*/")
        counts.append((thumb.taps, thumb.texts))

    assert statistics.median(taps for taps, _texts in counts) <= 8
    assert {texts for _taps, texts in counts} == {1}
    assert Activity.objects.count() == len(EVENINGS)
    assert all(set(row.participants.values_list("organisation", flat=True)) == {scene.office.pk, scene.far.pk}
               for row in Activity.objects.all())  # fmt: skip


def test_a_log_typed_without_connection_survives_a_reload_and_is_sent_once(phone, scene, wait_until):
    phone.goto(f"/log/?p={scene.tie.slug}")
    ready(phone)
    phone.context.set_offline(True)
    phone.get_by_label("In one line, what happened?").fill("Harbour talks")
    phone.locator("label.opt-b", has_text="Yesterday").click()

    phone.reload()
    assert phone.get_by_label("In one line, what happened?").input_value() == "Harbour talks"
    assert phone.get_by_label("Yesterday", exact=True).is_checked()
    phone.set_input_files("#id_photo", {"name": "quay.png", "mimeType": "image/png", "buffer": PNG})
    phone.get_by_role("button", name="Save", exact=True).click()
    phone.get_by_text("waits on this device").wait_for()
    assert phone.get_by_label("In one line, what happened?").input_value() == ""
    phone.reload()
    phone.get_by_text("waits on this device").wait_for()
    assert not Activity.objects.exists()

    phone.context.set_offline(False)
    wait_until(lambda: logged("Harbour talks").exists())
    phone.get_by_text("was sent.").wait_for()
    phone.reload()
    phone.wait_for_timeout(500)
    (activity,) = Activity.objects.all()
    assert (activity.title, activity.files.count()) == ("Harbour talks", 1)
    assert activity.starts_first == timezone.localdate() - dt.timedelta(days=1)
    assert phone.locator("#outbox").is_hidden()


def test_today_is_the_day_on_which_it_was_typed(phone, scene, wait_until):
    phone.clock.install()  # the device's clock moves on when told
    phone.goto(f"/log/?p={scene.tie.slug}")
    ready(phone)
    phone.get_by_label("In one line, what happened?").fill("Typed today")
    typed_on = dt.date.fromisoformat(phone.evaluate("new Date().toISOString().slice(0, 10)"))

    phone.clock.set_fixed_time(dt.datetime.now(dt.UTC) + dt.timedelta(days=2))
    phone.reload()

    assert phone.get_by_label("Other day").is_checked()
    assert phone.get_by_label("Which day?").input_value() == typed_on.isoformat()


def test_an_answer_lost_on_the_way_makes_no_second_record(phone, scene, wait_until):
    phone.goto(f"/log/?p={scene.tie.slug}")
    ready(phone)
    lose = {"answers": 1}

    def cut(route):
        if route.request.method == "POST" and lose["answers"]:
            lose["answers"] -= 1
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    phone.route("**/log/", cut)
    phone.get_by_label("In one line, what happened?").fill("Told once")
    phone.get_by_role("button", name="Save", exact=True).click()
    phone.get_by_text("waits on this device").wait_for()
    assert logged("Told once").count() == 1

    phone.reload()

    phone.get_by_text("was sent.").wait_for()
    assert logged("Told once").count() == 1


def test_a_waiting_log_that_is_refused_comes_back_into_the_form(phone, scene, wait_until):
    phone.goto(f"/log/?p={scene.tie.slug}")
    ready(phone)
    phone.context.set_offline(True)
    phone.get_by_label("In one line, what happened?").fill("A day too early")
    phone.locator("label.opt-b", has_text="Other day").click()
    phone.get_by_label("Which day?").fill("2999-01-01")
    phone.set_input_files("#id_photo", {"name": "quay.png", "mimeType": "image/png", "buffer": PNG})
    phone.get_by_role("button", name="Save", exact=True).click()
    phone.get_by_text("waits on this device").wait_for()
    phone.get_by_label("In one line, what happened?").fill("Begun meanwhile")

    phone.context.set_offline(False)
    phone.get_by_role("button", name="Open", exact=True).click()
    expect(phone.get_by_label("In one line, what happened?")).to_have_value("A day too early")
    expect(phone.get_by_text("quay.png")).to_be_visible()
    expect(phone.locator("#outbox")).to_contain_text("Begun meanwhile is begun")
    phone.get_by_label("Which day?").fill("2026-01-05")
    phone.get_by_role("button", name="Save", exact=True).click()

    wait_until(lambda: logged("A day too early").exists())
    assert logged("A day too early").get().files.count() == 1
    phone.goto("/log/")
    phone.get_by_role("button", name="Open", exact=True).click()
    expect(phone.get_by_label("In one line, what happened?")).to_have_value("Begun meanwhile")
    assert Activity.objects.count() == 1


def test_signing_out_takes_the_kept_page_away(phone, scene):
    phone.goto(f"/log/?p={scene.tie.slug}")
    ready(phone)

    phone.goto("/accounts/logout/")
    phone.locator("main button[type=submit]").click()
    phone.wait_for_function("document.body.dataset.user === undefined")

    phone.wait_for_function("caches.has('log').then((kept) => !kept)")
