"""Which ties match this, and what state they are in; and those that stand on public record only."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partnerships.filters import PartnershipFilter, with_columns
from partnerships.models import PartnershipPlace, StageResult, Standing
from partnerships.queries import mine, recorded_ties, stage_shown
from stakeholders.access import Role

ROWS = 50
SORTS = {"name", "stage", "since", "standing"}


def is_coordinator(request):
    return bool(request.office) and request.office.role == Role.COORDINATOR and not request.office.limited


@require_safe
@login_required
def partnerships(request):
    office = request.office or None
    ties = with_columns(mine(request.user, office), request.user, office)
    found = PartnershipFilter(request.GET, queryset=ties, request=request)
    others = PartnershipPlace.objects.select_related("place__country")
    if office:
        others = others.exclude(place=office.home_id)
    listed = found.qs.prefetch_related(Prefetch("partnership_places", queryset=others, to_attr="partners"))
    page = Paginator(listed, ROWS).get_page(request.GET.get("page"))
    add_stages(page, office)
    sort = request.GET.get("sort", "")
    context = {
        "filter": found,
        "page": page,
        "sort": sort if sort.lstrip("-") in SORTS else "name",
        "chips": standing_chips(request, ties),
        "active": filters_in_use(request, found),
        "may_add": is_coordinator(request),
    }
    return render(request, "partnerships/list.html", context)


def add_stages(page, office):
    """Put `shown` and `stage_gaps` on each tie of the page: one query."""
    ties = list(page.object_list)
    page.object_list = ties
    if not office:
        return
    results = StageResult.objects.in_bulk([tie.stage_id for tie in ties if tie.stage_id])
    for tie in ties:
        result = results.get(tie.stage_id)
        tie.shown = stage_shown(result)
        tie.stage_gaps = sorted({gap["stage"] for gap in result.gaps}) if result else []


def standing_chips(request, ties):
    """All, and each standing that occurs, with its count. One query."""
    counts = dict(ties.order_by().values_list("own_standing").annotate(n=Count("pk", distinct=True)))
    chosen = request.GET.get("standing", "")
    chips = [{"text": _("All"), "url": _with(request, standing=""), "on": not chosen, "count": sum(counts.values())}]
    for standing in Standing:
        if counts.get(standing.value) or chosen == standing.value:
            chips.append(
                {
                    "text": standing.label,
                    "url": _with(request, standing=standing.value),
                    "on": chosen == standing.value,
                    "count": counts.get(standing.value, 0),
                }
            )
    return chips


def _with(request, **changes):
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}"


def filters_in_use(request, found):
    """[{text, url}]: each filter in use, with the address that drops it."""
    used = []
    cleaned = found.form.cleaned_data if found.form.is_valid() else {}
    for name in ("q", "stage", "passes", "country", "form", "has"):
        value = cleaned.get(name)
        if not value:
            continue
        field = found.form.fields[name]
        word = dict(field.choices).get(value, value) if name in ("stage", "passes", "form", "has") else value
        used.append({"text": f"{field.label}: {word}", "url": _with(request, **{name: ""})})
    return used


@require_safe
@login_required
def on_record(request):
    """Ties of the office's home of which a public source speaks and which it does not keep."""
    office = request.office or None
    ties = recorded_ties(office.home, office.organisation) if office else []
    page = Paginator(ties, ROWS).get_page(request.GET.get("page"))
    return render(request, "partnerships/on_record.html", {"page": page, "may_keep": is_coordinator(request)})
