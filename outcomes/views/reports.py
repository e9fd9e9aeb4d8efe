"""Board reports: the list, freezing one, the frozen one with what was restated since, its exact bytes, its links."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from activities.forms import refuse
from drawing import exports, formats
from outcomes import report_words, rules
from outcomes.models import Indicator, Snapshot
from outcomes.queries.proof import titles_of
from outcomes.queries.report import Frame, content_of, has_named
from outcomes.queries.restated import content_of_snapshot, named, restated
from outcomes.queries.scopes import scope_of_key
from outcomes.report_forms import FreezeForm
from outcomes.services.reports import canonical, checksum, coordinates, freeze_report, is_intact, open_links
from outcomes.views.asked import asked_of, office_or_refuse
from outcomes.views.board import Board
from outcomes.views.explain_indicator import claim_words
from outcomes.words import STATES
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal

form_page = require_http_methods(["GET", "HEAD", "POST"])


def light(queryset):
    """Reports without their bytes, which a page does not need."""
    return queryset.defer("page")


@require_safe
@login_required
def reports(request):
    """Reports that were frozen, newest first."""
    office = office_or_refuse(request)
    found = light(Snapshot.objects).defer("page", "content").for_user(request.user).filter(owner=office.organisation)
    context = {
        "reports": found.select_related("frozen_by"),
        "may_freeze": coordinates(request.user, office.organisation),
    }
    return render(request, "outcomes/reports.html", context)


# --- Freezing ---------------------------------------------------------------------------------------------------------


@form_page
@login_required
def new_report(request):
    """What would be frozen, with its name to give; nothing is kept before the button is pressed."""
    office = office_or_refuse(request)
    if not coordinates(request.user, office.organisation):
        raise PermissionDenied
    asked = asked_of(request, office)
    scope = scope_of_key(request.user, request.GET.get("scope"))
    frame = Frame(office.organisation, scope, asked.span, asked.as_of, asked.known)
    name = _("%(what)s, %(period)s") % {"what": scope.name, "period": asked.span.label}
    confidential = has_named(request.user, frame)
    form = FreezeForm(request.POST or None, has_named=confidential, initial={"title": name})
    named = form.is_bound and form.is_valid() and form.cleaned_data.get("named", False)
    frame = Frame(office.organisation, scope, asked.span, asked.as_of, asked.known, named)
    left_out = confidential and not named
    board = Board(request, office, scope, asked)
    content = report_content(board, frame, left_out=left_out)
    if form.is_bound and form.is_valid():
        try:
            report = freeze(frame, content, title=form.cleaned_data["title"], by=request.user, at=timezone.now())
            messages.success(request, _("The report is frozen."))
            return redirect("outcomes:report", report.pk)
        except Refusal as refusal:
            refuse(form, refusal)
    context = {"form": form, "frame": frame, "asked": asked, "content": content, "left_out": confidential,
               **body_context(content)}  # fmt: skip
    return render(request, "outcomes/report_new.html", context, status=422 if form.errors else 200)


def report_content(board, frame, *, left_out=False):
    """The plain data of a report, with the dashboard's sentence and tiles in the language in use.

    left_out: confidential records stay out, so sentence and tiles are made from the report's own lines: those of the
    dashboard would tell of them.
    """
    content = content_of(
        board.user, frame, office=board.organisation.name, known_on=frame.known or board.asked.today,
        rule_version=rules.RULE_VERSION,
    )  # fmt: skip
    if content["outcomes"]:
        if left_out:
            lines, currency = content["indicators"], content["currency"]
            content["lead"] = report_words.lead_of(lines, board.office.aims, currency)
            content["tiles"] = report_words.tiles_of(lines, board.office.aims, currency)
        else:
            content["lead"] = report_words.plain_lead(board.lead(0))
            content["tiles"] = [report_words.plain_tile(tile) for tile in board.tiles]
    return content


def freeze(frame, content, *, title, by, at, keep=freeze_report):
    """Draw the page once and keep it with its data. keep: the service that writes both down."""
    content = {**content, "title": title.strip(), "frozen_at": at.isoformat(), "frozen_by": str(by)}
    page = render_to_string("outcomes/report_frozen.html", {**body_context(content), **frozen_context(content, at)})
    return keep(
        frame, title=title, content=content, page=page, language=get_language() or settings.LANGUAGE_CODE,
        known_on=frame.known or timezone.localdate(at), by=by, at=at,
    )  # fmt: skip


def frozen_context(content, at):
    look = {"product": settings.GEMEL_NAME}
    return {"title": content["title"], "at": at, "sha256": checksum(canonical(content)), "look": look}


def body_context(content):
    """What a report's body shows, from its plain data: the same for the preview and the frozen page."""
    currency = content["currency"]
    names = {line["code"]: line for line in content["indicators"]}
    return {
        "content": content,
        "lines": [line_row(line, currency) for line in content["indicators"]],
        "groups": [
            {"name": line["name"], "rows": [outcome_row(one, names, currency) for one in content["outcomes"]
                                            if one["indicator"] == line["code"]]}
            for line in content["indicators"]
        ],
    }  # fmt: skip


def line_row(line, currency):
    def words(key):
        return report_words.written(line, line[key], currency)

    return {
        "code": line["code"],
        "name": line["name"],
        "verified": words("verified"),
        "documented": words("documented"),
        "reported": words("reported"),
        "contributed": words("contributed"),
        "target": words("target"),
        "n": line["n"],
    }


def outcome_row(one, names, currency):
    return {
        "title": one["title"] or _("Outcome %(n)s") % {"n": one["outcome"]},
        "tie": one["tie"]["name"],
        "when": one["when"].replace("-", "\u2011"),  # a month is not broken over two lines
        "state": STATES.get(one["state"], one["state"]),
        "part": one["part"],
        "reports": [claim_words(claim) for claim in one["claims"]],
        "value": report_words.written(names[one["indicator"]], one["value"], currency),
    }


# --- A frozen report --------------------------------------------------------------------------------------------------


@require_safe
@login_required
def report(request, pk):
    """A frozen report and beside it what a recount says differently, with day and reason."""
    found = get_allowed(light(Snapshot.objects).select_related("owner", "frozen_by"), request.user, pk=pk)
    lines, indicators = restated(request.user, found)
    content = content_of_snapshot(found)
    names = names_of(content, indicators)
    titles = {one["outcome"]: one["title"] for one in content["outcomes"]}
    titles |= titles_of(request.user, [line.outcome for line in lines])
    rows = [restated_row(line, titles, names, content["currency"]) for line in lines]
    asked = request.GET.get("format")
    if asked in exports.FORMATS:
        return exports.table_response(asked, f"restated {found.title}", LOG_COLUMNS, log_cells(lines, titles))
    may_share = coordinates(request.user, found.owner)
    context = {
        "report": found,
        "content": content,
        "tiles": content["tiles"],
        "indicators": [
            indicator_row(one, names, content["currency"])
            for one in sorted(indicators, key=lambda one: list(names).index(one.indicator))
            if (one.before, one.now) != (None, None)
        ],
        "lines": rows,
        "intact": is_intact(found),
        "may_share": may_share,
        "links": found.links.select_related("created_by") if may_share else [],
        "open_links": {link.pk for link in open_links(found)} if may_share else set(),
        "downloads": [{"kind": kind.upper(), "url": f"{request.path}?format={kind}"} for kind in exports.FORMATS],
    }
    return render(request, "outcomes/report.html", context)


def names_of(content, indicators):
    """{code, or code and version: line of the report}; an indicator that counts only since then borrows the
    catalogue's words."""
    names = {line["code"]: line for line in content["indicators"]}
    names |= {named(line["code"], line.get("version", 1)): line for line in content["indicators"]}
    missing = {one.indicator for one in indicators} - names.keys()
    codes = {key.partition(" ")[0] for key in missing}
    for indicator in Indicator.objects.filter(code__in=codes).order_by("version"):
        line = {"code": indicator.code, "name": indicator.name, "is_money": indicator.is_money}
        names.setdefault(indicator.code, line)
        names[named(indicator.code, indicator.version)] = line
    return names


def indicator_row(one, names, currency):
    line = names.get(one.indicator, {"name": one.indicator, "is_money": False})
    change = one.difference
    return {
        "name": line["name"],
        "before": report_words.written(line, one.before, currency),
        "now": report_words.written(line, one.now, currency),
        "difference": signed(line, change, currency) if change else "",
        "lines": one.lines,
    }


def signed(line, value, currency):
    words = report_words.written(line, abs(value), currency)
    return ("+" if value > 0 else "−") + words


def restated_row(line, titles, names, currency):
    name = names.get(line.indicator, {"name": line.indicator, "is_money": False})

    def said(standing):
        if not standing.part:
            return formats.MISSING
        value = report_words.written(name, standing.value, currency)
        return f"{value}, {PARTS[standing.part]}"

    return {
        "day": line.day,
        "title": titles.get(line.outcome) or _("Outcome %(n)s") % {"n": line.outcome},
        "url": reverse("outcomes:outcome", args=[line.outcome]),
        "indicator": name["name"],
        "kind": report_words.KIND_WORDS[line.kind],
        "before": said(line.before),
        "now": said(line.now),
        "difference": signed(name, line.difference, currency) if line.difference else "",
        "reason": line.reason,
    }


PARTS = {
    "verified": gettext_lazy("verified"),
    "documented": gettext_lazy("documented"),
    "reported": gettext_lazy("reported"),
    "excluded": gettext_lazy("left out"),
}
LOG_COLUMNS = (
    "day", "outcome", "title", "indicator", "kind", "before", "value_before", "now", "value_now", "difference",
    "reason",
)  # fmt: skip


def log_cells(lines, titles):
    for line in lines:
        yield (
            line.day, line.outcome, titles.get(line.outcome, ""), line.indicator, line.kind.value, line.before.part,
            line.before.value, line.now.part, line.now.value, line.difference, line.reason,
        )  # fmt: skip


@require_safe
@login_required
def report_page(request, pk):
    """The page as it was, byte for byte."""
    found = get_allowed(Snapshot.objects, request.user, pk=pk)
    return as_it_was(bytes(found.page), "text/html; charset=utf-8", found.page_sha256)


@require_safe
@login_required
def report_data(request, pk):
    """The data as they were, byte for byte, as a download."""
    found = get_allowed(light(Snapshot.objects), request.user, pk=pk)
    response = as_it_was(bytes(found.content), "application/json", found.sha256)
    name = f"{slugify(found.title) or 'report'}-{found.as_of.isoformat()}.json"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def as_it_was(data, content_type, sha256):
    response = HttpResponse(data, content_type=content_type)
    response["X-Checksum-SHA256"] = sha256
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{sha256}"'
    return response


def allowed_to_share(request, pk):
    return get_allowed(light(Snapshot.objects).select_related("owner"), request.user, Permission.SHARE, pk=pk)
