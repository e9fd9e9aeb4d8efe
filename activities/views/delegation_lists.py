"""Pages of a visit's people and programme."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from activities.forms import refuse
from activities.forms_delegations import (
    GuestListForm,
    LanguagesForm,
    PersonForm,
    ProgrammeForm,
    programme_initial,
)
from activities.guest_files import rows_of_file
from activities.models import DelegationPerson, ProgrammeItem, Side
from activities.queries_delegations import by_day_and_place, days_words, programme_of
from activities.rules.guest_list import as_text, read_list, table_of
from activities.services import delegation_people as services
from activities.services import delegation_programme as programme
from activities.views.changes import form_page
from activities.views.delegations import attempt, changeable, changeable_row, may_change, readable
from stakeholders.verbs import Refusal


@require_safe
@login_required
def people(request, pk):
    found = readable(request, pk)
    rows = list(found.people.all())
    sides = [(side.label, [row for row in rows if row.side == side]) for side in Side]
    guests, hosts = services.heads_of(found)
    context = {
        "delegation": found, "sides": [one for one in sides if one[1]], "may_change": may_change(request.user, found),
        "guests": guests, "hosts": hosts,
    }  # fmt: skip
    return render(request, "activities/delegations/people.html", context)


@form_page
@login_required
def add_people(request, pk):
    """A list, pasted or uploaded: first shown with what is left out, then kept."""
    found = changeable(request, pk)
    form = GuestListForm(request.POST or None, request.FILES or None)
    preview = None
    if request.method == "POST" and form.is_valid():
        try:
            file = form.cleaned_data["file"]
            preview = read_list(rows_of_file(file) if file else table_of(form.cleaned_data["text"]))
            if not preview.rows:
                raise services.refusals.NobodyOnTheList(field="text")
            if request.POST.get("do") == "keep":
                given = {name: form.cleaned_data[name] for name in ("side", "replace")}
                kept = services.add_people(found, preview.rows, **given, by=request.user, at=timezone.now())
                said = ngettext("%(n)d person was added.", "%(n)d people were added.", kept)
                messages.success(request, said % {"n": kept})
                return redirect("activities:delegation-people", found.pk)
        except Refusal as refusal:
            refuse(form, refusal)
            preview = None
    if preview:  # what is not kept does not travel on: the second sending holds the read columns alone
        given = {name: form.cleaned_data[name] for name in ("side", "replace")}
        form = GuestListForm(initial={"text": as_text(preview.rows), **given})
    context = {"delegation": found, "form": form, "preview": preview}
    return render(request, "activities/delegations/add_people.html", context, status=422 if form.errors else 200)


@form_page
@login_required
def person(request, pk):
    row = changeable_row(request, DelegationPerson, pk)
    form = PersonForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, services.change_person, row, given, by=request.user, at=timezone.now()):
            messages.success(request, _("Saved."))
            return redirect("activities:delegation-people", row.delegation_id)
    context = {"delegation": row.delegation, "person": row, "form": form}
    return render(request, "activities/delegations/person.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def person_up(request, pk):
    return reorder(request, pk, -1)


@require_POST
@login_required
def person_down(request, pk):
    return reorder(request, pk, 1)


def reorder(request, pk, steps):
    row = changeable_row(request, DelegationPerson, pk)
    services.move_person(row, steps, by=request.user, at=timezone.now())
    return redirect("activities:delegation-people", row.delegation_id)


@require_POST
@login_required
def drop_person(request, pk):
    row = changeable_row(request, DelegationPerson, pk)
    services.drop_person(row, by=request.user, at=timezone.now())
    messages.success(request, _("Taken off the list."))
    return redirect("activities:delegation-people", row.delegation_id)


@form_page
@login_required
def programme_page(request, pk):
    """The programme by day and place with what overlaps, and the form for a further point."""
    found = readable(request, pk) if request.method != "POST" else changeable(request, pk)
    may = may_change(request.user, found)
    form = None
    if may:
        initial = {"day": found.starts_first, "place": found.places.values_list("pk", flat=True).first()}
        form = ProgrammeForm(request.POST or None, initial=initial, user=request.user, delegation=found)
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            if attempt(form, programme.write_item, found, given, by=request.user, at=timezone.now()):
                messages.success(request, _("On the programme."))
                return redirect("activities:delegation-programme", found.pk)
    items = programme_of(found)
    found_clashes = programme.clashes(found, items)
    for item in items:
        item.clashes = found_clashes.get(item.pk, [])
    context = {
        "delegation": found, "days": by_day_and_place(items), "form": form, "may_change": may, "clashes": found_clashes,
        "when": days_words(found), "print_form": LanguagesForm(initial={"language": get_language()}),
    }  # fmt: skip
    status = 422 if form and form.errors else 200
    return render(request, "activities/delegations/programme.html", context, status=status)


@form_page
@login_required
def programme_item(request, pk):
    item = changeable_row(request, ProgrammeItem, pk)
    found = item.delegation
    form = ProgrammeForm(
        request.POST or None, initial=programme_initial(item), user=request.user, delegation=found, item=item
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, programme.write_item, found, given, item=item, by=request.user, at=timezone.now()):
            messages.success(request, _("Saved."))
            return redirect("activities:delegation-programme", found.pk)
    context = {"delegation": found, "item": item, "form": form}
    return render(request, "activities/delegations/item.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def drop_item(request, pk):
    item = changeable_row(request, ProgrammeItem, pk)
    programme.drop_item(item, by=request.user, at=timezone.now())
    messages.success(request, _("Taken off the programme."))
    return redirect("activities:delegation-programme", item.delegation_id)
