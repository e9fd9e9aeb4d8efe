"""`manage.py remind` as CONTRACTS 4 has it."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from partnerships.models import Audience
from reminders.models import Notice
from reminders.occasions import FINDERS
from stakeholders.models import OutgoingMail
from tests.factories import MembershipFactory
from tests.reminders.scene import DAY, TODAY, ask_by_hand, owe

pytestmark = pytest.mark.django_db
NOW = "2026-03-02T18:00:00Z"


def remind(*options):
    out = io.StringIO()
    call_command("remind", "--json", *options, stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


@pytest.fixture
def due(scene):
    ask_by_hand(scene, scene.cho)
    scene.item = owe(scene, TODAY + 15 * DAY, contact=scene.cho)
    return scene


def test_a_dry_run_says_who_what_when_and_why_and_writes_nothing(due):
    found = remind("--now", NOW, "--days", "5", "--dry-run")

    assert found == {
        "notices": [
            {
                "key": f"deliverable-due|deliverable:{due.item.pk}|14|person:{due.cho.pk}|mail",
                "rule": "deliverable-due",
                "subject": f"Buyer list (deliverable {due.item.pk})",
                "recipient": "cho@chamber.example",
                "channel": "mail",
                "send_at": "2026-03-03T08:00:00-06:00",
                "reason": "A deliverable is due, 14 days before: is the contact for it",
            }
        ]
    }
    assert (Notice.objects.count(), OutgoingMail.objects.filter(key__startswith="notices").count()) == (0, 0)


def test_more_days_show_more(due):
    assert [row["send_at"][:10] for row in remind("--now", NOW, "--days", "30", "--dry-run")["notices"]] == [
        "2026-03-03", "2026-03-13", "2026-03-17", "2026-03-24", "2026-03-31", "2026-03-31",
    ]  # fmt: skip


def test_without_it_what_is_due_is_planned_and_sent_once(due, mailoutbox):
    first = remind("--now", NOW)
    second = remind("--now", "2026-03-03T14:30:00Z")
    third = remind("--now", "2026-03-03T15:30:00Z")

    assert [len(found["notices"]) for found in (first, second, third)] == [0, 1, 0]
    assert second["notices"][0]["send_at"] == "2026-03-03T08:00:00-06:00"
    assert second["notices"][0]["reason"] == "A deliverable is due, 14 days before: is the contact for it"
    assert [letter.to for letter in mailoutbox] == [["cho@chamber.example"]]


def test_a_coordinator_looks_at_their_own_offices_alone(due):
    mine = remind("--now", NOW, "--dry-run", "--as", "ana@example.org")["notices"]
    theirs = remind("--now", NOW, "--dry-run", "--as", "fara@example.org")["notices"]

    assert (len(mine), theirs) == (6, [])


def test_a_title_is_printed_only_for_who_reads_the_record(scene):
    item = owe(
        scene, TODAY + 3 * DAY, by=scene.office, created_by=scene.ana, audience=Audience.NAMED, title="Inner list"
    )
    item.named.add(scene.ana)
    dee = MembershipFactory(organisation=scene.office, user__email="dee@example.org").user

    hers = remind("--now", NOW, "--dry-run", "--as", "ana@example.org")["notices"]
    others = remind("--now", NOW, "--dry-run", "--as", dee.email)["notices"]

    assert {row["subject"] for row in hers} == {f"Inner list (deliverable {item.pk})"}
    assert {row["subject"] for row in others} == {f"A closed record (deliverable {item.pk})"}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--now", "yesterday"], "wrong_moment"),
        (["--now", "2026-13-45"], "wrong_moment"),
        (["--days", "0"], "wrong_days"),
        (["--days", "many"], "wrong_days"),
        (["--as", "unknown@example.org", "--dry-run"], "unknown_person"),
        (["--as", "ana@example.org"], "not_allowed"),
    ],
)
def test_a_wrong_call_is_refused_by_name(due, options, code):
    out = io.StringIO()

    with pytest.raises(CommandError) as refusal:
        call_command("remind", "--json", *options, stdout=out, stderr=io.StringIO())

    assert refusal.value.returncode == 2
    assert json.loads(out.getvalue())["error"]["code"] == code
    assert Notice.objects.count() == 0


def test_a_rule_that_fails_is_told_by_the_exit_and_the_others_go_out(due, monkeypatch, mailoutbox):
    remind("--now", NOW)

    def fail(search):
        raise ValueError("a record is broken")

    monkeypatch.setitem(FINDERS, "agreement-notice", fail)
    with pytest.raises(SystemExit) as end:
        remind("--now", "2026-03-03T14:30:00Z")

    assert end.value.code == 1
    assert [letter.to for letter in mailoutbox] == [["cho@chamber.example"]]
