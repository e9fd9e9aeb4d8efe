"""Who acts on an occasion: everything that deciding it needs, read for a whole batch in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, TextField, Value
from django.db.models.functions import Cast, Concat
from django.db.models.lookups import IExact

from agreements.models import DeliverableUpdate, UpdateAnswer, UpdateLink
from partnerships.models import MembershipTie, Seat, SeatRole
from reminders.models import Because, Recipient, Silence, Webhook, Why
from reminders.moments import Clock
from reminders.rules import Others, To
from reminders.standing import STILL
from reminders.zones import UNSET, chosen
from stakeholders.access import Role
from stakeholders.models import (
    Membership,
    Office,
    Organisation,
    OrganisationKind,
    OutgoingMail,
    Person,
    PostHolding,
    User,
)

ACTING = (Role.CONTRIBUTOR, Role.COORDINATOR)
CITIES = {OrganisationKind.CITY_GOVERNMENT, OrganisationKind.REGIONAL_GOVERNMENT}


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody to be told. who: user:12, person:5, webhook:3; "" for nobody, then why says why not."""

    who: str
    because: str
    why: str = ""

    @property
    def pk(self):
        return int(self.who.partition(":")[2]) if self.who else None

    @property
    def is_user(self):
        return self.who.startswith("user:")

    @property
    def is_person(self):
        return self.who.startswith("person:")


@dataclass
class Book:
    """What is known of everybody whom a batch of occasions may concern."""

    members: dict = field(default_factory=lambda: defaultdict(list))  # organisation: [(user, role)]
    limited: dict = field(default_factory=lambda: defaultdict(set))  # (user, organisation): ties, where limited
    bodies: dict = field(default_factory=dict)  # organisation: (kind, place, country, zone)
    offices: dict = field(default_factory=dict)  # organisation: (zone, country)
    seats: dict = field(default_factory=dict)  # (tie, organisation): (side, role, standing)
    persons: dict = field(default_factory=dict)
    users: dict = field(default_factory=dict)
    employer: dict = field(default_factory=dict)  # user: the organisation they work for, for their country
    works_for: dict = field(default_factory=lambda: defaultdict(set))  # user: organisations
    by_hand: set = field(default_factory=set)  # (office, person) whom somebody once mailed a link, or who used one
    said_no: dict = field(default_factory=dict)  # deliverable: the last answer that ends reminding, if it is one
    last_asked: dict = field(default_factory=dict)  # deliverable: the person last asked by hand
    never: set = field(default_factory=set)  # persons whose post is never mailed
    recipients: dict = field(default_factory=dict)  # who: Recipient
    stopped: set = field(default_factory=set)  # addresses, in capitals, of which somebody asked for no reminders
    clocks: dict = field(default_factory=dict)  # (who, office): Clock, once it was worked out
    silences: dict = field(default_factory=lambda: defaultdict(list))  # who: [(rule, kind, id, until)]
    webhooks: dict = field(default_factory=lambda: defaultdict(list))  # office: [Webhook]

    # --- Who --------------------------------------------------------------------------------------------------------

    def addressees(self, occasion, rule):
        """[Addressee] of an occasion: those who must act, those whom the office adds, and its webhooks. Each once."""
        found = {one.who: one for one in [*self.others(occasion, rule), *self.acting(occasion)]}
        hooks = [Addressee(f"webhook:{hook.pk}", Because.CHANNEL) for hook in self.hooks(occasion, rule)]
        return [*found.values(), *hooks]

    def acting(self, occasion):
        """Those who must act, with a reason on each who must not be told by itself."""
        if occasion.to == To.COORDINATES:
            return self.coordinators(occasion.office, occasion.tie)
        if occasion.to == To.AUTHOR:
            return self.author(occasion)
        if occasion.to == To.OWES:
            return self.owing(occasion)
        return self.people_of(occasion, occasion.body, Because(occasion.to))

    def author(self, occasion):
        user = self.users.get(occasion.author)
        belongs = user and any(pk == user.pk for pk, _role in self.members[occasion.office])
        return [Addressee(f"user:{user.pk}", Because.AUTHOR)] if belongs else []

    def owing(self, occasion):
        """The contact named, else who was last asked by hand, else the people of the body that owes it."""
        if occasion.body == occasion.office and not occasion.contact:
            return self.author(occasion) or self.people_of(occasion, occasion.body, Because.OWES)
        person = self.persons.get(occasion.contact or self.last_asked.get(occasion.id))
        members = self.people_of(occasion, occasion.body, Because.OWES)
        if occasion.rule == "deliverable-asked":  # the person asked has the mail that asks; colleagues are told
            return [one for one in members if person is None or one.who != f"user:{person.user_id}"]
        if person is None or self.said_no.get(occasion.id) == UpdateAnswer.WRONG_PERSON:
            return members
        if person.user_id and any(user == person.user_id for user, _role in self.members[occasion.body]):
            return [self.checked(Addressee(f"user:{person.user_id}", Because.CONTACT), occasion, occasion.body)]
        contact = self.checked(Addressee(f"person:{person.pk}", Because.CONTACT), occasion, occasion.body)
        return [contact] if not contact.why else [contact, *members]

    def people_of(self, occasion, body, because):
        """Members of a body who act for it, on this tie."""
        return [
            self.checked(Addressee(f"user:{user}", because), occasion, body)
            for user, role in self.members[body]
            if role in ACTING and self.counts_on(user, body, occasion.tie)
        ]

    def coordinators(self, office, tie):
        return [
            Addressee(f"user:{user}", Because.COORDINATES)
            for user, role in self.members[office]
            if role == Role.COORDINATOR and self.counts_on(user, office, tie)
        ]

    def others(self, occasion, rule):
        """Those whom the office wants to be told besides."""
        found = []
        if Others.COORDINATORS in rule.others:
            found += self.coordinators(occasion.office, occasion.tie)
        if Others.EXECUTIVES in rule.others:
            viewers = [user for user, role in self.members[occasion.office] if role == Role.VIEWER]
            found += [
                Addressee(f"user:{user}", Because.OTHERS)
                for user in viewers if self.counts_on(user, occasion.office, occasion.tie)
            ]  # fmt: skip
        return [Addressee(one.who, Because.OTHERS) for one in found]

    def hooks(self, occasion, rule):
        return [
            hook for hook in self.webhooks[occasion.office]
            if hook.created_at.date() <= occasion.day
            and (occasion.rule in hook.rules or (not hook.rules and rule.channel == "webhook"))
        ]

    def counts_on(self, user, organisation, tie):
        """A membership limited to named ties counts on those alone."""
        ties = self.limited.get((user, organisation))
        return ties is None or tie in ties

    # --- Whether ----------------------------------------------------------------------------------------------------

    def checked(self, one, occasion, body):
        """The addressee, with the reason why they are not told by itself, where there is one."""
        why = self.hindrance(one, occasion, body)
        return Addressee(one.who, one.because, why) if why else one

    def hindrance(self, one, occasion, body):
        """Never by itself across the line: no city of the other side, no contact who was not first asked by hand."""
        across = self.is_across(occasion.tie, occasion.office, body)
        if across and self.is_city(occasion.tie, body):
            return Why.OTHER_SIDE
        if one.is_user:
            return ""
        person = self.persons[one.pk]
        if person.never_mail or person.pk in self.never:
            return Why.NEVER_MAIL
        if not person.email or person.organisation_id != body or person.owner_id != occasion.office:
            return Why.NO_ADDRESS
        if (occasion.office, person.pk) not in self.by_hand:
            return Why.NOT_BY_HAND_YET
        if self.said_no.get(occasion.id) == UpdateAnswer.CANNOT_SHARE:
            return Why.SETTLED
        return ""

    def is_across(self, tie, office, body):
        """Whether a body stands on another side of the tie than the office; in doubt it does."""
        if body == office:
            return False
        own, its = self.seats.get((tie, office)), self.seats.get((tie, body))
        if own and its:
            return own[0] != its[0]
        mine, theirs = self.bodies.get(office), self.bodies.get(body)
        return not (mine and theirs and mine[2] and mine[2] == theirs[2])

    def is_city(self, tie, body):
        """A city, a region, or whoever leads the tie on its side."""
        seat = self.seats.get((tie, body))
        kind = self.bodies[body][0] if body in self.bodies else ""
        return kind in CITIES or body in self.offices or bool(seat and seat[1] == SeatRole.LEAD)

    def stands_still(self, tie, office):
        """Whether this office has paused or ended the tie."""
        seat = self.seats.get((tie, office))
        return bool(seat and seat[2] in STILL)

    def stands_still_for(self, one, occasion):
        """Whether somebody who does not work for this office works for a body that has paused or ended the tie."""
        if one.is_person:
            return self.stands_still(occasion.tie, self.persons[one.pk].organisation_id)
        bodies = self.works_for.get(one.pk, ()) if one.is_user else ()
        return occasion.office not in bodies and any(self.stands_still(occasion.tie, body) for body in bodies)

    def has_stopped(self, one):
        """Whether they asked for no reminders, or somebody did who has the same address."""
        wishes = self.recipients.get(one.who)
        if wishes is not None and wishes.stopped_at:
            return True
        has_it = self.users.get(one.pk) if one.is_user else self.persons.get(one.pk) if one.is_person else None
        return has_it is not None and has_it.email.upper() in self.stopped

    # --- When -------------------------------------------------------------------------------------------------------

    def clock(self, one, occasion):
        """The Clock by which somebody is told: their own wishes, the zone and the country where they work."""
        asked = one.who, occasion.office
        if asked not in self.clocks:
            self.clocks[asked] = self.work_out_clock(one, occasion)
        return self.clocks[asked]

    def work_out_clock(self, one, occasion):
        office_zone, office_country = self.offices.get(occasion.office, (UNSET, ""))
        wishes = self.recipients.get(one.who)
        if one.is_user:
            body, zone = self.employer.get(one.pk), self.users[one.pk].time_zone
        elif one.is_person:
            body, zone = self.persons[one.pk].organisation_id, self.persons[one.pk].time_zone
        else:
            return Clock(office_zone, office_country, "immediate")
        _kind, _place, country, body_zone = self.bodies.get(body, ("", None, "", ""))
        zone = chosen(zone, body_zone, office_zone)
        if wishes is None:
            return Clock(zone, country or office_country)
        return Clock(zone, country or office_country, wishes.mode, wishes.hour, wishes.weekday)

    def silence(self, who, occasion):
        """(muted for good, snoozed until) of what somebody asked not to be told."""
        hits = [
            until for rule, kind, pk, until in self.silences.get(who, ())
            if rule in ("", occasion.rule) and (kind == "" or (kind, pk) == (occasion.kind, occasion.id))
        ]
        return None in hits, max((until for until in hits if until), default=None)


def open_book(occasions, on):
    """The Book of these occasions on a day. Fifteen queries or so, however many they are."""
    book = Book()
    offices = {one.office for one in occasions}
    ties = {one.tie for one in occasions if one.tie}
    items = {one.id for one in occasions if one.to == To.OWES}
    bodies = offices | {one.body for one in occasions if one.body}
    add_members(book, bodies, on)
    add_contacts(book, {one.contact for one in occasions if one.contact}, items, offices)
    authors = {one.author for one in occasions if one.author}
    add_users(book, authors, on)
    add_bodies(book, bodies | set(book.employer.values()) | {row.organisation_id for row in book.persons.values()})
    seats = Seat.objects.filter(partnership__in=ties).values_list(
        "partnership", "organisation", "side", "role", "standing"
    )
    book.seats = {(tie, body): (side, role, standing) for tie, body, side, role, standing in seats}
    for hook in Webhook.objects.running().filter(office__in=offices):
        book.webhooks[hook.office_id].append(hook)
    add_wishes(book)
    return book


def add_members(book, bodies, on):
    rows = Membership.objects.current(on).filter(organisation__in=bodies, user__is_active=True).order_by("user")
    for user, body, role, limited in rows.values_list("user", "organisation", "role", "limited"):
        book.members[body].append((user, role))
        if limited:
            book.limited[user, body]  # an entry without ties, until they are read
    ties = MembershipTie.objects.filter(membership__organisation__in=bodies)
    for user, body, tie in ties.values_list("membership__user", "membership__organisation", "partnership"):
        if (user, body) in book.limited:
            book.limited[user, body].add(tie)


def add_contacts(book, contacts, items, offices):
    """People named or asked by hand, and what they answered last."""
    links = UpdateLink.objects.filter(
        office__in=offices, created_by__isnull=False, passed_by=None, person__isnull=False
    )
    asked = links.filter(items__deliverable__in=items).order_by("created_at", "pk")
    book.last_asked = dict(asked.values_list("items__deliverable", "person"))
    wanted = contacts | set(book.last_asked.values())
    book.persons = Person.objects.in_bulk(wanted)
    book.by_hand = set(links.filter(person__in=wanted).filter(*reached()).values_list("office", "person"))
    updates = DeliverableUpdate.objects.filter(deliverable__in=items).order_by("at", "pk")
    last = dict(updates.values_list("deliverable", "answer"))
    ending = (UpdateAnswer.CANNOT_SHARE, UpdateAnswer.WRONG_PERSON)
    book.said_no = {item: answer for item, answer in last.items() if answer in ending}
    held = PostHolding.objects.current().filter(person__in=wanted, post__never_mail=True)
    book.never = set(held.values_list("person", flat=True))


def reached():
    """Conditions on links: made for the address that the person has today, and mailed there or used. One that was made
    to be copied may have gone nowhere."""
    key = Concat(Value("update-link:"), Cast(OuterRef("pk"), TextField()))
    mailed = Exists(OutgoingMail.objects.filter(key=key, sent_at__isnull=False))
    used = Exists(DeliverableUpdate.objects.filter(by_link=OuterRef("pk")))
    return IExact(F("email"), F("person__email")), mailed | used


def add_users(book, authors, on):
    ids = authors | {user for members in book.members.values() for user, _role in members}
    ids |= {person.user_id for person in book.persons.values() if person.user_id}
    book.users = User.objects.filter(is_active=True).in_bulk(ids)
    work = Membership.objects.current(on).filter(user__in=book.users).order_by("-pk")
    for user, body in work.values_list("user", "organisation"):
        book.employer[user] = body  # the first that they joined
        book.works_for[user].add(body)


def add_bodies(book, bodies):
    rows = Organisation.objects.filter(pk__in=bodies)
    for pk, kind, place, country, zone in rows.values_list(
        "pk", "kind", "place", "place__country_code", "time_zone"
    ):
        book.bodies[pk] = (kind, place, country, zone)
    rows = Office.objects.filter(organisation__in=bodies)
    for pk, zone, country in rows.values_list("organisation", "time_zone", "home__country_code"):
        book.offices[pk] = (zone, country)
        kind, place, at, own = book.bodies[pk]
        book.bodies[pk] = (kind, place, at or country, own or zone)


def add_wishes(book):
    hooks = [hook.pk for hooks in book.webhooks.values() for hook in hooks]
    for rows in (
        Recipient.objects.filter(user__in=book.users),
        Recipient.objects.filter(person__in=book.persons),
        Recipient.objects.filter(webhook__in=hooks),
    ):
        for row in rows:
            book.recipients[row.who] = row
    book.stopped = Recipient.objects.stopped(
        [one.email for one in [*book.users.values(), *book.persons.values()] if one.email]
    )
    who = {row.pk: name for name, row in book.recipients.items()}
    silences = Silence.objects.filter(recipient__in=who)
    for pk, rule, kind, record, until in silences.values_list(
        "recipient", "rule", "subject_kind", "subject_id", "until"
    ):
        book.silences[who[pk]].append((rule, kind, record, until))
