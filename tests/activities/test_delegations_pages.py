"""Pages of visits: planning, moving on, the list with its preview, programme, print, brief, letters, the log."""

import datetime as dt
import io
import re
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from docx import Document
from openpyxl import Workbook

from activities.models import Delegation, DelegationPerson, Gift
from activities.queries_delegations import brief_of
from activities.services import delegation_people as people
from activities.services import delegation_programme as programme
from activities.services import delegations as services
from desk.timeline.gathering import page_of
from desk.work import Desk, gather_work
from stakeholders.dates import PartialDate
from tests.factories import ActivityFactory, AgreementFactory, DeliverableFactory

DAY = dt.timedelta(days=1)


@pytest.fixture
def today(db):
    return timezone.localdate()


@pytest.fixture
def delegation(scene, today):
    visit = services.Visit(
        title="Port visit", direction="in", starts=PartialDate.day(today - 3 * DAY), ends_on=today - DAY,
        places=[scene.here], hosts=[scene.office], purpose="See the cranes", lead=scene.ana,
    )  # fmt: skip
    return services.plan_delegation(scene.tie, visit, by=scene.ana, at=timezone.now())


@pytest.fixture
def page(client, scene):
    client.force_login(scene.ana)

    def ask(name, *args, data=None, **query):
        url = reverse(f"activities:{name}", args=args, query=query)
        return client.get(url) if data is None else client.post(url, data)

    return ask


def text(response):
    return response.content.decode()


def test_a_visit_is_planned_with_a_month_and_moved_on_from_its_page(page, scene):
    sent = {"title": "Autumn visit", "direction": "out", "starts": "2027-05", "hosts": [scene.far.pk],
            "places": [scene.there.pk], "lead": scene.ana.pk, "next_by": "2027-01-10"}  # fmt: skip
    made = page("new-delegation", data=sent, p=scene.tie.slug)
    found = Delegation.objects.get()

    moved = page("move-delegation", found.pk, data={"move": "accept", "note": "by phone", "next_by": "2027-02-01"})

    found.refresh_from_db()
    assert (made.status_code, moved.status_code) == (302, 302)
    assert (found.status, found.next_by, found.starts_last) == ("accepted", dt.date(2027, 2, 1), dt.date(2027, 5, 31))
    shown = text(page("delegation", found.pk))
    assert "Autumn visit" in shown
    assert "by phone" in shown
    assert "Autumn visit" in text(page("delegations", p=scene.tie.slug, show="open"))


def test_a_move_that_is_not_open_is_told_on_the_page(page, delegation):
    refused = page("move-delegation", delegation.pk, data={"move": "thank"})

    assert refused.status_code == 422
    assert "not possible" in text(refused)


def test_a_pasted_list_is_shown_first_and_the_passport_column_is_left_out_with_a_word(page, delegation):
    pasted = "Name,Passport number,Office\nA. Lee,X1234567,Mayor\nB. Kim,Y7654321,Deputy"
    looked = page("add-people", delegation.pk, data={"text": pasted, "side": "guest"})
    before = DelegationPerson.objects.count()

    read = looked.context["form"]["text"].value()
    kept = page("add-people", delegation.pk, data={"text": read, "side": "guest", "do": "keep"})

    assert (looked.status_code, before, kept.status_code) == (200, 0, 302)
    assert "Passport number" in text(looked)
    assert "X1234567" not in text(looked)
    assert [(one.name, one.office) for one in delegation.people.all()] == [("A. Lee", "Mayor"), ("B. Kim", "Deputy")]


def test_a_list_comes_from_a_workbook(page, delegation):
    book = Workbook()
    for row in (["Name", "Date of birth", "Order"], ["B. Kim", dt.date(1970, 1, 2), 2], ["A. Lee", None, 1]):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)

    looked = page("add-people", delegation.pk, data={
        "file": SimpleUploadedFile("guests.xlsx", content.getvalue()), "side": "guest",
    })  # fmt: skip

    assert "Date of birth" in text(looked)
    assert "1970" not in text(looked)
    assert [row["name"] for row in looked.context["preview"].rows] == ["B. Kim", "A. Lee"]


@pytest.mark.parametrize("sent", [{"text": ""}, {"file": SimpleUploadedFile("guests.pdf", b"%PDF-1.4")}])
def test_what_is_no_list_is_refused(page, delegation, sent):
    assert page("add-people", delegation.pk, data={**sent, "side": "guest"}).status_code == 422


def test_a_broken_workbook_is_refused_in_words(page, delegation):
    whole, broken = io.BytesIO(), io.BytesIO()
    Workbook().save(whole)
    with ZipFile(whole) as parts, ZipFile(broken, "w") as out:
        for name in parts.namelist():
            out.writestr(name, b"<cut" if name.startswith("xl/w") else parts.read(name))

    sent = SimpleUploadedFile("guests.xlsx", broken.getvalue())
    response = page("add-people", delegation.pk, data={"file": sent, "side": "guest"})

    assert response.status_code == 422
    assert "cannot be read as a list" in text(response)


def test_the_order_is_changed_by_buttons_and_by_number(page, delegation, scene):
    people.add_people(delegation, [{"name": name} for name in "ABC"], by=scene.ana, at=timezone.now())
    one = delegation.people.get(name="C")

    page("person-up", one.pk, data={})
    page("delegation-person", delegation.people.get(name="A").pk, data={
        "name": "A", "side": "guest", "precedence": "3", "reply": "yes",
    })  # fmt: skip

    assert [(row.name, row.reply) for row in delegation.people.all()] == [("C", ""), ("B", ""), ("A", "yes")]
    assert "1 guest" not in text(page("delegation-people", delegation.pk))


def point_of(delegation, what, day, **more):
    return {"what": what, "day": day.isoformat(), "starts": "09:00", "ends": "11:00", "place": "", "host": "", **more}


def test_a_programme_is_written_and_what_overlaps_is_told(page, delegation):
    first = delegation.starts_first
    page("delegation-programme", delegation.pk, data=point_of(delegation, "Tour", first, notes="Bring boots"))
    page("delegation-programme", delegation.pk, data=point_of(delegation, "Talk", first))

    shown = text(page("delegation-programme", delegation.pk))
    outside = page("delegation-programme", delegation.pk, data=point_of(delegation, "Late", first + 30 * DAY))

    assert delegation.programme.count() == 2
    assert "2 points overlap" in shown
    assert "At the same time: Talk" in shown
    assert outside.status_code == 422


def test_the_print_is_in_two_languages_and_holds_no_note_of_the_office(page, delegation, scene):
    page("delegation-programme", delegation.pk, data=point_of(
        delegation, "Tour", delegation.starts_first, notes="Bring boots", interpreter="V. Oice", languages="German",
    ))  # fmt: skip

    shown = text(page("delegation-print", delegation.pk, language="en", second="ar"))

    assert shown.count("V. Oice") == 2
    assert 'lang="ar" dir="rtl"' in shown
    assert "Programme" in shown
    assert "Bring boots" not in shown
    assert "See the cranes" not in shown


def test_the_brief_tells_what_the_record_knows(page, scene, delegation, today):
    for n in range(4):
        ActivityFactory(
            partnership=scene.tie, owner=scene.office, title=f"Meeting {n}", starts_first=today - (9 + n) * DAY,
            starts_last=today - (9 + n) * DAY, status="happened",
        )
    day = {"on_first": today, "on_last": today, "partnership": scene.tie, "owner": scene.office}
    Gift.objects.create(what="A model ship", given=True, **day)
    Gift.objects.create(what="A bell", given=False, **day)
    pact = AgreementFactory(partnership=scene.tie, owner=scene.office)
    for body, title in ((scene.chamber, "Our survey"), (scene.far_chamber, "Their survey")):
        DeliverableFactory(agreement=pact, owner=scene.office, owed_by=body, title=title)
    programme.add_point(delegation, "raise", "The lease", by=scene.ana, at=timezone.now())
    programme.add_point(delegation, "avoid", "The old quarrel", by=scene.ana, at=timezone.now())

    brief = brief_of(scene.ana, delegation)
    shown = text(page("delegation-brief", delegation.pk))

    assert [one.title for one in brief["meetings"]] == ["Meeting 0", "Meeting 1", "Meeting 2"]
    assert [[one.what for one in brief[key]] for key in ("given", "received")] == [["A model ship"], ["A bell"]]
    assert [[one.title for one in brief[key]] for key in ("ours", "theirs")] == [["Our survey"], ["Their survey"]]
    assert all(word in shown for word in ("Hamburg", "The lease", "The old quarrel", "0 outcomes are verified"))


def test_the_brief_prints_in_two_languages_each_in_its_own_direction(page, scene, delegation):
    programme.add_point(delegation, "raise", "The second crane", by=scene.ana, at=timezone.now())

    said = text(page("delegation-brief", delegation.pk, language="de", second="ar"))

    german, arabic = said.split('<article class="flow paper" lang="ar" dir="rtl">')
    assert '<article class="flow" lang="de" dir="ltr">' in german
    assert "Anzusprechen" in german
    assert "نقاط للطرح" in arabic
    assert "The second crane" in german
    assert "The second crane" in arabic
    assert len(re.findall(r'id="h-raise-(de|ar)"', said)) == 2


def test_the_other_side_reads_nothing_of_it(client, scene, delegation):
    client.force_login(scene.hanna)

    for name in ("delegation", "delegation-brief", "delegation-people", "delegation-programme", "delegation-print"):
        assert client.get(reverse(f"activities:{name}", args=[delegation.pk])).status_code == 404


def test_letters_are_shown_and_taken_away_as_word_with_the_same_words(page, scene, delegation, client):
    people.add_people(
        delegation, [{"name": "A. Lee", "address": "Mayor Lee"}, {"name": "B. Kim"}], by=scene.ana, at=timezone.now()
    )
    shown = page("delegation-letters", delegation.pk, "invitation")
    word = client.get(reverse("activities:delegation-letters-word", args=[delegation.pk, "invitation"]))

    document = Document(io.BytesIO(word.content))

    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for _guest, subject, paragraphs in shown.context["letters"]:
        assert subject in said
        assert all(part in said for part in paragraphs)
    assert "Dear Mayor Lee" in said
    assert document.core_properties.author == "Chicago office"


def test_letters_that_no_word_file_can_hold_and_long_subjects_stop_no_letter(page, scene, delegation):
    delegation.purpose = "See\x0b the cranes. " * 30
    delegation.save()
    page("letter-text", "invitation", "en", data={"subject": "Come: {purpose}", "body": "Dear {guest}"})

    response = page("delegation-letters-word", delegation.pk, "invitation", language="en")

    assert "See the cranes." in Document(io.BytesIO(response.content)).paragraphs[0].text


def test_an_office_writes_its_own_letter_and_is_told_what_may_stand_in_it(page, scene):
    refused = page("letter-text", "thanks", "de", data={"subject": "Dank", "body": "Liebe {freund}"})
    kept = page("letter-text", "thanks", "de", data={"subject": "Dank", "body": "Liebe {address}"})

    assert (refused.status_code, kept.status_code) == (422, 302)
    assert "{freund}" in text(refused)
    assert "your own" in text(page("letter-texts"))
    assert reverse("activities:restore-letter", args=["thanks", "de"]) in text(page("letter-text", "thanks", "de"))


def test_letters_begin_in_the_first_guest_s_language_and_say_so(page, scene, delegation):
    people.add_people(delegation, [{"name": "A. Lee", "language": "de"}], by=scene.ana, at=timezone.now())

    shown = text(page("delegation-letters", delegation.pk, "thanks"))

    assert 'href="?language=de" aria-current="true"' in shown
    assert "?language=de" in shown
    assert 'class="card paper flow" lang="en"' in shown  # no German text is there: an English letter, and its dates too


def test_the_visit_becomes_an_activity_and_both_pages_name_each_other(page, scene, delegation):
    for move in ("accept", "fix"):
        page("move-delegation", delegation.pk, data={"move": move})
    form = page("delegation-becomes", delegation.pk)
    made = page("delegation-becomes", delegation.pk, data={
        "title": "Port visit", "people": "3", "organisations": [scene.office.pk], "notes": "Seen",
        "next_steps": "Write up\nSend drawings",
    })  # fmt: skip

    delegation.refresh_from_db()
    assert form.status_code == 200
    assert made.status_code == 302
    assert delegation.activity.next_steps.count() == 2
    assert delegation.activity.title in text(page("delegation", delegation.pk))
    assert reverse("activities:delegation", args=[delegation.pk]) in text(page("activity", delegation.activity.pk))


def test_the_next_step_stands_in_my_work_and_the_visit_in_the_timeline(scene, delegation, today):
    Delegation.objects.filter(pk=delegation.pk).update(next_by=today - DAY)

    groups = {group.key: group.items for group in gather_work(Desk(scene.ana), timezone.now())}
    found = page_of(scene.ana, scene.tie)

    assert [item.title for item in groups["late"]] == ["Port visit"]
    assert "Visit: Port visit" in str([entry.title for entry in found.entries])
    assert "Port visit" not in str(page_of(scene.hanna, scene.tie).entries)


def test_papers_are_handed_out_to_the_office_alone(page, client, scene, delegation):
    page("add-delegation-file", delegation.pk, data={"file": SimpleUploadedFile("plan.txt", b"who sits where")})
    url = reverse("activities:delegation-file", args=[delegation.files.get().pk])

    assert b"".join(client.get(url).streaming_content) == b"who sits where"
    client.force_login(scene.hanna)
    assert client.get(url).status_code == 404


def test_the_page_of_a_partnership_leads_to_its_visits(client, scene, delegation):
    client.force_login(scene.ana)

    shown = text(client.get(reverse("partnerships:detail", args=[scene.tie.slug])))

    assert f"{reverse('activities:delegations')}?p={scene.tie.slug}" in shown
