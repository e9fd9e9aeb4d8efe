"""Every route x every role x expected status; a route missing from the table fails (STYLE 6)."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.models import UpdateLink
from outcomes.models import ConfirmationAsk
from outcomes.services.confirmations import frozen_fields
from partnerships.models import Audience
from tests.access.routes import ROLES, ROUTES, walk
from tests.access.visits import SIGN_IN, addresses, body_of, clients_of, must_not_meet, narrow, tell

INLINE = re.compile(rb"\sstyle=|<style|\son[a-z]+=\"|javascript:")


def test_every_route_stands_in_the_table_and_the_table_names_no_other():
    assert {name for _route, name in walk()} == set(ROUTES)


def test_looking_is_answered_as_the_table_says_and_no_page_carries_inline_style_or_script(
    world, hurried, record_property
):
    """And whoever stands outside meets no word of the office's, on no page and in no refusal."""
    narrow(world, Audience.PUBLIC)
    clients, wrong, inline, leaks, attempts = clients_of(world, ROLES), [], [], [], 0

    for name, case, url, get, _post in addresses(world):
        for role, status in get.items():
            if status == "-":
                continue
            response = clients[role].get(url)
            body = body_of(response)
            if str(response.status_code) != status:
                wrong.append((name, case, role, response.status_code, status))
            if role == "anonymous" and response.status_code == 302 and SIGN_IN not in response["Location"]:
                wrong.append((name, case, role, response["Location"]))
            if "html" in response.get("Content-Type", "") and INLINE.search(body):
                inline.append((name, case, role))
            if must_not_meet(role, status):
                attempts += 1
                if world.word.encode() in body:
                    leaks.append((name, case, role))

    tell(record_property, "looking", attempts, leaks)
    assert wrong == []
    assert inline == []
    assert leaks == []


def test_sending_is_refused_as_the_table_says(world, hurried, record_property):
    narrow(world, Audience.PUBLIC)
    clients, wrong, leaks, attempts = clients_of(world, ROLES), [], [], 0

    for name, case, url, _get, post in addresses(world):
        for role, status in post.items():
            if status == "-":
                continue
            response = clients[role].post(url)
            if str(response.status_code) != status:
                wrong.append((name, case, role, response.status_code, status))
            if must_not_meet(role, status):
                attempts += 1
                if world.word.encode() in body_of(response):
                    leaks.append((name, case, role))

    tell(record_property, "sending", attempts, leaks)
    assert wrong == []
    assert leaks == []


def is_private(response):
    return (
        response["Cache-Control"] == "no-store"
        and response["Referrer-Policy"] == "no-referrer"
        and "noindex" in response["X-Robots-Tag"]
    )


def test_a_mailed_link_opens_its_own_items_without_an_account_and_no_other_item(world):
    visitor = Client()
    own, foreign = (world.records["deliverable", audience] for audience in (Audience.OFFICE, Audience.SHARED))
    page = reverse("agreements:update-link", args=[world.token])

    shown = visitor.get(page)
    saved = visitor.post(reverse("agreements:update-item", args=[world.token, own.pk]))

    assert (shown.status_code, is_private(shown)) == (200, True)
    assert (saved.status_code, is_private(saved)) == (422, True)
    assert own.title in shown.content.decode()
    assert foreign.title not in shown.content.decode()
    assert not INLINE.search(shown.content)
    assert visitor.post(reverse("agreements:update-item", args=[world.token, foreign.pk])).status_code == 404
    assert visitor.get(reverse("agreements:deliverable", args=[own.pk])).status_code == 302


def test_what_was_sent_by_one_link_is_not_shown_by_another(world):
    update = world.records["update", Audience.SHARED]

    answer = Client().get(reverse("agreements:update-sent", args=[world.token, update.pk]))

    assert answer.status_code == 302
    assert world.word not in answer.content.decode()


@pytest.mark.parametrize("how", ["ended", "revoked"])
def test_an_ended_link_says_so_and_opens_nothing(world, how):
    item = world.records["deliverable", Audience.OFFICE]
    past = timezone.now() - dt.timedelta(days=1)
    UpdateLink.objects.update(**{"ends_at": past} if how == "ended" else {"revoked_at": past})
    visitor = Client()

    answers = [
        visitor.get(reverse("agreements:update-link", args=[world.token])),
        visitor.post(reverse("agreements:update-item", args=[world.token, item.pk])),
        visitor.get(reverse("agreements:update-sent", args=[world.token, 1])),
    ]

    assert [(answer.status_code, is_private(answer)) for answer in answers] == [(410, True)] * 3
    assert not any(item.title in answer.content.decode() for answer in answers)


def test_a_link_to_confirm_opens_its_claim_only_and_ends(world):
    claim, other = (world.records["claim", audience] for audience in (Audience.OFFICE, Audience.SHARED))
    token, hashed = ConfirmationAsk.new_token()
    ask = ConfirmationAsk.objects.create(
        claim=claim, asked="firm", email="firm@example.org", token_hash=hashed, fields=frozen_fields(claim, []),
        created_by=world.people["coordinator"], ends_at=timezone.now() + dt.timedelta(days=1),
    )  # fmt: skip
    url, visitor = reverse("outcomes:confirm", args=[token]), Client()

    shown = visitor.get(url)
    ConfirmationAsk.objects.filter(pk=ask.pk).update(ends_at=timezone.now())
    ended = visitor.get(url)

    assert (shown.status_code, is_private(shown)) == (200, True)
    assert other.title not in shown.content.decode()
    assert not INLINE.search(shown.content)
    assert (ended.status_code, is_private(ended)) == (410, True)
    assert claim.title not in ended.content.decode()
