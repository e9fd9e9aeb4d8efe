"""What is held of a person: on a page, as a ZIP file to hand over, and the form that erases."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from desk.history import words
from desk.history.kinds import readable
from desk.models import Erasure
from desk.persons import erasing, exporting, scanning
from desk.persons.subject import of_person, of_user
from partnerships.services.holds import OnHold, require_no_hold
from stakeholders.access import Permission, get_allowed
from stakeholders.models import Person, User
from stakeholders.private import private
from stakeholders.verbs import Refusal

EXCERPT = 90


class ErasingForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=300,
        help_text=gettext_lazy("As “asked by the person on 3 May”. Without the name: the reason is kept."),
    )  # fmt: skip
    sure = forms.BooleanField(label=gettext_lazy("I have looked through the list. This cannot be undone."))


@dataclass(frozen=True)
class Line:
    """One record in which they are named, as the preview shows it. key: what `keep` takes."""

    key: str
    kind: str
    where: str
    words: str


def contact_or_404(request, pk):
    person = get_allowed(Person.objects, request.user, Permission.MANAGE_TIE, pk=pk)
    subject = of_person(person)
    if not erasing.may_erase(request.user, subject):
        raise PermissionDenied
    return subject


def account_or_404(request, pk):
    if not request.user.is_staff:
        raise Http404
    return of_user(get_object_or_404(User, pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def contact(request, pk):
    """What the office holds of a contact, and the form that erases it there."""
    subject = contact_or_404(request, pk)
    return page_of(
        request, subject, zip_url=reverse("desk:contact-zip", args=[pk]), back=reverse("stakeholders:person", args=[pk])
    )


@require_safe
@login_required
def contact_zip(request, pk):
    return handed_out(request, contact_or_404(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account(request, pk):
    """An account, by the staff of the platform: what is held, and closing it for good."""
    subject = account_or_404(request, pk)
    return page_of(request, subject, zip_url=reverse("desk:account-zip", args=[pk]), back=reverse("desk:home"))


@require_safe
@login_required
def account_zip(request, pk):
    return handed_out(request, account_or_404(request, pk))


@require_safe
@login_required
def my_data(request):
    """One's own: everything that the installation holds of the person who asks, as a ZIP file."""
    subject = of_user(User.objects.get(pk=request.user.pk))
    if "zip" in request.GET:
        return handed_out(request, subject)
    data = exporting.held(subject, request.user, timezone.now())
    return private(render(request, "desk/persons/mine.html", {"data": data}))


def handed_out(request, subject):
    response = HttpResponse(exporting.archive(subject, request.user, timezone.now()), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="person.zip"'
    return private(response)


def page_of(request, subject, *, zip_url, back):
    form, refusal = ErasingForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            erasing.erase_person(
                subject, reason=form.cleaned_data["reason"], keep=frozenset(request.POST.getlist("keep")),
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except Refusal as error:
            refusal = str(error.message)
        else:
            messages.success(request, _("Erased. The records stay, without the name."))
            return redirect("desk:erasures")
    lines = lines_of(subject, request.user)
    context = {
        "subject": subject,
        "form": form,
        "refusal": refusal,
        "lines": lines,
        "linked": linked(subject),
        "frozen": scanning.frozen_papers(subject),
        "hold": hold_on(subject),
        "zip_url": zip_url,
        "back": back,
    }
    status = 422 if form.errors else 409 if refusal else 200
    return private(render(request, "desk/persons/person.html", context, status=status))


def hold_on(subject):
    """The words of the hold that forbids erasing, or ""."""
    try:
        require_no_hold(person=subject.person or subject.user)
    except OnHold as refusal:
        return str(refusal.message)
    return ""


def linked(subject):
    """[(kind, as what, how many)] of the records that point to them."""
    rows = [row for row in (subject.person, subject.user) if row is not None]
    return [
        (words.kind_words(model), words.capitalised(str(field.verbose_name)), found.count())
        for row in rows for model, field, found in scanning.pointing_at(row)
    ]  # fmt: skip


def lines_of(subject, user):
    """[Line]: once for each record, its history with it; words only where the person may open the record."""
    lines = {}
    for found in scanning.scan(subject):
        model = getattr(found.model, "pgh_tracked_model", found.model)
        if found.about in lines and (found.is_event or lines[found.about].words):
            continue
        lines[found.about] = Line(
            found.about, words.kind_words(model),
            ", ".join(words.capitalised(str(found.model._meta.get_field(name).verbose_name)) for name in found.fields),
            excerpt(subject, found) if may_open(model, found, user) else str(words.HIDDEN),
        )  # fmt: skip
    return sorted(lines.values(), key=lambda line: (line.kind, line.key))


def may_open(model, found, user):
    if not hasattr(model._default_manager.all(), "for_user"):
        return True
    pk = found.row.pgh_obj_id if found.is_event else found.row.pk
    alive = model._base_manager.filter(pk=pk).exists()
    return not alive or readable(model, user).filter(pk=pk).exists()


def excerpt(subject, found):
    """The words around the first place where they are named."""
    text = str(getattr(found.row, found.fields[0]))
    hit = subject.pattern.search(text)
    start = max(0, hit.start() - EXCERPT // 3) if hit else 0
    return ("…" if start else "") + text[start : start + EXCERPT] + ("…" if len(text) > start + EXCERPT else "")


@require_safe
@login_required
def erasures(request):
    """What was erased, why and by whom: nothing says whom it was. Staff see what is of no office; an office its own."""
    rows = Erasure.objects.for_user(request.user)
    if request.user.is_staff:
        rows |= Erasure.objects.filter(owner=None)
    return render(request, "desk/persons/erasures.html", {"rows": rows.select_related("by")[:200]})
