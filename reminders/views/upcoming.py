"""The next 30 days of an office's reminders, worked out from the facts before anybody is told."""

from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reminders.filters import NoticeFilter, chip, in_use
from reminders.queries import upcoming
from reminders.showing import people_of, rows_to_come
from stakeholders.views.office import office_for_coordinator

DAYS = 30
ROWS = 50


@require_safe
@login_required
def index(request):
    office = office_for_coordinator(request).organisation
    found = upcoming(timezone.now(), DAYS, {office.pk})
    people = people_of(office, {one.who for one in found})
    form = NoticeFilter(request.GET, people=choices(people))
    rule, who = form.chosen("rule"), form.chosen("who")
    found = [one for one in found if rule in ("", one.rule) and who in ("", one.who)]
    withheld = request.GET.get("show") == "withheld"
    shown = sorted((one for one in found if bool(one.why) == withheld), key=by_day)
    page = Paginator(shown, ROWS).get_page(request.GET.get("page"))
    rows = rows_to_come(request.user, office, list(page), people)
    n = sum(not one.why for one in found)
    context = {
        "office": office, "page": page, "form": form, "active": in_use(request, form), "withheld": withheld,
        "days": [(day, list(group)) for day, group in groupby(rows, key=lambda row: row.when.date())],
        "keep": {"show": "withheld"} if withheld else {},
        "chips": [
            chip(request, _("Would be told"), "show", "", n),
            chip(request, _("Withheld"), "show", "withheld", len(found) - n),
        ],
    }  # fmt: skip
    return render(request, "reminders/upcoming.html", context)


def by_day(one):
    """By the day where each recipient is, then by the moment."""
    return one.send_at.date(), one.send_at, one.key


def choices(people):
    """[(who, name)] in the order of names; nobody is nobody."""
    found = [(who, str(called)) for who, called in people.items() if who]
    return sorted(found, key=lambda one: (one[1].casefold(), one[0]))
