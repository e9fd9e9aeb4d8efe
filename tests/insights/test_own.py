"""Tables of one's own: sent in, worked out as the command does, read by the office alone, thrown away."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from insights.asking import QUESTIONS
from insights.models import Answer, AnswerState
from insights.questions import QUESTIONS as ASKED_OF_TABLES
from insights.rules.frames import read_csv
from insights.rules.plain import DIGITS, plain
from insights.rules.refusals import NoAnswer
from insights.services import answers
from insights.services.own import MOST_KEPT
from stakeholders.access import Role
from tests.factories import OfficeFactory
from tests.insights.methods import goldens, tables
from tests.insights.methods.conftest import run, written
from tests.insights.ranking_world import NOW, member

WEIGHTS = "\n".join(
    f"{row.criterion}, {row.weight}, {row.direction}" for row in goldens.mcd_1_weights().itertuples(index=False)
)
ASKED = {
    "independence": (goldens.net_2, {"draws": "500", "seed": "3"}, ["--draws", "500", "--seed", "3"], "9 of"),
    "conversion": (goldens.sur_1, {"tau": "8"}, ["--tau", "8"], "Half had one after 7.0 (3.0 to –) years."),
    "counts": (goldens.cnt_1, {"y": "ties", "x": "ln:pop,ln1p:flights"}, ["--y", "ties", "--x", "ln:pop,ln1p:flights"],
               "24 cities compared"),
    "effect": (lambda: tables.text(tables.panel(1)), {"controls": "never", "anticipation": "0"}, [],
               "After the first year with a tie"),
    "gravity": (lambda: tables.text(tables.flows(1)), {
        "x": "tie", "fe": "pair,origin_year,destination_year", "cluster": "pair", "model": "ppml",
    }, [], "flows compared"),
    "partners": (goldens.mcd_1, {"weights": WEIGHTS, "draws": "1000"}, ["--draws", "1000"], "comes first of 4"),
    "market": (goldens.trd_1, {"what": "rca"}, ["--what", "rca"], "Revealed comparative advantage of"),
}  # fmt: skip


@pytest.fixture
def office(db):
    return OfficeFactory()


@pytest.fixture
def coordinator(client, office):
    client.force_login(member(office))
    return client


def sent(client, question, content, name="ties.csv", **options):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return client.post(f"/learn/own/new/{question}/", {"file": file, **options})


def worked_out():
    (answer,) = Answer.objects.filter(state=AnswerState.WAITING)
    answers.work(answer.pk)
    return Answer.objects.get(pk=answer.pk)


SMALL = goldens.sur_1().to_csv(index=False)


@pytest.mark.parametrize("question", ASKED)
def test_a_table_is_answered_as_the_command_answers_it(question, coordinator, tmp_path):
    table, options, words, sentence = ASKED[question]
    content = table().to_csv(index=False)
    if question == "partners":
        words = [*words, "--weights", written(tmp_path / "weights.csv", goldens.mcd_1_weights())]

    assert sent(coordinator, question, content, **options).status_code == 302
    answer = worked_out()
    page = coordinator.get(f"/learn/own/{answer.pk}/").content.decode()
    document = coordinator.get(f"/learn/own/{answer.pk}/answer.json")
    status, printed = run(question, written(tmp_path / "table.csv", content), *words, "--json")

    assert (answer.state, answer.reason, status) == (AnswerState.DONE, "", 0)
    assert json.loads(document.content) == plain(printed, DIGITS)
    assert "attachment" in document["Content-Disposition"]
    if question != "independence":
        assert sentence in page


def test_of_city_ties_the_page_tells_the_share_with_its_interval_and_each_stratum(coordinator):
    sent(coordinator, "independence", goldens.net_2().to_csv(index=False))
    page = coordinator.get(f"/learn/own/{worked_out().pk}/").content.decode()

    assert "61% (41% to 78%) of 23 city ties go where the regions have none." in page
    assert "4.51 (1.67 to 12.16)" in page


def test_below_the_minimum_the_page_tells_no_estimate_and_the_download_names_what_is_withheld(coordinator):
    sent(coordinator, "effect", goldens.did_1().to_csv(index=False), controls="never", anticipation="0")
    answer = worked_out()
    page = coordinator.get(f"/learn/own/{answer.pk}/").content.decode()
    document = coordinator.get(f"/learn/own/{answer.pk}/answer.json").json()

    assert "Not enough data: 10 treated and 10 control units needed, 4 and 2 given." in page
    assert "2.25" not in page
    assert (document["simple"], set(document["withheld"])) == (pytest.approx(2.25), {"effect", "pretrend_p"})


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("tie,time\nA,1\n", "The column kind is missing"),
        ("tie,time,kind\nA,1,1\nA,2,0\n", "The tie A stands twice."),
        ("tie,time,kind\nA,1\n", "Row 2 has 2 cells"),
        ("tie,time,kind\n", "The table has no rows."),
    ],
)
def test_a_table_that_cannot_be_answered_says_why(coordinator, content, reason):
    sent(coordinator, "conversion", content)
    answer = worked_out()
    page = coordinator.get(f"/learn/own/{answer.pk}/").content.decode()

    assert answer.state == AnswerState.REFUSED
    assert reason in page
    assert coordinator.get(f"/learn/own/{answer.pk}/answer.json").status_code == 404


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"tie,time,kind\nOsl\xf8,1,1\n", "no CSV in UTF-8"),
        (b"PK\x03\x04\0\0\0", "bytes that text does not"),
        (b"a," * 3_000_000, "larger than 5 MB"),
        (b"tie,time,kind\n" + b"A,1,1\n" * 50_001, "more than 50,000 rows"),
    ],
)
def test_a_file_that_is_no_table_is_refused_before_it_is_kept(coordinator, content, reason):
    refused = sent(coordinator, "conversion", content)

    assert refused.status_code == 422
    assert reason in refused.content.decode()
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("question", "options", "reason"),
    [
        ("gravity", {"x": "tie", "fe": "moon", "cluster": "pair", "model": "ppml"}, "“moon” is none of these effects"),
        ("partners", {"weights": "distance, 2"}, "as three parts with commas"),
        ("counts", {"y": "ties", "x": ""}, "required"),
        ("market", {"what": "luck"}, "luck"),
        ("effect", {"controls": "never", "anticipation": "9"}, "less than or equal to 5"),
    ],
)
def test_an_option_that_the_question_does_not_know_is_refused_and_what_was_typed_stays(
    coordinator, question, options, reason
):
    refused = sent(coordinator, question, SMALL, **options)

    assert refused.status_code == 422
    assert reason in refused.content.decode()
    assert all(str(value) in refused.content.decode() for value in options.values() if value != "luck")


def test_names_that_look_like_formulas_or_markup_are_shown_as_they_are(coordinator):
    rows = "".join(f"{name},{2 + at},{at % 2}\n" for at, name in enumerate(["=1+1", "<b>x</b>", "c", "d", "e"]))
    sent(coordinator, "partners", "candidate,size,age\n" + rows, name="<i>.csv", weights="size, 1, +\nage, 1, -",
         draws="100")  # fmt: skip
    page = coordinator.get(f"/learn/own/{worked_out().pk}/").content.decode()

    assert "=1+1" in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "<b>x</b>" not in page
    assert "<i>.csv" not in page


def test_a_table_is_read_by_its_office_alone_and_sent_in_by_coordinators(coordinator, client, office):
    sent(coordinator, "conversion", SMALL)
    answer = worked_out()

    client.force_login(member(office, Role.VIEWER))
    assert client.get(f"/learn/own/{answer.pk}/").status_code == 200
    assert "ties.csv" in client.get("/learn/own/").content.decode()
    assert sent(client, "conversion", SMALL).status_code == 403
    assert client.get("/learn/own/new/conversion/").status_code == 403
    assert client.post(f"/learn/own/{answer.pk}/remove/").status_code == 403

    client.force_login(member(OfficeFactory()))
    assert "ties.csv" not in client.get("/learn/own/").content.decode()
    for path in ("", "answer.json"):
        assert client.get(f"/learn/own/{answer.pk}/{path}").status_code == 404
    assert client.post(f"/learn/own/{answer.pk}/remove/").status_code == 404


@pytest.mark.parametrize("path", ["/learn/", "/learn/regional/"])
def test_the_pages_lead_to_a_table_of_one_s_own(coordinator, path):
    assert 'href="/learn/own/"' in coordinator.get(path).content.decode()


def test_a_table_is_thrown_away_with_its_answer_once_it_is_not_worked_on(coordinator):
    sent(coordinator, "conversion", SMALL)
    waiting = Answer.objects.get()
    assert coordinator.post(f"/learn/own/{waiting.pk}/remove/")["Location"] == f"/learn/own/{waiting.pk}/"
    assert coordinator.post(f"/learn/answers/{waiting.pk}/cancel/")["Location"] == f"/learn/own/{waiting.pk}/"

    assert "Cancelled" in coordinator.get(f"/learn/own/{waiting.pk}/").content.decode()
    assert coordinator.post(f"/learn/own/{waiting.pk}/remove/")["Location"] == "/learn/own/"
    assert not Answer.objects.exists()


def test_an_office_at_its_limit_is_told_to_throw_one_away_and_none_goes_by_itself(coordinator, office):
    for at in range(MOST_KEPT):
        Answer.objects.create(
            study="own-conversion", owner=office.organisation, source=b"x", source_name=f"{at}.csv", asked_at=NOW,
            state=AnswerState.FAILED,
        )  # fmt: skip
    refused = sent(coordinator, "conversion", SMALL)

    assert refused.status_code == 422
    assert "Throw one away first" in refused.content.decode()
    assert Answer.objects.count() == MOST_KEPT


def test_older_tables_stay_when_another_of_the_same_question_is_worked_out(coordinator):
    for _again in range(answers.KEPT + 2):
        sent(coordinator, "conversion", SMALL)
        worked_out()

    assert Answer.objects.filter(state=AnswerState.DONE).count() == answers.KEPT + 2


SAMPLE_OPTIONS = {
    "counts": {"y": "ties", "x": ["flights", "people"]},
    "partners": {"weights": "criterion,weight,direction\ndistance,1,-\nflights,1,+\n"},
    "market": {"what": "tci"},
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_sample_beside_the_form_has_the_columns_that_are_needed(question):
    options = dict(SAMPLE_OPTIONS.get(question, {}))
    if "weights" in options:
        options["weights"] = read_csv(io.StringIO(options["weights"]))
    table = read_csv(io.StringIO(QUESTIONS[question].sample))

    assert why_not(question, table, options) not in ("missing_column", "no_table", "duplicate", "empty")


def why_not(question, table, options):
    """The code of the refusal; two or three rows are too few for most questions."""
    try:
        return ASKED_OF_TABLES[question].ask(table, **options) and None
    except NoAnswer as reason:
        return reason.code
