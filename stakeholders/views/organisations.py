"""Organisations and their people."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, IntegerField, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stakeholders import doubles, facts, services
from stakeholders.access import Permission, Role, get_allowed
from stakeholders.filters import OrganisationFilter
from stakeholders.finding import in_order
from stakeholders.forms import PersonChangeForm, PersonForm
from stakeholders.forms_organisations import LookUpForm, OrganisationChangeForm, OrganisationForm
from stakeholders.models import OldSlug, Organisation, Person, Post, PostHolding
from stakeholders.verbs import Refusal
from stakeholders.views.figures import figures_of
from stakeholders.views.known import bodies_asked_for, initial_from

ROWS = 50
SORTS = {"name", "kind", "place", "contacts"}


@require_safe
@login_required
def organisations(request):
    contacts = (
        Person.objects.for_user(request.user)
        .filter(organisation=OuterRef("pk"))
        .order_by()
        .values("organisation")
        .annotate(n=Count("pk"))
        .values("n")
    )
    listed = Organisation.objects.for_user(request.user).select_related("place__country")
    listed = listed.annotate(contact_count=Coalesce(Subquery(contacts, output_field=IntegerField()), 0))
    found = OrganisationFilter(request.GET, queryset=listed.order_by(*in_order()), request=request)
    page = Paginator(found.qs, ROWS).get_page(request.GET.get("page"))
    sort = request.GET.get("sort", "")
    context = {
        "filter": found,
        "page": page,
        "sort": sort if sort.lstrip("-") in SORTS else "name",
        "active": _filters_in_use(request, found),
        "may_add": _may_add(request),
    }
    return render(request, "stakeholders/organisations.html", context)


def _filters_in_use(request, found):
    """[{text, url}]: each filter in use, with the address that drops it."""
    used = []
    for name in ("q", "kind", "country"):
        value = found.form.cleaned_data.get(name) if found.form.is_valid() else None
        if not value:
            continue
        rest = request.GET.copy()
        rest.pop(name)
        rest.pop("page", None)
        word = dict(found.form.fields[name].choices).get(value, value) if name == "kind" else value
        used.append({"text": f"{found.form.fields[name].label}: {word}", "url": f"?{rest.urlencode()}"})
    return used


def _may_add(request):
    return bool(request.office) and request.office.role == Role.COORDINATOR and not request.office.limited


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_organisation(request):
    """Coordinators put organisations on the office's file; sending twice ends on the same page."""
    if not _may_add(request):
        raise PermissionDenied
    form = OrganisationForm(request.POST or None, initial=initial_from(request))
    look_up = LookUpForm(request.GET or None, auto_id="id_look_up_%s")
    context = {"form": form, "look_up": look_up, "bodies": bodies_asked_for(request)}
    if request.method == "POST" and form.is_valid():
        if "anyway" not in request.POST and (alike := _looks_like(request.user, form.cleaned_data)):
            context["alike"] = alike
            return render(request, "stakeholders/organisation_form.html", context, status=409)
        try:
            made, is_new = facts.add_in_full(
                office=request.office, by=request.user, at=timezone.now(), **form.facts()
            )
        except Refusal as refusal:
            form.refuse(refusal)
            context["known"] = _readable(request.user, refusal.subject)
            return render(request, "stakeholders/organisation_form.html", context, status=409)
        messages.success(
            request, _("Organisation added.") if is_new else _("It was known here already: it is now on your file.")
        )
        return redirect("stakeholders:organisation", slug=made.slug)
    status = 422 if request.method == "POST" else 200
    return render(request, "stakeholders/organisation_form.html", context, status=status)


def _looks_like(user, typed):
    """[(organisation, reasons)] that this person may open and that what they typed looks like, but is not."""
    given = {name: typed.get(name) or "" for name in ("name", "kind", "website", "email")}
    found = doubles.looks_like(user, place=typed["place"], **given)
    return [(body, doubles.reasons_of(likeness)) for body, likeness in found]


def _readable(user, subject):
    """The organisation that a refusal names, where this person may open it."""
    if not isinstance(subject, Organisation):
        return None
    return Organisation.objects.for_user(user).filter(pk=subject.pk).first()


def organisation_or_signpost(request, slug, permission=Permission.VIEW):
    """(organisation, None), or (None, redirect) where the slug is an old one; 404 for what the person may not see."""
    try:
        placed = Organisation.objects.select_related("place__country")
        return get_allowed(placed, request.user, permission, slug=slug), None
    except Http404:
        old = get_object_or_404(OldSlug, kind=services.ORGANISATION, slug=slug)
        moved = get_allowed(Organisation.objects.all(), request.user, permission, pk=old.object_id)
        return None, redirect(request.resolver_match.view_name, slug=moved.slug, permanent=True)


@require_safe
@login_required
def organisation(request, slug):
    found, signpost = organisation_or_signpost(request, slug)
    return signpost or show_organisation(request, found)


def show_organisation(request, found, *, person_form=None, figure_form=None, status=200):
    people = Person.objects.for_user(request.user)
    holders = PostHolding.objects.current().filter(person__in=people).select_related("person")
    posts = Post.objects.filter(organisation=found).prefetch_related(
        Prefetch("holdings", queryset=holders, to_attr="now")
    )
    may_change = Organisation.objects.for_user(request.user, Permission.EDIT).filter(pk=found.pk).exists()
    context = {
        "organisation": found,
        "contacts": people.filter(organisation=found).prefetch_related(
            Prefetch("holdings", queryset=holders.select_related("post"), to_attr="posts_now")
        ),
        "posts": posts.order_by("title"),
        "identifiers": found.identifiers.order_by("scheme", "pk"),
        "sectors": found.sectors.order_by("-strength", "section"),
        **figures_of(found, may_change=may_change, form=figure_form),
        "may_change": may_change,
        "may_add_people": may_change and _may_add(request),
        "form": person_form,
        "person_form": person_form or PersonForm(auto_id="id_new_%s"),
    }
    return render(request, "stakeholders/organisation.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_organisation(request, slug):
    found, signpost = organisation_or_signpost(request, slug, Permission.EDIT)
    if signpost:
        return signpost
    name = found.name
    form = OrganisationChangeForm(request.POST or None, instance=found)
    context = {"form": form, "organisation": found, "name": name}
    if request.method == "POST" and form.is_valid():
        try:
            found = facts.change_in_full(found, by=request.user, at=timezone.now(), **form.facts())
        except Refusal as refusal:
            form.refuse(refusal)
            context["known"] = _readable(request.user, refusal.subject)
            return render(request, "stakeholders/organisation_form.html", context, status=409)
        messages.success(request, _("Organisation saved."))
        return redirect("stakeholders:organisation", slug=found.slug)
    status = 422 if request.method == "POST" else 200
    return render(request, "stakeholders/organisation_form.html", context, status=status)


@require_http_methods(["POST"])
@login_required
def add_person(request, slug):
    found, _signpost = organisation_or_signpost(request, slug, Permission.EDIT)
    if found is None or not _may_add(request):
        raise PermissionDenied
    form = PersonForm(request.POST, auto_id="id_new_%s")
    if not form.is_valid():
        return show_organisation(request, found, person_form=form, status=422)
    try:
        services.add_person(
            office=request.office, organisation=found, by=request.user, at=timezone.now(), **form.cleaned_data
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return show_organisation(request, found, person_form=form, status=409)
    messages.success(request, _("Contact added."))
    return redirect("stakeholders:organisation", slug=found.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_person(request, pk):
    found = get_allowed(Person.objects.select_related("organisation"), request.user, Permission.EDIT, pk=pk)
    form = PersonChangeForm(request.POST or None, instance=found)
    context = {"form": form, "person": found, "name": found.name}
    if request.method == "POST" and form.is_valid():
        try:
            services.change_person(found, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
            return render(request, "stakeholders/person_form.html", context, status=409)
        messages.success(request, _("Contact saved."))
        if found.organisation:
            return redirect("stakeholders:organisation", slug=found.organisation.slug)
        return redirect("stakeholders:organisations")
    status = 422 if request.method == "POST" else 200
    return render(request, "stakeholders/person_form.html", context, status=status)
