"""One's own wishes, for somebody who signs in."""

import pytest

from reminders.models import Recipient, Silence
from tests.reminders.scene import NOON

PAGE = "/settings/reminders/"


@pytest.fixture
def pia(client, scene):
    client.force_login(scene.pia)
    return client


def wishes(user):
    row = Recipient.objects.get(user=user)
    return row.mode, row.hour, row.weekday, row.stopped_at is not None


def test_a_look_writes_nothing_and_shows_the_defaults(pia):
    page = pia.get(PAGE).content.decode()

    assert Recipient.objects.count() == 0
    assert "pia@example.org" in page
    assert "You are told of everything that the rules say." in page
    assert "/settings/calendars/" in page


def test_wishes_are_saved_for_oneself_alone(pia, scene):
    other = Recipient.objects.create(user=scene.ana)

    pia.post(PAGE, {"mode": "immediate", "hour": "9", "weekday": "0"})

    other.refresh_from_db()
    assert wishes(scene.pia) == ("immediate", 9, 0, False)
    assert (other.mode, other.hour) == ("daily", 8)


def test_all_is_stopped_and_started(pia, scene):
    pia.post(PAGE, {"stop": "1"})
    stopped = wishes(scene.pia)
    pia.post(PAGE, {"start": "1"})

    assert stopped[3] is True
    assert wishes(scene.pia)[3] is False


def test_wrong_wishes_are_refused(pia):
    answer = pia.post(PAGE, {"mode": "", "hour": "9", "weekday": "0"})

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_only_ones_own_silence_is_taken_back(pia, scene):
    mine, hers = (Recipient.objects.create(user=user) for user in (scene.pia, scene.ana))
    own = Silence.objects.create(recipient=mine, rule="no-contact", made_at=NOON)
    foreign = Silence.objects.create(recipient=hers, rule="no-contact", made_at=NOON)

    pia.post(PAGE, {"listen": own.pk})
    pia.post(PAGE, {"listen": foreign.pk})

    assert list(Silence.objects.all()) == [foreign]


def test_an_address_that_came_back_is_told(pia, scene):
    Recipient.objects.create(user=scene.pia, bounced_at=NOON, problem="5.1.1 no such box")

    page = pia.get(PAGE).content.decode()

    assert "Mail to this address came back" in page
    assert "5.1.1 no such box" in page


def test_coordinators_find_the_pages_of_their_office_there(client, scene):
    found = {}
    for name in ("ana", "eve", "pia"):
        client.force_login(getattr(scene, name))
        found[name] = "/reminders/sent/" in client.get(PAGE).content.decode()

    assert found == {"ana": True, "eve": False, "pia": False}


def test_every_page_leads_there_from_the_menu_of_the_account(pia):
    assert f'href="{PAGE}"' in pia.get("/partnerships/").content.decode()
