"""Whom the sample office has written to by hand, so that reminders may go there, and what was told of late."""

import datetime as dt

from agreements.models import Deliverable, UpdateLink, UpdateLinkItem
from reminders.models import Mode, Recipient
from reminders.moments import is_working_day
from reminders.services.ledger import plan
from reminders.services.telling import tell_due
from stakeholders.models import OrganisationKind, OutgoingMail

EVERY = 3  # of the bodies of the other sides, each third has been asked by hand
LINKS_ENDED_AFTER = dt.timedelta(days=30)


def add_reminders(sample):
    """First mails by hand, somebody who is never mailed, an executive's weekly mail, and the reminders of some days."""
    asked = [person for n, person in enumerate(contacts(sample)) if is_of_here(sample, person) or n % EVERY == 0]
    for n, person in enumerate(asked):
        ask(sample, person, sample.at(sample.days_ago(70 + 5 * n % 90)))
    quiet = asked[-1]
    quiet.never_mail = True
    quiet.save(update_fields=["never_mail"])
    Recipient.objects.create(user=sample.users["executive"], mode=Mode.WEEKLY, hour=7)
    country = sample.office.home.country_code
    days = [day for day in map(sample.days_ago, range(7, 0, -1)) if is_working_day(day, country)]
    for day in days[-3:]:
        plan(sample.at(day, 6))
        tell_due(sample.at(day))


def contacts(sample):
    """People who may be mailed by an office: of no city of another side."""
    found = [person for person in sample.contacts.values() if person.organisation_id != sample.owner.pk]
    return [one for one in found if one.organisation.kind != OrganisationKind.CITY_GOVERNMENT]


def is_of_here(sample, person):
    return person.organisation.place_id == sample.office.home_id


def ask(sample, person, at):
    """A link that the coordinator sent once; it has ended."""
    _token, hashed = UpdateLink.new_token()
    link = UpdateLink.objects.create(
        token_hash=hashed, email=person.email, name=person.name, person=person, office=sample.owner,
        created_by=sample.users["coordinator"], ends_at=at + LINKS_ENDED_AFTER, language=person.language,
        message="Here is the page for what your organisation owes under our agreement.",
    )  # fmt: skip
    UpdateLink.objects.filter(pk=link.pk).update(created_at=at)
    OutgoingMail.objects.create(
        key=f"update-link:{link.pk}", to=person.email, subject="How is this going?", ready_at=at, sent_at=at
    )
    items = Deliverable.objects.filter(owner=sample.owner, contact=person).order_by("due_on")[:2]
    UpdateLinkItem.objects.bulk_create(
        [UpdateLinkItem(link=link, deliverable=item, position=n) for n, item in enumerate(items)]
    )
