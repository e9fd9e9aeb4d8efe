"""The kinds of activities. Partners read these words, in their own language."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityKind(models.TextChoices):
    OFFICIAL_VISIT = "official visit", _("Official visit")
    TRADE_MISSION = "trade mission", _("Trade mission")
    BUSINESS_MEETING = "business meeting", _("Business meeting")
    INVESTMENT_FORUM = "investment forum", _("Investment forum")
    FAIR = "fair", _("Fair")
    CULTURAL_EVENT = "cultural event", _("Cultural event")
    FESTIVAL = "festival", _("Festival")
    STUDENT_EXCHANGE = "student exchange", _("Student exchange")
    STAFF_EXCHANGE = "staff exchange", _("Staff exchange")
    TRAINING = "training", _("Training")
    JOINT_RESEARCH = "joint research", _("Joint research")
    PORT_COOPERATION = "port cooperation", _("Port cooperation")
    CITY_SERVICES = "city-services exchange", _("City-services exchange")
    SPORT = "sport", _("Sport")
    AID = "aid", _("Aid")
    ONLINE_MEETING = "online meeting", _("Online meeting")
    OTHER = "other", _("Other")
