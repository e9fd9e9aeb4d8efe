"""What a coordinator is shown of the reminders of an office: people by name, records where their room shows them."""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from reminders.models import Channel, State, Webhook
from reminders.naming import named_for
from reminders.queries import Upcoming, lead_of
from reminders.words import BECAUSE, NAMES, WHY, step_text
from reminders.zones import zones_of
from stakeholders.models import Membership, Person, User

# Also what stands in a link (%40) or in a parameter of the mail protocol (+40), and what was cut off behind the sign.
ADDRESS = re.compile(r'(?:"[^"]*"|[^\s<>()\[\],;:"]+)(?:@|%40|\+40)(?:\[[^\]\s]*\]|[^\s<>()\[\],;:"]*)')


@dataclass(frozen=True)
class Called:
    """name: of a recipient. body: whom they work for, "" for the office's own people and for its webhooks."""

    name: str
    body: str = ""

    def __str__(self):
        return f"{self.name} ({self.body})" if self.body else self.name


@dataclass(frozen=True)
class Row:
    """One notice as a page shows it. when: in the recipient's own zone, without an offset; zone: its name.

    title: "" never; a record that the reader may not read is named as closed and has no url. why: "" where it goes out.
    result: (kind of tag, icon, words, more) of what became of it; None before it was told.
    """

    who: Called
    is_own: bool
    title: str
    url: str
    tie: str
    rule: str
    rule_name: str
    kind: str
    pk: int
    step: str
    because: str
    channel: str
    when: dt.datetime
    zone: str
    about_on: dt.date | None
    state: str
    why: str
    result: tuple | None = None


def people_of(office, whos):
    """{who: Called} of user:12, person:5, webhook:3, as an office may read them: names; never addresses of others."""
    ids = {"user": set(), "person": set(), "webhook": set()}
    for who in whos - {""}:
        kind, _colon, pk = who.partition(":")
        ids[kind].add(int(pk))
    found = {"": Called(_("nobody"))}
    if ids["user"]:
        found |= _users(office, ids["user"])
    for person in Person.objects.filter(pk__in=ids["person"]).select_related("organisation") if ids["person"] else ():
        name = person.name if person.owner_id == office.pk else _("a contact")
        found[f"person:{person.pk}"] = Called(name, str(person.organisation or ""))
    for hook in Webhook.objects.filter(pk__in=ids["webhook"]) if ids["webhook"] else ():
        found[f"webhook:{hook.pk}"] = Called(hook.name)
    return found


def _users(office, ids):
    held = Membership.objects.current().filter(user__in=ids).order_by("pk")
    work = {}
    for user, body, name in held.values_list("user", "organisation", "organisation__name"):
        if user not in work or body == office.pk:
            work[user] = (body, name)
    found = {}
    for user in User.objects.filter(pk__in=ids):
        body, name = work.get(user.pk, (None, ""))
        if body == office.pk:
            found[f"user:{user.pk}"] = Called(str(user))
        else:
            found[f"user:{user.pk}"] = Called(user.name or _("somebody"), name)
    return found


def title_of(kind, subject, own_note):
    """A record's name for its reader; own_note: what the ledger itself says of a thing without a record."""
    if subject:
        return subject.title
    return own_note or (_("An import") if kind == "import" else _("A closed record"))


def upcoming_title(reader, one: Upcoming, subject):
    """The name of what would be told, for this reader. subject: as they read it, or None."""
    own = one.who == f"user:{reader.pk}" and one.kind == "import"
    return title_of(one.kind, subject, one.subject.title if own else "")


def rows_to_come(reader, office, upcoming, people):
    """[Row] of reminders.queries.Upcoming, in their order. A query for each kind of record."""
    named = named_for(reader, {(one.kind, one.id) for one in upcoming})
    return [_to_come(reader, one, named.get((one.kind, one.id)), people) for one in upcoming]


def _to_come(reader, one: Upcoming, subject, people):
    return Row(
        who=people.get(one.who) or Called(_("somebody")), is_own=one.who == f"user:{reader.pk}",
        title=upcoming_title(reader, one, subject), url=subject.path if subject else "",
        tie=_tie(subject), rule=one.rule, rule_name=str(NAMES[one.rule]),
        kind=one.kind, pk=one.id, step=one.step, because=str(BECAUSE[one.because]), channel=one.channel,
        when=one.send_at.replace(tzinfo=None), zone=str(one.send_at.tzinfo), about_on=one.about_on,
        state=State.WITHHELD if one.why else State.PLANNED, why=str(one.why_text),
    )  # fmt: skip


def rows_told(reader, office, notices, people):
    """[Row] of rows of the ledger, in their order. A query for each kind of record."""
    named = named_for(reader, {(one.subject_kind, one.subject_id) for one in notices})
    zones = zones_of(notices, timezone.localdate())
    return [_told(reader, one, named.get((one.subject_kind, one.subject_id)), people, zones[one.pk]) for one in notices]


def _told(reader, one, subject, people, zone):
    who = one.recipient.who if one.recipient else ""
    own = who == f"user:{reader.pk}"
    moment = (one.told_at or one.send_at).astimezone(zone)
    return Row(
        who=people.get(who) or Called(_("somebody")), is_own=own,
        title=title_of(one.subject_kind, subject, one.note if own else ""), url=subject.path if subject else "",
        tie=_tie(subject), rule=one.rule, rule_name=str(NAMES.get(one.rule, one.rule)), kind=one.subject_kind,
        pk=one.subject_id, step=step_of(one), because=str(BECAUSE[one.because]), channel=one.channel,
        when=moment.replace(tzinfo=None), zone=str(zone), about_on=one.about_on, state=one.state,
        why=str(WHY[one.why]) if one.why else "", result=result_of(one),
    )  # fmt: skip


def _tie(subject):
    return subject.tie if subject and subject.tie != subject.title else ""


def step_of(notice):
    """Which of a rule's steps it is, in words; "" where the rule has none."""
    lead = lead_of(notice) if notice.rule in NAMES else None
    return "" if lead is None else step_text(notice.rule, lead)


def result_of(notice):
    """(kind of tag, icon, words, more): what became of it."""
    if notice.state == State.PLANNED:
        return ("", "clock", _("planned"), "")
    if notice.state == State.WITHHELD:
        return ("warn", "circle-pause", _("withheld"), str(WHY[notice.why]))
    if notice.state == State.CANCELLED:
        return ("", "ban", _("cancelled"), str(WHY[notice.why]))
    if notice.channel == Channel.INBOX:
        return ("good", "inbox", _("done with") if notice.seen_at else _("in My work"), "")
    if notice.mail_id:
        return _of_mail(notice.mail)
    if notice.post_id:
        return _of_sending(notice.post, _("post failed"), ("send", _("posted")), _("post waits"))
    return ("good", "circle-check", _("handed over"), "")


def _of_mail(mail):
    if mail.bounced_at:
        return ("bad", "circle-x", _("mail came back"), without_addresses(mail.problem))
    return _of_sending(mail, _("mail failed"), ("mail-check", _("mail sent")), _("mail waits"))


def _of_sending(row, failed, sent, waits):
    """The result of a mail or a post by what its row says. sent: (icon, words)."""
    problem = without_addresses(row.problem)
    if row.failed_at:
        return ("bad", "circle-x", failed, problem)
    if row.sent_at:
        return ("good", *sent, "")
    return ("warn" if problem else "", "clock", waits, problem)


def without_addresses(said):
    """The words of another server, each mail address in them cut out: the ledger shows names and no addresses."""
    return ADDRESS.sub("…", said)
