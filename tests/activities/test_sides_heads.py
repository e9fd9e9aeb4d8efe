"""Heads by country and sex: written as a table, within the head count, taken away for a fund's report."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse

from activities.models import HeadCount, Sex
from activities.queries_sides import by_country, head_rows
from activities.services import refusals_asking as refusals
from activities.services.heads import count_heads
from stakeholders.dates import PartialDate
from tests.activities.scene import NOW, TODAY
from tests.activities.sides import DAY, logged

F, M, N = Sex.FEMALE, Sex.MALE, Sex.NOT_STATED


@pytest.fixture
def activity(scene):
    return logged(scene)


def count(activity, rows, by, **more):
    return count_heads(activity, rows, by=by, at=NOW, **more)


def test_the_table_is_written_as_a_whole_and_nought_is_a_count(scene, activity):
    us, de = scene.here.country, scene.there.country
    count(activity, [(us, {F: 5, M: 6}), (de, {F: 4})], scene.ana)

    count(activity, [(us, {F: 5, M: 0, Sex.OTHER: None, N: None})], scene.ana)

    found = activity.head_counts.order_by("sex")
    assert [(row.country, row.sex, row.people) for row in found] == [(us, F, 5), (us, M, 0)]


def test_more_than_the_head_count_is_refused_with_both_numbers_unless_it_is_meant(scene, activity):
    rows = [(scene.here.country, {F: 15, M: 6})]

    with pytest.raises(refusals.MoreThanTheHeads) as refused:
        count(activity, rows, scene.ana)
    assert "21 people, the head count says 20" in str(refused.value.message)
    assert not HeadCount.objects.exists()
    count(activity, rows, scene.ana, over=True)
    assert set(activity.head_counts.values_list("over", flat=True)) == {True}


def test_without_a_head_count_any_sum_is_taken(scene):
    activity = logged(scene, people=None)

    count(activity, [(scene.here.country, {N: 500})], scene.ana)

    assert activity.head_counts.get().people == 500


def test_a_country_stands_once_and_is_a_country(scene, activity):
    us = scene.here.country

    with pytest.raises(refusals.CountryTwice):
        count(activity, [(us, {F: 1}), (us, {M: 1})], scene.ana)
    with pytest.raises(refusals.NotACountry):
        count(activity, [(scene.here, {F: 1})], scene.ana)


def posted(rows, **more):
    """The form of the table: rows of (country, female, male, other, not stated)."""
    data = {"heads-TOTAL_FORMS": len(rows), "heads-INITIAL_FORMS": 0, **more}
    for number, (country, *counts) in enumerate(rows):
        data[f"heads-{number}-country"] = country
        data |= {f"heads-{number}-sex{place}": count for place, count in enumerate(counts)}
    return data


def test_on_the_page_it_is_typed_without_script_and_shown_as_a_table(scene, activity, client):
    client.force_login(scene.ana)
    url = reverse("activities:heads", args=[activity.pk])
    us, de = scene.here.country, scene.there.country

    blank = client.get(reverse("activities:activity", args=[activity.pk])).content.decode()
    saved = client.post(url, posted([(us.pk, 5, 6, "", ""), (de.pk, 4, "", 0, ""), ("", "", "", "", "")]), follow=True)

    assert f'action="{url}"' in blank
    assert f'<option value="{us.pk}" selected' in blank
    assert [(row.country, row.people) for row in activity.head_counts.all()].count((us, 5)) == 1
    assert us.name in saved.content.decode()
    assert activity.head_counts.count() == 4


def test_what_is_wrong_in_the_table_is_said_and_nothing_typed_is_lost(scene, activity, client):
    client.force_login(scene.ana)
    url, us = reverse("activities:heads", args=[activity.pk]), scene.here.country

    many = client.post(url, posted([(us.pk, 50, 6, "", "")]))
    nowhere = client.post(url, posted([("", 5, "", "", "")]))
    broken = client.post(url, {})

    assert [page.status_code for page in (many, nowhere, broken)] == [422] * 3
    assert "The rows add to 56 people, the head count says 20." in many.content.decode()
    assert 'value="50"' in many.content.decode()
    assert "Choose the country of these people." in nowhere.content.decode()
    assert "The table was not sent whole." in broken.content.decode()
    assert not HeadCount.objects.exists()


def test_the_other_side_reads_no_heads_by_sex_of_what_was_offered(scene, activity, client):
    count(activity, [(scene.here.country, {F: 5})], scene.ana)

    readers = {name for name in ("ana", "eve", "carl", "hanna", "nobody")
               if HeadCount.objects.for_user(getattr(scene, name)).exists()}  # fmt: skip

    assert readers == {"ana", "eve"}


def test_the_report_of_a_tie_and_period_is_a_table_to_take_away(scene, client):
    us, de = scene.here.country, scene.there.country
    late = logged(scene, title="=Fair of October", people=40)
    early = logged(scene, title="Visit of May", starts=PartialDate.day(dt.date(2026, 5, 2)), people=None)
    count(late, [(us, {F: 5, M: 6}), (de, {N: 9})], scene.ana)
    count(early, [(us, {F: 1})], scene.ana)
    client.force_login(scene.ana)
    url = reverse("activities:heads-table")
    asked = {"p": scene.tie.slug, "since": "2026-10-01", "until": TODAY.isoformat()}

    page = client.get(url, asked).content.decode()
    taken = client.get(url, {**asked, "format": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(taken.streaming_content).decode("utf-8-sig"))))

    assert "Visit of May" not in page
    assert "heads-chicago-hamburg-2026-10-01-2026-11-01.csv" in taken["Content-Disposition"]
    assert [row[9:] for row in rows] == [
        ["female", "male", "other", "not stated", "people", "head count of the activity"],
        *sorted([["", "", "", "9", "9", "40"], ["5", "6", "", "", "11", "40"]],
                key=lambda row: {"9": de.name, "": us.name}[row[3]]),
    ]  # fmt: skip
    assert rows[1][1] == "'=Fair of October"
    sums = by_country(head_rows(HeadCount.objects.for_user(scene.ana)))
    assert {row.country: (row.counts, row.people) for row in sums} == {
        us: ((6, 6, None, None), 12), de: ((None, None, None, 9), 9),
    }  # fmt: skip


def test_a_period_that_is_no_period_takes_nothing_away(scene, activity, client):
    count(activity, [(scene.here.country, {F: 5})], scene.ana)
    client.force_login(scene.ana)

    answer = client.get(reverse("activities:heads-table"), {"since": "31-31-2026", "format": "csv"})

    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("text/html")
    assert activity.title not in answer.content.decode()


def test_a_period_takes_what_lies_in_it_in_part(scene):
    long = logged(scene, starts=PartialDate.day(TODAY - 9 * DAY), ends_on=TODAY - DAY)
    count(long, [(scene.here.country, {F: 5})], scene.ana)
    counts = HeadCount.objects.for_user(scene.ana)

    assert len(head_rows(counts, since=TODAY - DAY)) == len(head_rows(counts, until=TODAY - 9 * DAY)) == 1
    assert head_rows(counts, since=TODAY) == head_rows(counts, until=TODAY - 10 * DAY) == []
