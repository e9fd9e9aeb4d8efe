"""A possible deal before any outcome: opened, moved from stage to stage, closed, or decided here as an outcome."""

from dataclasses import replace

from django.utils import timezone

from activities.queries import acting_seat
from outcomes.models import Claim, Lead, LeadMove, LeadStage, Outcome
from outcomes.services import refusals
from outcomes.services.claims import claim_outcome, claimable_seats
from partnerships.models import Audience
from stakeholders.access import Permission
from stakeholders.verbs import once, verb

OPEN_STAGES = (LeadStage.ENQUIRY, LeadStage.QUALIFIED, LeadStage.SITE_VISIT, LeadStage.OFFER)
LOST_STAGES = (LeadStage.DECIDED_ELSEWHERE, LeadStage.DROPPED)
SIZE_BANDS = ("1–9 jobs", "10–49 jobs", "50–249 jobs", "250 jobs or more")


@verb("lead.opened")
def open_lead(
    partnership, *, code_name, by, at, activity=None, size_band="", sector="", indicator=None, organisation=None,
    opened_on=None, firm_name="", firm_consents=None, confidential_until=None, idempotency_key="",
):  # fmt: skip
    """Put a lead on file; it is read by the person who opened it and by those with the right "confidential".

    organisation: who carries it, one of those for which the person may report; their own where it is None.
    idempotency_key: sent twice by the same person it opens one lead. Raises NoSeat, NotYourOrganisation,
    CodeNameMissing, NotYet.
    """
    seat = acting_seat(by, partnership, Permission.REPORT_OUTCOME)
    if seat is None:
        raise refusals.NoSeat(partnership, field="partnership")
    organisation = organisation or seat.organisation
    if not claimable_seats(by, partnership).filter(organisation=organisation).exists():
        raise refusals.NotYourOrganisation(organisation, field="organisation")
    if not code_name.strip():
        raise refusals.CodeNameMissing(field="title")
    opened_on = opened_on or timezone.localdate(at)
    if opened_on > timezone.localdate(at):
        raise refusals.NotYet(field="opened_on")
    values = {
        "partnership": partnership,
        "owner": seat.organisation,
        "organisation": organisation,
        "audience": Audience.NAMED,
        "code_name": code_name.strip()[:120],
        "indicator": indicator,
        "size_band": size_band[:40],
        "sector": sector[:80],
        "opened_on": opened_on,
        "source_activity": activity,
        "firm_name": firm_name.strip()[:200],
        "firm_consents": firm_consents,
        "confidential_until": confidential_until,
        "created_by": by,
    }
    if idempotency_key:
        key = once(by.pk, idempotency_key)
        lead, made = Lead.objects.get_or_create(source="screen", external_id=key, defaults=values)
        if not made:
            return lead
    else:
        lead = Lead.objects.create(**values)
    lead.named.add(by)
    LeadMove.objects.create(lead=lead, stage=LeadStage.ENQUIRY, on=opened_on, by=by, at=at)
    return lead


def locked_lead(lead):
    return Lead.objects.select_for_update(no_key=True, of=("self",)).get(pk=lead.pk)


def check_day(lead, on, at):
    """A move is not ahead, not before the lead was opened and not before its last move."""
    last = lead.moves.order_by("-on", "-pk").values_list("on", flat=True).first()
    if on > timezone.localdate(at):
        raise refusals.NotYet(field="on")
    if on < max(filter(None, (last, lead.opened_on))):
        raise refusals.BeforeLastMove(lead, field="on")


def write_move(lead, stage, *, on, note, by, at):
    """The lead at its new stage, and the line of its history."""
    lead.stage = stage
    lead.closed_on = None if stage in OPEN_STAGES else on
    lead.save(update_fields=["stage", "closed_on", "outcome"])
    LeadMove.objects.create(lead=lead, stage=stage, on=on, note=note.strip()[:300], by=by, at=at)
    return lead


@verb("lead.moved")
def move_lead(lead, stage, *, on, by, at, note=""):
    """An open lead goes to another open stage, forward or back; at its own stage nothing changes.

    on: the day. Raises LeadClosed, StageUnknown, NotYet, BeforeLastMove.
    """
    lead = locked_lead(lead)
    if lead.stage not in OPEN_STAGES:
        raise refusals.LeadClosed(lead)
    if stage not in OPEN_STAGES:
        raise refusals.StageUnknown(lead, field="stage")
    if stage == lead.stage:
        return lead
    check_day(lead, on, at)
    return write_move(lead, stage, on=on, note=note, by=by, at=at)


@verb("lead.closed")
def close_lead(lead, stage, *, on, by, at, note):
    """The deal was dropped, or decided elsewhere; it stays countable. Closed again the same way, nothing changes.

    note: why. Raises DecidedByReport for "decided here", StageUnknown, LeadClosed, ReasonMissing, NotYet,
    BeforeLastMove.
    """
    lead = locked_lead(lead)
    if stage == LeadStage.DECIDED_HERE:
        raise refusals.DecidedByReport(lead, field="stage")
    if stage not in LOST_STAGES:
        raise refusals.StageUnknown(lead, field="stage")
    if lead.stage == stage:
        return lead
    if lead.stage not in OPEN_STAGES:
        raise refusals.LeadClosed(lead)
    if not note.strip():
        raise refusals.ReasonMissing(lead, field="note")
    check_day(lead, on, at)
    return write_move(lead, stage, on=on, note=note, by=by, at=at)


@verb("lead.reopened")
def reopen_lead(lead, stage, *, on, by, at, note):
    """A closed lead goes on at an open stage, with the reason. An open one stays as it is.

    Raises StageUnknown, ReasonMissing, OutcomeStands while a report of its outcome stands, NotYet, BeforeLastMove.
    """
    lead = locked_lead(lead)
    if lead.stage in OPEN_STAGES:
        return lead
    if stage not in OPEN_STAGES:
        raise refusals.StageUnknown(lead, field="stage")
    if not note.strip():
        raise refusals.ReasonMissing(lead, field="note")
    if lead.outcome_id and Claim.objects.standing().filter(outcome=lead.outcome_id).exists():
        raise refusals.OutcomeStands(lead)
    check_day(lead, on, at)
    lead.outcome = None
    return write_move(lead, stage, on=on, note=note, by=by, at=at)


@verb("lead.decided")
def decide_lead(lead, organisation, facts, *, by, at, files=(), same_as=None, idempotency_key=""):
    """The deal was decided here: it becomes an outcome, reported with what the lead came through. Returns the claim.

    facts: as for claim_outcome; the activity from which the lead came is its origin where it names none, and the firm
    goes along only with its consent. Decided again it returns the first report. Raises LeadClosed and the refusals of
    claim_outcome.
    """
    lead = locked_lead(lead)
    if lead.stage == LeadStage.DECIDED_HERE and lead.outcome_id:
        outcome = Outcome.objects.get(pk=lead.outcome_id)
        if first := Claim.objects.standing().filter(outcome=outcome).order_by("pk").first():
            return first
    if lead.stage not in OPEN_STAGES:
        raise refusals.LeadClosed(lead)
    given = {}
    if facts.activity is None and lead.source_activity_id:
        given["activity"] = lead.source_activity
    if not facts.firm_name and lead.firm_name and lead.firm_consents:
        given["firm_name"] = lead.firm_name
    claim = claim_outcome(
        lead.partnership, organisation, replace(facts, **given), by=by, at=at, files=files, same_as=same_as,
        idempotency_key=idempotency_key,
    )  # fmt: skip
    lead.outcome = claim.outcome
    write_move(lead, LeadStage.DECIDED_HERE, on=max(lead.opened_on, timezone.localdate(at)), note="", by=by, at=at)
    return claim
