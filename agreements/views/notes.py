"""What one office notes of an agreement for itself: its note, and its due diligence for named readers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.forms_life import DueDiligenceForm, NoteForm
from agreements.models import Agreement, DueDiligence, InternalNote
from agreements.services import notes as services
from partnerships.models import Partnership
from stakeholders.access import Permission, get_allowed
from stakeholders.models import User
from stakeholders.verbs import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def notes(request, pk):
    """The office of whoever asks writes its own; the other side's never shows."""
    whole = Agreement.objects.select_related("partnership")
    agreement = get_allowed(whole, request.user, pk=pk)
    get_allowed(Partnership.objects, request.user, Permission.EDIT, pk=agreement.partnership_id)
    if not request.office:
        raise PermissionDenied
    office = request.office.organisation
    note = InternalNote.objects.for_user(request.user).filter(agreement=agreement, owner=office).first()
    found = DueDiligence.objects.for_user(request.user).filter(agreement=agreement, owner=office).first()
    members = User.objects.filter(memberships__organisation=office).distinct().order_by("name")
    note_form = NoteForm(initial={"text": note.text if note else ""}, prefix="note")
    first = {"text": found.text, "checked_on": found.checked_on, "named": found.named.all()} if found else {}
    care_form = DueDiligenceForm(initial=first, members=members, prefix="care")
    bound, status, refusal = None, 200, ""
    if request.method == "POST":
        care = request.POST.get("what") == "care"
        if care:
            bound = care_form = DueDiligenceForm(request.POST, members=members, prefix="care")
        else:
            bound = note_form = NoteForm(request.POST, prefix="note")
        status = 422
        if bound.is_valid():
            write = services.write_due_diligence if care else services.write_note
            try:
                write(agreement, office, by=request.user, at=timezone.now(), **bound.cleaned_data)
            except Refusal as refused:
                refusal, status = refused.message, 409
            else:
                messages.success(request, _("Saved for your office"))
                return redirect("agreements:agreement", agreement.pk)
    context = {
        "agreement": agreement, "note_form": note_form, "care_form": care_form, "refusal": refusal, "form": bound,
    }  # fmt: skip
    return render(request, "agreements/notes.html", context, status=status)
