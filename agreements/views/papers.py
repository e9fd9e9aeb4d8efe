"""Parties, signatures, the signed copy, texts, approvals and their files: each a form of its own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements.forms_life import ApprovalForm, CopyForm, PartyForm, RuleForm, SignatureForm, TextForm
from agreements.models import Agreement, AgreementFile, AgreementText, Approval, ApprovalRule, Signature
from agreements.services import papers, signing
from agreements.views.sending import changeable, form_page, send
from partnerships.models import Partnership
from partnerships.serving import file_response
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal


@form_page
@login_required
def party(request, pk):
    agreement = changeable(request, pk)
    form = PartyForm(request.POST or None, agreement=agreement, user=request.user)

    def act(*, organisation, **given):
        signing.add_party(agreement, organisation, **given)

    return send(request, agreement, form, act, title=_("Name a party"), done=_("Party named"))


@form_page
@login_required
def sign(request, pk):
    agreement = changeable(request, pk)
    form = SignatureForm(request.POST or None, agreement=agreement)

    def act(*, party, **given):
        signing.add_signature(party, **given)

    return send(request, agreement, form, act, title=_("Record a signature"), done=_("Signature recorded"))


@require_POST
@login_required
def remove_signature(request, pk):
    allowed = Agreement.objects.for_user(request.user)
    signature = Signature.objects.filter(pk=pk, party__agreement__in=allowed).select_related("party__agreement").first()
    agreement = changeable(request, signature.party.agreement_id if signature else 0)
    try:
        signing.remove_signature(signature, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Signature taken off"))
    return redirect("agreements:agreement", agreement.pk)


@form_page
@login_required
def copy(request, pk):
    agreement = changeable(request, pk)
    form = CopyForm(request.POST or None, request.FILES or None)

    def act(*, file, **given):
        papers.file_signed_copy(agreement, file, **given)

    return send(
        request, agreement, form, act, title=_("File the signed paper"), done=_("Signed paper filed"),
        hint=_("Whoever reads the agreement can open it."),
    )  # fmt: skip


@form_page
@login_required
def new_text(request, pk):
    agreement = changeable(request, pk)
    form = TextForm(request.POST or None, request.FILES or None)

    def act(**given):
        papers.file_text(agreement, **given)

    return send(request, agreement, form, act, title=_("File a text"), done=_("Text filed"))


@form_page
@login_required
def text(request, pk):
    found = get_allowed(AgreementText.objects, request.user, Permission.EDIT, pk=pk)
    agreement = changeable(request, found.agreement_id)
    initial = {name: getattr(found, name) for name in TextForm.base_fields if name != "file"}
    form = TextForm(request.POST or None, request.FILES or None, initial=initial)

    def act(**given):
        papers.file_text(agreement, text=found, **given)

    return send(request, agreement, form, act, title=_("Change a text"), done=_("Text changed"))


@form_page
@login_required
def new_approval(request, pk):
    agreement = changeable(request, pk)
    form = ApprovalForm(request.POST or None, request.FILES or None, agreement=agreement)

    def act(**given):
        papers.file_approval(agreement, **given)

    return send(
        request, agreement, form, act, title=_("File an approval"), done=_("Approval filed"),
        hint=_("Others read it once it is granted; what is asked for or refused stays in your office."),
    )  # fmt: skip


@form_page
@login_required
def approval(request, pk):
    found = get_allowed(Approval.objects, request.user, Permission.EDIT, pk=pk)
    agreement = changeable(request, found.agreement_id)
    initial = {name: getattr(found, name) for name in ApprovalForm.base_fields if name != "file"}
    form = ApprovalForm(request.POST or None, request.FILES or None, agreement=agreement, initial=initial)

    def act(**given):
        papers.file_approval(agreement, approval=found, **given)

    return send(request, agreement, form, act, title=_("Change an approval"), done=_("Approval changed"))


@require_safe
@login_required
def download(request, pk):
    return file_response(get_allowed(AgreementFile.objects, request.user, pk=pk))


@form_page
@login_required
def rule(request):
    """Which approvals this office asks for; its coordinators say so."""
    if not request.office:
        raise PermissionDenied
    office = request.office.organisation
    if not Partnership.objects.for_user(request.user, Permission.EDIT).exists():
        raise PermissionDenied
    known = ApprovalRule.objects.filter(office=office).first()
    posted = request.POST if request.method == "POST" else None  # no box ticked is an answer too
    form = RuleForm(posted, initial={"needed": known.needed if known else []})
    if form.is_valid():
        papers.set_approval_rule(office, form.cleaned_data["needed"], by=request.user, at=timezone.now())
        messages.success(request, _("Saved"))
        return redirect("agreements:approval-rule")
    status = 422 if form.errors else 200
    return render(request, "agreements/approval_rule.html", {"form": form, "office": office}, status=status)
