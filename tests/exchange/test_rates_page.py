"""The page of missing rates, and the file of rates that platform staff look at and import there."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from exchange.models import ImportRun
from outcomes.models import Claim, ExchangeRate
from partnerships.models import Partnership
from stakeholders.models import Membership, Office, Organisation, User
from tests.exchange.test_import_claims import HEADER, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ties")]
RATES = "currency,on,rate\nSEK,2022-05,0.1\nSEK,2021,0.11\n"


@pytest.fixture
def waiting(load, ties):
    """Five reports of the exporters in crowns: two of one month, one of a year, one of a quarter, one with a rate."""
    rows = row(currency="SEK") + row(external_id="c2", flow_key="x", currency="SEK", occurred_on="2022-05")
    rows += row(external_id="c3", flow_key="y", currency="SEK", occurred_on="2021")
    rows += row(external_id="c4", flow_key="z", currency="SEK", rate="0.1")
    load("claims", HEADER + rows, "--commit")


@pytest.fixture
def staff(client):
    user = User.objects.create_user("staff@example.org", is_staff=True)
    client.force_login(user)
    return user


@pytest.fixture
def coordinator(client, ties):
    """The coordinator of the exporters, who lead their side of t1."""
    body = Organisation.objects.get(name="Exporters")
    Office.objects.create(organisation=body, home=body.place)
    tie = Partnership.objects.get(tie_records__external_id="t1")
    tie.seats.update_or_create(organisation=body, defaults={"side": body.place, "role": "lead"})
    user = User.objects.create_user("anna@example.org")
    Membership.objects.create(user=user, organisation=body, role="coordinator")
    client.force_login(user)
    return user


def listed(response):
    return [(row["currency"], row["when"], row["n"]) for row in response.context["missing"]]


def send(client, text=RATES, name="rates.csv", **data):
    file = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
    return client.post("/rates/", {"file": file, "source": "Treasury", "do": "look", **data})


@pytest.mark.usefixtures("waiting", "coordinator")
def test_coordinator_reads_which_rates_their_reports_wait_for(client):
    response = client.get("/rates/")

    assert listed(response) == [("SEK", "2021", 1), ("SEK", "May 2022", 2)]
    assert "3 reports are not converted" in response.content.decode()


@pytest.mark.usefixtures("waiting", "coordinator")
def test_quarter_waits_for_its_months_that_lack(client):
    ExchangeRate.objects.create(
        currency="SEK", first=dt.date(2022, 2, 1), last=dt.date(2022, 2, 28), kind="average", rate="0.1"
    )
    Claim.objects.exclude(external_id="c1").delete()
    Claim.objects.update(occurred_first=dt.date(2022, 1, 1), occurred_last=dt.date(2022, 3, 31))

    response = client.get("/rates/")

    assert listed(response) == [("SEK", "January 2022", 1), ("SEK", "March 2022", 1)]
    assert "1 report is not converted" in response.content.decode()


@pytest.mark.usefixtures("waiting", "coordinator")
def test_list_is_taken_away_as_a_file_that_only_lacks_the_rates(client):
    lines = b"".join(client.get("/rates/?format=csv").streaming_content).decode("utf-8-sig").splitlines()

    assert lines == [
        "currency,on,rate,kind,source,reports_waiting", "SEK,2021,,average,,1", "SEK,2022-05,,average,,2",
    ]  # fmt: skip


@pytest.mark.usefixtures("waiting")
def test_reports_of_others_are_in_nobodys_list(client):
    client.force_login(User.objects.create_user("nobody@example.org"))

    assert listed(client.get("/rates/")) == []


@pytest.mark.usefixtures("coordinator")
def test_only_platform_staff_bring_rates_in(client):
    assert send(client).status_code == 403
    assert not ExchangeRate.objects.exists()


@pytest.mark.usefixtures("waiting")
def test_file_is_looked_at_first_and_then_imported_without_choosing_it_again(client, staff):
    looked = send(client)
    before = ExchangeRate.objects.count()

    done = client.post("/rates/", {"text": looked.context["form"].data["text"], "source": "Treasury", "do": "import"})

    assert (looked.status_code, looked.context["report"]["created"], before) == (200, 2, 0)
    assert done.status_code == 302
    assert set(ExchangeRate.objects.values_list("currency", "source")) == {("SEK", "Treasury")}
    assert ImportRun.objects.get(dataset="exchange_rates").by == staff
    assert listed(client.get("/rates/")) == []


@pytest.mark.usefixtures("staff")
def test_bad_rows_are_named_and_only_the_good_ones_go_in_when_told_to(client):
    text = RATES + "ZZZ,2021,1\n"

    looked = send(client, text)
    refused = send(client, text, do="import")
    send(client, text, do="good")

    assert [(fault["row"], fault["column"]) for fault in looked.context["faults"]] == [(3, "currency")]
    assert refused.context["report"]["committed"] is False
    assert ExchangeRate.objects.count() == 2


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("rates.pdf", b"%PDF-1.7", "CSV or XLSX"),
        ("rates.xlsx", b"not a workbook", "not what its name says"),
        ("rates.csv", b"", "empty"),
        ("rates.csv", b"x" * 1_000_001, "1 MB"),
        ("rates.csv", b"currency,rate\nEUR,1\n", "no column on"),
        ("rates.csv", b"\xff\xfe\xff", "UTF-8"),
    ],
)
def test_file_that_is_no_table_of_rates_is_refused_with_the_reason(client, name, content, words):
    response = send(client, content, name=name)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not ExchangeRate.objects.exists()
