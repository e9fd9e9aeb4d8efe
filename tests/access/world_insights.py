"""What an office learnt from its records: an answer that is being worked out."""

from insights.models import Answer


def learnt(world, owner, now):
    """One row of each; `word` of the world stands in each text."""
    by = world.people["coordinator"]
    return {
        "answer": Answer.objects.create(
            study="conversion", owner=owner, state="running", told=f"{world.word} step", asked_by=by, asked_at=now,
            heard_at=now,
        ),
    }  # fmt: skip
