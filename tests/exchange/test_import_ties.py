"""Importing ties on record."""

import datetime as dt

import pytest

from exchange.models import SourcePlace
from partnerships.models import Partnership, PartnershipPlace, TieRecord
from stakeholders.models import Membership, Organisation, User
from tests.exchange.conftest import counts_of, faults_of

HEADER = "place_a,place_b,external_id,since,until,kind\n"
NAMED = "name_a,iso2_a,lat_a,lon_a,name_b,iso2_b,lat_b,lon_b\n"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]


def test_tie_becomes_a_partnership_on_record(load, atlas):
    status, report = load("ties", HEADER + "geonames:2911298,geonames:3352136,t1,1994-07,,\n", "--commit")

    made = Partnership.objects.get()
    record = made.tie_records.get()
    assert (status, counts_of(report)) == (0, (1, 0, 0, 0))
    assert (made.name, made.slug, made.seats.count()) == ("Hamburg – Windhoek", "hamburg-windhoek", 0)
    assert set(made.places.all()) == {atlas["Hamburg"], atlas["Windhoek"]}
    assert (made.since_first, made.since_last) == (dt.date(1994, 7, 1), dt.date(1994, 7, 31))
    assert (record.source, record.external_id, record.kind) == ("manual", "t1", "sister city")


def test_pair_turned_round_is_the_same_tie(load):
    rows = "geonames:2911298,geonames:3352136,,,,\ngeonames:3352136,geonames:2911298,,,,\n"

    first = load("ties", HEADER + rows, "--commit")
    second = load("ties", HEADER + rows, "--commit")

    assert [counts_of(first[1]), counts_of(second[1])] == [(1, 0, 1, 0), (0, 0, 2, 0)]
    assert (Partnership.objects.count(), TieRecord.objects.count(), PartnershipPlace.objects.count()) == (1, 1, 2)


def test_second_source_adds_its_record_to_the_tie_that_is_there(load):
    load("ties", HEADER + "geonames:2911298,geonames:3352136,t1,,,\n", "--commit", "--source", "one")

    _, report = load("ties", HEADER + "geonames:3352136,geonames:2911298,x7,1994,,\n", "--commit", "--source", "two")

    made = Partnership.objects.get()
    assert counts_of(report) == (1, 0, 0, 0)
    assert set(made.tie_records.values_list("source", flat=True)) == {"one", "two"}
    assert made.since_first == dt.date(1994, 1, 1)


def test_tie_made_by_hand_is_recognised(load, atlas):
    kept = Partnership.objects.create(name="Ours", slug="ours")
    for name in ("Hamburg", "Windhoek"):
        PartnershipPlace.objects.create(partnership=kept, place=atlas[name])

    load("ties", HEADER + "geonames:2911298,geonames:3352136,t1,1994,,\n", "--commit")

    assert TieRecord.objects.get().partnership == kept
    assert Partnership.objects.count() == 1


def test_another_kind_is_another_tie(load):
    rows = "geonames:2911298,geonames:3352136,,,,\ngeonames:2911298,geonames:3352136,,,,Friendship\n"

    _, report = load("ties", HEADER + rows, "--commit")

    assert counts_of(report) == (2, 0, 0, 0)
    assert set(Partnership.objects.values_list("form", flat=True)) == {"partnership", "friendship"}


def test_names_match_without_accents_and_case_and_na_is_namibia(load, atlas):
    status, _ = load("ties", NAMED + "GOTEBORG,SE,57.7,11.97,windhoek ,NA,,\n", "--commit")

    assert status == 0
    assert set(Partnership.objects.get().places.all()) == {atlas["Göteborg"], atlas["Windhoek"]}
    assert TieRecord.objects.get().name_a == "GOTEBORG"


def test_two_cities_of_a_name_are_an_error_that_lists_them(load):
    status, report = load("ties", NAMED + "Springfield,US,,,Windhoek,NA,,\n", "--commit")

    assert (status, faults_of(report)) == (1, [(1, "name_a", "ambiguous")])
    assert report["errors"][0]["message"].endswith(
        "Springfield, United States, US (37.21000 -93.29000); Springfield, United States, US (39.80000 -89.64000)"
    )


def test_point_within_25_km_decides_between_two_cities_and_a_far_one_finds_none(load, atlas):
    near = load("ties", NAMED + "Springfield,US,37.2,-93.3,Windhoek,NA,,\n", "--commit")
    far = load("ties", NAMED + "Springfield,US,44.0,-123.0,Windhoek,NA,,\n")

    assert near[0] == 0
    assert atlas["Springfield MO"] in Partnership.objects.get().places.all()
    assert faults_of(far[1]) == [(1, "name_a", "unknown_place")]


def test_name_in_another_language_is_found(load, atlas):
    atlas["Göteborg"].aliases = ["Gothenburg"]
    atlas["Göteborg"].save(update_fields=["aliases"])

    load("ties", NAMED + "gothenburg,SE,,,Windhoek,NA,,\n", "--commit")

    assert atlas["Göteborg"] in Partnership.objects.get().places.all()


def test_place_is_found_by_the_id_that_its_list_gives_it(load, atlas):
    SourcePlace.objects.create(source="wikipedia", external_id="DE-hamburg", place=atlas["Hamburg"])

    status, _ = load("ties", HEADER + "DE-hamburg,place:DE-hamburg,,,,\nDE-hamburg,geonames:3352136,,,,\n")
    good, _ = load("ties", HEADER + "place:DE-hamburg,geonames:3352136,,,,\n", "--commit")

    assert (status, good) == (1, 0)
    assert atlas["Hamburg"] in Partnership.objects.get().places.all()


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",NA,,,,", ("place_a", "required")),
        ("Atlantis,NA,,,,", ("place_a", "unknown_place")),
        ("geonames:2911298,geonames:2911298,,,,", ("place_b", "same_place")),
        ("DE,NA,,2001-02-30,,", ("since", "not_a_date")),
        ("DE,NA,,1.2.2001,,", ("since", "not_a_date")),
        ("DE,NA,,2001-13,,", ("since", "not_a_date")),
        ("DE,NA,,2001,1999-12,", ("until", "out_of_order")),
    ],
)
def test_bad_cell_is_refused_by_row_column_and_code(load, row, fault):
    status, report = load("ties", HEADER + row + "\n", "--commit")

    assert (status, counts_of(report)) == (1, (0, 0, 0, 1))
    assert (1, *fault) in faults_of(report)
    assert Partnership.objects.count() == 0


def test_tie_without_any_column_for_a_side_is_refused_as_a_whole(load):
    status, report = load("ties", "place_a,name_b\nDE,Windhoek\n")

    assert (status, report["error"]["code"]) == (1, "file_refused")
    assert "place_b" in report["error"]["message"]


def test_year_that_ends_as_it_begins_is_in_order(load):
    assert load("ties", HEADER + "DE,NA,,2001-05,2001,\n")[0] == 0


def test_id_of_another_tie_is_refused(load):
    load("ties", HEADER + "geonames:2911298,geonames:3352136,t1,,,\n", "--commit")

    _, report = load("ties", HEADER + "geonames:2911298,geonames:2711537,t1,,,\n", "--commit")

    assert faults_of(report) == [(1, "external_id", "conflict")]
    assert "Hamburg – Windhoek" in report["errors"][0]["message"]


def test_changed_date_changes_the_record_but_not_what_an_office_wrote(load, atlas):
    load("ties", HEADER + "geonames:2911298,geonames:3352136,t1,1994,,\n", "--commit")
    office = Organisation.objects.create(name="City", slug="city", kind="city government", place=atlas["Hamburg"])
    kept = Partnership.objects.get()
    kept.seats.create(organisation=office, side=atlas["Hamburg"], role="lead")

    _, report = load("ties", HEADER + "geonames:2911298,geonames:3352136,t1,1995,,\n", "--commit")

    kept.refresh_from_db()
    assert counts_of(report) == (0, 1, 0, 0)
    assert (TieRecord.objects.get().since_first.year, kept.since_first.year) == (1995, 1994)


def test_slug_is_unique_where_names_repeat(load):
    rows = NAMED + "Springfield,US,37.2,-93.3,Windhoek,NA,,\nSpringfield,US,39.8,-89.6,Windhoek,NA,,\n"

    load("ties", rows, "--commit")

    assert set(Partnership.objects.values_list("slug", flat=True)) == {
        "springfield-windhoek",
        "springfield-windhoek-us-na",
    }


def test_coordinator_imports_ties_of_the_own_city_only(load, atlas):
    office = Organisation.objects.create(name="City", slug="city", kind="city government", place=atlas["Hamburg"])
    user = User.objects.create_user("anna@example.org")
    Membership.objects.create(user=user, organisation=office, role="coordinator")
    rows = "geonames:2911298,geonames:3352136,,,,\ngeonames:2711537,geonames:3352136,,,,\n"

    _, report = load("ties", HEADER + rows, "--commit", "--accept-good", "--as", user.email)

    assert (counts_of(report), faults_of(report)) == ((1, 0, 0, 1), [(2, "place_a", "not_allowed")])
