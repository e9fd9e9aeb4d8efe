"""Tables of one's own: sent in, put to a question, thrown away. They are kept until somebody throws them away."""

import gzip

from django.utils.translation import gettext_lazy

from insights.libraries import missing
from insights.models import Answer
from insights.services.answers import LibrariesMissing, wake
from insights.studies import OWN
from partnerships.services.holds import require_no_hold
from stakeholders.models import Organisation
from stakeholders.verbs import Refusal, verb

MOST_KEPT = 20
MOST_BYTES = 5_000_000
MOST_ROWS = 50_000


class TooMany(Refusal):
    code = "too_many_tables"
    message = gettext_lazy("Your office keeps 20 tables here, which is the most. Throw one away first.")


class StillOpen(Refusal):
    code = "still_open"
    message = gettext_lazy("This is being worked out. Take the question back first.")


@verb("table.asked")
def ask_own(question, content, name, *, options, owner, by, at):
    """Put a question of insights.asking to a table. content: the bytes of a CSV as they came; name: of the file.

    Raises LibrariesMissing, TooMany.
    """
    if missing():
        raise LibrariesMissing(question)
    owner = Organisation.objects.select_for_update(no_key=True).get(pk=owner.pk)  # two at once count one another
    if Answer.objects.filter(owner=owner, study__startswith=OWN).count() >= MOST_KEPT:
        raise TooMany(owner)
    answer = Answer.objects.create(
        study=OWN + question, owner=owner, options=options, seed=options.get("seed", 0), source=gzip.compress(content),
        source_name=name[:200], asked_by=by, asked_at=at,
    )  # fmt: skip
    wake()
    return answer


@verb("table.thrown_away")
def throw_away(answer, *, by, at):
    """The table and its answer are deleted. Raises StillOpen while it is worked out, OnHold."""
    answer = Answer.objects.select_for_update(no_key=True, of=["self"]).select_related("owner").get(pk=answer.pk)
    require_no_hold(office=answer.owner)
    if answer.is_open:
        raise StillOpen(answer)
    answer.delete()
