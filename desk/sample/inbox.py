"""Requests of the sample: a letter that waits, one that was declined against the criteria, and the criteria.

The cities are real, so nothing is said of them: who writes is invented, and the no rests on the office's own hours.
"""

from desk.sample import bodies
from partnerships.models import (
    Criteria,
    Criterion,
    CriterionAnswer,
    Fit,
    Form,
    RequestChannel,
    RequestState,
    TieRequest,
)
from stakeholders.models import Place

WAITING, DECLINED = 3868626, 3165185  # Valparaíso and Trieste, GeoNames
FIRST_NAME = 320  # of person_name: beyond those of the posts
QUESTIONS = (
    "Does a body on each side carry it, beside the two city offices?",
    "Do we have the hours for it this year?",
    "Is there a field of work that no partnership of ours covers yet?",
    "Can it go on after an election, on either side?",
)
AUTHORITY = "Invented for the sample"
ASKS = (
    "We would like to work with your harbor district on shore power and on training for port crews. Could our two "
    "offices speak in the coming weeks?"
)
ASKED = "Our citizens’ forum proposes a friendship between the two cities, with a yearly exchange of students."
NO_HOURS = "Two people look after our partnerships and have no hours for a further one before 2028."


def add_requests(sample):
    """Nothing where these cities are not among the places that are loaded."""
    places = Place.objects.in_bulk([WAITING, DECLINED], field_name="geonames_id")
    if len(places) < 2:
        return
    criteria = Criteria.objects.create(
        owner=sample.owner, number=1, since=sample.days_ago(800), authority=AUTHORITY,
        created_by=sample.users["coordinator"],
    )  # fmt: skip
    questions = Criterion.objects.bulk_create(
        [Criterion(criteria=criteria, position=n, text=text) for n, text in enumerate(QUESTIONS)]
    )
    given = {"owner": sample.owner, "sample": True, "created_by": sample.users["coordinator"]}
    TieRequest.objects.create(
        place=places[WAITING], sender=bodies.person_name(FIRST_NAME), sender_post="Harbor district desk",
        channel=RequestChannel.MAIL, received_on=sample.days_ago(9), text=ASKS, **given,
    )  # fmt: skip
    no = TieRequest.objects.create(
        place=places[DECLINED], sender=bodies.person_name(FIRST_NAME + 1), sender_post="Citizens’ forum",
        channel=RequestChannel.POST, received_on=sample.days_ago(140), text=ASKED, asked_form=Form.FRIENDSHIP,
        state=RequestState.DECLINED, reason=NO_HOURS, authority="Head of sister cities", criteria=criteria,
        decided_on=sample.days_ago(95), decided_by=sample.users["coordinator"], **given,
    )  # fmt: skip
    fits = (Fit.PARTLY, Fit.NO, Fit.PARTLY, Fit.YES)
    CriterionAnswer.objects.bulk_create(
        [CriterionAnswer(request=no, criterion=one, fit=fit) for one, fit in zip(questions, fits, strict=True)]
    )
