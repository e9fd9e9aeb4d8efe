"""What an agreement says, as papers that can be laid beside each other (agreements/differences.py)."""

from django.db.models import Count

from agreements.differences import Wording, compare
from agreements.models import Clause, Signature

TERMS = ("title", "expires_on", "renewal", "renewal_months", "notice_days", "fields")


def terms_of(agreement, title=None):
    """The terms that an amendment may change, as plain values; days as ISO text. title: another than its own."""
    found = {name: getattr(agreement, name) for name in TERMS}
    found["title"] = agreement.title if title is None else title
    found["expires_on"] = agreement.expires_on.isoformat() if agreement.expires_on else None
    return found


def snapshot_of(agreement):
    """What the agreement says now, to be kept as the base of an amendment."""
    clauses = [
        {"id": one.pk, "number": one.number, "kind": one.kind, "text": one.text} for one in agreement.clauses.all()
    ]
    return {"terms": terms_of(agreement), "clauses": clauses}


def base_paper(amendment):
    """What the original said when the amendment was drafted."""
    clauses = {
        f"clause:{one['id']}": Wording(one["number"], one["kind"], one["text"]) for one in amendment.base["clauses"]
    }
    return {"terms": amendment.base["terms"], "clauses": clauses}


def paper_of(agreement):
    """What the original says now."""
    clauses = {f"clause:{one.pk}": Wording(one.number, one.kind, one.text) for one in agreement.clauses.all()}
    return {"terms": terms_of(agreement), "clauses": clauses}


def key_in_draft(clause):
    """The key of a clause of a draft: that of the clause it was copied from, or one of its own."""
    return f"clause:{clause.copied_from}" if clause.copied_from else f"new:{clause.pk}"


def draft_paper(amendment):
    """What the amendment wants the original to say."""
    draft = amendment.agreement
    clauses = {key_in_draft(one): Wording(one.number, one.kind, one.text) for one in draft.clauses.all()}
    return {"terms": terms_of(draft, amendment.title), "clauses": clauses}


def comparison_of(amendment):
    """Base, original and draft beside each other, with what was decided.

    Once applied, the original is taken as it was drafted from, so that the page goes on saying what was agreed.
    """
    base = base_paper(amendment)
    theirs = base if amendment.applied_at else paper_of(amendment.agreement.parent)
    return compare(base, theirs, draft_paper(amendment), amendment.decisions)


def unsigned(agreement):
    """Names of the parties without a signature, in order; None where the paper names no party."""
    parties = list(agreement.parties.select_related("organisation").order_by("organisation__name"))
    if not parties:
        return None
    signed = set(Signature.objects.filter(party__agreement=agreement).values_list("party", flat=True))
    return [party.organisation.name for party in parties if party.pk not in signed]


def carried_by(clause_ids):
    """{id of clause: how many deliverables stand under it}, of clauses that carry any; one query."""
    found = Clause.objects.filter(pk__in=clause_ids, deliverables__isnull=False).order_by()
    return dict(found.values_list("pk").annotate(n=Count("deliverables")))
