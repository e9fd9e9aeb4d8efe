"""What rules, reasons and steps are called for people who sign in."""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from reminders.models import Because, Why
from reminders.rule_names import NAMES
from reminders.rules import RULES, Unit

WHO = {
    "owes": _("Who owes it: the contact named, else the people of that organisation"),
    "author": _("Who recorded it"),
    "files": _("The people of the organisation that files it"),
    "reports": _("The people of the organisation that reports it"),
    "coordinates": _("The coordinators of the office"),
}
BECAUSE = {
    Because.OWES: _("works for the organisation that owes it"),
    Because.CONTACT: _("is the contact for it"),
    Because.COORDINATES: _("coordinates the office"),
    Because.OTHERS: _("is told besides, as the office wishes"),
    Because.AUTHOR: _("recorded it"),
    Because.FILES: _("works for the organisation that has to file it"),
    Because.REPORTS: _("works for the organisation that reports it"),
    Because.CHANNEL: _("is a channel of the office"),
    Because.INSTEAD: _("coordinates the office, for nobody who must act can be told by itself"),
}
WHY = {
    Why.NOBODY: _("Nobody is there to be told."),
    Why.OTHER_SIDE: _("A city of the other side is never mailed by itself."),
    Why.NOT_BY_HAND_YET: _("The first mail to a new contact is sent by hand."),
    Why.NEVER_MAIL: _("Marked “never mail”."),
    Why.NO_ADDRESS: _("No address on file that this office may use."),
    Why.STOPPED: _("Asked for no reminders."),
    Why.MUTED: _("Asked not to be told of this."),
    Why.BOUNCED: _("The address does not take mail."),
    Why.MAY_NOT_SEE: _("May not read it."),
    Why.STANDS_STILL: _("The partnership is paused or ended."),
    Why.TOO_LATE: _("A later reminder of the same is due too."),
    Why.SETTLED: _("Nothing is to be done any more."),
    Why.MOVED: _("The date has moved."),
    Why.RULE_OFF: _("The office does not use this rule."),
    Why.OTHERWISE: _("Told to somebody else, in another way, or not at this step any more."),
}


def step_text(rule, lead):
    """When a step is, seen from its day: "14 days before", "on the day", "6 months later"."""
    if RULES[rule].unit == Unit.AT_ONCE:
        return gettext("when it happens")
    if lead == 0:
        return gettext("on the day")
    n = abs(lead)
    if RULES[rule].unit == Unit.MONTHS:
        if lead > 0:
            return ngettext("%(n)s month before", "%(n)s months before", n) % {"n": n}
        return ngettext("%(n)s month later", "%(n)s months later", n) % {"n": n}
    if lead > 0:
        return ngettext("%(n)s day before", "%(n)s days before", n) % {"n": n}
    return ngettext("%(n)s day after", "%(n)s days after", n) % {"n": n}


def reason_of(rule, because, lead=None):
    """Why somebody is told: the rule, its step, and who they are to it."""
    step = "" if lead is None else f", {step_text(rule, lead)}"
    return f"{NAMES[rule]}{step}: {BECAUSE[because]}"
