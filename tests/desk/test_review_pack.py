"""The council review pack: what may stand in it, what stays in its annex, and that frozen papers never change."""

import datetime as dt
import io
import json
import re

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from docx import Document

from activities.models import CostLine
from agreements.models import ApprovalRule, Clause, Signature
from desk.models import Review, ReviewAnnex, ReviewPack
from desk.review import refusals
from desk.review.due import due_for
from desk.review.frame import Frame
from desk.review.pack import annex_of
from desk.review.services import is_intact, mark_review, recommend
from outcomes.services.reports import checksum
from outcomes.services.rollup import settle
from partnerships.models import Audience, StageResult, Standing
from tests.desk.review_scene import TODAY, Scene
from tests.factories import (
    AgreementFactory,
    DeliverableFactory,
    PartnershipFactory,
    PartyFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
SECRET = "Quokka"


@pytest.fixture
def scene(db):
    return Scene()


# --- What stands in it ------------------------------------------------------------------------------------------------


def test_years_of_activities_heads_and_cost_keep_currencies_and_missing_figures_apart(scene):
    scene.visit(people_out=12, people_in=0, cost="100.50")
    scene.visit(people_out=3, cost="70", currency="EUR")
    scene.visit()
    scene.visit(day=dt.date(TODAY.year - 9, 1, 1))

    pack = scene.pack()

    told = pack["doings"]
    assert (told["activities"][-1], told["earlier"], told["layers"]) == (3, 1, [{"name": "Port", "n": [0, 0, 0, 0, 3]}])
    assert told["heads"][-1] == {"out": 15, "in": 0, "counted": 2, "of": 3}
    assert told["heads"][0] == {"out": None, "in": None, "counted": 0, "of": 0}
    assert pack["cost"][-1]["money"] == [["EUR", "70.00"], ["USD", "100.50"]]
    assert (pack["cost"][-1]["with"], pack["cost"][-1]["without"], pack["cost"][0]["money"]) == (2, 1, [])
    assert told["last_contact"] == {"first": TODAY.isoformat(), "last": TODAY.isoformat()}


def test_a_last_contact_known_by_its_year_alone_is_told_as_the_year(scene):
    scene.visit(day=dt.date(TODAY.year, 1, 1), starts_last=dt.date(TODAY.year, 12, 31))

    asked = scene.pack()["sections"][0]["blocks"][1]["rows"]

    assert dict(asked)["Last contact"] == str(TODAY.year)


def test_what_the_other_side_bore_is_no_cost_of_this_office_and_staff_time_stands_apart(scene):
    visit = scene.visit(cost="100")
    line = {"owner": scene.body, "partnership": scene.tie, "activity": visit, "currency": "USD"}
    CostLine.objects.create(**line, amount=900, category="hosting", by_away=True, borne_by="them")
    CostLine.objects.create(**line, amount=40, hours=2, rate=20, category="staff time")

    year = scene.pack()["cost"][-1]

    assert (year["money"], year["staff"], year["kind"], year["hours"]) == (
        [["USD", "100.00"]], [["USD", "40.00"]], [], "2.00"
    )


def test_promises_are_counted_for_both_sides_together_and_by_organisation_in_the_annex_alone(scene):
    agreement = scene.agreement()
    at = timezone.now() - dt.timedelta(days=50)
    promised = {"agreement": agreement, "owner": scene.body}
    done = {"status": "accepted", "accepted_at": at, "submitted_at": at}
    DeliverableFactory(**promised, owed_by=scene.far, due_on=TODAY - dt.timedelta(days=40), **done)
    DeliverableFactory(**promised, owed_by=scene.far, due_on=TODAY - dt.timedelta(days=60), **done)
    DeliverableFactory(**promised, owed_by=scene.far, due_on=TODAY - dt.timedelta(days=5), title="Late survey")
    DeliverableFactory(**promised, owed_by=scene.port, due_on=TODAY + dt.timedelta(days=30))
    DeliverableFactory(**promised, owed_by=scene.port, status="cancelled")

    pack, annex = scene.pack(), annex_of(Frame(scene.coordinator, scene.office, scene.tie, TODAY))

    told = pack["promises"]
    assert [told[key] for key in ("on time", "late", "open", "overdue")] == [1, 1, 1, 1]
    assert (pack["choice"]["open"], told["last_due"]) == (2, (TODAY + dt.timedelta(days=30)).isoformat())
    assert "Late survey" not in json.dumps(pack)
    assert [(one["body"], one["late"], one["overdue"]) for one in annex["promised"]] == [
        ("City of Elsewhere", 1, 1), ("Our port", 0, 0),
    ]  # fmt: skip


def test_outcomes_stand_by_evidence_and_a_figure_of_too_few_firms_is_withheld(scene):
    for n, amount in enumerate(("100", "200", "300")):
        scene.export(amount, f"Firm {n}")
    scene.export("5000", "One mill", evidence=2)
    settle()

    line = scene.pack()["outcomes"]["lines"][0]

    assert (line["code"], line["verified"], line["n"]["verified"]) == ("OC2", "600.00", 3)
    assert (line["documented"], line["reported"], line["withheld"]) == (None, None, ["documented"])


def test_confidential_records_and_those_of_others_stay_out_whoever_makes_the_pack(scene):
    scene.coordinator.memberships.update(confidential=True)
    named = {"audience": Audience.NAMED, "title": f"{SECRET} visit"}
    scene.visit(**named, cost="99999")
    hidden = scene.agreement(audience=Audience.NAMED, title=f"{SECRET} pact")
    DeliverableFactory(agreement=hidden, owner=scene.body, owed_by=scene.port, title=f"{SECRET} work")
    scene.agreement(status="draft", title=f"{SECRET} draft", audience=Audience.OFFICE)
    AgreementFactory(partnership=scene.tie, owner=scene.far, title=f"{SECRET} of theirs", audience=Audience.SHARED)
    scene.export("777777", f"{SECRET} Ltd", audience=Audience.NAMED)
    settle()

    pack = scene.pack()

    assert SECRET not in json.dumps(pack)
    assert (sum(pack["doings"]["activities"]), pack["promises"]["open"], pack["outcomes"]["lines"]) == (0, 0, [])
    assert all(not year["money"] for year in pack["cost"])
    assert pack == scene.pack(scene.executive)


def test_history_tells_signatures_by_post_and_names_a_person_of_a_published_paper_only(scene):
    kept = scene.agreement(title="Kept paper")
    public = scene.agreement(title="Public paper", audience=Audience.PUBLIC, published_at=timezone.now(),
                             published_by=scene.coordinator)  # fmt: skip
    for paper in (kept, public):
        Signature.objects.create(party=paper.parties.get(), person_name="Ada Reyes")

    told = {one["title"]: one["signatures"] for one in scene.pack()["history"]["agreements"]}

    assert told == {"Kept paper": [scene.body.name], "Public paper": [f"Ada Reyes, {scene.body.name}"]}


def test_the_choice_names_notice_duties_what_others_hold_and_who_decides(scene):
    agreement = scene.agreement(title="Pact")
    Clause.objects.create(agreement=agreement, position=1, number="7", kind="reporting duty", text="A yearly report.")
    others = AgreementFactory(partnership=scene.tie, owner=scene.body, title="Port pact")
    PartyFactory(agreement=others, organisation=scene.port)
    ApprovalRule.objects.create(office=scene.body, needed=["council resolution"])

    pack = scene.pack()

    notice = TODAY + dt.timedelta(days=110)
    found = pack["choice"]
    assert (found["notice"], found["decides"]) == (notice.isoformat(), ["Council resolution"])
    assert found["others"] == [{"title": "Port pact", "parties": ["Our port"]}]
    words = json.dumps(pack["sections"], ensure_ascii=False)
    assert "Pact: 7 A yearly report." in words
    assert "Council resolution" in words


def test_stage_gaps_and_health_stand_in_the_annex_and_nowhere_in_the_pack(scene):
    store(scene, dt.date(2024, 1, 1), stage=1)
    store(scene, dt.date(2025, 1, 1), stage=4, gaps=[{"stage": 3, "test": "reciprocity", "why": "not_met"}])

    pack, annex = scene.pack(), annex_of(Frame(scene.executive, scene.office, scene.tie, TODAY))

    assert annex["stage"] == "Economic"
    assert [spell["stage"] for spell in annex["spells"]] == ["Ceremonial", "Economic"]
    assert annex["gaps"][0]["words"] == "both sides send"
    assert annex["health"][0] | {"figures": ""} == {
        "name": "Contact", "value": "80", "figures": "", "rule": annex["health"][0]["rule"],
    }
    assert annex["spells"][0]["until"] == annex["spells"][1]["first"] == "2025-01-01"
    for word in ("Economic", "Ceremonial", "Reciprocity", "both sides send", "Health"):
        assert word not in json.dumps(pack)


def store(scene, day, *, stage, gaps=()):
    StageResult.objects.filter(partnership=scene.tie, owner=scene.body).update(current=False)
    return StageResult.objects.create(
        partnership=scene.tie, owner=scene.body, first_on=day, as_of=day, since=day, stage=stage, rule_version="t",
        gaps=list(gaps), health={"contact": 80},
    )


# --- Papers -----------------------------------------------------------------------------------------------------------


def words_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_word_file_holds_the_headings_and_every_cell_of_the_page_and_no_macro(scene):
    scene.agreement(title="Pact & more")
    scene.visit(people_out=12, cost="1234.50")
    scene.export("10", "Mill")
    settle()
    client = scene.client(scene.executive)

    page = words_of(client.get(scene.address).content.decode().replace("&amp;", "&"))
    answer = client.get(f"{scene.address}word/")
    document = Document(io.BytesIO(answer.content))

    assert answer["Content-Disposition"].endswith('.docx"')
    headings = [one.text for one in document.paragraphs if one.style.name.startswith(("Heading", "Title"))]
    assert headings[1:] == ["What is asked", "History", "People", "Activities", "Cost", "Promises", "Outcomes",
                            "The choice", "Recommendation"]  # fmt: skip
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert len(cells) > 80
    assert [cell for cell in cells if " ".join(cell.split()) not in page] == []
    assert "$1,234.50" in cells
    assert document.core_properties.language == "en"
    assert 'w:lang w:val="en"' in document.styles["Normal"].element.xml
    assert not any("vba" in part.partname.lower() for part in document.part.package.iter_parts())


def test_a_frozen_pack_and_its_annex_are_handed_out_byte_for_byte_whatever_changes_later(scene):
    visit = scene.visit(cost="100")
    first = scene.freeze(choice="renew", recommendation="Keep it.\nAsk for heads.")
    client = scene.client(scene.executive)
    paths = [f"/reviews/packs/{first.pk}/{part}/" for part in
             ("page", "data", "word", "annex/page", "annex/data", "annex/word")]  # fmt: skip
    before = [client.get(path) for path in paths]

    visit.cost_lines.update(amount=5)
    scene.tie.name = "Another name"
    scene.tie.save()
    second = scene.freeze(choice="end", recommendation="Stop it.")

    assert [client.get(path).content for path in paths] == [one.content for one in before]
    assert all(checksum(one.content) == one["X-Checksum-SHA256"] for one in before)
    assert (first.number, second.number, second.recommended) == (1, 2, "end")
    assert is_intact(first)
    assert is_intact(first.annex)
    page = before[0].content.decode()
    assert "Keep it." in page
    assert "Ask for heads." in page
    assert "Stage" not in page
    assert "<script" not in page
    assert not re.search(r'\s(?:style|on\w+)="', page)


def test_the_database_refuses_to_change_or_delete_a_frozen_pack_or_annex(scene):
    pack = scene.freeze()

    for change in (
        lambda: ReviewPack.objects.update(recommended="end"),
        lambda: ReviewAnnex.objects.update(content=b"{}"),
        lambda: ReviewAnnex.objects.all().delete(),
        lambda: sql("DELETE FROM desk_reviewpack"),
        lambda: sql("UPDATE desk_reviewannex SET word = 'x'"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

    ReviewPack.objects.update(frozen_by=None)
    pack.refresh_from_db()
    assert (pack.frozen_by, is_intact(pack)) == (None, True)


def test_a_freezing_sent_twice_makes_one_pack(scene):
    scene.freeze(after=0)
    scene.freeze(after=0)

    assert [pack.number for pack in ReviewPack.objects.all()] == [1]

    scene.freeze(after=1)

    assert ReviewPack.objects.count() == 2


def test_letters_that_no_word_file_can_hold_stop_no_pack(scene):
    pack = scene.freeze(recommendation="Keep\x08 it.")

    assert "Keep it." in "\n".join(one.text for one in Document(io.BytesIO(bytes(pack.word))).paragraphs)


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


# --- Who and when -----------------------------------------------------------------------------------------------------


def test_a_coordinator_writes_and_freezes_an_executive_reads_and_what_was_typed_stays(scene):
    reader, writer = scene.client(scene.executive), scene.client(scene.coordinator)
    too_long = "word " * 900

    refused = reader.post(f"{scene.address}write/", {"do": "freeze", "choice": "end"})
    kept = writer.post(f"{scene.address}write/", {"do": "save", "choice": "pause", "recommendation": too_long})
    saved = writer.post(f"{scene.address}write/", {"do": "save", "choice": "pause", "recommendation": "Wait."})

    assert (refused.status_code, kept.status_code, saved.status_code) == (403, 422, 302)
    assert too_long.strip() in kept.content.decode()
    assert "Freeze pack and annex" not in reader.get(scene.address).content.decode()
    assert "Wait." in reader.get(scene.address).content.decode()
    assert not ReviewPack.objects.exists()
    with pytest.raises(refusals.NotCoordinator):
        recommend(scene.tie, organisation=scene.body, choice="end", text="", by=scene.executive, at=timezone.now())


def test_the_list_holds_what_nears_its_notice_or_was_marked_and_no_tie_that_ended(scene):
    scene.agreement(title="Pact")
    marked, ended, far_off = (PartnershipFactory(between=[scene.body.place]) for _n in range(3))
    for tie in (marked, ended, far_off):
        SeatFactory(partnership=tie, organisation=scene.body, role="lead")
    at = timezone.now()
    for tie, days in ((marked, -3), (ended, 5), (far_off, 900)):
        day = TODAY + dt.timedelta(days=days)
        mark_review(tie, organisation=scene.body, review_on=day, by=scene.coordinator, at=at)
    ended.seats.update(standing=Standing.ENDED)

    found = due_for(scene.executive, scene.office, TODAY, 12)
    soon = due_for(scene.executive, scene.office, TODAY, 1)

    assert [(one.partnership, one.is_late(TODAY)) for one in found] == [(marked, True), (scene.tie, False)]
    assert found[1].on == TODAY + dt.timedelta(days=110)
    assert [one.partnership for one in soon] == [marked]


def test_all_that_is_due_stands_on_one_print_with_the_choice_asked(scene):
    scene.agreement(title="Pact")
    pack = scene.freeze(choice="renew")
    client = scene.client(scene.executive)

    shown, printed = client.get("/reviews/").content.decode(), client.get("/reviews/all/").content.decode()

    assert f"/reviews/packs/{pack.pk}/" in shown
    assert "Renew, as recommended" in shown
    assert printed.count('<article class="paper') == 1
    assert len(set(re.findall(r'id="([^"]+)"', printed))) == len(re.findall(r'id="([^"]+)"', printed))


def test_taking_the_day_off_and_setting_it_twice_keeps_one_review(scene):
    client = scene.client(scene.coordinator)

    for typed in ("2030-01-31", "2030-01-31", ""):
        assert client.post(f"{scene.address}day/", {"review_on": typed}).status_code == 302
    wrong = client.post(f"{scene.address}day/", {"review_on": "soon"})

    assert wrong.status_code == 422
    assert Review.objects.get().review_on is None
