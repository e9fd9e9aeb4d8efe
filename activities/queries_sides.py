"""What each side says of an activity: the facts as they go to the other side, the word each gave, where it stands."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from activities.accounts import date_of, differing
from activities.models import AccountAnswer, ActivityAccount, ActivityStatus, Sex
from activities.queries import heads
from stakeholders.models import Place

ONE_SIDE, CONFIRMED, APART = "one side", "confirmed", "apart"
WORDS = {
    ONE_SIDE: ("", "file-text", _("One side's word")),
    CONFIRMED: ("good", "shield-check", _("Confirmed by the other side")),
    APART: ("warn", "scale", _("Each side's account")),
}


def facts_shown(activity):
    """The facts of activities.accounts as the record has them now; nothing else of it ever crosses."""
    return {
        "title": activity.title,
        "kind": activity.kind,
        "date": date_of(activity.starts_first, activity.starts_last, activity.ends_on),
        "place": ", ".join(str(part) for part in (activity.place, activity.place_text) if part),
        "organisations": sorted(part.organisation.name for part in activity.participants.all()),
        "people": heads(activity),
    }


@dataclass(frozen=True)
class Word:
    """An organisation's latest word. differs: the keys in which it differs from the record as it stands now."""

    account: ActivityAccount
    differs: list

    @property
    def is_apart(self):
        return self.account.answer == AccountAnswer.NOT_US or bool(self.differs)


def with_accounts(activities, user):
    """Activities with those accounts of the other side that this person reads, for `words_of`: three queries."""
    readable = ActivityAccount.objects.for_user(user).select_related("organisation").order_by("at", "pk")
    whole = activities.select_related("place", "confirmed_by")
    return whole.prefetch_related("participants__organisation", Prefetch("accounts", readable, to_attr="told_here"))


def words_of(activity):
    """The latest Word of each organisation, in the order in which they were given; `activity` is from with_accounts."""
    latest = {}
    for account in activity.told_here:
        latest.pop(account.organisation_id, None)
        latest[account.organisation_id] = account
    facts = facts_shown(activity) if latest else {}
    return [Word(account, differing(facts, account.told or account.asked)) for account in latest.values()]


def standing_of(activity, words=None):
    """ONE_SIDE, CONFIRMED or APART; "" for what has not happened. `activity` is from with_accounts."""
    if activity.status != ActivityStatus.HAPPENED:
        return ""
    if activity.confirmed_at:
        return CONFIRMED
    words = words_of(activity) if words is None else words
    return APART if any(word.is_apart for word in words) else ONE_SIDE


def has_answered(activity, organisation_id):
    """Whether this organisation has said something about the record as it stands now; from with_accounts."""
    given = [account for account in activity.told_here if account.organisation_id == organisation_id]
    facts = facts_shown(activity) if given else {}
    return bool(given) and all(facts[name] == value for name, value in given[-1].asked.items())


@dataclass(frozen=True)
class HeadRow:
    """An activity's people of one country, or all such. counts: by sex, in the order of Sex; None was not counted."""

    activity: object
    country: object
    counts: tuple

    @property
    def people(self):
        return whole_of(self.counts) or 0

    @property
    def by_sex(self):
        """[(word, people or None)]."""
        return list(zip(Sex.labels, self.counts, strict=True))

    def cells(self):
        """For a table to take away: plain values, the words of the record."""
        one = self.activity
        return [
            one.pk, one.title, one.kind, one.partnership.name, one.starts_first, one.ends_on or one.starts_last,
            ", ".join(str(part) for part in (one.place, one.place_text) if part), self.country.country_code,
            self.country.name, *self.counts, self.people, heads(one),
        ]  # fmt: skip


def head_rows(counts, *, tie=None, since=None, until=None):
    """[HeadRow] of these HeadCount rows, by day: of one tie, of activities that lie in the period in part or whole."""
    if tie is not None:
        counts = counts.filter(activity__partnership=tie)
    if since:
        last_day = Coalesce("activity__ends_on", "activity__starts_last")
        counts = counts.alias(last_day=last_day).filter(last_day__gte=since)
    if until:
        counts = counts.filter(activity__starts_first__lte=until)
    found = {}
    whole = counts.filter(activity__status=ActivityStatus.HAPPENED).select_related(
        "activity__partnership", "activity__place", "country"
    )
    for row in whole.order_by("activity__starts_first", "activity", "country__name", "country"):
        found.setdefault((row.activity_id, row.country_id), []).append(row)
    return [of_country(rows) for rows in found.values()]


def of_country(rows):
    people = {row.sex: row.people for row in rows}
    return HeadRow(rows[0].activity, rows[0].country, tuple(people.get(sex) for sex in Sex.values))


def by_country(rows):
    """[HeadRow] without an activity: summed by country, by its name."""
    found = {}
    for row in rows:
        found.setdefault(row.country, []).append(row.counts)
    sums = [
        HeadRow(None, country, tuple(map(whole_of, zip(*counts, strict=True)))) for country, counts in found.items()
    ]
    return sorted(sums, key=lambda row: row.country.name)


def whole_of(counts):
    """The sum of what was counted; None where nothing was."""
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def countries_of(activity):
    """Ids of the countries of the tie's places, offered first."""
    places = Place.objects.filter(partnerships=activity.partnership_id)
    return list(places.exclude(country=None).order_by("country__name").values_list("country", flat=True).distinct())
