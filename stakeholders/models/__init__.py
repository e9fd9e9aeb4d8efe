from stakeholders.models.links import MailedLink
from stakeholders.models.mail import OutgoingMail
from stakeholders.models.memberships import Membership, StaffGrant
from stakeholders.models.offices import Designation, Office
from stakeholders.models.organisations import (
    Organisation,
    OrganisationIdentifier,
    OrganisationKind,
    RegisterEntry,
)
from stakeholders.models.people import Person, Post, PostHolding
from stakeholders.models.places import Level, Place
from stakeholders.models.slugs import OldSlug
from stakeholders.models.users import User

__all__ = [
    "Designation",
    "Level",
    "MailedLink",
    "Membership",
    "Office",
    "OldSlug",
    "Organisation",
    "OrganisationIdentifier",
    "OrganisationKind",
    "OutgoingMail",
    "Person",
    "Place",
    "Post",
    "PostHolding",
    "RegisterEntry",
    "StaffGrant",
    "User",
]
