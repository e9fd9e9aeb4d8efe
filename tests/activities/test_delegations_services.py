"""Visits: planned, moved on, listed, deleted on their day, logged; and who reads them."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from activities.models import Delegation, DelegationPerson, LetterTemplate, Reply
from activities.services import delegation_letters as letters
from activities.services import delegation_people as people
from activities.services import delegation_programme as programme
from activities.services import delegations as services
from activities.services import refusals_delegations as refusals
from activities.services.activities import undo_activity
from activities.services.refusals import NoSeat
from activities.tasks import purge_delegations
from config.schedule import SCHEDULE
from stakeholders.dates import PartialDate
from stakeholders.models import Office
from tests.activities.scene import NOW, TODAY

DAY = dt.timedelta(days=1)
FIRST, LAST = TODAY - 3 * DAY, TODAY - DAY


def visit(**more):
    return services.Visit(**{"title": "Port visit", "direction": "in", **more})


def plan(scene, **more):
    given = {"starts": PartialDate.day(FIRST), "ends_on": LAST, "places": [scene.here], "hosts": [scene.office]}
    return services.plan_delegation(scene.tie, visit(**{**given, **more}), by=scene.ana, at=NOW)


def go(delegation, *moves, by, **more):
    for move in moves:
        delegation = services.move_delegation(delegation, move, by=by, at=NOW, **more)
    return delegation


def add(scene, delegation, *names, **more):
    return people.add_people(delegation, [{"name": name} for name in names], by=scene.ana, at=NOW, **more)


def names(delegation, side="guest"):
    return list(delegation.people.filter(side=side).values_list("name", flat=True))


def point(delegation, scene, what, starts, ends=None, **more):
    given = dict.fromkeys(programme.COLUMNS, "") | {
        "day": FIRST, "starts": dt.time(starts), "ends": ends and dt.time(ends), "place": scene.here, "host": None,
        "what": what, **more,
    }  # fmt: skip
    return programme.write_item(delegation, given, by=scene.ana, at=NOW)


def test_a_visit_goes_its_way_with_who_moved_it_and_when(scene):
    delegation = go(plan(scene), "invite", "accept", "fix", "hold", "thank", by=scene.ben)

    assert delegation.status == "thanked"
    assert [(step.after, step.by, step.at) for step in delegation.moves.all()][-1] == ("thanked", scene.ben, NOW)
    assert delegation.moves.count() == 6


def test_the_office_alone_reads_it_and_its_contributors_change_it(scene):
    delegation = plan(scene)

    readers = [one.name for one in (scene.ana, scene.ben, scene.eve, scene.carl, scene.hanna, scene.nobody)
               if Delegation.objects.for_user(one).exists()]  # fmt: skip
    changers = [one.name for one in (scene.ana, scene.ben, scene.eve)
                if Delegation.objects.for_user(one, "log activity").filter(pk=delegation.pk).exists()]  # fmt: skip
    assert readers == ["ana", "ben", "eve"]
    assert changers == ["ana", "ben"]


def test_nobody_plans_without_a_seat(scene):
    with pytest.raises(NoSeat):
        services.plan_delegation(scene.tie, visit(), by=scene.nobody, at=NOW)


@pytest.mark.parametrize("move", ["fix", "hold", "thank", "reopen", "nonsense"])
def test_a_move_that_does_not_start_there_is_refused_and_nothing_is_written(scene, move):
    delegation = plan(scene)

    with pytest.raises(refusals.MoveNotOpen):
        go(delegation, move, by=scene.ana)

    assert delegation.moves.count() == 1


def test_dates_are_fixed_only_where_both_days_are_whole(scene):
    delegation = go(plan(scene, starts=PartialDate.parse("2026-05"), ends_on=None), "accept", by=scene.ana)

    with pytest.raises(refusals.DaysNotFixed):
        go(delegation, "fix", by=scene.ana)


def test_fixed_dates_stay_whole_until_they_are_opened_again(scene):
    delegation = go(plan(scene), "accept", "fix", by=scene.ana)
    loose = visit(starts=PartialDate.parse("2026-05"))

    with pytest.raises(refusals.DaysAreFixed):
        services.edit_delegation(delegation, loose, by=scene.ana, at=NOW)
    go(delegation, "unfix", by=scene.ana)

    assert services.edit_delegation(delegation, loose, by=scene.ana, at=NOW).starts_last == dt.date(2026, 5, 31)


def test_what_has_not_ended_was_not_held(scene):
    delegation = go(plan(scene, ends_on=TODAY + 2 * DAY), "accept", "fix", by=scene.ana)

    with pytest.raises(refusals.NotOver):
        go(delegation, "hold", by=scene.ana)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"title": " "}, refusals.TitleMissing),
        ({"ends_on": FIRST - DAY}, refusals.EndsBeforeItStarts),
        ({"purge_on": FIRST}, refusals.PurgeBeforeVisit),
    ],
)
def test_what_cannot_be_is_refused(scene, more, refusal):
    with pytest.raises(refusal):
        plan(scene, **more)


def test_only_a_colleague_leads_it(scene):
    with pytest.raises(refusals.NotOfTheOffice):
        plan(scene, lead=scene.hanna)


def test_the_day_of_deletion_moves_with_the_visit_unless_another_is_chosen(scene):
    delegation = plan(scene)
    assert delegation.purge_on == LAST + 90 * DAY

    later = visit(starts=PartialDate.day(FIRST), ends_on=LAST + 5 * DAY, purge_on=delegation.purge_on)
    moved = services.edit_delegation(delegation, later, by=scene.ana, at=NOW)
    chosen = visit(starts=PartialDate.day(FIRST), ends_on=LAST + 9 * DAY, purge_on=LAST + 20 * DAY)

    assert moved.purge_on == LAST + 95 * DAY
    assert services.edit_delegation(moved, chosen, by=scene.ana, at=NOW).purge_on == LAST + 20 * DAY


def test_a_list_without_days_is_deleted_too(scene):
    delegation = plan(scene, starts=None, ends_on=None)
    assert delegation.purge_on is None

    add(scene, delegation, "A. Lee")

    delegation.refresh_from_db()
    assert delegation.purge_on == TODAY + 360 * DAY


def test_people_stand_in_the_order_of_precedence_and_are_moved_in_it(scene):
    delegation = plan(scene)
    rows = [{"name": "C"}, {"name": "B", "precedence": 2}, {"name": "A", "precedence": 1}]
    rows.append({"name": "H", "side": "host"})
    people.add_people(delegation, rows, by=scene.ana, at=NOW)
    assert (names(delegation), names(delegation, "host")) == (["A", "B", "C"], ["H"])

    people.move_person(delegation.people.get(name="C"), -1, by=scene.ana, at=NOW)
    people.move_person(delegation.people.get(name="A"), -1, by=scene.ana, at=NOW)
    people.change_person(delegation.people.get(name="A"), {"name": "A", "precedence": 3}, by=scene.ana, at=NOW)
    people.drop_person(delegation.people.get(name="C"), by=scene.ana, at=NOW)

    assert [(one.name, one.precedence) for one in delegation.people.filter(side="guest")] == [("B", 1), ("A", 2)]


def test_a_new_list_takes_the_place_of_its_side_only(scene):
    delegation = plan(scene)
    add(scene, delegation, "A", "B")
    add(scene, delegation, "H", side="host")

    add(scene, delegation, "N", replace=True)

    assert (names(delegation), names(delegation, "host")) == (["N"], ["H"])


def test_a_list_sent_twice_adds_nobody_twice_and_taking_off_twice_is_once(scene):
    delegation = plan(scene)

    counts = add(scene, delegation, "A. Lee", "B. Kim"), add(scene, delegation, "A. Lee", "C. Roy", "B. Kim")

    assert counts == (2, 1)
    assert names(delegation) == ["A. Lee", "B. Kim", "C. Roy"]

    first = delegation.people.first()
    people.drop_person(first, by=scene.ana, at=NOW)
    people.drop_person(first, by=scene.ana, at=NOW)

    assert list(delegation.people.values_list("name", "precedence")) == [("B. Kim", 1), ("C. Roy", 2)]


def test_a_visit_whose_log_was_undone_can_be_logged_again(scene):
    delegation = go(plan(scene), "invite", "accept", "fix", by=scene.ana)
    given = {"title": "Port visit", "notes": "", "organisations": [], "people": 2, "by": scene.ana}
    first = programme.make_activity(delegation, **given, at=NOW)
    type(first).objects.update(created_at=NOW)
    undo_activity(first, by=scene.ana, at=NOW)
    delegation.refresh_from_db()

    again = programme.make_activity(delegation, **given, at=NOW)

    delegation.refresh_from_db()
    assert (delegation.activity, delegation.status) == (again, "held")


def test_a_list_has_no_columns_for_what_it_must_not_hold():
    columns = " ".join(field.name for field in DelegationPerson._meta.get_fields())

    assert not any(word in columns for word in ("passport", "birth", "diet", "health", "allerg", "visa", "national"))


def test_nothing_of_the_people_is_kept_in_the_history(scene):
    delegation = plan(scene)
    add(scene, delegation, "Quokka Person")
    point(delegation, scene, "Tour", 9, interpreter="Quokka Voice", host_text="Quokka Host", notes="Quokka note")

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(e)::text FROM activities_programmeitemevent e")
        kept = str(cursor.fetchall())
        cursor.execute("SELECT to_regclass('activities_delegationpersonevent')")
        table = cursor.fetchone()[0]
    assert "Tour" in kept
    assert "Quokka" not in kept
    assert table is None


def test_the_list_and_the_papers_are_deleted_on_their_day_and_the_heads_are_kept(scene, caplog):
    delegation = plan(scene)
    add(scene, delegation, "A", "B", "C")
    add(scene, delegation, "H", side="host")
    people.record_reply(delegation.people.get(name="C"), Reply.NO, by=scene.ana, at=NOW)
    services.add_paper(delegation, SimpleUploadedFile("seats.txt", b"who sits where"), by=scene.ana, at=NOW)
    item = point(delegation, scene, "Tour", 9, interpreter="V", people=[delegation.people.first()])
    due = dt.datetime.combine(LAST + 90 * DAY, dt.time(18), tzinfo=dt.UTC)

    assert people.purge_due(due - DAY) == 0
    with caplog.at_level("INFO"):
        assert people.purge_due(due) == 1
    assert people.purge_due(due + DAY) == 0

    delegation.refresh_from_db()
    item.refresh_from_db()
    assert (delegation.people.count(), delegation.files.count(), item.interpreter) == (0, 0, "")
    assert (delegation.heads_guests, delegation.heads_hosts, delegation.purged_at) == (2, 1, due)
    assert "2 guests, 1 hosts" in caplog.text
    with pytest.raises(refusals.AlreadyPurged):
        add(scene, delegation, "N")


def test_a_list_is_not_deleted_on_the_evening_before_its_day_where_the_office_is(scene):
    Office.objects.update_or_create(organisation=scene.office, defaults={"time_zone": "America/Chicago"})
    delegation = plan(scene)
    add(scene, delegation, "A")
    begins = dt.datetime.combine(delegation.purge_on, dt.time(), tzinfo=ZoneInfo("America/Chicago"))

    assert people.purge_due(begins - dt.timedelta(minutes=1)) == 0
    assert people.purge_due(begins) == 1


def test_the_worker_purges_every_night(scene):
    assert purge_delegations() == 0
    assert "activities.tasks.purge_delegations" in [entry["task"] for entry in SCHEDULE.values()]


def test_overlaps_are_told_and_not_refused(scene):
    delegation = plan(scene)
    add(scene, delegation, "A", "B")
    one, two = delegation.people.all()
    tour = point(delegation, scene, "Tour", 9, 11)
    lunch = point(delegation, scene, "Talk", 10, 12, people=[one])
    apart = point(delegation, scene, "Other talk", 11, 12, people=[two])

    found = programme.clashes(delegation, list(delegation.programme.prefetch_related("people")))

    assert found == {tour.pk: [lunch], lunch.pk: [tour]}
    assert apart.pk not in found


def test_hours_that_the_clocks_jump_over_are_refused(scene):
    scene.here.time_zone = "America/Chicago"
    scene.here.save()
    delegation = plan(scene, starts=PartialDate.day(dt.date(2026, 3, 7)), ends_on=dt.date(2026, 3, 9))

    with pytest.raises(refusals.NoSuchHourThere):
        point(delegation, scene, "Night tour", 2, day=dt.date(2026, 3, 8))


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"day": FIRST - DAY}, refusals.OutsideTheVisit),
        ({"what": " "}, refusals.TextMissing),
        ({"ends": 8}, refusals.EndsBeforeStart),
    ],
)
def test_a_point_that_cannot_be_is_refused(scene, more, refusal):
    with pytest.raises(refusal):
        point(plan(scene), scene, **{"what": "Tour", "starts": 9, **more})


def test_after_the_visit_it_is_an_activity_with_its_next_steps_and_thanks_are_next(scene):
    delegation = go(plan(scene, lead=scene.ben), "accept", "fix", by=scene.ana)
    given = {
        "title": "Port visit", "notes": "Tour", "organisations": [scene.office, scene.far], "people": 4,
        "next_steps": ["Send the drawings", " "], "next_on": TODAY + 9 * DAY,
    }  # fmt: skip

    activity = programme.make_activity(delegation, **given, by=scene.ana, at=NOW)

    delegation.refresh_from_db()
    assert (activity.starts_first, activity.ends_on, activity.people_in, activity.direction) == (FIRST, LAST, 4, "in")
    assert (delegation.activity, activity.delegation, delegation.status) == (activity, delegation, "held")
    assert [(step.text, step.user, step.due_on) for step in activity.next_steps.all()] == [
        ("Send the drawings", scene.ben, TODAY + 9 * DAY)
    ]
    assert activity.office_note.notes == "Tour"
    with pytest.raises(refusals.AlreadyAnActivity):
        programme.make_activity(delegation, **given, by=scene.ana, at=NOW)


def test_a_visit_to_come_is_no_activity_yet(scene):
    delegation = go(plan(scene, ends_on=TODAY + 3 * DAY), "accept", "fix", by=scene.ana)

    with pytest.raises(refusals.NotOver):
        programme.make_activity(
            delegation, title="x", notes="", organisations=[], people=None, by=scene.ana, at=NOW
        )


def test_a_letter_is_made_for_each_guest_who_comes_and_in_the_dates_of_its_language(scene):
    delegation = plan(scene)
    people.add_people(
        delegation, [{"name": "A. Lee", "address": "Mayor Lee"}, {"name": "B. Kim"}, {"name": "C. No", "reply": "no"}],
        by=scene.ana, at=NOW,
    )  # fmt: skip
    letters.write_letter(
        scene.office, "thanks", "de", subject="Dank", body="Liebe {address}!\n\n{dates}", by=scene.ana, at=NOW
    )

    made = letters.letters_for(delegation, "thanks", "de", at=NOW)

    assert [(guest.name, subject) for guest, subject, _text in made] == [("A. Lee", "Dank"), ("B. Kim", "Dank")]
    assert made[0][2][0] == "Liebe Mayor Lee!"
    assert "Okt" in made[0][2][1]


def test_a_letter_that_names_nobody_is_made_once(scene):
    made = letters.letters_for(plan(scene), "acceptance", "en", at=NOW)

    assert len(made) == 1
    assert "Chicago office is pleased to accept" in str(made[0][2])


def test_an_unknown_place_in_a_letter_is_refused_with_the_list(scene):
    with pytest.raises(refusals.UnknownPlaceInLetter) as refused:
        letters.write_letter(
            scene.office, "thanks", "en", subject="Hi", body="{passport}", by=scene.ana, at=NOW
        )

    assert "{passport}" in refused.value.message
    assert "{guest}" in refused.value.message
    assert not LetterTemplate.objects.exists()


def test_the_office_s_own_letter_stands_until_it_is_put_back(scene):
    shipped = letters.text_of(scene.office, "thanks", "fr")
    letters.write_letter(scene.office, "thanks", "en", subject="S", body="{guest}", by=scene.ana, at=NOW)
    assert letters.text_of(scene.office, "thanks", "fr") == ("S", "{guest}")

    letters.restore_letter(scene.office, "thanks", "en", by=scene.ana, at=NOW)

    assert letters.text_of(scene.office, "thanks", "fr") == shipped
