"""Does an agreement count as what a rule pack calls it? Yes, no or not known, each with the recorded fact behind it."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.models import GRANTED, Approval, ApprovalType, ClockEvent, Milestone
from drawing.formats import long_date, partial_date

BETWEEN = re.compile(r"[,;/\n、，；]+")
YES, NO, UNKNOWN = "yes", "no", "not known"


@dataclass(frozen=True)
class Reason:
    verdict: str
    says: str
    why: str


@dataclass(frozen=True)
class Classified:
    """One test of a pack, answered."""

    title: str
    law: str
    url: str
    verdict: str
    reasons: tuple


def classify(user, agreement, rules, bodies):
    """The tests of the packs that hold for these bodies, as a list of Classified, each pack once.

    Answered from what this person reads of the agreement; what they may not read is not known.
    """
    found = {}
    for body in bodies:
        for pack, _since in rules.of(body):
            for test in pack.tests:
                if test.agreement_kinds and agreement.kind not in test.agreement_kinds:
                    continue
                reasons = tuple(_reason(need, user, agreement, body) for need in test.needs)
                found[pack.code, test.code] = Classified(
                    test.title, pack.cite(), pack.law.get("url", ""), _together(reasons), reasons
                )
    return list(found.values())


def _together(reasons):
    verdicts = {reason.verdict for reason in reasons}
    return NO if NO in verdicts else UNKNOWN if UNKNOWN in verdicts else YES


def _reason(need, user, agreement, body):
    verdict, why = FACTS[need.fact](need, user, agreement, body)
    return Reason(verdict, need.says, why)


def _signed_by_leaders(need, user, agreement, body):
    """A leader's signature on each side; one side without a post on its signatures leaves it open."""
    words = [word.casefold() for word in need.posts]
    sides, names = {}, []
    for party in agreement.parties.all():
        posts = [signature.post.title for signature in party.signatures.all() if signature.post]
        leaders = [title for title in posts if is_leader(title, words)]
        names += leaders
        here = YES if leaders else NO if posts and len(posts) == len(party.signatures.all()) else UNKNOWN
        sides.setdefault(party.side_id, set()).add(here)
    if len(sides) < 2:
        return UNKNOWN, _("no signature of both sides is recorded")
    if all(YES in side for side in sides.values()):
        return YES, ", ".join(dict.fromkeys(names))
    if any(side == {NO} for side in sides.values()):
        return NO, _("one side signed by another post")
    return UNKNOWN, _("the post of a signature is not recorded")


def is_leader(title, words):
    """Whether a post's title begins with one of the words; in unspaced scripts, ends with it and is no deputy."""
    title = title.casefold().strip()
    return any(
        title == word
        or title.startswith((f"{word} ", f"{word},"))
        or (not word.isascii() and title.endswith(word) and "副" not in title)
        for word in words
    )


def _several_fields(need, user, agreement, body):
    fields = [field.strip() for field in BETWEEN.split(agreement.fields) if field.strip()]
    if not fields:
        return UNKNOWN, _("no field of cooperation is recorded")
    return YES if len(fields) >= need.least else NO, ", ".join(fields)


def _approved_by_assembly(need, user, agreement, body):
    """The resolution of the body's own side, or of one that names no side."""
    asked = Approval.objects.for_user(user).filter(agreement=agreement, kind=ApprovalType.COUNCIL)
    ours = [one for one in asked if one.side_id in (None, body.side)]
    for one in ours:
        if one.result in GRANTED:
            return YES, _("%(body)s, %(day)s") % {"body": one.body, "day": long_date(one.decided_on)}
    if any(one.result for one in ours):
        return NO, _("refused")
    stones = Milestone.objects.for_user(user).filter(agreement=agreement, event=ClockEvent.APPROVED)
    for stone in stones:
        return YES, partial_date(stone.on_first, stone.on_last)
    return UNKNOWN, _("no resolution is recorded")


FACTS = {
    "signed_by_leaders": _signed_by_leaders,
    "several_fields": _several_fields,
    "approved_by_assembly": _approved_by_assembly,
}
