"""The nightly audit: settle what waits, hold what is stored against a recomputation, say what differs.

Afterwards all sums are written anew where a total has become so large that it is to be stored.
"""

import logging

from outcomes.models import Audit
from outcomes.services import rollup
from outcomes.services.rebuild import outgrown, rebuild_rollups

logger = logging.getLogger(__name__)


def audit(*, at):
    """Compare stored with recomputed and keep what was found; a difference is logged as an error.

    Facts may change while it looks. What waits again at the end was not settled when it was compared, so the
    comparison is made once more, up to three times in all, before a difference is believed.
    """
    for _ in range(3):
        rollup.settle()
        found = rollup.check()
        if not found["differences"] or not rollup.something_waits():
            break
    kept = Audit.objects.create(at=at, **found)
    if found["differences"]:
        logger.error(
            "Audit: %s of %s stored rows differ from a recomputation. `rollup --full` writes them anew.",
            found["differences"],
            found["rows"],
        )
    if outgrown():
        rebuild_rollups()
    return kept
