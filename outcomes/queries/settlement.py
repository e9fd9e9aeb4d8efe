"""Two figures for one outcome: what each side says, what was decided, and which ones wait for a decision."""

from dataclasses import dataclass, field

from django.db.models import Exists, Func, JSONField, OuterRef

from outcomes import rules
from outcomes.enums import Evidence, State
from outcomes.models import Claim, Confirmation, Counted, SettledHow, Settlement
from outcomes.queries.counted import see
from outcomes.queries.gather import gather
from partnerships.models import Seat
from stakeholders.access import Permission

TO_RECONCILE = (State.LOWER, State.DISPUTED)


@dataclass(frozen=True)
class Figure:
    """One side's standing report as the rule reads it. value: reporting currency (or unit), free on board, to the cent.

    confirmed_by: who answered for it, as far as the reader may know.
    """

    claim: Claim
    value: object
    rate: object
    rate_source: str
    confirmed_by: list = field(default_factory=list)


@dataclass(frozen=True)
class Mirror:
    """The two ends of an outcome in one office's view. state is None where there are not two figures."""

    state: str | None
    gap: object
    ours: Figure | None
    theirs: Figure | None
    standing: tuple

    @property
    def figures(self):
        return [figure for figure in (self.ours, self.theirs) if figure]


def mirror_of(outcome, owner, user=None):
    """The two verified ends of the outcome as `owner`'s office counts it; None where there are not two.

    user: shown only if this person reads both reports. Read from the facts, so it is never behind the counting.
    """
    gathered = gather([outcome.pk])
    flow = gathered.flows[outcome.pk]
    claims = [claim for claim in flow.claims if owner in gathered.readers[claim.pk]]
    seen = {claim.pk: see(claim, outcome.indicator.is_money, gathered) for claim in claims}
    ends = rules.standing_claims([one.rule for one in seen.values()])
    ends = [end for end in dict.fromkeys(ends) if end is not None and end.evidence >= rules.Evidence.CONFIRMED]
    if len(ends) != 2:
        return None
    rows = Claim.objects.all() if user is None else Claim.objects.for_user(user)
    rows = rows.select_related("organisation", "partnership", "owner").prefetch_related("files")
    rows = {row.pk: row for row in rows.filter(pk__in=[end.key for end in ends])}
    if len(rows) != 2:
        return None
    counted = rules.count(ends, money=outcome.indicator.is_money)
    figures = [figure_of(rows[end.key], seen[end.key], outcome.indicator.is_money, user) for end in ends]
    own = own_sides(rows.values(), owner)
    ours = next((one for one in figures if one.claim.pk in own), None)
    theirs = next((one for one in figures if one is not ours), None)
    return Mirror(counted.state, counted.gap, ours, theirs, tuple(sorted(end.key for end in ends)))


def own_sides(claims, owner):
    """Ids of the reports of the office's own side of their tie; without seats, of those that it owns."""
    seats = Seat.objects.filter(partnership__in=[claim.partnership_id for claim in claims])
    sides = {(tie, body): side for tie, body, side in seats.values_list("partnership", "organisation", "side")}
    own = set()
    for claim in claims:
        theirs = sides.get((claim.partnership_id, claim.organisation_id))
        ours = sides.get((claim.partnership_id, owner))
        if claim.source != "confirmation" and claim.owner_id == owner and (None in (theirs, ours) or theirs == ours):
            own.add(claim.pk)
    return own


def figure_of(claim, seen, money, user):
    said = Confirmation.objects.none()
    if user is not None:
        said = Confirmation.objects.for_user(user).filter(is_right=True).exclude(ask__asked="city office")
    history = [claim.pk, *Claim.objects.filter(superseded_by=claim).values_list("pk", flat=True)]
    given = said.filter(claim__in=history) | said.filter(own_claim=claim)
    value = rules.to_cents(rules.claim_value(seen.rule, money=money))
    rate = seen.rule.rate if seen.rate_source else None
    return Figure(claim, value, rate, seen.rate_source, list(given.select_related("ask__organisation").order_by("at")))


def holding(now):
    """Settlements, without those by an ask that ended unanswered."""
    return Settlement.objects.exclude(how=SettledHow.ASKED, ask__confirmations=None, ask__ends_at__lte=now)


def settled(outcome, owner, standing, now):
    """The settlement that holds: made of the claims that stand today; None where there is none."""
    found = holding(now).filter(outcome=outcome, claim__owner=owner).order_by("-at", "-pk")
    return next((row for row in found if sorted(row.standing) == sorted(standing)), None)


class ClaimsUsed(Func):
    """The ids of the reports that went into a row of Counted, as JSON."""

    template = "jsonb_path_query_array(%(expressions)s, '$[*].claim')"
    output_field = JSONField()


def unsettled(counted, now):
    """Those rows of Counted whose two sides differ and of which the owner has decided nothing that still holds."""
    return differing(counted).exclude(decided(now))


def differing(counted):
    return counted.filter(state__in=TO_RECONCILE, in_portfolio=True).annotate(used=ClaimsUsed("claims"))


def decided(now):
    """Whether the owner of a row of `differing` has decided about the reports that went into it."""
    used = OuterRef("used")
    made = holding(now).filter(outcome=OuterRef("outcome"), claim__owner=OuterRef("owner"))
    return Exists(made.filter(standing__contains=used, standing__contained_by=used))


def to_confirm(claims, user, now):
    """Those of the unverified reports about which somebody is still to be asked.

    Not one whose figure stands verified beside it, as after taking over the other side's (its own row is a correction
    and so unverified); nor any other report of an outcome on which two sides agree or which was settled. As far as
    this person reads it.
    """
    of_outcome = {"outcome": OuterRef("outcome"), "evidence__gte": Evidence.CONFIRMED}
    the_same = {name: OuterRef(name) for name in ("amount", "currency", "basis")}
    said = Claim.objects.for_user(user).standing().filter(**of_outcome, **the_same)
    counted = Counted.objects.for_user(user).filter(outcome=OuterRef("outcome"), owner=OuterRef("owner"))
    agreed = counted.filter(state=State.AGREED, in_portfolio=True)
    return claims.exclude(Exists(said)).exclude(Exists(agreed)).exclude(Exists(differing(counted).filter(decided(now))))


def to_settle(user, owners=None, *, now):
    """Figures (Counted, one an outcome) of two sides that differ and of which nobody has decided yet, newest first.

    Those of offices whose reports the person may change; owners: of these organisations alone.
    """
    rows = unsettled(Counted.objects.for_user(user, Permission.EDIT), now)
    if owners is not None:
        rows = rows.filter(owner__in=owners)
    return list(rows.select_related("outcome__indicator", "partnership", "owner").order_by("-occurred_last", "-pk"))
