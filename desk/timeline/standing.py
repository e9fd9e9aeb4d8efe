"""How a tie came about and how it stands with the reader's office: the request, its answer, pauses and ends, the lead.

All of it is the office's own (ARCHITECTURE 4): the other side finds none of it in its timeline.
"""

from django.apps import apps
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.timeline.entries import address, day_of, sentences, words
from drawing import formats
from drawing.words import state_key
from partnerships.models import Audience, LeadOffer, LeadOfferState, RequestKind, RequestState, Standing, TieRequest
from partnerships.models.keys import keys_of
from partnerships.timeline import Entry
from stakeholders.access import Permission

ANSWER_ICONS = {RequestState.EXPLORING: "circle-check", RequestState.DECLINED: "circle-x"}
STANDING_ICONS = {Standing.PAUSED: "pause", Standing.ENDED: "ban", Standing.EXPLORING: "search"}


def request_keys(user, tie):
    rows = TieRequest.objects.for_user(user).filter(partnership=tie)
    return rows.annotate(day=F("received_on"), said=words("sender", "sender_post", "text"))


def request_entries(user, ids):
    for row in TieRequest.objects.filter(pk__in=ids).select_related("place", "created_by", "owner"):
        letter = row.kind == RequestKind.LETTER
        title = _("%(place)s asked for a tie") if letter else _("Own idea: a tie with %(place)s")
        yield row.pk, Entry(
            type="request",
            first=row.received_on,
            date=formats.long_date(row.received_on),
            icon="inbox",
            title=title % {"place": row.place.name},
            text=sentences(", ".join(part for part in (row.sender, row.sender_post) if part)),
            audience=Audience.OFFICE,
            url=address("partnerships:request", row.pk),
            recorded_by=str(row.created_by or row.owner),
        )


def answer_keys(user, tie):
    rows = TieRequest.objects.for_user(user).filter(partnership=tie, decided_on__isnull=False)
    return rows.annotate(day=F("decided_on"), said=words("reason", "authority"))


def answer_entries(user, ids):
    for row in TieRequest.objects.filter(pk__in=ids).select_related("decided_by", "owner"):
        yield row.pk, Entry(
            type="request answer",
            first=row.decided_on,
            date=formats.long_date(row.decided_on),
            icon=ANSWER_ICONS.get(row.state, "clock"),
            title=_("Request answered: %(state)s") % {"state": row.get_state_display()},
            text=sentences(row.reason, row.authority),
            audience=Audience.OFFICE,
            state=state_key(row.state) if row.state == RequestState.EXPLORING else "",
            url=address("partnerships:request", row.pk),
            recorded_by=str(row.decided_by or row.owner),
        )


def seat_events():
    return next(iter(apps.get_model("partnerships.seat").pgh_event_models.values())).objects


def standing_keys(user, tie):
    """Each change of standing of the reader's own organisations, as the database noted it."""
    mine = keys_of(user).with_permission(Permission.VIEW).opens("organisation", "partnership")
    earlier = seat_events().filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id")).order_by("-pgh_id")
    rows = seat_events().filter(mine, partnership=tie).annotate(was=Subquery(earlier.values("standing")[:1]))
    since_then = Q(was__isnull=False) & ~Q(was=F("standing"))
    from_the_start = Q(was__isnull=True, standing__in=[*STANDING_ICONS])
    rows = rows.filter(since_then | from_the_start)
    return rows.annotate(
        day=Coalesce("standing_first", day_of("pgh_created_at")), said=words("standing_reason", "standing_authority")
    )


def standing_entries(user, ids):
    for row in seat_events().filter(pk__in=ids).select_related("organisation"):
        day = row.standing_first or timezone.localdate(row.pgh_created_at)
        yield row.pk, Entry(
            type="standing",
            first=day,
            last=row.standing_last,
            date=formats.partial_date(day, row.standing_last or day),
            icon=STANDING_ICONS.get(row.standing, "handshake"),
            title=_("%(office)s: %(standing)s") % {"office": row.organisation, "standing": row.get_standing_display()},
            text=sentences(row.standing_reason, row.standing_authority),
            audience=Audience.OFFICE,
            state="" if row.standing == Standing.KEPT else state_key(row.standing),
            recorded_by=str(row.organisation),
        )


def lead_keys(user, tie):
    rows = LeadOffer.objects.for_user(user).filter(partnership=tie)
    return rows.annotate(day=day_of(Coalesce("settled_at", "offered_at")), said=F("reason"))


def lead_entries(user, ids):
    rows = LeadOffer.objects.filter(pk__in=ids)
    for row in rows.select_related("giver", "taker", "side", "settled_by", "offered_by"):
        day = timezone.localdate(row.settled_at or row.offered_at)
        if row.state == LeadOfferState.ACCEPTED:
            title = _("%(taker)s leads for %(place)s") % {"taker": row.taker, "place": row.side.name}
        else:
            title = _("Lead offered to %(taker)s") % {"taker": row.taker}
        yield row.pk, Entry(
            type="lead",
            first=day,
            date=formats.long_date(day),
            icon="flag",
            title=title,
            text=row.reason,
            audience=Audience.OFFICE,
            tags=[{"text": row.get_state_display(), "icon": "flag"}],
            url=address("partnerships:lead-offer", row.pk),
            recorded_by=str(row.settled_by or row.offered_by or row.giver),
        )
