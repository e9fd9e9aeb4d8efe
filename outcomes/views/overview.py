"""The overview: are we on course, and what needs me? At most 15 queries, every figure with a way to its records."""

import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drawing import exports, formats
from drawing.words import STAGE_ORDER
from outcomes.periods import year_to_date
from outcomes.queries import programme
from outcomes.queries.waiting import lists_of
from outcomes.views.asked import address_of, asked_of, office_or_refuse, period_of, scope_asked
from outcomes.views.board import Board, clipped, name_of
from outcomes.views.downloads import board_download
from outcomes.words import GAPS
from stakeholders.models import User

__all__ = ["clipped", "office_or_refuse", "overview", "period_of", "tile_name"]
MAP_LIMIT = 60  # dots beyond this hide each other; the list has them all
SHOWN = 5


@login_required
def overview(request):
    """Dashboard of the person's office in its year; rendered at / for members of an office."""
    office = office_or_refuse(request)
    asked = asked_of(request, office)
    board = Board(request, office, scope_asked(request, asked, office), asked)
    if request.GET.get("format"):
        return board_download(request, board)
    return render(request, "outcomes/overview.html", describe(request, board))


def describe(request, board):
    """Everything that the overview shows of a scope that holds many ties."""
    office, asked = board.office, board.asked
    since = looked_since(request)
    only = board.scope if board.scope.only is not None else None
    budget = board.targets.get("IN1")
    lists = board.kept(
        ("lists", since),
        lambda: lists_of(
            board.user, office, asked.today, board.span, SHOWN, budget=budget, since=since, scope=only
        ),
    )
    census = board.census
    request.kept_ties = None if board.scope.only is not None else census.total
    places = board.kept("map", lambda: programme.furthest(board.user, office, MAP_LIMIT, board.scope))
    return {
        "board": board,
        "asked": asked,
        "span": board.span,
        "as_of": board.as_of,
        "office": office,
        "tiles": board.tiles,
        "lead": board.lead(lists.total),
        "stages": stage_rows(census),
        "stage_gap": most_common_gap(census),
        "home": {"name": office.home.name, "lon": office.home.lon, "lat": office.home.lat},
        "map_places": map_places(places),
        "map_left": max(0, census.total - len(places)),
        "chart": board.chart,
        "undated": board.undated,
        "decisions": [decision_row(row) for row in lists.waiting],
        "decisions_total": lists.total,
        "news": [news_row(row, asked.today) for row in lists.news[:4]],
        "looked": since,
        "years": years_of(asked, office),
        "ties_total": census.total,
        "pipeline": pipeline_rows(lists.leads),
        "spending": spending_words(lists.spending),
        "downloads": downloads(request),
    }


def years_of(asked, office, count=5):
    newest = year_to_date(asked.today, office.year_starts_in).first.year
    return [newest - back for back in range(count)]


def tile_name(code, indicator):
    return name_of(indicator) if indicator else code


def stage_rows(census):
    total = census.total or 1
    rows = []
    for stage in STAGE_ORDER:
        row = {
            "stage": stage,
            "here": census.here[stage],
            "here_percent": Decimal(census.here[stage]) * 100 / total,
            "here_url": list_url(stage=stage),
            "passes": None,
        }
        if stage in (1, 2, 3, 4, 5):
            row["passes"] = census.passes[stage]
            row["passes_percent"] = Decimal(census.passes[stage]) * 100 / total
            row["passes_url"] = list_url(passes=stage)
        rows.append(row)
    return rows


def list_url(**query):
    return reverse("partnerships:list") + "?" + "&".join(f"{key}={value}" for key, value in query.items())


def most_common_gap(census):
    if not census.gap:
        return None
    test, n = census.gap
    return {"name": GAPS.get(test, test), "n": n, "of": census.with_gaps}


def map_places(ties):
    return [
        {
            "name": tie.city, "lon": tie.lon, "lat": tie.lat, "stage": 6 if tie.stage is None else tie.stage,
            "weight": min(5, tie.verified), "url": reverse("partnerships:detail", args=[tie.slug]),
        }
        for tie in ties
        if tie.lat is not None
    ]  # fmt: skip


def decision_row(item):
    titles = {
        "ends": _("%(tie)s: the agreement ends on %(day)s"),
        "late": ngettext(
            "%(tie)s: %(n)s promise is over 30 days late", "%(tie)s: %(n)s promises are over 30 days late", item.n
        ),
        "differ": ngettext(
            "%(tie)s: two figures for %(n)s outcome", "%(tie)s: two figures for each of %(n)s outcomes", item.n
        ),
        "unconfirmed": ngettext(
            "%(tie)s: %(n)s outcome waits for a confirmation", "%(tie)s: %(n)s outcomes wait for a confirmation", item.n
        ),
    }
    texts = {
        "ends": item.extra,
        "late": _("All with %(body)s.") % {"body": item.extra} if item.extra else _("With several organisations."),
        "differ": _("The two sides report it differently; settle it with a reason."),
        "unconfirmed": _("Documented since %(day)s; nobody was asked yet or nobody answered.")
        % {"day": formats.long_date(item.day)},
    }
    looks = {
        "ends": ("bad", "triangle-alert"), "late": ("bad", "clock"), "differ": ("warn", "scale"),
        "unconfirmed": ("info", "shield-check"),
    }  # fmt: skip
    urls = {
        "ends": lambda: reverse("agreements:agreement", args=[item.key]),
        "late": lambda: reverse("agreements:deliverables") + f"?partnership={item.slug}&late=on",
        "differ": lambda: (
            reverse("outcomes:outcome", args=[item.key])
            if item.n == 1
            else reverse("outcomes:list") + f"?partnership={item.slug}"
        ),
        "unconfirmed": lambda: reverse("outcomes:list") + f"?partnership={item.slug}&state=reported",
    }
    words = {"tie": item.name, "n": item.n, "day": formats.long_date(item.day)}
    kind, icon = looks[item.code]
    return {
        "kind": kind, "icon": icon, "title": titles[item.code] % words, "text": texts[item.code],
        "action": _("Open"), "action_url": urls[item.code](),
    }  # fmt: skip


def looked_since(request):
    """When the person last looked; the visit is noted once a session, and the former one stays comparable."""
    if "looked_since" not in request.session:
        user = request.user
        since = user.last_looked_at or timezone.now() - dt.timedelta(days=14)
        request.session["looked_since"] = since.isoformat()
        User.objects.filter(pk=user.pk).update(last_looked_at=timezone.now())
    return dt.datetime.fromisoformat(request.session["looked_since"])


def news_row(item, today):
    if item.code in ("verified", "counted"):
        money = item.code == "verified"
        amount = formats.money(item.amount, settings.GEMEL_CURRENCY) if money else formats.compact(item.amount)
        return {
            "kind": "good", "icon": "shield-check", "title": _("%(tie)s: an outcome is verified") % {"tie": item.name},
            "text": f"{item.extra}: {amount}", "link": _("See the outcome"),
            "url": reverse("outcomes:outcome", args=[item.key]),
        }  # fmt: skip
    if item.code == "overdue":
        return {
            "kind": "bad", "icon": "clock", "title": _("%(tie)s: a promise is late") % {"tie": item.name},
            "text": f"{item.extra}, {formats.due(item.day, today)}", "link": _("See the promise"),
            "url": reverse("agreements:deliverable", args=[item.key]),
        }  # fmt: skip
    return {
        "kind": "", "icon": "pause", "title": _("%(tie)s: the tie is paused") % {"tie": item.name},
        "text": item.extra, "link": _("See the decision"), "url": reverse("partnerships:detail", args=[item.slug]),
    }  # fmt: skip


def pipeline_rows(leads):
    """The stages with their counts and a bar against the largest; None where the person reads no lead at all."""
    most = max(n for _stage, n in leads)
    if not most:
        return None
    lost = ("decided elsewhere", "dropped")
    return [
        {"name": stage.label, "n": n, "percent": Decimal(n) * 100 / most,
         "css": "c-ver" if stage == "decided here" else "c-rep" if stage in lost else "c-p"}
        for stage, n in leads
    ]  # fmt: skip


def spending_words(spent):
    """What was spent, per currency and never added, and what of the budget that is."""
    currency = settings.GEMEL_CURRENCY
    rows = [{"amount": formats.money_full(amount, code), "n": n} for code, amount, n in spent.spent]
    share = spent.share
    return {
        "rows": rows,
        "without": spent.without,
        "budget": formats.money_full(spent.budget, currency) if spent.budget is not None else "",
        "share": formats.percent(share) if share is not None else "",
        "percent": share * 100 if share is not None else None,
        "others": any(code != currency for code, _amount, _n in spent.spent),
    }


def downloads(request):
    return [{"kind": kind.upper(), "url": address_of(request, format=kind)} for kind in (*exports.FORMATS, "svg")]
