"""What people do with gifts: note them, say what became of them, set limits, and file what is to be disclosed."""

from activities.models import Gift, GiftFiling, GiftLimit
from activities.queries_gifts import givers_above, key_of
from activities.services import refusals_money as refusals
from activities.services.money import check_money, today_of, write_once
from stakeholders.verbs import verb

GIFT = (
    "what", "given", "activity", "giver", "giver_organisation", "receiver", "receiver_organisation",
    "estimate", "currency", "estimated_by", "estimated_how", "became", "became_note", "approved_by", "approved_on",
)  # fmt: skip
LIMIT = (
    "name", "given", "limit", "currency", "by_year", "days", "filed_with", "law", "law_url", "since", "until",
)  # fmt: skip


def check_gift(owner, partnership, given, today):
    if not given["what"].strip():
        raise refusals.GiftUnnamed(field="what")
    if given.get("on") is None:
        raise refusals.DayMissing(field="on")
    if given["on"].first > today:
        raise refusals.AheadOfToday(field="on")
    if not given["giver"] and not given["giver_organisation"]:
        raise refusals.NoGiver(field="giver")
    if not given["receiver"] and not given["receiver_organisation"]:
        raise refusals.NoReceiver(field="receiver")
    check_money(given["estimate"], given["currency"], "estimate")
    if given["estimate"] is not None and not given["estimated_by"].strip():
        raise refusals.WhoEstimated(field="estimated_by")
    if given["approved_on"] and not given["approved_by"].strip():
        raise refusals.ApprovedByNobody(field="approved_by")
    activity = given["activity"]
    if activity and (activity.partnership_id, activity.owner_id) != (partnership.pk, owner.pk):
        raise refusals.ActivityOfAnotherTie(field="activity")


def write_gift(gift, given):
    for name in GIFT:
        setattr(gift, name, given[name])
    gift.on_first, gift.on_last = given["on"].first, given["on"].last
    if gift.estimate is None:
        gift.currency = gift.estimated_by = gift.estimated_how = ""
    gift.save()
    return gift


@verb("gift.noted")
def add_gift(partnership, owner, *, by, at, idempotency_key="", **given):
    """A gift of the owner (Organisation), given or received on a tie. given: the fields of GIFT, and `on`.
    The same key again returns the gift that it made.

    Raises GiftUnnamed, DayMissing, AheadOfToday, NoGiver, NoReceiver, WhoEstimated, ApprovedByNobody and the refusals
    of money.
    """
    check_gift(owner, partnership, given, today_of(owner, at))
    return write_once(Gift(owner=owner, partnership=partnership), by, idempotency_key, write_gift, given)


@verb("gift.changed")
def change_gift(gift, *, by, at, **given):
    """Write what is now known. What was filed keeps its worth, giver, direction and day: raises GiftWasFiled."""
    gift = Gift.objects.select_for_update(no_key=True).get(pk=gift.pk)
    check_gift(gift.owner, gift.partnership, given, today_of(gift.owner, at))
    told = (gift.estimate, gift.currency, gift.given, gift.on_first, gift.on_last, key_of(gift))
    gift.filed = gift.filings.exists()
    if gift.filed:
        fresh = Gift(**{name: given[name] for name in GIFT})
        on = given["on"]
        if told != (fresh.estimate, fresh.currency, fresh.given, on.first, on.last, key_of(fresh)):
            raise refusals.GiftWasFiled(gift)
    return write_gift(gift, given)


@verb("gift.dropped")
def drop_gift(gift, *, by, at):
    """It was noted by mistake. Raises GiftWasFiled."""
    gift = Gift.objects.select_for_update(no_key=True).get(pk=gift.pk)
    if gift.filings.exists():
        raise refusals.GiftWasFiled(gift)
    Gift.objects.filter(pk=gift.pk).delete()


@verb("gift_limit.set")
def set_limit(owner, *, by, at, limit_row=None, pack="", **given):
    """A limit that holds for the owner's gifts, or a change of one. given: the fields of LIMIT.

    What was filed under it stays. Raises NameMissing, AmountMissing, EndsBeforeItBegins and the refusals of money.
    """
    for name in ("name", "filed_with", "law"):
        if not given[name].strip():
            raise refusals.NameMissing(field=name)
    if given["limit"] is None:
        raise refusals.AmountMissing(field="limit")
    check_money(given["limit"], given["currency"], "limit")
    if given["since"] and given["until"] and given["until"] < given["since"]:
        raise refusals.EndsBeforeItBegins(field="until")
    row = limit_row or GiftLimit(owner=owner, pack=pack)
    for name in LIMIT:
        setattr(row, name, given[name])
    row.save()
    return row


@verb("gift_limit.dropped")
def drop_limit(row, *, by, at):
    """Raises LimitInUse."""
    if row.filings.exists():
        raise refusals.LimitInUse(row)
    GiftLimit.objects.filter(pk=row.pk).delete()


@verb("gifts.filed")
def file_gifts(limit, giver, year, *, filed_on, reference="", by, at):
    """The gifts of a giver in a year that pass the limit were disclosed. giver: a key of `givers_above`.

    Raises AheadOfToday, NothingToFile (nothing is open, or all was filed already).
    """
    limit = GiftLimit.objects.select_for_update(no_key=True).get(pk=limit.pk)
    if filed_on > today_of(limit.owner_id, at):
        raise refusals.AheadOfToday(field="filed_on")
    # What is filed neither changes nor goes while it is written down.
    list(Gift.objects.filter(owner=limit.owner_id).select_for_update(no_key=True).order_by("pk").values_list("pk"))
    due = next((one for one in givers_above(by, limit) if (one.key, one.year) == (giver, year)), None)
    if due is None:
        raise refusals.NothingToFile(limit)
    filing = GiftFiling.objects.create(
        owner=limit.owner, limit=limit, giver=due.giver[:300], filed_on=filed_on, reference=reference.strip(),
        filed_by=by, filed_at=at,
    )
    filing.gifts.set(due.gifts)
    return filing
