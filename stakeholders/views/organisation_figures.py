"""Dated figures on the page of an organisation."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from stakeholders.access import Permission, get_allowed
from stakeholders.forms_organisations import FigureForm
from stakeholders.models import Organisation, OrganisationFigure
from stakeholders.views.figures import record, remove
from stakeholders.views.organisations import show_organisation


@require_http_methods(["POST"])
@login_required
def add_figure(request, slug):
    found = get_allowed(
        Organisation.objects.select_related("place__country"), request.user, Permission.EDIT, slug=slug
    )
    form = FigureForm(request.POST, kind=found.kind, auto_id="id_figure_%s")
    if not form.is_valid():
        return show_organisation(request, found, figure_form=form, status=422)
    if record(request, found, form):
        return show_organisation(request, found, figure_form=form, status=409)
    return redirect("stakeholders:organisation", slug=found.slug)


@require_http_methods(["POST"])
@login_required
def remove_figure(request, slug, pk):
    found = get_allowed(Organisation.objects.all(), request.user, Permission.EDIT, slug=slug)
    figure = OrganisationFigure.objects.filter(organisation=found, pk=pk).first()
    return remove(request, figure) or redirect("stakeholders:organisation", slug=found.slug)
