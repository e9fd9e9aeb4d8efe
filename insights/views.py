"""Stages: where do partnerships stop on the way from ceremonial to economic, and which ones?"""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from drawing.words import STAGE_ORDER
from insights.queries import stages_of
from outcomes.words import GAPS


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
