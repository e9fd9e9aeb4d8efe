"""What the other side answers, by link or signed in, and what becomes of it: confirmed, or each side's account."""

import datetime as dt
import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from activities.accounts import date_of, differing, weighty
from activities.models import AccountAnswer, ActivityAccount, ActivityAsk, ActivityKind
from activities.queries_sides import APART, CONFIRMED, ONE_SIDE, standing_of, with_accounts, words_of
from activities.services import refusals, refusals_asking, refusals_sides
from activities.services.accounts import Account, answer_by_link, answer_signed_in, take_over
from activities.services.activities import cancel_activity, edit_activity
from activities.services.asking import Addressee, ask_by_mail, revoke_ask
from activities.services.offering import confirm_activity, offer_activity
from agreements.services.refusals import LinkEnded
from partnerships.models import Audience
from stakeholders.dates import PartialDate
from tests.activities.scene import NOW, TODAY, facts
from tests.activities.sides import DAY, address, asked, contact, logged, now_of

OWN, SO, NOT_US = AccountAnswer.OWN, AccountAnswer.CONFIRMED, AccountAnswer.NOT_US


@pytest.fixture
def activity(scene):
    return logged(scene)


@pytest.fixture
def ask(scene, activity):
    return asked(scene, activity, at=timezone.now())


def answer(ask, what, **more):
    return answer_by_link(ask, Account(what, **more), name="Jonas P.", at=timezone.now())


def state(activity, reader):
    return standing_of(with_accounts(type(activity).objects.filter(pk=activity.pk), reader).get())


def test_one_press_confirms_and_the_organisation_of_the_link_stands_behind_it(scene, activity, ask):
    given = answer(ask, SO)

    activity = now_of(activity)
    assert (activity.confirmed_at, activity.confirmed_by) == (given.at, scene.far)
    assert (given.answer, given.asked, given.told, given.differs) == (SO, ask.fields, {}, [])
    assert (given.by_name, given.by_user) == ("Jonas P.", None)
    assert state(activity, scene.ana) == CONFIRMED


def test_a_link_takes_one_answer(ask):
    assert answer(ask, SO) == answer(ask, NOT_US)
    assert ActivityAccount.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "differs"),
    [
        ({"people": 40}, ["people"]),
        ({"kind": ActivityKind.FESTIVAL}, ["kind"]),
        ({"starts": TODAY - 5 * DAY}, ["date"]),
    ],
)
def test_another_kind_date_or_number_is_each_sides_account_and_confirms_nothing(scene, activity, ask, told, differs):
    given = answer(ask, OWN, remark="We counted at the door.", **told)

    assert given.differs == differs
    assert now_of(activity).confirmed_at is None
    assert state(activity, scene.ana) == APART


@pytest.mark.parametrize(
    ("told", "differs"),
    [
        ({"people": 22}, ["people"]),
        ({"starts": TODAY - 2 * DAY}, ["date"]),
        ({"place": "Hamburg, town hall"}, ["place"]),
        ({"title": "Terms of the lease"}, ["title"]),
    ],
)
def test_a_trifle_confirms_and_stands_as_they_wrote_it(activity, ask, told, differs):
    given = answer(ask, OWN, **told)

    assert given.differs == differs
    assert now_of(activity).confirmed_at == given.at


def test_an_account_that_differs_in_nothing_is_a_confirmation_where_it_says_anything(activity, ask):
    with pytest.raises(refusals_sides.NothingTold):
        answer(ask, OWN, title=activity.title, people=20)
    given = answer(ask, OWN, people=20, remark="Good to see you.")

    assert (given.answer, given.told) == (SO, {})
    assert now_of(activity).confirmed_at is not None


def test_this_was_not_us_confirms_nothing(scene, activity, ask):
    answer(ask, NOT_US, remark="Ask the port.")

    assert now_of(activity).confirmed_at is None
    assert state(activity, scene.ana) == APART


def test_what_is_missing_or_wrong_is_told(ask):
    at = timezone.now()
    for account, name, refusal in (
        (Account(SO), " ", refusals_sides.NameMissing),
        (Account("perhaps"), "Jonas", refusals_sides.AnswerMissing),
        (Account(OWN, starts=TODAY, ends=TODAY - DAY), "Jonas", refusals_sides.EndsBeforeItStarts),
    ):
        with pytest.raises(refusal):
            answer_by_link(ask, account, name=name, at=at)
    with pytest.raises(LinkEnded):
        answer_by_link(ask, Account(SO), name="Jonas", at=ask.ends_at)
    assert not ActivityAccount.objects.exists()


def test_an_old_copy_confirms_nothing_that_has_changed_since(scene, activity, ask):
    same = {"place": scene.there, "organisations": [scene.office, scene.far]}
    edit_activity(activity, facts(people=80, starts=PartialDate.day(TODAY - DAY), **same), by=scene.ana, at=NOW)

    answer(ask, SO)

    assert now_of(activity).confirmed_at is None
    assert state(activity, scene.ana) == APART


def test_whoever_confirmed_may_take_it_back_and_nobody_else(scene, activity):
    offer_activity(activity, by=scene.ana, at=NOW)
    confirm_activity(activity, by=scene.hanna, at=NOW)
    second = Addressee.of(contact(scene, organisation=scene.far_chamber))
    activity = now_of(activity)
    activity.confirmed_at = activity.confirmed_by = None
    activity.save()
    ask = ask_by_mail(activity, second, by=scene.ana, at=timezone.now())
    confirm_activity(activity, by=scene.hanna, at=NOW + DAY)

    answer(ask, OWN, people=300)
    still = now_of(activity).confirmed_by
    answer_signed_in(activity, Account(OWN, people=300), by=scene.hanna, at=NOW + 2 * DAY)

    assert still == scene.far
    assert now_of(activity).confirmed_at is None


def test_signed_in_the_lead_of_the_other_side_gives_its_account_once_it_was_offered(scene, activity):
    with pytest.raises(refusals.NotOffered):
        answer_signed_in(activity, Account(OWN, people=50), by=scene.hanna, at=NOW)
    offer_activity(activity, by=scene.ana, at=NOW)
    with pytest.raises(refusals.NotTheOtherSide):
        answer_signed_in(activity, Account(OWN, people=50), by=scene.ana, at=NOW)

    given = answer_signed_in(activity, Account(OWN, people=50), by=scene.hanna, at=NOW)

    assert (given.organisation, given.by_user, given.ask) == (scene.far, scene.hanna, None)
    assert state(activity, scene.hanna) == APART


def test_the_latest_word_of_an_organisation_stands(scene, activity):
    offer_activity(activity, by=scene.ana, at=NOW)
    answer_signed_in(activity, Account(OWN, people=50), by=scene.hanna, at=NOW)

    confirm_activity(activity, by=scene.hanna, at=NOW + DAY)

    found = words_of(with_accounts(type(activity).objects.filter(pk=activity.pk), scene.ana).get())
    assert [(word.account.answer, word.is_apart) for word in found] == [(SO, False)]
    assert ActivityAccount.objects.count() == 2


def test_their_figures_are_taken_over_and_confirmed_by_asking_again(scene, activity, ask):
    given = answer(ask, OWN, people=40, starts=TODAY - 4 * DAY, ends=TODAY - 3 * DAY, place="Bremen, town hall")

    take_over(activity, given, fields=["people", "date", "place", "organisations"], by=scene.ana, at=NOW)
    activity = now_of(activity)
    between = (activity.confirmed_at, state(activity, scene.ana))
    again = ask_by_mail(activity, Addressee.of(ask.person), by=scene.ana, at=timezone.now())
    answer(again, SO)

    assert (activity.people, activity.starts_first, activity.ends_on) == (40, TODAY - 4 * DAY, TODAY - 3 * DAY)
    assert (activity.place, activity.place_text) == (None, "Bremen, town hall")
    assert between == (None, ONE_SIDE)
    assert state(now_of(activity), scene.ana) == CONFIRMED


def test_a_city_that_is_known_is_taken_as_such_and_an_hour_of_another_day_is_not_kept(scene, activity, ask):
    hour = dt.datetime(2026, 10, 31, 9, tzinfo=dt.UTC)
    type(activity).objects.filter(pk=activity.pk).update(starts_at=hour, time_zone="Europe/Berlin")
    given = answer(ask, OWN, place="Chicago, Navy Pier", starts=TODAY - 4 * DAY)

    take_over(activity, given, fields=["place", "date"], by=scene.ana, at=NOW)

    activity = now_of(activity)
    assert (activity.place, activity.place_text, activity.starts_at) == (scene.here, "Navy Pier", None)
    with pytest.raises(refusals_asking.NothingToTake):
        take_over(activity, given, fields=["people"], by=scene.ana, at=NOW)


def test_an_hour_stands_on_the_clocks_of_the_place_that_is_taken_over(scene, activity, ask):
    nine = dt.datetime.combine(activity.starts_first, dt.time(9), ZoneInfo("Europe/Berlin"))
    type(activity).objects.filter(pk=activity.pk).update(starts_at=nine, time_zone="Europe/Berlin")
    type(scene.here).objects.filter(pk=scene.here.pk).update(time_zone="America/Chicago")
    given = answer(ask, OWN, place="Chicago, Navy Pier")

    take_over(activity, given, fields=["place"], by=scene.ana, at=NOW)

    activity = now_of(activity)
    assert activity.time_zone == "America/Chicago"
    assert activity.starts_at == dt.datetime.combine(activity.starts_first, dt.time(9), ZoneInfo("America/Chicago"))


def test_a_place_of_unknown_clocks_keeps_no_hour(scene, activity, ask):
    nine = dt.datetime.combine(activity.starts_first, dt.time(9), ZoneInfo("Europe/Berlin"))
    type(activity).objects.filter(pk=activity.pk).update(
        place=scene.here, place_text="", starts_at=nine, time_zone="Europe/Berlin"
    )
    given = answer(ask, OWN, place="Bremen, town hall")

    take_over(activity, given, fields=["place"], by=scene.ana, at=NOW)

    activity = now_of(activity)
    assert (activity.starts_at, activity.time_zone) == (None, "")


def test_a_day_ahead_that_they_wrote_does_not_become_ours(scene, activity, ask):
    given = answer(ask, OWN, starts=dt.date(2999, 1, 1))

    with pytest.raises(refusals.NotYet):
        take_over(activity, given, fields=["date", "people"], by=scene.ana, at=NOW)

    assert now_of(activity).starts_first < TODAY


def test_what_agrees_by_the_rule():
    month = {"date": date_of(dt.date(2026, 10, 1), dt.date(2026, 10, 31))}
    day = {"date": date_of(dt.date(2026, 10, 12), dt.date(2026, 10, 12))}
    later = {"date": date_of(dt.date(2026, 11, 12), dt.date(2026, 11, 12))}
    long = {"date": date_of(dt.date(2026, 10, 12), dt.date(2026, 10, 12), dt.date(2026, 10, 20))}

    assert weighty(month, day) == weighty(day, month) == []
    assert weighty(month, later) == weighty(day, long) == ["date"]
    assert weighty({"people": 100}, {"people": 90}) == weighty({"people": None}, {"people": 90}) == []
    assert weighty({"people": 100}, {"people": 89}) == ["people"]
    assert differing({"organisations": ["A  b", "C"]}, {"organisations": ["c", "a B"]}) == []


def test_on_the_page_looking_changes_nothing_and_one_button_confirms(activity, ask, client):
    path = address()

    first, second = client.get(path), client.get(path)
    done = client.post(path, {"name": "Jonas P.", "answer": "confirmed"}, follow=True)

    page = first.content.decode()
    assert first.status_code == second.status_code == 200
    assert (first["Referrer-Policy"], first["Cache-Control"]) == ("no-referrer", "no-store")
    for text in ("Was it so?", "Lease terms agreed", "Hamburg office", "Yes, it was so", "This was not us"):
        assert text in page
    for hidden in ("quokkaberg", "Next step", "Cost"):
        assert hidden not in page
    assert "Answer sent" in done.content.decode()
    assert now_of(activity).confirmed_at is not None


def test_on_the_page_what_is_wrong_is_said_and_nothing_typed_is_lost(ask, client):
    given = {"name": "Jonas", "answer": OWN, "starts": "2026-10-31", "ends": "2026-10-30", "remark": "Longer."}

    wrong = client.post(address(), given)
    nameless = client.post(address(), {"answer": "confirmed"})
    nothing = client.post(address(), {"name": "Jonas"})

    assert [page.status_code for page in (wrong, nameless, nothing)] == [422] * 3
    assert "The last day lies before the first." in wrong.content.decode()
    assert "Longer." in wrong.content.decode()
    assert "Write your name." in nameless.content.decode()
    assert "Choose one of the answers on the page." in nothing.content.decode()


def test_the_enter_key_sends_no_answer_and_what_was_typed_stands_open(ask, client):
    page = client.get(address()).content.decode()
    buttons = re.findall(r'<button [^>]*type="submit"[^>]*>', page[page.index('<form method="post"') :])
    entered = client.post(address(), {"name": "Jonas", "people": "77"}).content.decode()

    assert "name=" not in buttons[0]  # what browsers press for the Enter key
    assert '<details class="more" open>' in entered
    assert 'value="77"' in entered
    assert not ActivityAccount.objects.exists()


def test_an_ended_link_says_so_and_shows_nothing(scene, activity, ask, client):
    path = address()
    revoke_ask(ask, by=scene.ana, at=timezone.now())

    answers = [client.get(path), client.post(path, {"name": "J", "answer": "confirmed"}), client.get(f"{path}pass/")]

    assert [page.status_code for page in answers] == [410] * 3
    assert not any(activity.title in page.content.decode() for page in answers)
    assert client.post(f"{path}new-link/").status_code == 200
    assert not ActivityAccount.objects.exists()


def test_a_head_count_of_those_sent_and_received_that_changes_takes_the_confirmation_away(scene):
    given = {"people": None, "place": scene.there, "organisations": [scene.office, scene.far]}
    activity = logged(scene, **{**given, "people_out": 4, "people_in": 6})
    answer(asked(scene, activity, at=timezone.now()), SO)
    known = facts(starts=PartialDate.day(TODAY - DAY), people_out=5, people_in=5, **given)

    same = edit_activity(activity, known, by=scene.ana, at=NOW).confirmed_by
    other = edit_activity(activity, replace(known, people_in=9), by=scene.ana, at=NOW).confirmed_by

    assert (same, other) == (scene.far, None)


def test_what_was_cancelled_is_asked_about_no_longer(scene, activity, ask, client):
    cancel_activity(activity, by=scene.ana, at=NOW)

    answers = [client.get(address()), client.post(address(), {"name": "J", "answer": "confirmed"})]

    assert [page.status_code for page in answers] == [410, 410]
    assert not ActivityAccount.objects.exists()


def test_a_link_is_passed_on_from_its_page(ask, client):
    path = address()

    done = client.post(f"{path}pass/", {"name": "Inga", "email": "inga@hamburg.example", "by_name": "Jonas"})
    theirs = client.get(address("inga@hamburg.example")).content.decode()

    assert "Inga gets a mail at inga@hamburg.example" in done.content.decode()
    assert "/pass/" not in theirs
    assert "Lease terms agreed" in theirs


def test_too_many_posts_on_one_link_are_held_back(ask, client):
    path = address()

    answers = [client.post(path, {}).status_code for _ in range(21)]

    assert answers == [422] * 20 + [429]


def test_both_accounts_stand_side_by_side_and_the_owner_takes_theirs_over(scene, activity, ask, client):
    given = answer(ask, OWN, people=40, remark="We counted at the door.")
    client.force_login(scene.ana)
    url = reverse("activities:activity", args=[activity.pk])

    page = client.get(url).content.decode()
    listed = client.get(reverse("activities:list")).content.decode()
    taken = client.post(reverse("activities:take", args=[given.pk]), {"fields": ["people"]}, follow=True)

    for text in ("Each side's account", "differs", "We counted at the door.", "Jonas P.", "Take over their figures"):
        assert text in page.replace("&#x27;", "'")
    assert "Each side's account" in listed.replace("&#x27;", "'")
    assert "One side's word" in taken.content.decode().replace("&#x27;", "'")
    assert now_of(activity).people == 40


def test_the_other_side_signed_in_gives_its_account_on_a_page_and_reads_no_name_of_a_stranger(scene, activity, client):
    offer_activity(activity, by=scene.ana, at=NOW)
    own = ask_by_mail(
        activity, Addressee.of(contact(scene, organisation=scene.far_chamber)), by=scene.ana, at=timezone.now()
    )
    answer(own, OWN, people=41, remark="Between us.")
    url = reverse("activities:account", args=[activity.pk])
    client.force_login(scene.hanna)

    shown = client.get(url).content.decode()
    given = client.post(url, {"answer": OWN, "people": "45"}, follow=True).content.decode()

    assert "quokkaberg" not in shown + given
    assert "Hamburg chamber" in given
    assert "Jonas" not in given
    assert "Between us." not in given
    assert ActivityAccount.objects.get(organisation=scene.far).told["people"] == 45


def test_what_everybody_reads_of_an_activity_does_not_hold_the_accounts(scene, activity, ask):
    answer(ask, OWN, people=40)
    type(activity).objects.filter(pk=activity.pk).update(
        audience=Audience.PUBLIC, published_at=NOW, published_by=scene.ana
    )

    readers = {name for name in ("ana", "eve", "carl", "hanna", "nobody")
               if ActivityAccount.objects.for_user(getattr(scene, name)).exists()}  # fmt: skip

    assert readers == {"ana", "eve", "hanna"}
    assert ActivityAsk.objects.count() == 1
