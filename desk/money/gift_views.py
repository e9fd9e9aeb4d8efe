"""Gifts of a tie, the limits of the office, what was filed, and the list that may be published."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from activities.gift_rules import RULES, rule_of
from activities.models import Activity, Gift, GiftFiling, GiftLimit
from activities.queries_gifts import gifts_of, givers_above, to_disclose
from activities.services import gifts as services
from desk.money.access import may_write, office_of, tie_of
from desk.money.forms import FilingForm, GiftForm, LimitForm, gift_initial, limit_initial
from desk.money.views import dropped, form_page, key_of, last_currency, show_form, tie_url, written
from drawing import formats
from drawing.exports import CSV, table_response
from outcomes.services.staging import today_of
from stakeholders.access import Permission, get_allowed

# What a published list tells: bodies and roles, never people, notes, who estimated or where a thing is kept.
PUBLISHED = [
    gettext_lazy("Day"), gettext_lazy("Gift"), gettext_lazy("Direction"), gettext_lazy("Giver"),
    gettext_lazy("Receiver"), gettext_lazy("Estimated worth"), gettext_lazy("Currency"),
    gettext_lazy("What became of it"),
]  # fmt: skip


@form_page
@login_required
def add_gift(request, slug):
    office, tie = tie_of(request, slug, Permission.LOG_ACTIVITY)
    asked = request.GET.get("activity", "")
    mine = Activity.objects.for_user(request.user).filter(partnership=tie, owner=office.organisation)
    activity = mine.filter(pk=asked).first() if asked.isdecimal() else None
    initial = {"activity": activity, "currency": last_currency(office), "receiver_organisation": office.organisation}
    form = GiftForm(request.POST or None, user=request.user, office=office, partnership=tie, initial=initial)
    if written(request, form, partial(services.add_gift, tie, office.organisation), _("Gift saved."), once=True):
        return redirect("desk:tie-ledger", tie.slug)
    shown = {"crumb": (tie.name, tie_url(tie)), "back": tie_url(tie), "key": key_of(request)}
    return show_form(request, form, title=_("Note a gift"), **shown)


@form_page
@login_required
def gift(request, pk):
    office = office_of(request)
    found = get_allowed(Gift.objects, request.user, Permission.LOG_ACTIVITY, pk=pk, owner=office.organisation)
    tie = found.partnership
    form = GiftForm(
        request.POST or None, user=request.user, office=office, partnership=tie, initial=gift_initial(found)
    )
    if written(request, form, lambda **given: services.change_gift(found, **given), _("Gift saved.")):
        return redirect(tie_url(tie))
    drop = reverse("desk:drop-gift", args=[found.pk])
    return show_form(request, form, title=found.what, crumb=(tie.name, tie_url(tie)), back=tie_url(tie), drop=drop)


@require_POST
@login_required
def drop_gift(request, pk):
    found = get_allowed(Gift.objects, request.user, Permission.LOG_ACTIVITY, pk=pk)
    return dropped(request, lambda **who: services.drop_gift(found, **who), tie_url(found.partnership))


@form_page
@login_required
def add_limit(request):
    """A limit of the office's own; ?rule= begins with one that is shipped."""
    office = office_of(request, Permission.EDIT)
    rule = rule_of(request.GET.get("rule", ""))
    initial = rule.initial() if rule else {"currency": last_currency(office)}
    form = LimitForm(request.POST or None, initial=initial)
    return limit_page(request, office, form, None, rule.code if rule else "")


@form_page
@login_required
def limit(request, pk):
    office = office_of(request, Permission.EDIT)
    found = get_allowed(GiftLimit.objects, request.user, Permission.EDIT, pk=pk, owner=office.organisation)
    return limit_page(request, office, LimitForm(request.POST or None, initial=limit_initial(found)), found, found.pack)


def limit_page(request, office, form, found, pack):
    def write(**given):
        return services.set_limit(office.organisation, limit_row=found, pack=pack, **given)

    back = reverse("desk:money")
    if written(request, form, write, _("Rule saved.")):
        return redirect(f"{back}#gifts")
    drop = reverse("desk:drop-limit", args=[found.pk]) if found else ""
    intro = _("Write what the law or the rule of your city says, with its section: this product knows of no other law.")
    return show_form(
        request, form, title=_("Rule for gifts"), crumb=(_("Money"), back), back=back, drop=drop, intro=intro,
        rules=() if found else RULES,
    )  # fmt: skip


@require_POST
@login_required
def drop_limit(request, pk):
    found = get_allowed(GiftLimit.objects, request.user, Permission.EDIT, pk=pk)
    return dropped(request, lambda **who: services.drop_limit(found, **who), reverse("desk:money"))


@form_page
@login_required
def disclose(request, pk):
    """What one giver gave in a year above a limit, and the form that closes it. ?giver= and ?year= name it."""
    office = office_of(request)
    found = get_allowed(GiftLimit.objects, request.user, pk=pk, owner=office.organisation)
    asked = (request.GET.get("giver", ""), request.GET.get("year", ""))
    due = next((one for one in givers_above(request.user, found) if (one.key, str(one.year)) == asked), None)
    if due is None:
        raise Http404(_("Nothing of this giver is to be disclosed."))
    may_file = may_write(request.user, office, Permission.EDIT)
    today = today_of(office, timezone.now())
    form = FilingForm(request.POST or None, initial={"filed_on": today})
    if request.method == "POST":
        get_allowed(GiftLimit.objects, request.user, Permission.EDIT, pk=pk)

    def write(**given):
        return services.file_gifts(found, due.key, due.year, **given)

    if written(request, form, write, _("Filed.")):
        return redirect("desk:gifts")
    context = {"office": office, "due": due, "form": form, "may_file": may_file, "today": today}
    return render(request, "desk/money/disclose.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def gifts(request):
    """The list that may be published, on a page, on paper or as CSV; what it tells is said before it is taken."""
    office = office_of(request)
    rows = gifts_of(request.user, office.organisation).order_by("-on_last", "-pk")
    year = request.GET.get("year", "")
    if year.isdecimal() and len(year) == 4 and year > "1899":
        rows = rows.filter(on_last__year=int(year))
    else:
        year = ""
    if request.GET.get("only") == "filed":
        rows = rows.filter(filings__isnull=False).distinct()
    rows = list(rows)
    if request.GET.get("format") == CSV:
        return table_response(CSV, f"gifts-{year}" if year else "gifts", PUBLISHED, (cells(row) for row in rows))
    context = {
        "office": office,
        "rows": rows,
        "fields": PUBLISHED,
        "year": year,
        "only": request.GET.get("only", ""),
        "query": request.GET.urlencode(),
        "today": today_of(office, timezone.now()),
        "disclose": to_disclose(request.user, office.organisation),
        "filings": GiftFiling.objects.for_user(request.user).filter(owner=office.organisation).select_related("limit"),
    }
    return render(request, "desk/money/gifts.html", context)


def cells(gift):
    return [
        formats.partial_date(gift.on_first, gift.on_last), gift.what, _("given") if gift.given else _("received"),
        gift.giver_name, gift.receiver_name, gift.estimate, gift.currency, gift.get_became_display(),
    ]  # fmt: skip
