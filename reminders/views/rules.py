"""The rules of reminders of an office: for its coordinators only."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from reminders.forms_rules import CHANNELS, OTHERS, RuleForm
from reminders.models import OfficeRule, Webhook
from reminders.rules import RULES, To
from reminders.services import office_rules as services
from reminders.words import NAMES, WHO, step_text
from stakeholders.verbs import Refusal
from stakeholders.views.office import office_for_coordinator


def shown(rule, row):
    """One rule as the page shows it: row is what the office wishes, or None."""
    others = [str(label) for value, label in OTHERS if value in rule.others]
    return {
        "code": rule.code, "name": NAMES[rule.code], "is_on": rule.is_on, "own": row, "who": WHO[rule.to],
        "steps": [step_text(rule.code, lead) for lead in rule.leads] or [step_text(rule.code, 0)],
        "afterwards": [step_text(rule.code, lead) for lead in rule.afterwards] if rule.to != To.COORDINATES else [],
        "others": others, "channel": dict(CHANNELS)[rule.channel],
    }  # fmt: skip


def wished(rule, row):
    return row.over(rule) if row else rule


@require_safe
@login_required
def rules(request):
    office = office_for_coordinator(request).organisation
    rows = {row.rule: row for row in OfficeRule.objects.filter(office=office).select_related("set_by")}
    found = [shown(wished(rule, rows.get(code)), rows.get(code)) for code, rule in RULES.items()]
    return render(request, "reminders/rules.html", {"rules": found, "office": office})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rule(request, code):
    office = office_for_coordinator(request).organisation
    if code not in RULES:
        raise Http404
    row = OfficeRule.objects.filter(office=office, rule=code).first()
    now = wished(RULES[code], row)
    form = RuleForm(request.POST if request.method == "POST" else None, rule=now)
    if request.method == "POST":
        if "reset" in request.POST:
            ended = services.reset_rule(office, code, by=request.user, at=timezone.now())
            return _back(request, _("The default holds again."), ended)
        if form.is_valid():
            try:
                _row, ended = services.set_rule(office, code, **form.wish(), by=request.user, at=timezone.now())
                return _back(request, _("Rule saved."), ended)
            except Refusal as refusal:
                form.refuse(refusal)
    context = {
        "rule": shown(now, row), "default": shown(RULES[code], None), "form": form,
        "channels": Webhook.objects.for_user(request.user).filter(office=office).running().exists(),
    }  # fmt: skip
    return render(request, "reminders/rule.html", context, status=422 if form.errors else 200)


def _back(request, said, ended):
    if ended:
        said += " " + ngettext(
            "%(n)s planned reminder will be cancelled.", "%(n)s planned reminders will be cancelled.", ended
        ) % {"n": ended}  # fmt: skip
    messages.success(request, said)
    return redirect("reminders:rules")
