"""Dashboards of a tie, a place, a layer and an organisation: one page for all, in the office's own view."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from drawing import exports, formats
from outcomes.queries import scopes
from outcomes.queries.programme import kept_seats
from outcomes.queries.tables import indicator_rows, tie_rows
from outcomes.queries.waiting import lists_of
from outcomes.views.asked import address_of, asked_of, office_or_refuse, scope_asked
from outcomes.views.board import Board, written
from outcomes.views.downloads import board_download
from outcomes.views.overview import SHOWN, decision_row, looked_since, pipeline_rows, spending_words, years_of
from outcomes.views.unchanged import with_tag
from partnerships.models import Partnership, Seat
from stakeholders.models import Place
from stakeholders.models.organisations import Layer

TIES_SHOWN = 50
GROUP_NAMES = {
    "inputs": _lazy("What went in"), "activities": _lazy("Activities"), "outputs": _lazy("Outputs"),
    "outcomes": _lazy("Outcomes"), "impact": _lazy("Practices and effects"), "process": _lazy("How it goes"),
}  # fmt: skip


@require_safe
@login_required
def place(request, pk):
    office_or_refuse(request)
    return show(request, scopes.place_scope(pk))


@require_safe
@login_required
def layer(request, word):
    office_or_refuse(request)
    return show(request, scopes.layer_scope(word))


@require_safe
@login_required
def organisation(request, slug):
    scope = scopes.organisation_scope(request.user, slug)
    office_or_refuse(request)
    return show(request, scope)


@require_safe
@login_required
def tie(request, slug):
    """What one partnership brought: only for offices that hold a seat in it, each in its own view."""
    scope = scopes.tie_scope(request.user, slug)
    office = office_or_refuse(request)
    if not Seat.objects.filter(partnership=scope.member, organisation=office.organisation).exists():
        raise PermissionDenied
    return show(request, scope)


@with_tag
def show(request, scope):
    """The page of a scope, or one of its tables as a file."""
    office = office_or_refuse(request)
    asked = asked_of(request, office)
    looked_since(request)
    board = Board(request, office, scope_asked(request, asked, office, scope), asked)
    if request.GET.get("format"):
        return board_download(request, board, {"indicators": indicators_table, "ties": ties_table})
    return render(request, "outcomes/dashboard.html", describe(request, board))


def describe(request, board):
    office, asked, scope = board.office, board.asked, board.scope
    lists = lists_of(
        board.user, office, asked.today, board.span, SHOWN, budget=board.targets.get("IN1"), scope=scope
    )
    page = Paginator(tie_rows(board), TIES_SHOWN).get_page(request.GET.get("page"))
    write = written(board.indicator)
    return {
        "board": board,
        "asked": asked,
        "partnership": Partnership.objects.get(pk=scope.member) if scope.kind == scopes.TIE else None,
        "scope": scope,
        "office": office,
        "span": board.span,
        "as_of": board.as_of,
        "kind": kind_words(scope),
        "tiles": board.tiles,
        "lead": board.lead(lists.total),
        "chart": board.chart,
        "undated": board.undated,
        "indicators": [indicator_cells(row, board) for row in indicator_rows(board, asked.group)],
        "ties": [tie_cells(row, board, write) for row in page],
        "page": page,
        "total": write(board.sums.figure(board.indicator.code, board.span).verified),
        "decisions": [decision_row(row) for row in lists.waiting],
        "decisions_total": lists.total,
        "pipeline": pipeline_rows(lists.leads),
        "spending": spending_words(lists.spending),
        "years": years_of(asked, office),
        "groups": GROUP_NAMES,
        "regions": [] if scope.kind == scopes.TIE else place_rows(countries_of(office)),
        "downloads": {
            name: [{"kind": kind.upper(), "url": address_of(request, format=kind, table=name)} for kind in kinds]
            for name, kinds in {
                "quarters": (*exports.FORMATS, "svg"), "indicators": exports.FORMATS, "ties": exports.FORMATS,
            }.items()
        },
    }  # fmt: skip


def kind_words(scope):
    """Which sort of dashboard it is, for the line above the title."""
    if scope.kind == scopes.PLACE:
        return Place.objects.get(pk=scope.member).get_level_display()
    return {scopes.LAYER: _("Kind of organisation"), scopes.ORGANISATION: _("Organisation")}.get(
        scope.kind, _("Partnership")
    )


def indicator_cells(row, board):
    indicator, now, before = row.indicator, row.now, row.before
    write = written(indicator)
    found = {
        "code": indicator.code, "name": row.line.name,
        "unit": "" if indicator.is_money else indicator.unit.replace("_", " "),
        "url": board.frame.url(indicator.code, version=None if row.line.in_use else indicator.version),
        "n": now.n, "n_unverified": now.n_unverified,
        "verified": write(now.verified) if now.verified is not None else None,
        "unverified": write(now.unverified) if now.unverified is not None else None,
        "before": write(before.verified) if before.verified is not None else None,
        "chosen": row.line.in_use and indicator.code == board.indicator.code, "is_former": not row.line.in_use,
        "choose": address_of(board.request, indicator=indicator.code),
    }  # fmt: skip
    if indicator.numerator_id:
        short = formats.percent if indicator.unit == "percent" else write
        found |= {"url": "", "is_ratio": True,
                  "verified": None if row.ratio is None else short(row.ratio),
                  "before": None if row.ratio_before is None else short(row.ratio_before)}  # fmt: skip
    return found


def tie_cells(row, board, write):
    figure = row.figure
    return {
        "name": row.name, "url": reverse("outcomes:tie-money", args=[row.slug]), "stage": row.stage, "kept": row.kept,
        "verified": write(figure.verified) if figure.verified is not None else None,
        "unverified": write(figure.unverified) if figure.unverified is not None else None,
        "n": figure.n + figure.n_unverified,
    }  # fmt: skip


def indicators_table(board):
    columns = [_("Indicator"), _("Name"), _("Unit"), _("Verified"), _("Documented"), _("Reported"),
               _("Records verified"), _("Records not verified"), _("Ratio"), _("Verified in the period compared with"),
               _("Ratio in the period compared with")]  # fmt: skip
    rows = [
        (row.indicator.code, row.line.name, row.indicator.unit, row.now.verified, row.now.documented,
         row.now.reported, row.now.n, row.now.n_unverified, row.ratio, row.before.verified, row.ratio_before)
        for row in indicator_rows(board, board.asked.group)
    ]  # fmt: skip
    return columns, rows


def ties_table(board):
    columns = [_("Partnership"), _("Indicator"), _("Verified"), _("Documented"), _("Reported"), _("Records verified"),
               _("Records not verified")]  # fmt: skip
    rows = [
        (row.name, board.indicator.code, row.figure.verified, row.figure.documented, row.figure.reported, row.figure.n,
         row.figure.n_unverified)
        for row in tie_rows(board)
    ]  # fmt: skip
    return columns, rows


@require_safe
@login_required
def index(request):
    """All dashboards of the office: countries, cities and kinds of organisation of its ties."""
    office = office_or_refuse(request)
    cities = away_from(office).values(pk_=F("away"), name=F(f"{AWAY}__name"))
    layers = [
        {"name": one.label, "url": reverse("outcomes:layer", args=[one.value.replace(" ", "-")])} for one in Layer
    ]
    context = {
        "office": office, "layers": layers, "countries": place_rows(countries_of(office)),
        "cities": place_rows(cities),
    }  # fmt: skip
    return render(request, "outcomes/dashboards.html", context)


AWAY = "partnership__partnership_places__place"


def away_from(office):
    """The office's kept seats, one row for each place of the tie other than its home, as `away`."""
    seats = kept_seats(office).order_by().annotate(away=F(AWAY))
    return seats.filter(~Q(away=office.home_id), away__isnull=False)


def countries_of(office):
    known = away_from(office).filter(**{f"{AWAY}__country__isnull": False})
    return known.values(pk_=F(f"{AWAY}__country"), name=F(f"{AWAY}__country__name"))


def place_rows(places, limit=100):
    """The places with most ties first; beyond the limit the list of partnerships finds them."""
    counted = places.annotate(n=Count("partnership", distinct=True)).order_by("-n", "name")
    return [
        {"pk": row["pk_"], "name": row["name"], "n": row["n"], "url": reverse("outcomes:place", args=[row["pk_"]])}
        for row in counted[:limit]
    ]
