"""The other side reads page, mail and errors in its own language, whatever the office has switched on."""

import html

import pytest
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext

from activities.services.asking import Addressee, pass_on, revoke_ask
from stakeholders.models import OutgoingMail
from tests.activities.sides import address, asked, contact, logged

ON_THE_PAGE = [
    "Was it so?", "No account is needed.", "Activity", "Kind", "Business meeting", "Who took part", "People, about",
    "Yes, it was so", "It was different", "Send our account", "This was not us", "Anything to add", "First day",
    "Pass it to a colleague",
]  # fmt: skip


def said(code, text):
    """The text in this language; another one than in English."""
    with translation.override(code):
        found = gettext(text)
    assert found != text
    return found


@pytest.mark.parametrize("code", [code for code in settings.EVERY_LANGUAGE if code != "en"])
def test_page_mails_and_errors_are_in_the_language_of_whom_is_asked(scene, client, code):
    ask = asked(scene, logged(scene), at=timezone.now(), whom=Addressee.of(contact(scene, language=code)))
    path = address()

    page = html.unescape(client.get(path).content.decode())
    wrong = html.unescape(client.post(path, {"answer": "confirmed"}).content.decode())
    with translation.override(code):
        pass_on(ask, name="Inga", email="inga@hamburg.example", by_name="Jonas", at=timezone.now())
    mails = [mail.text for mail in OutgoingMail.objects.order_by("pk")]
    done = html.unescape(client.post(path, {"answer": "confirmed", "name": "Jonas"}, follow=True).content.decode())
    revoke_ask(ask, by=scene.ana, at=timezone.now())
    ended = html.unescape(client.get(path).content.decode())

    assert [text for text in ON_THE_PAGE if said(code, text) not in page] == []
    assert 'dir="rtl"' in page if code == "ar" else 'dir="rtl"' not in page
    assert said(code, "Write your name.") in wrong
    assert all(said(code, "Was it so? One page and one button, no account:") in mail for mail in mails)
    assert said(code, "Answer sent") in done
    assert said(code, "This link has ended") in ended
