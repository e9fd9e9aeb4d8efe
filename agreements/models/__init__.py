from agreements.models.agreements import Agreement, AgreementKind, AgreementStatus, Party, Renewal, Signature
from agreements.models.amendments import Amendment
from agreements.models.clauses import Clause, ClauseKind
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
from agreements.models.series import DeliverableSeries, ExtensionAnswer

__all__ = [
    "Agreement",
    "AgreementKind",
    "AgreementStatus",
    "Amendment",
    "Clause",
    "ClauseKind",
    "Deliverable",
    "DeliverableSeries",
    "DeliverableStatus",
    "DeliverableUpdate",
    "ExtensionAnswer",
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
