"""Targets of an office: set by coordinators, compared with what the ledger counts, seen by nobody else."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from outcomes.adding import progress, ratio
from outcomes.models import Indicator, Target
from outcomes.queries.scopes import programme_scope
from outcomes.queries.targets import rows_of
from outcomes.services.claims import claim_outcome
from outcomes.services.indicators import Definition, NotYours, add_indicator
from outcomes.services.refusals import NotClaimable
from outcomes.services.rollup import settle
from outcomes.services.targets import (
    NotYourTie,
    TargetBelowNought,
    TargetMissing,
    YearUnlikely,
    remove_target,
    set_target,
)
from stakeholders.dates import PartialDate
from tests.activities.scene import NOW, build
from tests.factories import ActivityFactory, ClaimFactory, OutcomeFactory, PartnershipFactory, ShareFactory
from tests.outcomes.test_claims import money

AMOUNTS = st.decimals(0, 10**9, places=2)


@pytest.fixture
def scene(db):
    return build()


def shipped(code):
    return Indicator.objects.shipped(code)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("actual", "baseline", "target", "expected"),
    [
        (150, 100, 200, "0.5"),
        (30, 40, 20, "0.5"),  # less is better: the same formula
        (50, 40, 20, "-0.5"),
        (250, 100, 200, "1.5"),
        (150, None, 200, "0.75"),
        (150, 200, 200, None),
        (None, 100, 200, None),
        (0, 0, 5, "0"),
    ],
)
def test_progress_is_the_part_of_the_way_from_baseline_to_target(actual, baseline, target, expected):
    numbers = [None if value is None else Decimal(value) for value in (actual, baseline, target)]

    assert progress(*numbers) == (None if expected is None else Decimal(expected))


@given(AMOUNTS, AMOUNTS)
def test_at_the_target_progress_is_whole_and_at_the_baseline_nought(baseline, target):
    if baseline == target:
        assert progress(target, baseline, target) is None
    else:
        assert progress(target, baseline, target) == 1
        assert progress(baseline, baseline, target) == 0


def test_a_ratio_without_ground_is_missing_and_not_nought():
    assert ratio(Decimal(3), Decimal(4)) == Decimal("0.75")
    assert ratio(Decimal(3), Decimal(0)) is None
    assert ratio(None, Decimal(4)) is None


def test_setting_again_changes_and_removing_keeps_the_history(scene):
    made = set_target(scene.office, shipped("OC2"), 2026, Decimal(900), by=scene.ana, at=NOW)
    again = set_target(
        scene.office, shipped("OC2"), 2026, Decimal(950), baseline=Decimal(100), by=scene.ana, at=NOW
    )

    assert (made.pk, again.target, again.baseline) == (again.pk, 950, 100)
    remove_target(again, by=scene.ana, at=NOW)
    assert not Target.objects.exists()
    events = apps.get_model("outcomes", "TargetEvent").objects.filter(pgh_obj_id=made.pk).order_by("pgh_id")
    assert [event.pgh_context.metadata["verb"] for event in events] == ["target.set", "target.set", "target.removed"]


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"year": 26}, YearUnlikely),
        ({"target": Decimal(-1)}, TargetBelowNought),
        ({"target": None, "baseline": Decimal(3)}, TargetMissing),
        ({"by": "ben"}, NotYours),
        ({"by": "hanna"}, NotYours),
        ({"indicator": "far"}, NotClaimable),
        ({"partnership": "foreign"}, NotYourTie),
    ],
)
def test_what_cannot_be_a_target_is_refused(scene, more, refusal):
    far = add_indicator(scene.far, "FAR1", Definition(name="Far", unit="x"), by=scene.hanna, at=NOW)
    given = {"indicator": shipped("OC2"), "year": 2026, "target": Decimal(1), "by": scene.ana}
    swap = {"ben": scene.ben, "hanna": scene.hanna, "far": far}
    given |= {name: swap.get(value, value) if isinstance(value, str) else value for name, value in more.items()}
    if "partnership" in given:
        given["partnership"] = PartnershipFactory(name="Foreign", slug="foreign")

    with pytest.raises(refusal):
        set_target(scene.office, given.pop("indicator"), given.pop("year"), given.pop("target"), at=NOW, **given)

    assert not Target.objects.exists()


def test_only_the_office_reads_its_targets(scene):
    set_target(scene.office, shipped("OC2"), 2026, Decimal(900), by=scene.ana, at=NOW)

    readers = {name for name in ("ana", "ben", "eve", "carl", "hanna", "nobody")
               if Target.objects.for_user(getattr(scene, name)).exists()}  # fmt: skip

    assert readers == {"ana", "ben", "eve"}
    assert client_of(scene.carl).get(reverse("outcomes:targets")).status_code == 403


def verified(scene, code, amount, day="2026-03-01", tie=None, **more):
    outcome = OutcomeFactory(indicator=shipped(code))
    tie = tie or scene.tie
    ShareFactory(outcome=outcome, partnership=tie)
    day = PartialDate.parse(day)
    ClaimFactory(
        outcome=outcome, partnership=tie, owner=scene.office, evidence=3, amount=Decimal(amount),
        currency="USD" if outcome.indicator.is_money else "", occurred_first=day.first, occurred_last=day.last, **more,
    )  # fmt: skip


def reached(scene, year=2026, user=None):
    rows = rows_of(user or scene.ana, scene.office.office, year, programme_scope())
    return {row.indicator.code: (row.actual, row.progress) for row in rows}


def test_what_is_reached_comes_from_the_ledger_and_from_the_room_that_counts_it(scene):
    for code, target in (("OC2", 4000), ("OC13", 100), ("AC4", 50), ("AC1", 4), ("OC6", 10), ("PR6", 500)):
        set_target(scene.office, shipped(code), 2026, Decimal(target), by=scene.ana, at=NOW)
    verified(scene, "OC2", 1000)
    verified(scene, "OC2", 1000, "2025-03-01")
    verified(scene, "OC13", 30, "2026-01")
    verified(scene, "OC13", 40, "2026-02")
    verified(scene, "OC1", 1, "2026-02")
    verified(scene, "IN1", 250, "2026-02")
    ActivityFactory(partnership=scene.tie, owner=scene.office, people_out=10, people_in=15)
    settle()

    assert reached(scene) == {
        "AC1": (1, Decimal("0.25")),
        "AC4": (25, Decimal("0.5")),
        "OC2": (1000, Decimal("0.25")),
        "OC6": (None, None),
        "OC13": (40, Decimal("0.4")),  # the last period stands for the year
        "PR6": (250, None),  # cost divided by the number of verified outcomes; less is better, from what is not said
    }
    assert reached(scene, 2025) == {}
    Target.objects.filter(indicator__code="PR6").update(baseline=1000, target=500)
    assert reached(scene)["PR6"] == (250, Decimal("1.5"))


def test_an_own_indicator_has_targets_and_figures_as_a_shipped_one(scene):
    own = add_indicator(scene.office, "BOOKS", Definition(name="Books", unit="books"), by=scene.ana, at=NOW)
    set_target(scene.office, own, 2026, Decimal(10), baseline=Decimal(2), by=scene.ana, at=NOW)
    facts = money(indicator=own, amount=Decimal(6), currency="")
    claim = claim_outcome(scene.tie, scene.chamber, facts, by=scene.ana, at=NOW)
    type(claim).objects.filter(pk=claim.pk).update(evidence=3)
    settle()

    assert reached(scene) == {"BOOKS": (6, Decimal("0.5"))}


def test_the_grid_saves_adds_and_removes_and_keeps_what_was_typed(scene):
    exports, students = shipped("OC2"), shipped("OC13")
    set_target(scene.office, exports, 2026, Decimal(900), by=scene.ana, at=NOW)
    url = reverse("outcomes:targets") + "?year=2026"
    ana = client_of(scene.ana)
    typed = {
        f"baseline_{exports.pk}": "100", f"target_{exports.pk}": "1,000", "new_indicator": students.pk,
        "new_baseline": "", "new_target": "40",
    }  # fmt: skip

    wrong = ana.post(url, {**typed, f"target_{exports.pk}": "12x"})
    assert (wrong.status_code, "12x" in wrong.content.decode()) == (422, True)
    alone = ana.post(url, {**typed, f"target_{exports.pk}": ""})
    assert (alone.status_code, "A baseline alone is no target" in alone.content.decode()) == (422, True)
    assert Target.objects.count() == 1
    ana.post(url, typed)
    assert {row.indicator.code: (row.baseline, row.target) for row in Target.objects.select_related("indicator")} == {
        "OC2": (100, 1000), "OC13": (None, 40),
    }  # fmt: skip
    ana.post(url, {f"baseline_{students.pk}": "", f"target_{students.pk}": "40"})

    assert [row.indicator for row in Target.objects.all()] == [students]
    assert "40" in client_of(scene.eve).get(url).content.decode()
    assert client_of(scene.eve).post(url, typed).status_code == 403


def test_a_tie_has_targets_of_its_own(scene):
    url = reverse("outcomes:targets") + f"?year=2026&p={scene.tie.slug}"

    client_of(scene.ana).post(url, {"new_indicator": shipped("OC2").pk, "new_target": "500"})
    verified(scene, "OC2", 250)
    settle()

    assert Target.objects.get().partnership == scene.tie
    assert "50%" in client_of(scene.eve).get(url).content.decode().replace("\xa0", "").replace(" %", "%")
