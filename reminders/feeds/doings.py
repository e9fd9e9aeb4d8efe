"""Activities and periodic figures as entries of a calendar."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from activities import times, when
from activities.models import Activity, ActivityStatus, AgreementLink, DeliverableLink, Participant
from agreements.models import Deliverable
from drawing import formats
from outcomes.models import Claim, NotKnown, ReportingPlan
from outcomes.queries.reporting import NOT_KNOWN, NOT_REPORTED, NOT_YET, REPORTED, Cell, series_of
from outcomes.spells import flow_key, spells_between
from reminders.feeds.entries import DAY, Entry, address, changes_in, changes_of, over_at


def activity_entries(scope):
    """What is planned, was done or was called off, on its days where it takes place. Five queries."""
    part = Participant.objects.filter(activity=OuterRef("pk"))
    served = DeliverableLink.objects.filter(
        activity=OuterRef("pk"), deliverable__agreement=scope.feed.agreement_id,
        deliverable__in=Deliverable.objects.for_user(scope.user).filter(agreement=scope.feed.agreement_id),
    )  # fmt: skip
    linked = AgreementLink.objects.filter(activity=OuterRef("pk"), agreement=scope.feed.agreement_id)
    rows = scope.rows(
        Activity, tie="partnership", agreement=Exists(served) | Exists(linked),
        of_bodies=lambda bodies: Q(owner__in=bodies) | Exists(part.filter(organisation__in=bodies)),
    )  # fmt: skip
    rows = rows.annotate(until=Greatest("starts_last", Coalesce("ends_on", "starts_last")))
    rows = rows.filter(starts_first__lte=scope.last, until__gte=scope.first)
    rows = list(rows.select_related("partnership", "place__country").prefetch_related("participants__organisation"))
    ids = [row.pk for row in rows]
    changes = changes_of(Activity, ids)
    of_parts = changes_in(Participant.pgh_event_model.objects.filter(activity__in=ids), "activity")
    for row in rows:
        is_cancelled = row.status == ActivityStatus.CANCELLED
        yield Entry(
            key=f"activity-{row.pk}",
            title=_("Cancelled: %(title)s") % {"title": row.title} if is_cancelled else row.title,
            tie=str(row.partnership),
            first=row.starts_first,
            last=row.until,
            kind=_("Activity"),
            lines=(
                f"{row.get_kind_display()}, {formats.partial_date(row.starts_first, row.until)}",
                when.hours_there(row),
                when.which_of_two(row),
                _("State: %(state)s") % {"state": row.get_status_display()},
                ", ".join(sorted(str(one.organisation) for one in row.participants.all())),
            ),
            url=address("activities:activity", row.pk),
            changes=changes[row.pk] + of_parts[row.pk],
            place=_place_of(row),
            **_hours_of(row),
            is_cancelled=is_cancelled,
        )


def _hours_of(row):
    """The hours in the zone of the place; nothing where it goes on for days and nobody said until when."""
    if row.starts_at is None or (row.ends_at is None and row.until > row.starts_first):
        return {}
    hours = {"starts_at": row.starts_at, "ends_at": row.ends_at}
    return {name: moment and times.there(moment, row.time_zone) for name, moment in hours.items()}


def _place_of(row):
    """The place as given, in its city and country, as far as each is known."""
    known = [row.place_text, row.place.name if row.place else ""]
    if row.place and row.place.country and row.place.country_id != row.place_id:
        known.append(row.place.country.name)
    return ", ".join(dict.fromkeys(part for part in known if part))


def figure_entries(scope):
    """Periodic figures, on the day after their period: from then on they can be reported. Six queries."""
    plans = scope.rows(
        ReportingPlan, tie="partnership", of_bodies=lambda bodies: Q(organisation__in=bodies) | Q(owner__in=bodies)
    )
    plans = list(plans.select_related("partnership", "indicator", "organisation", "owner__office"))
    cells = {plan.pk: _cells_of(plan, known, scope) for plan, known in _known(scope, plans)}
    changes = _changes_of_figures(scope, plans, cells)
    for plan in plans:
        for cell in cells[plan.pk]:
            due_on = cell.spell.last + DAY
            late = over_at(due_on, plan.owner, scope.at) if cell.state in (NOT_YET, NOT_REPORTED) else None
            yield Entry(
                key=f"figure-{plan.pk}-{cell.spell.name}",
                title=_figure_title(plan, cell, late),
                tie=str(plan.partnership),
                first=due_on,
                last=due_on,
                kind=_("Figure"),
                lines=(_("%(organisation)s reports it.") % {"organisation": plan.organisation},),
                url=address("outcomes:series", plan.pk),
                changes=changes[plan.pk, cell.spell.name],
                turned_at=late,
            )


def _known(scope, plans):
    """Each plan with its periods up to today's."""
    series = series_of(scope.user, plans, scope.today)
    return [(plan, series[plan.pk]) for plan in plans]


def _cells_of(plan, known, scope):
    """The periods that can be reported from a day of the feed on: those known of, and those to come."""
    until = min(plan.last, scope.last) if plan.last else scope.last
    coming = [Cell(spell, NOT_YET) for spell in spells_between(plan.frequency, plan.first, until)[len(known) :]]
    return [cell for cell in [*known, *coming] if scope.first <= cell.spell.last + DAY <= scope.last]


def _changes_of_figures(scope, plans, cells):
    """{(plan, period): Changes} of the plan, of what was said not to be known, and of the reports themselves.

    Reports that the person may not read do not count: how often they changed is not theirs to know.
    """
    of_plans = changes_of(ReportingPlan, [plan.pk for plan in plans])
    unknown = changes_in(NotKnown.pgh_event_model.objects.filter(plan__in=plans), ("plan", "period"))
    keys = {
        (plan.pk, cell.spell.name): flow_key(plan.partnership, plan.indicator.code, cell.spell)
        for plan in plans for cell in cells[plan.pk]
    }  # fmt: skip
    told = Claim.pgh_event_model.objects.filter(
        outcome__flow_key__in=set(keys.values()), pgh_obj__in=Claim.objects.for_user(scope.user)
    )
    reports = changes_in(told, "outcome__flow_key")
    return {
        (plan, period): of_plans[plan] + unknown[plan, period] + reports[key] for (plan, period), key in keys.items()
    }


def _figure_title(plan, cell, late):
    words = {
        REPORTED: _("Reported: %(figure)s, %(period)s"),
        NOT_KNOWN: _("Not known: %(figure)s, %(period)s"),
    }
    due = _("Late: %(figure)s, %(period)s") if late else _("To report: %(figure)s, %(period)s")
    return words.get(cell.state, due) % {"figure": plan.indicator.name, "period": cell.spell.label}
