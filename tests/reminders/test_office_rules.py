"""The rules of an office: changed by its coordinators, refused by name, and back to the defaults."""

import pytest
from django.apps import apps

from partnerships.services.refusals import NotYourOffice
from reminders.models import Notice, OfficeRule, Recipient
from reminders.services import office_rules as rules
from reminders.services.ledger import plan
from stakeholders.models import Membership
from tests.reminders.scene import DAY, NOON, TODAY, ask_by_hand, mails, owe, run

PAGE = "/settings/reminders/rules/"
DEFAULTS = {"is_on": True, "leads": None, "others": [], "channel": "mail"}
FORM = {"is_on": "on", "before": "14, 3, 0", "after": "7", "channel": "mail"}


def wish(scene, code="deliverable-due", by=None, **more):
    return rules.set_rule(scene.office, code, **{**DEFAULTS, **more}, by=by or scene.ana, at=NOON)


@pytest.fixture
def ana(client, scene):
    client.force_login(scene.ana)
    return client


def saved():
    return list(OfficeRule.objects.values_list("rule", "is_on", "leads", "others", "channel"))


def test_a_rule_is_set_once_and_again(scene):
    wish(scene, leads=[3, 30, 3])
    row, _ended = wish(scene, leads=[7], others=["executives", "coordinators"], channel="webhook")

    assert saved() == [("deliverable-due", True, [7], ["coordinators", "executives"], "webhook")]
    assert (row.set_by, row.set_at) == (scene.ana, NOON)
    history = apps.get_model("reminders", "OfficeRuleEvent").objects.filter(pgh_obj_id=row.pk).order_by("pgh_id")
    assert [event.leads for event in history] == [[30, 3], [7]]
    assert {event.pgh_context.metadata["verb"] for event in history} == {"office_rule.set"}


def test_what_equals_the_default_follows_the_default(scene):
    wish(scene, leads=[14, 3, 0, -7])

    assert saved() == [("deliverable-due", True, None, [], "mail")]


def test_back_to_the_default_takes_the_row_away_and_twice_is_once(scene):
    wish(scene, is_on=False)

    rules.reset_rule(scene.office, "deliverable-due", by=scene.ana, at=NOON)
    rules.reset_rule(scene.office, "deliverable-due", by=scene.ana, at=NOON)

    assert saved() == []


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"code": "no-such"}, rules.UnknownRule),
        ({"leads": []}, rules.NoStep),
        ({"leads": range(1, 10)}, rules.TooManySteps),
        ({"leads": [401]}, rules.StepTooFar),
        ({"leads": [-401]}, rules.StepTooFar),
        ({"code": "no-contact", "leads": [-61]}, rules.StepTooFar),
        ({"code": "no-contact", "leads": [6]}, rules.UnknownStep),
        ({"code": "agreement-notice", "leads": [-1]}, rules.UnknownStep),
        ({"code": "deliverable-returned", "leads": [1]}, rules.UnknownStep),
        ({"others": ["everybody"]}, rules.UnknownOthers),
        ({"channel": "fax"}, rules.UnknownChannel),
    ],
)
def test_what_is_not_possible_is_refused_by_name_and_changes_nothing(scene, given, refusal):
    with pytest.raises(refusal):
        wish(scene, **given)

    assert saved() == []


@pytest.mark.parametrize("name", ["eve", "pia", "fara", "nobody"])
def test_only_coordinators_of_the_office_change_its_rules(scene, name):
    who = getattr(scene, name)

    with pytest.raises(NotYourOffice):
        wish(scene, by=who)
    with pytest.raises(NotYourOffice):
        rules.reset_rule(scene.office, "deliverable-due", by=who, at=NOON)


def test_a_coordinator_of_named_ties_alone_does_not(scene):
    Membership.objects.filter(user=scene.ana).update(limited=True)

    with pytest.raises(NotYourOffice):
        wish(scene)


def test_what_ends_is_counted_and_then_cancelled(scene):
    ask_by_hand(scene, scene.cho)
    owe(scene, TODAY + 10 * DAY, contact=scene.cho)
    plan(NOON)
    planned = Notice.objects.filter(state="planned", recipient__person=scene.cho).count()

    _row, ended = wish(scene, is_on=False)
    plan(NOON)

    assert planned > 0
    assert ended == Notice.objects.filter(state="cancelled", why="rule off").count() > 0
    assert not Notice.objects.filter(state="planned").exists()


def test_a_spell_without_any_contact_counts_by_the_step_that_it_names(scene):
    to = Recipient.objects.create(user=scene.ana)
    for lead in (6, 12):
        Notice.objects.create(
            key=str(lead), office=scene.office, rule="no-contact", subject_kind="partnership", subject_id=scene.tie.pk,
            occasion=f"{lead} since 2025-09-03", recipient=to, because="coordinates", day=TODAY, send_at=NOON + DAY,
            planned_at=NOON,
        )  # fmt: skip

    _row, ended = wish(scene, "no-contact", leads=[-6])

    assert ended == 1


def test_a_moment_left_out_ends_its_reminders_alone(scene):
    ask_by_hand(scene, scene.cho)
    owe(scene, TODAY + 10 * DAY, contact=scene.cho)
    plan(NOON)

    _row, ended = wish(scene, leads=[3, 0, -7])  # without the one two weeks before, which was due already

    assert ended == 1


def test_a_rule_that_is_off_tells_nobody(scene):
    ask_by_hand(scene, scene.cho)
    wish(scene, is_on=False)
    owe(scene, TODAY, contact=scene.cho)

    run(NOON + 20 * DAY)

    assert [subject for _to, subject in mails() if "Buyer list" in subject] == []


def test_the_page_lists_each_rule_with_who_when_and_how(ana, scene):
    wish(scene, code="no-contact", is_on=False)

    page = ana.get(PAGE).content.decode()

    assert page.count('<th scope="row">') == 15
    assert "then the coordinators, 14 days after" in page
    assert "180 days before, 90 days before, 30 days before" in page
    assert page.count("Off</span>") == 1
    assert "changed on 2 March 2026" in page


def test_a_rule_is_changed_on_its_page_and_says_what_follows(ana, scene):
    ask_by_hand(scene, scene.cho)
    owe(scene, TODAY + 10 * DAY, contact=scene.cho)
    plan(NOON)

    answer = ana.post(f"{PAGE}deliverable-due/", {**FORM, "is_on": "", "others": ["executives"]}, follow=True)

    assert "planned reminder" in answer.content.decode()
    assert saved() == [("deliverable-due", False, None, ["executives"], "mail")]


def test_days_before_and_after_are_lists_of_numbers(ana, scene):
    ana.post(f"{PAGE}deliverable-due/", {**FORM, "before": "21 7;1", "after": "5, 10"})

    assert saved() == [("deliverable-due", True, [21, 7, 1, -5, -10], [], "mail")]
    assert 'value="21, 7, 1"' in ana.get(f"{PAGE}deliverable-due/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"before": "soon"}, "Write numbers with commas between them, as 14, 3, 0."),
        ({"before": "-3"}, "Write numbers with commas between them"),
        ({"before": "٣"}, "Write numbers with commas between them"),
        ({"before": "500"}, "Name at most 400 days, or 60 months."),
        ({"before": "", "after": ""}, "Name at least one moment, or switch the rule off."),
        ({"channel": "fax"}, "There is a problem"),
    ],
)
def test_what_was_typed_wrong_is_kept_and_told(ana, scene, wrong, said):
    answer = ana.post(f"{PAGE}deliverable-due/", {**FORM, **wrong})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert wrong.get("before", "") in answer.content.decode()
    assert saved() == []


def test_the_default_comes_back_by_a_button(ana, scene):
    wish(scene, leads=[1])

    ana.post(f"{PAGE}deliverable-due/", {"reset": "1"})

    assert saved() == []


def test_a_side_that_was_emptied_can_be_filled_again(ana, scene):
    ana.post(f"{PAGE}deliverable-due/", {**FORM, "after": ""})

    assert 'name="after"' in ana.get(f"{PAGE}deliverable-due/").content.decode()


def test_what_tells_at_once_has_no_moments(ana, scene):
    page = ana.get(f"{PAGE}deliverable-returned/").content.decode()
    ana.post(f"{PAGE}deliverable-returned/", {"is_on": "on", "channel": "inbox"})

    assert 'name="before"' not in page
    assert saved() == [("deliverable-returned", True, None, [], "inbox")]


def test_no_such_rule_is_no_page(ana):
    assert ana.get(f"{PAGE}nonsense/").status_code == 404


@pytest.mark.parametrize("name", ["eve", "pia", "nobody"])
def test_the_pages_are_for_the_coordinators_of_an_office(client, scene, name):
    client.force_login(getattr(scene, name))

    assert client.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}deliverable-due/", FORM).status_code == 403
    assert saved() == []


def test_the_settings_of_the_office_lead_there(ana):
    assert f'href="{PAGE}"' in ana.get("/settings/office/").content.decode()
