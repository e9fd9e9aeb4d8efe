"""The page of a deliverable names the activities that serve it, to those who read them."""

from django.urls import reverse

from activities.models import AgreementLink, DeliverableLink
from tests.agreements.conftest import scene  # noqa: F401
from tests.factories import ActivityFactory


def test_the_activities_that_serve_a_deliverable_stand_on_its_page(scene, client):  # noqa: F811
    activity = ActivityFactory(partnership=scene.tie, owner=scene.office, title="Visit of the cold store")
    DeliverableLink.objects.create(activity=activity, deliverable=scene.report)
    address = reverse("agreements:deliverable", args=[scene.report.pk])

    client.force_login(scene.ana)
    assert b"Visit of the cold store" in client.get(address).content
    client.force_login(scene.pia)
    assert b"Visit of the cold store" not in client.get(address).content


def test_the_activities_that_led_to_an_agreement_stand_on_its_page(scene, client):  # noqa: F811
    activity = ActivityFactory(partnership=scene.tie, owner=scene.office, title="Round of talks")
    AgreementLink.objects.create(activity=activity, agreement=scene.agreement, relation="led to")
    address = reverse("agreements:agreement", args=[scene.agreement.pk])

    client.force_login(scene.ana)
    page = client.get(address).content.decode()

    assert "Round of talks" in page
    assert "led to it" in page
