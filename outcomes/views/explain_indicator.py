"""The page behind a figure of the ledger: its waterfall, the records of each step, what is in and what is left out."""

from dataclasses import replace
from decimal import Decimal

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from drawing import exports, formats
from drawing.waterfall import NARROW, WIDE, Bar, WaterfallChart
from outcomes import rules
from outcomes.enums import RateSource, Reason
from outcomes.periods import is_quarter, mark_text
from outcomes.queries import figures
from outcomes.queries.cells import COUNTING
from outcomes.queries.engine import engine_of
from outcomes.queries.gather import stored_terms
from outcomes.queries.proof import proof_of, titles_of
from outcomes.queries.rates_used import rates_used
from outcomes.queries.report import rows_of_ties
from outcomes.queries.versions import line_of, lines_of, rule_of
from outcomes.step_words import STEP_CSS, STEP_NAMES, STEP_WORDS
from outcomes.views.board import name_of
from outcomes.waterfall import LEVELS, Step
from outcomes.words import STATES

ROWS_SHOWN = 200
MOST_FLOWS = 20_000  # some seconds of counting; a wider view is narrowed before it is taken apart


def explain_indicator(request, office, asked, scope, key):
    line = line_or_404(request, office, key)
    indicator = line.indicator
    span, user, body = asked.span, request.user, office.organisation
    rows = list(figures.counted_rows(user, body, key, span, scope, asked.known, line))
    aside = figures.set_aside(rows, span, line.rule)
    parts = {"verified": [], "documented": [], "reported": [], "excluded": []}
    inside = []
    for row in rows:
        part, reason = part_of(row, span, aside)
        parts[part].append((row, reason))
        if dated_inside(row, span):
            inside.append(row)
    constant = indicator.is_money and settings.GEMEL_BASE_YEAR is not None and asked_prices(request) == "constant"
    proof = None
    if adds(indicator) and len(inside) <= MOST_FLOWS:
        ties = None if whole(scope) else ties_in(user, body, scope, inside, asked.known)
        terms = replace(stored_terms(), as_of=asked.known, known_on=asked.known)
        proof = proof_of(user, indicator, inside, ties=ties, constant=constant, terms=terms)
    titles = titles_of(request.user, {row.outcome_id for row in rows})
    step = asked_step(request, proof)
    form = request.GET.get("format")
    if form == "svg" and proof:
        return exports.svg_response(f"{key} {span.label}", chart_of(proof, indicator).svg(WIDE))
    if form in exports.FORMATS:
        name = f"{key} {span.label}" + (f" {step}" if step else "")
        if step:
            return exports.table_response(form, name, STEP_COLUMNS, step_cells(proof, step, titles))
        return exports.table_response(form, name, ROW_COLUMNS, row_cells(parts, titles))
    sums = figures.Sums(user, body, [key], scope=scope, since=span.first.year, as_of=asked.known)
    figure = sums.figure(key, span, indicator.version)
    written = writer(indicator)
    context = {
        "key": key, "office": office, "asked": asked, "span": span, "as_of": asked.as_of, "scope": scope,
        "rule_version": rules.RULE_VERSION,
        "name": name_of(indicator) if line.in_use else line.name,
        "indicator": indicator,
        "value": written(figure.verified) if figure.verified is not None else None,
        "parts": [
            part_card(name, part, parts[part], total, titles, indicator)
            for name, part, total in (
                (_("Verified: counted"), "verified", written(figure.verified)),
                (_("Documented, not verified"), "documented", written(figure.documented)),
                (_("Reported, not verified"), "reported", written(figure.reported)),
                (_("Left out"), "excluded", ""),
            )
        ],
        "counting": asked.known is None and key in engine_of(body, asked.as_of).counting,
        "columns": [_("Outcome"), _("Partnership"), _("When"), _("State"), _("Reports and rates"), _("Counts for")],
        "downloads": downloads(request, step=None),
        **waterfall_context(request, proof, indicator, constant, step, titles, asked.known),
    }  # fmt: skip
    return render(request, "outcomes/explain_indicator.html", context)


def line_or_404(request, office, key):
    """The versions in use of an indicator of the catalogue or of the office, or those that `?version=` is one of."""
    asked = request.GET.get("version", "")
    if asked and not (asked.isdecimal() and len(asked) < 6):
        raise Http404("No such version.")
    found = line_of(lines_of(office.organisation, [key]), key, int(asked) if asked else None)
    if found is None:
        raise Http404("No such indicator.")
    return found


def adds(indicator):
    """Only what is a sum, each outcome once, can be followed from report to figure in bars."""
    return rule_of(indicator).is_summed and indicator.over_places in ("sum", "distinct")


def whole(scope):
    return scope.is_programme and scope.only is None


def ties_in(user, owner, scope, rows, known):
    """(outcome, partnership) of every tie of these outcomes that lies in the scope: whose shares the figure adds."""
    found = rows_of_ties(user, owner, scope, [row.outcome_id for row in rows], known)
    if scope.only is not None and known is None:
        found = found.filter(partnership__in=scope.only)
    return {(row.outcome_id, row.partnership_id) for row in found}


def asked_prices(request):
    asked = request.GET.get("prices", "constant")
    if asked not in ("constant", "nominal"):
        raise Http404("No such prices.")
    return asked


def asked_step(request, proof):
    """The step whose records are to be listed, or None."""
    asked = request.GET.get("step")
    if not asked or proof is None:
        return None
    if asked not in list(Step):
        raise Http404("No such step.")
    return Step(asked)


def query_url(request, **changed):
    """This page with some of its query changed; None takes a key out."""
    query = request.GET.copy()
    for name, value in changed.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


def downloads(request, **changed):
    return [{"kind": kind.upper(), "url": query_url(request, format=kind, **changed)} for kind in exports.FORMATS]


def dated_inside(row, span):
    """Whether the row enters figures of the period: its month or quarter, or the whole of its year, lies in it."""
    return span.holds(row.month) if row.month else figures.whole_calendar_year(span) == row.year


def undated_words():
    return _("not dated to the month, so it stands in the whole year only")


def part_of(row, span, aside):
    """(part of the page, reason where it is left out): the same rule as the sums', so that tile = list."""
    if row.outcome_id in aside:
        return "excluded", _("another period of the tie stands for it, by the indicator's rule")
    if row.month is None and figures.whole_calendar_year(span) != row.year:
        return "excluded", undated_words()
    if row.month is not None and not span.holds(row.month):
        return "excluded", _("dated to a quarter that lies in this period only in part")
    if row.state in COUNTING:
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


def part_card(name, part, found, total, titles, indicator):
    """One list of the page: every row is counted, the first ones are shown and all are in the download."""
    shown = [row_of(row, titles, indicator, reason) for row, reason in found[:ROWS_SHOWN]]
    if part == "excluded":
        shown = [{**row, "value": formats.MISSING} for row in shown]
    return {"name": name, "rows": shown, "n": len(found), "more": len(found) - len(shown), "total": total}


def title_of(titles, outcome):
    return titles.get(outcome) or _("Outcome %(n)s") % {"n": outcome}


def row_of(row, titles, indicator, reason):
    written = writer(indicator)
    value = row.nominal if row.nominal is not None else row.reported
    return {
        "title": title_of(titles, row.outcome_id),
        "url": reverse("outcomes:outcome", args=[row.outcome_id]),
        "partnership": row.partnership,
        "when": when_of(row),
        "state": STATES.get(row.state, row.state),
        "why": why_of(row, reason),
        "stands": row.state,
        "reason": row.reason,
        "claims": [claim_words(claim) for claim in row.claims],
        "value": written(value),
        "gap": formats.percent(row.gap, 1) if row.gap is not None else "",
    }


def when_of(row):
    if row.month and is_quarter(row.month):
        return _("Q%(n)s %(year)s") % {"n": row.month.month // 3 + 1, "year": row.year}
    return formats.month_year(row.month) if row.month else str(row.year)


def why_of(row, reason):
    return reason or (Reason(row.reason).label if row.reason else "")


def claim_words(claim):
    """One report as it went in: side, amount as given, rate and its source."""
    amount = claim.get("amount")
    if amount is None:
        return _("%(side)s, no amount, E%(level)s") % {"side": claim["side"], "level": claim["evidence"]}
    words = f"{claim['side']} {claim.get('currency') or ''} {formats.number(Decimal(amount))}".replace("  ", " ")
    words += f", E{claim['evidence']}"
    if claim.get("basis") == "CIF":
        words += f", CIF ÷ {claim.get('divisor', '1.06')}"
    if claim.get("rate") and claim.get("rate_source") != RateSource.SAME:
        words += f", × {short_rate(claim['rate'])} ({RateSource(claim['rate_source']).label})"
    return words


def short_rate(text):
    return text.rstrip("0").rstrip(".") if "." in text else text


# --- The waterfall ----------------------------------------------------------------------------------------------------


def waterfall_context(request, proof, indicator, constant, step, titles, known):
    if proof is None:
        return {"does_not_add": True, "rule_words": rule_words(indicator)}
    written = writer(indicator)
    bars = [bar_row(request, bar, written, step) for bar in proof.bars]
    chart = chart_of(proof, indicator)
    found = {
        "water": {"chart": chart, "wide": chart.svg(WIDE), "narrow": chart.svg(NARROW), "bars": bars},
        "rates": [rate_row(rate) for rate in rates_used(proof.reports.values(), known)] if indicator.is_money else [],
        "base_year": settings.GEMEL_BASE_YEAR if indicator.is_money else None,
        "constant": constant,
        "prices_url": query_url(request, prices="nominal" if constant else "constant", step=None),
        "svg_url": query_url(request, format="svg", step=None),
    }
    if step:
        entries = proof.behind(step)
        found["behind"] = {
            "name": STEP_NAMES[step],
            "words": STEP_WORDS[step],
            "rows": [entry_row(proof, entry, titles, written) for entry in entries[:ROWS_SHOWN]],
            "n": len(entries),
            "total": written(sum((entry.value or 0 for entry in entries), 0)),
            "downloads": downloads(request),
        }
    return found


def rule_words(indicator):
    if adds(indicator):
        return _("More than %(n)s records stand behind it. Choose a quarter or a tie to see it step by step.") % {
            "n": formats.number(MOST_FLOWS)
        }
    return _("Over time: %(time)s. Over partnerships: %(places)s. It is not a sum, so no bars lead up to it.") % {
        "time": indicator.get_over_time_display().lower(),
        "places": indicator.get_over_places_display().lower(),
    }


def rate_row(used):
    return {
        "currency": used.currency,
        "when": formats.partial_date(used.first, used.last),
        "source": used.source or _("the report itself"),
        "kind": RateSource(used.kind).label,
        "rate": short_rate(f"{used.rate:f}"),
        "n": used.n,
    }


def chart_of(proof, indicator):
    return WaterfallChart(
        tuple(
            Bar(str(STEP_NAMES[bar.step]), bar.is_level, bar.before, bar.after, css_of(bar)) for bar in proof.bars
        ),
        settings.GEMEL_CURRENCY if indicator.is_money else None,
    )


def css_of(bar):
    return STEP_CSS.get(bar.step, "c-ver") if bar.is_level else "c-mute"


def bar_row(request, bar, written, step):
    change = bar.value if bar.is_level else -bar.value
    value = ("+" if change > 0 and not bar.is_level else "") + written(change).replace("-", "−")
    return {
        "name": STEP_NAMES[bar.step],
        "words": STEP_WORDS[bar.step],
        "is_level": bar.step in LEVELS,
        "value": value if bar.is_level or bar.n > bar.without else formats.MISSING,
        "n": bar.n,
        "no_rate": "not_converted" if bar.step == Step.NO_RATE and bar.n else "",
        "without": bar.without,
        "url": query_url(request, step=bar.step.value) + "#behind" if bar.n else "",
        "on": bar.step == step,
    }


def entry_row(proof, entry, titles, written):
    row = proof.rows[entry.flow]
    seen = proof.reports.get(entry.report)
    return {
        "title": title_of(titles, entry.flow),
        "url": reverse("outcomes:outcome", args=[entry.flow]),
        "partnership": row.partnership,
        "when": when_of(row),
        "report": claim_words(as_explained(seen)) if seen else STATES.get(row.state, row.state),
        "value": written(entry.value),
    }


def as_explained(seen):
    claim, rule = seen.claim, seen.rule
    return {
        "side": claim.side, "evidence": claim.evidence, "currency": claim.currency, "basis": claim.basis,
        "amount": None if claim.amount is None else str(claim.amount), "divisor": str(rule.cif_factor),
        "rate": str(rule.rate) if seen.rate_source and rule.rate is not None else None,
        "rate_source": seen.rate_source,
    }  # fmt: skip


# --- To take away -----------------------------------------------------------------------------------------------------

ROW_COLUMNS = (
    "list", "outcome", "title", "partnership", "month_or_year", "state", "reason", "evidence", "gap", "nominal",
    "constant", "reported", "share_stated", "reports", "rule_version",
)  # fmt: skip
STEP_COLUMNS = (
    "step", "outcome", "title", "partnership", "month_or_year", "side", "evidence", "amount", "currency", "basis",
    "rate", "rate_source", "value",
)  # fmt: skip


def row_cells(parts, titles):
    for part, found in parts.items():
        for row, reason in found:
            yield (
                part, row.outcome_id, title_of(titles, row.outcome_id), row.partnership.name, month_text(row),
                row.state, why_of(row, reason), row.group, row.gap, row.nominal, row.constant, row.reported,
                row.share if row.share_stated else None, "; ".join(claim_words(claim) for claim in row.claims),
                row.rule_version,
            )  # fmt: skip


def step_cells(proof, step, titles):
    for entry in proof.behind(step):
        row, seen = proof.rows[entry.flow], proof.reports.get(entry.report)
        claim = seen.claim if seen else None
        yield (
            step.value, entry.flow, title_of(titles, entry.flow), row.partnership.name, month_text(row),
            claim.side if claim else None, claim.evidence if claim else None, claim.amount if claim else None,
            claim.currency if claim else None, claim.basis if claim else None, seen.rule.rate if seen else None,
            seen.rate_source if seen else None, entry.value,
        )  # fmt: skip


def month_text(row):
    return mark_text(row.month, row.year)
