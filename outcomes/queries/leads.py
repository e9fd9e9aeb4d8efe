"""Leads as their readers see them: the list, and the pipeline as counts. Others see no count: it would be a hint."""

from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.utils import timezone

from outcomes.models import Lead, LeadStage
from stakeholders.access import Permission

OPEN = (LeadStage.ENQUIRY, LeadStage.QUALIFIED, LeadStage.SITE_VISIT, LeadStage.OFFER)
LOST = (LeadStage.DECIDED_ELSEWHERE, LeadStage.DROPPED)


@dataclass(frozen=True)
class StageCount:
    """stage: LeadStage. here: leads at it now (open ones) or that ended so in the period (closed ones)."""

    stage: LeadStage
    here: int
    is_open: bool


def listed(user):
    """Leads that the person reads, with their tie, what they came through and who carries them, newest first."""
    return (
        Lead.objects.for_user(user)
        .select_related("partnership", "organisation", "owner", "source_activity", "indicator", "outcome")
        .order_by("-opened_on", "-pk")
    )


def may_change(user, lead):
    """Coordinators of the owner, and whoever opened it."""
    if Lead.objects.for_user(user, Permission.EDIT).filter(pk=lead.pk).exists():
        return True
    return Lead.objects.for_user(user, Permission.REPORT_OUTCOME).filter(pk=lead.pk, created_by=user).exists()


def pipeline(user, owner=None, *, first=None, last=None, partnerships=None):
    """[StageCount] in the order of the stages: a pipeline is counts and never money. One query.

    owner: organisation whose leads are counted, None for all that the person reads. first, last: days between which
    a closed lead ended; open ones are counted as they stand. partnerships: of these ties alone.
    """
    rows = Lead.objects.for_user(user)
    if owner is not None:
        rows = rows.filter(owner=owner)
    if partnerships is not None:
        rows = rows.filter(partnership__in=partnerships)
    if first is not None:
        rows = rows.filter(Q(stage__in=OPEN) | Q(closed_on__gte=first))
    if last is not None:
        rows = rows.filter(Q(stage__in=OPEN) | Q(closed_on__lte=last))
    counts = dict(rows.order_by().values_list("stage").annotate(n=Count("pk")))
    return [StageCount(stage, counts.get(stage, 0), stage in OPEN) for stage in LeadStage]


def age_in_days(lead, today=None):
    """Days since it was opened; until it was closed, where it was."""
    end = lead.closed_on or today or timezone.localdate()
    return (end - lead.opened_on).days


def outcomes_of(leads):
    """What became of the leads that were decided here: {lead id: outcome id}."""
    return dict(leads.exclude(outcome=None).values_list("pk", F("outcome")))
