"""Gifts: what is noted and refused, sums by giver and year against a limit, the clock, the filing, the list."""

import datetime as dt
from decimal import Decimal

import pytest

from activities.gift_rules import RULES
from activities.models import Gift
from activities.queries_gifts import by_giver, gifts_of, to_disclose
from activities.services import gifts
from activities.services import refusals_money as refusals
from desk.work import Desk
from desk.work.money import gifts as work_of_gifts
from stakeholders.dates import PartialDate
from stakeholders.models import Office
from tests.activities.scene import NOW, client_of

MARCH, JUNE = dt.date(2026, 3, 2), dt.date(2026, 6, 5)


def receive(scene, estimate="60", **more):
    given = dict.fromkeys(gifts.GIFT, "") | {
        "what": "Vase", "given": False, "activity": None, "giver": "Mayor", "giver_organisation": scene.far,
        "receiver": "", "receiver_organisation": scene.office, "estimate": estimate and Decimal(estimate),
        "currency": "USD", "estimated_by": "Protocol", "approved_on": None, "on": PartialDate.day(MARCH),
    }  # fmt: skip
    return gifts.add_gift(scene.tie, scene.office, by=scene.ana, at=NOW, **{**given, **more})


def limit(scene, **more):
    given = {
        "name": "City code", "given": False, "limit": Decimal(100), "currency": "USD", "by_year": True, "days": 30,
        "filed_with": "City clerk", "law": "Code 1-2", "law_url": "", "since": None, "until": None,
    }  # fmt: skip
    return gifts.set_limit(scene.office, by=scene.ana, at=NOW, **{**given, **more})


def due(scene):
    return [(one.giver, one.year, one.total, one.due_on, one.other) for one in to_disclose(scene.ana, scene.office)]


def test_a_gift_is_read_by_its_own_office_alone(scene):
    receive(scene)

    assert Gift.objects.for_user(scene.eve).count() == 1
    assert not Gift.objects.for_user(scene.hanna).exists()
    assert not Gift.objects.for_user(scene.carl).exists()


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"what": " "}, refusals.GiftUnnamed),
        ({"on": None}, refusals.DayMissing),
        ({"on": PartialDate.day(dt.date(2027, 1, 1))}, refusals.AheadOfToday),
        ({"giver": "", "giver_organisation": None}, refusals.NoGiver),
        ({"receiver_organisation": None}, refusals.NoReceiver),
        ({"currency": ""}, refusals.CurrencyMissing),
        ({"estimated_by": ""}, refusals.WhoEstimated),
        ({"approved_on": MARCH}, refusals.ApprovedByNobody),
    ],
)
def test_a_gift_is_refused_by_name(more, refusal, scene):
    with pytest.raises(refusal):
        receive(scene, **more)

    assert not Gift.objects.exists()


def test_what_passes_the_limit_of_a_giver_and_year_is_due_from_the_day_on_which_it_passed(scene):
    limit(scene)
    receive(scene)
    assert due(scene) == []

    receive(scene, on=PartialDate.day(JUNE))
    receive(scene, on=PartialDate.day(dt.date(2025, 12, 31)))
    receive(scene, None)
    receive(scene, "900", currency="EUR")

    giver = "Mayor, Hamburg office"
    assert due(scene) == [(giver, 2026, Decimal(120), dt.date(2026, 7, 5), 2)]


def test_exactly_the_limit_is_within_it(scene):
    limit(scene)
    receive(scene, "100")

    assert due(scene) == []


def test_a_limit_of_single_gifts_adds_nothing(scene):
    limit(scene, by_year=False)
    receive(scene)
    receive(scene)
    receive(scene, "101")

    assert [total for _giver, _year, total, _day, _other in due(scene)] == [Decimal(101)]


def test_gifts_outside_the_days_of_a_rule_do_not_count(scene):
    limit(scene, since=dt.date(2026, 4, 1), until=dt.date(2026, 5, 31))
    receive(scene, "500")
    receive(scene, "500", on=PartialDate.day(JUNE))

    assert due(scene) == []


def test_filing_closes_it_and_a_later_gift_opens_it_again_from_its_own_day(scene):
    rule = limit(scene)
    first = receive(scene, "150")
    [open_one] = to_disclose(scene.ana, scene.office)

    filing = gifts.file_gifts(
        rule, open_one.key, 2026, filed_on=dt.date(2026, 3, 20), reference="7", by=scene.ana, at=NOW
    )

    assert (due(scene), list(filing.gifts.all())) == ([], [first])
    with pytest.raises(refusals.NothingToFile):
        gifts.file_gifts(rule, open_one.key, 2026, filed_on=MARCH, by=scene.ana, at=NOW)
    with pytest.raises(refusals.LimitInUse):
        gifts.drop_limit(rule, by=scene.ana, at=NOW)
    receive(scene, "1", on=PartialDate.day(JUNE))
    assert [row[3] for row in due(scene)] == [dt.date(2026, 7, 5)]


def test_what_was_filed_keeps_its_worth_and_still_says_what_became_of_it(scene):
    rule, gift = limit(scene), receive(scene, "150")
    [open_one] = to_disclose(scene.ana, scene.office)
    gifts.file_gifts(rule, open_one.key, 2026, filed_on=MARCH, by=scene.ana, at=NOW)
    same = {name: getattr(gift, name) for name in gifts.GIFT} | {"on": PartialDate.day(MARCH)}

    changed = gifts.change_gift(gift, by=scene.ana, at=NOW, **{**same, "became": "displayed"})

    assert changed.became == "displayed"
    with pytest.raises(refusals.GiftWasFiled):
        gifts.change_gift(gift, by=scene.ana, at=NOW, **{**same, "estimate": Decimal(9)})
    with pytest.raises(refusals.GiftWasFiled):
        gifts.drop_gift(gift, by=scene.ana, at=NOW)


def test_sums_by_giver_keep_currencies_apart(scene):
    receive(scene)
    receive(scene, "5")
    receive(scene, "7", currency="EUR")
    receive(scene, None)

    rows = by_giver(gifts_of(scene.ana, scene.office))

    assert [(row.currency, row.total, row.n) for row in rows] == [
        ("", None, 1), ("EUR", Decimal(7), 1), ("USD", Decimal(65), 2),
    ]  # fmt: skip


def test_it_stands_in_my_work_of_whoever_may_file_it(scene):
    limit(scene)
    receive(scene, "150")
    office = Office.objects.get(organisation=scene.office)

    [(group, item)] = list(work_of_gifts(Desk(scene.ana, office), NOW))

    assert (group, item.when) == ("late", dt.date(2026, 4, 1))
    assert list(work_of_gifts(Desk(scene.eve, office), NOW)) == []


def test_filing_by_the_page_and_the_list_that_tells_no_more_than_it_says(scene):
    rule = limit(scene)
    receive(scene, "150", what="=Vase", became_note="In the office of A. Person", estimated_by="Appraiser Jo")
    [open_one] = to_disclose(scene.ana, scene.office)
    client = client_of(scene.ana)

    filed = client.post(
        f"/money/limits/{rule.pk}/disclose/?giver={open_one.key}&year=2026",
        {"filed_on": "2026-03-10", "reference": "A-1"},
    )
    page = client.get("/money/gifts/")
    table = b"".join(client.get("/money/gifts/?format=csv").streaming_content).decode()

    assert (filed.status_code, filed["Location"]) == (302, "/money/gifts/")
    assert page.status_code == 200
    assert "'=Vase" in table
    assert "Mayor, Hamburg office" in table
    assert "A. Person" not in table
    assert "Appraiser" not in table
    assert due(scene) == []


def test_shipped_rules_name_their_law_and_end_where_their_figure_is_no_longer_known():
    assert all(rule.law and rule.source and rule.law_url.startswith("https://") for rule in RULES)
    assert all(rule.until for rule in RULES)


@pytest.mark.parametrize(("zone", "ahead"), [("Asia/Tokyo", False), ("America/Chicago", True)])
def test_today_is_the_day_of_the_office(zone, ahead, scene):
    Office.objects.filter(organisation=scene.office).update(time_zone=zone)
    evening = dt.datetime(2026, 11, 1, 22, tzinfo=dt.UTC)
    tomorrow = PartialDate.day(dt.date(2026, 11, 2))
    given = {name: getattr(receive(scene), name) for name in gifts.GIFT} | {"on": tomorrow}

    def note():
        return gifts.add_gift(scene.tie, scene.office, by=scene.ana, at=evening, **given)

    if ahead:
        with pytest.raises(refusals.AheadOfToday):
            note()
    else:
        assert note().on_first == dt.date(2026, 11, 2)
