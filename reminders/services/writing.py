"""The letters themselves: to somebody who signs in, and to a contact without an account, in their language."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from agreements.models import Deliverable
from agreements.rules import STILL_OWED
from agreements.services.links import ends_for, link_address, new_link
from drawing import languages
from drawing.formats import long_date
from outcomes.models import Claim
from outcomes.spells import Spell
from reminders.letters import Letter, Line, contact_link_label, due_words, happened_words, intro_for_contact
from reminders.models import Mode
from reminders.occasions import owed
from reminders.queries import lead_of
from reminders.standing import still_seats
from reminders.visible import BY_LINK
from reminders.wishes_links import wishes_url
from reminders.words import NAMES
from stakeholders.models import Membership, Office

BY_DUE_DAY = ("deliverable-due", "filing-due")  # their lines begin with how far the due day is


def write_letter(recipient, notices, subjects, now, zone):
    """What one mail of these notices says, as arguments of queue_mail. A contact's letter makes its link.

    zone: the ZoneInfo of where its reader is, by which it counts days.
    """
    who = recipient.user or recipient.person
    alone = notices[0] if len(notices) == 1 else None
    stop = [alone.rule, alone.subject_kind, alone.subject_id] if alone else []
    today = now.astimezone(zone).date()
    with translation.override(language_of(recipient, notices[0].office)):
        make = letter_to_user if recipient.user_id else letter_to_contact
        letter = make(who, recipient, notices, subjects, now, today)
        said = {"subject": letter.subject, "text": letter.as_text(), "html": letter.as_html()}
    return {
        "to": who.email, "reply_to": reply_to_of(notices[0].office), "unsubscribe_url": wishes_url(recipient, *stop),
        **said,
    }  # fmt: skip


def language_of(recipient, office):
    """The language of a letter: the person's, their organisation's, the office's."""
    if recipient.user_id:
        return languages.pick(recipient.user.language)
    person = recipient.person
    own = Office.objects.filter(organisation=office).values_list("language", flat=True).first()
    return languages.pick(person.language, person.organisation and person.organisation.language, own)


def reply_to_of(office):
    """The office's own address, where it has one."""
    return Office.objects.filter(organisation=office).values_list("mail_address", flat=True).first() or ""


def letter_to_user(user, recipient, notices, subjects, now, today):
    lines = sorted((line_of(one, subjects, today) for one in notices), key=lambda line: line.order)
    offices = {one.office.name: None for one in notices}
    return Letter(
        name=user.name or user.email,
        lines=lines,
        intro=ngettext("One thing for you:", "%(n)s things for you, the most urgent first:", len(lines))
        % {"n": len(lines)},
        link=settings.GEMEL_URL + reverse("desk:my-work"),
        link_label=gettext("Open My work"),
        sign=list(offices),
        wishes_url=wishes_url(recipient),
        figures=figures_of(user, now) if recipient.mode == Mode.WEEKLY else "",
    )


def line_of(notice, subjects, today):
    """One line of a letter to somebody who signs in; it opens the page of the thing itself."""
    subject = subjects.get((notice.subject_kind, notice.subject_id))
    title = subject.title if subject else notice.note or str(NAMES[notice.rule])
    when, late = when_of(notice, today)
    parts = [day_words(notice)]
    if subject:
        parts += [who_acts(notice.rule, subject), subject.tie if subject.tie != title else ""]
    text = " · ".join(part for part in parts if part)
    url = settings.GEMEL_URL + subject.path if subject and subject.path else ""
    return Line(title, when, text, url, late, order_of(notice, late))


def who_acts(rule, subject):
    """Who has to do something about it, "" where that goes without saying."""
    if not subject.body:
        return ""
    said = {
        "deliverable-due": gettext("%(body)s owes it"),
        "filing-due": gettext("%(body)s files it"),
        "figure-due": gettext("%(body)s reports it"),
        "claim-unconfirmed": gettext("%(body)s reports it"),
    }
    return said[rule] % {"body": subject.body} if rule in said else subject.body


def when_of(notice, today):
    """(how urgent in words, whether it is late)."""
    if notice.rule in BY_DUE_DAY and notice.about_on:
        return due_words(notice.about_on, today), notice.about_on < today
    return str(NAMES[notice.rule]), False


def day_words(notice):
    """Which day, period or step a line is about; "" where its beginning says so already or nothing is to be said."""
    if notice.rule == "no-contact":
        n = abs(lead_of(notice))
        return ngettext("%(n)s month without contact", "%(n)s months without contact", n) % {"n": n}
    if notice.about_on is None or notice.rule in BY_DUE_DAY:
        return ""
    if notice.rule == "figure-due":
        return Spell.parse(notice.occasion.split()[0]).label
    day = long_date(notice.about_on)
    if notice.rule == "anniversary":
        n = int(notice.occasion.split()[0])
        return ngettext("%(n)s year on %(day)s", "%(n)s years on %(day)s", n) % {"n": n, "day": day}
    return gettext("learnt on %(day)s") % {"day": day} if notice.rule == "claim-unconfirmed" else day


def order_of(notice, late):
    """What is late comes first, then by day; what merely happened comes last."""
    return (not late, notice.about_on is None, notice.about_on or notice.day, notice.pk)


def figures_of(user, at):
    """One line of figures for the weekly mail: what is open and late, by its owner's day, of what this person reads."""
    mine = Membership.objects.current().filter(user=user).values("organisation")
    rows = Deliverable.objects.for_user(user).filter(owner__in=mine, status__in=STILL_OWED)
    open_ones, late = rows.count(), rows.overdue_at(at).count()
    waiting = Claim.objects.for_user(user).standing().filter(owner__in=mine, evidence=2).count()
    return gettext("Open promises: %(open)s, late: %(late)s. Outcomes to confirm: %(waiting)s.") % {
        "open": open_ones, "late": late, "waiting": waiting,
    }  # fmt: skip


def letter_to_contact(person, recipient, notices, subjects, now, today):
    """With one link to one page with all that is open with this person at this office."""
    office = notices[0].office
    lines = sorted((contact_line(one, subjects, today) for one in notices), key=lambda line: line.order)
    items, link, until = open_items(person, office, {one.subject_id for one in notices}), "", None
    if items:
        until = ends_for(items, now)
        _link, token = new_link(
            items, email=person.email, name=person.name, person=person, office=office, message="", by=None,
            language=translation.get_language(), ends_at=until,
        )  # fmt: skip
        link = link_address(token)
    only_news = all(one.rule == "deliverable-accepted" for one in notices)
    return Letter(
        name=person.name, lines=lines, intro=intro_for_contact(office, only_news), link=link,
        link_label=contact_link_label(), sign=[str(office)], wishes_url=wishes_url(recipient),
        until=until and until.date(),
    )  # fmt: skip


def contact_line(notice, subjects, today):
    subject = subjects.get((notice.subject_kind, notice.subject_id))
    late = notice.about_on is not None and notice.about_on < today
    when = due_words(notice.about_on, today) if notice.about_on else happened_words(notice.rule)
    return Line(subject.title, when, subject.tie, "", late, order_of(notice, late))


def open_items(person, office, told):
    """What is open with this person at this office, the most urgent first: what they are the contact for, and these."""
    rows = owed().filter(owner=office, owed_by=person.organisation, audience__in=BY_LINK)
    rows = rows.exclude(agreement__partnership__in=still_seats().filter(organisation=office).values("partnership"))
    mine = rows.filter(contact=person) | rows.filter(pk__in=told)
    return list(mine.distinct().order_by("due_on", "pk"))
