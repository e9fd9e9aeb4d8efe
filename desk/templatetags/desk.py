"""What later rooms know of an organisation, for its page: `{% load desk %}`. Each part asks its own `for_user`."""

from django import template
from django.db.models import Count, Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity
from agreements.models import Deliverable, DeliverableStatus
from desk.people.services import manages
from partnerships.models import Partnership, Seat
from stakeholders.models import Membership

register = template.Library()
SHOWN = 8


@register.simple_tag(takes_context=True)
def members_url(context, organisation):
    """The address of the members page where this person may open it, else ""."""
    user = context["request"].user
    own = Membership.objects.current().filter(organisation=organisation, user=user, limited=False)
    return reverse("desk:members", args=[organisation.slug]) if own.exists() or manages(user, organisation) else ""


@register.inclusion_tag("desk/_organisation_seats.html", takes_context=True)
def seats_of(context, organisation):
    """The ties in which the organisation holds a seat, among those that this person may see."""
    user = context["request"].user
    seats = Prefetch("seats", queryset=Seat.objects.filter(organisation=organisation), to_attr="its_seats")
    ties = Partnership.objects.for_user(user).kept_by(organisation).prefetch_related(seats).order_by("name")
    return {"ties": ties, "organisation": organisation}


@register.inclusion_tag("desk/_organisation_work.html", takes_context=True)
def work_of(context, organisation):
    """What it owes and how reliably it delivered, from the deliverables that this person may read."""
    user, today = context["request"].user, timezone.localdate()
    owed = Deliverable.objects.for_user(user).filter(owed_by=organisation)
    accepted = Q(status=DeliverableStatus.ACCEPTED)
    late = Q(due_on__lt=today) & ~Q(status=DeliverableStatus.SUBMITTED)
    counts = owed.exclude(status=DeliverableStatus.CANCELLED).aggregate(
        due=Count("pk", filter=accepted | late), kept=Count("pk", filter=accepted)
    )
    open_now = owed.open().select_related("agreement__partnership").order_by("due_on", "pk")
    taken = Activity.objects.for_user(user).happened().filter(participants__organisation=organisation)
    return {
        "organisation": organisation,
        "deliverables": open_now[:SHOWN],
        "open": open_now.count(),
        "due": counts["due"] or 0,
        "kept": counts["kept"] or 0,
        "activities": taken.select_related("partnership").order_by("-starts_first", "-pk")[:SHOWN],
        "today": today,
    }
