"""Webhooks of an office: who may, what is refused, what the page shows, what each format looks like."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reminders.models import Recipient, Webhook, WebhookFormat, WebhookPost
from reminders.post_formats import TEAMS_BYTES, Line, body_of
from reminders.posting import queue_post, send_posts
from reminders.services import webhooks as services
from stakeholders.access import Role
from tests.factories import MembershipFactory, OfficeFactory
from tests.reminders.receiver import Say, receiving

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
URL = "https://hooks.slack.com/services/T000/B000/xyz"
PAGE = "/settings/webhooks/"


@pytest.fixture
def office():
    return OfficeFactory(organisation__name="Chicago office").organisation


@pytest.fixture
def coordinator(office):
    return MembershipFactory(organisation=office).user


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def make(office, by, **changes):
    given = {"name": "Port team", "url": URL, "format": WebhookFormat.JSON, "rules": [], **changes}
    return services.make_webhook(office, **given, by=by, at=NOON)


def line(title="Port data", number=12, **changes):
    given = {"url": f"https://gemel.example/d/{number}/", "text": "due in 3 days", "about_on": dt.date(2026, 3, 5),
             "rule": "deliverable-due", "subject_kind": "deliverable", "subject_id": number, **changes}  # fmt: skip
    return Line(title=title, **given)


def test_a_webhook_gets_a_secret_of_its_own_and_is_somebody_who_can_be_told(office, coordinator):
    one, other = make(office, coordinator), make(office, coordinator, name="Other")

    assert one.secret.startswith("whsec_")
    assert one.secret != other.secret
    assert Recipient.objects.get(webhook=one).mode == "immediate"


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CONTRIBUTOR])
@pytest.mark.parametrize("verb", ["make", "change", "stop", "start", "test", "renew"])
def test_only_coordinators_of_the_office_touch_a_webhook(office, coordinator, role, verb):
    webhook = make(office, coordinator)
    strangers = [
        MembershipFactory(organisation=office, role=role).user,
        MembershipFactory(organisation=office, limited=True).user,
        MembershipFactory(organisation=OfficeFactory().organisation).user,
    ]

    for by in strangers:
        given = {"by": by, "at": NOON}
        calls = {
            "make": lambda given=given: make(office, given["by"], name="New"),
            "change": lambda given=given: services.change_webhook(webhook, name="New", format="json", **given),
            "stop": lambda given=given: services.stop_webhook(webhook, **given),
            "start": lambda given=given: services.start_webhook(webhook, **given),
            "test": lambda given=given: services.test_webhook(webhook, **given),
            "renew": lambda given=given: services.renew_secret(webhook, **given),
        }
        with pytest.raises(services.Refusal) as refused:
            calls[verb]()
        assert refused.value.code == "not_your_office"

    assert (Webhook.objects.count(), WebhookPost.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"name": "  "}, services.NameMissing),
        ({"url": "http://hooks.example.org/x"}, services.WrongAddress),
        ({"url": "https://10.0.0.1/x"}, services.WrongAddress),
        ({"url": "https://[::1]/x"}, services.WrongAddress),
        ({"url": "https://ana:secret@hooks.example.org/x"}, services.WrongAddress),
        ({"format": "fax"}, services.UnknownFormat),
        ({"rules": ["no-such-rule"]}, services.UnknownRule),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(office, coordinator, changes, refusal):
    with pytest.raises(refusal):
        make(office, coordinator, **changes)

    assert Webhook.objects.count() == 0


def test_a_name_is_there_once_an_office(office, coordinator):
    make(office, coordinator)
    elsewhere = OfficeFactory().organisation

    with pytest.raises(services.NameTaken):
        make(office, coordinator, name=" Port  team ")
    make(elsewhere, MembershipFactory(organisation=elsewhere).user)

    assert Webhook.objects.count() == 2


def test_changing_keeps_the_address_where_none_is_given(office, coordinator):
    webhook = make(office, coordinator)
    given = {"by": coordinator, "at": NOON}

    services.change_webhook(webhook, name="Renamed", format="slack", rules=["deliverable-due"], **given)
    kept = Webhook.objects.get()
    services.change_webhook(webhook, name="Renamed", format="slack", url=URL + "2", **given)
    changed = Webhook.objects.get()

    assert (kept.name, kept.url, kept.format, kept.rules) == ("Renamed", URL, "slack", ["deliverable-due"])
    assert (changed.url, changed.secret) == (URL + "2", webhook.secret)


def test_what_waited_goes_out_when_a_webhook_is_started_and_what_waited_too_long_does_not(
    office, coordinator, settings
):
    settings.GEMEL_WEBHOOK_PRIVATE = True
    now = timezone.now()
    with receiving() as there:
        webhook = make(office, coordinator, url=there.url)
        old, new = (queue_post(webhook, key=key, lines=[line()], at=now) for key in ("old", "new"))
        WebhookPost.objects.filter(pk=old.pk).update(created_at=now - dt.timedelta(days=8))
        WebhookPost.objects.filter(pk=new.pk).update(attempts=29, ready_at=now + dt.timedelta(hours=1))
        services.stop_webhook(webhook, by=coordinator, at=now)
        stopped = send_posts(now + dt.timedelta(hours=2))

        services.start_webhook(webhook, by=coordinator, at=now)
        started = send_posts(now)

    old.refresh_from_db()
    new.refresh_from_db()
    assert (stopped, started, len(there.taken)) == (0, 1, 1)
    assert (old.sent_at, old.problem) == (None, "it waited for over a week")
    assert (new.sent_at is not None, new.attempts) == (True, 1)


def test_a_test_says_from_whom_it_comes(office, coordinator, settings):
    settings.GEMEL_WEBHOOK_PRIVATE = True
    with receiving() as there:
        webhook = make(office, coordinator, url=there.url)
        services.test_webhook(webhook, by=coordinator, at=NOON)
        send_posts(NOON)

    body = json.loads(there.taken[0].body)
    assert (body["type"], body["notices"][0]["subject"]["title"]) == ("test", "This is a test from Chicago office")


def test_what_is_stopped_is_not_tried(office, coordinator):
    webhook = make(office, coordinator)
    services.stop_webhook(webhook, by=coordinator, at=NOON)

    with pytest.raises(services.WebhookStopped):
        services.test_webhook(webhook, by=coordinator, at=NOON)


def test_slack_reads_no_markup_that_somebody_typed(office, coordinator):
    webhook = make(office, coordinator, format="slack")
    bad = line("<!channel> R&D <https://evil.example|click>\n*new line*", text="a & b > c")

    body = body_of(webhook, [line(), bad], NOON, key="a")

    assert body["text"] == (
        "*2 reminders from Chicago office*\n"
        "• <https://gemel.example/d/12/|Port data> (5 March 2026) – due in 3 days\n"
        "• <https://gemel.example/d/12/|&lt;!channel&gt; R&amp;D &lt;https://evil.example|click&gt; *new line*>"
        " (5 March 2026) – a &amp; b &gt; c"
    )


def test_teams_gets_a_card_whose_titles_are_no_markdown(office, coordinator):
    webhook = make(office, coordinator, format="teams")

    body = body_of(webhook, [line("[click](https://evil.example)", about_on=None, text="")], NOON, key="a")

    (attached,) = body["attachments"]
    card = attached["content"]
    assert (body["type"], attached["contentType"], attached["contentUrl"]) == (
        "message", "application/vnd.microsoft.card.adaptive", None,
    )  # fmt: skip
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.4")
    assert card["body"] == [
        {"type": "RichTextBlock", "inlines": [
            {"type": "TextRun", "text": "1 reminder from Chicago office", "weight": "Bolder", "size": "Medium"}]},
        {"type": "RichTextBlock", "inlines": [
            {"type": "TextRun", "text": "[click](https://evil.example)", "weight": "Bolder", "color": "Accent",
             "selectAction": {"type": "Action.OpenUrl", "url": "https://gemel.example/d/12/"}}]},
    ]  # fmt: skip
    assert card["actions"] == [{"type": "Action.OpenUrl", "title": "Open", "url": "https://gemel.example/d/12/"}]


@pytest.mark.parametrize("format", ["slack", "teams"])
def test_what_has_no_page_is_told_without_a_link(office, coordinator, format):
    webhook = make(office, coordinator, format=format)

    said = json.dumps(body_of(webhook, [line(url="")], NOON, key="a"))

    assert "Port data" in said
    assert "OpenUrl" not in said
    assert "|" not in said


def test_people_get_twenty_lines_and_programs_all_of_them(office, coordinator):
    lines = [line("港" * 300, number, text="期" * 400) for number in range(50)]
    webhook = make(office, coordinator)

    def body(format):
        webhook.format = format
        return body_of(webhook, lines, NOON, key="a")

    slack, teams = body("slack")["text"].split("\n"), body("teams")
    shown = len(teams["attachments"][0]["content"]["body"]) - 2
    assert len(body("json")["notices"]) == 50
    assert (len(slack), slack[-1]) == (22, "and 30 more")
    assert len(json.dumps(teams)) <= TEAMS_BYTES
    assert 0 < shown <= 20
    assert teams["attachments"][0]["content"]["body"][-1]["inlines"][0]["text"] == f"and {50 - shown} more"


def test_the_page_adds_a_webhook_and_shows_its_secret_this_once(desk, office):
    answer = desk.post(PAGE, {"name": "Our program", "format": "json", "url": "https://hooks.example.org/SECRETPATH"})
    secret = Webhook.objects.get().secret
    later = [desk.get(PAGE), desk.get(f"{PAGE}{Webhook.objects.get().pk}/")]

    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert secret in answer.content.decode()
    for page in later:
        assert (page.status_code, secret in page.content.decode(), "SECRETPATH" in page.content.decode()) == (
            200, False, False,
        )  # fmt: skip
    assert "hooks.example.org" in later[0].content.decode()


def test_who_uses_slack_needs_no_secret(desk):
    answer = desk.post(PAGE, {"name": "Port team", "format": "slack", "url": URL, "rules": ["deliverable-due"]})

    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert Webhook.objects.get().rules == ["deliverable-due"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "A", "format": "slack", "url": "http://hooks.example.org/"}, "begins with https://"),
        ({"name": "A", "format": "slack", "url": "https://192.168.0.7/"}, "on the public internet"),
        ({"name": "", "format": "slack", "url": URL}, "This field is required"),
        ({"name": "A", "format": "slack", "url": "nonsense"}, "Enter a valid URL"),
    ],
)
def test_the_page_says_why_an_address_is_not_taken_and_keeps_what_was_typed(desk, sent, said):
    answer = desk.post(PAGE, sent)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Webhook.objects.count() == 0


def test_the_page_tells_what_became_of_the_last_post(desk, office, coordinator, settings):
    settings.GEMEL_WEBHOOK_PRIVATE = True
    with receiving(Say(200)) as good, receiving(Say(503)) as ill, receiving(Say(404, body=b"no_service")) as wrong:
        for name, there in [("Good", good), ("Ill", ill), ("Wrong", wrong)]:
            services.test_webhook(make(office, coordinator, name=name, url=there.url), by=coordinator, at=NOON)
        make(office, coordinator, name="Fresh")
        send_posts(NOON)

    text = " ".join(desk.get(PAGE).content.decode().split())

    for said in [
        "taken, answered 200", "tried 1 time, will be tried again: answered 503",
        "given up: answered 404 (no_service)", "Nothing sent yet",
    ]:  # fmt: skip
        assert said in text.replace("</span>", "")


def test_stop_start_test_and_a_new_secret_are_plain_forms(desk, office, coordinator):
    webhook = make(office, coordinator)
    before = webhook.secret

    def act(what):
        answer = desk.post(reverse(f"reminders:{what}", args=[webhook.pk]))
        webhook.refresh_from_db()
        return answer.status_code

    stopped = (act("stop-webhook"), webhook.stopped_at is not None)
    tried = (act("test-webhook"), WebhookPost.objects.count())
    started = (act("start-webhook"), webhook.stopped_at)
    again = (act("test-webhook"), WebhookPost.objects.count())
    renewed = act("renew-secret")

    assert (stopped, tried, started, again) == ((302, True), (302, 0), (302, None), (302, 1))
    assert (renewed, webhook.secret != before) == (200, True)


def test_a_webhook_that_failed_shows_its_problem(desk, office, coordinator):
    webhook = make(office, coordinator)
    Webhook.objects.filter(pk=webhook.pk).update(stopped_at=NOON, problem="answered 410")

    text = desk.get(PAGE).content.decode()

    assert "Stopped: it failed" in text
    assert "answered 410" in text


def test_the_list_asks_as_often_with_one_webhook_as_with_three(desk, office, coordinator):
    counts = []
    for names in [("a",), ("b", "c")]:
        for name in names:
            services.test_webhook(make(office, coordinator, name=name), by=coordinator, at=NOON)
        WebhookPost.objects.update(attempts=1)
        desk.get(PAGE)
        with CaptureQueriesContext(connection) as caught:
            desk.get(PAGE)
        counts.append(len(caught))

    assert counts[0] == counts[1]
