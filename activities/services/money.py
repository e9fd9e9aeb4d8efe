"""What people do with the books of an office: lines of cost, budgets, funds and the reports that funds ask for."""

from decimal import Decimal

from django.db import IntegrityError, transaction

from activities.bearers import resolve
from activities.models import BudgetLine, CostLine, Fund, FundReport
from activities.services import refusals_money as refusals
from activities.services.activities import is_currency
from activities.services.around import latest_today
from activities.services.refusals import UnknownCurrency
from stakeholders.models import Office
from stakeholders.verbs import once, verb

LINE = ("category", "what", "amount", "currency", "borne_by", "hours", "rate", "fund", "activity")
FUND = (
    "name", "source", "partnership", "amount", "currency", "eligible_first", "eligible_last", "own_share", "conditions",
)  # fmt: skip
YEARS = range(1900, 2200)
CENT = Decimal("0.01")
MOST = Decimal(10) ** 14  # of an amount: what its column holds before the point


def today_of(owner, at):
    """The later of the day of whoever writes and the day of the office, so that today is never refused as ahead."""
    zone = Office.objects.filter(organisation=owner).values_list("time_zone", flat=True).first()
    return latest_today(at, zone or "")


def check_money(amount, currency, field="amount"):
    """Raises BelowNought, CurrencyMissing, UnknownCurrency."""
    if amount is not None and amount < 0:
        raise refusals.BelowNought(field=field)
    if amount is not None and not currency:
        raise refusals.CurrencyMissing(field="currency")
    if currency and not is_currency(currency):
        raise UnknownCurrency(currency, field="currency")


def check_line(owner, partnership, given):
    amount, hours, rate = given.get("amount"), given.get("hours"), given.get("rate")
    if amount is None and hours is None:
        raise refusals.NothingSpent(field="amount")
    for name, value in (("amount", amount), ("hours", hours), ("rate", rate)):
        if value is not None and value < 0:
            raise refusals.BelowNought(field=name)
    check_money(amount if amount is not None else rate, given.get("currency", ""))
    if amount is None and hours is not None and rate is not None and hours * rate >= MOST:
        raise refusals.AmountUnlikely(field="hours")
    activity, fund = given.get("activity"), given.get("fund")
    if activity is None and given.get("on") is None:
        raise refusals.DayMissing(field="on")
    if activity and (activity.partnership_id, activity.owner_id) != (partnership.pk, owner.pk):
        raise refusals.ActivityOfAnotherTie(field="activity")
    if fund and (fund.owner_id != owner.pk or fund.partnership_id not in (None, partnership.pk)):
        raise refusals.FundOfAnother(field="fund")


def write_line(line, given):
    for name in LINE:
        if name in given:
            setattr(line, name, given[name])
    on = given.get("on")
    line.on_first, line.on_last = (on.first, on.last) if on else (None, None)
    if line.amount is None and line.hours is not None and line.rate is not None:
        line.amount = (line.hours * line.rate).quantize(CENT)
    if line.amount is None and line.rate is None:
        line.currency = ""
    line.save()
    resolve([line.pk])
    line.refresh_from_db()
    return line


@verb("cost.added")
def add_line(partnership, owner, *, by, at, idempotency_key="", **given):
    """Write a cost of the owner (Organisation) on a tie. given: the fields of LINE, and `on`, a PartialDate or None.
    The same key again returns the line that it made.

    Hours with a rate and no amount are worth hours times rate. Raises NothingSpent, DayMissing, BelowNought,
    CurrencyMissing, UnknownCurrency, AmountUnlikely, ActivityOfAnotherTie, FundOfAnother.
    """
    check_line(owner, partnership, given)
    return write_once(CostLine(owner=owner, partnership=partnership), by, idempotency_key, write_line, given)


def write_once(row, by, key, write, given):
    """What `write` makes of the row, or the row that this key made before: a form sent twice writes one."""
    row.idempotency_key = once(by.pk, key)
    same = type(row).objects.filter(idempotency_key=row.idempotency_key, owner=row.owner)
    if row.idempotency_key and (found := same.first()):
        return found
    try:
        with transaction.atomic():
            return write(row, given)
    except IntegrityError:
        if row.idempotency_key and (found := same.first()):  # both were sent at once
            return found
        raise


@verb("cost.changed")
def change_line(line, *, by, at, **given):
    """Write the line anew. The line as logged stays with its activity."""
    line = CostLine.objects.select_for_update(no_key=True).get(pk=line.pk)
    if line.as_logged:
        given["activity"] = line.activity
    check_line(line.owner, line.partnership, given)
    return write_line(line, given)


@verb("cost.dropped")
def drop_line(line, *, by, at):
    """It was no cost. Its history stays."""
    CostLine.objects.filter(pk=line.pk).delete()


def check_budget(owner, given, but=None):
    if given["year"] not in YEARS:
        raise refusals.YearUnlikely(field="year")
    if given["amount"] is None:
        raise refusals.AmountMissing(field="amount")
    check_money(given["amount"], given["currency"])
    same = BudgetLine.objects.filter(
        owner=owner, partnership=given["partnership"], year=given["year"], category=given["category"],
        currency=given["currency"],
    )  # fmt: skip
    if same.exclude(pk=but).exists():
        raise refusals.BudgetTwice(field="year")


@verb("budget.set")
def set_budget(owner, *, by, at, line=None, **given):
    """What the owner means to spend: year, amount, currency, partnership or None, category or "", note.

    line: a BudgetLine to change. Raises YearUnlikely, AmountMissing, BelowNought, CurrencyMissing, BudgetTwice.
    """
    check_budget(owner, given, line and line.pk)
    line = line or BudgetLine(owner=owner)
    for name, value in given.items():
        setattr(line, name, value)
    try:
        with transaction.atomic():
            line.save()
    except IntegrityError as error:  # somebody set it between the look and the write
        check_budget(owner, given, line.pk)
        raise error
    return line


@verb("budget.dropped")
def drop_budget(line, *, by, at):
    BudgetLine.objects.filter(pk=line.pk).delete()


@verb("fund.written")
def write_fund(owner, *, by, at, fund=None, **given):
    """A new fund of the owner, or what is now known of one. given: the fields of FUND."""
    if not given["name"].strip() or not given["source"].strip():
        raise refusals.NameMissing(field="name" if not given["name"].strip() else "source")
    check_money(given["amount"], given["currency"])
    first, last = given["eligible_first"], given["eligible_last"]
    if first and last and last < first:
        raise refusals.EndsBeforeItBegins(field="eligible_last")
    share = given["own_share"]
    if share is not None and not 0 <= share <= 100:
        raise refusals.ShareUnlikely(field="own_share")
    fund = fund or Fund(owner=owner)
    for name in FUND:
        setattr(fund, name, given[name])
    fund.save()
    return fund


@verb("fund.dropped")
def drop_fund(fund, *, by, at):
    """A fund that nothing was drawn on. Raises FundInUse."""
    if fund.cost_lines.exists():
        raise refusals.FundInUse(fund)
    Fund.objects.filter(pk=fund.pk).delete()


@verb("fund_report.added")
def add_report(fund, *, title, due_on, by, at):
    """The fund asks for a report by a day."""
    if not title.strip():
        raise refusals.NameMissing(field="title")
    return FundReport.objects.create(fund=fund, title=title.strip(), due_on=due_on)


@verb("fund_report.sent")
def send_report(report, *, sent_on, reference="", by, at):
    """It went out on that day. Saying it again keeps the first day. Raises AheadOfToday."""
    report = FundReport.objects.select_for_update(no_key=True).get(pk=report.pk)
    if report.sent_on:
        return report
    if sent_on > today_of(report.fund.owner_id, at):
        raise refusals.AheadOfToday(field="sent_on")
    report.sent_on, report.reference = sent_on, reference.strip()
    report.save(update_fields=["sent_on", "reference"])
    return report
