"""Rows that no address of the table names, and that a rule guards all the same."""

from activities.models import LetterTemplate
from outcomes.models import NotTheSame
from partnerships.models import Audience
from stakeholders.models import Post
from stakeholders.models.doubles import Merge, NotADouble
from stakeholders.models.protocol import ProtocolNote
from stakeholders.models.security import SignedIn
from tests.access.world import NOW


def keep_the_rest(world):
    """Of the first city's office, each with the word where it holds words."""
    office, word, by = world.organisations["office"], world.word, world.people["coordinator"]
    chamber = world.organisations["chamber"]
    one, other = sorted(world.records["outcome", audience].pk for audience in (Audience.OFFICE, Audience.SHARED))
    NotTheSame.objects.create(owner=office, one_id=one, other_id=other, by=by, at=NOW)
    NotADouble.objects.create(owner=office, kind="organisation", one=one, other=other, said_by=by, said_at=NOW)
    Merge.objects.create(
        owner=office, kind="organisation", kept_id=chamber.pk, gone_id=0, kept_name=word, gone_name=word, made_by=by,
        made_at=NOW,
    )  # fmt: skip
    post = Post.objects.get_or_create(organisation=office, title=f"{word} mayor")[0]
    ProtocolNote.objects.get_or_create(owner=office, post=post, defaults={"address": word, "notes": word})
    SignedIn.objects.create(user=by, session_key=word, device=word, started_at=NOW, seen_at=NOW)
    LetterTemplate.objects.create(office=office, kind="thanks", language="en", subject=word, body=word)
