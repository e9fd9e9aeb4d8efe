"""The posts of an organisation: who holds them, who held them, and what to mind."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stakeholders import posts as verbs
from stakeholders.access import Permission, Role, get_allowed
from stakeholders.forms_posts import HoldingForm, PostChangeForm, PostForm, ProtocolForm
from stakeholders.models import Organisation, Person, Post, ProtocolNote
from stakeholders.post_queries import held_posts, holdings_for
from stakeholders.verbs import Refusal

form_page = require_http_methods(["GET", "HEAD", "POST"])


def coordinates(request):
    return bool(request.office) and request.office.role == Role.COORDINATOR and not request.office.limited


def may_change(request, organisation):
    """Coordinators of an office that has the organisation on its file."""
    editable = Organisation.objects.for_user(request.user, Permission.EDIT)
    return coordinates(request) and editable.filter(pk=organisation.pk).exists()


def office_of_change(request, organisation):
    if not may_change(request, organisation):
        raise PermissionDenied
    return request.office


def post_or_404(request, pk):
    """A post of an organisation that the person may open."""
    visible = Organisation.objects.for_user(request.user)
    return get_object_or_404(Post.objects.select_related("organisation"), pk=pk, organisation__in=visible)


def post_to_change(request, pk):
    """A post whose holders the person may change, or 404 and 403."""
    post = post_or_404(request, pk)
    office_of_change(request, post.organisation)
    return post


def holding_to_change(request, pk):
    """A holding by a contact of the person's own office, on a post whose holders they may change."""
    mine = holdings_for(request.user).select_related("post__organisation")
    holding = get_object_or_404(mine, pk=pk)
    office_of_change(request, holding.post.organisation)
    return holding


def sent(request, form, act, done, where):
    """The redirect after the deed, or None where the form is to be shown (again)."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        act(by=request.user, at=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, done)
    return redirect(where)


def status_of(form):
    return 422 if form.errors else 200


def show_form(request, form, *, organisation, title, button, sub="", warn=""):
    context = {
        "form": form, "organisation": organisation, "title": title, "button": button, "sub": sub, "warn": warn,
    }  # fmt: skip
    return render(request, "stakeholders/post_form.html", context, status=status_of(form))


@form_page
@login_required
def posts(request, slug):
    """All posts of an organisation; sent, it names one more."""
    organisation = get_allowed(Organisation.objects.select_related("place"), request.user, slug=slug)
    allowed = may_change(request, organisation)
    if request.method == "POST" and not allowed:
        raise PermissionDenied
    form = PostForm(request.POST if request.method == "POST" else None)

    def act(**given):
        verbs.add_post(organisation, sample=request.office.sample, **given)

    done = sent(request, form, act, _("Post named."), organisation_posts(organisation))
    if done:
        return done
    held = held_posts(request.user, Post.objects.filter(organisation=organisation).order_by("title", "pk"))
    context = {"organisation": organisation, "held": held, "form": form, "may_change": allowed}
    return render(request, "stakeholders/posts.html", context, status=status_of(form))


def organisation_posts(organisation):
    return reverse("stakeholders:posts", args=[organisation.slug])


@form_page
@login_required
def change_post(request, pk):
    post = post_to_change(request, pk)
    initial = {"title": post.title, "email": post.email, "never_mail": post.never_mail}
    form = PostChangeForm(request.POST if request.method == "POST" else None, initial=initial)

    def act(**given):
        verbs.change_post(post, **given)

    done = sent(request, form, act, _("Post saved."), organisation_posts(post.organisation))
    return done or show_form(
        request, form, organisation=post.organisation, title=_("Change the post"), button=_("Save the post"),
        sub=_("All offices that work with this organisation see the post and its address, and none of its holders."),
    )  # fmt: skip


@form_page
@login_required
def date_holding(request, pk):
    """Puts first and last day of a holder right."""
    holding = holding_to_change(request, pk)
    initial = {"since": holding.since, "until": holding.until}
    form = HoldingForm(request.POST if request.method == "POST" else None, initial=initial)

    def act(**given):
        verbs.date_holding(holding, **given)

    done = sent(request, form, act, _("Days saved."), organisation_posts(holding.post.organisation))
    return done or show_form(
        request, form, organisation=holding.post.organisation, title=_("Put the days right"),
        button=_("Save the days"), sub=f"{holding.person.name}, {holding.post.title}",
    )  # fmt: skip


@form_page
@login_required
def post_protocol(request, pk):
    """What the office notes of how the holder of a post is met."""
    post = post_to_change(request, pk)
    return _protocol(request, post.organisation, post.title, post=post)


@form_page
@login_required
def person_protocol(request, pk):
    """What the office notes of how one of its contacts is met."""
    people = Person.objects.select_related("organisation")
    person = get_allowed(people, request.user, Permission.EDIT, pk=pk)
    if not coordinates(request) or person.owner_id != request.office.organisation_id:
        raise PermissionDenied
    return _protocol(request, person.organisation, person.name, person=person)


def _protocol(request, organisation, name, **of):
    found = ProtocolNote.objects.for_user(request.user).filter(owner=request.office.organisation, **of).first()
    initial = {"address": found.address, "avoid": found.avoid, "notes": found.notes} if found else None
    form = ProtocolForm(request.POST if request.method == "POST" else None, initial=initial)

    def act(**given):
        verbs.note_protocol(office=request.office, **of, **given)

    where = organisation_posts(organisation) if organisation else "stakeholders:organisations"
    done = sent(request, form, act, _("Protocol note saved."), where)
    return done or show_form(
        request, form, organisation=organisation, title=_("Protocol"), button=_("Save the note"),
        sub=_("%(name)s. Only your office reads it; it goes into the hand-over pack.") % {"name": name},
    )  # fmt: skip
