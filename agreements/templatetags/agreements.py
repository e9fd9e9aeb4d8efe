"""Inclusion tags of this room for pages of earlier ones and of the desk (docs/tags.md)."""

from django import template
from django.utils import timezone

from agreements import queries
from agreements.models import AgreementStatus

register = template.Library()


@register.inclusion_tag("agreements/_next_deliverables.html", takes_context=True)
def next_deliverables(context, partnership, limit=4):
    """The open items of a tie that fall due next."""
    today = timezone.localdate()
    items = list(queries.open_items(context["request"].user, partnership)[: limit + 1])
    for item in items:
        item.state = queries.state_of(item, today)
    return {"items": items[:limit], "more": len(items) > limit, "partnership": partnership, "today": today}


@register.inclusion_tag("agreements/_agreement_in_force.html", takes_context=True)
def agreement_in_force(context, partnership):
    """The newest agreement in force."""
    found = queries.agreements_of(context["request"].user, partnership)
    return {"agreement": found.filter(status=AgreementStatus.IN_FORCE).first()}


@register.inclusion_tag("agreements/_agreements.html", takes_context=True)
def agreements_of(context, partnership):
    """All agreements of a tie, as a list."""
    return {"agreements": queries.agreements_of(context["request"].user, partnership), "partnership": partnership}


@register.inclusion_tag("agreements/_rows.html", takes_context=True)
def deliverables_of(context, partnership, limit=50):
    """All deliverables of a tie, the next due first, as the table of the list."""
    today = timezone.localdate()
    found = queries.listed(context["request"].user).filter(agreement__partnership=partnership)
    rows = list(found.order_by("-due_on", "pk")[:limit])
    for row in rows:
        row.state = queries.state_of(row, today)
    return {"page": rows, "today": today, "still": True}
