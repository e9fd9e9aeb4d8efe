"""Importing trade between places."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from exchange.dataset_words import note_of, template_rows
from exchange.datasets import trade_flows
from insights.models import TradeFlow
from stakeholders.models import Membership, Office, Organisation, User
from tests.exchange.conftest import counts_of, faults_of

HEADER = "origin,destination,product,year,value,currency,source\n"
ROWS = HEADER + "DE,NA,,2006,12.5,usd,Comtrade\nDE,NA,8703,2006,0,,\ngeonames:2911298,SE,,2006,7,EUR,\n"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]


@pytest.fixture
def coordinator(atlas):
    """The coordinator of an office whose home is Hamburg."""
    office = Organisation.objects.create(name="City", slug="city", kind="city government", place=atlas["Hamburg"])
    Office.objects.create(organisation=office, home=atlas["Hamburg"])
    user = User.objects.create_user("anna@example.org")
    Membership.objects.create(user=user, organisation=office, role="coordinator")
    return user


def kept():
    names = ("origin__name", "destination__name", "product", "year", "value", "currency", "source")
    return list(TradeFlow.objects.order_by("origin__name", "product").values_list(*names))


def test_flows_arrive_once_and_a_revision_changes_its_row(load):
    first = load("trade_flows", ROWS, "--commit", "--source", "panel")
    second = load("trade_flows", ROWS, "--commit", "--source", "panel")
    third = load("trade_flows", ROWS.replace("12.5", "13"), "--commit", "--source", "panel")

    assert [counts_of(report) for _, report in (first, second, third)] == [(3, 0, 0, 0), (0, 0, 3, 0), (0, 1, 2, 0)]
    assert kept() == [
        ("Germany", "Namibia", "", 2006, Decimal(13), "USD", "Comtrade"),
        ("Germany", "Namibia", "8703", 2006, Decimal(0), "", "panel"),
        ("Hamburg", "Sweden", "", 2006, Decimal(7), "EUR", "panel"),
    ]


def test_a_look_at_a_file_writes_nothing(load):
    status, report = load("trade_flows", ROWS)

    assert (status, counts_of(report), report["committed"], kept()) == (0, (3, 0, 0, 0), False, [])


def test_there_and_back_are_two_flows_and_so_are_two_years(load):
    _, report = load("trade_flows", HEADER + "DE,NA,,2006,1,,\nNA,DE,,2006,2,,\nDE,NA,,2007,1,,\n", "--commit")

    assert counts_of(report) == (3, 0, 0, 0)


def test_a_blank_cell_leaves_what_stands(load):
    load("trade_flows", HEADER + "DE,NA,,2006,1,EUR,customs\n", "--commit")
    _, report = load("trade_flows", HEADER + "DE,NA,,2006,2,,\n", "--commit")

    assert counts_of(report) == (0, 1, 0, 0)
    assert kept() == [("Germany", "Namibia", "", 2006, Decimal(2), "EUR", "customs")]


def test_a_product_code_stays_as_it_is_given(load):
    load("trade_flows", HEADER + "DE,NA,0101.21,2006,1,,\nDE,NA,010121,2006,1,,\nDE,NA,SC2,2006,1,,\n", "--commit")

    assert {row[2] for row in kept()} == {"010121", "0101.21", "SC2"}


def test_the_history_says_who_brought_a_flow_in_and_what_it_was_before(load):
    load("trade_flows", HEADER + "DE,NA,,2006,1,,\n", "--commit", "--source", "panel")
    load("trade_flows", HEADER + "DE,NA,,2006,2,,\n", "--commit", "--source", "panel")

    events = TradeFlow.objects.get().events.order_by("pgh_id")
    assert [(event.pgh_label, event.value) for event in events] == [("insert", 1), ("update", 2)]
    assert {event.pgh_context.metadata["verb"] for event in events} == {"trade_flows.imported"}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("XX,NA,,2006,1,,", ("origin", "unknown_place")),
        ("DE,Atlantis,,2006,1,,", ("destination", "unknown_place")),
        ("DE,de,,2006,1,,", ("destination", "same_place")),
        ("DE,NA,,20,1,,", ("year", "out_of_range")),
        ("DE,NA,,2300,1,,", ("year", "out_of_range")),
        ("DE,NA,,2006-05,1,,", ("year", "not_a_number")),
        ("DE,NA,,0x7D6,1,,", ("year", "not_a_number")),
        ("DE,NA,," + "9" * 150 + ",1,,", ("year", "out_of_range")),
        ("DE,NA,,2006,-1,,", ("value", "negative")),
        ("DE,NA,,2006,much,,", ("value", "not_a_number")),
        ("DE,NA,,2006,NaN,,", ("value", "not_a_number")),
        ("DE,NA,,2006," + "9" * 18 + ",,", ("value", "out_of_range")),
        ("DE,NA,,2006,,,", ("value", "required")),
        (",NA,,2006,1,,", ("origin", "required")),
        ("DE,NA,123456789012345678901,2006,1,,", ("product", "too_long")),
        ("DE,NA,,2006,1,XQZ,", ("currency", "unknown_currency")),
        ("DE,NA,,2006,1,Euro,", ("currency", "too_long")),
    ],
)
def test_a_wrong_row_is_refused(load, row, fault):
    status, report = load("trade_flows", HEADER + "SE,NA,,2006,1,,\n" + row + "\n", "--commit")

    assert (status, [one for one in faults_of(report)], counts_of(report)) == (1, [(2, *fault)], (1, 0, 0, 1))
    assert report["errors"][0]["message"].endswith(".")
    assert kept() == []


def test_the_good_rows_come_in_where_that_is_asked_for(load):
    rows = HEADER + "SE,NA,,2006,1,,\nSE,SE,,2006,1,,\n"

    _, report = load("trade_flows", rows, "--commit", "--accept-good")

    assert (report["committed"], counts_of(report), len(kept())) == (True, (1, 0, 0, 1), 1)


@pytest.mark.parametrize("again", ["DE,NA,,2006,2,,", "geonames:1,NA,,2006,1,,", "DE,NA,,+2006,1,,"])
def test_the_same_flow_twice_with_other_content_is_refused_in_both_rows(load, atlas, again):
    type(atlas["DE"]).objects.filter(pk=atlas["DE"].pk).update(geonames_id=1)

    _, report = load("trade_flows", HEADER + f"DE,NA,,2006,1,,\n{again}\nSE,NA,,2006,1,,\n", "--commit")

    assert faults_of(report) == [(1, "origin", "twice"), (2, "origin", "twice")]
    assert report["errors"][0]["message"] == "The same flow stands in another row with different content: row 2"
    assert kept() == []


def test_the_same_row_twice_counts_once(load):
    _, report = load("trade_flows", HEADER + "DE,NA,,2006,1,,\nDE,NA,,2006,1,,\n", "--commit")

    assert (counts_of(report), len(kept())) == ((1, 0, 1, 0), 1)


def test_coordinators_bring_in_what_leaves_or_reaches_their_home(load, coordinator):
    rows = HEADER + "geonames:2911298,NA,,2006,1,,\nNA,geonames:2911298,,2006,1,,\nDE,NA,,2006,1,,\n"

    _, report = load("trade_flows", rows, "--commit", "--accept-good", "--as", coordinator.email)

    assert (counts_of(report), faults_of(report)) == ((2, 0, 0, 1), [(3, "origin", "not_allowed")])


@pytest.mark.parametrize("membership", [{"role": "contributor"}, {"limited": True}, None])
def test_who_does_not_keep_the_office_s_records_brings_in_no_trade(load, coordinator, membership):
    own = Membership.objects.filter(user=coordinator)
    own.update(**membership) if membership else own.delete()

    _, report = load("trade_flows", HEADER + "geonames:2911298,NA,,2006,1,,\n", "--as", coordinator.email)

    assert faults_of(report) == [(1, "origin", "not_allowed")]


def test_the_page_takes_a_table_of_trade_with_the_usual_names(client, coordinator):
    client.force_login(coordinator)
    text = "Exporter,Importer,Year,Trade value\ngeonames:2911298,NA,2006,3.25\n"
    file = SimpleUploadedFile("trade.csv", text.encode())

    sent = client.post("/import/", {"file": file, "source": "customs", "dataset": "trade_flows"}, follow=True)
    upload = sent.context["upload"]
    data = {"do": "match"}
    for line in sent.context["lines"]:
        data[f"from_{line['column'].name}"] = f"={line['theirs']}" if line["theirs"] else "-"
    client.post(f"/import/{upload.pk}/", data)
    client.post(f"/import/{upload.pk}/", {"do": "import"})

    assert kept() == [("Hamburg", "Namibia", "", 2006, Decimal("3.25"), "", "customs")]


def test_a_spreadsheet_to_start_from_says_what_each_column_holds():
    names, example = template_rows("trade_flows")

    assert names == ["origin", "destination", "product", "year", "value", "currency", "source"]
    assert example == ["DE", "US", "8703", "2024", "1200.50", "EUR", ""]
    assert all(note_of(column) for column in trade_flows.COLUMNS if column.name != "source")
