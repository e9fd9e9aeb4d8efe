"""Who may do what, in human words: one table, from which the page is drawn and which every verb stands in.

A row names what one can do, the permission that it asks for (stakeholders.access.GRANTS says which role holds it) and
the verbs that do it. The test of this file holds that no verb is missing and none is made up.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stakeholders.access import Permission, Role, roles_granting
from stakeholders.rights_verbs import VERBS


class Beyond(TextChoices):
    """Rights that no permission on a record gives."""

    OFFICE = "office", _("Coordinators whose membership is not limited to named partnerships")
    SELF = "self", _("Everybody, for themselves")
    STAFF = "staff", _("Platform staff")
    LINK = "link", _("Whoever was mailed the link")
    MACHINE = "machine", _("The machine by itself, or a command on the server")


class Answer(TextChoices):
    YES = "yes", pgettext_lazy("may do it", "Yes")
    OWN = "own", _("What they recorded")
    NO = "no", pgettext_lazy("may do it", "No")


@dataclass(frozen=True)
class Thing:
    """One row. key: its name in VERBS; needs: a Permission or a Beyond; own: the permission with which whoever recorded
    something does it to that; also: others who may."""

    key: str
    words: str
    needs: str
    own: str = ""
    also: tuple = ()

    @property
    def verbs(self):
        return VERBS.get(self.key, ())

    def of_role(self, role):
        """What a member with this role may do of it."""
        if self.needs == Beyond.OFFICE:
            return Answer.YES if role == Role.COORDINATOR else Answer.NO
        if self.needs == Beyond.SELF:
            return Answer.YES
        if self.needs in Beyond.values:
            return Answer.NO
        if role in roles_granting(self.needs):
            return Answer.YES
        return Answer.OWN if self.own and role in roles_granting(self.own) else Answer.NO

    def of_others(self, who):
        """What somebody without a role in the office may do of it: Beyond.STAFF, Beyond.LINK."""
        everybody = self.needs == Beyond.SELF and who == Beyond.STAFF
        return Answer.YES if everybody or who in (self.needs, *self.also) else Answer.NO


P, B = Permission, Beyond

# (heading, rows) in the order of the page.
TABLE = [
    (_("Looking"), [
        Thing("read", _("Read the records of the office, as far as their audience goes"), P.VIEW),
    ]),
    (_("Activities and visits"), [
        Thing("log", _("Log activities, plan visits, write down costs and gifts"), P.LOG_ACTIVITY),
        Thing("change activity", _("Change, cancel and take back activities, their heads and next steps"), P.EDIT,
              own=P.LOG_ACTIVITY),
        Thing("offer", _("Offer an activity to the other side"), P.SHARE),
        Thing("confirm activity", _("Answer an activity that the other side offers"), P.ASK, also=(B.LINK,)),
        Thing("books", _("Keep budgets, funds and limits of gifts"), P.EDIT),
    ]),
    (_("Agreements and deliverables"), [
        Thing("agree", _("Record and change agreements, clauses, papers, amendments and quotas"), P.EDIT),
        Thing("promise", _("Add, change and cancel deliverables"), P.EDIT),
        Thing("update", _("Say how far a deliverable has come"), P.UPDATE_DELIVERABLE, also=(B.LINK,)),
        Thing("accept", _("Accept a deliverable, send it back, grant more time"), P.ACCEPT_DELIVERABLE),
        Thing("file", _("File what the law asks for"), P.EDIT),
        Thing("law", _("Choose the rule packs that hold"), B.OFFICE, also=(B.STAFF,)),
    ]),
    (_("Outcomes"), [
        Thing("report", _("Report outcomes, open leads, report figures of a period"), P.REPORT_OUTCOME),
        Thing("change report", _("Correct and withdraw reports, move leads, add evidence"), P.EDIT,
              own=P.REPORT_OUTCOME),
        Thing("measure", _("Set targets, assumptions, indicators and periods of reporting"), P.EDIT,
              also=(B.STAFF,)),
        Thing("settle", _("Merge and settle reports, check evidence"), P.EDIT),
        Thing("third party", _("Decide on the paper of a third party"), B.STAFF),
        Thing("learn", _("Have studies of the records worked out; save weights of whom next, and briefs"), P.EDIT,
              also=(B.STAFF,)),
        Thing("prove", _("Freeze reports, share them by a link, draw an audit sample, join a network"), B.OFFICE),
    ]),
    (_("The other side"), [
        Thing("ask", _("Ask partners by mail, and take an ask back"), P.ASK),
        Thing("answer", _("Answer what a mail asks, pass it on, stop such mails"), B.LINK),
        Thing("share", _("Open a record to more readers, and close it again"), P.SHARE),
    ]),
    (_("Partnerships"), [
        Thing("tie", _("Keep, rename, pause, end and resume partnerships; requests, reviews, who leads"),
              P.MANAGE_TIE),
        Thing("keep records", _("Hold, keep and purge records; answer records requests; erase a contact"),
              P.MANAGE_TIE),
        Thing("put back", _("Put back a wrong edit"), P.EDIT),
        Thing("seat", _("Seat an office on its own side; say for which place it acts, and who leads where nobody acts"),
              B.STAFF),
    ]),
    (_("Organisations and people"), [
        Thing("organisation", _("Change organisations, posts, contacts and figures; put on file; hand over"), P.EDIT,
              also=(B.STAFF,)),
        Thing("merge", _("Merge what is twice on file, and undo it"), B.OFFICE, also=(B.STAFF,)),
        Thing("members", _("Invite people, change their role and dates, remove them; let platform staff in"), B.OFFICE),
        Thing("office", _("Change the settings of the office, its rules of reminders and webhooks"), B.OFFICE),
        Thing("own account", _("Change one’s own account, tokens, calendars, saved views, drafts and reminders"),
              B.SELF),
    ]),
    (_("The platform"), [
        Thing("platform", _("Change the rule of stages, corridors, registers; erase an account; open a further office"),
              B.STAFF),
        Thing("machine", _("Purge what is due, open series and days to file, load registers"), B.MACHINE),
    ]),
]  # fmt: skip

# What one can do -> what it is by code: for the test and for whoever asks about one verb.
THINGS = {thing.key: thing for _heading, things in TABLE for thing in things}

# ARCHITECTURE 4: the audiences, from narrow to wide.
AUDIENCES = [
    (_("Named"), _("The people listed on the record, and members of the owning office who hold the right "
                   "“confidential”")),
    (_("Office"), _("Members of the owning office")),
    (_("Parties"), _("Also members of the organisations named on the record: who owes it, signed it, took part, "
                     "claims it")),
    (_("Shared"), _("Also members of the lead of every side")),
    (_("Public"), _("Everybody; published on purpose, with who did it and when")),
]  # fmt: skip


def needed_for(verb):
    """The rows in which the verb stands."""
    return [thing for thing in THINGS.values() if verb in thing.verbs]
