"""Joining a network of offices, being let in, leaving: each by a coordinator, each logged."""

from django.utils.translation import gettext_lazy as _

from outcomes.models import NetworkMember
from partnerships.models.keys import keys_of
from stakeholders.access import Role
from stakeholders.models import Office, OrganisationKind
from stakeholders.verbs import Refusal, verb


class NotACoordinator(Refusal):
    code = "not_a_coordinator"
    message = _("Only a coordinator may do this.")


class NotANetwork(Refusal):
    code = "not_a_network"
    message = _("Only an association of sister cities can be a network.")


class NotAnOffice(Refusal):
    code = "not_an_office"
    message = _("Only an office joins a network.")


class AskedAlready(Refusal):
    code = "asked_already"
    message = _("Your office is in this network already, or has asked to join.")


def coordinates(user, organisation):
    """Whether the person is a full coordinator there."""
    return any(
        key.organisation == organisation and key.role == Role.COORDINATOR and key.ties is None
        for key in keys_of(user).held
    )


@verb("network.asked")
def ask_to_join(network, office, *, by, at):
    """The office asks to join; from the day it is let in, what it shares or publishes enters the network's sums."""
    if network.kind != OrganisationKind.ASSOCIATION_OF_SISTER_CITIES or network.pk == office.pk:
        raise NotANetwork(network)
    if not Office.objects.filter(organisation=office).exists():
        raise NotAnOffice(office)
    if not coordinates(by, office.pk):
        raise NotACoordinator(office)
    if NetworkMember.objects.filter(network=network, office=office, left_at=None).exists():
        raise AskedAlready(network)
    return NetworkMember.objects.create(network=network, office=office, asked_at=at, asked_by=by)


@verb("network.joined")
def let_in(member, *, by, at):
    """The network's own coordinator lets an office in. Again changes nothing."""
    member = NetworkMember.objects.select_for_update(no_key=True).get(pk=member.pk)
    if not coordinates(by, member.network_id):
        raise NotACoordinator(member)
    if member.accepted_at is None and member.left_at is None:
        member.accepted_at, member.accepted_by = at, by
        member.save(update_fields=["accepted_at", "accepted_by"])
    return member


@verb("network.left")
def leave(member, *, by, at):
    """The office leaves, or the network lets it go: its records leave the sums at once."""
    member = NetworkMember.objects.select_for_update(no_key=True).get(pk=member.pk)
    if not (coordinates(by, member.office_id) or coordinates(by, member.network_id)):
        raise NotACoordinator(member)
    if member.left_at is None:
        member.left_at = at
        member.save(update_fields=["left_at"])
    return member
