"""The question asked before a report is saved: is this an outcome that stands already? (`outcomes/_alike.html`)"""

from outcomes.models import Outcome
from outcomes.queries.claims import amount_of
from outcomes.queries.similar import as_reported, mark_without_rate, similar_claims
from outcomes.services.claims import made_before
from outcomes.services.refusals import NotYoursToRead
from outcomes.words import EVIDENCE_WORDS


def question(request, facts, tie, organisation):
    """{"alike": …, "typed": …} for the fragment; {} where nothing is like it, or the person has answered already."""
    if request.POST.get("same") or made_before(request.user, request.POST.get("key", "")):
        return {}
    typed = as_reported(facts, tie, organisation)
    alike = similar_claims(request.user, typed)
    mark_without_rate([typed, *alike])
    return {"alike": [described(row) for row in alike], "typed": described(typed)} if alike else {}


def answered(request):
    """The outcome that the person says it is; None for another one. Raises NotYoursToRead."""
    answer = request.POST.get("same", "")
    if not answer.isdecimal():
        return None
    same = Outcome.objects.for_user(request.user).filter(pk=int(answer)).first()
    if same is None:
        raise NotYoursToRead
    return same


def described(row):
    """A report with its amount in words, for the table that shows two side by side."""
    if row.pk:
        row.indicator = row.outcome.indicator
        row.evidence_words = EVIDENCE_WORDS[row.evidence]
    row.amount_words = amount_of(row)
    return row
