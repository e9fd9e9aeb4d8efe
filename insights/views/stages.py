"""Stages: where do partnerships stop on the way from ceremonial to economic, which ones, and what is missing?"""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from drawing.words import STAGE_ORDER
from insights.queries.stages import stages_of
from insights.rule_forms import StageRuleForm
from insights.tie_stage import explain
from outcomes.words import GAPS
from partnerships.models import Partnership, SeatRole, StageRule
from partnerships.queries import my_organisations, own_seat_of, stage_now
from partnerships.services.stage_rules import make_stage_rule
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal


@require_safe
@login_required
def stages(request):
    """Every kept tie at its stage, with its gaps and since when; an office's own view."""
    if not request.office:
        raise PermissionDenied
    ties, by_stage, shares, gaps = stages_of(request.user, request.office)
    for tie in ties:
        tie.gap_words = [GAPS.get(gap["test"], gap["test"]) for gap in tie.gaps]
        tie.dots = sorted({gap["stage"] for gap in tie.gaps})
    order = [stage for stage in (*STAGE_ORDER, None) if by_stage.get(stage)]
    context = {
        "groups": [{"stage": stage, "ties": by_stage[stage]} for stage in order],
        "shares": shares,
        "gaps": gaps,
        "total": len(ties),
        "office": request.office,
    }
    return render(request, "insights/stages.html", context)


@require_safe
@login_required
def tie_stage(request, slug):
    """Why one tie stands where it does, in the view of the person's own office."""
    partnership = get_allowed(Partnership.objects.all(), request.user, Permission.VIEW, slug=slug)
    office = request.office
    if not office:
        raise PermissionDenied
    seat = own_seat_of(partnership, my_organisations(request.user, office))
    if seat is None or seat.role == SeatRole.OBSERVER:
        raise Http404(_("No such page."))
    context = {"partnership": partnership, "office": office}
    result = stage_now(request.user, partnership, office)
    if result is not None:
        context |= explain(request.user, office, partnership, result)
    return render(request, "insights/tie_stage.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def stage_rule(request):
    """The versions of the numbers that stages go by; platform staff make a new one."""
    staff = request.user.is_staff
    if request.method == "POST" and not staff:
        raise PermissionDenied
    now = timezone.now()
    versions = list(StageRule.objects.select_related("made_by"))
    form = StageRuleForm(request.POST or None, latest=versions[0] if versions else None) if staff else None
    if request.method == "POST" and form.is_valid():
        try:
            make_stage_rule(**form.given(), by=request.user, at=now)
            return redirect("insights:stage-rule")
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal.message))
    for version in versions:
        version.numbers = [(label, getattr(version, name)) for name, label in StageRuleForm.LABELS.items()]
    valid = StageRule.objects.valid_on(now.date())
    context = {"versions": versions, "form": form, "now": valid, "labels": StageRuleForm.LABELS}
    return render(request, "insights/stage_rule.html", context, status=400 if form and form.errors else 200)
