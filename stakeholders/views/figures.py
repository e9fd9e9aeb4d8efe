"""Dated figures of organisations and places, typed and taken away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stakeholders import facts
from stakeholders.forms_organisations import FigureForm
from stakeholders.metrics import name_of, unit_of
from stakeholders.models import Organisation, Place, PlaceFigure
from stakeholders.queries import label_of, may_keep_figures_of
from stakeholders.verbs import Refusal

SHOWN = 4  # facts in the strip above the page
RECENT = 5  # years of a metric in sight; earlier ones are opened


def figures_of(subject, *, may_change, form=None):
    """For a template: the latest of each metric, all years of each, and the form for another.

    {"latest": [figure], "metrics": [{name, rows, earlier}], "figure_form": FigureForm or None}; rows: the RECENT
    latest years, earlier: the others.
    """
    rows = list(subject.figures.order_by("metric", "-year"))
    metrics = {}
    for row in rows:
        row.name = name_of(row.metric)
        metrics.setdefault(row.metric, []).append(row)
    kind = subject.kind if isinstance(subject, Organisation) else None
    return {
        "latest": sorted((years[0] for years in metrics.values()), key=lambda row: -row.year)[:SHOWN],
        "metrics": [
            {"name": name_of(metric), "rows": years[:RECENT], "earlier": years[RECENT:]}
            for metric, years in metrics.items()
        ],
        "figure_form": form or (FigureForm(kind=kind, auto_id="id_figure_%s") if may_change else None),
    }


def record(request, subject, form):
    """The refusal that stopped it, or None."""
    given = {**form.cleaned_data}
    given["unit"] = given["unit"] or unit_of(given["metric"])
    try:
        facts.record_figure(subject, by=request.user, at=timezone.now(), **given)
    except Refusal as refusal:
        form.refuse(refusal)
        return refusal
    messages.success(request, _("Figure saved."))
    return None


def remove(request, figure):
    """Take it away if it is still there; a refusal is told on the page that follows."""
    try:
        if figure is not None:
            facts.remove_figure(figure, by=request.user, at=timezone.now())
            messages.success(request, _("Figure removed. The history keeps it."))
    except Refusal as refusal:
        messages.error(request, str(refusal.message))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def place_figures(request, pk):
    """The dated figures of a place: read by everybody who signs in, kept by its own offices and platform staff."""
    place = get_object_or_404(Place.objects.select_related("country", "parent"), pk=pk)
    may_change = may_keep_figures_of(request.user, place)
    form, status = None, 200
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        form = FigureForm(request.POST, auto_id="id_figure_%s")
        status = 422
        if form.is_valid():
            if not record(request, place, form):
                return redirect("stakeholders:place-figures", pk=place.pk)
            status = 409
    context = {
        "place": place, "label": label_of(place), "may_change": may_change,
        **figures_of(place, may_change=may_change, form=form),
    }  # fmt: skip
    return render(request, "stakeholders/place_figures.html", context, status=status)


@require_http_methods(["POST"])
@login_required
def remove_place_figure(request, pk, figure):
    place = get_object_or_404(Place, pk=pk)
    if not may_keep_figures_of(request.user, place):
        raise PermissionDenied
    return remove(request, PlaceFigure.objects.filter(place=place, pk=figure).first()) or redirect(
        "stakeholders:place-figures", pk=place.pk
    )
