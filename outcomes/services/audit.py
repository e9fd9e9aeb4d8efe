"""Drawing a sample of counted outcomes for an audit."""

from outcomes import rules
from outcomes.models import AuditSample
from outcomes.queries.audit import frame_checksum, frame_of_audit
from outcomes.sampling import Unit, draw
from outcomes.services import report_refusals as refusals
from outcomes.services.reports import check_coordinator
from stakeholders.models import Office
from stakeholders.verbs import verb

MOST = 500


@verb("sample.drawn")
def draw_sample(owner, *, n, seed, first, last, chosen_by, method, by, at, stratified=False, indicator=None):
    """Draw and write down which outcomes an auditor looks at. The same seed on the same list draws the same ones.

    owner: the office's organisation. first, last: days, both included. chosen_by: whether the outcome happened or was
    verified in the period. method: "equal", or "size" for chances in proportion to value within each indicator.
    Raises NotCoordinator, SampleSize, SeedMissing, PeriodOutOfOrder, NothingToDraw.
    """
    check_coordinator(by, owner)
    if n is None or not 1 <= n <= MOST:
        raise refusals.SampleSize(field="n")
    if not seed.strip():
        raise refusals.SeedMissing(field="seed")
    if last < first:
        raise refusals.PeriodOutOfOrder(field="last")
    rows = frame_of_audit(by, owner, first, last, chosen_by=chosen_by, indicator=indicator)
    units = [Unit(row.outcome_id, row.indicator.code, row.nominal) for row in rows]
    drawn = draw(units, n, seed.strip(), method=method, stratified=stratified)
    if not drawn:
        raise refusals.NothingToDraw()
    return AuditSample.objects.create(
        owner=owner,
        indicator=indicator,
        chosen_by=chosen_by,
        first=first,
        last=last,
        method=method,
        stratified=stratified or method == "size",
        seed=seed.strip(),
        n=len(drawn),
        frame=len(rows),
        frame_sha256=frame_checksum(rows),
        drawn=[
            {
                "outcome": one.unit.key,
                "indicator": one.unit.stratum,
                "value": None if one.unit.size is None else str(one.unit.size),
                "chance": f"{float(one.chance):.6f}",
            }
            for one in drawn
        ],
        rule_version=rules.RULE_VERSION,
        drawn_at=at,
        drawn_by=by,
        sample=Office.objects.filter(organisation=owner, sample=True).exists(),
    )
