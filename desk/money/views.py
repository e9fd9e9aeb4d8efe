"""Pages of the books: of a tie, of the office, of a fund; and the forms that write in them, each with one verb."""

import secrets
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.forms import refuse
from activities.models import Activity, BudgetLine, CostLine, Fund, FundReport, GiftLimit
from activities.queries_gifts import by_giver, gifts_of, to_disclose
from activities.queries_money import costs
from activities.services import money as services
from desk.money import books
from desk.money.access import may_write, office_of, tie_of
from desk.money.forms import (
    BudgetForm,
    FundForm,
    LineForm,
    ReportForm,
    SentForm,
    line_initial,
)
from outcomes.services.staging import today_of
from stakeholders.access import Permission, get_allowed
from stakeholders.verbs import Refusal

form_page = require_http_methods(["GET", "HEAD", "POST"])
SHOWN = 300


def key_of(request):
    """The key that goes along with a form that adds: what is sent twice is written once."""
    return request.POST.get("key") or secrets.token_hex(16)


def written(request, form, write, done, once=False):
    """Whether the form was sent and its verb did it; a refusal stands beside its field. once: the verb takes a key."""
    if request.method != "POST" or not form.is_valid():
        return False
    key = {"idempotency_key": request.POST.get("key", "")} if once else {}
    try:
        write(**form.cleaned_data, **key, by=request.user, at=timezone.now())
    except Refusal as refusal:
        refuse(form, refusal)
        return False
    messages.success(request, done)
    return True


def show_form(request, form, **context):
    """The page of a form: title, crumb ((words, address)), back, intro, drop (address) or ""."""
    status = 422 if form.errors else 200
    return render(request, "desk/money/form.html", {"form": form, **context}, status=status)


def dropped(request, drop, back):
    """Do what a button says; a refusal is told on the page that follows."""
    try:
        drop(by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Taken out."))
    return redirect(back)


def year_asked(request):
    year = request.GET.get("year", "")
    return int(year) if year.isdecimal() and len(year) == 4 and int(year) in services.YEARS else None


def tie_url(tie):
    return reverse("desk:tie-ledger", args=[tie.slug])


@require_safe
@login_required
def tie_ledger(request, slug):
    """Cost, budget, gifts and cost per verified outcome of a tie in one year of the office."""
    office, tie = tie_of(request, slug)
    user, today = request.user, today_of(office, timezone.now())
    span, years = books.years_of(office, today, year_asked(request))
    lines = books.spent_of(user, office, span, tie).select_related("activity", "fund").order_by("-day", "-pk")
    context = {
        "partnership": tie,
        "office": office,
        "span": span,
        "years": years,
        "costs": costs(books.spent_of(user, office, span, tie)),
        "sums": books.sums(costs(lines)),
        "lines": [(line, line.fund is None or books.is_eligible(line.fund, line)) for line in lines[:SHOWN]],
        "budgets": books.budget_rows(user, office, span, tie),
        "per_outcome": books.per_outcome(user, office, span, today, tie),
        "gifts": gifts_of(user, office.organisation).filter(partnership=tie)[:SHOWN],
        "may_log": may_write(user, office, Permission.LOG_ACTIVITY, tie),
        "may_plan": may_write(user, office, Permission.EDIT),
    }
    return render(request, "desk/money/tie.html", context)


@form_page
@login_required
def add_line(request, slug):
    office, tie = tie_of(request, slug, Permission.LOG_ACTIVITY)
    asked = request.GET.get("activity", "")
    mine = Activity.objects.for_user(request.user).filter(partnership=tie, owner=office.organisation)
    activity = mine.filter(pk=asked).first() if asked.isdecimal() else None
    initial = {"activity": activity, "currency": last_currency(office)}
    form = LineForm(request.POST or None, user=request.user, office=office, partnership=tie, initial=initial)
    if written(request, form, partial(services.add_line, tie, office.organisation), _("Cost saved."), once=True):
        return redirect("desk:tie-ledger", tie.slug)
    shown = {"crumb": (tie.name, tie_url(tie)), "back": tie_url(tie), "key": key_of(request)}
    return show_form(request, form, title=_("Add a cost"), **shown)


def last_currency(office):
    """The one in which the office wrote last."""
    lines = CostLine.objects.filter(owner=office.organisation).exclude(currency="").order_by("-pk")
    return lines.values_list("currency", flat=True).first() or ""


@form_page
@login_required
def line(request, pk):
    office = office_of(request)
    found = get_allowed(CostLine.objects, request.user, Permission.LOG_ACTIVITY, pk=pk, owner=office.organisation)
    form = LineForm(
        request.POST or None, user=request.user, office=office, partnership=found.partnership,
        initial=line_initial(found),
    )  # fmt: skip
    back = tie_url(found.partnership)
    if written(request, form, lambda **given: services.change_line(found, **given), _("Cost saved.")):
        return redirect(back)
    return show_form(
        request, form, title=_("Change a cost"), crumb=(found.partnership.name, back), back=back,
        drop=reverse("desk:drop-line", args=[found.pk]),
    )  # fmt: skip


@require_POST
@login_required
def drop_line(request, pk):
    found = get_allowed(CostLine.objects, request.user, Permission.LOG_ACTIVITY, pk=pk)
    return dropped(request, lambda **who: services.drop_line(found, **who), tie_url(found.partnership))


@require_safe
@login_required
def money(request):
    """The books of the office in one of its years: budgets, funds, gifts, and what is to be disclosed."""
    office = office_of(request)
    user, today = request.user, today_of(office, timezone.now())
    span, years = books.years_of(office, today, year_asked(request))
    mine = {"owner": office.organisation}
    context = {
        "office": office,
        "span": span,
        "years": years,
        "today": today,
        "sums": books.sums(costs(books.spent_of(user, office, span))),
        "budgets": books.budget_rows(user, office, span),
        "ties": books.ties_with_money(user, office, span),
        "per_outcome": books.per_outcome(user, office, span, today),
        "funds": [books.fund_facts(user, fund) for fund in Fund.objects.for_user(user).filter(**mine)],
        "reports": FundReport.objects.for_user(user).filter(fund__owner=office.organisation, sent_on=None)
        .select_related("fund"),
        "givers": by_giver(gifts_of(user, office.organisation)),
        "disclose": to_disclose(user, office.organisation),
        "limits": GiftLimit.objects.for_user(user).filter(**mine),
        "may_write": may_write(user, office, Permission.EDIT),
    }  # fmt: skip
    return render(request, "desk/money/office.html", context)


@form_page
@login_required
def add_budget(request):
    """?p= names a tie, ?year= a year."""
    office = office_of(request, Permission.EDIT)
    this = books.years_of(office, today_of(office, timezone.now()), None)[0].first.year
    initial = {"year": year_asked(request) or this, "currency": last_currency(office)}
    form = BudgetForm(request.POST or None, user=request.user, office=office, initial=initial)
    if slug := request.GET.get("p"):
        form.initial["partnership"] = form.fields["partnership"].queryset.filter(slug=slug).first()
    return budget_page(request, office, form, None)


@form_page
@login_required
def budget(request, pk):
    office = office_of(request, Permission.EDIT)
    found = get_allowed(BudgetLine.objects, request.user, Permission.EDIT, pk=pk, owner=office.organisation)
    initial = {name: getattr(found, name) for name in BudgetForm.base_fields} | {"partnership": found.partnership}
    form = BudgetForm(request.POST or None, user=request.user, office=office, initial=initial)
    return budget_page(request, office, form, found)


def budget_page(request, office, form, found):
    def write(**given):
        return services.set_budget(office.organisation, line=found, **given)

    back = reverse("desk:money")
    if written(request, form, write, _("Budget saved.")):
        tie = form.cleaned_data["partnership"]
        return redirect(f"{tie_url(tie) if tie else back}?year={form.cleaned_data['year']}")
    drop = reverse("desk:drop-budget", args=[found.pk]) if found else ""
    return show_form(request, form, title=_("Budget of a year"), crumb=(_("Money"), back), back=back, drop=drop)


@require_POST
@login_required
def drop_budget(request, pk):
    found = get_allowed(BudgetLine.objects, request.user, Permission.EDIT, pk=pk)
    return dropped(request, lambda **who: services.drop_budget(found, **who), reverse("desk:money"))


@form_page
@login_required
def add_fund(request):
    office = office_of(request, Permission.EDIT)
    form = FundForm(
        request.POST or None, user=request.user, office=office, initial={"currency": last_currency(office)}
    )
    return fund_page(request, office, form, None)


@form_page
@login_required
def change_fund(request, pk):
    office = office_of(request, Permission.EDIT)
    found = get_allowed(Fund.objects, request.user, Permission.EDIT, pk=pk, owner=office.organisation)
    initial = {name: getattr(found, name) for name in services.FUND}
    form = FundForm(request.POST or None, user=request.user, office=office, initial=initial)
    return fund_page(request, office, form, found)


def fund_page(request, office, form, found):
    back = reverse("desk:fund", args=[found.pk]) if found else reverse("desk:money")

    def write(**given):
        return services.write_fund(office.organisation, fund=found, **given)

    if written(request, form, write, _("Fund saved.")):
        return redirect(back)
    drop = reverse("desk:drop-fund", args=[found.pk]) if found else ""
    return show_form(request, form, title=_("Fund"), crumb=(_("Money"), reverse("desk:money")), back=back, drop=drop)


@require_POST
@login_required
def drop_fund(request, pk):
    found = get_allowed(Fund.objects, request.user, Permission.EDIT, pk=pk)
    return dropped(request, lambda **who: services.drop_fund(found, **who), reverse("desk:money"))


@require_safe
@login_required
def fund(request, pk):
    office = office_of(request)
    found = get_allowed(Fund.objects, request.user, pk=pk, owner=office.organisation)
    return show_fund(request, office, found)


def show_fund(request, office, found, *, report_form=None, sent_form=None, status=200):
    today = today_of(office, timezone.now())
    reports = list(found.reports.all())
    for report in reports:  # several on one page: each form with names of its own
        report.form = SentForm(initial={"sent_on": today}, auto_id=f"id_{report.pk}_%s")
        if sent_form and sent_form.report == report:
            report.form = sent_form
    context = {
        "office": office,
        "facts": books.fund_facts(request.user, found),
        "fund": found,
        "reports": reports,
        "today": today,
        "report_form": report_form or ReportForm(),
        "may_write": may_write(request.user, office, Permission.EDIT, found.partnership),
    }
    return render(request, "desk/money/fund.html", context, status=status)


@require_POST
@login_required
def add_report(request, pk):
    office = office_of(request)
    found = get_allowed(Fund.objects, request.user, Permission.EDIT, pk=pk, owner=office.organisation)
    form = ReportForm(request.POST)
    if written(request, form, lambda **given: services.add_report(found, **given), _("Report noted.")):
        return redirect("desk:fund", found.pk)
    return show_fund(request, office, found, report_form=form, status=422)


@require_POST
@login_required
def send_report(request, pk):
    office = office_of(request)
    found = get_allowed(FundReport.objects, request.user, Permission.EDIT, pk=pk, fund__owner=office.organisation)
    form = SentForm(request.POST, auto_id=f"id_{found.pk}_%s")
    form.report = found
    if written(request, form, lambda **given: services.send_report(found, **given), _("Marked as sent.")):
        return redirect("desk:fund", found.fund_id)
    return show_fund(request, office, found.fund, sent_form=form, status=422)
