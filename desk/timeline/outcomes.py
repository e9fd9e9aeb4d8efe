"""Outcomes in a timeline: of each, the newest standing claim that this person reads."""

from django.db.models import F
from django.utils.translation import gettext as _

from activities.models import Activity
from desk.ties import state_of
from desk.timeline.entries import address, amount_of, words
from drawing import formats
from outcomes.models import Claim
from partnerships.timeline import Entry


def keys(user, tie):
    claims = Claim.objects.for_user(user).standing().filter(partnership=tie)
    newest = claims.order_by("outcome", "-occurred_first", "-pk").distinct("outcome")
    rows = Claim.objects.filter(pk__in=newest.values("pk"))
    return rows.annotate(day=F("occurred_first"), said=words("title", "organisation__name"))


def entries(user, ids):
    sources = origins(user, ids)
    for claim in Claim.objects.filter(pk__in=ids).select_related("outcome__indicator", "organisation", "owner"):
        amount = amount_of(claim)
        title = _("Outcome: %(title)s") % {"title": claim.title}
        yield claim.pk, Entry(
            type="outcome",
            first=claim.occurred_first,
            last=claim.occurred_last,
            date=formats.partial_date(claim.occurred_first, claim.occurred_last),
            kind="out",
            icon="banknote" if claim.currency else "trending-up",
            title=f"{title}, {amount}" if amount else title,
            text=_("Reported by %(who)s.") % {"who": claim.organisation.name},
            audience=claim.audience,
            state=state_of(claim),
            tags=[
                {"text": _("From: %(title)s") % {"title": title}, "icon": "link"} for title in sources.get(claim.pk, ())
            ],
            url=address("outcomes:outcome", claim.outcome_id),
            recorded_by=str(claim.owner),
        )


def origins(user, ids):
    """{claim id: titles of the activities it came through}, of those that this person reads."""
    found = {}
    rows = Activity.objects.for_user(user).filter(origins__claim__in=ids)
    for claim, title in rows.order_by("pk").values_list("origins__claim", "title"):
        found.setdefault(claim, []).append(title)
    return found
