from activities.models.activities import (
    Activity,
    ActivityFile,
    ActivityKind,
    ActivityStatus,
    Direction,
    Participant,
)
from activities.models.around import ActivityPost, AgreementLink, DeliverableLink, LinkRelation
from activities.models.next_steps import NextStep
from activities.models.office_notes import Gift, OfficeNote

__all__ = [
    "Activity",
    "ActivityFile",
    "ActivityKind",
    "ActivityPost",
    "ActivityStatus",
    "AgreementLink",
    "DeliverableLink",
    "Direction",
    "Gift",
    "LinkRelation",
    "NextStep",
    "OfficeNote",
    "Participant",
]
