from agreements.models.agreements import Agreement, AgreementKind, AgreementStatus, Party, Renewal, Signature
from agreements.models.deliverables import (
    Deliverable,
    DeliverableStatus,
    DeliverableUpdate,
    Outlook,
    UpdateAnswer,
    UpdateFile,
    handed_in_time,
)
from agreements.models.links import UpdateLink, UpdateLinkItem

__all__ = [
    "Agreement",
    "AgreementKind",
    "AgreementStatus",
    "Deliverable",
    "DeliverableStatus",
    "DeliverableUpdate",
    "Outlook",
    "Party",
    "Renewal",
    "Signature",
    "UpdateAnswer",
    "UpdateFile",
    "UpdateLink",
    "UpdateLinkItem",
    "handed_in_time",
]
