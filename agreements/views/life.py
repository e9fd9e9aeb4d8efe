"""The life of one agreement: what its page shows of it, its moves, and the facts of its paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import rules
from agreements.forms_life import FactsForm, MoveForm, facts_of
from agreements.life_queries import page_of
from agreements.models import AgreementStatus, ApprovalType
from agreements.services import moves, terms
from agreements.services.mandate import why_it_stays
from agreements.views.sending import changeable, form_page, send
from partnerships.models import Partnership
from stakeholders.access import Permission
from stakeholders.verbs import Refusal


def life_context(request, agreement, may_edit):
    """What templates/agreements/_life.html shows."""
    context = page_of(request.user, agreement, timezone.localdate())
    context["may_edit"] = may_edit
    context["next_states"] = (
        [AgreementStatus(state).label for state in rules.moves_from(agreement.status)] if may_edit else []
    )
    if may_edit:
        missing = moves.approvals_missing(agreement) if agreement.status in rules.BEFORE_SIGNING else []
        context["missing"] = [ApprovalType(kind).label for kind in missing]
    ties = Partnership.objects.for_user(request.user, Permission.EDIT).filter(pk=agreement.partnership_id)
    may_be_renewed = agreement.status in rules.MAY_BE_RENEWED and not hasattr(agreement, "amendment")
    context["may_follow"] = may_edit and may_be_renewed
    context["may_note"] = bool(request.office) and ties.exists()
    return context


def steps_of(agreement, *, bound=None, at):
    """The moves open to an agreement: each with what it does, what stands against it, and its form."""
    facts, today = moves.facts_of(agreement), timezone.localdate(at)
    stays = why_it_stays(agreement, at)
    steps = []
    for to in rules.moves_from(agreement.status):
        form = MoveForm(to=to, initial={"on": today, "seen": agreement.status})
        if bound and bound[0] == to:
            form = bound[1]
        # what the person can still type is not held against the move before they typed it
        found = rules.hindrance(facts, to, on=today, today=today, reason="-")
        steps.append(
            {
                "to": to, "anchor": to.replace(" ", "-"), "word": AgreementStatus(to).label, "form": form,
                "does": moves.consequences(agreement, to, at=at),
                "hindrance": stays or (moves.refusal_for(agreement, found).message if found else ""),
            }
        )  # fmt: skip
    return steps


@form_page
@login_required
def move(request, pk):
    """GET shows each move with what it does; POST does the one in `to`."""
    agreement = changeable(request, pk)
    now = timezone.now()

    def page(status=200, bound=None, **more):
        context = {"agreement": agreement, "steps": steps_of(agreement, bound=bound, at=now), **more}
        return render(request, "agreements/move.html", context, status=status)

    if request.method != "POST":
        return page()
    to = request.POST.get("to", "")
    if to not in AgreementStatus.values:
        return page(422, refusal=_("Choose one of the moves below."))
    form = MoveForm(request.POST, to=to)
    if not form.is_valid():
        return page(422, bound=(to, form), form=form)
    found = form.cleaned_data
    try:
        moves.move_agreement(
            agreement, to=to, on=found["on"], reason=found.get("reason", ""), seen=found["seen"], by=request.user,
            at=now,
        )
    except Refusal as refusal:
        agreement.refresh_from_db()
        if refusal.field in form.fields:
            form.add_error(refusal.field, str(refusal.message))
            return page(409, bound=(to, form), form=form)
        return page(409, refusal=refusal.message)
    messages.success(request, _("The agreement is now: %(state)s") % {"state": AgreementStatus(to).label})
    return redirect("agreements:agreement", agreement.pk)


@form_page
@login_required
def change(request, pk):
    """The facts of the paper, put right."""
    agreement = changeable(request, pk)
    form = FactsForm(request.POST or None, initial=facts_of(agreement), agreement=agreement, user=request.user)

    def act(**given):
        terms.change_agreement(agreement, **given)

    return send(request, agreement, form, act, title=_("Change the facts"), done=_("Agreement changed"))
