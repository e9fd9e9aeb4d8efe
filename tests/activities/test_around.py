"""What surrounds an activity: posts with holders, papers, next steps, moving; on its page and in My work."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity, ActivityStatus, DeliverableLink, NextStep
from activities.services import next_steps as steps
from activities.services import refusals_around as refusals
from activities.services.activities import edit_activity, log_activity
from activities.services.facts_of import facts_of
from activities.services.moving import move_activity
from stakeholders.dates import PartialDate
from stakeholders.models import Person, Place, Post, PostHolding
from tests.activities.scene import NOW, build, facts
from tests.factories import AgreementFactory, DeliverableFactory

AHEAD = dt.date(2030, 5, 6)


@pytest.fixture
def scene(db):
    found = build()
    Place.objects.filter(pk=found.there.pk).update(time_zone="Europe/Berlin")
    found.there.refresh_from_db()
    found.post = Post.objects.create(organisation=found.far, title="Mayor")
    found.old, found.new = (
        Person.objects.create(owner=found.office, organisation=found.far, name=name) for name in ("Uwe Ott", "Ida Kern")
    )
    PostHolding.objects.create(post=found.post, person=found.old, until=dt.date(2029, 12, 31))
    PostHolding.objects.create(post=found.post, person=found.new, since=dt.date(2030, 1, 1))
    found.pact = AgreementFactory(partnership=found.tie, owner=found.office, title="Port pact")
    found.report = DeliverableFactory(agreement=found.pact, owner=found.office, owed_by=found.chamber, title="Survey")
    return found


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def planned(scene, **more):
    given = {"status": ActivityStatus.PLANNED, "starts": PartialDate.day(AHEAD), "place": scene.there, **more}
    return log_activity(scene.tie, facts(**given), by=scene.ana, at=NOW)


def typed(scene, **more):
    """What the browser sends for an activity with everything."""
    return {
        "kind": "official visit", "title": "Visit", "status": "planned", "starts": "2030-05-06", "starts_time": "09:30",
        "ends_time": "11:00", "time_zone": "Europe/Berlin", "organisations": [scene.far.pk], "languages": ["de", "en"],
        "sectors": ["H"], "posts": [scene.post.pk], "agreements_from": [scene.pact.pk], "next_step": "Book the hall",
        "deliverables_to": [scene.report.pk], "next_step_user": scene.ben.pk, "next_step_on": "2030-04-01", **more,
    }  # fmt: skip


def test_a_post_of_a_seated_body_that_is_not_on_our_file_is_neither_offered_nor_taken(scene):
    inner = Post.objects.create(organisation=scene.chamber, title="Chair of the chamber")
    url = reverse("activities:plan") + f"?p={scene.tie.slug}"

    assert inner.title in browser(scene.carl).get(url).content.decode()
    assert inner.title not in browser(scene.hanna).get(url).content.decode()
    with pytest.raises(refusals.UnknownPost):
        log_activity(scene.tie, facts(posts=[inner]), by=scene.hanna, at=NOW)


def test_who_held_the_post_on_the_day_is_kept_and_follows_the_day(scene):
    made = planned(scene, posts=[scene.post])

    before = made.posts.get().holder
    move_activity(made, starts=PartialDate.parse("2029-05-06"), by=scene.ana, at=NOW)

    assert (before, made.posts.get().holder) == (scene.new, scene.old)


def test_a_post_of_a_body_that_one_may_not_name_is_refused(scene):
    foreign = Post.objects.create(organisation=scene.stranger, title="Chair")

    with pytest.raises(refusals.UnknownPost):
        planned(scene, posts=[foreign])


def test_papers_of_another_tie_are_refused(scene):
    elsewhere = DeliverableFactory()

    for name, paper in (("agreements_from", elsewhere.agreement), ("deliverables_to", elsewhere)):
        with pytest.raises(refusals.PaperOfAnotherTie):
            planned(scene, **{name: [paper]})


def test_the_facts_of_what_stands_written_again_change_nothing(scene):
    made = planned(
        scene, starts_time=dt.time(9), posts=[scene.post], languages=["de"], agreements_to=[scene.pact],
        deliverables=[scene.report], notes="inside",
    )  # fmt: skip
    before = Activity.objects.filter(pk=made.pk).values().get()

    edit_activity(made, facts_of(made), by=scene.ana, at=NOW)

    assert Activity.objects.filter(pk=made.pk).values().get() == before
    assert (made.posts.count(), made.agreement_links.count(), made.deliverable_links.count()) == (1, 1, 1)


def test_one_promise_stands_in_one_relation(scene):
    made = planned(scene, deliverables=[scene.report])

    edit_activity(made, facts(deliverables=[], deliverables_to=[scene.report]), by=scene.ana, at=NOW)

    assert list(DeliverableLink.objects.values_list("activity", "relation")) == [(made.pk, "led to")]


def test_a_next_step_is_done_once_and_opened_again(scene):
    made = planned(scene)
    step = steps.add_step(made, text="Send photos", user=scene.ben, due_on=AHEAD, by=scene.ana, at=NOW)
    same = steps.add_step(made, text="Send photos ", user=scene.ben, due_on=AHEAD, by=scene.ana, at=NOW)

    done = steps.finish_step(step, by=scene.ben, at=NOW)
    again = steps.finish_step(step, by=scene.ana, at=NOW + dt.timedelta(days=1))
    opened = steps.reopen_step(step, by=scene.ana, at=NOW)

    assert same == step
    assert (done.done_at, done.done_by, again.done_at, again.done_by) == (NOW, scene.ben, NOW, scene.ben)
    assert (opened.done_at, opened.done_by) == (None, None)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        (lambda scene: {"text": " "}, refusals.StepEmpty),
        (lambda scene: {"user": scene.hanna}, refusals.NotOfTheOffice),
        (lambda scene: {"user": scene.ben, "person": scene.old}, refusals.TwoOwners),
        (lambda scene: {"person": Person.objects.create(owner=scene.far, name="Theirs")}, refusals.NotOfTheOffice),
    ],
)
def test_a_next_step_needs_words_and_one_person_of_the_office(scene, given, refusal):
    with pytest.raises(refusal):
        steps.add_step(planned(scene), **{"text": "Call", **given(scene)}, by=scene.ana, at=NOW)


def test_the_form_keeps_everything_and_shows_it_again(scene):
    ana = browser(scene.ana)

    answer = ana.post(reverse("activities:plan") + f"?p={scene.tie.slug}", typed(scene))
    made = Activity.objects.get()
    page = ana.get(reverse("activities:activity", args=[made.pk])).content.decode()
    form = ana.get(reverse("activities:edit", args=[made.pk])).context["form"]

    assert answer.status_code == 302
    assert (made.languages, made.sectors, made.time_zone) == (["de", "en"], ["H"], "Europe/Berlin")
    assert made.starts_at == dt.datetime(2030, 5, 6, 7, 30, tzinfo=dt.UTC)
    assert made.next_steps.get().user == scene.ben
    for said in ("09:30–11:00, Berlin time", "Ida Kern", "Port pact", "Survey", "Book the hall", "German, English"):
        assert said in page
    assert (form.initial["starts_time"], form.initial["agreements_from"]) == (dt.time(9, 30), [scene.pact.pk])


def test_an_hour_that_does_not_exist_is_refused_beside_its_field(scene):
    sent = typed(scene, starts="2030-03-31", starts_time="02:30", ends_time="")

    answer = browser(scene.ana).post(reverse("activities:plan") + f"?p={scene.tie.slug}", sent)

    assert answer.status_code == 422
    assert "the clocks go from 02:00 to 03:00" in str(answer.context["form"].errors["starts_time"])


def test_an_hour_that_comes_twice_is_saved_as_the_first_and_said(scene):
    ana = browser(scene.ana)
    sent = typed(scene, starts="2030-10-27", starts_time="02:30", ends_time="")

    page = ana.post(reverse("activities:plan") + f"?p={scene.tie.slug}", sent, follow=True).content.decode()
    made = Activity.objects.get()
    ana.post(reverse("activities:edit", args=[made.pk]), {**sent, "second_hour": "on"})

    assert "02:30 comes twice there that night, because the clocks go back: the first is meant." in page
    assert made.starts_at.hour == 0
    made.refresh_from_db()
    assert made.starts_at.hour == 1


def test_the_other_side_reads_no_posts_languages_or_steps(scene):
    made = planned(scene, posts=[scene.post], languages=["de"], next_step="Book the hall")
    Activity.objects.filter(pk=made.pk).update(audience="shared", offered_at=NOW)

    page = browser(scene.hanna).get(reverse("activities:activity", args=[made.pk])).content.decode()

    assert made.title in page
    for hidden in ("Ida Kern", "Mayor", "German", "Book the hall", "Next steps"):
        assert hidden not in page


def test_buttons_of_a_step_work_for_whoever_does_it_and_nobody_of_the_other_side(scene):
    made = planned(scene)
    step = steps.add_step(made, text="Send photos", user=scene.eve, by=scene.ana, at=NOW)
    done = reverse("activities:finish-step", args=[step.pk])

    answers = [browser(user).post(done).status_code for user in (scene.hanna, scene.carl, scene.ben, scene.eve)]

    assert answers == [404, 404, 403, 302]
    step.refresh_from_db()
    assert step.done_by == scene.eve


def test_a_step_is_added_changed_and_dropped_on_its_pages(scene):
    made, ana = planned(scene), browser(scene.ana)

    ana.post(reverse("activities:add-step", args=[made.pk]), {"text": "Call", "who": f"p{scene.old.pk}"})
    step = NextStep.objects.get()
    empty = ana.post(reverse("activities:step", args=[step.pk]), {"text": ""})
    ana.post(reverse("activities:step", args=[step.pk]), {"text": "Write", "due_on": "2030-05-01"})
    changed = NextStep.objects.values_list("text", "person", "due_on").get()
    ana.post(reverse("activities:drop-step", args=[step.pk]))

    assert (step.person, empty.status_code) == (scene.old, 422)
    assert changed == ("Write", None, dt.date(2030, 5, 1))
    assert not NextStep.objects.exists()


def test_what_passed_without_word_and_open_steps_are_settled_from_my_work(scene):
    yesterday = timezone.localdate() - dt.timedelta(days=2)
    made = planned(scene, starts=PartialDate.day(yesterday), title="Fair of spring")
    steps.add_step(made, text="Send photos", user=scene.ana, due_on=yesterday, by=scene.ana, at=NOW)
    ana, work = browser(scene.ana), reverse("desk:my-work")

    page = ana.get(work).content.decode()
    back = ana.post(reverse("activities:happened", args=[made.pk]), {"next": work})
    elsewhere = ana.post(
        reverse("activities:finish-step", args=[NextStep.objects.get().pk]), {"next": "https://example.org/"}
    )

    for said in ("It happened: Fair of spring", "Move: Fair of spring", "It did not: Fair of spring"):
        assert f'aria-label="{said}"' in page
    assert 'aria-label="Done: Send photos"' in page
    assert (back.url, elsewhere.url) == (work, reverse("activities:activity", args=[made.pk]))
    assert NextStep.objects.get().done_by == scene.ana


def test_moving_asks_for_a_date_ahead_and_goes_back_to_where_it_was_asked(scene):
    made, ana = planned(scene), browser(scene.ana)
    move = reverse("activities:move", args=[made.pk])

    wrong = [ana.post(move, {"starts": text}).status_code for text in ("soon", "2020-01-01", "")]
    right = ana.post(move, {"starts": "2031-02", "next": "/work/"})

    assert wrong == [422, 422, 422]
    assert right.url == "/work/"
    made.refresh_from_db()
    assert str(PartialDate(made.starts_first, made.starts_last)) == "2031-02"


def test_the_list_is_narrowed_by_open_steps_and_by_sectors_of_the_own_office(scene):
    ports = planned(scene, title="Ports", sectors=["H"], direction="out", next_step="Call")
    planned(scene, title="Schools", sectors=["P"])
    Activity.objects.update(audience="shared", offered_at=NOW)
    listing = reverse("activities:list")

    def titles(user, **asked):
        return {row.title for row in browser(user).get(listing, asked).context["page"]}

    assert titles(scene.ana, sector="H") == titles(scene.ana, open_steps="on") == {"Ports"}
    assert titles(scene.hanna, sector="H") == titles(scene.hanna, open_steps="on") == set()
    assert titles(scene.hanna, direction="out") == {"Ports"}
    steps.finish_step(ports.next_steps.get(), by=scene.ana, at=NOW)
    assert titles(scene.ana, open_steps="on") == set()
