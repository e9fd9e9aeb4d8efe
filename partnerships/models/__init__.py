from partnerships.models.partnerships import Form, MembershipTie, Partnership, PartnershipPlace
from partnerships.models.records import Attachment, Audience, Record, RecordQuerySet
from partnerships.models.seats import Seat, SeatRole, Standing
from partnerships.models.stage_rules import StageRule
from partnerships.models.stages import StageResult
from partnerships.models.ties import TieRecord

__all__ = [
    "Attachment",
    "Audience",
    "Form",
    "MembershipTie",
    "Partnership",
    "PartnershipPlace",
    "Record",
    "RecordQuerySet",
    "Seat",
    "SeatRole",
    "StageResult",
    "StageRule",
    "Standing",
    "TieRecord",
]
