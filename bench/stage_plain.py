"""The facts of one tie read plainly, record by record in Python: what the one statement over all ties has to equal."""

from activities.models import Activity, ActivityFile, CostLine, Participant
from agreements.models import Agreement, AgreementKind, AgreementStatus, Deliverable, DeliverableUpdate
from outcomes.catalogue import ECONOMIC_CODES
from outcomes.enums import COUNTING_STATES, EvidenceGroup
from outcomes.models import Claim, Counted
from outcomes.queries.happened import as_happened, seated_ties, sides_of_exchanges
from outcomes.queries.stage_sql import OPENLY, OVER
from partnerships.models import Audience
from partnerships.rules import THRESHOLDS, HealthFacts, OutcomeFact, TieFacts, months_before


def facts_of_tie(office, pk, as_of, limits=THRESHOLDS):
    """(TieFacts, HealthFacts) of the tie with this id in the office's view, as it stands now."""
    owner = office.organisation_id
    tie = seated_ties(owner, [pk])[pk]
    since, told_since, outcome_since = (
        months_before(as_of, months) for months in (limits.window_months, limits.report_months, limits.outcome_months)
    )

    def reads(row, named):
        return row.owner_id == owner or row.audience in OPENLY or (row.audience == Audience.PARTIES and owner in named)

    def side(organisation, place=None):
        return tie.side_of(organisation.pk, place or organisation.place_id)

    happened, told = [], set()
    for row in Activity.objects.filter(partnership=pk, status="happened").select_related("owner", "confirmed_by"):
        guests = list(Participant.objects.filter(activity=row).select_related("organisation"))
        if row.starts_last > as_of or not reads(row, [guest.organisation_id for guest in guests]):
            continue
        row.has_file = ActivityFile.objects.filter(activity=row).exists()
        happened.append(as_happened(row, guests, {pk: tie}, owner))
        if row.starts_last >= told_since:
            told.add(side(row.owner))
        if row.confirmed_at and told_since <= row.confirmed_at.date() <= as_of:
            told.add(side(row.confirmed_by))
    counted = [one for one in happened if one.evidence >= 1]
    recent = [one for one in counted if one.day >= since]

    papers, signed = [], False
    for paper in Agreement.objects.filter(partnership=pk):
        parties = list(paper.parties.select_related("organisation"))
        if reads(paper, [party.organisation_id for party in parties]):
            papers.append((paper, parties))
            days = [paper.signed_last, *(s.signed_last for party in parties for s in party.signatures.all())]
            signed = signed or any(day and since <= day <= as_of for day in days)
    valid = [(paper, parties) for paper, parties in papers if is_in_force(paper, as_of)]

    promises = [
        row for row in Deliverable.objects.filter(agreement__partnership=pk).exclude(status="cancelled")
        if reads(row, [row.owed_by_id])
    ]  # fmt: skip
    owing = {
        side(row.owed_by) for row in promises
        if row.agreement_id in {paper.pk for paper, _ in valid}
        and (row.accepted_at is None or row.accepted_at.date() > as_of)
    }  # fmt: skip
    plans = [
        {tie.side_of(party.organisation_id, party.side_id) for party in parties}
        for paper, parties in valid if paper.kind == AgreementKind.WORK_PLAN
    ]  # fmt: skip
    due = [row for row in promises if since <= row.due_on <= as_of]

    for claim in Claim.objects.standing().filter(partnership=pk, learnt_on__range=(told_since, as_of)):
        if reads(claim, [claim.organisation_id]):
            told.add(side(claim.organisation))
    for update in DeliverableUpdate.objects.filter(deliverable__agreement__partnership=pk):
        row = update.deliverable
        mine = owner in (row.owner_id, row.owed_by_id)
        if told_since <= update.at.date() <= as_of and (mine or row.audience in OPENLY):
            told.add(side(row.owed_by))

    lines = [
        line for line in CostLine.objects.filter(owner=owner, partnership=pk).select_related("activity")
        if (line.borne_by or line.by_home or line.by_away)
        and (line.activity is None or line.activity.status == "happened")
        and since <= (line.on_last or line.activity.starts_last) <= as_of
    ]  # fmt: skip
    exchanges, out, into = sides_of_exchanges(recent)
    outcomes = verified(owner, pk, outcome_since, as_of, reads)
    layers = frozenset().union(*(one.layers for one in recent))
    of_stage = TieFacts(
        as_of=as_of,
        agreement_in_force=bool(valid),
        agreement_ended=any(is_over(paper, as_of) for paper, _ in papers),
        complete_from=office.records_complete_from,
        activities=len(recent),
        exchanges=exchanges,
        exchanges_out=out,
        exchanges_in=into,
        layers=layers,
        work_plan=any(tie.is_both(plan) for plan in plans) or tie.is_both(owing),
        both_fund=any(x.by_home for x in lines) and any(x.by_away for x in lines) if lines else None,
        outcomes=tuple(sorted(outcomes, key=lambda one: (one.year, one.kind, one.sector))),
        both_reported=tie.is_both(told),
        deliverable_accepted=any(row.accepted_at and since <= row.accepted_at.date() <= as_of for row in promises),
        signed=signed,
    )
    of_health = HealthFacts(
        as_of=as_of,
        last_contact=max((one.day for one in counted), default=None),
        promises_on_time=sum(1 for row in due if row.was_on_time and row.accepted_at.date() <= as_of),
        promises_due=len(due),
        layers_active=len(layers),
        layers_agreed=len({party.organisation.layer for _, parties in valid for party in parties}),
        exchanges_out=out,
        exchanges_in=into,
        activities_confirmed=sum(1 for one in recent if one.evidence >= 3),
        activities=len(recent),
    )
    return of_stage, of_health


def verified(owner, pk, since, as_of, reads):
    rows = Counted.objects.filter(owner=owner, partnership=pk, indicator__office=None).select_related("indicator")
    for row in rows:
        counts = row.group == EvidenceGroup.VERIFIED and row.state in [state.value for state in COUNTING_STATES]
        if counts and row.indicator.code in ECONOMIC_CODES and since <= row.occurred_last <= as_of:
            claims = Claim.objects.standing().filter(outcome=row.outcome_id).order_by("-evidence", "pk")
            said = [claim.sector for claim in claims if claim.sector and reads(claim, [claim.organisation_id])]
            yield OutcomeFact(row.occurred_last.year, row.indicator.code, said[0] if said else "")


def is_in_force(paper, as_of):
    begun = paper.in_force_first is None or paper.in_force_first <= as_of
    if paper.status == AgreementStatus.IN_FORCE:
        lasts = paper.expires_on is None or paper.expires_on >= as_of
        return begun and lasts and (paper.ended_on is None or paper.ended_on > as_of)
    if paper.status not in OVER or paper.in_force_first is None or not begun:
        return False
    if paper.ended_on:
        return paper.ended_on > as_of
    return paper.expires_on is not None and paper.expires_on >= as_of


def is_over(paper, as_of):
    days = (paper.expires_on, paper.ended_on)
    return paper.status in OVER or (
        paper.status == AgreementStatus.IN_FORCE and any(day is not None and day <= as_of for day in days)
    )
