"""What stood on a day: when it happened and when it was learnt are kept apart (METHODS 1): pure, no database."""

from collections import defaultdict

from django.utils import timezone


def known_claims(claims, *, as_of=None, known_on=None):
    """The claims that stood on the day `known_on` and had happened by `as_of`; None asks for no limit.

    claims: all rows of one or more outcomes, superseded and withdrawn ones included. A span has happened on its last
    day.

    A correction takes the place of the row before it on the day it was learnt. Where it names no later day than that
    row, it takes its place on the day it was recorded here: a figure as of an earlier day is never rewritten.
    """
    if known_on is None:
        standing = [claim for claim in claims if claim.withdrawn_at is None and claim.superseded_by_id is None]
    else:
        standing = standing_on(claims, known_on)
    return [claim for claim in standing if as_of is None or claim.occurred_last <= as_of]


def standing_on(claims, day):
    by_key = {claim.pk: claim for claim in claims}
    formers = defaultdict(list)
    for claim in claims:
        if claim.superseded_by_id in by_key:
            formers[claim.superseded_by_id].append(claim)
    return [
        claim
        for claim in claims
        if known_since(claim, formers[claim.pk]) <= day
        and not (claim.withdrawn_at is not None and day_of(claim.withdrawn_at) <= day)
        and not (
            claim.superseded_by_id in by_key and replaced_on(claim, by_key[claim.superseded_by_id]) <= day
        )
    ]


def known_since(claim, formers):
    """The day from which a row stands: its own, or that on which it took another's place."""
    return min((replaced_on(former, claim) for former in formers), default=claim.learnt_on)


def replaced_on(former, later):
    if later.learnt_on > former.learnt_on:
        return later.learnt_on
    return max(day_of(later.created_at), later.learnt_on)


def day_of(moment):
    return timezone.localdate(moment)
