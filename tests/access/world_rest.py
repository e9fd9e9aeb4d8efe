"""Rows of an office and of its people that few pages show, and that a rule guards all the same."""

import datetime as dt

from activities.models import LetterTemplate
from outcomes.models import NotTheSame
from partnerships.models import Audience
from stakeholders.models import Post
from stakeholders.models.doubles import Merge, NotADouble
from stakeholders.models.protocol import ProtocolNote
from stakeholders.models.security import SecondStepRule, SignedIn
from tests.access.world import NOW


def keep_the_rest(world):
    """{kind: record} of the first city's office, each with the word where it holds words."""
    office, word, by = world.organisations["office"], world.word, world.people["coordinator"]
    chamber = world.organisations["chamber"]
    one, other = sorted(world.records["outcome", audience].pk for audience in (Audience.OFFICE, Audience.SHARED))
    NotTheSame.objects.create(owner=office, one_id=one, other_id=other, by=by, at=NOW)
    NotADouble.objects.create(owner=office, kind="organisation", one=one, other=other, said_by=by, said_at=NOW)
    merge = Merge.objects.create(
        owner=office, kind="organisation", kept_id=chamber.pk, gone_id=0, kept_name=word, gone_name=word, made_by=by,
        made_at=NOW,
    )  # fmt: skip
    post = Post.objects.get_or_create(organisation=office, title="Mayor")[0]  # which other leads read
    ProtocolNote.objects.get_or_create(owner=office, post=post, defaults={"address": word, "notes": word})
    SecondStepRule.objects.create(organisation=office, holds_from=dt.date(2999, 1, 1))
    signed_in = SignedIn.objects.create(user=by, session_key=word, device=word, started_at=NOW, seen_at=NOW)
    LetterTemplate.objects.create(office=office, kind="thanks", language="en", subject=word, body=word)
    return {"merge": merge, "signed in": signed_in}
