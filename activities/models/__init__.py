from activities.models.activities import (
    Activity,
    ActivityFile,
    ActivityKind,
    ActivityStatus,
    Direction,
    Participant,
)
from activities.models.around import ActivityPost, AgreementLink, DeliverableLink, LinkRelation
from activities.models.heads import HeadCount, Sex
from activities.models.next_steps import NextStep
from activities.models.office_notes import Gift, OfficeNote
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
    "DeliverableLink",
    "Direction",
    "Gift",
    "HeadCount",
    "LinkRelation",
    "NextStep",
    "OfficeNote",
    "Participant",
    "Sex",
]
