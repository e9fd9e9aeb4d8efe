from activities.models.activities import (
    Activity,
    ActivityFile,
    ActivityKind,
    ActivityStatus,
    DeliverableLink,
    Direction,
    Participant,
)
from activities.models.office_notes import Gift, NextStep, OfficeNote

__all__ = [
    "Activity",
    "ActivityFile",
    "ActivityKind",
    "ActivityStatus",
    "DeliverableLink",
    "Direction",
    "Gift",
    "NextStep",
    "OfficeNote",
    "Participant",
]
