"""Where a figure comes from: included rows, excluded rows with reasons, the rates, the rule, the day (law 3)."""

from decimal import Decimal

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.models import DeliverableStatus
from drawing import formats
from outcomes import rules, tiles
from outcomes.enums import RateSource, Reason
from outcomes.models import Claim, Indicator
from outcomes.queries import figures, programme
from outcomes.views.overview import clipped, office_or_refuse, period_of, tile_name
from outcomes.words import STATES


@require_safe
@login_required
def explain(request, key):
    """The page behind a tile: key is "ties", "promises", "people" or the code of an indicator."""
    office = office_or_refuse(request)
    span, as_of, _today = period_of(request, office)
    makers = {"ties": explain_ties, "promises": explain_promises, "people": explain_people}
    made = makers.get(key, explain_indicator)(request, office, span, as_of, key)
    context = {"key": key, "office": office, "span": span, "as_of": as_of, "rule_version": rules.RULE_VERSION, **made}
    return render(request, "outcomes/explain.html", context)


def titles_of(user, outcome_ids):
    """{outcome id: title of the newest claim that the person may read}."""
    claims = Claim.objects.for_user(user).filter(outcome__in=outcome_ids).order_by("outcome", "learnt_on", "pk")
    return dict(claims.values_list("outcome_id", "title"))


def explain_indicator(request, office, span, as_of, key):
    indicator = get_object_or_404(Indicator, code=key, office=None, version=1)
    sums = figures.PortfolioSums(request.user, office.organisation, [key])
    figure = sums.figure(key, span)
    rows = list(figures.counted_rows(request.user, office.organisation, key, span))
    titles = titles_of(request.user, {row.outcome_id for row in rows})
    parts = {"verified": [], "documented": [], "reported": [], "excluded": []}
    for row in rows:
        part, reason = part_of(row, span)
        parts[part].append(row_of(row, titles, indicator, reason))
    written = writer(indicator)
    return {
        "name": tile_name(key, indicator),
        "indicator": indicator,
        "value": written(figure.verified) if figure.verified is not None else None,
        "parts": [
            {"name": _("Verified: counted"), "rows": parts["verified"], "total": written(figure.verified)},
            {"name": _("Documented, not verified"), "rows": parts["documented"], "total": written(figure.documented)},
            {"name": _("Reported, not verified"), "rows": parts["reported"], "total": written(figure.reported)},
            {"name": _("Left out"), "rows": parts["excluded"], "total": ""},
        ],
        "steps": steps(figure, parts, written),
        "counting": key in figures.engine_of(office.organisation, as_of).counting,
        "columns": [_("Outcome"), _("Partnership"), _("When"), _("State"), _("Reports and rates"), _("Counts for")],
    }


def part_of(row, span):
    """(part of the page, reason where it is left out): the same rule as the sums', so that tile = list."""
    if row.month is None and figures.whole_calendar_year(span) != row.year:
        return "excluded", _("not dated to the month, so it stands in the whole year only")
    if row.state in figures.COUNTING:
        return "verified", ""
    if row.state == "reported":
        return ("documented" if row.group == "documented" else "reported"), ""
    return "excluded", STATES.get(row.state, row.state)


def writer(indicator):
    def written(value):
        if value is None:
            return formats.MISSING
        if indicator.is_money:
            return formats.money_full(value, settings.GEMEL_CURRENCY)
        return formats.number(value)

    return written


def row_of(row, titles, indicator, reason):
    written = writer(indicator)
    value = row.nominal if row.nominal is not None else row.reported
    why = reason or (Reason(row.reason).label if row.reason else "")
    return {
        "title": titles.get(row.outcome_id, _("Outcome %(n)s") % {"n": row.outcome_id}),
        "url": reverse("outcomes:outcome", args=[row.outcome_id]),
        "partnership": row.partnership,
        "when": row.month and formats.month_year(row.month) or str(row.year),
        "state": STATES.get(row.state, row.state),
        "why": why,
        "claims": [claim_words(claim) for claim in row.claims],
        "value": written(value),
        "gap": formats.percent(row.gap, 1) if row.gap is not None else "",
    }


def claim_words(claim):
    """One report as it went in: side, amount as given, rate and its source."""
    amount = claim.get("amount")
    if amount is None:
        return _("%(side)s, no amount, E%(level)s") % {"side": claim["side"], "level": claim["evidence"]}
    words = f"{claim['side']} {claim.get('currency') or ''} {formats.number(amount)}".replace("  ", " ")
    words += f", E{claim['evidence']}"
    if claim.get("basis") == "CIF":
        words += ", CIF ÷ 1.06"
    if claim.get("rate") and claim.get("rate_source") != RateSource.SAME:
        words += f", × {claim['rate'].rstrip('0')} ({RateSource(claim['rate_source']).label})"
    return words


def steps(figure, parts, written):
    """The waterfall in words: everything reported, what is not verified, what is left out, what counts."""
    return [
        {"name": _("Reported, not verified"), "value": written(figure.reported), "n": len(parts["reported"])},
        {"name": _("Documented, not verified"), "value": written(figure.documented), "n": len(parts["documented"])},
        {"name": _("Left out, see the reasons"), "value": formats.MISSING, "n": len(parts["excluded"])},
        {"name": _("Verified: counted"), "value": written(figure.verified), "n": len(parts["verified"])},
    ]


def explain_ties(request, office, span, as_of, key):
    ties = {tie.pk: tie for tie in programme.ties_of(request.user, office)}
    since = figures.window_start(as_of)
    rows = list(
        figures.verified_ties(request.user, office.organisation, as_of)
        .filter(occurred_last__gt=since, partnership__in=ties)
        .select_related("indicator")
        .order_by("partnership", "-occurred_last")
    )
    titles = titles_of(request.user, {row.outcome_id for row in rows})
    with_one = {}
    for row in rows:
        with_one.setdefault(row.partnership_id, []).append(row)
    included = [
        line(ties[pk], _("%(n)s verified, the last in %(month)s: %(title)s") % {
            "n": len(found), "month": formats.month_year(found[0].occurred_last),
            "title": titles.get(found[0].outcome_id, ""),
        })
        for pk, found in sorted(with_one.items(), key=lambda pair: ties[pair[0]].name)
    ]  # fmt: skip
    excluded = [
        line(tie, _("no verified outcome in the 36 months")) for pk, tie in ties.items() if pk not in with_one
    ]
    return {
        "name": _("Ties with a verified outcome"),
        "value": formats.number(len(included)),
        "of": formats.number(len(ties)),
        "lists": [
            {"name": _("Counted"), "rows": included},
            {"name": _("Not counted"), "rows": excluded},
        ],
        "window": since,
        "counting": bool(figures.engine_of(office.organisation, as_of).counting),
    }


def line(tie, text):
    return {"title": tie.name, "url": reverse("partnerships:detail", args=[tie.slug]), "text": text}


def explain_promises(request, office, span, as_of, key):
    inside = clipped(span, as_of)
    rows = list(programme.due_in(request.user, office, inside.first, inside.last))
    kept = [row for row in rows if row.was_on_time]
    late = [row for row in rows if row.status in programme.STILL_OWED]
    other = [row for row in rows if row not in kept and row not in late]
    asked = programme.promises_in(rows, inside)
    share = formats.percent(Decimal(asked["on_time"]) / asked["due"]) if asked["due"] else None
    return {
        "name": _("Promises kept on time"),
        "value": share,
        "of": "",
        "lists": [
            {"name": _("Late and still owed"), "rows": [promise(row) for row in late]},
            {"name": _("Kept on time"), "rows": [promise(row) for row in kept]},
            {"name": _("Due, and not kept on time"), "rows": [promise(row) for row in other]},
        ],
        "note": _("%(kept)s of %(due)s that were due from %(first)s to %(last)s. Cancelled ones are left out.")
        % {
            "kept": asked["on_time"],
            "due": asked["due"],
            "first": formats.long_date(span.first),
            "last": formats.long_date(inside.last),
        },
    }


def promise(row):
    text = _("%(tie)s, owed by %(body)s, due %(day)s, %(status)s") % {
        "tie": row.agreement.partnership, "body": row.owed_by, "day": formats.long_date(row.due_on),
        "status": DeliverableStatus(row.status).label,
    }  # fmt: skip
    return {"title": row.title, "url": reverse("agreements:deliverable", args=[row.pk]), "text": text}


def explain_people(request, office, span, as_of, key):
    found = programme.exchanges(request.user, office, span.first, clipped(span, as_of).last)
    rows = list(found.order_by("-starts_first").prefetch_related(Prefetch("participants")))
    out, into = sum(row.people_out or 0 for row in rows), sum(row.people_in or 0 for row in rows)
    return {
        "name": _("People exchanged"),
        "value": formats.number(out + into) if rows else None,
        "of": "",
        "lists": [
            {
                "name": _("Exchanges counted"),
                "rows": [
                    {
                        "title": row.title,
                        "url": reverse("activities:activity", args=[row.pk]),
                        "text": _("%(tie)s, %(day)s: %(out)s out, %(into)s in")
                        % {
                            "tie": row.partnership,
                            "day": formats.long_date(row.starts_first),
                            "out": row.people_out or 0,
                            "into": row.people_in or 0,
                        },
                    }
                    for row in rows
                ],
            }
        ],
        "note": _("Persons who travelled, as the activities' head counts say; an event without a count adds nobody."),
    }


@require_safe
@login_required
def method(request):
    """How each figure is worked out; the catalogue with its rules."""
    indicators = Indicator.objects.filter(office=None, retired_on=None).order_by("code")
    return render(
        request,
        "outcomes/method.html",
        {"indicators": indicators, "rule_version": rules.RULE_VERSION, "smallest_n": tiles.SMALLEST_N},
    )
