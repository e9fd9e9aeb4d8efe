"""Gifts by giver and year against the limits that hold, and what is to be disclosed by when."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from activities.models import Gift, GiftFiling, GiftLimit


@dataclass(frozen=True)
class ToDisclose:
    """Gifts of one giver that pass a limit and were not all filed. year: a calendar year; total in the limit's
    currency; other: gifts of the same giver and year that are estimated in another currency or not at all, which
    are told beside the sum and never added; due_on: the last day to file."""

    limit: GiftLimit
    key: str
    giver: str
    year: int
    total: Decimal
    gifts: tuple
    other: int
    due_on: dt.date

    @property
    def over(self):
        return self.total - self.limit.limit


def key_of(gift):
    """What tells a giver (of a gift that is given: a receiver) apart: the body, else the words for the role."""
    role, post, body = (
        (gift.receiver, gift.receiver_post, gift.receiver_organisation_id)
        if gift.given
        else (gift.giver, gift.giver_post, gift.giver_organisation_id)
    )
    body = body or (post.organisation_id if post else None)
    return f"body:{body}" if body else f"role:{(role or (post.title if post else '')).casefold().strip()}"


def counterpart(gift):
    return gift.receiver_name if gift.given else gift.giver_name


def gifts_of(user, owner):
    """Gifts of an office, or of several, as this person reads them, with the bodies and posts that stand on them."""
    rows = Gift.objects.for_user(user).filter(owner__in=owner if isinstance(owner, set) else {owner})
    return rows.select_related(
        "partnership", "giver_organisation", "receiver_organisation", "giver_post__organisation",
        "receiver_post__organisation",
    )  # fmt: skip


def givers_above(user, limit):
    """[ToDisclose] under one limit, by due day."""
    return above([limit], gifts_of(user, limit.owner))


def to_disclose(user, owner=None):
    """[ToDisclose] under all limits that this person reads, of one office or of all of theirs. Three queries."""
    limits = GiftLimit.objects.for_user(user).select_related("owner")
    limits = list(limits.filter(owner=owner) if owner else limits)
    return above(limits, gifts_of(user, {limit.owner_id for limit in limits})) if limits else []


def above(limits, gifts):
    """A gift whose day is known to a month or a year counts from its last. gifts: a queryset of gifts."""
    gifts, filed = list(gifts.order_by("on_last", "pk")), defaultdict(set)
    for limit, gift in GiftFiling.objects.filter(limit__in=limits).values_list("limit", "gifts"):
        filed[limit].add(gift)
    found = [one for limit in limits for one in above_one(limit, gifts, filed[limit.pk])]
    return sorted(found, key=lambda one: (one.due_on, one.giver))


def above_one(limit, gifts, filed):
    first, last = limit.since or dt.date.min, limit.until or dt.date.max
    groups = defaultdict(list)
    for gift in gifts:
        if (gift.owner_id, gift.given) == (limit.owner_id, limit.given) and first <= gift.on_last <= last:
            # each gift stands alone where the limit is one of single gifts
            groups[key_of(gift), gift.on_last.year, None if limit.by_year else gift.pk].append(gift)
    found = (judge(limit, key, year, gifts, filed) for (key, year, _one), gifts in groups.items())
    return [one for one in found if one]


def judge(limit, key, year, gifts, filed):
    """ToDisclose, or None where the sum is within the limit or every gift of it was filed."""
    counted = [gift for gift in gifts if gift.estimate is not None and gift.currency == limit.currency]
    total, passed = Decimal(0), None
    for gift in counted:
        total += gift.estimate
        # what came after a filing is due from its own day
        if total > limit.limit and gift.pk not in filed and passed is None:
            passed = gift.on_last
    if passed is None:
        return None
    due_on = passed + dt.timedelta(days=limit.days)
    newest = counted[-1]
    return ToDisclose(
        limit, key, counterpart(newest), year, total, tuple(counted), len(gifts) - len(counted), due_on
    )


@dataclass(frozen=True)
class GiverYear:
    """Sum of one giver and year in one currency; None where nothing was estimated."""

    giver: str
    year: int
    currency: str
    total: Decimal | None
    n: int


def by_giver(gifts):
    """[GiverYear] of gifts received, newest year first; each currency on its own."""
    groups = defaultdict(list)
    for gift in gifts:
        if not gift.given:
            groups[gift.on_last.year, key_of(gift), gift.currency].append(gift)
    rows = [
        GiverYear(
            rows[0].giver_name, year, currency,
            sum(gift.estimate for gift in rows if gift.estimate is not None) if currency else None, len(rows),
        )
        for (year, _key, currency), rows in groups.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.year, row.giver, row.currency))
