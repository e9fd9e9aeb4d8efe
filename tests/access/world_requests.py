"""A letter to the first city's office with its paper, and the criteria it is held against."""

import datetime as dt

from django.core.files.base import ContentFile
from django.utils import timezone

from partnerships.models import Criteria, Criterion, CriterionAnswer, LeadOffer, RequestFile, TieRequest

DAY = dt.date(2026, 10, 5)


def requests(world):
    """{kind: record}: what only the first city's office reads."""
    word, office = world.word, world.organisations["office"]
    criteria = Criteria.objects.create(owner=office, number=1, since=DAY)
    question = Criterion.objects.create(criteria=criteria, position=0, text=f"{word} question")
    asked = TieRequest.objects.create(
        owner=office, place=office.office.home.country, sender=f"{word} sender", received_on=DAY, text=word,
        criteria=criteria,
    )  # fmt: skip
    return {
        "criteria": criteria,
        "criterion": question,
        "request": asked,
        "criterion answer": CriterionAnswer.objects.create(request=asked, criterion=question, fit="yes", note=word),
        "request file": RequestFile.objects.create(
            request=asked, name=f"{word}.txt", content_type="text/plain", size=1, sha256="0" * 64,
            file=ContentFile(b"x", name="x.txt"),
        ),
        "leading seat": world.tie.seats.get(organisation=office),
        "lead offer": LeadOffer.objects.create(
            partnership=world.tie, side=office.office.home, giver=office, taker=world.organisations["port"],
            reason=word, offered_at=timezone.now(),
        ),
        "designation": office.office.designations.first(),
    }  # fmt: skip
