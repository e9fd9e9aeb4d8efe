from agreements.models.agreements import Agreement, AgreementKind, AgreementStatus, Party, Renewal, Signature
from agreements.models.amendments import Amendment
from agreements.models.clauses import Clause, ClauseKind
from agreements.models.clocks import (
    RECORDED,
    ClockClosed,
    ClockEvent,
    ClockFile,
    ClockTask,
    Jurisdiction,
    Milestone,
)
from agreements.models.deliverables import (
    Deliverable,
    DeliverableStatus,
    DeliverableUpdate,
    Outlook,
    UpdateAnswer,
    UpdateFile,
    day_at_owner,
    handed_in_time,
    overdue_on,
)
from agreements.models.links import UpdateLink, UpdateLinkItem
from agreements.models.notes import AgreementMove, DueDiligence, InternalNote
from agreements.models.papers import (
    GRANTED,
    AgreementFile,
    AgreementText,
    Approval,
    ApprovalResult,
    ApprovalRule,
    ApprovalType,
    Origin,
)
from agreements.models.quotas import Quota, QuotaDirection, QuotaLevel, QuotaUse
from agreements.models.series import DeliverableSeries, ExtensionAnswer

__all__ = [
    "GRANTED",
    "RECORDED",
    "Agreement",
    "AgreementFile",
    "AgreementKind",
    "AgreementMove",
    "AgreementStatus",
    "AgreementText",
    "Amendment",
    "Approval",
    "ApprovalResult",
    "ApprovalRule",
    "ApprovalType",
    "Clause",
    "ClauseKind",
    "ClockClosed",
    "ClockEvent",
    "ClockFile",
    "ClockTask",
    "Deliverable",
    "DeliverableSeries",
    "DeliverableStatus",
    "DeliverableUpdate",
    "DueDiligence",
    "ExtensionAnswer",
    "InternalNote",
    "Jurisdiction",
    "Milestone",
    "Origin",
    "Outlook",
    "Party",
    "Quota",
    "QuotaDirection",
    "QuotaLevel",
    "QuotaUse",
    "Renewal",
    "Signature",
    "UpdateAnswer",
    "UpdateFile",
    "UpdateLink",
    "UpdateLinkItem",
    "day_at_owner",
    "handed_in_time",
    "overdue_on",
]
