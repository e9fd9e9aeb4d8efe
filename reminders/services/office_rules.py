"""What an office wishes about the rules of reminders: for its coordinators, each change in the history."""

from django.utils.translation import gettext_lazy as _

from partnerships.services.ties import require_manager
from reminders.models import Channel, Notice, OfficeRule, State
from reminders.queries import lead_of
from reminders.rules import RULES, Others, Unit
from stakeholders.verbs import Refusal, verb

MOST_STEPS = 8


class UnknownRule(Refusal):
    code = "unknown_rule"
    message = _("Choose among the rules of reminders.")


class NoStep(Refusal):
    code = "no_step"
    message = _("Name at least one moment, or switch the rule off.")


class TooManySteps(Refusal):
    code = "too_many_steps"
    message = _("Name eight moments at most.")


class StepTooFar(Refusal):
    code = "step_too_far"
    message = _("Name at most 400 days, or 60 months.")


class UnknownStep(Refusal):
    code = "unknown_step"
    message = _("This rule does not tell at such a moment.")


class UnknownOthers(Refusal):
    code = "unknown_others"
    message = _("Choose among the coordinators and the executives.")


class UnknownChannel(Refusal):
    code = "unknown_channel"
    message = _("Choose one of the ways.")


def sides(rule):
    """(whether a rule may tell before its day, whether after it), as its defaults do. A Rule of reminders.rules."""
    if rule.unit == Unit.AT_ONCE:
        return False, False
    return any(lead >= 0 for lead in rule.leads), any(lead < 0 for lead in rule.leads)


@verb("office_rule.set")
def set_rule(office, code, *, is_on, leads, others, channel, by, at):
    """An office's own wish for one rule. leads: how long before the day, after it where negative, in the rule's unit;
    None for the defaults. Returns (its row, how many planned reminders it ends).

    Raises NotYourOffice, UnknownRule, NoStep, TooManySteps, StepTooFar, UnknownStep, UnknownOthers, UnknownChannel.
    """
    require_manager(by, office)
    rule = rule_of(code)
    leads = None if leads is None else checked_leads(rule, leads)
    if not set(others) <= {one.value for one in Others}:
        raise UnknownOthers(field="others")
    if channel not in Channel.values:
        raise UnknownChannel(field="channel")
    wish = {
        "is_on": is_on, "leads": None if leads == list(rule.leads) else leads, "others": sorted(set(others)),
        "channel": channel, "set_by": by, "set_at": at,
    }  # fmt: skip
    # update_or_create locks the row: two who save at once are one after the other.
    row, _made = OfficeRule.objects.update_or_create(office=office, rule=code, defaults=wish)
    wished = rule.wished(is_on=row.is_on, leads=row.leads, others=row.others, channel=row.channel)
    return row, ended_by(office, wished)


@verb("office_rule.reset")
def reset_rule(office, code, *, by, at):
    """Back to the defaults. Returns how many planned reminders that ends. Again, it changes nothing."""
    require_manager(by, office)
    rule = rule_of(code)
    OfficeRule.objects.filter(office=office, rule=code).delete()
    return ended_by(office, rule)


def rule_of(code):
    if code not in RULES:
        raise UnknownRule(field="rule")
    return RULES[code]


def checked_leads(rule, leads):
    """The steps, each once, the earliest first."""
    found = sorted({int(lead) for lead in leads}, reverse=True)
    before, after = sides(rule)
    if not before and not after:
        if found:
            raise UnknownStep(field="before")
        return []
    if not found:
        raise NoStep(field="before" if before else "after")
    if len(found) > MOST_STEPS:
        raise TooManySteps(field="before" if before else "after")
    most = 60 if rule.unit == Unit.MONTHS else 400
    if far := [lead for lead in found if abs(lead) > most]:
        raise StepTooFar(field="before" if far[0] > 0 else "after")
    if wrong := [lead for lead in found if (lead >= 0 and not before) or (lead < 0 and not after)]:
        raise UnknownStep(field="before" if wrong[0] >= 0 else "after")
    return found


def ended_by(office, rule):
    """How many planned reminders of this office a rule no longer asks for; the next planning cancels them."""
    planned = Notice.objects.filter(office=office, rule=rule.code, state=State.PLANNED)
    if not rule.is_on:
        return planned.count()
    if rule.unit == Unit.AT_ONCE:
        return 0
    leads = {lead for lead, _to in rule.steps()}
    return sum(lead_of(notice) not in leads for notice in planned)
