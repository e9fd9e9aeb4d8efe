"""A council review of the sample's best-kept tie: a recommendation, a frozen pack and its annex."""

import pghistory
from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from desk.models import Review, ReviewPack
from desk.review.drawing_up import drawer
from desk.review.frame import Frame
from desk.review.services import write_pack
from desk.sample.clear import LOADED
from outcomes.services.rollup import settle
from outcomes.services.staging import restage, today_of
from partnerships.models import Partnership
from partnerships.rules import months_before
from stakeholders.models import Office, User

REVIEWED = "Mexico City"
STAGED = (30, 24, 18, 12, 6)  # months before today: the annex tells the stage over time
ADVICE = (
    "Renew for three years. The work plan is kept by both sides and every kind of organisation takes part.\n"
    "Ask the other side for its heads and its cost before the signing, so that the next pack tells both."
)


def add_review(today, now):
    """Freeze one pack of the sample office, or nothing where one is. Returns the pack."""
    office = Office.objects.filter(sample=True).first()
    if office is None or ReviewPack.objects.filter(owner=office.organisation).exists():
        return None
    ties = Partnership.objects.filter(seats__organisation=office.organisation)
    tie = ties.filter(places__name=REVIEWED).first() or ties.order_by("pk").first()
    if tie is None:
        return None
    today = min(today, today_of(office, now))  # no pack of a day that has not begun where the office is
    settle()
    coordinator = User.objects.get(sample=True, memberships__organisation=office.organisation,
                                   memberships__role="coordinator")  # fmt: skip
    frame = Frame(coordinator, office, tie, today)
    language = settings.LANGUAGE_CODE
    with transaction.atomic(), pghistory.context(verb=LOADED), override(language):
        for months in (*STAGED, 0):
            restage(office, months_before(today, months), [tie.pk])
        Review.objects.get_or_create(owner=office.organisation, partnership=tie,
                                     defaults={"choice": "renew", "recommendation": ADVICE})  # fmt: skip
        draw = drawer(frame, language=language, by=coordinator, at=now)
        return write_pack(frame, draw, language=language, by=coordinator, at=now)
