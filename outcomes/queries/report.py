"""What a board report freezes: the figures of one scope and period with every outcome that counts in them."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from django.conf import settings

from outcomes.models import Claim, ClaimFirm, Counted, RollUpLevel
from outcomes.periods import Span, mark_text
from outcomes.queries import cells, figures
from outcomes.queries.engine import engine_of
from outcomes.queries.known_then import everything_as_of, in_scope, readable, rows_as_of
from outcomes.queries.proof import titles_of
from outcomes.queries.scopes import LAYER, ORGANISATION, PLACE, PROGRAMME, TIE, Scope
from outcomes.queries.versions import alone, lines_of
from partnerships.models import Audience, Partnership

FORMAT = "gemel-report-1"
GROUPS = ("OC", "IM", "OP", "AC", "IN", "PR")
LEVELS = {
    PROGRAMME: RollUpLevel.PORTFOLIO, TIE: RollUpLevel.PARTNERSHIP, PLACE: RollUpLevel.PLACE, LAYER: RollUpLevel.LAYER,
    ORGANISATION: RollUpLevel.ORGANISATION,
}  # fmt: skip


@dataclass(frozen=True)
class Frame:
    """What a report shows. owner: the office's organisation. scope: of which dashboard, in that office's view.

    as_of: the day up to which it counts; what happened later stands in a later report. known: an earlier day whose
    knowledge is shown, None for all that is known. named: confidential records go in as well.
    """

    owner: object
    scope: Scope
    span: Span
    as_of: object
    known: object = None
    named: bool = False

    @property
    def scope_key(self):
        """Names the scope for good: by its row, not by an address that may change."""
        return f"{self.scope.kind}:{self.scope.member}"


def frame_of(snapshot):
    """The frame of a frozen report, to count it anew with what is known now."""
    kind, _colon, member = snapshot.scope.partition(":")
    member = member if kind == LAYER else int(member or 0)
    scope = Scope(kind, LEVELS[kind], member, snapshot.scope_name)
    named = snapshot.audience == Audience.NAMED
    return Frame(snapshot.owner, scope, Span(snapshot.first, snapshot.last), snapshot.as_of, None, named)


def rows_of(user, frame):
    """Counted rows of the frame that this person may read, each outcome once, as a list by indicator."""
    if frame.known is not None:
        rows = known_rows(user, frame)
    else:
        rows = Counted.objects.for_user(user).filter(figures.in_span(frame.span), owner=frame.owner)
        rows = frame.scope.counted(rows).select_related("indicator", "partnership")
    rows = [row for row in rows if frame.named or row.audience != Audience.NAMED]
    return sorted(rows, key=lambda row: (row.indicator.code, row.indicator_id, row.outcome_id))


def known_rows(user, frame):
    year = figures.whole_calendar_year(frame.span)
    rows = [
        row for row in rows_as_of(user, frame.owner, frame.known, frame.scope)
        if (frame.span.holds(row.month) if row.month else row.year == year)
    ]
    names = Partnership.objects.in_bulk({row.partnership_id for row in rows})
    for row in rows:
        row.partnership = names[row.partnership_id]
    return rows


def contributed_of(user, frame, rows):
    """{outcome id: stated parts of the frame's ties, added}; an outcome without a stated share is not in it."""
    found = defaultdict(list)
    for row in rows_of_ties(user, frame.owner, frame.scope, [row.outcome_id for row in rows], frame.known):
        if row.share_stated:
            found[row.outcome_id].append(row.contributed)
    return {outcome: cells.total(parts) for outcome, parts in found.items() if cells.total(parts) is not None}


def rows_of_ties(user, owner, scope, outcome_ids, known=None):
    """Counted rows of these outcomes in a scope, an outcome as often as it has ties there."""
    if known is not None:
        rows = readable(user, everything_as_of(user, owner, known))
        return [row for row in in_scope(rows, scope) if row.outcome_id in set(outcome_ids)]
    return scope.all_of(Counted.objects.for_user(user).filter(owner=owner, outcome__in=outcome_ids))


def part_of(row):
    """verified, documented, reported or excluded: where a counted row stands."""
    return cells.part_of(row.state, row.group) or "excluded"


def value_of(row):
    """What the row adds to its part; a disputed or unconverted one adds nothing."""
    part = part_of(row)
    if part == "verified":
        return row.nominal
    return None if part == "excluded" else row.reported


def firms_of(outcome_ids):
    """{outcome id: what tells its firm apart}: the registration or name, else who claims it (never shown)."""
    found = {}
    claims = Claim.objects.standing().filter(outcome__in=outcome_ids)
    for outcome, organisation in claims.order_by("-pk").values_list("outcome", "organisation"):
        found[outcome] = f"claimed by {organisation}"
    firms = ClaimFirm.objects.filter(claim__in=claims).values_list("claim__outcome", "registration", "name")
    for outcome, registration, name in firms:
        found[outcome] = (registration or name).casefold().strip()
    return found


def content_of(user, frame, *, office, known_on, rule_version, lead="", tiles=()):
    """The report as plain data: text, ints, and numbers as text. Decimals keep their cents; None is missing."""
    rows = rows_of(user, frame)
    ids = [row.outcome_id for row in rows]
    titles, parts, firms = titles_of(user, ids), contributed_of(user, frame, rows), firms_of(ids)
    numbers = {firm: n for n, firm in enumerate(sorted(set(firms.values())), 1)}
    return {
        "format": FORMAT,
        "office": office,
        "scope": {"key": frame.scope_key, "name": frame.scope.name},
        "period": {
            "label": frame.span.label, "first": frame.span.first.isoformat(), "last": frame.span.last.isoformat(),
        },
        "as_of": frame.as_of.isoformat(),
        "known_on": known_on.isoformat(),
        "currency": settings.GEMEL_CURRENCY,
        "base_year": settings.GEMEL_BASE_YEAR,
        "rule_version": rule_version,
        "lead": lead,
        "tiles": list(tiles),
        "indicators": indicator_lines(frame.owner, rows, parts, targets_of(frame)),
        "outcomes": [
            outcome_line(row, titles.get(row.outcome_id, ""), parts.get(row.outcome_id), numbers[firms[row.outcome_id]])
            for row in rows
        ],
    }  # fmt: skip


def outcome_line(row, title, contributed, firm):
    return {
        "outcome": row.outcome_id,
        "indicator": row.indicator.code,
        "title": title,
        "tie": {"id": row.partnership_id, "name": row.partnership.name},
        "when": mark_text(row.month, row.year),
        "part": part_of(row),
        "state": row.state,
        "reason": row.reason,
        "gap": text(row.gap),
        "value": text(value_of(row)),
        "nominal": text(row.nominal),
        "constant": text(row.constant),
        "contributed": text(contributed),
        "firm": firm,
        "rule_version": row.rule_version,
        "claims": row.claims,
    }


def text(value):
    return None if value is None else str(value)


def reading_order(indicator):
    """Outcomes first, then the other groups of the catalogue, by number; an office's own last."""
    group = indicator.code[:2]
    place = GROUPS.index(group) if indicator.office_id is None and group in GROUPS else len(GROUPS)
    return place, len(indicator.code), indicator.code, indicator.pk


def targets_of(frame):
    """{code: target of the period's year}; only the whole programme and single ties have any."""
    if frame.scope.kind not in (PROGRAMME, TIE):
        return {}
    tie = frame.scope.member if frame.scope.kind == TIE else None
    return engine_of(frame.owner, frame.as_of, year=frame.span.first.year, tie=tie).targets


def indicator_lines(owner, rows, parts, targets):
    """One line an indicator by its own rules: verified, documented and reported apart, kinds never added. Versions with
    another unit or rule have a line of their own; version: the first of those in the line, which names it for good."""
    known = [line for lines in lines_of(owner).values() for line in lines]
    line_by_id = {pk: line for line in known for pk in line.ids}
    by_line = defaultdict(list)
    for row in rows:
        by_line[line_by_id.get(row.indicator_id) or alone(row.indicator)].append(row)
    lines = []
    for line, found in sorted(by_line.items(), key=lambda pair: reading_order(pair[0].indicator)):
        indicator = line.indicator
        figure = figures.figure_of(list(cells.cells_of_rows(found)), line.rule)
        counts = Counter(part_of(row) for row in found)
        verified = [row for row in found if part_of(row) == "verified"]
        lines.append(
            {
                "code": indicator.code,
                "version": line.versions[0],
                "name": line.name,
                "unit": indicator.unit,
                "is_money": indicator.is_money,
                "over_time": indicator.over_time,
                "over_places": indicator.over_places,
                "verified": text(figure.verified),
                "documented": text(figure.documented),
                "reported": text(figure.reported),
                "contributed": text(cells.total([parts.get(row.outcome_id) for row in verified])),
                "largest": text(figure.largest),
                "target": text(targets.get(indicator.code) if line.in_use else None),
                "n": {part: counts[part] for part in ("verified", "documented", "reported", "excluded")},
            }
        )
    return lines


def waits(owner, as_of):
    """Codes of the office's indicators of which something is still being counted."""
    return engine_of(owner, as_of).counting


def has_named(user, frame):
    """Whether confidential records would go in for this person, were they asked for."""
    return any(row.audience == Audience.NAMED for row in rows_of(user, replace(frame, named=True)))


def happened_by(frame, rows, standing):
    """Of the rows of a recount, what the frame may hold. standing: ids of the outcomes that were frozen in it."""
    return [row for row in rows if row.outcome_id in standing or row.occurred_last <= frame.as_of]
