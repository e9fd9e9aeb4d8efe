"""What a page of a study shows of the store: the latest answer, what runs, and why the newest has none. One query."""

from insights.models import Answer
from insights.studies import method_of

LOOKED_AT = 8


def latest_of(user, key, owner, *, table=False):
    """{"answer": the latest that was worked out, "open": the one that waits or runs, "newest": a refused or failed one
    newer than the answer}, each an Answer or None. table: bring what the page works on further along."""
    stored = Answer.objects.for_user(user).filter(study=key, owner=owner, source=None).by([method_of(key)])
    answers = list((stored if table else stored.defer("table"))[:LOOKED_AT])
    done = next((one for one in answers if one.found is not None), None)
    newest = answers[0] if answers and answers[0] is not done and not answers[0].is_open else None
    return {"answer": done, "open": next((one for one in answers if one.is_open), None), "newest": newest}
