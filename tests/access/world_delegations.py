"""A visit of the first city's office with one row of each kind that hangs on it, for the walk over who reads what."""

import datetime as dt

from activities.models import (
    BriefPoint,
    Delegation,
    DelegationFile,
    DelegationMove,
    DelegationPerson,
    ProgrammeItem,
)

DAY = dt.date(2026, 10, 5)
DELEGATION_KINDS = {
    "delegation", "delegation move", "delegation person", "delegation file", "programme item", "brief point",
}  # fmt: skip


def visits(world, audience, owner, own, at):
    """{kind: record} of one visit at this audience."""
    word = world.word
    delegation = Delegation.objects.create(
        partnership=world.tie, owner=owner, title=f"{word} delegation {audience}", direction="in", purpose=word,
        starts_first=DAY, starts_last=DAY, ends_on=DAY, status="dates fixed", purge_on=DAY, **own,
    )  # fmt: skip
    if audience == "named":
        delegation.named.add(world.people["named"], world.people["nobody"], world.people["friends"])
    return {
        "delegation": delegation,
        "delegation move": DelegationMove.objects.create(delegation=delegation, after="asked", note=word, at=at),
        "delegation person": DelegationPerson.objects.create(delegation=delegation, name=f"{word} guest", precedence=1),
        "delegation file": DelegationFile.objects.create(
            delegation=delegation, name=f"{word}.pdf", content_type="application/pdf", size=1, sha256="0" * 64
        ),
        "programme item": ProgrammeItem.objects.create(delegation=delegation, day=DAY, what=f"{word} tour"),
        "brief point": BriefPoint.objects.create(delegation=delegation, kind="raise", text=f"{word} point"),
    }
