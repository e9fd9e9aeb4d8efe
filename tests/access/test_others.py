"""Roles that the table has no column for: their answers follow from those it has (STYLE 6)."""

from django.test import Client
from django.urls import reverse

from partnerships.models import Audience
from tests.access.routes import walk
from tests.access.test_canary import every_address
from tests.access.visits import SIGN_IN, Visitor, addresses, body_of, clients_of, narrow, tell

UNUSUAL = ("put", "patch", "delete")
WRITERS = ("nobody", "third coordinator", "far coordinator")  # the API writes by PATCH too: by no one of another office


def test_a_contributor_is_answered_as_a_viewer_or_as_a_coordinator_of_the_same_office(world, hurried, record_property):
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


def test_whoever_holds_a_mailed_link_is_nobody_everywhere_else(world, hurried, record_property):
    narrow(world, Audience.PUBLIC, Audience.SHARED)
    visitor, stranger, leaks, asked = Visitor(), Visitor(), [], every_address(world)
    visitor.get(reverse("agreements:update-link", args=[world.token]))
    told = {url: get["anonymous"] for _name, _case, url, get, _post in addresses(world) if get["anonymous"] != "-"}

    for url in asked:
        answer = visitor.get(url)
        nobody = told[url] if url in told else str(stranger.get(url).status_code)
        if world.word.encode() in body_of(answer) or str(answer.status_code) != nobody:
            leaks.append(url)

    tell(record_property, "mailed link of another record", len(asked), leaks)
    assert leaks == []


def test_the_key_of_one_link_opens_no_page_of_another_kind(world):
    wrong = []
    for route, name in walk():
        if "token>" in route and not name.startswith("agreements:update"):
            url = reverse(name, kwargs={"token": world.token, **({"pk": 1} if "<int:pk>" in route else {})})
            if Client().get(url).status_code not in (404, 405):
                wrong.append(name)

    assert wrong == []


def test_no_other_method_gets_through_to_somebody_outside(world, hurried, record_property):
    clients, leaks, asked = clients_of(world, WRITERS), [], 0

    for name, case, url, get, _post in addresses(world):
        for role, client in clients.items():
            for method in UNUSUAL if role == "nobody" or name.startswith("api-") else ():
                answer = getattr(client, method)(url, {}, content_type="application/json")
                asked += 1
                to_sign_in = answer.status_code < 400 and SIGN_IN in answer.get("Location", "")
                through = answer.status_code < 300 or to_sign_in
                if through or (get[role] != "200" and world.word.encode() in body_of(answer)):
                    leaks.append((name, case, role, method, answer.status_code))

    tell(record_property, "other methods", asked, leaks)
    assert leaks == []
