"""Wishes that are sent twice at once are one wish."""

import threading

import pytest
from django.db import connections

from reminders.models import OfficeRule, Recipient, Silence
from reminders.services.office_rules import set_rule
from reminders.services.wishes import own_recipient, silence
from tests.reminders.scene import DAY, NOON, build

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs):
    """Run them in threads that start together; raise what one of them raised."""
    start, faults = threading.Barrier(len(jobs)), []

    def run(job):
        try:
            start.wait(10)
            job()
        except Exception as fault:  # raised again below
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if faults:
        raise faults[0]


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
