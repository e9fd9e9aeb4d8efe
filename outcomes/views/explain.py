"""Where a figure comes from: included rows, excluded rows with reasons, the rates, the rule, the day (law 3)."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from outcomes import rules, tiles
from outcomes.indicator_words import described, grouped
from outcomes.models import Indicator
from outcomes.views.asked import asked_of, office_or_refuse, scope_asked
from outcomes.views.explain_indicator import explain_indicator
from outcomes.views.explain_lists import explain_people, explain_promises, explain_ties

LISTS = {"ties": explain_ties, "promises": explain_promises, "people": explain_people}


@require_safe
@login_required
def explain(request, key):
    """The page behind a tile: key is "ties", "promises", "people" or the code of an indicator."""
    office = office_or_refuse(request)
    asked = asked_of(request, office)
    scope = scope_asked(request, asked, office)
    if key not in LISTS:
        return explain_indicator(request, office, asked, scope, key)
    made = LISTS[key](request, office, asked, scope)
    context = {"key": key, "office": office, "asked": asked, "span": asked.span, "as_of": asked.as_of, "scope": scope,
               "rule_version": rules.RULE_VERSION, **made}  # fmt: skip
    return render(request, "outcomes/explain.html", context)


@require_safe
@login_required
def method(request):
    """How each figure is worked out; the catalogue with its rules."""
    seen = Indicator.objects.for_user(request.user).filter(retired_on=None).select_related("numerator", "denominator")
    rows = described(sorted(seen, key=lambda row: (row.code[:2], len(row.code), row.code)))
    context = {
        "groups": grouped([row for row in rows if row.office_id is None]),
        "own": [row for row in rows if row.office_id is not None],
        "rule_version": rules.RULE_VERSION,
        "smallest_n": tiles.SMALLEST_N,
    }
    return render(request, "outcomes/method.html", context)
