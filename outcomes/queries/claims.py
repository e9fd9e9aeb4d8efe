"""Reads of claims and outcomes for pages: lists, timelines, what an activity led to."""

from django.db import connection
from django.db.models import Exists, OuterRef, Subquery

from drawing import formats
from outcomes.models import Claim, Counted, Lead, Outcome
from partnerships.models.keys import keys_of
from stakeholders.access import Permission


def listed(user):
    """Outcomes this person may read, newest first, each with what its newest readable claim says.

    title, tie, occurred_first, occurred_last, amount, currency, evidence, organisation_name; state, reason, nominal and
    group from the figures of an office whose figures they read.
    """
    claims = Claim.objects.for_user(user).filter(outcome=OuterRef("pk"), superseded_by=None)
    newest = claims.order_by("withdrawn_at", "-evidence", "-learnt_on", "-pk")
    counted = Counted.objects.for_user(user).filter(outcome=OuterRef("pk")).order_by("-in_portfolio", "pk")

    def said(name):
        return Subquery(newest.values(name)[:1])

    return (
        Outcome.objects.filter(Exists(claims))
        .select_related("indicator")
        .annotate(
            title=said("title"),
            tie=said("partnership__name"),
            tie_slug=said("partnership__slug"),
            occurred_first=said("occurred_first"),
            occurred_last=said("occurred_last"),
            amount=said("amount"),
            currency=said("currency"),
            evidence=said("evidence"),
            organisation_name=said("organisation__name"),
            withdrawn_at=said("withdrawn_at"),
            state=Subquery(counted.values("state")[:1]),
            reason=Subquery(counted.values("reason")[:1]),
            nominal=Subquery(counted.values("nominal")[:1]),
            audience=said("audience"),
        )
        .order_by("-occurred_first", "-pk")
    )


def own_reports(user):
    """Reports that the person made and still speaks for: as a member of the body that reports or of the office."""
    keys = keys_of(user).with_permission(Permission.REPORT_OUTCOME)
    still = keys.opens("organisation", "partnership") | keys.opens("owner", "partnership")
    return Claim.objects.for_user(user).filter(still, created_by=user)


def may_change(user, claim):
    """Coordinators of the owner change its reports; whoever made one, and still speaks for it, changes that one."""
    editable = Claim.objects.for_user(user, Permission.EDIT)
    return any(rows.filter(pk=claim.pk).exists() for rows in (editable, own_reports(user)))


def is_being_counted(outcome):
    """Whether the outcome waits to be counted anew."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM outcomes_dirty_flow WHERE outcome_id = %s OR outcome_id IS NULL)",
            [outcome.pk],
        )
        return cursor.fetchone()[0]


def outcomes_from(activity, user):
    """Outcomes that a readable claim says came through the activity."""
    claims = Claim.objects.for_user(user).filter(
        outcome=OuterRef("pk"), origins__activity=activity, superseded_by=None
    )
    return listed(user).filter(Exists(claims))


def leads_from(activity, user):
    return Lead.objects.for_user(user).filter(source_activity=activity)


def amount_of(row):
    """The amount as claimed, in words; "" where none was given. row: something with amount, currency, indicator."""
    if row.amount is None:
        return ""
    if row.currency:
        return formats.money_full(row.amount, row.currency)
    return f"{formats.number(row.amount)} {row.indicator.unit}"
