"""What an office holds, how long it keeps what, what was asked of it and given out, and an erasure."""

import datetime as dt

from desk.history.kinds import events_of
from desk.models import Erasure, RecordsRelease, RecordsRequest, Redaction, RedactionGround
from partnerships.models import Hold, RetentionAct, RetentionClass, RetentionRule


def records_of(world, owner, now):
    """One row of each; `word` of the world stands in each text. The hold is over: it would stop what others test."""
    word, coordinator, day = world.word, world.people["coordinator"], now.date()
    agreement = world.records["agreement", "office"]
    ground = RedactionGround.objects.create(owner=owner, code="secret", words=f"{word} secret")
    request = RecordsRequest.objects.create(
        owner=owner, partnership=world.tie, reference=f"{word} 1", asked_by=f"{word} Post", asked_on=day,
        first=dt.date(2020, 1, 1), last=day, made_by=coordinator, made_at=now,
    )  # fmt: skip
    retention = RetentionClass.objects.create(owner=owner, name=f"{word} class", years=99, basis=f"{word} law")
    return {
        "hold": Hold.objects.create(
            owner=owner, partnership=world.tie, name=f"{word} hold", reason=f"{word} court", since=day, until=day,
            set_by=coordinator, set_at=now, lifted_by=coordinator, lifted_at=now, lifted_why=f"{word} closed",
        ),
        "retention class": retention,
        "retention rule": RetentionRule.objects.create(owner=owner, kind="gift", retention=retention),
        "retention act": RetentionAct.objects.create(
            owner=owner, kind="gift", object_id=1, ends="tell", retention_name=retention.name, keep_until=day,
            reason=f"{word} reason", by=coordinator, at=now,
        ),
        "ground": ground,
        "records request": request,
        "redaction": Redaction.objects.create(
            request=request, record_kind="agreements.agreement", record_id=agreement.pk, field="title", ground=ground
        ),
        "release": RecordsRelease.objects.create(
            request=request, given_to=f"{word} Post", given_at=now, given_by=coordinator, manifest={}, sha256="0" * 64
        ),
        "erasure": Erasure.objects.create(owner=owner, reason=f"{word} asked", by=coordinator, at=now),
        "event": events_of(type(agreement)).objects.filter(pgh_obj_id=agreement.pk).last(),
    }  # fmt: skip
