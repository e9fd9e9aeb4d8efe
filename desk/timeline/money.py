"""Gifts, and the reports that funds of the tie ask for, in a timeline: read by the owning office alone."""

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import FundReport, Gift
from desk.timeline.entries import address, words
from drawing import formats
from partnerships.models import Audience
from partnerships.timeline import Entry


def gift_keys(user, tie):
    rows = Gift.objects.for_user(user).filter(partnership=tie)
    return rows.annotate(day=F("on_first"), said=words("what", "giver", "receiver"))


def gift_entries(user, ids):
    bodies = ("giver_organisation", "receiver_organisation", "giver_post__organisation", "receiver_post__organisation")
    for row in Gift.objects.filter(pk__in=ids).select_related("owner", "activity", *bodies):
        title = _("Gift given: %(what)s") if row.given else _("Gift received: %(what)s")
        fate = [{"text": row.get_became_display(), "icon": "package"}] if row.became else []
        closed = row.activity is not None and row.activity.audience == Audience.NAMED
        yield row.pk, Entry(
            type="gift",
            first=row.on_first,
            last=row.on_last,
            date=formats.partial_date(row.on_first, row.on_last),
            icon="package",
            title=title % {"what": row.what},
            text=_("%(giver)s to %(receiver)s.") % {"giver": row.giver_name, "receiver": row.receiver_name},
            audience=Audience.NAMED if closed else Audience.OFFICE,
            tags=fate,
            url=address("desk:gift", row.pk),
            recorded_by=str(row.owner),
        )


def report_keys(user, tie):
    rows = FundReport.objects.for_user(user).filter(fund__partnership=tie)
    return rows.annotate(day=Coalesce("sent_on", "due_on"), said=words("title", "fund__name"))


def report_entries(user, ids):
    today = timezone.localdate()
    for row in FundReport.objects.filter(pk__in=ids).select_related("fund__owner"):
        late = row.sent_on is None and row.due_on < today
        title = _("Report to a fund sent: %(title)s") if row.sent_on else _("Report to a fund due: %(title)s")
        day = row.sent_on or row.due_on
        yield row.pk, Entry(
            type="fund report",
            first=day,
            date=formats.long_date(day),
            kind="late" if late else "",
            icon="file-check",
            title=title % {"title": row.title},
            text=f"{row.fund}, {row.fund.source}.",
            audience=Audience.OFFICE,
            state="late" if late else "",
            url=address("desk:fund", row.fund_id),
            recorded_by=str(row.fund.owner),
        )
