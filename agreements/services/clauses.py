"""The clauses of an agreement: added, reworded, moved, taken out; and what stands under which."""

from django.db.models import Max

from agreements.differences import Wording, mark_of
from agreements.models import Amendment, Clause, ClauseKind, Deliverable, Signature
from agreements.services.clause_refusals import (
    AlreadyApplied,
    ClauseCarries,
    ClauseChanged,
    NotOfThisAgreement,
    SignedText,
    TextMissing,
)
from agreements.services.locks import locked
from stakeholders.verbs import verb


def wording_of(clause):
    return Wording(clause.number, clause.kind, clause.text)


def mark_of_clause(clause):
    """What a form carries so that the words of somebody else are not overwritten unseen."""
    return mark_of(wording_of(clause))


def open_text(agreement_id):
    """Lock the agreement whose clauses change. Raises AlreadyApplied and SignedText for an amendment's text."""
    agreement = locked(agreement_id)
    amendment = Amendment.objects.filter(agreement=agreement).first()
    if amendment and amendment.applied_at:
        raise AlreadyApplied(agreement)
    if amendment and Signature.objects.filter(party__agreement=agreement).exists():
        raise SignedText(agreement)
    return agreement


def clause_held(clause):
    """Lock the clause's agreement, then the clause as it is now. Raises Clause.DoesNotExist once it was taken out."""
    open_text(clause.agreement_id)
    return Clause.objects.select_for_update(no_key=True).get(pk=clause.pk)


@verb("clause.added")
def add_clause(agreement, *, text, by, at, number="", kind=ClauseKind.COMMITMENT):
    """Put a clause at the end of an agreement. Returns it. Raises TextMissing, AlreadyApplied, SignedText."""
    agreement = open_text(agreement.pk)
    if not text.strip():
        raise TextMissing(field="text")
    last = agreement.clauses.aggregate(last=Max("position"))["last"] or 0
    return Clause.objects.create(
        agreement=agreement, position=last + 1, number=number.strip(), kind=ClauseKind(kind), text=text.strip()
    )


@verb("clause.changed")
def change_clause(clause, *, text, number, kind, by, at, seen=None):
    """Reword a clause. seen: mark_of_clause when the form was opened; another mark now raises ClauseChanged.

    Raises TextMissing, ClauseChanged, AlreadyApplied, SignedText.
    """
    clause = clause_held(clause)
    if not text.strip():
        raise TextMissing(clause, field="text")
    if seen and seen != mark_of_clause(clause):
        raise ClauseChanged(clause)
    clause.number, clause.kind, clause.text = number.strip(), ClauseKind(kind), text.strip()
    clause.save(update_fields=["number", "kind", "text"])
    return clause


@verb("clause.moved")
def move_clause(clause, *, up, by, at):
    """Let a clause change places with the one before it (up) or after it; the first and last stay where they are."""
    clause = clause_held(clause)
    beside = Clause.objects.filter(agreement=clause.agreement_id)
    if up:
        other = beside.filter(position__lt=clause.position).order_by("-position").first()
    else:
        other = beside.filter(position__gt=clause.position).order_by("position").first()
    if other is None:
        return clause
    clause.position, other.position = other.position, clause.position
    clause.save(update_fields=["position"])
    other.save(update_fields=["position"])
    return clause


@verb("clause.removed")
def remove_clause(clause, *, by, at):
    """Take a clause out. Taking it out again changes nothing. Raises ClauseCarries, AlreadyApplied, SignedText."""
    open_text(clause.agreement_id)
    carried = Deliverable.objects.filter(clause=clause.pk).count()
    if carried:
        raise ClauseCarries(clause, carried)
    Clause.objects.filter(pk=clause.pk).delete()


@verb("deliverable.placed")
def place_deliverable(deliverable, *, clause, by, at):
    """Put a deliverable under a clause of its agreement, or under none. Raises NotOfThisAgreement."""
    agreement = locked(deliverable.agreement_id)
    if clause is not None and not agreement.clauses.filter(pk=clause.pk).exists():
        raise NotOfThisAgreement(deliverable, field="clause")
    deliverable = Deliverable.objects.select_for_update(no_key=True).get(pk=deliverable.pk)
    deliverable.clause = clause
    deliverable.save(update_fields=["clause"])
    return deliverable
