"""What the steps of a visit are called on buttons."""

from django.utils.translation import gettext_lazy as _

MOVE_WORDS = {
    "invite": _("Invited"),
    "accept": _("Accepted"),
    "fix": _("Dates are fixed"),
    "unfix": _("Open the dates again"),
    "hold": _("It was held"),
    "thank": _("Thanks were sent"),
    "decline": _("Declined"),
    "cancel": _("Cancel the visit"),
    "reopen": _("Take it up again"),
}
NEXT_WORDS = {
    "asked": _("invite"),
    "invited": _("get an answer"),
    "accepted": _("fix the dates"),
    "dates fixed": _("prepare the visit"),
    "held": _("send thanks"),
}
