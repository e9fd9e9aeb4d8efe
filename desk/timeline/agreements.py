"""Agreements in a timeline: their signing, each signature, their states, and the amendments that were applied."""

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement, AgreementMove, AgreementStatus, Amendment, Signature
from desk.timeline.entries import address, day_of, recorded_by, words
from drawing import formats
from drawing.words import state_key
from partnerships.models import Audience
from partnerships.timeline import Entry

TOLD_BY_SIGNING = [AgreementStatus.SIGNED]  # the agreement's own entry says it


def agreement_keys(user, tie):
    rows = Agreement.objects.for_user(user).filter(partnership=tie, signed_first__isnull=False)
    return rows.annotate(day=F("signed_first"), said=words("title", "fields"))


def agreement_entries(user, ids):
    for row in Agreement.objects.filter(pk__in=ids).select_related("owner", "created_by"):
        yield row.pk, Entry(
            type="agreement",
            first=row.signed_first,
            last=row.signed_last,
            date=formats.partial_date(row.signed_first, row.signed_last),
            kind="agr",
            icon="file-signature",
            title=_("Agreement: %(title)s") % {"title": row.title},
            text=recorded_by(row),
            audience=row.audience,
            state=state_key(row.status),
            url=address("agreements:agreement", row.pk),
            recorded_by=str(row.created_by or row.owner),
        )


def amendment_keys(user, tie):
    rows = Amendment.objects.for_user(user).filter(agreement__partnership=tie, applied_at__isnull=False)
    return rows.annotate(day=day_of("applied_at"), said=F("agreement__title"))


def amendment_entries(user, ids):
    for row in Amendment.objects.filter(pk__in=ids).select_related("agreement", "applied_by"):
        day = timezone.localdate(row.applied_at)
        yield row.pk, Entry(
            type="amendment",
            first=day,
            date=formats.long_date(day),
            kind="agr",
            icon="file-text",
            title=_("Amendment applied: %(title)s") % {"title": row.agreement.title},
            text=f"{row.applied_by}." if row.applied_by else "",
            audience=row.agreement.audience,
            url=address("agreements:agreement", row.agreement_id),
            recorded_by=str(row.applied_by or ""),
        )


def signature_keys(user, tie):
    papers = Agreement.objects.for_user(user).filter(partnership=tie)
    rows = Signature.objects.filter(party__agreement__in=papers.order_by().values("pk"), signed_first__isnull=False)
    return rows.annotate(day=F("signed_first"), said=words("person_name", "party__agreement__title"))


def signature_entries(user, ids):
    rows = Signature.objects.filter(pk__in=ids).select_related("party__agreement", "party__organisation", "post")
    for row in rows:
        who = ", ".join(str(part) for part in (row.person_name, row.post) if part)
        agreement = row.party.agreement
        yield row.pk, Entry(
            type="signature",
            first=row.signed_first,
            last=row.signed_last,
            date=formats.partial_date(row.signed_first, row.signed_last),
            kind="agr",
            icon="file-signature",
            title=_("%(organisation)s signed: %(title)s")
            % {"organisation": row.party.organisation, "title": agreement.title},
            text=f"{who}." if who else "",
            audience=agreement.audience,
            url=address("agreements:agreement", agreement.pk),
        )


def move_keys(user, tie):
    rows = AgreementMove.objects.for_user(user).filter(~Q(became__in=TOLD_BY_SIGNING), agreement__partnership=tie)
    return rows.annotate(day=F("on"), said=F("agreement__title"))


def move_entries(user, ids):
    for row in AgreementMove.objects.filter(pk__in=ids).select_related("agreement", "by"):
        yield row.pk, Entry(
            type="move",
            first=row.on,
            date=formats.long_date(row.on),
            kind="agr",
            icon="file-text",
            title=_("%(title)s: %(state)s") % {"title": row.agreement.title, "state": row.get_became_display()},
            text=f"{row.by}." if row.by else "",
            audience=Audience.NAMED if row.agreement.audience == Audience.NAMED else Audience.OFFICE,
            state=state_key(row.became),
            url=address("agreements:agreement", row.agreement_id),
            recorded_by=str(row.by or ""),
        )
