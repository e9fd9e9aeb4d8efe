"""The short lists of a dashboard: what waits for a decision, what is new, leads by stage, costs by currency.

Each is a handful of rows, however many ties there are, so all of them are read in one statement.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    DateField,
    DecimalField,
    F,
    Func,
    IntegerField,
    Max,
    Min,
    Q,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils import timezone

from agreements.models import Agreement, AgreementStatus
from outcomes.models import Claim, Counted
from outcomes.queries.figures import verified_ties
from outcomes.queries.programme import kept_seats, late_of
from outcomes.queries.settlement import to_confirm, unsettled
from outcomes.queries.spending import Spending, costs_of, leads_of, spending_of, stages_of, uncosted_of
from partnerships.models import Standing

LATE_FOR_LONG = dt.timedelta(days=30)
NOTICE = dt.timedelta(days=90)
UNCONFIRMED_FOR = dt.timedelta(days=14)
COLUMNS = ("code", "name", "slug", "n", "day", "key", "extra", "amount", "of")


class HowMany(Func):
    """The number of rows before the limit. (Django takes a Window over a Count for an aggregate and groups by it.)"""

    template = "count(*) OVER ()"
    output_field = IntegerField()

    def get_group_by_cols(self):
        return []


@dataclass(frozen=True)
class Happening:
    """One line of a list. code: ends, late, differ, unconfirmed wait; verified, counted, overdue, paused are new.

    n: how many; key: the record it opens to, where it is one; amount: Decimal or None; of: how many of its code.
    """

    code: str
    name: str
    slug: str
    n: int
    day: dt.date | None
    key: int | None
    extra: str
    amount: Decimal | None
    of: int


@dataclass(frozen=True)
class Lists:
    """waiting: the first rows of what waits; total: how many there are in all. leads: [(stage, n)]."""

    waiting: list
    total: int
    news: list
    leads: list
    spending: Spending


WAITING = ("ends", "late", "differ", "unconfirmed")
NEWS = ("verified", "counted", "overdue", "paused")


def lists_of(user, office, today, span, limit, *, budget=None, since=None, scope=None):
    """The short lists of a scope. since: a moment; None leaves the news out. budget: the year's target of IN1."""
    legs = [leg(user, office, today, scope)[:limit] for leg in (ending, late_for_long, differing, unconfirmed)]
    if since is not None:
        legs += [leg(user, office, today, since)[:limit] for leg in (verified, overdue, paused)]
    legs += [leg(user, office, span, scope) for leg in (leads, costs, uncosted)]
    first, *others = legs
    rows = [Happening(*row) for row in first.union(*others, all=True)]
    waiting = [row for code in WAITING for row in rows if row.code == code]
    return Lists(
        waiting[:limit],
        sum({row.code: row.of for row in waiting}.values()),
        [row for code in NEWS for row in rows if row.code == code],
        stages_of({row.name: row.n for row in rows if row.code == "lead"}),
        spending_of(
            [(row.name, row.amount, row.n) for row in rows if row.code == "cost"],
            sum(row.n for row in rows if row.code == "uncosted"), budget,
        ),
    )


def columns(rows, code, name, slug, *, n=1, day=None, key=None, extra="", amount=None):
    """The rows with the columns of a Happening, all of one type whatever they are made of."""
    text = CharField()
    made = {
        "h_code": code if hasattr(code, "resolve_expression") else Value(code, text),
        "h_name": Cast(name, text),
        "h_slug": Cast(slug, text),
        "h_n": Cast(n if hasattr(n, "resolve_expression") else Value(n), IntegerField()),
        "h_day": Cast(day if day is not None else Value(None), DateField()),
        "h_key": Cast(key if key is not None else Value(None), BigIntegerField()),
        "h_extra": Cast(extra if hasattr(extra, "resolve_expression") else Value(extra), text),
        "h_amount": Cast(amount if amount is not None else Value(None), DecimalField(max_digits=30, decimal_places=2)),
        "h_of": HowMany(),
    }
    return rows.annotate(**made).values_list(*made)


def within(scope, path):
    return scope.ties(path) if scope else Q()


def ending(user, office, today, scope):
    """Agreements in force that end within the notice."""
    rows = (
        Agreement.objects.for_user(user)
        .filter(within(scope, "partnership"), owner=office.organisation, status=AgreementStatus.IN_FORCE)
        .filter(expires_on__gte=today, expires_on__lte=today + NOTICE)
        .order_by("expires_on", "pk")
    )
    return columns(
        rows, "ends", F("partnership__name"), F("partnership__slug"), day=F("expires_on"), key=F("pk"),
        extra=F("title"),
    )  # fmt: skip


def late_for_long(user, office, today, scope):
    """Ties with promises over 30 days late; the one body that owes them all, if it is one."""
    tie = "agreement__partnership"
    rows = (
        late_of(user, office, today, scope)
        .filter(due_on__lt=today - LATE_FOR_LONG)
        .order_by()
        .values(tie, f"{tie}__name", f"{tie}__slug")
        .annotate(count=Count("pk"), since=Min("due_on"), first=Min("owed_by__name"), last=Max("owed_by__name"))
        .order_by("since", tie)
    )
    return columns(
        rows, "late", F(f"{tie}__name"), F(f"{tie}__slug"), n=F("count"), day=F("since"),
        extra=Case(When(first=F("last"), then=F("first")), default=Value(""), output_field=CharField()),
    )  # fmt: skip


def differing(user, office, today, scope):
    """Ties with outcomes of which two sides report figures that differ, and nobody has decided yet."""
    rows = (
        unsettled(Counted.objects.for_user(user).filter(owner=office.organisation), timezone.now())
        .filter(within(scope, "partnership"))
        .order_by()
        .values("partnership", "partnership__name", "partnership__slug")
        .annotate(count=Count("pk"), since=Min("occurred_last"), last=Max("outcome"))
        .order_by("since", "partnership")
    )
    return columns(
        rows, "differ", F("partnership__name"), F("partnership__slug"), n=F("count"), day=F("since"), key=F("last")
    )


def unconfirmed(user, office, today, scope):
    """Ties with documented claims that nobody confirmed in a fortnight."""
    claims = Claim.objects.for_user(user).standing().filter(within(scope, "partnership"), owner=office.organisation)
    claims = claims.filter(evidence=2, learnt_on__lte=today - UNCONFIRMED_FOR)
    rows = (
        to_confirm(claims, user, timezone.now())
        .order_by()
        .values("partnership", "partnership__name", "partnership__slug")
        .annotate(count=Count("pk"), since=Min("learnt_on"))
        .order_by("since", "partnership")
    )
    return columns(
        rows, "unconfirmed", F("partnership__name"), F("partnership__slug"), n=F("count"), day=F("since")
    )


def verified(user, office, today, since):
    """What was counted as verified after a moment on kept ties, the newest first."""
    rows = (
        verified_ties(user, office.organisation, dt.date.max)
        .filter(in_portfolio=True, counted_at__gt=since, partnership__in=kept_seats(office).values("partnership"))
        .order_by("-counted_at", "pk")
    )
    money = Case(
        When(indicator__is_money=True, then=Value("verified")), default=Value("counted"), output_field=CharField()
    )
    return columns(
        rows, money, F("partnership__name"), F("partnership__slug"), key=F("outcome"), extra=F("indicator__name"),
        amount=Cast("nominal", DecimalField(max_digits=30, decimal_places=2)) / 100,
    )  # fmt: skip


def overdue(user, office, today, since):
    """Promises that became late after a moment, oldest first."""
    tie = "agreement__partnership"
    rows = late_of(user, office, today).filter(due_on__gte=since.date()).order_by("due_on", "pk")
    return columns(
        rows, "overdue", F(f"{tie}__name"), F(f"{tie}__slug"), day=F("due_on"), key=F("pk"), extra=F("title")
    )


def paused(user, office, today, since):
    """Ties that the office paused after a moment."""
    seats = kept_seats(office).filter(standing=Standing.PAUSED, standing_first__gte=since.date())
    reason, authority = Cast("standing_reason", CharField()), Cast("standing_authority", CharField())
    words = Case(When(standing_authority="", then=reason), default=authority)
    return columns(
        seats.order_by("-standing_first", "pk"), "paused", F("partnership__name"), F("partnership__slug"),
        day=F("standing_first"), extra=words,
    )  # fmt: skip


def leads(user, office, span, scope):
    """Leads by stage; key and amount are empty."""
    rows = leads_of(user, office, span, scope).order_by().values("stage").annotate(count=Count("pk"))
    return columns(rows, "lead", F("stage"), Value(""), n=F("count"))


def costs(user, office, span, scope):
    """Costs by currency; n: lines with an amount."""
    rows = costs_of(user, office, span, scope).filter(amount__isnull=False).order_by().values("currency")
    rows = rows.annotate(known=Count("amount"), sum=Sum("amount"))
    return columns(rows, "cost", F("currency"), Value(""), n=F("known"), amount=F("sum"))


def uncosted(user, office, span, scope):
    """One row; n: activities that have notes and no cost."""
    rows = uncosted_of(user, office, span, scope).order_by().values("activity__status").annotate(count=Count("pk"))
    return columns(rows, "uncosted", Value(""), Value(""), n=F("count"))
