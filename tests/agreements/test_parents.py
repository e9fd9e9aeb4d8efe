"""An agreement implements, renews or replaces another one of its partnership."""

import pytest
from django.db import connection
from django.urls import reverse

from agreements.models import Agreement
from agreements.services import refusals_life as told
from agreements.services.agreements import record_agreement
from agreements.services.amendments import draft_amendment
from agreements.services.moves import move_agreement
from agreements.services.terms import change_agreement
from tests.agreements.scene import NOW
from tests.factories import AgreementFactory


def record(scene, parent, relation, **more):
    return record_agreement(
        scene.tie, owner=scene.office, kind="trade", title="New term", parent=parent, parent_relation=relation,
        by=scene.ana, at=NOW, **more,
    )  # fmt: skip


def hang(scene, child, parent, relation):
    return change_agreement(child, parent=parent, parent_relation=relation, by=scene.ana, at=NOW)


@pytest.fixture
def ana(scene, client):
    client.force_login(scene.ana)
    return client


def test_it_is_recorded_and_changed_with_what_it_hangs_on(scene):
    other = AgreementFactory(partnership=scene.tie, owner=scene.office)
    child = record(scene, scene.agreement, "implements")

    moved = hang(scene, child, other, "replaces")
    alone = hang(scene, child, None, "")

    assert (child.parent, child.parent_relation) == (scene.agreement, "implements")
    assert (moved.parent, moved.parent_relation) == (other, "replaces")
    assert (alone.parent, alone.parent_relation) == (None, "")


@pytest.mark.parametrize("relation", ["", "amends"])
def test_how_it_hangs_is_said_and_an_amendment_is_drafted_not_chosen(scene, relation):
    with pytest.raises(told.RelationHalf):
        record(scene, scene.agreement, relation)
    with pytest.raises(told.RelationHalf):
        record(scene, None, "renews")


def test_an_agreement_of_another_tie_or_an_amendment_is_no_parent(scene):
    amendment = draft_amendment(Agreement.objects.get(pk=scene.agreement.pk), by=scene.ana, at=NOW)

    with pytest.raises(told.ParentElsewhere):
        record(scene, AgreementFactory(), "renews")
    with pytest.raises(told.ParentElsewhere):
        record(scene, amendment.agreement, "renews")
    with pytest.raises(told.AmendmentStays):
        hang(scene, amendment.agreement, None, "")


def test_nothing_hangs_on_itself_however_far(scene):
    child = record(scene, scene.agreement, "implements")
    grandchild = record(scene, child, "implements")

    for parent in (scene.agreement, child, grandchild):
        with pytest.raises(told.ParentCircle):
            hang(scene, scene.agreement, parent, "renews")


def test_a_circle_on_file_that_does_not_hold_the_child_is_walked_once(scene):
    alone, one, other = (AgreementFactory(partnership=scene.tie, owner=scene.office) for _ in range(3))
    for child, parent in ((one, other), (other, one)):
        Agreement.objects.filter(pk=child.pk).update(parent=parent, parent_relation="implements")
    asked = []

    def only_some(execute, *call):
        asked.append(call)
        assert len(asked) < 100, "it walks without end"
        return execute(*call)

    with connection.execute_wrapper(only_some):
        hung = hang(scene, alone, Agreement.objects.get(pk=one.pk), "implements")

    assert hung.parent == one


@pytest.mark.parametrize(
    ("relation", "kind"), [("renews", "work plan"), ("replaces", "work plan"), ("implements", None)]
)
def test_what_carries_an_agreement_on_is_offered_as_one_of_its_kind(scene, ana, relation, kind):
    new = reverse("agreements:new", args=[scene.tie.slug])
    Agreement.objects.filter(pk=scene.agreement.pk).update(kind="work plan")

    form = ana.get(f"{new}?parent={scene.agreement.pk}&relation={relation}").context["agreement_form"]
    unknown = ana.get(f"{new}?parent={scene.agreement.pk + 999}&relation={relation}").context["agreement_form"]

    assert [form[name].value() for name in ("parent_relation", "kind")] == [relation, kind]
    assert [unknown[name].value() for name in ("parent_relation", "parent", "kind")] == [None, None, None]


def test_the_page_offers_what_renews_it_and_the_move_follows(scene, ana):
    new = reverse("agreements:new", args=[scene.tie.slug])
    here = reverse("agreements:agreement", args=[scene.agreement.pk])

    assert f"{new}?parent={scene.agreement.pk}&amp;relation=renews" in ana.get(here).content.decode()
    form = ana.get(f"{new}?parent={scene.agreement.pk}&relation=renews").context["agreement_form"]
    ana.post(new, {
        "title": "Second term", "kind": "trade", "status": "signed", "renewal": "none",
        "parent": form["parent"].value(), "parent_relation": form["parent_relation"].value(),
    })  # fmt: skip
    second = Agreement.objects.get(title="Second term")
    renewed = move_agreement(scene.agreement, to="renewed", on=NOW.date(), by=scene.ana, at=NOW)

    assert (second.parent, second.parent_relation) == (scene.agreement, "renews")
    assert renewed.status == "renewed"
    assert "Followed by" in ana.get(here).content.decode()


def test_a_half_choice_is_said_on_the_form_and_nothing_typed_is_lost(scene, ana):
    new = reverse("agreements:new", args=[scene.tie.slug])

    answer = ana.post(new, {
        "title": "Second term", "kind": "trade", "status": "draft", "renewal": "none", "parent": scene.agreement.pk,
    })  # fmt: skip

    assert answer.status_code == 422
    assert "Choose both, or neither." in answer.content.decode()
    assert "Second term" in answer.content.decode()


def test_one_chooses_among_what_one_reads(scene, ana):
    hidden = AgreementFactory(partnership=scene.tie, owner=scene.far, status="draft", audience="office")
    offered = ana.get(reverse("agreements:new", args=[scene.tie.slug])).context["agreement_form"].fields["parent"]

    assert scene.agreement in offered.queryset
    assert hidden not in offered.queryset


def test_the_facts_page_puts_it_right(scene, ana):
    child = record(scene, None, "")
    page = reverse("agreements:change-agreement", args=[child.pk])
    known = ana.get(page).context["form"].initial

    ana.post(page, {
        "title": known["title"], "kind": "trade", "renewal": "none", "parent": scene.agreement.pk,
        "parent_relation": "implements",
    })  # fmt: skip

    child.refresh_from_db()
    assert (child.parent, child.parent_relation) == (scene.agreement, "implements")


@pytest.mark.parametrize("why", ["unreadable", "of another tie"])
def test_a_parent_that_is_not_offered_stays_while_the_other_facts_change(scene, ana, why):
    hidden = {"partnership": scene.tie, "owner": scene.far, "status": "draft", "audience": "office"}
    parent = AgreementFactory(**hidden if why == "unreadable" else {})
    child = record(scene, None, "")
    Agreement.objects.filter(pk=child.pk).update(parent=parent, parent_relation="implements")
    page = reverse("agreements:change-agreement", args=[child.pk])
    fields = ana.get(page).context["form"].fields

    answer = ana.post(page, {"title": "Put right", "kind": "trade", "renewal": "none"})

    child.refresh_from_db()
    assert answer.status_code == 302
    assert not {"parent", "parent_relation"} & set(fields)
    assert (child.title, child.parent, child.parent_relation) == ("Put right", parent, "implements")


def test_the_api_takes_a_parent_that_one_reads(scene, ana):
    hidden = AgreementFactory(partnership=scene.tie, owner=scene.far, status="draft", audience="office")
    child = record(scene, None, "")
    address = f"/api/v1/agreements/{child.pk}/"

    def patch(**sent):
        return ana.patch(address, sent, content_type="application/json").status_code

    unread = patch(parent=hidden.pk, parent_relation="renews")
    half = patch(parent=scene.agreement.pk)
    taken = patch(parent=scene.agreement.pk, parent_relation="implements")

    child.refresh_from_db()
    assert (unread, half, taken) == (400, 400, 200)
    assert child.parent == scene.agreement
