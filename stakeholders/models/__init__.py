from stakeholders.models.doubles import DoubleKind, Merge, NotADouble
from stakeholders.models.facts import OrganisationFigure, OrganisationSector, PlaceFigure
from stakeholders.models.links import MailedLink
from stakeholders.models.looks import StaffLook
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
from stakeholders.models.protocol import ProtocolNote
from stakeholders.models.registers import KnownBody
from stakeholders.models.security import SecondStepRule, SignedIn
from stakeholders.models.slugs import OldSlug
from stakeholders.models.tokens import ApiToken, Scope
from stakeholders.models.users import User

__all__ = [
    "ApiToken",
    "Designation",
    "DoubleKind",
    "KnownBody",
    "Level",
    "MailedLink",
    "Membership",
    "Merge",
    "NotADouble",
    "Office",
    "OldSlug",
    "Organisation",
    "OrganisationFigure",
    "OrganisationIdentifier",
    "OrganisationKind",
    "OrganisationSector",
    "OutgoingMail",
    "Person",
    "Place",
    "PlaceFigure",
    "Post",
    "PostHolding",
    "ProtocolNote",
    "RegisterEntry",
    "Scope",
    "SecondStepRule",
    "SignedIn",
    "StaffGrant",
    "StaffLook",
    "User",
]
