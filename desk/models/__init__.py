from desk.models.heartbeat import Heartbeat
from desk.models.reviews import Choice, Review, ReviewAnnex, ReviewPack

__all__ = ["Choice", "Heartbeat", "Review", "ReviewAnnex", "ReviewPack"]
