"""Offices add indicators, change them by version and retire them; nothing moves under stored facts."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from outcomes.models import ClaimPart, Dimension, Indicator, Outcome
from outcomes.queries.dimensions import breakdowns, dimensions_of, results_of
from outcomes.services import indicators as services
from outcomes.services import refusals
from outcomes.services.claims import claim_outcome, correct_claim
from outcomes.services.indicators import Definition, add_dimension, add_indicator, change_indicator, retire_indicator
from outcomes.services.parts import PartsExceedTotal, PartsWithoutTotal
from stakeholders.access import Permission
from tests.activities.scene import NOW, build
from tests.factories import OutcomeFactory, UserFactory
from tests.outcomes.test_claims import money

GRANTS = Definition(name="School grants", unit="grants", better="up", over_time="sum", over_places="sum")


@pytest.fixture
def scene(db):
    return build()


def own(scene, code="GRANT1", given=GRANTS, by=None):
    return add_indicator(scene.office, code, given, by=by or scene.ana, at=NOW)


def counted_things(scene, indicator, amount="3", **more):
    return money(indicator=indicator, amount=Decimal(amount), currency="", **more)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def test_an_office_sees_and_uses_its_own_indicator_and_nobody_else_does(scene):
    added = own(scene, "grant1")

    assert (added.code, added.office, added.version) == ("GRANT1", scene.office, 1)
    seen = {name for name in ("ana", "ben", "eve", "carl", "hanna", "nobody")
            if Indicator.objects.for_user(getattr(scene, name)).filter(pk=added.pk).exists()}  # fmt: skip
    assert seen == {"ana", "ben", "eve"}
    assert added in results_of(scene.office)
    assert added not in results_of(scene.far)
    assert claim_outcome(scene.tie, scene.chamber, counted_things(scene, added), by=scene.ana, at=NOW)
    with pytest.raises(refusals.NotClaimable):
        claim_outcome(scene.tie, scene.far, counted_things(scene, added), by=scene.hanna, at=NOW)


def test_who_may_change_what_is_said_once(scene):
    added, shipped = own(scene), Indicator.objects.shipped("OC1")
    staff = UserFactory(is_staff=True)
    mine = Indicator.objects.for_user(scene.ana, Permission.EDIT)

    assert list(mine) == [added]
    assert not Indicator.objects.for_user(scene.ben, Permission.EDIT).exists()
    assert shipped in Indicator.objects.for_user(staff, Permission.EDIT)
    for by in (scene.ben, scene.hanna, staff):
        with pytest.raises(services.NotYours):
            change_indicator(added, GRANTS, by=by, at=NOW)
    with pytest.raises(services.NotYours):
        retire_indicator(shipped, by=scene.ana, at=NOW)


@pytest.mark.parametrize(
    ("code", "more", "refusal"),
    [
        ("1GRANT", {}, services.CodeMalformed),
        ("A:B", {}, services.CodeMalformed),
        ("OC1", {}, services.CodeTaken),
        ("G2", {"name": " "}, services.NameMissing),
        ("G2", {"unit": ""}, services.UnitMissing),
        ("G2", {"numerator": "OC1"}, services.HalfARatio),
        ("G2", {"numerator": "PR1", "denominator": "OC1"}, services.RatioOfRatios),
    ],
)
def test_what_cannot_be_an_indicator_is_refused(scene, code, more, refusal):
    parts = {name: Indicator.objects.shipped(value) if name in ("numerator", "denominator") else value
             for name, value in more.items()}  # fmt: skip

    with pytest.raises(refusal):
        own(scene, code, Definition(**{"name": "Grants", "unit": "grants", **parts}))

    assert not Indicator.objects.exclude(office=None).exists()


def test_a_rule_changes_in_place_until_something_is_reported(scene):
    added = own(scene)

    changed = change_indicator(added, Definition(name="Grants", unit="euros", over_time="last"), by=scene.ana, at=NOW)

    assert changed.pk == added.pk
    assert (changed.unit, changed.over_time, changed.version) == ("euros", "last", 1)


def test_a_changed_rule_under_stored_facts_makes_a_version_and_the_facts_stay(scene):
    added = own(scene)
    claim = claim_outcome(scene.tie, scene.chamber, counted_things(scene, added), by=scene.ana, at=NOW)

    fresh = change_indicator(added, Definition(name="Grants", unit="grants", over_time="last"), by=scene.ana, at=NOW)

    added.refresh_from_db()
    claim.outcome.refresh_from_db()
    assert (fresh.code, fresh.version, fresh.over_time, fresh.retired_on) == ("GRANT1", 2, "last", None)
    assert (added.over_time, added.retired_on, claim.outcome.indicator) == ("sum", NOW.date(), added)
    assert fresh in results_of(scene.office)
    assert added not in results_of(scene.office)
    with pytest.raises(services.AlreadyRetired):
        change_indicator(added, GRANTS, by=scene.ana, at=NOW)


def test_words_change_in_place_under_stored_facts(scene):
    added = own(scene)
    claim_outcome(scene.tie, scene.chamber, counted_things(scene, added), by=scene.ana, at=NOW)

    given = Definition(name="Grants to schools", unit="grants", over_time="sum", over_places="sum", sdg="4.7")
    changed = change_indicator(added, given, by=scene.ana, at=NOW)

    assert (changed.pk, changed.name, changed.sdg, changed.version) == (added.pk, "Grants to schools", "4.7", 1)


@pytest.mark.parametrize("change", [{"over_time": "max"}, {"unit": "euros"}, {"better": "down"}, {"code": "OTHER"}])
def test_the_database_refuses_to_bend_a_rule_under_stored_facts(scene, change):
    OutcomeFactory(indicator=Indicator.objects.shipped("OC13"))

    with pytest.raises(IntegrityError, match="its rule cannot change"), transaction.atomic():
        Indicator.objects.filter(code="OC13").update(**change)

    Indicator.objects.filter(code="OC13").update(name="Students")
    assert Indicator.objects.filter(code="OC14").update(**change) == 1


def test_what_is_retired_is_reported_no_longer_and_what_stands_may_be_corrected(scene):
    added = own(scene)
    claim = claim_outcome(scene.tie, scene.chamber, counted_things(scene, added), by=scene.ana, at=NOW)

    retired = retire_indicator(added, by=scene.ana, at=NOW)

    assert retired.retired_on == NOW.date()
    assert added not in results_of(scene.office)
    assert added in results_of(scene.office, keep=added)
    with pytest.raises(refusals.NotClaimable):
        claim_outcome(scene.tie, scene.chamber, counted_things(scene, retired), by=scene.ana, at=NOW)
    fresh = correct_claim(claim, counted_things(scene, retired, "4"), reason="typo", by=scene.ana, at=NOW)
    assert fresh.amount == 4


def test_parts_are_checked_against_the_total_and_the_rest_is_not_stated(scene):
    women, men = Dimension.objects.get(code="sex").categories.filter(code__in=["women", "men"])
    students = Indicator.objects.shipped("OC13")
    split = {women: Decimal(20), men: Decimal(15)}

    claim = claim_outcome(
        scene.tie, scene.chamber, counted_things(scene, students, "40", parts=split), by=scene.ana, at=NOW
    )

    (one,) = breakdowns(scene.ana, students, 2026)
    assert [(category.code, amount) for category, amount in one.parts] == [("women", 20), ("men", 15)]
    assert (one.total, one.not_stated, one.n) == (40, 5, 1)
    assert breakdowns(scene.rita, students, 2026) == []
    for amount, refusal in (("34", PartsExceedTotal), (None, PartsWithoutTotal)):
        facts = counted_things(scene, students, amount or "1", parts=split)
        with pytest.raises(refusal):
            claim_outcome(
                scene.tie, scene.chamber, facts if amount else money(indicator=students, amount=None, parts=split),
                by=scene.ana, at=NOW, amount_later=True,
            )  # fmt: skip
    with pytest.raises(IntegrityError, match="exceed its amount"), transaction.atomic():
        ClaimPart.objects.filter(claim=claim, category=men).update(amount=21)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_correction_keeps_the_parts_while_the_amount_stands(scene):
    women = Dimension.objects.get(code="sex").categories.get(code="women")
    students = Indicator.objects.shipped("OC13")
    facts = counted_things(scene, students, "40", parts={women: Decimal(20)})
    claim = claim_outcome(scene.tie, scene.chamber, facts, by=scene.ana, at=NOW)

    same = correct_claim(claim, counted_things(scene, students, "40"), reason="title", by=scene.ana, at=NOW)
    other = correct_claim(same, counted_things(scene, students, "10"), reason="typo", by=scene.ana, at=NOW)

    assert [part.amount for part in same.parts.all()] == [20]
    assert not other.parts.exists()


def test_an_office_adds_a_breakdown_of_its_own(scene):
    added = add_dimension(scene.office, "Age", ["under 18", "", "18 or more", "under 18"], by=scene.ana, at=NOW)

    assert [str(category) for category in added.categories.all()] == ["under 18", "18 or more"]
    assert added in dimensions_of(scene.office)
    assert added not in dimensions_of(scene.far)
    with pytest.raises(services.ListMissing):
        add_dimension(scene.office, "Age", ["one"], by=scene.ana, at=NOW)
    with pytest.raises(services.NotYours):
        add_dimension(scene.office, "Age", ["a", "b"], by=scene.ben, at=NOW)


def typed(**more):
    return {
        "code": "GRANT1", "name": "School grants", "kind": "number", "unit": "grants", "better": "up",
        "over_time": "sum", "over_places": "sum", "numerator_as": "value", "denominator_as": "value", **more,
    }  # fmt: skip


def test_a_coordinator_adds_changes_and_retires_on_the_pages(scene):
    ana = client_of(scene.ana)

    made = ana.post(reverse("outcomes:add-indicator"), typed())
    row = Indicator.objects.get(code="GRANT1")
    assert made.url == reverse("outcomes:indicator", args=[row.pk])
    taken = ana.post(reverse("outcomes:add-indicator"), typed())
    assert (taken.status_code, "in use already" in taken.content.decode()) == (422, True)
    ana.post(reverse("outcomes:change-indicator", args=[row.pk]), typed(unit="school grants"))
    ana.post(reverse("outcomes:retire-indicator", args=[row.pk]))

    row.refresh_from_db()
    assert (row.unit, row.retired_on) == ("school grants", timezone.localdate())
    page = ana.get(reverse("outcomes:indicators")).content.decode()
    assert "1 retired version" in page
    assert "Visitor nights from partner" in page
    assert client_of(scene.hanna).get(reverse("outcomes:indicator", args=[row.pk])).status_code == 404
    assert client_of(scene.ben).get(reverse("outcomes:add-indicator")).status_code == 403


def test_a_ratio_is_made_of_two_others(scene):
    ana = client_of(scene.ana)
    top, bottom = Indicator.objects.shipped("IN1"), Indicator.objects.shipped("AC4")

    ana.post(reverse("outcomes:add-indicator"), typed(kind="ratio", numerator=top.pk, denominator=bottom.pk))
    half = ana.post(reverse("outcomes:add-indicator"), typed(code="HALF", kind="ratio", numerator=top.pk))

    row = Indicator.objects.get(code="GRANT1")
    assert (row.numerator, row.denominator, row.computed, row.over_time) == (top, bottom, True, "recompute")
    assert half.status_code == 422
    assert not Indicator.objects.filter(code="HALF").exists()


def test_the_form_of_a_report_offers_the_parts_and_says_what_is_wrong_beside_them(scene):
    women = Dimension.objects.get(code="sex").categories.get(code="women")
    url = reverse("outcomes:claim") + f"?p={scene.tie.slug}"
    given = {
        "indicator": Indicator.objects.shipped("OC13").pk, "title": "Students enrolled", "amount": "40",
        "occurred": "2026", "organisation": scene.chamber.pk, "side": "host", "basis": "none", "audience": "parties",
        "key": "k", "sector": "P", f"part_{women.pk}": "41",
    }  # fmt: skip
    given["occurred"] = "2025"

    refused = client_of(scene.ana).post(url, given)
    client_of(scene.ana).post(url, {**given, f"part_{women.pk}": "40"})

    assert refused.status_code == 422
    assert "more than the total" in refused.content.decode()
    claim = Outcome.objects.get().claims.get()
    assert (claim.sector, [part.amount for part in claim.parts.all()]) == ("P", [40])


def test_the_page_of_an_outcome_shows_sector_and_parts_of_each_report(scene):
    women = Dimension.objects.get(code="sex").categories.get(code="women")
    students = Indicator.objects.shipped("OC13")
    facts = counted_things(scene, students, "40", parts={women: Decimal(18)}, sector="P")
    claim = claim_outcome(scene.tie, scene.chamber, facts, by=scene.ana, at=NOW)

    page = client_of(scene.carl).get(reverse("outcomes:outcome", args=[claim.outcome_id])).content.decode()

    assert "Women 18, not stated 22" in page
    assert "Education" in page
