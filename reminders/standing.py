"""Which ties stand still, and for whom."""

from partnerships.models import Seat, Standing

STILL = (Standing.PAUSED, Standing.ENDED)


def still_seats():
    """Seats whose organisation has paused or ended the tie."""
    return Seat.objects.filter(standing__in=STILL)
