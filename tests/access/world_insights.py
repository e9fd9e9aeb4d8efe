"""What an office learnt from its records: an answer that is being worked out, weights of whom next, a brief."""

from insights.models import Answer, Brief, RankingSet

NOTHING_FIRST = {
    "first": [], "beside": [], "ranked": 0, "short": 0, "robust": None, "weights": {}, "home": "", "draws": 0,
    "seed": 0, "checksum": "", "versions": {"method": "ranking-1"},
}  # fmt: skip
NO_TIES = {"answer": {"n": 0, "outcomes": 0}, "inputs": {"rows": 0}}


def learnt(world, owner, now):
    """One row of each; `word` of the world stands in each text."""
    by = world.people["coordinator"]
    return {
        "answer": Answer.objects.create(
            study="conversion", owner=owner, state="running", told=f"{world.word} step", asked_by=by, asked_at=now,
            heard_at=now,
        ),
        "own table": Answer.objects.create(
            study="own-conversion", owner=owner, source=b"", source_name=f"{world.word} table", asked_by=by,
            asked_at=now, state="done", found=NO_TIES, versions={"method": "own-1"}, as_of=now.date(), seconds=1,
        ),
        "ranking set": RankingSet.objects.create(
            owner=owner, name=f"{world.word} weights", slug="weights", weights={"distance": 100}, made_by=by,
            made_at=now,
        ),
        "brief": Brief.objects.create(
            owner=owner, title=f"{world.word} brief", said=NOTHING_FIRST, as_of=now.date(), made_by=by, made_at=now
        ),
    }  # fmt: skip
