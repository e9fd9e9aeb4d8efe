"""What is owed again and again: a series opens its next items, and ends."""

import datetime as dt

from django.utils import timezone

from agreements import recurrence, rules
from agreements.models import Agreement, Deliverable, DeliverableSeries
from agreements.services.agreements import form_id, seat_of
from agreements.services.clause_refusals import NotOfThisAgreement
from agreements.services.refusals import EndsBeforeItBegins, TitleMissing
from agreements.services.refusals_deliverables import NotARule, TooManyItems
from agreements.services.terms import check_due, term_of
from partnerships.models import Audience
from stakeholders.verbs import verb

# Items stand open half a year ahead, and at least the next one, so that what comes is seen and asked for.
HORIZON = dt.timedelta(days=183)
MOST_AT_ONCE = 200


@verb("deliverable.series_started")
def start_series(
    agreement, *, title, owed_by, first_on, rule, by, at, until=None, description="", contact=None,
    quantity_goal=None, unit="", weight=1, key=None, clause=None,
):  # fmt: skip
    """Owe the same again by a rule, and open what is due within the horizon. Returns the series.

    rule: an RRULE of whole days, or a word of recurrence.EVERY. until: the last day, inclusive; without it the series
    ends with the agreement. key: as in record_agreement. Raises TitleMissing, NotOnThisTie, EndsBeforeItBegins,
    DueOutside, NotARule, NotOfThisAgreement and TooManyItems.
    """
    form_id(by, key)
    marked = Deliverable.objects.filter(external_id=first_id(by, key)).first() if key else None
    if marked and marked.series:
        return marked.series
    if not title.strip():
        raise TitleMissing(field="title")
    seat_of(agreement.partnership, owed_by)
    if clause is not None and clause.agreement_id != agreement.pk:
        raise NotOfThisAgreement(agreement, field="clause")
    if until and until < first_on:
        raise EndsBeforeItBegins(field="until")
    check_due(agreement, first_on, False)
    rule = recurrence.rule_for(rule, first_on) if rule in recurrence.EVERY else rule.strip()
    try:
        recurrence.parse(rule, first_on)
    except recurrence.NotARule as fault:
        raise NotARule(rule, field="rule") from fault
    series = DeliverableSeries.objects.create(
        agreement=agreement, owed_by=owed_by, contact=contact, title=title.strip(), description=description,
        quantity_goal=quantity_goal, unit=unit, weight=weight, rule=rule, first_on=first_on, until=until,
        created_by=by, created_at=at,
    )  # fmt: skip
    opened = open_items(series, at=at, clause=clause)
    if key and opened:
        opened[0].external_id = first_id(by, key)
        opened[0].save(update_fields=["external_id"])
    return series


def first_id(by, key):
    """The external id of a series' first item: by it a form sent twice is known again."""
    return f"series-form:{by.pk}:{key}"[:120]


@verb("deliverable.series_opened")
def open_series(series, *, at, by=None):
    """Open the items that have come within the horizon. Run again it opens nothing more. Returns those opened."""
    series = DeliverableSeries.objects.select_for_update(no_key=True).get(pk=series.pk)
    return open_items(series, at=at)


def open_items(series, *, at, clause=None):
    """Items of a locked or new series that are due and not there yet, in the caller's transaction.

    clause: where the first stand; later ones stand under the clause of the one before.
    """
    agreement = Agreement.objects.get(pk=series.agreement_id)
    if series.ended_at or agreement.status in rules.STANDS_STILL:
        return []
    today = timezone.localdate(at)
    before = list(Deliverable.objects.filter(series=series).order_by("series_on"))
    there = {item.series_on for item in before}
    clause_id = clause.pk if clause else before[-1].clause_id if before else None
    term, own = term_of(agreement), (series.first_on, series.until)
    days = recurrence.days_of(series.rule, series.first_on, today + HORIZON, after=today)
    wanted = [
        day for day in days if day not in there and rules.inside(day, *own) and rules.inside(day, *term)
    ]
    if len(wanted) > MOST_AT_ONCE:
        raise TooManyItems(series, field="first_on")
    return [
        Deliverable.objects.create(
            agreement=agreement, owner_id=agreement.owner_id, owed_by_id=series.owed_by_id,
            contact_id=series.contact_id, title=series.title, description=series.description, due_on=day,
            quantity_goal=series.quantity_goal, unit=series.unit, weight=series.weight, series=series, series_on=day,
            created_by_id=series.created_by_id, audience=Audience.PARTIES,
            clause_id=clause_id,
        )
        for day in wanted
    ]  # fmt: skip


@verb("deliverable.series_ended")
def end_series(series, *, by, at):
    """Open nothing more; what stands open stays. Ending it again changes nothing."""
    series = DeliverableSeries.objects.select_for_update(no_key=True).get(pk=series.pk)
    if series.ended_at is None:
        series.ended_at, series.ended_by = at, by
        series.save(update_fields=["ended_at", "ended_by"])
    return series
