"""The rules of what is told to whom and when, as data; keys of notices; which of several steps is still worth telling.

Pure: plain words, numbers and days in, the same out. An office's wishes (OfficeRule) stand over the defaults.
"""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from dateutil.relativedelta import relativedelta

GRACE_DAYS = 7  # a step that could not be told on its day is told up to a week later
AHEAD_DAYS = 14  # steps are planned this long before: a weekend or a weekly mail may bring them forward
EVERY_YEARS = 5  # the anniversaries that are occasions of a visit


class Unit(StrEnum):
    """What the leads of a rule count. At once: the rule tells of something that happened and has no lead."""

    DAYS = "days"
    MONTHS = "months"
    AT_ONCE = "at once"


class To(StrEnum):
    """Who must act."""

    OWES = "owes"  # the contact named, else the members of the body that owes it
    AUTHOR = "author"  # who recorded it
    FILES = "files"  # the members of the body that has to file
    REPORTS = "reports"  # the members of the body that reports the figure
    COORDINATES = "coordinates"  # the coordinators of the office that keeps it


class Others(StrEnum):
    """Whom an office may add to those who must act."""

    COORDINATORS = "coordinators"
    EXECUTIVES = "executives"


@dataclass(frozen=True)
class Rule:
    """One rule. leads: how long before the day each step is, after it where negative; afterwards: steps that go to the
    coordinators instead. runs_on: it is told to the own office even while the tie stands still, because law or the
    paper does not wait."""

    code: str
    subject: str
    to: To
    leads: tuple = ()
    afterwards: tuple = ()
    unit: Unit = Unit.DAYS
    runs_on: bool = False
    is_on: bool = True
    others: tuple = ()
    channel: str = "mail"

    def steps(self):
        """[(lead, to)], the earliest first."""
        steps = [(lead, self.to) for lead in self.leads]
        steps += [(lead, To.COORDINATES) for lead in self.afterwards if lead not in self.leads]
        return sorted(steps, reverse=True)

    def wished(self, *, is_on, leads, others, channel):
        """The rule as an office wants it. leads None: the defaults. Its step to the coordinators stays the last one."""
        mine = self.leads if leads is None else tuple(leads)
        last = min(mine, default=0)
        afterwards = tuple(min(lead, last - 1) for lead in self.afterwards) if mine else ()
        return replace(self, is_on=is_on, leads=mine, afterwards=afterwards, others=tuple(others), channel=channel)


RULES = {
    rule.code: rule
    for rule in [
        Rule("deliverable-due", "deliverable", To.OWES, leads=(14, 3, 0, -7), afterwards=(-14,)),
        Rule("deliverable-asked", "deliverable", To.OWES, unit=Unit.AT_ONCE),
        Rule("deliverable-submitted", "deliverable", To.COORDINATES, unit=Unit.AT_ONCE),
        Rule("deliverable-returned", "deliverable", To.OWES, unit=Unit.AT_ONCE),
        Rule("deliverable-accepted", "deliverable", To.OWES, unit=Unit.AT_ONCE),
        Rule("activity-without-word", "activity", To.AUTHOR, leads=(-1,)),
        Rule("agreement-notice", "agreement", To.COORDINATES, leads=(180, 90, 30), runs_on=True),
        Rule("agreement-expiry", "agreement", To.COORDINATES, leads=(90, 30, 0), runs_on=True),
        Rule("filing-due", "filing", To.FILES, leads=(7, 1, -1), runs_on=True),
        Rule("figure-due", "reporting plan", To.REPORTS, leads=(-1, -14), afterwards=(-30,)),
        Rule("claim-unconfirmed", "claim", To.COORDINATES, leads=(-14, -45)),
        Rule("no-contact", "partnership", To.COORDINATES, leads=(-6, -12, -24), unit=Unit.MONTHS),
        Rule("anniversary", "partnership", To.COORDINATES, leads=(18, 6), unit=Unit.MONTHS),
        Rule("import-finished", "import", To.AUTHOR, unit=Unit.AT_ONCE),
        Rule("link-ending", "report link", To.AUTHOR, leads=(7, 1)),
    ]
}


def step_day(event, lead, unit=Unit.DAYS):
    """The day on which a step falls: `lead` before the event, after it where negative."""
    if unit == Unit.MONTHS:
        return event - relativedelta(months=lead)
    return event - dt.timedelta(days=lead)


def event_days(first, last, leads):
    """Days on which an event may fall so that one of its steps (in days) falls from first to last; a sorted list."""
    span = (last - first).days + 1
    return sorted({first + dt.timedelta(days=lead + n) for lead in leads for n in range(span)})


def anniversaries(since, first, last, every=EVERY_YEARS):
    """[(years, day)] of the round anniversaries of a day that fall from first to last."""
    found = []
    for year in range(first.year - 1, last.year + 2):
        years = year - since.year
        if years > 0 and years % every == 0:
            day = since + relativedelta(years=years)
            if first <= day <= last:
                found.append((years, day))
    return found


def key_of(rule, subject_kind, subject_id, occasion, who, channel):
    """The unique key of a notice. who: user:12, person:5, webhook:3, or "" where nobody was there."""
    return "|".join([rule, f"{subject_kind}:{subject_id}", occasion, who or "nobody", channel])


def superseded(moments, now):
    """Of several steps on one thing for one recipient, those not worth telling any more: a later one is due too.

    moments: {key: (day of the step, moment at which it would be told)}. Returns a set of keys.
    """
    due = [(day, key) for key, (day, moment) in moments.items() if moment <= now]
    last = max(due, default=None)
    return {key for day, key in due if (day, key) != last and day < last[0]}
