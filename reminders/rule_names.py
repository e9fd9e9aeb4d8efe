"""What rules are called, and how two words of a line are joined.

These stand on the page of wishes, which opens without an account: they are there in each of the seven languages
(desk/texts.py). Words for people who sign in alone stand in reminders/words.py.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

NAMES = {
    "deliverable-due": _("A deliverable is due"),
    "deliverable-asked": _("A colleague is asked for an update"),
    "deliverable-submitted": _("A deliverable is submitted"),
    "deliverable-returned": _("A deliverable is returned"),
    "deliverable-accepted": _("A deliverable is accepted"),
    "activity-without-word": _("A planned activity has passed without word"),
    "agreement-notice": _("The last day for notice under an agreement"),
    "agreement-expiry": _("An agreement expires"),
    "filing-due": _("Something is to be filed by law"),
    "figure-due": _("A periodic figure is due"),
    "claim-unconfirmed": _("A reported outcome waits for confirmation"),
    "no-contact": _("A partnership without contact"),
    "anniversary": _("A round anniversary of a partnership"),
    "import-finished": _("An import has finished"),
    "link-ending": _("A link to a report is about to end"),
}


def joined(before, after):
    """What comes first and what it is about, with the colon of the language in use: "due today: Buyer list"."""
    return gettext("%(before)s: %(after)s") % {"before": before, "after": after}
