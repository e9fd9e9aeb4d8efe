"""Periodic figures: what an organisation reports of a tie every month, quarter or year (METHODS 8).

Each figure is a claim as any other; its flow key names the tie, the indicator and the period, so one period has one
outcome and a second number for it is a correction.
"""

from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outcomes.enums import Side
from outcomes.models import Claim, NotKnown, Outcome, ReportingPlan
from outcomes.services import refusals
from outcomes.services.claims import Facts, claim_outcome, claimable_seats, correct_claim, owner_for, withdraw_claim
from outcomes.services.own_rate import rate_kept
from outcomes.services.waking import wake
from outcomes.spells import Spell, flow_key
from partnerships.models import Audience, PartnershipPlace, Seat, SeatRole
from stakeholders.access import Permission
from stakeholders.verbs import Refusal, verb


class PlannedAlready(Refusal):
    code = "planned_already"
    message = gettext_lazy("This figure is asked of an organisation of your side already. Two would be taken for one.")


class NotTheOffice(Refusal):
    code = "not_the_office"
    message = gettext_lazy("The leading office of the side decides what is reported regularly.")


class EndsBeforeItBegins(Refusal):
    code = "ends_before_it_begins"
    message = gettext_lazy("The last period lies before the first one.")


class PeriodNotOver(Refusal):
    code = "period_not_over"
    message = gettext_lazy("This period is not over yet. Its figure is reported once it is.")


class OutsideThePlan(Refusal):
    code = "outside_the_plan"
    message = gettext_lazy("This period is not one of those that are reported.")


@verb("reporting.planned")
def plan_reporting(partnership, indicator, organisation, frequency, first, last=None, *, by, at):
    """An organisation of one's own side is to report an indicator of the tie regularly. Returns the plan.

    first, last: days in the first and the last period; no last day means that it goes on. Raises NoSeat, NotTheOffice,
    NotYourOrganisation, NotClaimable, PlannedAlready, EndsBeforeItBegins.
    """
    seats = {seat.organisation_id: seat for seat in claimable_seats(by, partnership)}
    if not seats:
        raise refusals.NoSeat(partnership, field="partnership")
    if organisation.pk not in seats:
        raise refusals.NotYourOrganisation(organisation, field="organisation")
    owner = owner_for(seats[organisation.pk])
    if not Seat.objects.filter(partnership=partnership, organisation=owner, role=SeatRole.LEAD).exists():
        raise NotTheOffice(owner)
    today = timezone.localdate(at)
    if indicator.computed or (indicator.retired_on and indicator.retired_on <= today):
        raise refusals.NotClaimable(indicator, field="indicator")
    if last is not None and last < first:
        raise EndsBeforeItBegins(field="last")
    Seat.objects.select_for_update(no_key=True).get(partnership=partnership, organisation=owner)
    same = ReportingPlan.objects.filter(owner=owner, partnership=partnership, indicator=indicator)
    if same.exists():
        raise PlannedAlready(indicator, field="indicator")
    return ReportingPlan.objects.create(
        owner=owner,
        audience=Audience.PARTIES,
        created_by=by,
        partnership=partnership,
        indicator=indicator,
        organisation=organisation,
        frequency=frequency,
        first=Spell.of(frequency, first).first,
        last=Spell.of(frequency, last).last if last else None,
    )


@verb("reporting.ended")
def end_reporting(plan, last, *, by, at):
    """No period after the one of this day is due. What was reported stays. Raises EndsBeforeItBegins."""
    plan = ReportingPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    end = Spell.of(plan.frequency, last).last
    if end < plan.first:
        raise EndsBeforeItBegins(field="last")
    plan.last = end
    plan.save(update_fields=["last"])
    return plan


@verb("figure.reported")
def report_figure(plan, spell, amount, *, by, at, currency="", note="", reason="", files=()):
    """Report the figure of one period, or correct it. Returns the claim that stands; the same figure changes nothing.

    amount: Decimal in the indicator's unit, or in `currency`. A figure that stands already asks for a reason. Raises
    OutsideThePlan, PeriodNotOver, and those of claim_outcome and correct_claim.
    """
    plan = locked(plan)
    check_period(plan, spell, at)
    standing = standing_claim(plan, spell)
    indicator = standing.outcome.indicator if standing else plan.indicator  # a former version keeps its facts
    facts = facts_of(plan, indicator, spell, amount, currency=currency, note=note, by=by)
    if standing is None:
        claim = claim_outcome(
            plan.partnership, plan.organisation, facts, by=by, at=at, files=files,
            flow_key=flow_key(plan.partnership, plan.indicator.code, spell),
        )  # fmt: skip
    elif standing.amount == amount and standing.currency == facts.currency and not files:
        claim = standing
    else:
        facts = replace(facts, **rate_kept(standing, facts.currency))
        claim = correct_claim(standing, facts, reason=reason, by=by, at=at, files=files)
    plan.not_known.filter(period=spell.name).delete()
    return claim


@verb("figure.not_known")
def say_not_known(plan, spell, *, by, at, reason=""):
    """Nobody knows the figure of this period. A figure that stood for it is withdrawn, for which a reason is asked.

    Raises OutsideThePlan, PeriodNotOver, NoSeat, NotYourOrganisation, ReasonMissing.
    """
    plan = locked(plan)
    check_period(plan, spell, at)
    check_reporter(plan, by)
    standing = standing_claim(plan, spell)
    if standing is not None:
        withdraw_claim(standing, reason=reason, by=by, at=at)
    row, _made = NotKnown.objects.update_or_create(
        plan=plan, period=spell.name, defaults={"reason": reason.strip()[:300], "by": by, "at": at}
    )
    wake()
    return row


def locked(plan):
    """The plan, locked: two people who type the same period follow each other."""
    ReportingPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)
    return ReportingPlan.objects.select_related("partnership", "indicator", "organisation").get(pk=plan.pk)


def check_period(plan, spell, at):
    inside = spell.first >= plan.first and (plan.last is None or spell.last <= plan.last)
    if spell.frequency != plan.frequency or not inside:
        raise OutsideThePlan(plan, field="period")
    if spell.last >= timezone.localdate(at):
        raise PeriodNotOver(plan, field="period")


def check_reporter(plan, user):
    seats = set(claimable_seats(user, plan.partnership).values_list("organisation", flat=True))
    if not seats:
        raise refusals.NoSeat(plan.partnership)
    if plan.organisation_id not in seats:
        raise refusals.NotYourOrganisation(plan.organisation)


def facts_of(plan, indicator, spell, amount, *, currency, note, by):
    """What the claim of a period says. Place and name make it E1; a document E2."""
    return Facts(
        indicator=indicator,
        title=_("%(name)s, %(period)s") % {"name": indicator.name, "period": spell.label},
        occurred=spell.partial_date,
        amount=amount,
        currency=currency if indicator.is_money else "",
        side=side_of(plan),
        where=str(plan.organisation.place),
        names=by.name or by.email,
        note=note,
    )


def side_of(plan):
    """The first place of the tie speaks as host, the others as home: two sides' figures of one flow can meet."""
    seat = Seat.objects.filter(partnership=plan.partnership, organisation=plan.organisation).first()
    first = PartnershipPlace.objects.filter(partnership=plan.partnership).order_by("position", "pk").first()
    return Side.HOST if seat and first and seat.side_id == first.place_id else Side.HOME


def standing_claim(plan, spell):
    """The figure that this organisation reports for the period today, of whichever version of the indicator; where the
    period's outcome was merged into another one, there."""
    outcomes = Outcome.objects.filter(
        flow_key=flow_key(plan.partnership, plan.indicator.code, spell), indicator__code=plan.indicator.code,
        indicator__office=plan.indicator.office_id,
    )  # fmt: skip
    ids = {merged or pk for pk, merged in outcomes.values_list("pk", "merged_into")}
    claims = Claim.objects.standing().filter(outcome__in=ids, organisation=plan.organisation_id, owner=plan.owner_id)
    return claims.select_related("outcome__indicator").first()


def may_report(user, plan):
    """Whether this person types figures of the plan."""
    return ReportingPlan.objects.for_user(user, Permission.REPORT_OUTCOME).filter(pk=plan.pk).exists()
