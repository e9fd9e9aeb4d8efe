"""The report that stands: locking it, following it to today's row, and putting another row in its place."""

from django.db import connection

from outcomes.models import Claim, ClaimFile, ClaimFirm, Origin, Outcome, Step
from outcomes.services import refusals
from outcomes.services.parts import copy_parts


def keep_file(claim, file, upload):
    kept = ClaimFile(claim=claim, **upload._asdict())
    kept.file.save(upload.name, file, save=False)
    kept.save()
    return kept


def locked(claim):
    """The claim, locked with its outcome: whoever changes claims of one outcome follows the one before."""
    Outcome.objects.select_for_update(no_key=True).get(pk=claim.outcome_id)
    return Claim.objects.select_for_update(no_key=True).get(pk=claim.pk)


def standing(claim):
    """Refuse what was withdrawn or corrected."""
    if claim.withdrawn_at:
        raise refusals.AlreadyWithdrawn(claim)
    if claim.superseded_by_id:
        raise refusals.AlreadyCorrected(claim)
    return claim


def latest(claim):
    """The row that stands today for this one."""
    while claim.superseded_by_id:
        claim = claim.superseded_by
    return claim


def supersede(claim, *, like=None, **changes):
    """Add a row that stands from now on in the place of this one, with its files, firm, readers, origin and
    steps. like: the earlier row that says what stands again, where it is not this one.

    The former row is marked before the new one is written, for only one row of a source's id may stand; the
    reference is checked at the end of the transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('outcomes_claim', 'id'))")
        (pk,) = cursor.fetchone()
    source = like or claim
    kept = {
        field.attname: getattr(source, field.attname)
        for field in Claim._meta.concrete_fields
        if field.name not in ("id", "superseded_by", "idempotency_key", "created_at")
    }
    Claim.objects.filter(pk=claim.pk).update(superseded_by_id=pk)
    fresh = Claim(pk=pk, **{**kept, **changes})
    fresh.save(force_insert=True)
    fresh.named.set(source.named.all())
    for model in (ClaimFile, Origin, ClaimFirm, Step):
        for row in model._base_manager.filter(claim=source):
            row.pk, row.claim = None, fresh
            row.save(force_insert=True)
    copy_parts(source, fresh)
    return fresh
