"""An amendment: drafted as a copy, compared with what the agreement says, decided, applied once all have signed."""

import datetime as dt

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import papers, rules
from agreements.models import (
    Agreement,
    AgreementMove,
    AgreementStatus,
    Amendment,
    Clause,
    Deliverable,
    Party,
    Signature,
)
from agreements.services.agreements import form_id
from agreements.services.clause_refusals import (
    AlreadyApplied,
    AmendsAnAmendment,
    NoAmendment,
    NotAllSigned,
    NothingToAmend,
    NotTheseWords,
    Undecided,
)
from agreements.services.clauses import open_text
from agreements.services.clocks import sync_clocks
from agreements.services.locks import locked
from agreements.services.mandate import require_mandate_for
from agreements.services.refusals import TitleMissing
from agreements.services.terms import check_order, mark_outside
from stakeholders.verbs import verb


def amendable(agreement):
    """Raises AmendsAnAmendment or NothingToAmend."""
    if Amendment.objects.filter(agreement=agreement).exists():
        raise AmendsAnAmendment(agreement)
    if agreement.status not in rules.AMENDABLE:
        raise NothingToAmend(agreement)


@verb("amendment.drafted")
def draft_amendment(agreement, *, by, at, key=None):
    """Copy an agreement into a draft that is to amend it. Returns the Amendment.

    The copy stays in the office until it is shared. key: as in record_agreement; the same one again returns the
    first draft. Raises NothingToAmend and AmendsAnAmendment.
    """
    external_id = form_id(by, key)
    if key and (found := Amendment.objects.filter(agreement__external_id=external_id).first()):
        return found
    agreement = locked(agreement.pk)
    amendable(agreement)
    number = agreement.children.filter(parent_relation=Agreement.Relation.AMENDS).count() + 1
    name = _("Amendment %(n)s: %(title)s") % {"n": number, "title": agreement.title}
    draft = Agreement.objects.create(
        partnership_id=agreement.partnership_id, owner_id=agreement.owner_id, kind=agreement.kind, title=name[:300],
        expires_on=agreement.expires_on, renewal=agreement.renewal, renewal_months=agreement.renewal_months,
        notice_days=agreement.notice_days, fields=agreement.fields, parent=agreement,
        parent_relation=Agreement.Relation.AMENDS, created_by=by, external_id=external_id, sample=agreement.sample,
    )  # fmt: skip
    Party.objects.bulk_create(
        [
            Party(agreement=draft, organisation_id=party.organisation_id, side_id=party.side_id)
            for party in agreement.parties.all()
        ]
    )
    Clause.objects.bulk_create(
        [
            Clause(
                agreement=draft, position=place, number=one.number, kind=one.kind, text=one.text, copied_from=one.pk
            )
            for place, one in enumerate(agreement.clauses.all(), start=1)
        ]
    )
    sync_clocks(draft, at=at)
    return Amendment.objects.create(agreement=draft, title=agreement.title, base=papers.snapshot_of(agreement))


@verb("amendment.terms_changed")
def change_terms(
    amendment, *, title, expires_on, renewal, notice_days, fields, by, at, renewal_months=None
):  # fmt: skip
    """Say in the draft what the agreement's title, end, renewal, notice and fields are to be. Returns the Amendment.

    Raises TitleMissing, EndsBeforeItBegins, AlreadyApplied, SignedText.
    """
    draft = open_text(amendment.agreement_id)
    if not title.strip():
        raise TitleMissing(draft, field="title")
    original = draft.parent
    check_order(original.in_force_first or original.signed_first, expires_on)
    draft.expires_on, draft.renewal, draft.renewal_months = expires_on, renewal, renewal_months
    draft.notice_days, draft.fields = notice_days, fields.strip()
    draft.save(update_fields=["expires_on", "renewal", "renewal_months", "notice_days", "fields"])
    sync_clocks(draft, at=at)
    amendment = Amendment.objects.get(pk=amendment.pk)
    amendment.title = title.strip()
    amendment.save(update_fields=["title"])
    return amendment


def amendment_held(amendment):
    """Lock the original, then the draft, then the amendment. Raises NoAmendment where the original is gone."""
    parent = Agreement.objects.values_list("parent", flat=True).get(pk=amendment.agreement_id)
    if parent is None:
        raise NoAmendment(amendment)
    locked(parent)
    locked(amendment.agreement_id)
    found = Amendment.objects.select_for_update(no_key=True, of=["self"])
    return found.select_related("agreement__parent").get(pk=amendment.pk)


@verb("amendment.decided")
def decide(amendment, *, key, take, seen, by, at):
    """Settle one place that both the draft and the agreement changed. Returns the Amendment.

    key, seen: of a differences.Difference as it was shown. take: "ours" (the draft's words) or "theirs" (those that
    stand). Raises AlreadyApplied, and NotTheseWords when there is no such conflict or its words have changed since.
    """
    amendment = amendment_held(amendment)
    if amendment.applied_at:
        raise AlreadyApplied(amendment)
    fitting = [one for one in papers.comparison_of(amendment).conflicts if (one.key, one.mark) == (key, seen)]
    if not fitting or take not in ("ours", "theirs"):
        raise NotTheseWords(amendment)
    amendment.decisions = {**amendment.decisions, key: {"take": take, "seen": seen}}
    amendment.save(update_fields=["decisions"])
    return amendment


@verb("amendment.applied")
def apply_amendment(amendment, *, by, at):
    """Write what all parties signed into the agreement. Returns the Amendment; applying again changes nothing.

    What was changed meanwhile and is not touched by the draft stays. What is owed under the draft comes under the
    agreement; what stood under a clause that falls away stays under the agreement, without a clause; what is due
    outside the new term is marked so. Raises
    NotAllSigned, Undecided, NothingToAmend (it has ended meanwhile), EndsBeforeItBegins and NoAmendment.
    """
    amendment = amendment_held(amendment)
    if amendment.applied_at:
        return amendment
    draft, original = amendment.agreement, amendment.agreement.parent
    require_mandate_for(original, by=by, at=at)
    missing = papers.unsigned(draft)
    if missing is None or missing:
        raise NotAllSigned(missing or [])
    if original.status not in rules.AMENDABLE:
        raise NothingToAmend(original)
    comparison = papers.comparison_of(amendment)
    if comparison.open:
        raise Undecided(comparison.open)
    write_terms(original, comparison)
    write_clauses(original, draft, comparison)
    mark_outside(original)
    carry_signed(draft, by=by, at=at)
    amendment.applied_at, amendment.applied_by = at, by
    amendment.decisions = {one.key: {"take": one.decision, "seen": one.mark} for one in comparison.conflicts}
    amendment.save(update_fields=["applied_at", "applied_by", "decisions"])
    sync_clocks(original, at=at)
    sync_clocks(draft, at=at)
    return amendment


def with_terms(original, comparison):
    """Give the original, unsaved, the terms that the amendment brings. Returns the names of those that change."""
    changed = {one.key.removeprefix("term:"): one.result for one in comparison.terms if one.result != one.theirs}
    if changed.get("expires_on"):
        changed["expires_on"] = dt.date.fromisoformat(changed["expires_on"])
    for name, value in changed.items():
        setattr(original, name, value)
    return list(changed)


def write_terms(original, comparison):
    changed = with_terms(original, comparison)
    if "expires_on" in changed:
        check_order(original.in_force_first or original.signed_first, original.expires_on)
    if changed:
        original.save(update_fields=changed)


def write_clauses(original, draft, comparison):
    """Bring the original's clauses to the comparison's result, and what is owed under the draft along with them."""
    says = {one.key: one.result for one in comparison.clauses}
    standing = {f"clause:{one.pk}": one for one in original.clauses.all()}
    Clause.objects.filter(pk__in=[one.pk for key, one in standing.items() if key not in comparison.result]).delete()
    written = {}
    for position, key in enumerate(comparison.result, start=1):
        wording, clause = says[key], standing.get(key)
        new = {"number": wording.number, "kind": wording.kind, "text": wording.text, "position": position}
        if clause is None:
            clause = Clause.objects.create(agreement=original, **new)
        elif changed := [name for name, value in new.items() if getattr(clause, name) != value]:
            for name in changed:
                setattr(clause, name, new[name])
            clause.save(update_fields=changed)
        written[key] = clause
    places = {one.pk: written.get(papers.key_in_draft(one)) for one in draft.clauses.all()}
    for item in Deliverable.objects.select_for_update(no_key=True).filter(agreement=draft):
        item.agreement, item.clause = original, places.get(item.clause_id)
        item.save(update_fields=["agreement", "clause"])


def carry_signed(draft, *, by, at):
    """The draft is a signed paper now; its words stand in the agreement, so it is not in force beside it."""
    if draft.status not in rules.NOT_SIGNED_YET:
        return
    signatures = Signature.objects.filter(party__agreement=draft)
    days = signatures.aggregate(first=Max("signed_first"), last=Max("signed_last"))
    was, draft.status = draft.status, AgreementStatus.SIGNED
    if draft.signed_first is None:
        draft.signed_first, draft.signed_last = days["first"], days["last"]
    draft.save(update_fields=["status", "signed_first", "signed_last"])
    on = draft.signed_last or timezone.localdate(at)
    AgreementMove.objects.create(agreement=draft, was=was, became=draft.status, on=on, by=by, at=at)
