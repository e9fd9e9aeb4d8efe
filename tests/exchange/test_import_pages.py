"""Bringing in a spreadsheet by the page: columns, preview, rows put right, import."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from activities.models import Activity
from exchange import tasks, uploading
from exchange.models import ImportRun, ImportUpload
from partnerships.models import Partnership
from stakeholders.models import Membership, Office, Organisation, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ties")]
FILE = """Date,Event,Type,Sister city,Delegates out,Remarks
2014-05,Mayor's visit,official visit,t1,4,Seven meetings
2015-06-01,Fair,Fair,t1,twelve,
2016,Port talks,port cooperation,t1,2,
"""


@pytest.fixture
def coordinator(client, ties):
    """The coordinator of the exporters, who lead their side of t1."""
    body = Organisation.objects.get(name="Exporters")
    Office.objects.create(organisation=body, home=body.place)
    tie = Partnership.objects.get(tie_records__external_id="t1")
    tie.seats.create(organisation=body, side=body.place, role="lead")
    user = User.objects.create_user("anna@example.org")
    Membership.objects.create(user=user, organisation=body, role="coordinator")
    client.force_login(user)
    return user


def send(client, text=FILE, name="log.csv", dataset="activities"):
    """The page that follows the upload."""
    file = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
    return client.post("/import/", {"file": file, "source": "log", "dataset": dataset}, follow=True)


def match(client, response, **changes):
    """Send the columns as the page proposes them, with some changed; the page that follows."""
    found = response.context["upload"]
    data = {"do": "match"}
    for line in response.context["lines"]:
        name = line["column"].name
        data[f"from_{name}"] = "made" if line["made"] else f"={line['theirs']}" if line["theirs"] else "-"
        data[f"all_{name}"] = line["constant"]
    return client.post(f"/import/{found.pk}/", data | changes, follow=True)


def previewed(client, **file):
    return match(client, send(client, **file))


def said(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.usefixtures("coordinator")
def test_columns_are_matched_by_name_and_usual_words_with_a_sample(client):
    response = send(client)

    lines = {line["column"].name: (line["theirs"], line["sample"][:1]) for line in response.context["lines"]}
    assert lines["starts_on"] == ("Date", ["2014-05"])
    assert (lines["title"][0], lines["kind"][0], lines["partnership"][0]) == ("Event", "Type", "Sister city")
    assert (lines["people_out"][0], lines["summary"][0]) == ("Delegates out", "Remarks")
    assert lines["external_id"] == ("", [])
    assert Activity.objects.count() == 0


@pytest.mark.usefixtures("coordinator")
def test_preview_tells_new_from_wrong_and_shows_the_cell_and_a_sentence(client):
    response = previewed(client)
    page = response.content.decode()

    assert response.context["counts"] == {"rows": 3, "created": 2, "changed": 0, "unchanged": 0, "rejected": 1}
    assert "twelve" in page
    assert "people_out is not a whole number." in page
    wrong = client.get(response.redirect_chain[-1][0] + "?rows=rejected")
    assert [row.row for row in wrong.context["page"]] == [2]
    assert Activity.objects.count() == 0


def test_a_wrong_row_is_put_right_on_the_page_and_everything_goes_in(client, coordinator):
    found = previewed(client).context["upload"]
    page = f"/import/{found.pk}/rows/2/"

    still = client.post(page, {**fields(client, page), "people_out": "dozen"}, follow=True)
    right = client.post(page, {**fields(client, page), "people_out": "12"}, follow=True)
    done = client.post(f"/import/{found.pk}/", {"do": "import"}, follow=True)

    assert said(still) == ["Row 2 is still wrong."]
    assert right.context["counts"]["rejected"] == 0
    assert done.context["run"].by == coordinator
    assert sorted(Activity.objects.values_list("title", "people_out")) == [
        ("Fair", 12), ("Mayor's visit", 4), ("Port talks", 2),
    ]  # fmt: skip
    assert Activity.objects.get(title="Mayor's visit").office_note.notes == "Seven meetings"


def fields(client, page):
    return client.get(page).context["form"].initial


@pytest.mark.usefixtures("coordinator")
def test_good_rows_go_in_without_the_wrong_ones_and_the_same_file_again_changes_nothing(client):
    found = previewed(client).context["upload"]

    refused = client.post(f"/import/{found.pk}/", {"do": "import"}, follow=True)
    client.post(f"/import/{found.pk}/", {"do": "good"})
    again = previewed(client)

    assert (refused.context["upload"].state, refused.context["counts"]["rejected"]) == ("looked", 1)
    assert Activity.objects.count() == 2
    assert (again.context["counts"]["unchanged"], again.context["counts"]["created"]) == (2, 0)


@pytest.mark.usefixtures("coordinator")
def test_wrong_rows_are_taken_away_with_what_is_wrong(client):
    found = previewed(client).context["upload"]

    text = b"".join(client.get(f"/import/{found.pk}/?format=csv").streaming_content).decode("utf-8-sig")

    header, row = text.splitlines()
    assert header == "Date,Event,Type,Sister city,Delegates out,Remarks,problem"
    assert row == "2015-06-01,Fair,Fair,t1,twelve,,people_out: people_out is not a whole number."


@pytest.mark.usefixtures("coordinator")
def test_a_needed_column_may_be_one_value_for_all_rows_and_its_lack_is_told(client):
    response = send(client, "Date,Event\n2014,Visit\n")

    lacking = match(client, response)
    given = match(client, response, all_kind="fair", all_partnership="t1")

    assert (lacking.status_code, "partnership" in lacking.context["refusal"]) == (422, True)
    assert given.context["counts"]["created"] == 1


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(
    ("name", "text"), [("log.pdf", "%PDF-1.4"), ("log.csv", "a,b\n"), ("log.csv", "a,a\n1,2\n"), ("log.xlsx", "no zip")]
)
def test_a_file_that_is_no_table_is_refused_in_words(client, name, text):
    response = send(client, text, name=name)

    assert (response.status_code, ImportUpload.objects.count()) == (422, 0)
    assert response.context["form"].errors["file"]


def test_a_large_file_is_looked_at_and_imported_by_the_worker(client, coordinator):
    rows = "".join(f"2014-05,Visit {number},fair,t1\n" for number in range(uploading.AT_ONCE + 1))
    waiting = previewed(client, text=f"Date,Event,Type,Tie\n{rows}")
    found = waiting.context["upload"]

    tasks.work_on(found.pk)
    looked = client.get(f"/import/{found.pk}/")
    client.post(f"/import/{found.pk}/", {"do": "import"})
    before = Activity.objects.count()
    ImportUpload.objects.update(asked_at=timezone.now() - dt.timedelta(minutes=1))
    tasks.sweep()

    assert 'http-equiv="refresh"' in waiting.content.decode()
    assert looked.context["counts"]["created"] == uploading.AT_ONCE + 1
    assert (before, Activity.objects.count()) == (0, uploading.AT_ONCE + 1)
    assert ImportUpload.objects.get().state == "done"
    assert ImportRun.objects.get(dataset="activities").by == coordinator


@pytest.mark.usefixtures("coordinator")
def test_an_upload_is_its_senders_alone_and_goes_after_thirty_days(client):
    found = previewed(client).context["upload"]
    client.force_login(User.objects.create_user("staff@example.org", is_staff=True))

    others = [client.get(f"/import/{found.pk}/").status_code, client.get(f"/import/{found.pk}/rows/1/").status_code]
    early = uploading.purge(at=timezone.now() + dt.timedelta(days=29))
    late = uploading.purge(at=timezone.now() + dt.timedelta(days=32))

    assert others == [404, 404]
    assert (early, late, ImportUpload.objects.count()) == (0, 1, 0)


def test_rows_outside_the_rights_of_the_coordinator_are_wrong_rows(client, coordinator):
    response = previewed(client, text=FILE.replace("2016,Port talks,port cooperation,t1", "2016,Port talks,fair,t3"))

    assert response.context["counts"]["rejected"] == 2
    assert "You have no seat in this partnership" in response.content.decode()


def test_other_datasets_come_in_the_same_way(client):
    client.force_login(User.objects.create_user("staff@example.org", is_staff=True))

    found = previewed(client, text="Id,Name,Type,City\nb1,Harbour trust,association,DE\n", dataset="organisations")
    client.post(f"/import/{found.context['upload'].pk}/", {"do": "import"})

    assert Organisation.objects.get(external_id="b1").name == "Harbour trust"


@pytest.mark.usefixtures("coordinator")
def test_spreadsheets_to_start_from_have_header_example_and_notes(client):
    book = load_workbook(io.BytesIO(b"".join(client.get("/import/templates/activities/").streaming_content)))
    text = b"".join(client.get("/import/templates/activities/?format=csv").streaming_content).decode("utf-8-sig")

    sheet, notes = book.worksheets
    assert [cell.value for cell in sheet[1]][:4] == ["external_id", "partnership", "kind", "title"]
    assert (sheet.max_row, notes.title) == (2, "notes")
    assert "official visit" in {row[0].value: row[2].value for row in notes.iter_rows()}["kind"]
    assert text.splitlines()[0].startswith("external_id,partnership,kind,title,starts_on")
    assert client.get("/import/templates/places/").status_code == 404


@pytest.mark.usefixtures("coordinator")
def test_odd_constants_are_wrong_cells_and_never_a_fault_of_the_server(client):
    text = "id,title,starts_on,kind,partnership\n1,Fair,2016,fair,t1\n"

    response = match(client, send(client, text), all_cost="9" * 140_000, all_summary="a\x00b", all_currency="EUR")

    [row] = ImportUpload.objects.get().rows.all()
    assert response.status_code == 200
    assert ({one["column"] for one in row.problems}, row.state) == ({"cost"}, "rejected")


@pytest.mark.usefixtures("coordinator")
def test_lines_of_a_text_are_an_edit_only_where_they_differ(client):
    text = 'id,title,starts_on,kind,partnership,summary\n1,Fair,2016,fair,t1,"One\nTwo"\n2,Fair,2016,fare,t1,\n'
    found = previewed(client, text=text).context["upload"]
    cells = {"external_id": "1", "title": "Fair", "starts_on": "2016", "kind": "fair", "partnership": "t1"}

    client.post(f"/import/{found.pk}/rows/1/", cells | {"title": "Fete", "summary": "One\r\nTwo"})
    client.post(f"/import/{found.pk}/rows/2/", cells | {"external_id": "2", "kind": "fare", "direction": "out"})
    table = b"".join(client.get(f"/import/{found.pk}/?format=csv").streaming_content).decode("utf-8-sig").splitlines()

    assert found.rows.get(row=1).edits == {"title": "Fete"}
    assert table[0].split(",")[-2:] == ["direction", "problem"]
    assert ",out," in table[1]
