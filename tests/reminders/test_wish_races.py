"""Wishes that are sent twice at once are one wish."""


import pytest

from reminders.models import OfficeRule, Recipient, Silence
from reminders.services.office_rules import set_rule
from reminders.services.wishes import own_recipient, silence
from tests.at_once import at_once
from tests.reminders.scene import DAY, NOON, build

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_first_wish_makes_one_row():
    scene = build()

    at_once(*[lambda: own_recipient(scene.pia)] * 6)

    assert Recipient.objects.filter(user=scene.pia).count() == 1


def test_a_button_pressed_twice_silences_once():
    scene = build()
    pia = own_recipient(scene.pia)

    at_once(*[lambda: silence(pia, kind="deliverable", pk=1, at=NOON)] * 6)
    at_once(*[lambda: silence(pia, rule="no-contact", until=NOON + DAY, at=NOON)] * 6)

    assert Silence.objects.filter(recipient=pia).count() == 2


def test_two_coordinators_who_save_a_rule_at_once_leave_one_wish_whole():
    scene = build()
    rule = {"code": "deliverable-due", "is_on": True, "channel": "mail", "at": NOON}

    at_once(
        lambda: set_rule(scene.office, **rule, leads=[1], others=[], by=scene.ana),
        lambda: set_rule(scene.office, **rule, leads=[2], others=["executives"], by=scene.ben),
    )

    found = OfficeRule.objects.values_list("leads", "others", "set_by").get()
    assert found in [([1], [], scene.ana.pk), ([2], ["executives"], scene.ben.pk)]
