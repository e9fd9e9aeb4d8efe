"""A board report of the sample's last year, frozen, and what was restated after it: the pages of proof are filled."""

from types import SimpleNamespace

import pghistory
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from desk.sample.clear import LOADED
from outcomes.models import Claim, Outcome, Snapshot
from outcomes.periods import year_of, year_start
from outcomes.queries.report import Frame
from outcomes.queries.scopes import programme_scope
from outcomes.services.claims import supersede
from outcomes.services.reports import write_report
from outcomes.services.rollup import settle
from outcomes.views.asked import Asked
from outcomes.views.board import Board
from outcomes.views.reports import freeze, report_content
from stakeholders.models import Office, User

NAME = "Annual report to the council, FY %s"
WHY_LESS = "The final invoice was lower than the order."
WHY_GONE = "The order went to a firm outside the region."


def add_report(today, now):
    """Count the sample, freeze its last whole year, then correct one of its reports and withdraw another."""
    office = Office.objects.filter(sample=True).first()
    if office is None or Snapshot.objects.filter(owner=office.organisation).exists():
        return None
    settle()
    coordinator = User.objects.get(sample=True, memberships__organisation=office.organisation,
                                   memberships__role="coordinator")  # fmt: skip
    span = year_of(year_start(today, office.year_starts_in).year - 1, office.year_starts_in)
    asked = Asked(span, span.last, today, year=span.first.year)
    scope = programme_scope()
    frame = Frame(office.organisation, scope, span, span.last)
    with transaction.atomic(), pghistory.context(verb=LOADED):
        board = Board(SimpleNamespace(user=coordinator), office, scope, asked)
        title = NAME % span.first.year
        report = freeze(
            frame, report_content(board, frame), title=title, by=coordinator, at=now, keep=write_report
        )  # fmt: skip
        restate(office, span, timezone.now())
    settle()
    return report


def restate(office, span, now):
    """What came to light after the report: one amount was lower, one order fell through."""
    inside = {"occurred_first__gte": span.first, "occurred_last__lte": span.last}
    alone = Outcome.objects.annotate(reports=Count("claims")).filter(reports=1, indicator__code="OC2")
    found = Claim.objects.standing().filter(owner=office.organisation, evidence=3, currency="USD", outcome__in=alone)
    less, gone = found.filter(**inside).order_by("-amount", "pk")[:2]
    supersede(less, amount=less.amount * 9 / 10, note=WHY_LESS)
    Claim.objects.filter(pk=gone.pk).update(withdrawn_at=now, withdrawn_reason=WHY_GONE)
