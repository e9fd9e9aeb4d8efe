from desk.models.handover import HandOver
from desk.models.heartbeat import Heartbeat
from desk.models.records import Erasure, RecordsRelease, RecordsRequest, Redaction, RedactionGround
from desk.models.reviews import Choice, Review, ReviewAnnex, ReviewPack

__all__ = [
    "Choice",
    "Erasure",
    "HandOver",
    "Heartbeat",
    "RecordsRelease",
    "RecordsRequest",
    "Redaction",
    "RedactionGround",
    "Review",
    "ReviewAnnex",
    "ReviewPack",
]
