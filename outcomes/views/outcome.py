"""The page of one outcome: what of it counts, who says what, its steps, papers, and what was decided about it."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from activities.models import Activity
from drawing.formats import long_date
from outcomes import bands
from outcomes.catalogue import SECTORS
from outcomes.models import (
    Claim,
    ClaimFirm,
    Confirmation,
    ConfirmationAsk,
    Counted,
    Lead,
    Origin,
    Outcome,
    Settlement,
    Step,
    ThirdPartyRecord,
)
from outcomes.queries.claims import is_being_counted, own_reports
from outcomes.queries.dimensions import parts_of
from outcomes.queries.settlement import TO_RECONCILE, mirror_of, settled
from outcomes.queries.similar import standing_outcome
from outcomes.rate_fields import written
from outcomes.services.proofs import has_colleagues
from outcomes.settle_forms import RecordForm, StepForm
from outcomes.words import CAUSES, EVIDENCE_WORDS, SIDES, STATES, WHY
from partnerships.models import Partnership
from stakeholders.access import Permission, get_allowed


@require_safe
@login_required
def outcome(request, pk):
    """One that was merged leads to the one that holds its reports."""
    found = get_object_or_404(Outcome, pk=pk)
    if found.merged_into_id:
        now = get_allowed(Outcome.objects, request.user, pk=standing_outcome(found).pk)
        return redirect("outcomes:outcome", now.pk)
    return show(request, get_allowed(Outcome.objects, request.user, pk=pk))


def show(request, found, *, refusal=None, form=None, status=200):
    """Only what this person reads of it. refusal, form: what came of something sent from the page."""
    user = request.user
    claims = claims_of(found, user)
    ids = [row.pk for row in claims]
    standing = [row for row in claims if row.stands]
    counted = Counted.objects.for_user(user).filter(outcome=found).select_related("owner", "partnership")
    counted = counted.order_by("-in_portfolio", "pk").first()
    askable = [row.pk for row in claims if row.may_be_asked]
    origins = Origin.objects.for_user(user).filter(claim__in=[row.pk for row in standing])
    steps = Step.objects.for_user(user).filter(claim__in=[row.pk for row in standing]).select_related("activity")
    context = {
        "outcome": found,
        "title": (standing or claims)[0].title,
        "standing": standing,
        "former": [row for row in claims if not row.stands],
        "counted": counted,
        "state_words": STATES.get(counted.state) if counted else None,
        "why": WHY.get(counted.state) if counted else None,
        "being_counted": is_being_counted(found),
        "shares": shares_of(found, claims),
        "steps": steps_told(steps),
        "origins": origins.select_related("activity", "agreement", "deliverable"),
        "confirmations": said(Confirmation.objects.for_user(user).filter(claim__in=ids)),
        "asks": ConfirmationAsk.objects.filter(claim__in=askable, confirmations=None).order_by("-pk"),
        "ask_of": next((row for row in standing if row.may_ask), None),
        "leads": Lead.objects.for_user(user).filter(outcome=found),
        "of_project": Outcome.objects.for_user(user).filter(flow_key=found.flow_key).exclude(pk=found.pk),
        "report_on": tie_to_report_on(standing, user),
        "refusal": refusal,
        "form": form,
        **two_figures(found, counted, user),
    }
    named = [row.activity_id for row in [*context["origins"], *context["steps"]] if row.activity_id]
    visible = Activity.objects.for_user(user).filter(pk__in=named)
    context["visible_activities"] = set(visible.values_list("pk", flat=True))
    return render(request, "outcomes/outcome.html", context, status=status)


def claims_of(found, user):
    """The reports that the person reads, today's first, each with what they may do with it."""
    claims = list(
        Claim.objects.for_user(user)
        .filter(outcome=found)
        .select_related("organisation", "owner", "partnership", "created_by", "checked_by")
        .prefetch_related("files", "parts__category__dimension")
        .order_by("superseded_by", "withdrawn_at", "pk")
    )
    ids = [row.pk for row in claims]
    firms = {firm.claim_id: firm for firm in ClaimFirm.objects.for_user(user).filter(claim__in=ids)}
    papers = {}
    for paper in ThirdPartyRecord.objects.for_user(user).filter(claim__in=ids).select_related("decided_by"):
        papers.setdefault(paper.claim_id, []).append(paper)
    editable = set(Claim.objects.for_user(user, Permission.EDIT).filter(pk__in=ids).values_list("pk", flat=True))
    askable = set(Claim.objects.for_user(user, Permission.ASK).filter(pk__in=ids).values_list("pk", flat=True))
    own = set(own_reports(user).filter(pk__in=ids).values_list("pk", flat=True))
    alone = {}
    for row in claims:
        row.firm_known = firms.get(row.pk)
        row.evidence_words = EVIDENCE_WORDS[row.evidence]
        row.side_words = SIDES[row.side]
        row.sector_words = SECTORS.get(row.sector, "")
        row.breakdowns = parts_of(row)
        row.rate_words = rate_words(row)
        row.stands = row.superseded_by_id is None and row.withdrawn_at is None
        row.given = row.source == "confirmation"
        row.papers = papers.get(row.pk, [])
        row.checked_by_itself = bool(row.checked_at) and row.checked_by_id == row.created_by_id
        row.may_be_asked = row.pk in askable
        row.may_correct = row.stands and not row.given and (row.pk in editable or row.pk in own)
        row.may_ask = row.stands and not row.given and row.evidence < 3 and row.pk in askable
        row.may_check = row.may_correct and row.pk in editable and row.checked_at is None
        if row.may_check and row.created_by_id == user.pk:
            if row.owner_id not in alone:
                alone[row.owner_id] = not has_colleagues(row.owner_id, user)
            row.may_check = alone[row.owner_id]
        row.may_decide = user.is_staff and row.stands and any(paper.accepted is None for paper in row.papers)
        if row.may_correct:
            row.step_form = StepForm(auto_id=f"step-{row.pk}-%s")
            row.record_form = RecordForm(auto_id=f"record-{row.pk}-%s")
    return claims


def rate_words(claim):
    """The report's own rate with its source and day, as far as they are known."""
    if claim.rate is None:
        return ""
    said = _("1 %(currency)s = %(rate)s %(reporting)s") % {
        "currency": claim.currency, "rate": written(claim.rate), "reporting": settings.GEMEL_CURRENCY,
    }  # fmt: skip
    day = long_date(claim.rate_on) if claim.rate_on else ""
    return ", ".join(part for part in (said, claim.rate_source, day) if part)


def tie_to_report_on(standing, user):
    """The tie of a standing report on which the person may add another one, or None."""
    ties = Partnership.objects.for_user(user, Permission.REPORT_OUTCOME)
    return ties.filter(pk__in=[row.partnership_id for row in standing]).order_by("pk").first()


def steps_told(steps):
    """Each step once, in their order; told on several days, the report with the best evidence is believed."""
    order = list(Step._meta.get_field("kind").choices)
    place = {kind: n for n, (kind, _words) in enumerate(order)}
    best = {}
    for step in steps.order_by("-claim__evidence", "pk"):
        best.setdefault(step.kind, step)
    return sorted(best.values(), key=lambda step: place[step.kind])


def said(confirmations):
    """Answers, the newest first, with their band in words."""
    rows = list(confirmations.select_related("ask__organisation").order_by("-at"))
    for row in rows:
        row.band_words = bands.words(row.band, row.currency, row.ask.fields.get("unit", ""))
    return rows


def two_figures(found, counted, user):
    """What stands against what, if the person reads both; what was decided; whether they may decide."""
    if counted is None:
        return {}
    mirror = mirror_of(found, counted.owner_id, user)
    rows = Settlement.objects.for_user(user).filter(outcome=found).select_related("by", "ask__organisation")
    decided = settled(found, counted.owner_id, mirror.standing, timezone.now()) if mirror else None
    open_ = mirror is not None and mirror.state in TO_RECONCILE and mirror.ours is not None
    mine = open_ and Claim.objects.for_user(user, Permission.EDIT).filter(pk=mirror.ours.claim.pk).exists()
    return {
        "mirror": mirror, "settlements": rows, "settled": decided, "may_settle": mine and decided is None,
        "causes": CAUSES if open_ else (),
    }  # fmt: skip


def shares_of(outcome, claims):
    """Shares on the ties of which this person reads a claim."""
    ties = {row.partnership_id for row in claims}
    return outcome.shares.filter(partnership__in=ties).select_related("partnership").order_by("partnership__name")
