"""A possible deal, before any outcome."""

from django.utils import timezone

from activities.queries import acting_seat
from outcomes.models import Lead
from outcomes.services import refusals
from partnerships.models import Audience
from stakeholders.access import Permission
from stakeholders.verbs import verb


@verb("lead.opened")
def open_lead(partnership, *, code_name, by, at, activity=None, size_band="", sector=""):
    """Put a lead on file; it is read by the person who opened it and by those with the right "confidential".

    Raises NoSeat, CodeNameMissing.
    """
    seat = acting_seat(by, partnership, Permission.REPORT_OUTCOME)
    if seat is None:
        raise refusals.NoSeat(partnership, field="partnership")
    if not code_name.strip():
        raise refusals.CodeNameMissing(field="title")
    lead = Lead.objects.create(
        partnership=partnership,
        owner=seat.organisation,
        audience=Audience.NAMED,
        code_name=code_name.strip()[:120],
        size_band=size_band[:40],
        sector=sector[:80],
        opened_on=timezone.localdate(at),
        source_activity=activity,
        created_by=by,
    )
    lead.named.add(by)
    return lead
