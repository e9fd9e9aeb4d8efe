"""The results chain of a tie: inputs, activities, outputs, outcomes; impact is not claimed here (DESIGN 5)."""

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.models import Activity
from activities.queries_money import lines_of
from agreements.models import Deliverable, DeliverableStatus
from desk.ties import outcomes_of, state_of
from desk.timeline import amount_of
from drawing import formats
from outcomes.periods import year_to_date
from partnerships.models import Seat, SeatRole
from stakeholders.models import Organisation

SHOWN = 3


def chain_of(user, office, partnership, today=None):
    """(label of the year, five steps for components/chain.html), from what this person may read.

    Money of inputs stands by currency, never added across; no cost on file reads "not recorded".
    """
    today = today or timezone.localdate()
    span = year_to_date(today, office.year_starts_in if office else 1)
    return span.label, [
        inputs(user, partnership, span),
        activities(user, partnership, span),
        outputs(user, partnership),
        outcomes(user, partnership),
        impact(),
    ]


def tab_url(partnership, tab):
    return reverse("partnerships:tab", args=[partnership.slug, tab])


def inputs(user, partnership, span):
    spent = {}
    lines = lines_of(user, partnership, span.first, span.last).filter(amount__isnull=False)
    for amount, currency in lines.values_list("amount", "currency"):
        spent[currency] = spent.get(currency, 0) + amount
    visible = Organisation.objects.for_user(user).values("pk")
    seats = Seat.objects.filter(partnership=partnership, organisation__in=visible).exclude(role=SeatRole.OBSERVER)
    n = seats.count()
    money = " · ".join(formats.money(amount, currency) for currency, amount in sorted(spent.items()))
    lines = [{"text": ngettext("%(n)d organisation seated", "%(n)d organisations seated", n) % {"n": n}, "ok": True}]
    if not money:
        lines.append({"text": _("Cost of this year: not recorded"), "ok": False})
    return {
        "name": _("Inputs"),
        "value": money or formats.MISSING,
        "unit": _("cost of activities, %(year)s") % {"year": span.label},
        "lines": lines,
        "link": _("See who takes part"),
        "url": tab_url(partnership, "people"),
    }


def activities(user, partnership, span):
    found = Activity.objects.for_user(user).filter(
        partnership=partnership, starts_first__range=(span.first, span.last)
    ).happened()
    n = found.count()
    lines = [
        {"text": f"{row.title}, {formats.month_year(row.starts_first)}", "ok": row.confirmed_at is not None}
        for row in found.order_by("-starts_first", "-pk")[:SHOWN]
    ]
    return {
        "name": _("Activities"),
        "value": formats.number(n),
        "unit": _("happened in %(year)s") % {"year": span.label},
        "lines": lines,
        "link": _("See all activities"),
        "url": tab_url(partnership, "activities"),
    }


def outputs(user, partnership):
    found = Deliverable.objects.for_user(user).filter(agreement__partnership=partnership)
    found = found.exclude(status=DeliverableStatus.CANCELLED)
    rows = list(found.order_by("-due_on", "-pk"))
    done = [row for row in rows if row.status == DeliverableStatus.ACCEPTED]
    waiting = [row for row in rows if row.is_open]
    lines = [{"text": row.title, "ok": True} for row in done[: SHOWN - 1]]
    lines += [
        {"text": _("%(title)s: due %(day)s") % {"title": row.title, "day": formats.short_date(row.due_on)}, "ok": False}
        for row in waiting[-1:]
    ]
    return {
        "name": _("Outputs"),
        "value": _("%(part)s of %(all)s") % {"part": formats.number(len(done)), "all": formats.number(len(rows))},
        "unit": _("deliverables done"),
        "lines": lines,
        "link": _("See all deliverables"),
        "url": tab_url(partnership, "deliverables"),
    }


def outcomes(user, partnership):
    claims = outcomes_of(user, partnership)
    verified = [claim for claim in claims if state_of(claim) == "verified"]
    lines = []
    for claim in verified[:SHOWN] + [claim for claim in claims if claim not in verified][:1]:
        amount = amount_of(claim)
        text = f"{claim.title}, {amount}" if amount else claim.title
        lines.append({"text": text, "ok": claim in verified})
    part, whole = formats.number(len(verified)), formats.number(len(claims))
    return {
        "name": _("Outcomes"),
        "value": _("%(part)s of %(all)s") % {"part": part, "all": whole},
        "unit": _("verified"),
        "lines": lines,
        "link": _("See all outcomes"),
        "url": tab_url(partnership, "outcomes"),
    }


def impact():
    try:
        url = reverse("outcomes:method") + "#effects"
    except NoReverseMatch:
        url = ""
    return {
        "name": _("Impact"),
        "value": _("Not claimed here"),
        "why": _(
            "One tie’s effect on jobs or trade cannot be told apart from other causes. "
            "Effects are estimated for all ties together."
        ),
        "link": _("How effects are estimated") if url else "",
        "url": url,
    }
