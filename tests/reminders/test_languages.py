"""Whoever has no account reads reminders, and the page of their wishes, in their own language alone."""

import datetime as dt
import html
import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext

from agreements.models import DeliverableStatus, UpdateLink
from desk.texts import texts_of
from drawing import formats
from reminders.letters import Letter, Line, due_words, happened_words
from reminders.models import Recipient, Silence
from reminders.rule_names import NAMES
from reminders.services.ledger import plan
from reminders.services.telling import tell_due
from reminders.wishes_links import token_of
from stakeholders.models import OutgoingMail
from tests.reminders.scene import DAY, NOON, TODAY, ask_by_hand, morning, owe

OTHERS = [code for code in settings.EVERY_LANGUAGE if code != "en"]
TUESDAY = morning(TODAY + DAY) + dt.timedelta(minutes=5)
LETTER = ["reminders/letters.py", "reminders/rule_names.py", "templates/reminders/mail/letter.html"]
WISHES = [
    "reminders/forms_wishes.py", "reminders/models/recipients.py", "reminders/rule_names.py",
    "reminders/views/asking.py", "templates/django/forms/field.html", "templates/reminders/_silences.html",
    "templates/reminders/_stop.html", "templates/reminders/_wishes_form.html", "templates/reminders/wishes.html",
]  # fmt: skip
FILLED = re.compile(r"%\([a-z]+\)[sd]|<[^>]+>")
HIDDEN = re.compile(r"<(style|script)\b.*?</\1>|<[^>]+>", re.DOTALL)
WORD = re.compile(r"[A-Za-z]{3}")
WHOLE = r"(?<![A-Za-z])%s(?![A-Za-z])"


@pytest.fixture(params=OTHERS)
def code(request):
    return request.param


@pytest.fixture
def cho(scene, code):
    """The contact reads this language."""
    scene.cho.language = code
    scene.cho.save()
    return Recipient.objects.create(person=scene.cho)


def english_in(shown, paths):
    """What stands in a text as it stands in these files: the words of each English text between what is filled in."""
    texts = [text for (_context, one), plural in texts_of(paths).items() for text in (one, plural) if text]
    found = {piece.strip() for text in texts for piece in FILLED.split(text)}
    return [words for words in sorted(found) if WORD.search(words) and re.search(WHOLE % re.escape(words), shown)]


def seen(page):
    """What is read of a page or of a mail in HTML."""
    return html.unescape(HIDDEN.sub(" ", page))


def said(code, text):
    """The text in this language; another one than in English."""
    with translation.override(code):
        found = str(gettext(text))
    assert found != text
    return found


def day_in(code, day):
    """A day written out in this language; otherwise than in English."""
    with translation.override(code):
        found = formats.long_date(day)
    assert found != formats.long_date(day)
    return found


def letter_of(scene):
    """The mail to a contact of seven things: one late, one due that day, others later, and one that was sent back."""
    ask_by_hand(scene, scene.cho)
    for n, days in enumerate([-6, 1, 4, 15, 15, 15]):
        owe(scene, TODAY + days * DAY, contact=scene.cho, title=f"N{n}")
    owe(
        scene, TODAY + 60 * DAY, contact=scene.cho, title="N6", status=DeliverableStatus.RETURNED, returned_at=NOON,
        returned_by=scene.ana,
    )  # fmt: skip
    plan(NOON)
    tell_due(TUESDAY)
    return OutgoingMail.objects.get(to=scene.cho.email, key__startswith="notices:")


def test_the_english_of_a_letter_is_found(scene):
    letter = letter_of(scene)

    found = english_in(f"{letter.subject}\n{letter.text}", LETTER)

    assert {"Dear", "days late", "due today", "due in", "more", "returned to you"} <= set(found)
    assert set(found) - {"more", ", and"} <= set(english_in(seen(letter.html), LETTER))


def test_a_letter_holds_no_english_and_its_days_are_written_as_its_reader_writes_them(scene, code, cho):
    letter = letter_of(scene)

    ends_at = UpdateLink.objects.order_by("pk").last().ends_at
    until = said(code, "The page is yours alone until %(day)s.") % {"day": day_in(code, ends_at.date())}
    assert english_in(f"{letter.subject}\n{letter.text}", LETTER) == []
    assert english_in(seen(letter.html), LETTER) == []
    for shown in (letter.text, seen(letter.html)):
        assert until in shown
        assert said(code, "How often, or not at all") in shown
        assert said(code, "returned to you") in shown
    direction = "rtl" if code == "ar" else "ltr"
    assert f'<html lang="{code}" dir="{direction}">' in letter.html
    assert re.search(r'<bdi dir="ltr">http[^<]+/u/[^<]+</bdi>', letter.html)


def test_how_late_a_thing_is_stands_before_its_title_in_subject_and_text(scene, code, cho):
    letter = letter_of(scene)

    with translation.override(code):
        late = due_words(TODAY - 7 * DAY, TODAY)
    assert letter.subject.lower().startswith(late.lower())
    assert letter.subject.index("N0") > len(late)
    assert late in letter.text
    assert "%" not in letter.subject + letter.text


def test_every_number_of_days_has_its_own_words(code):
    with translation.override(code):
        whens = [due_words(TODAY + n * DAY, TODAY) for n in (-100, -11, -3, -2, -1, 0, 1, 2, 3, 11, 100, 101)]
        whens += [happened_words(rule) for rule in ("deliverable-returned", "deliverable-accepted")]
        lines = [Line("Title", when) for when in whens]
        letters = [Letter("", lines[-n:], "", "", "", [], "") for n in range(1, 15)]
        subjects = [letter.subject for letter in letters]
        rest = [letter.more for letter in letters if letter.left]

    assert len(set(whens)) == len(whens) == 14
    assert len(set(subjects)) == len(subjects)
    assert len(set(rest)) == len(rest) == 7
    assert english_in("\n".join([*subjects, *rest]), LETTER) == []


def test_the_page_of_wishes_holds_no_english_whatever_is_done_there(scene, client, code, cho):
    item = owe(scene, TODAY + DAY, contact=scene.cho, title="N1")
    page = reverse("reminders:wishes", args=[token_of(cho, "deliverable-due", "deliverable", item.pk)])
    until = timezone.now() + 3 * DAY
    gone = owe(scene, TODAY, title="N2", audience="office")
    Silence.objects.create(recipient=cho, rule="deliverable-asked", until=until, made_at=NOON)
    Silence.objects.create(recipient=cho, subject_kind="deliverable", subject_id=gone.pk, made_at=NOON)
    ways = [{"stop": "1"}, {"start": "1"}, {"not_this": "1"}, {"not_such": "1"}, {"mode": "x"},
            {"mode": "weekly", "hour": "9", "weekday": "2"}]  # fmt: skip

    first = client.get(page).content.decode()
    shown = [first, *(client.post(page, way, follow=True).content.decode() for way in ways)]
    cho.bounced_at = NOON
    cho.save()
    shown.append(client.get(page).content.decode())

    assert [english for one in shown for english in english_in(seen(one), WISHES)] == []
    assert "This field is required." not in shown[5]
    direction = "rtl" if code == "ar" else "ltr"
    assert f'<html lang="{code}" dir="{direction}"' in first
    assert day_in(code, until) in first
    for text in ("Not about this", "Stop all reminders", "Something you may not read any more", "At what hour"):
        assert said(code, text) in seen(first)
    with translation.override(code):
        assert str(WEEKDAYS[2]) in seen(first)
        assert str(NAMES["deliverable-due"]) in seen(first)
    for one, text in zip(shown[1:], ("No reminder goes to you any more.", "Reminders go to you again."), strict=False):
        assert said(code, text) in seen(one)
    assert said(code, "Saved.") in seen(shown[6])
    assert said(code, "Mail to this address came back, so nothing is sent to it.") in seen(shown[7])


def test_the_english_of_the_page_is_found(scene, client):
    page = reverse("reminders:wishes", args=[token_of(Recipient.objects.create(person=scene.cho))])

    found = english_in(seen(client.get(page).content.decode()), WISHES)

    assert {"How often", "Reminders to", "Stop all reminders", "At what hour", "Save"} <= set(found)


def test_every_language_is_offered_there_and_the_one_chosen_stays(scene, client, code, cho):
    page = reverse("reminders:wishes", args=[token_of(cho)])

    offered = client.get(page).content.decode()
    kept = client.post(f"{page}?lang=fr", {"stop": "1"}, follow=True).content.decode()

    assert [one for one in settings.EVERY_LANGUAGE if f'href="?lang={one}"' not in offered] == []
    assert said("fr", "No reminder goes to you any more.") in seen(kept)
