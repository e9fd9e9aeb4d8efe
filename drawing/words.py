"""Words and marks that stand for closed lists on screen. Keys are plain strings and numbers: no app is imported."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NO_RECORD, NOT_ENOUGH = 0, 6
TESTS = (1, 2, 3, 4, 5)  # the stages that have a test of their own (METHODS 3)

STAGES = {
    0: pgettext_lazy("stage", "No recent record"),
    1: pgettext_lazy("stage", "Ceremonial"),
    2: pgettext_lazy("stage", "Exchange"),
    3: pgettext_lazy("stage", "Reciprocal"),
    4: pgettext_lazy("stage", "Economic"),
    5: pgettext_lazy("stage", "Strategic"),
    6: pgettext_lazy("stage", "Not enough records"),
    None: pgettext_lazy("stage", "No agreement on file"),
}

STAGE_NOTES = {
    0: _("None in 24 months"),
    1: _("In force and alive"),
    2: _("People meet"),
    3: _("Both give and send"),
    4: _("A verified result"),
    5: _("Several, over years"),
    6: _("No stage given yet"),
    None: _("No stage is given"),
}

# The order in which a list of stages is read: the ramp first, then the two that stand apart.
STAGE_ORDER = (1, 2, 3, 4, 5, 0, 6)

# audience: (icon, word, who reads it)
AUDIENCES = {
    "named": ("user-check", pgettext_lazy("audience", "Named"), _("listed people read it")),
    "office": ("lock", pgettext_lazy("audience", "Office"), _("your office reads it")),
    "parties": (
        "users",
        pgettext_lazy("audience", "Parties"),
        _("your office and the organisations named in it read it"),
    ),
    "shared": ("eye", pgettext_lazy("audience", "Shared"), _("the lead of each side reads it")),
    "public": ("globe", pgettext_lazy("audience", "Public"), _("everybody reads it")),
}

# state: (colour of the tag, icon, word). One table, so that the same state looks the same on each page.
STATES = {
    "draft": ("", "pencil", pgettext_lazy("state", "Draft")),
    "planned": ("info", "calendar", pgettext_lazy("state", "Planned")),
    "happened": ("good", "circle-check", pgettext_lazy("state", "Happened")),
    "cancelled": ("", "ban", pgettext_lazy("state", "Cancelled")),
    "not_started": ("", "circle", pgettext_lazy("state", "Not started")),
    "open": ("", "circle", pgettext_lazy("state", "Open")),
    "in_progress": ("info", "trending-up", pgettext_lazy("state", "In progress")),
    "on_track": ("good", "trending-up", pgettext_lazy("state", "On track")),
    "at_risk": ("warn", "circle-alert", pgettext_lazy("state", "At risk")),
    "stuck": ("bad", "circle-x", pgettext_lazy("state", "Stuck")),
    "late": ("bad", "clock", pgettext_lazy("state", "Late")),
    "overdue": ("bad", "clock", pgettext_lazy("state", "Late")),
    "due": ("warn", "calendar-clock", pgettext_lazy("state", "Due")),
    "submitted": ("info", "send", pgettext_lazy("state", "Submitted")),
    "accepted": ("good", "circle-check", pgettext_lazy("state", "Accepted")),
    "returned": ("warn", "undo-2", pgettext_lazy("state", "Sent back")),
    "waived": ("", "ban", pgettext_lazy("state", "Waived")),
    "done": ("good", "circle-check", pgettext_lazy("state", "Done")),
    "verified": ("good", "shield-check", pgettext_lazy("state", "Verified")),
    "documented": ("info", "file-check", pgettext_lazy("state", "Documented")),
    "reported": ("", "message-square", pgettext_lazy("state", "Reported")),
    "disputed": ("warn", "scale", pgettext_lazy("state", "Two figures, being reconciled")),
    "withdrawn": ("", "undo-2", pgettext_lazy("state", "Withdrawn")),
    "negotiation": ("info", "message-square", pgettext_lazy("state", "In negotiation")),
    "approved": ("info", "check", pgettext_lazy("state", "Approved")),
    "suspended": ("warn", "pause", pgettext_lazy("state", "Suspended")),
    "renewed": ("good", "refresh-cw", pgettext_lazy("state", "Renewed")),
    "more_time": ("warn", "clock", pgettext_lazy("state", "Asks for more time")),
    "cannot_share": ("", "lock", pgettext_lazy("state", "Cannot be shared")),
    "wrong_person": ("warn", "user-minus", pgettext_lazy("state", "Wrong person")),
    "agreed": ("good", "shield-check", pgettext_lazy("state", "Verified by both sides")),
    "lower": ("good", "shield-check", pgettext_lazy("state", "Verified, the lower figure")),
    "one_sided": ("good", "shield-check", pgettext_lazy("state", "Verified by one side")),
    "not_converted": ("warn", "coins", pgettext_lazy("state", "Not converted")),
    "not_reported": ("", "circle-dashed", pgettext_lazy("state", "Not reported")),
    "decided_here": ("good", "trophy", pgettext_lazy("state", "Decided here")),
    "decided_elsewhere": ("", "map-pin", pgettext_lazy("state", "Decided elsewhere")),
    "signed": ("good", "file-signature", pgettext_lazy("state", "Signed")),
    "in_force": ("good", "file-signature", pgettext_lazy("state", "In force")),
    "expired": ("", "history", pgettext_lazy("state", "Expired")),
    "ended": ("", "ban", pgettext_lazy("state", "Ended")),
    "paused": ("warn", "pause", pgettext_lazy("state", "Paused")),
    "kept": ("good", "handshake", pgettext_lazy("state", "Kept")),
    "exploring": ("info", "search", pgettext_lazy("state", "Exploring")),
    "requested": ("info", "inbox", pgettext_lazy("state", "Requested")),
}


# How an outcome is known, by evidence level 0-4 (METHODS 5): the colour of its bar, the state it reads as.
EVIDENCE = {
    0: ("c-rep", "reported"),
    1: ("c-rep", "reported"),
    2: ("c-doc", "documented"),
    3: ("c-ver", "verified"),
    4: ("c-ver", "verified"),
}

KIND_ICONS = {
    "official_visit": "landmark",
    "trade_mission": "plane",
    "business_meeting": "briefcase",
    "investment_forum": "building",
    "fair": "package",
    "cultural_event": "music",
    "festival": "sparkles",
    "student_exchange": "graduation-cap",
    "staff_exchange": "users",
    "training": "book-open",
    "joint_research": "network",
    "port_cooperation": "ship",
    "city_services_exchange": "building-2",
    "sport": "trophy",
    "meeting": "users",
    "online_meeting": "monitor",
    "visit": "plane",
}


def state_key(state):
    """One key for "in progress", "In progress" and IN_PROGRESS."""
    return str(state).strip().lower().replace(" ", "_").replace("-", "_")


def stage_name(stage):
    """The word for a stage; a number outside the list reads like a stage that is not given."""
    return STAGES.get(stage, STAGES[None])
