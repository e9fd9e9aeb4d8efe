"""The table of who may do what: nothing is missing from it, and the page shows it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from stakeholders.access import GRANTS, Permission, Role
from stakeholders.rights import TABLE, THINGS, Answer, Beyond, needed_for
from tests.factories import MembershipFactory, OrganisationFactory

VERB = re.compile(r"@verb\(\"([^\"]+)\"\)")


def verbs_of_code():
    files = (path for room in settings.ROOMS for path in (Path(settings.BASE_DIR) / room).rglob("*.py"))
    return {name for path in files for name in VERB.findall(path.read_text())}


def test_the_permission_of_every_verb_is_named_and_no_verb_is_made_up():
    named = {verb for thing in THINGS.values() for verb in thing.verbs}

    assert verbs_of_code() == named


def test_every_row_names_a_known_right_and_a_verb_or_only_looks():
    known = {*Permission.values, *Beyond.values}

    assert all(thing.needs in known and {thing.own or thing.needs, *thing.also} <= known for thing in THINGS.values())
    assert [thing.key for thing in THINGS.values() if not thing.verbs] == ["read"]
    assert sum(len(things) for _heading, things in TABLE) == len(THINGS)


def test_every_permission_stands_in_the_table():
    assert set(Permission.values) <= {thing.needs for thing in THINGS.values()}


@pytest.mark.parametrize("role", Role)
def test_a_role_may_what_the_grants_say(role):
    may = {thing.needs for thing in THINGS.values() if thing.of_role(role) == Answer.YES}

    assert {right for right in may if right in Permission.values} == {right.value for right in GRANTS[role]}


def test_a_contributor_changes_what_they_recorded_and_a_viewer_nothing():
    (thing,) = needed_for("claim.corrected")

    assert [thing.of_role(role) for role in Role] == [Answer.NO, Answer.OWN, Answer.YES]


@pytest.mark.django_db
def test_the_page_shows_each_cell_of_the_table_and_marks_the_readers_own_role(client):
    chamber = OrganisationFactory(name="Chamber of Ulm")
    client.force_login(MembershipFactory(organisation=chamber, role=Role.CONTRIBUTOR).user)

    page = client.get(reverse("desk:rights"))

    shown = [[str(cell) for cell, _column in cells] for _h, rows in page.context["sections"] for _thing, cells in rows]
    table = [
        [*(thing.of_role(role) for role in Role), thing.of_others(Beyond.STAFF), thing.of_others(Beyond.LINK)]
        for thing in THINGS.values()
    ]
    assert shown == [[str(cell) for cell in row] for row in table]
    assert [where for _word, where in page.context["columns"]] == ["", "Chamber of Ulm", "", "", ""]
    assert page.content.decode().count("<td") == 5 * len(THINGS)
