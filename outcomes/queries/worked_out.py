"""Indicators that the system works out: from their parts in the ledger and in the rooms that hold them (METHODS 8).

Each takes Asked and answers Reached; what the person may not read goes into none of the parts.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from statistics import median

from django.db.models import Exists, Min, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import Activity, ActivityFile, Participant
from agreements.models import Agreement
from drawing import formats
from outcomes.adding import ratio, repeated
from outcomes.enums import State
from outcomes.models import ClaimFirm, Counted
from outcomes.queries.additionality import net_by_indicator
from outcomes.queries.cells import COUNTING
from outcomes.queries.engine import engine_of
from outcomes.queries.figures import Sums, in_span, verified_ties
from outcomes.queries.happened import as_happened, seated_ties, sides_of_exchanges
from outcomes.queries.programme import kept_seats
from outcomes.survival import median_time, watched_between
from partnerships.models import StageResult
from partnerships.rules import reciprocity

HUNDRED = Decimal(100)
FEWEST_TIES = 5
DAYS_A_YEAR = Decimal("365.25")


@dataclass(frozen=True)
class Asked:
    """Of whose records, over which span and for which ties a figure is asked. partnership: one tie, None for all."""

    user: object
    office: object
    span: object
    scope: object
    partnership: object = None

    @property
    def organisation(self):
        return self.office.organisation

    @cached_property
    def as_of(self):
        """The last day of the span that is past."""
        return min(self.span.last, timezone.localdate())

    @cached_property
    def ties(self):
        """Ids of the kept ties meant."""
        return set(kept_seats(self.office, self.scope).values_list("partnership", flat=True))


@dataclass(frozen=True)
class Reached:
    """value: None where a part is not recorded. note: what stands beside the value, or why there is none."""

    value: Decimal | None
    note: str = ""


def happened(asked):
    """The office's activities of the span that are dated, placed and name both sides, as the stage rule reads them."""
    owner = asked.office.organisation_id
    ties = seated_ties(owner, None if asked.partnership is None else [asked.partnership.pk])
    rows = list(
        Activity.objects.for_user(asked.user)
        .happened()
        .filter(owner=owner, partnership__in=ties)
        .filter(starts_first__gte=asked.span.first, starts_first__lte=asked.span.last)
        .annotate(has_file=Exists(ActivityFile.objects.filter(activity=OuterRef("pk"))))
    )
    participants = defaultdict(list)
    for one in Participant.objects.filter(activity__in=[row.pk for row in rows]).select_related("organisation"):
        participants[one.activity_id].append(one)
    found = [as_happened(row, participants[row.pk], ties, owner) for row in rows]
    return [one for one in found if one.evidence >= 1]


def both_ways(asked):
    """AC5: R of all exchanges, out and in; never a mean of the ties' own."""
    n, out, into = sides_of_exchanges(happened(asked))
    if not n:
        return Reached(None, _("no exchange with date, place and both sides"))
    return Reached(reciprocity(out, into), _("%(out)s out, %(into)s in") % {"out": out, "into": into})


def active_layers(asked):
    """AC6: kinds of organisation with an activity."""
    found = [one.layers for one in happened(asked)]
    if not found:
        return Reached(None, _("no activity with date, place and both sides"))
    return Reached(Decimal(len(frozenset().union(*found))))


def repeat_business(asked):
    """OC10: of the verified contract value whose firm is recorded, the part of firms with an earlier contract on the
    same tie. A firm is told apart by its registration, else by its name."""
    rows = Counted.objects.for_user(asked.user).filter(
        owner=asked.organisation, indicator__code="OC1", indicator__office=None, state__in=COUNTING,
        occurred_last__lte=asked.span.last,
    )  # fmt: skip
    rows = list(asked.scope.counted(rows).order_by("occurred_last", "outcome_id"))
    firms = firms_read(asked.user, [row.outcome_id for row in rows])
    keys = [row.pk for row in rows]
    inside = set(Counted.objects.filter(in_span(asked.span), pk__in=keys).values_list("pk", flat=True))
    again, known, n = repeated(
        (firms[row.outcome_id], row.partnership_id, row.nominal, row.pk in inside)
        for row in rows if row.outcome_id in firms
    )  # fmt: skip
    share = ratio(again, known)
    if share is None:
        return Reached(None, _("no verified contract names its firm"))
    words = _("the firm is recorded for %(n)s of %(all)s") % {"n": n, "all": len(inside)}
    return Reached(share * HUNDRED, words)


def firms_read(user, outcome_ids):
    """{outcome: what tells its firm apart}, of the firms that the person may read."""
    rows = ClaimFirm.objects.for_user(user).filter(claim__outcome__in=outcome_ids, claim__withdrawn_at=None)
    rows = rows.filter(claim__superseded_by=None).order_by("-pk")
    return {
        outcome: (registration or name).casefold().strip()
        for outcome, registration, name in rows.values_list("claim__outcome", "registration", "name")
    }


def time_to_outcome(asked):
    """PR2: years from signature to the first verified outcome by which half of the ties had one. Ties signed before the
    records were complete enter late, those with an earlier outcome are left out, all are watched to the cut-off."""
    start = asked.office.records_complete_from
    if start is None:
        return Reached(None, _("the office has not said from when its records are complete"))
    cut_off = engine_of(asked.organisation, asked.as_of).cut_off
    first = first_outcomes(asked)
    spells = (watched_between(signed, first.get(tie), start, cut_off) for tie, signed in signatures(asked).items())
    watched = [spell for spell in spells if spell]
    if len(watched) < FEWEST_TIES:
        return Reached(None, _("fewer than %(n)s ties can be followed") % {"n": FEWEST_TIES})
    days = median_time(watched)
    if days is None:
        return Reached(None, _("not reached: more than half of %(n)s ties have none yet") % {"n": len(watched)})
    return Reached((days / DAYS_A_YEAR).quantize(Decimal("0.01")), _("%(n)s ties") % {"n": len(watched)})


def signatures(asked):
    """{tie: day of its first signed agreement}; a partial date counts from its last day."""
    rows = Agreement.objects.for_user(asked.user).filter(partnership__in=asked.ties, signed_last__isnull=False)
    return dict(rows.order_by().values_list("partnership").annotate(day=Min("signed_last")))


def first_outcomes(asked):
    rows = verified_ties(asked.user, asked.organisation, dt.date.max).filter(partnership__in=asked.ties)
    return dict(rows.order_by().values_list("partnership").annotate(day=Min("occurred_last")))


def without_recent_record(asked):
    """PR3: of the ties with a stage, the part at "No recent record", as they stood at the end of the span."""
    rows = StageResult.objects.for_user(asked.user).filter(owner=asked.organisation, partnership__in=asked.ties)
    stood = rows.standing_on(asked.as_of).values_list("stage", flat=True)
    stages = [stage for stage in stood if stage is not None]
    share = ratio(Decimal(stages.count(0)), len(stages))
    if share is None:
        return Reached(None, _("no tie has a stage"))
    return Reached(share * HUNDRED, _("%(n)s of %(all)s ties") % {"n": stages.count(0), "all": len(stages)})


def verified_share(asked):
    """PR4: kind by kind, for kinds are never added; the least verified one stands for the figure."""
    sums = Sums(asked.user, asked.organisation, None, asked.scope, since=asked.span.first.year)
    shares = {}
    for code, lines in sums.lines.items():
        indicator = lines[0].indicator
        if not indicator.is_money or indicator.computed or code.startswith("IN"):
            continue
        figure = sums.figure(code, asked.span)
        value = ratio(figure.verified or Decimal(0), (figure.verified or Decimal(0)) + (figure.unverified or 0))
        if value is not None:
            shares[code] = value * HUNDRED
    if not shares:
        return Reached(None, _("no value is reported"))
    least = sorted(shares.items(), key=lambda pair: (pair[1], pair[0]))
    words = ", ".join(f"{code} {formats.percent(share / HUNDRED)}" for code, share in least)
    return Reached(least[0][1], words)


def mirror_gap(asked):
    """PR5: the median gap of what both sides reported, and how much of it is disputed."""
    rows = Counted.objects.for_user(asked.user).filter(
        in_span(asked.span), owner=asked.organisation, gap__isnull=False
    )
    found = list(asked.scope.counted(rows).values_list("gap", "state"))
    if not found:
        return Reached(None, _("no outcome is reported by both sides"))
    disputed = sum(1 for _gap, state in found if state == State.DISPUTED)
    words = _("%(share)s of %(n)s disputed") % {
        "share": formats.percent(Decimal(disputed) / len(found)), "n": len(found),
    }  # fmt: skip
    return Reached(median(gap for gap, _state in found) * HUNDRED, words)


def net_additional_value(asked):
    """IM2: under the office's assumptions; of several kinds no single figure, for they are never added."""
    rows = net_by_indicator(asked.user, asked.organisation, asked.span, asked.partnership)
    found = {row.indicator.code: row.net for row in rows if row.net is not None}
    if not found:
        return Reached(None, _("no assumption is stated for a verified value"))
    words = ", ".join(f"{code} {formats.number(net)}" for code, net in found.items())
    return Reached(next(iter(found.values())) if len(found) == 1 else None, words)


WORKED_OUT = {
    "AC5": both_ways, "AC6": active_layers, "OC10": repeat_business, "PR2": time_to_outcome,
    "PR3": without_recent_record, "PR4": verified_share, "PR5": mirror_gap, "IM2": net_additional_value,
}  # fmt: skip; IM1 is a model's estimate: the room of what to learn enters it
