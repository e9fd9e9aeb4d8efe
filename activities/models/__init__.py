from activities.models.activities import (
    Activity,
    ActivityFile,
    ActivityStatus,
    Direction,
    Participant,
)
from activities.models.around import ActivityPost, AgreementLink, DeliverableLink, LinkRelation
from activities.models.delegations import (
    BriefPoint,
    Delegation,
    DelegationFile,
    DelegationMove,
    DelegationPerson,
    DelegationStatus,
    PointKind,
    ProgrammeItem,
    Reply,
    Side,
    VisitDirection,
)
from activities.models.drafts import DraftFile, GuessedBy, IncomingDraft, IntakeAddress, IntakeRefusal, WhyRefused
from activities.models.gifts import Gift, GiftFate, GiftFiling, GiftLimit
from activities.models.heads import HeadCount, Sex
from activities.models.kinds import ActivityKind
from activities.models.letter_templates import LetterKind, LetterTemplate
from activities.models.money import BudgetLine, CostCategory, CostLine, Fund, FundReport
from activities.models.next_steps import NextStep
from activities.models.office_notes import OfficeNote
from activities.models.sides import AccountAnswer, ActivityAccount, ActivityAsk

__all__ = [
    "AccountAnswer",
    "Activity",
    "ActivityAccount",
    "ActivityAsk",
    "ActivityFile",
    "ActivityKind",
    "ActivityPost",
    "ActivityStatus",
    "AgreementLink",
    "BriefPoint",
    "BudgetLine",
    "CostCategory",
    "CostLine",
    "Delegation",
    "DelegationFile",
    "DelegationMove",
    "DelegationPerson",
    "DelegationStatus",
    "DeliverableLink",
    "Direction",
    "DraftFile",
    "Fund",
    "FundReport",
    "Gift",
    "GiftFate",
    "GiftFiling",
    "GiftLimit",
    "GuessedBy",
    "HeadCount",
    "IncomingDraft",
    "IntakeAddress",
    "IntakeRefusal",
    "LetterKind",
    "LetterTemplate",
    "LinkRelation",
    "NextStep",
    "OfficeNote",
    "Participant",
    "PointKind",
    "ProgrammeItem",
    "Reply",
    "Sex",
    "Side",
    "VisitDirection",
    "WhyRefused",
]
