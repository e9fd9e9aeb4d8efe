"""Changes to organisations, contacts, offices and members. Each is one verb with named refusals."""

import datetime as dt
import zoneinfo

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, Value
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stakeholders.access import Role
from stakeholders.mail import queue_mail
from stakeholders.models import Membership, Office, Organisation, Person, Post, PostHolding, RegisterEntry, User
from stakeholders.models.names import Normalise
from stakeholders.slugs import free_slug, move_slug
from stakeholders.verbs import Refusal, verb

ORGANISATION = "organisation"  # the kind of its old slugs


class NameMissing(Refusal):
    code = "name_missing"
    message = _("Give a name.")


class AlreadyOnFile(Refusal):
    code = "already_on_file"
    message = _("Your office has an organisation of this name in this place on file already.")


class PlaceHeld(Refusal):
    code = "place_held"
    message = _("It holds a seat in a partnership, on the side of its place; so the place stays.")


class NameTaken(Refusal):
    code = "name_taken"
    message = _("Another organisation in this place has this name.")


class KeepsItself(Refusal):
    code = "keeps_itself"
    message = _("People of this organisation sign in here; they keep its name and data themselves.")


class AddressTaken(Refusal):
    code = "address_taken"
    message = _("Your office has a contact with this e-mail address already.")


class UnknownLanguage(Refusal):
    code = "unknown_language"
    message = _("This language is not switched on here.")


class UnknownTimeZone(Refusal):
    code = "unknown_time_zone"
    message = _("No time zone has this name. Write it as Europe/Berlin.")


class NotAMonth(Refusal):
    code = "not_a_month"
    message = _("The first month of the year is a number from 1 to 12.")


class UnknownAim(Refusal):
    code = "unknown_aim"
    message = _("This aim is not on the list.")


class InTheFuture(Refusal):
    code = "in_the_future"
    message = _("Records cannot be complete from a day that has not come yet.")


class AlreadyMember(Refusal):
    code = "already_member"
    message = _("This person is in your office already.")


class NotAMember(Refusal):
    code = "not_a_member"
    message = _("This person has left your office already.")


class LastCoordinator(Refusal):
    code = "last_coordinator"
    message = _("Your office needs at least one coordinator. Make somebody else coordinator first.")


# --- Organisations ----------------------------------------------------------------------------------------------------


@verb("organisation.added")
def add_organisation(*, office, name, kind, place, by, at, **facts):
    """Put an organisation on the office's file. Returns (organisation, is_new).

    facts: website, email, aliases, language, languages, time_zone, acts_for.

    It exists once, however many offices work with it: one of the same name (accents, case and blanks aside) in the
    same place is taken as it stands. AlreadyOnFile when this office has it.
    """
    name = _named(name)
    _check_zone(facts.get("time_zone"))
    found = _same(name, place)
    is_new = found is None
    if is_new:
        try:
            with transaction.atomic():
                found = Organisation.objects.create(
                    name=name,
                    slug=free_slug(Organisation, name, kind=ORGANISATION),
                    kind=kind,
                    place=place,
                    sample=office.sample,
                    **facts,
                )
        except IntegrityError:  # somebody added it between the look and the write
            found, is_new = _same(name, place), False
            if found is None:
                raise
    entry, entered = RegisterEntry.objects.get_or_create(office=office.organisation, organisation=found)
    if not entered or found.pk == office.organisation_id:
        raise AlreadyOnFile(found, field="name")
    return found, is_new


def _named(name):
    name = " ".join(name.split())
    if not name:
        raise NameMissing(field="name")
    return name


def _check_zone(zone):
    if zone and zone not in zoneinfo.available_timezones():
        raise UnknownTimeZone(field="time_zone")


def _same(name, place):
    return Organisation.objects.filter(normalised_name=Normalise(Value(name)), place=place).first()


@verb("organisation.changed")
def change_organisation(organisation, *, by, at, **changes):
    """Change name, kind, place, website, email, aliases, language, languages, time_zone or acts_for; a new name moves
    its address.

    KeepsItself when it has members of its own and the author is none of them; NameTaken when another has the name;
    PlaceHeld where it holds a seat in a tie.
    """
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    members = Membership.objects.current().filter(organisation=organisation)
    if members.exists() and not members.filter(user=by).exists():
        raise KeepsItself(organisation)
    _check_zone(changes.get("time_zone"))
    place = changes.get("place", organisation.place)
    if place != organisation.place and organisation.seats.exists():
        raise PlaceHeld(organisation, field="place")
    if "name" in changes or "place" in changes:
        changes["name"] = name = _named(changes.get("name", organisation.name))
        same = _same(name, place)
        if same and same.pk != organisation.pk:
            raise NameTaken(same, field="name")
        if name != organisation.name:
            slug = free_slug(Organisation, name, kind=ORGANISATION, but=organisation)
            move_slug(organisation, slug, kind=ORGANISATION)
    for field, value in changes.items():
        setattr(organisation, field, value)
    organisation.save(update_fields=[*changes, "slug"])
    return organisation


# --- Contacts ---------------------------------------------------------------------------------------------------------


@verb("person.added")
def add_person(*, office, organisation, name, by, at, email="", phone="", language="", post=""):
    """Write down a contact of an organisation, kept by this office; post: what they hold from today on.

    AddressTaken when the office knows the e-mail address already.
    """
    name, email = _named(name), email.strip()
    if email and Person.objects.filter(owner=office.organisation, email__iexact=email).exists():
        raise AddressTaken(field="email")
    person = Person.objects.create(
        owner=office.organisation,
        organisation=organisation,
        name=name,
        email=email,
        phone=phone,
        language=language,
        sample=office.sample,
    )
    if post := " ".join(post.split()):
        held, _new = Post.objects.get_or_create(
            organisation=organisation, title=post, defaults={"sample": office.sample}
        )
        PostHolding.objects.create(post=held, person=person, since=at.date())
    return person


@verb("person.changed")
def change_person(person, *, by, at, **changes):
    """Change name, email, phone, language or never_mail of a contact. AddressTaken as in add_person."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if "name" in changes:
        changes["name"] = _named(changes["name"])
    if email := changes.get("email", "").strip():
        same = Person.objects.filter(owner=person.owner_id, email__iexact=email).exclude(pk=person.pk)
        if same.exists():
            raise AddressTaken(person, field="email")
    for field, value in changes.items():
        setattr(person, field, value)
    person.save(update_fields=list(changes))
    return person


# --- The office -------------------------------------------------------------------------------------------------------


@verb("office.settings_changed")
def change_office_settings(office, *, by, at, **changes):
    """Change language, time_zone, year_starts_in, aims, word_for_tie, mail_address or records_complete_from."""
    office = Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    if changes.get("language", office.language) not in dict(settings.LANGUAGES):
        raise UnknownLanguage(office, field="language")
    if changes.get("time_zone", office.time_zone) not in zoneinfo.available_timezones():
        raise UnknownTimeZone(office, field="time_zone")
    if not 1 <= changes.get("year_starts_in", office.year_starts_in) <= 12:
        raise NotAMonth(office, field="year_starts_in")
    if set(changes.get("aims", [])) - set(Office.Aim.values):
        raise UnknownAim(office, field="aims")
    complete = changes.get("records_complete_from")
    if complete and complete > at.astimezone(zoneinfo.ZoneInfo(changes.get("time_zone", office.time_zone))).date():
        raise InTheFuture(office, field="records_complete_from")
    for field, value in changes.items():
        setattr(office, field, value)
    office.save(update_fields=list(changes))
    return office


# --- Members ----------------------------------------------------------------------------------------------------------


@verb("member.invited")
def invite_member(office, *, email, name, role, by, at):
    """Give somebody an account in this office and mail them a link to set a password. Returns the membership.

    Whoever has an account here already only becomes a member, and is told so. AlreadyMember when they are one.
    """
    email = email.strip().lower()
    user = User.objects.filter(email__iexact=email).first()
    is_new = user is None
    if is_new:
        user = User.objects.create_user(
            email, None, name=name, language=office.language, time_zone=office.time_zone, sample=office.sample
        )
    member, entered = Membership.objects.get_or_create(
        user=user, organisation=office.organisation, defaults={"role": role, "since": at.date()}
    )
    if not entered and Membership.objects.current(at.date()).filter(pk=member.pk).exists():
        raise AlreadyMember(member, field="email")
    if not entered:  # a former member begins anew, without the rights and limits of before
        member.role, member.since, member.until = role, at.date(), None
        member.confidential = member.limited = False
        member.save(update_fields=["role", "since", "until", "confidential", "limited"])
    mail_invitation(office, user, by=by, at=at, needs_password=is_new or not user.has_usable_password())
    return member


def mail_invitation(office, user, *, by, at, needs_password):
    """The link is allauth's: it works once and ends after three days."""
    path = reverse("account_login")
    if needs_password:
        key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
        path = reverse("account_reset_password_from_key", args=key.split("-", 1))
    given = {
        "office": office.organisation.name,
        "by": str(by),
        "user": user,
        "url": settings.GEMEL_URL + path,
        "needs_password": needs_password,
        "gemel_name": settings.GEMEL_NAME,
    }
    with translation.override(user.language):
        queue_mail(
            key=f"invitation:{office.pk}:{user.pk}:{at:%Y%m%d%H%M%S%f}",
            to=user.email,
            subject=gettext("%(office)s invites you to %(name)s")
            % {"office": office.organisation.name, "name": settings.GEMEL_NAME},
            text=render_to_string("stakeholders/mail/invitation.txt", given),
            reply_to=office.mail_address or by.email,
            at=at,
        )


@verb("member.role_changed")
def change_role(member, *, role, by, at):
    """Give a member another role. LastCoordinator when nobody else could run the office."""
    member = locked_member(member)
    if role != Role.COORDINATOR:
        needs_another_coordinator(member)
    member.role = role
    member.save(update_fields=["role"])
    return member


@verb("member.removed")
def remove_member(member, *, by, at):
    """Somebody leaves the organisation at once and stays on the list of former members."""
    member = locked_member(member)
    if member.until and member.until < timezone.localdate(at):
        raise NotAMember(member)
    needs_another_coordinator(member)
    return end_membership(member, at=at)


def locked_member(member):
    """The member, with all of the organisation's locked, so that two coordinators cannot remove each other.

    NotAMember when somebody else has removed them in the meantime.
    """
    rows = Membership.objects.filter(organisation=member.organisation_id).order_by("pk")
    found = {row.pk: row for row in rows.select_for_update()}
    if member.pk not in found:
        raise NotAMember(member)
    return found[member.pk]


def needs_another_coordinator(member):
    """Raise LastCoordinator where no other full coordinator stays at least as long as this one would."""
    if member.role != Role.COORDINATOR:
        return
    lasting = Q(until__isnull=True)
    if member.until:
        lasting |= Q(until__gte=member.until)
    others = Membership.objects.current().filter(
        lasting, organisation=member.organisation_id, role=Role.COORDINATOR, limited=False, user__is_active=True
    )
    if not others.exclude(pk=member.pk).exists():
        raise LastCoordinator(member)


def end_membership(member, *, at):
    """Yesterday was its last day; one that began today ends without having held."""
    yesterday = timezone.localdate(at) - dt.timedelta(days=1)
    if member.since and member.since > yesterday:
        member.since = yesterday
    member.until = yesterday
    member.save(update_fields=["since", "until"])
    return member
