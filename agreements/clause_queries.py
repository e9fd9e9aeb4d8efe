"""Reads of clauses and amendments for pages."""

from collections import defaultdict

from agreements import queries, rules
from agreements.models import Agreement, Clause


def clauses_of(user, agreement, items, at):
    """The clauses that this person reads, in order, each with `.items` and `.promises` of what stands under it.

    items: the agreement's deliverables as this person reads them; they are told apart here, so that the page asks the
    database once and not once for each clause.
    """
    under = defaultdict(list)
    for item in items:
        under[item.clause_id].append(item)
    found = list(Clause.objects.for_user(user).filter(agreement=agreement))
    for clause in found:
        clause.items = under[clause.pk]
        clause.promises = queries.counted(clause.items, at)
    return found


def amendments_of(user, agreement):
    """Agreements that amend this one and that the person reads, each with `.step`: draft, signing or applied."""
    found = Agreement.objects.for_user(user).filter(parent=agreement, parent_relation=Agreement.Relation.AMENDS)
    found = list(found.select_related("amendment").prefetch_related("parties__signatures").order_by("pk"))
    for draft in found:
        draft.step = step_of(draft)
    return found


def step_of(draft):
    """Where an amendment stands: applied, signed by all, signed by some, or a draft."""
    amendment = getattr(draft, "amendment", None)
    if amendment and amendment.applied_at:
        return "applied"
    signed = [bool(party.signatures.all()) for party in draft.parties.all()]
    if signed and all(signed):
        return "signed"
    return "signing" if any(signed) else "draft"


def may_be_amended(agreement):
    """While the agreement holds; an amendment itself is not amended."""
    return agreement.status in rules.AMENDABLE and not getattr(agreement, "amendment", None)
