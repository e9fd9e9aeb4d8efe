"""Moves of a visit, lists of people as they are pasted, letters with named places: without a database."""

import datetime as dt

import pytest

from activities.rules import delegations as rules
from activities.rules import letter_places as places
from activities.rules.guest_list import as_text, read_list, table_of

DAY = dt.date(2026, 5, 4)


def read(text):
    return read_list(table_of(text))


def test_every_open_status_leads_on_and_every_move_ends_in_a_known_status():
    assert set(rules.ONWARD) == set(rules.OPEN)
    assert all(rules.MOVES[move].after in (*rules.WAY, "declined", "cancelled") for move in rules.MOVES)
    assert rules.moves_from("thanked") == []
    assert rules.moves_from("dates fixed")[0] == "hold"


def test_the_list_goes_ninety_days_after_the_last_day():
    assert rules.purge_day(DAY) == dt.date(2026, 8, 2)
    assert rules.purge_day(None) is None


def slot(key, start, end=None, people=()):
    at = dt.datetime.combine(DAY, dt.time(0))
    hours = dt.timedelta(hours=1)
    return rules.Slot(key, at + start * hours, at + end * hours if end else None, frozenset(people))


@pytest.mark.parametrize(
    ("slots", "found"),
    [
        ([slot("a", 9, 11), slot("b", 10, 12)], [("a", "b")]),
        ([slot("a", 9, 10), slot("b", 10, 12)], []),
        ([slot("a", 9, 11, "xy"), slot("b", 10, 12, "z")], []),
        ([slot("a", 9, 11, "x"), slot("b", 10, 12)], [("a", "b")]),
        ([slot("a", 9), slot("b", 9, 10)], [("a", "b")]),
        ([slot("a", 9), slot("b", 10)], []),
    ],
)
def test_points_overlap_where_the_same_people_would_be_in_two_places(slots, found):
    assert rules.overlaps(slots) == found


def test_names_alone_are_a_list():
    assert [row["name"] for row in read("A. Lee\n\nB. Kim\n").rows] == ["A. Lee", "B. Kim"]


def test_columns_without_headings_are_name_office_organisation_and_the_mail_wherever_it_stands():
    found = read("A. Lee\tMayor\tlee@city.example\tCity of X")

    assert {name: found.rows[0][name] for name in ("name", "office", "organisation", "email")} == {
        "name": "A. Lee", "office": "Mayor", "organisation": "City of X", "email": "lee@city.example"
    }


def test_headings_free_the_order_and_what_is_not_read_is_named():
    found = read("Order;Title;Name;RSVP;Shoe size\n2;Deputy;B. Kim;yes;44\n1;Mayor;A. Lee;;41")

    assert [(row["name"], row["precedence"], row["reply"]) for row in found.rows] == [
        ("B. Kim", 2, "yes"), ("A. Lee", 1, "")
    ]
    assert found.unknown == ["Shoe size"]


@pytest.mark.parametrize(
    "heading",
    ["Passport no.", "Date of birth", "Diet", "Dietary needs", "Food allergies", "Health", "Geburtsdatum", "护照号码",
     "Passeport", "Age", "Blood type", "Visa number", "Religion"],
)  # fmt: skip
def test_columns_that_a_list_must_not_hold_are_left_out_and_named(heading):
    found = read(f"Name,{heading},Organisation\nA. Lee,secret-1,City of X")

    assert found.forbidden == [heading]
    assert "secret-1" not in as_text(found.rows)
    assert found.rows[0]["organisation"] == "City of X"


def test_without_headings_a_birth_date_and_a_document_number_are_left_out():
    found = read("A. Lee\t1970-02-03\tMayor\tC01234567")

    assert (found.telling, found.rows[0]["office"], found.rows[0]["organisation"]) == (2, "Mayor", "")


def test_a_line_without_a_name_and_a_wrong_mail_are_told():
    found = read("Name,E-mail\n,x@y.example\nA. Lee,nowhere")

    assert (found.without_name, found.bad_mail, found.rows[0]["email"]) == ([2], [3], "")


def test_what_was_read_is_read_again_to_the_same():
    found = read('Name,Office,Order,Side\n"Lee, A.","Mayor, acting",3,host\nB. Kim,,,')

    assert read(as_text(found.rows)).rows == found.rows


def test_form_of_address_and_quotes_travel_on_from_the_preview():
    found = read('Name\tForm of address\n"Bee"\tYour Excellency')
    found.rows[0]["name"] = '"Bee" Kim'

    again = read(as_text(found.rows)).rows[0]

    assert (again["name"], again["address"]) == ('"Bee" Kim', "Your Excellency")


def test_an_office_that_holds_a_forbidden_word_is_no_heading():
    found = read("A. Lee,Head of Health,City of X\nB. Kim,Mayor,City of Y")

    assert [(row["name"], row["office"]) for row in found.rows] == [("A. Lee", "Head of Health"), ("B. Kim", "Mayor")]


def test_forbidden_columns_are_left_out_even_where_no_heading_is_known():
    found = read("Delegate (block letters)\tPassport no\tBorn\nA. Lee\tC01X00T47\t3 May 1970")

    assert (found.rows, found.forbidden, found.without_name) == ([], ["Passport no", "Born"], [2])


@pytest.mark.parametrize("cell", [dt.datetime(1970, 2, 3), "3 May 1970", "May 3, 1970", "3. Mai 1970", "C01X00T47"])
def test_births_and_documents_are_known_in_each_way_of_writing(cell):
    found = read_list([["A. Lee", cell, "Mayor"]])

    assert (found.telling, found.rows[0]["office"], found.rows[0]["organisation"]) == (1, "Mayor", "")


def test_a_quote_that_never_closes_costs_its_own_line_alone():
    found = read('"A. Lee,Mayor\nB. Kim,Clerk\n' + "C,D\n" * 60_000)

    assert found.rows[1]["name"] == "B. Kim"
    assert found.cut


def test_places_of_a_letter_are_a_closed_list():
    assert places.unknown_places("Dear {address}, {passport} {passport} {") == ["passport", "{"]
    assert places.unknown_places("Dear { guest }") == []
    assert places.is_of_one("Dear {guest}")
    assert not places.is_of_one("{our_office}, {dates}")


def test_what_is_filled_in_is_not_read_again():
    assert places.fill("{guest}, {title}", {"guest": "{title}", "title": ""}) == "{title}, ________"
