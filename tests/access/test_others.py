"""Roles that the table has no column for: their answers follow from those it has (STYLE 6)."""

import pytest
from django.test import Client
from django.urls import reverse

from partnerships.models import Audience
from tests.access.routes import walk
from tests.access.test_canary import every_address, narrow
from tests.access.test_routes import SIGN_IN, addresses, body_of, clients_of, furnished

UNUSUAL = ("put", "patch", "delete")


@pytest.fixture
def world(db):
    return furnished()


def test_a_contributor_is_answered_as_a_viewer_or_as_a_coordinator_of_the_same_office(world, record_property):
    client, wrong, asked = clients_of(world, ["colleague"])["colleague"], [], 0

    for name, case, url, get, post in addresses(world):
        for send, row in ((client.get, get), (client.post, post)):
            least, most = row["executive"], row["coordinator"]
            # what the coordinator may send is not sent, and settings name the colleague's own membership
            if "-" in (least, most) or url.startswith("/settings/office/people/"):
                continue
            asked += 1
            if str(send(url).status_code) not in (least, most):
                wrong.append((name, case, send.__name__, url))

    record_property("figures", f"Contributor: {asked:,} answers, {len(wrong)} beyond the table.")
    assert wrong == []


def test_whoever_holds_a_mailed_link_is_nobody_everywhere_else(world, record_property):
    narrow(world, Audience.PUBLIC, Audience.SHARED)
    visitor, stranger, leaks, asked = Client(), Client(), [], 0
    visitor.get(reverse("agreements:update-link", args=[world.token]))

    for url in every_address(world):
        asked += 1
        answer = visitor.get(url)
        if world.word.encode() in body_of(answer) or answer.status_code != stranger.get(url).status_code:
            leaks.append(url)

    record_property("figures", f"Mailed link of another record: {asked:,} attempts, {len(leaks)} leaks.")
    assert leaks == []


def test_the_key_of_one_link_opens_no_page_of_another_kind(world):
    wrong = []
    for route, name in walk():
        if "token>" in route and not name.startswith("agreements:update"):
            url = reverse(name, kwargs={"token": world.token, **({"pk": 1} if "<int:pk>" in route else {})})
            if Client().get(url).status_code not in (404, 405):
                wrong.append(name)

    assert wrong == []


def test_no_other_method_gets_through_to_somebody_outside(world):
    client, wrong = clients_of(world, ["nobody"])["nobody"], []

    for name, case, url, _get, _post in addresses(world):
        for method in UNUSUAL:
            answer = getattr(client, method)(url)
            if answer.status_code < 300 or (answer.status_code < 400 and SIGN_IN in answer.get("Location", "")):
                wrong.append((name, case, method, answer.status_code))

    assert wrong == []
