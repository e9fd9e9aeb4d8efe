"""Two at once on PostgreSQL: the database lets one win and the other sees it."""

import datetime as dt
import threading

import pytest
from django.db import connection

from stakeholders import services
from stakeholders.mail import queue_mail, send_due
from stakeholders.models import Membership, Organisation, OutgoingMail
from tests.factories import CityFactory, MembershipFactory, OfficeFactory

pytestmark = pytest.mark.django_db(transaction=True)
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def at_once(*calls):
    """Run the calls in threads that start together; what each returned or raised, in order."""
    gate, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(position, call):
        gate.wait()
        try:
            results[position] = call()
        except services.Refusal as refusal:
            results[position] = type(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_offices_that_add_one_organisation_at_once_share_it():
    place = CityFactory()
    offices = [OfficeFactory(), OfficeFactory()]
    people = [MembershipFactory(organisation=office.organisation).user for office in offices]

    def adding(office, by):
        given = {"name": "Port of Osaka", "kind": "port authority", "place": place}
        return lambda: services.add_organisation(office=office, by=by, at=NOON, **given)

    results = at_once(*(adding(*pair) for pair in zip(offices, people, strict=True)))

    assert Organisation.objects.filter(name="Port of Osaka").count() == 1
    assert sorted(is_new for _, is_new in results) == [False, True]


def test_two_coordinators_cannot_remove_each_other():
    office = OfficeFactory()
    one, other = (MembershipFactory(organisation=office.organisation) for _ in range(2))

    results = at_once(
        lambda: services.remove_member(one, by=other.user, at=NOON),
        lambda: services.remove_member(other, by=one.user, at=NOON),
    )

    assert services.LastCoordinator in results
    assert Membership.objects.current(on=NOON.date()).filter(organisation=office.organisation).count() == 1


def test_two_workers_send_a_mail_once():
    for number in range(5):
        queue_mail(key=str(number), to="ana@example.org", subject="Port data", text="Please", at=NOON)
    sent = []

    counts = at_once(*(lambda: send_due(NOON, send=lambda mail: sent.append(mail.key)) for _ in range(2)))

    assert (sorted(sent), sum(counts)) == (["0", "1", "2", "3", "4"], 5)
    assert not OutgoingMail.objects.filter(sent_at=None).exists()
