"""How a tie stands with one office, and who else sits in it. One side's step neither changes nor tells the other."""

from partnerships import stopping
from partnerships.models import Seat, SeatRole, Standing, Stop
from partnerships.services.mandate import require_mandate
from partnerships.services.refusals import (
    NotAPlaceOfTheTie,
    NotFromHere,
    OtherSideNeedsConsent,
    ReasonMissing,
    SideHasLead,
)
from partnerships.services.ties import locked, own_seat, require_manager
from stakeholders.dates import PartialDate
from stakeholders.verbs import verb

STILL = (Standing.PAUSED, Standing.ENDED)
# Which standing may follow which.
MOVES = {
    Standing.EXPLORING: {Standing.REQUESTED, Standing.ENDED, Standing.PAUSED},
    Standing.KEPT: {Standing.REQUESTED, Standing.EXPLORING, Standing.PAUSED, Standing.ENDED},
    Standing.PAUSED: {Standing.KEPT, Standing.EXPLORING},
    Standing.ENDED: {Standing.KEPT, Standing.PAUSED, Standing.EXPLORING, Standing.REQUESTED},
}


def moves_from(standing):
    """The standings that may follow this one."""
    return [to for to, sources in MOVES.items() if Standing(standing) in sources]


@verb("tie.paused")
def pause_tie(partnership, *, office, reason, by, at, on=None, authority="", conditions="", statement=""):
    """The office rests the tie, on its side alone. on: a PartialDate, today without one.

    It stops at once what of this office still goes towards the other side (partnerships.stopping), and keeps what that
    was. statement: what the office says of it in public, once it publishes that. Raises NotYourOffice, NotSeated,
    NoMandate, ReasonMissing, NotFromHere.
    """
    return _move(partnership, Standing.PAUSED, office, reason, by, at, on, authority, conditions, statement)


@verb("tie.ended")
def end_tie(partnership, *, office, reason, by, at, on=None, authority="", conditions="", statement=""):
    """The office ends the tie, on its side alone. Refusals as in pause_tie."""
    return _move(partnership, Standing.ENDED, office, reason, by, at, on, authority, conditions, statement)


@verb("tie.resumed")
def resume_tie(partnership, *, office, by, at, on=None, reason="", authority="", conditions="", statement=""):
    """The office keeps the tie (again). Needs no reason; what a pause stopped stays stopped.

    Raises NotYourOffice, NotSeated, NoMandate, NotFromHere.
    """
    return _move(
        partnership, Standing.KEPT, office, reason, by, at, on, authority, conditions, statement, needs_reason=False
    )


@verb("tie.explored")
def explore_tie(partnership, *, office, by, at, on=None, reason="", authority="", conditions="", statement=""):
    """The office looks into the tie before it keeps it. Raises NotYourOffice, NotSeated, NotFromHere."""
    return _move(
        partnership, Standing.EXPLORING, office, reason, by, at, on, authority, conditions, statement,
        needs_reason=False,
    )


def _move(partnership, to, office, reason, by, at, on, authority, conditions, statement, needs_reason=True):
    require_manager(by, office, partnership)
    seat = own_seat(partnership, office)
    require_mandate(partnership, office, by=by, at=at)
    if seat.standing == to:
        return seat
    if needs_reason and not reason.strip():
        raise ReasonMissing(partnership, field="reason")
    if Standing(seat.standing) not in MOVES[to]:
        raise NotFromHere(partnership)
    on = on or PartialDate.day(at.date())
    seat.standing = to
    seat.standing_first, seat.standing_last = on.first, on.last
    seat.standing_reason = reason.strip()
    seat.standing_authority = authority.strip()
    seat.standing_conditions = conditions.strip()
    # Another standing needs other words; what was published of the former one no longer holds.
    seat.standing_statement = statement.strip()
    seat.statement_published_at = seat.statement_published_by = None
    seat.save(
        update_fields=[
            "standing", "standing_first", "standing_last", "standing_reason", "standing_authority",
            "standing_conditions", "standing_statement", "statement_published_at", "statement_published_by",
        ]
    )
    if to in STILL:
        what = stopping.stop_all(partnership, office, at)
        Stop.objects.create(seat=seat, at=at, by=by, what=what)
    return seat


@verb("tie.statement_published")
def publish_statement(partnership, *, office, statement, by, at):
    """Everybody who sees the tie reads these words of how it stands with the office; "" takes them back.

    The other side is not told. Raises NotYourOffice, NotSeated, NoMandate.
    """
    require_manager(by, office, partnership)
    seat = own_seat(partnership, office)
    require_mandate(partnership, office, by=by, at=at)
    seat.standing_statement = statement.strip()
    seat.statement_published_at = at if seat.standing_statement else None
    seat.statement_published_by = by if seat.standing_statement else None
    seat.save(update_fields=["standing_statement", "statement_published_at", "statement_published_by"])
    return seat


@verb("seat.given")
def seat_organisation(
    partnership, *, organisation, office, by, at, side=None, role=SeatRole.PARTNER, consented_at=None
):
    """Give an organisation of the own side a seat; again, it changes nothing.

    side: a Place of the tie, the office's own without it. consented_at: when an organisation of the other side
    agreed. Raises NotYourOffice, NotSeated, NotAPlaceOfTheTie, OtherSideNeedsConsent, SideHasLead.
    """
    require_manager(by, office, partnership)
    partnership = locked(partnership)
    mine = own_seat(partnership, office)
    side = side or mine.side
    if not partnership.partnership_places.filter(place=side).exists():
        raise NotAPlaceOfTheTie(partnership, field="side")
    home = organisation.place
    others = partnership.places.exclude(pk=mine.side_id)
    of_other_side = side.pk != mine.side_id or others.filter(pk=home.pk).exists()
    if of_other_side and consented_at is None:
        raise OtherSideNeedsConsent(partnership, field="organisation")
    known = partnership.seats.filter(organisation=organisation).first()
    if known:
        return known
    if role == SeatRole.LEAD and partnership.seats.filter(side=side, role=SeatRole.LEAD).exists():
        raise SideHasLead(partnership, field="role")
    return Seat.objects.create(
        partnership=partnership,
        organisation=organisation,
        side=side,
        role=role,
        consented_at=consented_at or at,
        sample=partnership.sample,
    )
