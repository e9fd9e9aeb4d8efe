"""History by database triggers: who changed what, why and from where, bulk statements included."""

import pghistory
import pgtrigger


def tracked(**options):
    """Class decorator: keep each insert, update and delete as an event row (statement-level triggers).

    options: those of pghistory.track, as `exclude=["password"]`.
    """
    return pghistory.track(
        pghistory.InsertEvent(level=pgtrigger.Statement),
        pghistory.UpdateEvent(level=pgtrigger.Statement),
        pghistory.DeleteEvent(level=pgtrigger.Statement),
        **options,
    )
