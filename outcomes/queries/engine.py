"""How fresh an office's figures are, and what it set out to reach; read in one statement."""

import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection


@dataclass(frozen=True)
class Engine:
    """How fresh the figures are. counting: codes of indicators of which something waits; cut_off: the data cut-off.

    targets: {indicator code: Decimal} of the scope and year asked for.
    """

    counting: frozenset
    cut_off: dt.date
    targets: dict


FRESHNESS = """
SELECT array(
    SELECT i.code FROM outcomes_dirty_flow d
      JOIN outcomes_outcome o ON o.id = d.outcome_id OR d.outcome_id IS NULL
      JOIN outcomes_indicator i ON i.id = o.indicator_id
     WHERE EXISTS (SELECT 1 FROM outcomes_claim c WHERE c.outcome_id = o.id AND c.owner_id = %(owner)s)
        OR EXISTS (SELECT 1 FROM outcomes_counted k WHERE k.outcome_id = o.id AND k.owner_id = %(owner)s)
    UNION
    SELECT i.code FROM outcomes_dirty_key k JOIN outcomes_indicator i ON i.id = k.indicator_id OR k.owner_id IS NULL
     WHERE k.owner_id = %(owner)s OR k.owner_id IS NULL),
  count(*), percentile_disc(0.9) WITHIN GROUP (ORDER BY greatest(learnt_on - occurred_last, 0)),
  (SELECT coalesce(json_object_agg(i.code, t.target::text ORDER BY i.version), '{}')
     FROM outcomes_target t JOIN outcomes_indicator i ON i.id = t.indicator_id
     JOIN LATERAL (
       SELECT * FROM outcomes_indicator v WHERE v.code = i.code AND v.office_id IS NOT DISTINCT FROM i.office_id
       ORDER BY v.version DESC LIMIT 1) used
       ON (used.unit, used.over_time, used.over_places) = (i.unit, i.over_time, i.over_places)
    WHERE t.owner_id = %(owner)s AND t.year = %(year)s AND t.partnership_id IS NOT DISTINCT FROM %(tie)s)
FROM outcomes_claim WHERE owner_id = %(owner)s AND evidence >= 3 AND withdrawn_at IS NULL
"""


def engine_of(organisation, as_of, *, year=None, tie=None):
    """What waits to be counted or summed for this office, the data cut-off, and the year's targets (of one tie, or of
    the whole programme; of an indicator's versions those that measure as the one in use). The cut-off is the as-of date
    minus the verification lag: the 90th percentile of days from an outcome to its E3 report, or 365 days when fewer
    than 20 are known (METHODS 1)."""
    with connection.cursor() as cursor:
        cursor.execute(FRESHNESS, {"owner": organisation.pk, "year": year, "tie": tie})
        codes, known, lag, targets = cursor.fetchone()
    targets = json.loads(targets) if isinstance(targets, str) else targets
    targets = {code: Decimal(target) for code, target in targets.items()}
    return Engine(frozenset(codes), as_of - dt.timedelta(days=lag if known >= 20 else 365), targets)
