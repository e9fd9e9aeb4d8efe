"""Days of agreements, what is owed under them and what law asks to be filed, as entries of a calendar."""

from dataclasses import replace

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from agreements import rules
from agreements.models import Agreement, AgreementStatus, ClockClosed, ClockTask, Deliverable, DeliverableStatus, Party
from agreements.rules import Next
from drawing import formats
from reminders.feeds.entries import DAY, Entry, address, changes_of, over_at


def _due(scope, model, body):
    """(rows, changes) of what falls due under agreements within the feed's days; body: the field of who must act."""
    rows = scope.rows(
        model, tie="agreement__partnership", agreement=Q(agreement=scope.feed.agreement_id),
        of_bodies=lambda bodies: Q(**{f"{body}__in": bodies}) | Q(owner__in=bodies),
    )  # fmt: skip
    rows = rows.filter(due_on__range=(scope.first, scope.last))
    rows = list(rows.select_related("agreement__partnership", body, "owner__office"))
    return rows, changes_of(model, [row.pk for row in rows])


def deliverable_entries(scope):
    """What is owed, on its due day. Three queries."""
    rows, changes = _due(scope, Deliverable, "owed_by")
    papers = Agreement.objects.for_user(scope.user).filter(pk__in={row.agreement_id for row in rows})
    titles = dict(papers.values_list("pk", "title"))
    for row in rows:
        late = over_at(row.due_on, row.owner, scope.at) if row.is_overdue(row.day_at_owner(scope.at)) else None
        yield Entry(
            key=f"deliverable-{row.pk}",
            title=_deliverable_title(row, late),
            tie=str(row.agreement.partnership),
            first=row.due_on,
            last=row.due_on,
            kind=_("Deliverable"),
            lines=(
                _("%(organisation)s owes it.") % {"organisation": row.owed_by},
                _("State: %(state)s") % {"state": row.get_status_display()},
                _of_agreement(titles.get(row.agreement_id)),
            ),
            url=address("agreements:deliverable", row.pk),
            changes=changes[row.pk],
            turned_at=late,
            is_cancelled=row.status == DeliverableStatus.CANCELLED,
        )


def _deliverable_title(row, late):
    if row.status == DeliverableStatus.ACCEPTED:
        return _("Done: %(title)s") % {"title": row.title}
    if row.status == DeliverableStatus.CANCELLED:
        return _("Cancelled: %(title)s") % {"title": row.title}
    return _("Late: %(title)s") % {"title": row.title} if late else row.title


def _of_agreement(title):
    """Nothing for a paper that the person may not read: whoever owes an item need not know the agreement."""
    return _("Agreement: %(title)s") % {"title": title} if title else ""


def filing_entries(scope):
    """What law asks to be filed, on its last day. Two queries."""
    rows, changes = _due(scope, ClockTask, "organisation")
    for row in rows:
        late = over_at(row.due_on, row.owner, scope.at) if row.is_open else None
        yield Entry(
            key=f"filing-{row.pk}",
            title=_filing_title(row, late),
            tie=str(row.agreement.partnership),
            first=row.due_on,
            last=row.due_on,
            kind=_("Filing"),
            lines=(
                _("%(organisation)s files it with %(whom)s.") % {
                    "organisation": row.organisation, "whom": row.filed_with,
                },
                row.law,
                _of_agreement(row.agreement.title),
            ),
            url=address("agreements:clock", row.pk),
            changes=changes[row.pk],
            turned_at=late,
            is_cancelled=row.closed_as == ClockClosed.NOT_NEEDED,
        )  # fmt: skip


def _filing_title(row, late):
    if row.closed_as == ClockClosed.FILED:
        return _("Filed: %(title)s") % {"title": row.title}
    if row.closed_as == ClockClosed.NOT_NEEDED:
        return _("Not needed: %(title)s") % {"title": row.title}
    return _("Late: %(title)s") % {"title": row.title} if late else row.title


def agreement_entries(scope):
    """Last days for notice, and the days on which agreements that were signed renew themselves or end. Two queries."""
    party = Party.objects.filter(agreement=OuterRef("pk"))
    rows = scope.rows(
        Agreement, tie="partnership", agreement=Q(pk=scope.feed.agreement_id),
        of_bodies=lambda bodies: Q(owner__in=bodies) | Exists(party.filter(organisation__in=bodies)),
    )  # fmt: skip
    rows = rows.filter(expires_on__isnull=False).exclude(status__in=rules.NOT_SIGNED_YET)
    rows = list(rows.select_related("partnership", "owner__office"))
    changes = changes_of(Agreement, [row.pk for row in rows])
    for row in rows:
        for entry in _days_of(row, scope, changes[row.pk]):
            yield entry if not _fell_away(row, entry) else replace(
                entry, title=_("Cancelled: %(title)s") % {"title": entry.title}, is_cancelled=True
            )


def next_dates(row, first, last):
    """Each rules.NextDate from one day to another, as if the agreement went on."""
    terms = {
        "status": AgreementStatus.IN_FORCE.value if row.status in rules.OVER else row.status,
        "expires_on": row.expires_on,
        "renewal": row.renewal,
        "notice_days": row.notice_days,
        "renewal_months": row.renewal_months,
    }
    day = first
    while day <= last:
        found = rules.next_date(**terms, today=day)
        if found is None or not day <= found.day <= last:
            return
        yield found
        day = found.day + DAY


def _days_of(row, scope, changes):
    for found in next_dates(row, scope.first, scope.last):
        is_over = found.kind == Next.EXPIRES and row.status not in rules.OVER
        turned = over_at(found.day, row.owner, scope.at) if is_over else None
        yield Entry(
            key=f"agreement-{row.pk}-{'notice' if found.kind == Next.NOTICE else 'end'}{_term(row, found)}",
            title=_day_title(row, found, turned),
            tie=str(row.partnership),
            first=found.day,
            last=found.day,
            kind=_("Agreement"),
            lines=(_day_words(found, row, turned),),
            url=address("agreements:agreement", row.pk),
            changes=changes,
            turned_at=turned,
        )


def _term(row, found):
    """Which term it is, from the one that the paper names: "" for that, "-2" for the second after it."""
    months = (found.end.year - row.expires_on.year) * 12 + found.end.month - row.expires_on.month
    return f"-{months // row.renewal_months}" if months and row.renewal_months else ""


def _day_title(row, found, turned):
    ends = _("Term is over: %(title)s") if turned else _("Ends: %(title)s")
    titles = {
        Next.NOTICE: _("Last day for notice: %(title)s"),
        Next.RENEWS: _("Renews itself: %(title)s"),
        Next.EXPIRES: _("Ended: %(title)s") if row.status == AgreementStatus.EXPIRED else ends,
    }
    return titles[found.kind] % {"title": row.title}


def _day_words(found, row, turned):
    if found.kind == Next.NOTICE:
        words = _("It renews itself on %(day)s.") if row.renewal == "automatic" else _("It ends on %(day)s.")
        return words % {"day": formats.long_date(found.end)}
    if turned:
        return _("Its term is over; record what became of it.")
    return _("State: %(state)s") % {"state": row.get_status_display()}


def _fell_away(row, entry):
    """Whether the agreement was over before that day; one that expired did so on its own day."""
    if row.status not in (AgreementStatus.ENDED, AgreementStatus.RENEWED):
        return False
    return entry.first > row.ended_on if row.ended_on else True
