from partnerships.models.contacts import ContactPurpose, TieContact
from partnerships.models.holds import (
    Hold,
    RecordKind,
    RetentionAct,
    RetentionClass,
    RetentionEnd,
    RetentionRule,
    RetentionStart,
)
from partnerships.models.mandates import LeadOffer, LeadOfferState, Stop
from partnerships.models.partnerships import Form, MembershipTie, Partnership, PartnershipPlace
from partnerships.models.records import Attachment, Audience, Record, RecordQuerySet
from partnerships.models.requests import (
    Criteria,
    Criterion,
    CriterionAnswer,
    Fit,
    RequestChannel,
    RequestFile,
    RequestKind,
    RequestState,
    TieRequest,
)
from partnerships.models.seats import Seat, SeatRole, Standing
from partnerships.models.stage_rules import StageRule
from partnerships.models.stages import StageResult
from partnerships.models.ties import TieRecord

__all__ = [
    "Attachment",
    "Audience",
    "ContactPurpose",
    "Criteria",
    "Criterion",
    "CriterionAnswer",
    "Fit",
    "Form",
    "Hold",
    "LeadOffer",
    "LeadOfferState",
    "MembershipTie",
    "Partnership",
    "PartnershipPlace",
    "Record",
    "RecordKind",
    "RecordQuerySet",
    "RequestChannel",
    "RequestFile",
    "RequestKind",
    "RequestState",
    "RetentionAct",
    "RetentionClass",
    "RetentionEnd",
    "RetentionRule",
    "RetentionStart",
    "Seat",
    "SeatRole",
    "StageResult",
    "StageRule",
    "Standing",
    "Stop",
    "TieContact",
    "TieRecord",
    "TieRequest",
]
