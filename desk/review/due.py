"""Which ties are due for review: by the day marked by hand, else by the next date of an agreement in force."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from agreements.life_queries import next_words
from agreements.models import Agreement
from desk.models import Review, ReviewPack
from outcomes.periods import months_later
from partnerships.models import Partnership, Seat, Standing

WITHIN = (3, 6, 12)


@dataclass
class Due:
    """A tie to be reviewed. on: the day; why: in words; pack: the newest frozen one that this person reads."""

    partnership: object
    on: dt.date
    why: str
    choice: str = ""
    pack: object = None

    def is_late(self, today):
        return self.on < today


def due_for(user, office, today, months):
    """Ties of the office due within so many months, the soonest first: four queries, however many ties."""
    last = months_later(today, months + 1) - dt.timedelta(days=1)
    owner = office.organisation
    kept = Seat.objects.filter(partnership=OuterRef("pk"), organisation=owner).exclude(standing=Standing.ENDED)
    ties = {tie.pk: tie for tie in Partnership.objects.for_user(user).filter(Exists(kept))}
    found = {}
    reviews = {row.partnership_id: row for row in Review.objects.for_user(user).filter(owner=owner)}
    for pk, review in reviews.items():
        if review.review_on and pk in ties:
            found[pk] = Due(ties[pk], review.review_on, _("marked for review"))
    agreements = Agreement.objects.for_user(user).in_force().filter(partnership__in=ties, expires_on__isnull=False)
    for agreement in agreements:
        following = next_words(agreement, today)
        pk = agreement.partnership_id
        if following and (pk not in found or following["day"] < found[pk].on):
            found[pk] = Due(ties[pk], following["day"], f"{agreement.title}: {following['text']}")
    found = {pk: due for pk, due in found.items() if due.on <= last}
    packs = ReviewPack.objects.for_user(user).filter(owner=owner, partnership__in=found)
    for pack in packs.defer("content", "page", "word").order_by("number"):
        found[pack.partnership_id].pack = pack
    for pk, due in found.items():
        due.choice = reviews[pk].get_choice_display() if pk in reviews and reviews[pk].choice else ""
    return sorted(found.values(), key=lambda due: (due.on, due.partnership.name))
