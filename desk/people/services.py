"""Members of an organisation of any kind: invited, changed, mailed again, withdrawn, and leaving by themselves."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models import Partnership
from stakeholders import services
from stakeholders.access import Role
from stakeholders.models import Membership, Office, Organisation, User
from stakeholders.second_step import coordinates
from stakeholders.verbs import Refusal, verb


class NotYourMembers(Refusal):
    code = "not_your_members"
    message = _("Its own coordinators look after its members; platform staff give it the first one.")


class NotYourself(Refusal):
    code = "not_yourself"
    message = _("Platform staff do not make themselves members.")


class EndsBeforeItBegins(Refusal):
    code = "ends_before_it_begins"
    message = _("The last day lies before the first.")


class NoTieNamed(Refusal):
    code = "no_tie_named"
    message = _("Name at least one partnership, or do not limit the membership.")


class SignedInAlready(Refusal):
    code = "signed_in_already"
    message = _("This person has signed in already; there is no invitation left.")


class NotYours(Refusal):
    code = "not_yours"
    message = _("Everybody leaves for themselves.")


@dataclass(frozen=True)
class Host:
    """What an invitation needs to know of an organisation that is no office."""

    pk: str
    organisation: Organisation
    language: str
    time_zone: str
    mail_address: str
    sample: bool


def host_of(organisation):
    office = Office.objects.filter(organisation=organisation).select_related("organisation").first()
    return office or Host(
        f"organisation-{organisation.pk}", organisation, organisation.language or settings.LANGUAGE_CODE,
        organisation.time_zone or settings.TIME_ZONE, organisation.email, organisation.sample,
    )  # fmt: skip


def has_coordinator(organisation):
    found = Membership.objects.current().filter(organisation=organisation, role=Role.COORDINATOR, limited=False)
    return found.filter(user__is_active=True).exists()


def manages(user, organisation):
    """Its own full coordinators. Staff only until it has one, so that they open no content to themselves."""
    return coordinates(user, organisation) or (user.is_staff and not has_coordinator(organisation))


def check_manages(by, organisation):
    if not manages(by, organisation):
        raise NotYourMembers(organisation)


def ties_of(organisation):
    """The partnerships to which a membership may be limited: those in which the organisation holds a seat."""
    return Partnership.objects.filter(seats__organisation=organisation).distinct()


def is_invited(member):
    """Whether the person has not signed in since the invitation."""
    return member.user.last_login is None


@verb("member.invited")
def invite(organisation, *, email, name, role, by, at, since=None, until=None, confidential=False, ties=None):
    """Mail somebody an invitation; see stakeholders.services.invite_member. ties: the only ones it counts for, or None.

    Raises NotYourMembers, NotYourself, AlreadyMember and what change_member raises.
    """
    check_manages(by, organisation)
    if not coordinates(by, organisation) and email.strip().lower() == by.email.lower():
        raise NotYourself(organisation, field="email")
    member = services.invite_member(host_of(organisation), email=email, name=name, role=role, by=by, at=at)
    since = since or timezone.localdate(at)
    return _write(member, role=role, since=since, until=until, confidential=confidential, ties=ties)


@verb("member.changed")
def change_member(member, *, role, since, until, confidential, ties, by, at):
    """Set role, first and last day, the right to read confidential records, and the ties it is limited to (None: all).

    Raises NotYourMembers, NotYourself, NotAMember, EndsBeforeItBegins, NoTieNamed, LastCoordinator.
    """
    check_manages(by, member.organisation)
    if member.user_id == by.pk and not coordinates(by, member.organisation):
        raise NotYourself(member)
    member = services.locked_member(member)
    return _write(member, role=role, since=since, until=until, confidential=confidential, ties=ties)


def _write(member, *, role, since, until, confidential, ties):
    if since and until and until < since:
        raise EndsBeforeItBegins(member, field="until")
    ties = None if ties is None else list(ties)
    if ties == []:
        raise NoTieNamed(member, field="ties")
    stays = role == Role.COORDINATOR and ties is None and until is None
    if not (stays and (since is None or since <= timezone.localdate())):
        services.needs_another_coordinator(member)
    member.role, member.since, member.until = role, since, until
    member.confidential, member.limited = confidential, ties is not None
    member.save(update_fields=["role", "since", "until", "confidential", "limited"])
    member.ties.exclude(partnership__in=ties or []).delete()
    for tie in ties or []:
        member.ties.get_or_create(partnership=tie)
    return member


@verb("member.left")
def leave(member, *, by, at):
    """Somebody ends their own membership: yesterday was its last day. Raises NotYours, LastCoordinator."""
    if member.user_id != by.pk:
        raise NotYours(member)
    member = services.locked_member(member)
    services.needs_another_coordinator(member)
    return services.end_membership(member, at=at)


@verb("member.ended")
def end_member(member, *, by, at):
    """A coordinator ends a membership at once; it stays on the list of former ones."""
    check_manages(by, member.organisation)
    member = services.locked_member(member)
    services.needs_another_coordinator(member)
    return services.end_membership(member, at=at)


@verb("invitation.sent_again")
def send_again(member, *, by, at):
    """Mail the invitation once more; the earlier link ends, if it is ours alone.

    Raises NotYourMembers, SignedInAlready.
    """
    check_manages(by, member.organisation)
    member = services.locked_member(member)
    _end_link(member)
    services.mail_invitation(host_of(member.organisation), member.user, by=by, at=at, needs_password=True)
    return member


@verb("invitation.withdrawn")
def withdraw(member, *, by, at):
    """Take the invitation back: the membership goes and the mailed link ends. Raises as send_again."""
    check_manages(by, member.organisation)
    member = services.locked_member(member)
    services.needs_another_coordinator(member)
    _end_link(member)
    member.delete()


def _end_link(member):
    """A password link holds for the password it was made for: a new unusable one ends it.

    Who was invited elsewhere, too, may hold that body's link: it is the same account, and the link stays.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=member.user_id)
    if user.last_login is not None or user.has_usable_password():
        raise SignedInAlready(member)
    if not Membership.objects.filter(user=user).exclude(pk=member.pk).exists():
        user.set_unusable_password()
        user.save(update_fields=["password"])
    member.user = user


def members_of(organisation, today):
    """(current and coming, former), by name."""
    rows = Membership.objects.filter(organisation=organisation).select_related("user", "organisation")
    rows = rows.prefetch_related("ties__partnership").order_by("user__name", "user__email")
    return list(rows.filter(Q(until=None) | Q(until__gte=today))), list(rows.filter(until__lt=today))
