"""The term of an agreement, what lies inside it, and the facts of its paper."""

from agreements import rules
from agreements.models import Agreement, Deliverable, DeliverableStatus, Renewal
from agreements.sectors import LANGUAGE_NAMES, NAMES
from agreements.services.clauses import open_text
from agreements.services.clocks import sync_clocks
from agreements.services.locks import locked
from agreements.services.refusals import DueOutside, EndsBeforeItBegins, TitleMissing
from agreements.services.refusals_life import (
    AmendmentStays,
    DuesOutside,
    LanguageUnknown,
    ParentCircle,
    ParentElsewhere,
    RelationHalf,
    SectorUnknown,
    SignedAfterTheEnd,
)
from stakeholders.verbs import verb

FACTS = (
    "title", "kind", "fields", "languages", "sectors", "binding", "expires_on", "renewal", "renewal_months",
    "notice_days", "summary", "source_note", "parent", "parent_relation",
)  # fmt: skip
OF_THE_TEXT = {"expires_on", "renewal", "renewal_months", "notice_days", "fields"}  # what an amendment brings


def term_of(agreement):
    """(first day, last day) in which its deliverables fall due; None where nobody named one or it renews itself."""
    begins = agreement.in_force_first or agreement.signed_first
    ends = None if agreement.renewal == Renewal.AUTOMATIC else agreement.expires_on
    return begins, agreement.ended_on or ends


def check_due(agreement, due_on, outside_term):
    """Whether this day is to be marked as outside the term. Raises DueOutside where nobody said that it is meant."""
    if rules.inside(due_on, *term_of(agreement)):
        return False
    if not outside_term:
        raise DueOutside(agreement, field="due_on")
    return True


def check_parent(partnership_id, parent, relation, child=None):
    """Whether an agreement of this tie may hang on `parent` so. Amendments are drafted, not chosen.

    child: the agreement itself where it is on file already. Raises RelationHalf, ParentElsewhere and ParentCircle.
    """
    if bool(parent) != bool(relation) or relation == Agreement.Relation.AMENDS:
        raise RelationHalf(field="parent_relation" if parent else "parent")
    if parent is None:
        return
    if parent.partnership_id != partnership_id or hasattr(parent, "amendment"):
        raise ParentElsewhere(parent, field="parent")
    above, seen = parent, set()
    while child and above and above.pk not in seen:  # a circle on file that does not hold the child has no end
        if above.pk == child.pk:
            raise ParentCircle(child, field="parent")
        seen.add(above.pk)
        above = above.parent


def check_order(begins, expires_on):
    """Raises EndsBeforeItBegins. Either day may be None."""
    if begins and expires_on and expires_on < begins:
        raise EndsBeforeItBegins(field="expires_on")


def falling_outside(*agreements):
    """Ids of their deliverables due outside their term, as the objects say it, that nobody marked so yet."""
    terms = {agreement.pk: term_of(agreement) for agreement in agreements}
    unmarked = Deliverable.objects.filter(agreement__in=terms, outside_term=False)
    due = unmarked.exclude(status=DeliverableStatus.CANCELLED).values_list("pk", "agreement", "due_on")
    return [pk for pk, agreement, due_on in due if not rules.inside(due_on, *terms[agreement])]


def mark_outside(*agreements):
    """What falls due outside the term is known to: whoever changed the term, or imported the day, has said so."""
    Deliverable.objects.filter(pk__in=falling_outside(*agreements)).update(outside_term=True)


def last_signature(agreement):
    """The last day on which somebody can have signed, or None."""
    days = agreement.parties.filter(signatures__signed_last__isnull=False).values_list(
        "signatures__signed_last", flat=True
    )
    return max([day for day in (*days, agreement.signed_first) if day], default=None)


@verb("agreement.changed")
def change_agreement(agreement, *, by, at, outside_term=False, **facts):
    """Put the facts of the paper right. facts: some of FACTS. Returns the agreement.

    outside_term: open deliverables that lie outside the new term are meant to; without it they are DuesOutside. Raises
    TitleMissing, EndsBeforeItBegins, SignedAfterTheEnd, LanguageUnknown, SectorUnknown, DuesOutside and what
    check_parent raises;
    SignedText and AlreadyApplied where the terms of an amendment change that somebody has signed.
    """
    agreement = locked(agreement.pk)
    unknown = set(facts) - set(FACTS)
    if unknown:
        raise TypeError(f"not facts of an agreement: {sorted(unknown)}")
    if any(getattr(agreement, name) != facts[name] for name in OF_THE_TEXT & set(facts)):
        open_text(agreement.pk)
    was = agreement.parent_id, agreement.parent_relation
    for name, value in facts.items():
        setattr(agreement, name, value.strip() if isinstance(value, str) else value)
    if (agreement.parent_id, agreement.parent_relation) != was:
        if hasattr(agreement, "amendment"):
            raise AmendmentStays(agreement, field="parent")
        check_parent(agreement.partnership_id, agreement.parent, agreement.parent_relation, child=agreement)
    if not agreement.title:
        raise TitleMissing(field="title")
    check_lists(agreement.languages, agreement.sectors)
    check_order(agreement.in_force_first or agreement.signed_first, agreement.expires_on)
    signed = last_signature(agreement)
    if agreement.expires_on and signed and agreement.expires_on < signed:
        raise SignedAfterTheEnd(field="expires_on")
    if not outside_term and falling_outside(agreement):
        raise DuesOutside(agreement, field="outside_term")
    mark_outside(agreement)
    agreement.save(update_fields=list(facts))
    sync_clocks(agreement, at=at)
    return agreement


def check_lists(languages, sectors):
    """Raises LanguageUnknown and SectorUnknown."""
    if set(languages) - set(LANGUAGE_NAMES):
        raise LanguageUnknown(field="languages")
    if set(sectors) - set(NAMES):
        raise SectorUnknown(field="sectors")
