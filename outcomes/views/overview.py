"""The overview: are we on course, and what needs me? At most 15 queries, every figure with a way to its records."""

import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from drawing import formats
from drawing.charts import EvidenceChart
from drawing.words import STAGE_ORDER
from outcomes import tiles
from outcomes.catalogue import CATALOGUE
from outcomes.periods import quarters_to, year_of, year_to_date
from outcomes.queries import figures, programme
from outcomes.services.staging import today_of
from outcomes.words import GAPS
from stakeholders.models import User

ENTRIES = {entry.code: entry for entry in CATALOGUE}


def period_of(request, office):
    """(span, as-of date, today) from `?year=`: the office's year to date, or a whole earlier one."""
    today = today_of(office, timezone.now())
    current = year_to_date(today, office.year_starts_in)
    asked = request.GET.get("year", "")
    if not asked:
        return current, today, today
    if not asked.isdigit() or not 1950 <= int(asked) <= current.first.year:
        raise Http404("No such year.")
    if int(asked) == current.first.year:
        return current, today, today
    span = year_of(int(asked), office.year_starts_in)
    return span, span.last, today


def office_or_refuse(request):
    office = request.office
    if not office:
        raise PermissionDenied
    return office


@login_required
def overview(request):
    """Dashboard of the person's office in its year; rendered at / for members of an office."""
    office = office_or_refuse(request)
    span, as_of, today = period_of(request, office)
    user, organisation = request.user, office.organisation
    codes = {code for key in tiles.TILES_OF.values() for code in key if code[:2] in ("OC", "IM")} | {"OC2"}
    sums = figures.PortfolioSums(user, organisation, codes)
    engine = figures.engine_of(organisation, as_of)
    targets = figures.targets_of(organisation, span.first.year)
    ties = programme.ties_of(user, office)
    counted = figures.verified_ties(user, organisation, as_of).select_related("indicator")
    verified = list(counted.order_by("-counted_at"))
    quarters = quarters_to(as_of, office.year_starts_in)
    owed = list(programme.due_in(user, office, span.earlier().first, max(as_of, today), and_open=True))
    facts = {
        "sums": sums, "targets": targets, "counting": engine.counting, "ties": ties, "verified": verified,
        "span": span, "as_of": as_of, "quarters": quarters, "owed": owed,
    }  # fmt: skip
    shown = [tile_of(key, facts, user, office) for key in tiles.tiles_for(office.aims)]
    late = programme.late_in(owed, today)
    waiting = programme.decisions(user, office, today, late)
    request.kept_ties = len(ties)
    context = {
        "span": span,
        "as_of": as_of,
        "office": office,
        "tiles": shown,
        "lead": lead_sentence(facts, waiting),
        "stages": stage_rows(ties),
        "stage_gap": most_common_gap(ties),
        "home": {"name": office.home.name, "lon": office.home.lon, "lat": office.home.lat},
        "map_places": map_places(ties, verified),
        "chart": exports_chart(sums, quarters, targets.get("OC2"), engine.cut_off),
        "undated": sums.undated("OC2", quarters),
        "decisions": [decision_row(item) for item in waiting[:5]],
        "decisions_total": len(waiting),
        "news": news_rows(request, verified, ties, today, late),
        "looked": dt.datetime.fromisoformat(request.session["looked_since"]),
        "years": [year_to_date(today, office.year_starts_in).first.year - back for back in range(5)],
        "ties_total": len(ties),
    }
    return render(request, "outcomes/overview.html", context)


def tile_of(key, facts, user, office):
    span, as_of = facts["span"], facts["as_of"]
    if key == "ties":
        return ties_tile(facts)
    if key == "promises":
        return tiles.promises_tile(
            programme.promises_in(facts["owed"], clipped(span, as_of)),
            programme.promises_in(facts["owed"], clipped(span.earlier(), a_year_before(as_of))),
            span,
        )
    if key == "people":
        months = programme.people_by_month(user, office, facts["quarters"][0].first, as_of)
        return tiles.people_tile(
            programme.people_in(months, span),
            programme.people_in(months, span.earlier()),
            span,
            [programme.people_in(months, quarter)["all"] for quarter in facts["quarters"]],
            to_date(facts["targets"].get("AC4"), span, as_of),
        )
    sums, indicator = facts["sums"], ENTRIES[key]
    compared = tiles.Compared(
        now=sums.figure(key, span),
        before=sums.figure(key, span.earlier()),
        target=to_date(facts["targets"].get(key), span, as_of),
        counting=key in facts["counting"],
        spark=tuple(sums.figure(key, quarter).verified for quarter in facts["quarters"]),
    )
    return tiles.indicator_tile(key, tile_name(key, indicator), compared, span, indicator.is_money)


def tile_name(code, indicator):
    names = {
        "OC2": _("Verified exports"),
        "OC6": _("Verified investment realised"),
        "OC13": _("Students from partner cities"),
        "IM3": _("Practices adopted"),
    }
    return names.get(code) or (indicator.name if indicator else code)


def ties_tile(facts):
    kept = {tie.pk for tie in facts["ties"]}
    as_of = facts["as_of"]

    def at(day):
        since = figures.window_start(day)
        happened = (row for row in facts["verified"] if since < row.occurred_last <= day)
        return len({row.partnership_id for row in happened} & kept)

    spark = [at(min(quarter.last, as_of)) for quarter in facts["quarters"]]
    target = facts["targets"].get("OP1")
    return tiles.ties_tile(
        at(as_of), at(a_year_before(as_of)), len(kept), as_of, facts["span"], spark,
        target=target.target if target else None, counting=bool(facts["counting"]),
    )  # fmt: skip


def a_year_before(day):
    return day.replace(year=day.year - 1, day=min(day.day, 28))


def clipped(span, day):
    """The span up to the as-of date: what is due later is not late."""
    return type(span)(span.first, min(span.last, day), span.label)


def to_date(target, span, as_of):
    """A year's target in proportion to the months gone by; None without a target."""
    if target is None:
        return None
    gone = (as_of.year - span.first.year) * 12 + as_of.month - span.first.month + 1
    return target.target * min(Decimal(gone), Decimal(12)) / 12


def stage_rows(ties):
    here, passes, _gap = programme.stage_counts(ties)
    total = len(ties) or 1
    rows = []
    for stage in (1, 2, 3, 4, 5, 0, 6):
        row = {
            "stage": stage,
            "here": here[stage],
            "here_percent": Decimal(here[stage]) * 100 / total,
            "here_url": list_url(stage=stage),
            "passes": None,
        }
        if stage in (1, 2, 3, 4, 5):
            row["passes"] = passes[stage]
            row["passes_percent"] = Decimal(passes[stage]) * 100 / total
            row["passes_url"] = list_url(passes=stage)
        rows.append(row)
    return [row for row in rows if row["stage"] in STAGE_ORDER]


def list_url(**query):
    return reverse("partnerships:list") + "?" + "&".join(f"{key}={value}" for key, value in query.items())


def most_common_gap(ties):
    gap = programme.stage_counts(ties)[2]
    if not gap:
        return None
    test, n = gap
    staged = sum(1 for tie in ties if tie.gaps)
    return {"name": GAPS.get(test, test), "n": n, "of": staged}


def map_places(ties, verified):
    weights = {}
    for row in verified:
        weights[row.partnership_id] = weights.get(row.partnership_id, 0) + 1
    return [
        {
            "name": tie.city, "lon": tie.lon, "lat": tie.lat, "stage": 6 if tie.stage is None else tie.stage,
            "weight": min(5, weights.get(tie.pk, 0)), "url": reverse("partnerships:detail", args=[tie.slug]),
        }
        for tie in ties
        if tie.lat is not None
    ]  # fmt: skip


def exports_chart(sums, quarters, target, cut_off):
    found = [sums.figure("OC2", quarter) for quarter in quarters]
    return EvidenceChart(
        labels=[quarter.label for quarter in quarters],
        verified=[figure.verified for figure in found],
        documented=[figure.documented for figure in found],
        reported=[figure.reported for figure in found],
        target=target.target / 4 if target else None,
        currency=settings.GEMEL_CURRENCY,
        open_last=sum(1 for quarter in quarters if quarter.last > cut_off),
        period=_("a quarter"),
    )


def lead_sentence(facts, waiting):
    """One sentence or two, by rule, each number with its records."""
    span, kept = facts["span"], len(facts["ties"])
    since = figures.window_start(facts["as_of"])
    verified = len({row.partnership_id for row in facts["verified"] if row.occurred_last > since} & {
        tie.pk for tie in facts["ties"]
    })  # fmt: skip
    parts = [
        {
            "text": ngettext("%(n)s of %(all)s ties", "%(n)s of %(all)s ties", kept) % {"n": verified, "all": kept},
            "url": tiles.explain_url("ties", span),
        },
        ngettext(" has a verified outcome. ", " have a verified outcome. ", verified),
    ]
    exports = facts["sums"].figure("OC2", span)
    target = to_date(facts["targets"].get("OC2"), span, facts["as_of"])
    if exports.verified is not None and target:
        parts += [
            _("Verified exports stand at "),
            {"text": _("%(share)s of the target to date") % {"share": formats.percent(exports.verified / target)},
             "strong": True},
            ". ",
        ]
    elif exports.verified is not None:
        amount = formats.money(exports.verified, settings.GEMEL_CURRENCY)
        parts += [_("Verified exports stand at "), {"text": amount, "strong": True}, ". "]
    if exports.unverified:
        parts += [
            _("A further "),
            {"text": formats.money(exports.unverified, settings.GEMEL_CURRENCY), "url": tiles.explain_url("OC2", span)},
            _(" is reported, not verified. "),
        ]
    if waiting:
        text = ngettext("%(n)s item needs a decision.", "%(n)s items need a decision.", len(waiting))
        parts.append({"text": text % {"n": len(waiting)}, "url": "#h-todo"})
    return parts


def decision_row(item):
    titles = {
        "ends": _("%(tie)s: the agreement ends on %(day)s"),
        "late": ngettext(
            "%(tie)s: %(n)s promise is over 30 days late", "%(tie)s: %(n)s promises are over 30 days late", item.n
        ),
        "unconfirmed": ngettext(
            "%(tie)s: %(n)s outcome waits for a confirmation", "%(tie)s: %(n)s outcomes wait for a confirmation", item.n
        ),
    }
    texts = {
        "ends": item.extra,
        "late": _("All with %(body)s.") % {"body": item.extra} if item.extra else _("With several organisations."),
        "unconfirmed": _("Documented since %(day)s; nobody was asked yet or nobody answered.")
        % {"day": formats.long_date(item.day)},
    }
    urls = {
        "ends": lambda: reverse("agreements:agreement", args=[item.pk]),
        "late": lambda: reverse("agreements:deliverables") + f"?partnership={item.slug}&late=on",
        "unconfirmed": lambda: reverse("outcomes:list") + f"?partnership={item.slug}&state=reported",
    }
    words = {"tie": item.subject, "n": item.n, "day": formats.long_date(item.day)}
    return {
        "kind": item.kind, "icon": item.icon, "title": titles[item.code] % words, "text": texts[item.code],
        "action": _("Open"), "action_url": urls[item.code](),
    }  # fmt: skip


def news_rows(request, verified, ties, today, late):
    """Since the person last looked; the visit is noted once a session, and the former one stays comparable."""
    user = request.user
    if "looked_since" not in request.session:
        since = user.last_looked_at or timezone.now() - dt.timedelta(days=14)
        request.session["looked_since"] = since.isoformat()
        User.objects.filter(pk=user.pk).update(last_looked_at=timezone.now())
    since = dt.datetime.fromisoformat(request.session["looked_since"])
    names = {tie.pk: tie.name for tie in ties}
    fresh = [row for row in verified if row.in_portfolio and row.counted_at > since and row.partnership_id in names]
    rows = []
    for row in fresh[:4]:
        money = row.indicator.is_money
        amount = formats.money(row.nominal, settings.GEMEL_CURRENCY) if money else formats.compact(row.nominal)
        rows.append(
            {
                "kind": "good", "icon": "shield-check",
                "title": _("%(tie)s: an outcome is verified") % {"tie": names[row.partnership_id]},
                "text": f"{row.indicator.name}: {amount}", "link": _("See the outcome"),
                "url": reverse("outcomes:outcome", args=[row.outcome_id]),
            }
        )  # fmt: skip
    for item in [one for one in late if one.due_on >= since.date()][:4]:
        rows.append(
            {
                "kind": "bad", "icon": "clock",
                "title": _("%(tie)s: a promise is late") % {"tie": item.agreement.partnership},
                "text": f"{item.title}, {formats.due(item.due_on, today)}", "link": _("See the promise"),
                "url": reverse("agreements:deliverable", args=[item.pk]),
            }
        )  # fmt: skip
    paused = [tie for tie in ties if tie.standing == "paused" and tie.standing_since]
    for tie in [tie for tie in paused if tie.standing_since >= since.date()]:
        rows.append(
            {
                "kind": "", "icon": "pause", "title": _("%(tie)s: the tie is paused") % {"tie": tie.name},
                "text": tie.standing_words, "link": _("See the decision"),
                "url": reverse("partnerships:detail", args=[tie.slug]),
            }
        )  # fmt: skip
    return rows[:4]

