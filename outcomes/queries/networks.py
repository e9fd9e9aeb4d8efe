"""Figures of a network of offices: only what its members share or publish, counted anew, withheld where it would tell
of one firm (ARCHITECTURE 4)."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from outcomes.models import Claim, NetworkMember, Outcome
from outcomes.queries.cells import part_of, total
from outcomes.queries.counted import count_view
from outcomes.queries.gather import gather
from outcomes.queries.report import firms_of
from outcomes.queries.shared_report import OF_FIRMS
from outcomes.queries.versions import rule_of
from outcomes.withholding import is_withheld
from partnerships.models import Audience
from partnerships.models.keys import keys_of
from stakeholders.models import Organisation

WIDE = (Audience.SHARED, Audience.PUBLIC)
PARTS = ("verified", "documented", "reported")


def networks_of(user):
    """Networks whose figures this person reads: full members of an office in it, and of the network itself."""
    mine = {key.organisation for key in keys_of(user).held if key.ties is None}
    joined = NetworkMember.objects.current().filter(office__in=mine).values("network")
    run = NetworkMember.objects.current().filter(network__in=mine).values("network")
    return Organisation.objects.filter(Q(pk__in=joined) | Q(pk__in=run))


def members_of(network):
    """Offices whose shared records enter the network's figures."""
    rows = NetworkMember.objects.current().filter(network=network)
    return rows.select_related("office").order_by("office__name")


@dataclass(frozen=True)
class Entry:
    """One outcome in the network's view. office: of whoever keeps it; is_open: the reader may open it."""

    row: object
    indicator: object
    firm: object
    office: int
    is_open: bool

    @property
    def part(self):
        return part_of(self.row.state, self.row.group)

    @property
    def value(self):
        return self.row.nominal if self.part == "verified" else self.row.reported

    @property
    def quarter(self):
        """1 to 4 of the calendar year; 0 where the date is not known to the month or quarter."""
        return (self.row.month.month - 1) // 3 + 1 if self.row.month else 0


def entries_of(user, network):
    """Each outcome of which a member office shares a claim, once, counted from the shared claims alone."""
    offices = [row.office_id for row in members_of(network)]
    claims = Claim.objects.standing().filter(owner__in=offices, audience__in=WIDE)
    owners = dict(claims.order_by("-pk").values_list("outcome", "owner"))
    gathered = gather(sorted(owners), claims=claims)
    firms = firms_of(list(owners))
    readable = set(Outcome.objects.for_user(user).filter(pk__in=owners).values_list("pk", flat=True))
    entries = []
    for pk, flow in gathered.flows.items():
        row = next(iter(count_view(flow, network.pk, flow.claims, gathered)), None) if flow.claims else None
        indicator = flow.outcome.indicator
        if row and part_of(row.state, row.group) and rule_of(indicator).is_summed and indicator.office_id is None:
            entries.append(Entry(row, indicator, firms.get(pk), owners[pk], pk in readable))
    return entries


@dataclass(frozen=True)
class Line:
    """parts, quarters, offices: {name: value, None where nothing is recorded, or WITHHELD}.

    n_open, n_closed: how many records stand behind it that the reader may open, and that they may not.
    """

    indicator: object
    parts: dict
    quarters: dict
    offices: dict
    n_open: int
    n_closed: int


WITHHELD = "withheld"


def lines_of(entries, year):
    """One line an indicator of a calendar year. Quarters, what is undated, and offices each add up to the verified
    part, so where one of them is withheld so is another, until what is hidden together tells of no single firm."""
    found = defaultdict(list)
    for entry in entries:
        if entry.row.year == year:
            found[entry.indicator.code].append(entry)
    lines = []
    for _code, same in sorted(found.items()):
        indicator = same[0].indicator
        guarded = indicator.is_money or indicator.code in OF_FIRMS
        parts = {part: sum_of([entry for entry in same if entry.part == part], guarded) for part in PARTS}
        verified = [entry for entry in same if entry.part == "verified"]
        lines.append(
            Line(
                indicator, parts,
                broken_down(verified, lambda entry: entry.quarter, guarded, parts["verified"]),
                broken_down(verified, lambda entry: entry.office, guarded, parts["verified"]),
                sum(entry.is_open for entry in same), sum(not entry.is_open for entry in same),
            )
        )  # fmt: skip
    return lines


def sum_of(entries, guarded):
    known = [entry for entry in entries if entry.value is not None]
    if guarded and known and not may_be_told(known):
        return WITHHELD
    return total(entry.value for entry in known)


def may_be_told(entries):
    """Neither the sum nor what is left of it, once a reader takes off the records they may open, tells of one firm."""
    closed = [entry for entry in entries if not entry.is_open]
    return not is_withheld(told(entries)) and not is_withheld(told(closed))


def told(entries):
    return [(entry.firm, Decimal(entry.value)) for entry in entries]


def broken_down(entries, group, guarded, whole):
    """{group: sum}, with as much withheld as keeps what is hidden from being worked out by subtraction."""
    groups = defaultdict(list)
    for entry in entries:
        if entry.value is not None:
            groups[group(entry)].append(entry)
    values = {name: total(entry.value for entry in found) for name, found in groups.items()}
    if not guarded:
        return values
    if whole == WITHHELD:
        return dict.fromkeys(values, WITHHELD)
    hidden = {name for name, found in groups.items() if not may_be_told(found)}
    while hidden and hidden != set(groups) and not may_be_told([one for name in hidden for one in groups[name]]):
        hidden.add(min(set(groups) - hidden, key=lambda name: (values[name], str(name))))
    return {name: WITHHELD if name in hidden else value for name, value in values.items()}
